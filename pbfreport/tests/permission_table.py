"""Who may do what at which address: one line per address and method, one column per person of the cast.

The person's relation to the object is in the columns: UNICEF's input is the own one for `unicef` (focal point) and
`reader`, another office's on the same project for `undp`, and of another project for `unodc` and `coord2`.
"""

PEOPLE = {
    "anon": None,
    "undp": "undp",
    "ohchr": "ohchr",
    "women": "unwomen",
    "unicef": "unicef",
    "unodc": "unodc",
    "coord": "coordinator",
    "coord2": "coordinator2",
    "writer": "writer",
    "secr": "secretariat",
    "reader": "reader",
    "admin": "admin",
}

# ruff: noqa: E501 - a table is read in columns
TABLE = """
                                                                       anon   undp  ohchr  women unicef  unodc  coord coord2 writer   secr reader  admin
GET  home                                -                              302    200    200    200    200    200    200    200    200    200    200    200
POST home                                -                              401    405    405    405    405    405    405    405    405    405    405    405

GET  account_login                       -                              200    302    302    302    302    302    302    302    302    302    302    302
POST account_login                       -                              200    302    302    302    302    302    302    302    302    302    302    302
GET  account_logout                      -                              302    200    200    200    200    200    200    200    200    200    200    200
POST account_logout                      -                              302    302    302    302    302    302    302    302    302    302    302    302
GET  account_inactive                    -                              200    200    200    200    200    200    200    200    200    200    200    200
POST account_inactive                    -                              405    405    405    405    405    405    405    405    405    405    405    405
GET  account_signup                      -                              200    302    302    302    302    302    302    302    302    302    302    302
POST account_signup                      -                              200    302    302    302    302    302    302    302    302    302    302    302
GET  account_reauthenticate              -                              302    200    200    200    200    200    200    200    200    200    200    200
POST account_reauthenticate              -                              401    200    200    200    200    200    200    200    200    200    200    200
GET  account_change_password             -                              302    200    200    200    200    200    200    200    200    200    200    200
POST account_change_password             -                              401    200    200    200    200    200    200    200    200    200    200    200
GET  account_set_password                -                              302    302    302    302    302    302    302    302    302    302    302    302
POST account_set_password                -                              401    302    302    302    302    302    302    302    302    302    302    302
GET  account_reset_password              -                              200    200    200    200    200    200    200    200    200    200    200    200
POST account_reset_password              -                              200    200    200    200    200    200    200    200    200    200    200    200
GET  account_reset_password_from_key_done -                              200    200    200    200    200    200    200    200    200    200    200    200
POST account_reset_password_from_key_done -                              405    405    405    405    405    405    405    405    405    405    405    405
GET  account_reset_password_from_key     abc/no-such-key                200    200    200    200    200    200    200    200    200    200    200    200
POST account_reset_password_from_key     abc/no-such-key                200    200    200    200    200    200    200    200    200    200    200    200
GET  account_reset_password_done         -                              200    200    200    200    200    200    200    200    200    200    200    200
POST account_reset_password_done         -                              405    405    405    405    405    405    405    405    405    405    405    405

GET  invitation                          good-link                      200    200    200    200    200    200    200    200    200    200    200    200
POST invitation                          good-link                      302    302    302    302    302    302    302    302    302    302    302    302
GET  invitation                          bad-link                       404    404    404    404    404    404    404    404    404    404    404    404
POST invitation                          bad-link                       404    404    404    404    404    404    404    404    404    404    404    404

GET  set_language                        -                              302    302    302    302    302    302    302    302    302    302    302    302
POST set_language                        -                              302    302    302    302    302    302    302    302    302    302    302    302

GET  contributions:input                 unicef-shared                  302    200    200    200    200    404    200    404    200    403    200    200
POST contributions:input                 unicef-shared                  401    405    405    405    405    405    405    405    405    405    405    405
GET  contributions:input                 ohchr-unshared                 302    403    200    403    403    404    403    404    403    403    403    403
GET  contributions:input                 ohchr-submitted                302    200    200    200    200    404    200    404    200    403    200    200
GET  contributions:edit                  unicef-shared/all              302    200    200    200    200    404    200    404    200    403    200    200
POST contributions:edit                  unicef-shared/all              401    403    403    403    302    404    403    404    403    403    403    403
GET  contributions:edit                  women-unshared/activities      302    403    403    200    403    404    403    404    200    403    403    403
POST contributions:edit                  women-unshared/activities      401    403    403    302    403    404    403    404    302    403    403    403
GET  contributions:edit                  women-unshared/texts           302    403    403    200    403    404    403    404    403    403    403    403
POST contributions:edit                  women-unshared/texts           401    403    403    302    403    404    403    404    403    403    403    403
GET  contributions:edit                  women-unshared/budget          302    403    403    200    403    404    403    404    403    403    403    403
POST contributions:edit                  women-unshared/budget          401    403    403    302    403    404    403    404    403    403    403    403
GET  contributions:edit                  ohchr-submitted/activities     302    200    200    200    200    404    200    404    200    403    200    200
POST contributions:edit                  ohchr-submitted/activities     401    403    409    403    403    404    403    404    403    403    403    403
GET  contributions:edit                  unodc-submitted/indicators     302    200    404    404    404    200    404    200    404    403    404    200
POST contributions:edit                  unodc-submitted/indicators     401    403    404    404    404    409    404    403    404    403    404    403
GET  contributions:row                   unicef-shared/activities       302    405    405    405    405    405    405    405    405    405    405    405
POST contributions:row                   unicef-shared/activities       401    403    403    403    200    404    403    404    403    403    403    403
POST contributions:row                   women-unshared/activities      401    403    403    200    403    404    403    404    404    403    403    403
POST contributions:row                   women-unshared/budget/money    401    403    403    200    403    404    403    404    403    403    403    403
POST contributions:row                   ohchr-submitted/activities     401    403    409    403    403    404    403    404    403    403    403    403
POST contributions:row                   unodc-submitted/budget/money    401    403    404    404    404    409    404    403    404    403    404    403
GET  contributions:submit                unicef-shared                  302    403    403    403    200    404    403    404    403    403    403    403
POST contributions:submit                unicef-shared                  401    403    403    403    302    404    403    404    403    403    403    403
GET  contributions:submit                women-unshared                 302    403    403    200    403    404    403    404    403    403    403    403
POST contributions:submit                women-unshared                 401    403    403    302    403    404    403    404    403    403    403    403
GET  contributions:submit                ohchr-submitted                302    403    409    403    403    404    403    404    403    403    403    403
POST contributions:submit                ohchr-submitted                401    403    409    403    403    404    403    404    403    403    403    403
GET  contributions:submit                unodc-submitted                302    403    404    404    404    409    404    403    404    403    404    403
POST contributions:submit                unodc-submitted                401    403    404    404    404    409    404    403    404    403    404    403
GET  contributions:reopen                unicef-shared                  302    403    403    403    403    404    409    404    403    403    403    403
POST contributions:reopen                unicef-shared                  401    403    403    403    403    404    409    404    403    403    403    403
GET  contributions:reopen                ohchr-submitted                302    403    403    403    403    404    200    404    403    403    403    403
POST contributions:reopen                ohchr-submitted                401    403    403    403    403    404    302    404    403    403    403    403
GET  contributions:reopen                unodc-submitted                302    403    404    404    404    403    404    200    404    403    404    403
POST contributions:reopen                unodc-submitted                401    403    404    404    404    403    404    302    404    403    404    403
GET  contributions:days                  unicef-shared                  302    403    403    403    403    404    200    404    403    403    403    403
POST contributions:days                  unicef-shared                  401    403    403    403    403    404    302    404    403    403    403    403
GET  contributions:days                  ohchr-submitted                302    403    403    403    403    404    409    404    403    403    403    403
POST contributions:days                  ohchr-submitted                401    403    403    403    403    404    409    404    403    403    403    403
GET  contributions:share                 unicef-shared                  302    405    405    405    405    405    405    405    405    405    405    405
POST contributions:share                 unicef-shared                  401    403    403    403    302    404    403    404    403    403    403    403
POST contributions:share                 ohchr-unshared                 401    403    302    403    403    404    403    404    403    403    403    403
POST contributions:share                 ohchr-submitted                401    403    409    403    403    404    403    404    403    403    403    403
POST contributions:share                 unodc-submitted                401    403    404    404    404    409    404    403    404    403    404    403

GET  project                             pve-1                          302    200    200    200    200    404    200    404    200    200    200    200
POST project                             pve-1                          401    405    405    405    405    405    405    405    405    405    405    405
GET  project                             pve-2                          302    200    404    404    404    200    404    200    404    200    404    200

GET  people                              pve-1                          302    200    200    200    200    404    200    404    403    200    403    200
POST people                              pve-1                          401    422    422    422    302    404    302    404    403    403    403    403
GET  people                              pve-2                          302    200    404    404    404    200    404    200    404    200    404    200
POST people                              pve-2                          401    422    404    404    404    302    404    302    404    403    404    403

GET  end-person                          pve-1/writer                   302    405    405    405    405    405    405    405    405    405    405    405
POST end-person                          pve-1/writer                   401    403    403    302    403    404    403    404    403    403    403    403
POST end-person                          pve-1/reader                   401    403    403    403    302    404    302    404    403    403    403    403
POST end-person                          pve-1/unicef                   401    403    403    403    403    404    302    404    403    403    403    403
POST end-person                          pve-2/unodc                    401    403    404    404    404    403    404    302    404    403    404    403

GET  reports:report                      pve-1/2021-H1                  302    200    200    200    200    404    200    404    200    409    200    403
POST reports:report                      pve-1/2021-H1                  401    405    405    405    405    405    405    405    405    405    405    405
GET  reports:report                      pve-2/2021-FINAL               302    200    404    404    404    200    404    200    404    409    404    403
GET  reports:preview                     pve-1/2021-FINAL               302    200    200    200    200    404    200    404    200    409    200    403
POST reports:preview                     pve-1/2021-FINAL               401    405    405    405    405    405    405    405    405    405    405    405
GET  reports:download                    pve-1/2021-FINAL/xlsx          302    200    200    200    200    404    200    404    200    409    200    403
POST reports:download                    pve-1/2021-FINAL/xlsx          401    405    405    405    405    405    405    405    405    405    405    405
GET  reports:download                    pve-1/2021-FINAL/exe           302    404    404    404    404    404    404    404    404    409    404    403
GET  reports:section                     pve-1/2021-FINAL/cover         302    403    403    403    403    404    200    404    403    409    403    403
POST reports:section                     pve-1/2021-FINAL/cover         401    403    403    403    403    404    302    404    403    409    403    403
GET  reports:section                     pve-1/2021-FINAL/part1         302    403    403    403    403    404    200    404    403    409    403    403
POST reports:section                     pve-1/2021-FINAL/part1         401    403    403    403    403    404    302    404    403    409    403    403
GET  reports:section                     pve-1/2021-FINAL/annex1        302    403    403    403    403    404    200    404    403    409    403    403
POST reports:section                     pve-1/2021-FINAL/annex1        401    403    403    403    403    404    200    404    403    409    403    403
GET  reports:section                     pve-1/2021-FINAL/nothing       302    403    403    403    403    404    404    404    403    409    403    403
POST reports:section                     pve-1/2021-FINAL/nothing       401    403    403    403    403    404    404    404    403    409    403    403
GET  reports:section                     pve-2/2020-ANNUAL/indicators    302    403    404    404    404    403    404    200    404    409    404    403
POST reports:section                     pve-2/2020-ANNUAL/indicators    401    403    404    404    404    403    404    302    404    409    404    403
"""
