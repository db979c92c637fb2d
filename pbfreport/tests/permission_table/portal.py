"""The portal's own pages: first page, queue, accounts, invitations, guests, language."""

# ruff: noqa: E501 - a table is read in columns
TABLE = """
                                                                anon   undp  ohchr  women unicef  unodc  coord coord2 writer   secr reader  admin
GET  home                                  -                     302    200    200    200    200    200    200    200    200    200    200    200
POST home                                  -                     401    405    405    405    405    405    405    405    405    405    405    405

GET  queue                                 -                     302    403    403    403    403    403    403    403    403    200    403    200
POST queue                                 -                     401    405    405    405    405    405    405    405    405    405    405    405

GET  account_login                         -                     200    302    302    302    302    302    302    302    302    302    302    302
POST account_login                         -                     200    302    302    302    302    302    302    302    302    302    302    302

GET  account_logout                        -                     302    200    200    200    200    200    200    200    200    200    200    200
POST account_logout                        -                     302    302    302    302    302    302    302    302    302    302    302    302

GET  account_inactive                      -                     200    200    200    200    200    200    200    200    200    200    200    200
POST account_inactive                      -                     405    405    405    405    405    405    405    405    405    405    405    405

GET  account_signup                        -                     200    302    302    302    302    302    302    302    302    302    302    302
POST account_signup                        -                     200    302    302    302    302    302    302    302    302    302    302    302

GET  account_reauthenticate                -                     302    200    200    200    200    200    200    200    200    200    200    200
POST account_reauthenticate                -                     401    200    200    200    200    200    200    200    200    200    200    200

GET  account_change_password               -                     302    200    200    200    200    200    200    200    200    200    200    200
POST account_change_password               -                     401    200    200    200    200    200    200    200    200    200    200    200

GET  account_set_password                  -                     302    302    302    302    302    302    302    302    302    302    302    302
POST account_set_password                  -                     401    302    302    302    302    302    302    302    302    302    302    302

GET  account_reset_password                -                     200    200    200    200    200    200    200    200    200    200    200    200
POST account_reset_password                -                     200    200    200    200    200    200    200    200    200    200    200    200

GET  account_reset_password_from_key_done  -                     200    200    200    200    200    200    200    200    200    200    200    200
POST account_reset_password_from_key_done  -                     405    405    405    405    405    405    405    405    405    405    405    405

GET  account_reset_password_from_key       abc/no-such-key       200    200    200    200    200    200    200    200    200    200    200    200
POST account_reset_password_from_key       abc/no-such-key       200    200    200    200    200    200    200    200    200    200    200    200

GET  account_reset_password_done           -                     200    200    200    200    200    200    200    200    200    200    200    200
POST account_reset_password_done           -                     405    405    405    405    405    405    405    405    405    405    405    405

GET  invitation                            good-link             200    200    200    200    200    200    200    200    200    200    200    200
POST invitation                            good-link             302    302    302    302    302    302    302    302    302    302    302    302
GET  invitation                            bad-link              404    404    404    404    404    404    404    404    404    404    404    404
POST invitation                            bad-link              404    404    404    404    404    404    404    404    404    404    404    404

GET  guest                                 good-link             200    200    200    200    200    200    200    200    200    200    200    200
POST guest                                 good-link             302    302    302    302    302    302    302    302    302    302    302    302
GET  guest                                 bad-link              404    404    404    404    404    404    404    404    404    404    404    404
POST guest                                 bad-link              404    404    404    404    404    404    404    404    404    404    404    404
GET  guest                                 link-of-yesterday     404    404    404    404    404    404    404    404    404    404    404    404
POST guest                                 link-of-yesterday     404    404    404    404    404    404    404    404    404    404    404    404
GET  guest                                 ended-link            404    404    404    404    404    404    404    404    404    404    404    404
POST guest                                 ended-link            404    404    404    404    404    404    404    404    404    404    404    404

GET  set_language                          -                     302    302    302    302    302    302    302    302    302    302    302    302
POST set_language                          -                     302    302    302    302    302    302    302    302    302    302    302    302
"""
