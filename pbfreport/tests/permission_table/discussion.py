"""What is said about a report: comments, guests, phrases."""

# ruff: noqa: E501 - a table is read in columns
TABLE = """
                                                                                 anon   undp  ohchr  women unicef  unodc  coord coord2 writer   secr reader  admin
GET  talk:list               pve-1/2021-H1                                        302    200    200    200    200    404    200    404    200    409    200    200
GET  talk:list               pve-1/2021-H1/in-review                              302    200    200    200    200    404    200    404    200    200    200    200
GET  talk:list               pve-2/2021-FINAL                                     302    200    404    404    404    200    404    200    404    409    404    200
POST talk:list               pve-1/2021-H1                                        401    405    405    405    405    405    405    405    405    405    405    405

GET  talk:add                pve-1/2021-H1/whole-report                           302    200    200    200    200    404    200    404    403    409    200    403
GET  talk:add                pve-1/2021-H1/writers-row                            302    200    200    200    200    404    200    404    200    409    200    403
GET  talk:add                pve-1/2021-H1/women-row                              302    200    200    200    200    404    200    404    403    409    200    403
GET  talk:add                pve-1/2021-H1/in-review/whole-report                 302    200    200    200    200    404    200    404    403    200    200    403
GET  talk:add                pve-1/2021-H1/final/whole-report                     302    200    200    200    200    404    200    404    403    200    200    403
GET  talk:add                pve-2/2021-FINAL/whole-report                        302    200    404    404    404    200    404    200    404    409    404    403
POST talk:add                pve-1/2021-H1/whole-report                           401    302    302    302    302    404    302    404    403    409    302    403
POST talk:add                pve-1/2021-H1/writers-row                            401    302    302    302    302    404    302    404    302    409    302    403
POST talk:add                pve-1/2021-H1/women-row                              401    302    302    302    302    404    302    404    403    409    302    403
POST talk:add                pve-1/2021-H1/in-review/whole-report                 401    302    302    302    302    404    302    404    403    302    302    403
POST talk:add                pve-1/2021-H1/final/whole-report                     401    302    302    302    302    404    302    404    403    302    302    403
POST talk:add                pve-2/2021-FINAL/whole-report                        401    302    404    404    404    302    404    302    404    409    404    403

GET  talk:reply              pve-1/2021-H1/by-unicef/whole-report                 302    200    200    200    200    404    200    404    403    409    200    403
GET  talk:reply              pve-1/2021-H1/by-undp/writers-row                    302    200    200    200    200    404    200    404    200    409    200    403
GET  talk:reply              pve-1/2021-H1/in-review/by-unicef/whole-report       302    200    200    200    200    404    200    404    403    200    200    403
GET  talk:reply              pve-1/2021-H1/in-review/by-secretariat-alone/whole-report    302    404    404    404    404    404    404    404    404    200    404    404
GET  talk:reply              pve-2/2021-FINAL/by-unodc/whole-report               302    200    404    404    404    200    404    200    404    409    404    403
POST talk:reply              pve-1/2021-H1/by-unicef/whole-report                 401    302    302    302    302    404    302    404    403    409    302    403
POST talk:reply              pve-1/2021-H1/by-undp/writers-row                    401    302    302    302    302    404    302    404    302    409    302    403
POST talk:reply              pve-1/2021-H1/in-review/by-unicef/whole-report       401    302    302    302    302    404    302    404    403    302    302    403
POST talk:reply              pve-1/2021-H1/in-review/by-secretariat-alone/whole-report    401    404    404    404    404    404    404    404    404    302    404    404
POST talk:reply              pve-2/2021-FINAL/by-unodc/whole-report               401    302    404    404    404    302    404    302    404    409    404    403

GET  talk:resolve            pve-1/2021-H1/by-unicef/whole-report                 302    405    405    405    405    405    405    405    405    405    405    405
POST talk:resolve            pve-1/2021-H1/by-unicef/whole-report                 401    403    403    403    302    404    302    404    403    409    403    403
POST talk:resolve            pve-1/2021-H1/by-reader/whole-report                 401    403    403    403    403    404    302    404    403    409    302    403
POST talk:resolve            pve-1/2021-H1/by-undp/ohchr-row                      401    302    302    403    403    404    302    404    403    409    403    403
POST talk:resolve            pve-1/2021-H1/in-review/by-unicef/whole-report       401    403    403    403    302    404    302    404    403    302    403    403
POST talk:resolve            pve-1/2021-H1/in-review/by-secretariat/ohchr-row     401    403    403    403    403    404    403    404    403    302    403    403
POST talk:resolve            pve-1/2021-H1/in-review/by-secretariat-alone/ohchr-row    401    404    404    404    404    404    404    404    404    302    404    404
POST talk:resolve            pve-2/2021-FINAL/by-undp/whole-report                401    302    404    404    404    403    404    302    404    409    404    403

GET  talk:reopen             pve-1/2021-H1/by-unicef/whole-report                 302    405    405    405    405    405    405    405    405    405    405    405
POST talk:reopen             pve-1/2021-H1/by-unicef/whole-report                 401    403    403    403    302    404    302    404    403    409    403    403
POST talk:reopen             pve-1/2021-H1/by-reader/whole-report                 401    403    403    403    403    404    302    404    403    409    302    403
POST talk:reopen             pve-1/2021-H1/by-undp/ohchr-row                      401    302    302    403    403    404    302    404    403    409    403    403
POST talk:reopen             pve-1/2021-H1/in-review/by-unicef/whole-report       401    403    403    403    302    404    302    404    403    302    403    403
POST talk:reopen             pve-1/2021-H1/in-review/by-secretariat/ohchr-row     401    403    403    403    403    404    403    404    403    302    403    403
POST talk:reopen             pve-1/2021-H1/in-review/by-secretariat-alone/ohchr-row    401    404    404    404    404    404    404    404    404    302    404    404
POST talk:reopen             pve-2/2021-FINAL/by-undp/whole-report                401    302    404    404    404    403    404    302    404    409    404    403

GET  talk:guests             pve-1/2021-H1                                        302    403    403    403    403    404    200    404    403    409    403    403
POST talk:guests             pve-1/2021-H1                                        401    403    403    403    403    404    302    404    403    409    403    403
GET  talk:guests             pve-1/2021-H1/in-review                              302    403    403    403    403    404    200    404    403    200    403    403
POST talk:guests             pve-1/2021-H1/in-review                              401    403    403    403    403    404    302    404    403    302    403    403
GET  talk:guests             pve-2/2021-FINAL                                     302    403    404    404    404    403    404    200    404    409    404    403
POST talk:guests             pve-2/2021-FINAL                                     401    403    404    404    404    403    404    302    404    409    404    403

GET  talk:end-guest          pve-1/2021-H1/guest-of-coordinator                   302    405    405    405    405    405    405    405    405    405    405    405
POST talk:end-guest          pve-1/2021-H1/guest-of-coordinator                   401    403    403    403    403    404    302    404    403    409    403    403
POST talk:end-guest          pve-1/2021-H1/in-review/guest-of-coordinator         401    403    403    403    403    404    302    404    403    403    403    403
POST talk:end-guest          pve-1/2021-H1/in-review/guest-of-secretariat         401    403    403    403    403    404    302    404    403    302    403    403

GET  talk:phrases            pve-1/2021-H1                                        302    403    403    403    403    404    403    404    403    200    403    403
POST talk:phrases            pve-1/2021-H1                                        401    403    403    403    403    404    403    404    403    302    403    403
GET  talk:phrases            pve-2/2021-FINAL                                     302    403    404    404    404    403    404    403    404    200    404    403
POST talk:phrases            pve-2/2021-FINAL                                     401    403    404    404    404    403    404    403    404    302    404    403

GET  talk:remove-phrase      pve-1/2021-H1/own-phrase                             302    405    405    405    405    405    405    405    405    405    405    405
POST talk:remove-phrase      pve-1/2021-H1/own-phrase                             401    403    403    403    403    404    403    404    403    302    403    403
POST talk:remove-phrase      pve-1/2021-H1/phrase-of-another                      401    403    403    403    403    404    403    404    403    404    403    403
"""
