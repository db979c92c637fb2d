"""The joint report: writing, review, versions."""

# ruff: noqa: E501 - a table is read in columns
TABLE = """
                                                                       anon   undp  ohchr  women unicef  unodc  coord coord2 writer   secr reader  admin
GET  reports:report          pve-1/2021-H1                              302    200    200    200    200    404    200    404    200    409    200    403
POST reports:report          pve-1/2021-H1                              401    405    405    405    405    405    405    405    405    405    405    405
GET  reports:report          pve-2/2021-FINAL                           302    200    404    404    404    200    404    200    404    409    404    403
GET  reports:report          pve-1/2021-H1/in-review                    302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:report          pve-1/2021-H1/returned                     302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:report          pve-1/2021-H1/cleared                      302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:report          pve-1/2021-H1/final                        302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:report          pve-1/2021-H1/corrected                    302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:report          pve-2/2021-FINAL/in-review                 302    200    404    404    404    200    404    200    404    200    404    403

GET  reports:preview         pve-1/2021-FINAL                           302    200    200    200    200    404    200    404    200    409    200    403
POST reports:preview         pve-1/2021-FINAL                           401    405    405    405    405    405    405    405    405    405    405    405
GET  reports:preview         pve-1/2021-H1/in-review                    302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:preview         pve-1/2021-H1/final                        302    200    200    200    200    404    200    404    200    200    200    403

GET  reports:download        pve-1/2021-FINAL/xlsx                      302    200    200    200    200    404    200    404    200    409    200    403
POST reports:download        pve-1/2021-FINAL/xlsx                      401    405    405    405    405    405    405    405    405    405    405    405
GET  reports:download        pve-1/2021-FINAL/exe                       302    404    404    404    404    404    404    404    404    409    404    403
GET  reports:download        pve-1/2021-H1/in-review/xlsx               302    200    200    200    200    404    200    404    200    200    200    403

GET  reports:section         pve-1/2021-FINAL/cover                     302    403    403    403    403    404    200    404    403    409    403    403
POST reports:section         pve-1/2021-FINAL/cover                     401    403    403    403    403    404    302    404    403    409    403    403
GET  reports:section         pve-1/2021-FINAL/part1                     302    403    403    403    403    404    200    404    403    409    403    403
POST reports:section         pve-1/2021-FINAL/part1                     401    403    403    403    403    404    302    404    403    409    403    403
GET  reports:section         pve-1/2021-FINAL/annex1                    302    403    403    403    403    404    200    404    403    409    403    403
POST reports:section         pve-1/2021-FINAL/annex1                    401    403    403    403    403    404    200    404    403    409    403    403
GET  reports:section         pve-1/2021-FINAL/nothing                   302    403    403    403    403    404    404    404    403    409    403    403
POST reports:section         pve-1/2021-FINAL/nothing                   401    403    403    403    403    404    404    404    403    409    403    403
GET  reports:section         pve-2/2020-ANNUAL/indicators               302    403    404    404    404    403    404    200    404    409    404    403
POST reports:section         pve-2/2020-ANNUAL/indicators               401    403    404    404    404    403    404    302    404    409    404    403
GET  reports:section         pve-1/2021-H1/in-review/part1              302    403    403    403    403    404    409    404    403    403    403    403
POST reports:section         pve-1/2021-H1/in-review/part1              401    403    403    403    403    404    409    404    403    403    403    403
GET  reports:section         pve-1/2021-H1/cleared/part1                302    403    403    403    403    404    409    404    403    403    403    403
POST reports:section         pve-1/2021-H1/cleared/part1                401    403    403    403    403    404    409    404    403    403    403    403
GET  reports:section         pve-1/2021-H1/final/part1                  302    403    403    403    403    404    409    404    403    403    403    403
POST reports:section         pve-1/2021-H1/final/part1                  401    403    403    403    403    404    409    404    403    403    403    403
GET  reports:section         pve-1/2021-H1/returned/part1               302    403    403    403    403    404    200    404    403    403    403    403
POST reports:section         pve-1/2021-H1/returned/part1               401    403    403    403    403    404    302    404    403    403    403    403
GET  reports:section         pve-1/2021-H1/corrected/part1              302    403    403    403    403    404    200    404    403    403    403    403
POST reports:section         pve-1/2021-H1/corrected/part1              401    403    403    403    403    404    302    404    403    403    403    403

GET  reports:check           pve-1/2021-H1                              302    403    403    403    403    404    200    404    403    409    403    403
POST reports:check           pve-1/2021-H1                              401    403    403    403    403    404    302    404    403    409    403    403
GET  reports:check           pve-1/2021-H1/in-review                    302    403    403    403    403    404    409    404    403    403    403    403
POST reports:check           pve-1/2021-H1/in-review                    401    403    403    403    403    404    409    404    403    403    403    403
GET  reports:check           pve-1/2021-H1/returned                     302    403    403    403    403    404    200    404    403    403    403    403
POST reports:check           pve-1/2021-H1/returned                     401    403    403    403    403    404    302    404    403    403    403    403
GET  reports:check           pve-1/2021-H1/cleared                      302    403    403    403    403    404    409    404    403    403    403    403
POST reports:check           pve-1/2021-H1/cleared                      401    403    403    403    403    404    409    404    403    403    403    403
GET  reports:check           pve-1/2021-H1/final                        302    403    403    403    403    404    409    404    403    403    403    403
POST reports:check           pve-1/2021-H1/final                        401    403    403    403    403    404    409    404    403    403    403    403
GET  reports:check           pve-1/2021-H1/corrected                    302    403    403    403    403    404    200    404    403    403    403    403
POST reports:check           pve-1/2021-H1/corrected                    401    403    403    403    403    404    302    404    403    403    403    403
GET  reports:check           pve-2/2021-FINAL                           302    403    404    404    404    403    404    200    404    409    404    403
POST reports:check           pve-2/2021-FINAL                           401    403    404    404    404    403    404    302    404    409    404    403

GET  reports:quality         pve-1/2021-H1                              302    403    403    403    403    404    403    404    403    409    403    403
POST reports:quality         pve-1/2021-H1                              401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:quality         pve-1/2021-H1/in-review                    302    403    403    403    403    404    403    404    403    200    403    403
POST reports:quality         pve-1/2021-H1/in-review                    401    403    403    403    403    404    403    404    403    302    403    403
GET  reports:quality         pve-1/2021-H1/returned                     302    403    403    403    403    404    403    404    403    200    403    403
POST reports:quality         pve-1/2021-H1/returned                     401    403    403    403    403    404    403    404    403    302    403    403
GET  reports:quality         pve-1/2021-H1/cleared                      302    403    403    403    403    404    403    404    403    200    403    403
POST reports:quality         pve-1/2021-H1/cleared                      401    403    403    403    403    404    403    404    403    302    403    403
GET  reports:quality         pve-1/2021-H1/final                        302    403    403    403    403    404    403    404    403    200    403    403
POST reports:quality         pve-1/2021-H1/final                        401    403    403    403    403    404    403    404    403    302    403    403
GET  reports:quality         pve-1/2021-H1/corrected                    302    403    403    403    403    404    403    404    403    200    403    403
POST reports:quality         pve-1/2021-H1/corrected                    401    403    403    403    403    404    403    404    403    302    403    403

GET  reports:send_back       pve-1/2021-H1                              302    403    403    403    403    404    403    404    403    409    403    403
POST reports:send_back       pve-1/2021-H1                              401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:send_back       pve-1/2021-H1/in-review                    302    403    403    403    403    404    403    404    403    200    403    403
POST reports:send_back       pve-1/2021-H1/in-review                    401    403    403    403    403    404    403    404    403    302    403    403
GET  reports:send_back       pve-1/2021-H1/cleared                      302    403    403    403    403    404    403    404    403    200    403    403
POST reports:send_back       pve-1/2021-H1/cleared                      401    403    403    403    403    404    403    404    403    302    403    403
GET  reports:send_back       pve-1/2021-H1/final                        302    403    403    403    403    404    403    404    403    409    403    403
POST reports:send_back       pve-1/2021-H1/final                        401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:send_back       pve-1/2021-H1/corrected                    302    403    403    403    403    404    403    404    403    409    403    403
POST reports:send_back       pve-1/2021-H1/corrected                    401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:send_back       pve-2/2021-FINAL/in-review                 302    403    404    404    404    403    404    403    404    200    404    403
POST reports:send_back       pve-2/2021-FINAL/in-review                 401    403    404    404    404    403    404    403    404    302    404    403

GET  reports:clear           pve-1/2021-H1                              302    403    403    403    403    404    403    404    403    409    403    403
POST reports:clear           pve-1/2021-H1                              401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:clear           pve-1/2021-H1/in-review                    302    403    403    403    403    404    403    404    403    200    403    403
POST reports:clear           pve-1/2021-H1/in-review                    401    403    403    403    403    404    403    404    403    302    403    403
GET  reports:clear           pve-1/2021-H1/cleared                      302    403    403    403    403    404    403    404    403    409    403    403
POST reports:clear           pve-1/2021-H1/cleared                      401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:clear           pve-1/2021-H1/final                        302    403    403    403    403    404    403    404    403    409    403    403
POST reports:clear           pve-1/2021-H1/final                        401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:clear           pve-1/2021-H1/corrected                    302    403    403    403    403    404    403    404    403    409    403    403
POST reports:clear           pve-1/2021-H1/corrected                    401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:clear           pve-2/2021-FINAL/in-review                 302    403    404    404    404    403    404    403    404    200    404    403
POST reports:clear           pve-2/2021-FINAL/in-review                 401    403    404    404    404    403    404    403    404    302    404    403

GET  reports:final           pve-1/2021-H1                              302    403    403    403    403    404    403    404    403    409    403    403
POST reports:final           pve-1/2021-H1                              401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:final           pve-1/2021-H1/in-review                    302    403    403    403    403    404    403    404    403    409    403    403
POST reports:final           pve-1/2021-H1/in-review                    401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:final           pve-1/2021-H1/cleared                      302    403    403    403    403    404    403    404    403    200    403    403
POST reports:final           pve-1/2021-H1/cleared                      401    403    403    403    403    404    403    404    403    302    403    403
GET  reports:final           pve-1/2021-H1/final                        302    403    403    403    403    404    403    404    403    409    403    403
POST reports:final           pve-1/2021-H1/final                        401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:final           pve-1/2021-H1/corrected                    302    403    403    403    403    404    403    404    403    409    403    403
POST reports:final           pve-1/2021-H1/corrected                    401    403    403    403    403    404    403    404    403    409    403    403
GET  reports:final           pve-2/2021-FINAL/cleared                   302    403    404    404    404    403    404    403    404    200    404    403
POST reports:final           pve-2/2021-FINAL/cleared                   401    403    404    404    404    403    404    403    404    302    404    403

GET  reports:correct         pve-1/2021-H1                              302    403    403    403    403    404    409    404    403    409    403    403
POST reports:correct         pve-1/2021-H1                              401    403    403    403    403    404    409    404    403    409    403    403
GET  reports:correct         pve-1/2021-H1/in-review                    302    403    403    403    403    404    409    404    403    409    403    403
POST reports:correct         pve-1/2021-H1/in-review                    401    403    403    403    403    404    409    404    403    409    403    403
GET  reports:correct         pve-1/2021-H1/cleared                      302    403    403    403    403    404    409    404    403    409    403    403
POST reports:correct         pve-1/2021-H1/cleared                      401    403    403    403    403    404    409    404    403    409    403    403
GET  reports:correct         pve-1/2021-H1/final                        302    403    403    403    403    404    200    404    403    200    403    403
POST reports:correct         pve-1/2021-H1/final                        401    403    403    403    403    404    302    404    403    302    403    403
GET  reports:correct         pve-1/2021-H1/corrected                    302    403    403    403    403    404    409    404    403    409    403    403
POST reports:correct         pve-1/2021-H1/corrected                    401    403    403    403    403    404    409    404    403    409    403    403
GET  reports:correct         pve-2/2021-FINAL/final                     302    403    404    404    404    403    404    200    404    200    404    403
POST reports:correct         pve-2/2021-FINAL/final                     401    403    404    404    404    403    404    302    404    302    404    403

GET  reports:review          pve-1/2021-H1                              302    200    200    200    200    404    200    404    200    409    200    403
POST reports:review          pve-1/2021-H1                              401    405    405    405    405    405    405    405    405    405    405    405
GET  reports:review          pve-1/2021-H1/in-review                    302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:review          pve-1/2021-H1/final                        302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:review          pve-2/2021-FINAL/in-review                 302    200    404    404    404    200    404    200    404    200    404    403

GET  reports:sign_offs       pve-1/2021-H1                              302    200    200    200    200    404    200    404    200    409    200    403
POST reports:sign_offs       pve-1/2021-H1                              401    405    405    405    405    405    405    405    405    405    405    405
GET  reports:sign_offs       pve-1/2021-H1/in-review                    302    200    200    200    200    404    200    404    200    200    200    403

GET  reports:sign_off        pve-1/2021-H1/OHCHR                        302    403    403    403    403    404    409    404    403    403    403    403
POST reports:sign_off        pve-1/2021-H1/OHCHR                        401    403    403    403    403    404    409    404    403    403    403    403
GET  reports:sign_off        pve-1/2021-H1/in-review/OHCHR              302    403    403    403    403    404    200    404    403    403    403    403
POST reports:sign_off        pve-1/2021-H1/in-review/OHCHR              401    403    403    403    403    404    302    404    403    403    403    403
GET  reports:sign_off        pve-1/2021-H1/cleared/OHCHR                302    403    403    403    403    404    200    404    403    403    403    403
POST reports:sign_off        pve-1/2021-H1/cleared/OHCHR                401    403    403    403    403    404    302    404    403    403    403    403
GET  reports:sign_off        pve-1/2021-H1/final/OHCHR                  302    403    403    403    403    404    409    404    403    403    403    403
POST reports:sign_off        pve-1/2021-H1/final/OHCHR                  401    403    403    403    403    404    409    404    403    403    403    403
GET  reports:sign_off        pve-2/2021-FINAL/in-review/UNODC           302    403    404    404    404    403    404    200    404    403    404    403
POST reports:sign_off        pve-2/2021-FINAL/in-review/UNODC           401    403    404    404    404    403    404    302    404    403    404    403

GET  reports:compare         pve-1/2021-H1                              302    200    200    200    200    404    200    404    200    409    200    403
POST reports:compare         pve-1/2021-H1                              401    405    405    405    405    405    405    405    405    405    405    405
GET  reports:compare         pve-1/2021-H1/in-review                    302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:compare         pve-2/2021-FINAL/final                     302    200    404    404    404    200    404    200    404    200    404    403

GET  reports:version         pve-1/2021-H1/1                            302    404    404    404    404    404    404    404    404    409    404    403
GET  reports:version         pve-1/2021-H1/final/1                      302    200    200    200    200    404    200    404    200    200    200    403
POST reports:version         pve-1/2021-H1/final/1                      401    405    405    405    405    405    405    405    405    405    405    405
GET  reports:version         pve-1/2021-H1/final/2                      302    404    404    404    404    404    404    404    404    404    404    403
GET  reports:version         pve-1/2021-H1/corrected/1                  302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:version         pve-1/2021-H1/replaced/1                   302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:version         pve-2/2021-FINAL/final/1                   302    200    404    404    404    200    404    200    404    200    404    403

GET  reports:version-file    pve-1/2021-H1/1/xlsx                       302    404    404    404    404    404    404    404    404    409    404    403
GET  reports:version-file    pve-1/2021-H1/final/1/xlsx                 302    200    200    200    200    404    200    404    200    200    200    403
POST reports:version-file    pve-1/2021-H1/final/1/xlsx                 401    405    405    405    405    405    405    405    405    405    405    405
GET  reports:version-file    pve-1/2021-H1/final/1/exe                  302    404    404    404    404    404    404    404    404    404    404    403
GET  reports:version-file    pve-1/2021-H1/replaced/1/pdf               302    200    200    200    200    404    200    404    200    200    200    403
GET  reports:version-file    pve-2/2021-FINAL/final/1/docx              302    200    404    404    404    200    404    200    404    200    404    403

GET  reports:submission      pve-1/2021-H1/1                            302    404    404    404    404    404    404    404    404    409    404    403
POST reports:submission      pve-1/2021-H1/1                            401    404    404    404    404    404    404    404    404    409    404    403
GET  reports:submission      pve-1/2021-H1/final/1                      302    403    403    403    403    404    200    404    403    200    403    403
POST reports:submission      pve-1/2021-H1/final/1                      401    403    403    403    403    404    302    404    403    302    403    403
GET  reports:submission      pve-1/2021-H1/replaced/1                   302    403    403    403    403    404    200    404    403    200    403    403
POST reports:submission      pve-1/2021-H1/replaced/1                   401    403    403    403    403    404    302    404    403    302    403    403
GET  reports:submission      pve-2/2021-FINAL/final/1                   302    403    404    404    404    403    404    200    404    200    404    403
POST reports:submission      pve-2/2021-FINAL/final/1                   401    403    404    404    404    403    404    302    404    302    404    403

GET  reports:make-public     pve-1/2021-H1/final/1                      302    405    405    405    405    405    405    405    405    405    405    405
POST reports:make-public     pve-1/2021-H1/1                            401    404    404    404    404    404    404    404    404    409    404    403
POST reports:make-public     pve-1/2021-H1/final/1                      401    403    403    403    403    404    403    404    403    302    403    403
POST reports:make-public     pve-1/2021-H1/corrected/1                  401    403    403    403    403    404    403    404    403    302    403    403
POST reports:make-public     pve-1/2021-H1/replaced/1                   401    403    403    403    403    404    403    404    403    409    403    403
POST reports:make-public     pve-2/2021-FINAL/final/1                   401    403    404    404    404    403    404    403    404    302    404    403
"""
