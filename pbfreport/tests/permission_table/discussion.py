"""What is said about a report: comments, guests, phrases."""

# ruff: noqa: E501 - a table is read in columns
TABLE = """
                                                                                 anon   undp  ohchr  women unicef  unodc  coord coord2 writer   secr reader  admin
GET  discussion:list         pve-1/2021-H1                                        302    200    200    200    200    404    200    404    200    409    200    200
GET  discussion:list         pve-1/2021-H1/in-review                              302    200    200    200    200    404    200    404    200    200    200    200
GET  discussion:list         pve-2/2021-FINAL                                     302    200    404    404    404    200    404    200    404    409    404    200
POST discussion:list         pve-1/2021-H1                                        401    405    405    405    405    405    405    405    405    405    405    405

GET  discussion:add          pve-1/2021-H1/whole-report                           302    200    200    200    200    404    200    404    403    409    200    403
GET  discussion:add          pve-1/2021-H1/writers-row                            302    200    200    200    200    404    200    404    200    409    200    403
GET  discussion:add          pve-1/2021-H1/women-row                              302    200    200    200    200    404    200    404    403    409    200    403
GET  discussion:add          pve-1/2021-H1/in-review/whole-report                 302    200    200    200    200    404    200    404    403    200    200    403
GET  discussion:add          pve-1/2021-H1/final/whole-report                     302    200    200    200    200    404    200    404    403    200    200    403
GET  discussion:add          pve-2/2021-FINAL/whole-report                        302    200    404    404    404    200    404    200    404    409    404    403
POST discussion:add          pve-1/2021-H1/whole-report                           401    302    302    302    302    404    302    404    403    409    302    403
POST discussion:add          pve-1/2021-H1/writers-row                            401    302    302    302    302    404    302    404    302    409    302    403
POST discussion:add          pve-1/2021-H1/women-row                              401    302    302    302    302    404    302    404    403    409    302    403
POST discussion:add          pve-1/2021-H1/in-review/whole-report                 401    302    302    302    302    404    302    404    403    302    302    403
POST discussion:add          pve-1/2021-H1/final/whole-report                     401    302    302    302    302    404    302    404    403    302    302    403
POST discussion:add          pve-2/2021-FINAL/whole-report                        401    302    404    404    404    302    404    302    404    409    404    403

GET  discussion:reply        pve-1/2021-H1/by-unicef/whole-report                 302    200    200    200    200    404    200    404    403    409    200    403
GET  discussion:reply        pve-1/2021-H1/by-undp/writers-row                    302    200    200    200    200    404    200    404    200    409    200    403
GET  discussion:reply        pve-1/2021-H1/in-review/by-unicef/whole-report       302    200    200    200    200    404    200    404    403    200    200    403
GET  discussion:reply        pve-1/2021-H1/in-review/by-secretariat-alone/whole-report    302    404    404    404    404    404    404    404    404    200    404    404
GET  discussion:reply        pve-2/2021-FINAL/by-unodc/whole-report               302    200    404    404    404    200    404    200    404    409    404    403
POST discussion:reply        pve-1/2021-H1/by-unicef/whole-report                 401    302    302    302    302    404    302    404    403    409    302    403
POST discussion:reply        pve-1/2021-H1/by-undp/writers-row                    401    302    302    302    302    404    302    404    302    409    302    403
POST discussion:reply        pve-1/2021-H1/in-review/by-unicef/whole-report       401    302    302    302    302    404    302    404    403    302    302    403
POST discussion:reply        pve-1/2021-H1/in-review/by-secretariat-alone/whole-report    401    404    404    404    404    404    404    404    404    302    404    404
POST discussion:reply        pve-2/2021-FINAL/by-unodc/whole-report               401    302    404    404    404    302    404    302    404    409    404    403

GET  discussion:resolve      pve-1/2021-H1/by-unicef/whole-report                 302    405    405    405    405    405    405    405    405    405    405    405
POST discussion:resolve      pve-1/2021-H1/by-unicef/whole-report                 401    403    403    403    302    404    302    404    403    409    403    403
POST discussion:resolve      pve-1/2021-H1/by-reader/whole-report                 401    403    403    403    403    404    302    404    403    409    302    403
POST discussion:resolve      pve-1/2021-H1/by-undp/ohchr-row                      401    302    302    403    403    404    302    404    403    409    403    403
POST discussion:resolve      pve-1/2021-H1/in-review/by-unicef/whole-report       401    403    403    403    302    404    302    404    403    302    403    403
POST discussion:resolve      pve-1/2021-H1/in-review/by-secretariat/ohchr-row     401    403    403    403    403    404    403    404    403    302    403    403
POST discussion:resolve      pve-1/2021-H1/in-review/by-secretariat-alone/ohchr-row    401    404    404    404    404    404    404    404    404    302    404    404
POST discussion:resolve      pve-2/2021-FINAL/by-undp/whole-report                401    302    404    404    404    403    404    302    404    409    404    403

GET  discussion:reopen       pve-1/2021-H1/by-unicef/whole-report                 302    405    405    405    405    405    405    405    405    405    405    405
POST discussion:reopen       pve-1/2021-H1/by-unicef/whole-report                 401    403    403    403    302    404    302    404    403    409    403    403
POST discussion:reopen       pve-1/2021-H1/by-reader/whole-report                 401    403    403    403    403    404    302    404    403    409    302    403
POST discussion:reopen       pve-1/2021-H1/by-undp/ohchr-row                      401    302    302    403    403    404    302    404    403    409    403    403
POST discussion:reopen       pve-1/2021-H1/in-review/by-unicef/whole-report       401    403    403    403    302    404    302    404    403    302    403    403
POST discussion:reopen       pve-1/2021-H1/in-review/by-secretariat/ohchr-row     401    403    403    403    403    404    403    404    403    302    403    403
POST discussion:reopen       pve-1/2021-H1/in-review/by-secretariat-alone/ohchr-row    401    404    404    404    404    404    404    404    404    302    404    404
POST discussion:reopen       pve-2/2021-FINAL/by-undp/whole-report                401    302    404    404    404    403    404    302    404    409    404    403

GET  discussion:guests       pve-1/2021-H1                                        302    403    403    403    403    404    200    404    403    409    403    403
POST discussion:guests       pve-1/2021-H1                                        401    403    403    403    403    404    302    404    403    409    403    403
GET  discussion:guests       pve-1/2021-H1/in-review                              302    403    403    403    403    404    200    404    403    200    403    403
POST discussion:guests       pve-1/2021-H1/in-review                              401    403    403    403    403    404    302    404    403    302    403    403
GET  discussion:guests       pve-2/2021-FINAL                                     302    403    404    404    404    403    404    200    404    409    404    403
POST discussion:guests       pve-2/2021-FINAL                                     401    403    404    404    404    403    404    302    404    409    404    403

GET  discussion:end-guest    pve-1/2021-H1/guest-of-coordinator                   302    405    405    405    405    405    405    405    405    405    405    405
POST discussion:end-guest    pve-1/2021-H1/guest-of-coordinator                   401    403    403    403    403    404    302    404    403    409    403    403
POST discussion:end-guest    pve-1/2021-H1/in-review/guest-of-coordinator         401    403    403    403    403    404    302    404    403    403    403    403
POST discussion:end-guest    pve-1/2021-H1/in-review/guest-of-secretariat         401    403    403    403    403    404    302    404    403    302    403    403

GET  discussion:phrases      pve-1/2021-H1                                        302    403    403    403    403    404    403    404    403    200    403    403
POST discussion:phrases      pve-1/2021-H1                                        401    403    403    403    403    404    403    404    403    302    403    403
GET  discussion:phrases      pve-2/2021-FINAL                                     302    403    404    404    404    403    404    403    404    200    404    403
POST discussion:phrases      pve-2/2021-FINAL                                     401    403    404    404    404    403    404    403    404    302    404    403

GET  discussion:remove-phrase pve-1/2021-H1/own-phrase                             302    405    405    405    405    405    405    405    405    405    405    405
POST discussion:remove-phrase pve-1/2021-H1/own-phrase                             401    403    403    403    403    404    403    404    403    302    403    403
POST discussion:remove-phrase pve-1/2021-H1/phrase-of-another                      401    403    403    403    403    404    403    404    403    404    403    403
"""
