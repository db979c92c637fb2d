"""Attachments."""

# ruff: noqa: E501 - a table is read in columns
TABLE = """
                                                                       anon   undp  ohchr  women unicef  unodc  coord coord2 writer   secr reader  admin
GET  files:list              pve-1                                      302    200    200    200    200    404    200    404    200    200    200    200
POST files:list              pve-1                                      401    405    405    405    405    405    405    405    405    405    405    405
GET  files:list              pve-2                                      302    200    404    404    404    200    404    200    404    200    404    200
POST files:list              pve-2                                      401    405    405    405    405    405    405    405    405    405    405    405

GET  files:add               pve-1                                      302    200    200    200    200    404    200    404    200    200    403    403
POST files:add               pve-1                                      401    302    302    302    302    404    302    404    302    302    403    403
GET  files:add               pve-1/2021-H1                              302    200    200    200    200    404    200    404    200    200    403    403
POST files:add               pve-1/2021-H1                              401    302    302    302    302    404    302    404    302    302    403    403
GET  files:add               pve-2                                      302    200    404    404    404    200    404    200    404    200    404    403
POST files:add               pve-2                                      401    302    404    404    404    302    404    302    404    302    404    403
GET  files:add               women-unshared                             302    403    403    200    403    404    403    404    200    403    403    403
POST files:add               women-unshared                             401    403    403    302    403    404    403    404    302    403    403    403
GET  files:add               ohchr-submitted                            302    403    409    403    403    404    403    404    403    403    403    403
POST files:add               ohchr-submitted                            401    403    409    403    403    404    403    404    403    403    403    403
GET  files:add               unicef-shared/in-review                    302    403    403    403    409    404    403    404    403    403    403    403
POST files:add               unicef-shared/in-review                    401    403    403    403    409    404    403    404    403    403    403    403

GET  files:download          pve-1                                      302    200    200    200    200    404    200    404    200    200    200    200
POST files:download          pve-1                                      401    405    405    405    405    405    405    405    405    405    405    405
GET  files:download          pve-2                                      302    200    404    404    404    200    404    200    404    200    404    200
POST files:download          pve-2                                      401    405    405    405    405    405    405    405    405    405    405    405
GET  files:download          women-unshared                             302    403    403    200    403    404    403    404    200    403    403    403
POST files:download          women-unshared                             401    405    405    405    405    405    405    405    405    405    405    405
GET  files:download          ohchr-submitted                            302    200    200    200    200    404    200    404    200    403    200    200
POST files:download          ohchr-submitted                            401    405    405    405    405    405    405    405    405    405    405    405
GET  files:download          ohchr-submitted/at-its-money               302    200    200    200    200    404    200    404    200    403    200    200
GET  files:download          women-unshared/at-its-money                302    403    403    200    403    404    403    404    403    403    403    403
GET  files:download          ohchr-submitted/in-review                  302    200    200    200    200    404    200    404    200    200    200    200

GET  files:change            pve-1                                      302    403    403    200    403    404    200    404    403    403    403    200
POST files:change            pve-1                                      401    403    403    302    403    404    302    404    403    403    403    302
GET  files:change            pve-2                                      302    403    404    404    404    403    404    200    404    403    404    200
POST files:change            pve-2                                      401    403    404    404    404    403    404    302    404    403    404    302
GET  files:change            women-unshared                             302    403    403    200    403    404    403    404    403    403    403    403
POST files:change            women-unshared                             401    403    403    302    403    404    403    404    403    403    403    403
GET  files:change            ohchr-submitted                            302    403    403    409    403    404    409    404    403    403    403    409
POST files:change            ohchr-submitted                            401    403    403    409    403    404    409    404    403    403    403    409

GET  files:take-away         pve-1                                      302    403    403    200    403    404    200    404    403    403    403    200
POST files:take-away         pve-1                                      401    403    403    302    403    404    302    404    403    403    403    302
GET  files:take-away         pve-2                                      302    403    404    404    404    403    404    200    404    403    404    200
POST files:take-away         pve-2                                      401    403    404    404    404    403    404    302    404    403    404    302
GET  files:take-away         women-unshared                             302    403    403    200    403    404    403    404    403    403    403    403
POST files:take-away         women-unshared                             401    403    403    302    403    404    403    404    403    403    403    403
GET  files:take-away         ohchr-submitted                            302    403    403    409    403    404    409    404    403    403    403    409
POST files:take-away         ohchr-submitted                            401    403    403    409    403    404    409    404    403    403    403    409
"""
