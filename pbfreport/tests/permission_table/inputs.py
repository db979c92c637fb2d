"""The agencies' inputs."""

# ruff: noqa: E501 - a table is read in columns
TABLE = """
                                                                       anon   undp  ohchr  women unicef  unodc  coord coord2 writer   secr reader  admin
GET  contributions:input     unicef-shared                              302    200    200    200    200    404    200    404    200    403    200    200
POST contributions:input     unicef-shared                              401    405    405    405    405    405    405    405    405    405    405    405
GET  contributions:input     ohchr-unshared                             302    403    200    403    403    404    403    404    403    403    403    403
GET  contributions:input     ohchr-submitted                            302    200    200    200    200    404    200    404    200    403    200    200
GET  contributions:input     unicef-shared/in-review                    302    200    200    200    200    404    200    404    200    403    200    200

GET  contributions:edit      unicef-shared/all                          302    200    200    200    200    404    200    404    200    403    200    200
POST contributions:edit      unicef-shared/all                          401    403    403    403    302    404    403    404    403    403    403    403
GET  contributions:edit      women-unshared/activities                  302    403    403    200    403    404    403    404    200    403    403    403
POST contributions:edit      women-unshared/activities                  401    403    403    302    403    404    403    404    302    403    403    403
GET  contributions:edit      women-unshared/texts                       302    403    403    200    403    404    403    404    403    403    403    403
POST contributions:edit      women-unshared/texts                       401    403    403    302    403    404    403    404    403    403    403    403
GET  contributions:edit      women-unshared/budget                      302    403    403    200    403    404    403    404    403    403    403    403
POST contributions:edit      women-unshared/budget                      401    403    403    302    403    404    403    404    403    403    403    403
GET  contributions:edit      ohchr-submitted/activities                 302    200    200    200    200    404    200    404    200    403    200    200
POST contributions:edit      ohchr-submitted/activities                 401    403    409    403    403    404    403    404    403    403    403    403
GET  contributions:edit      unodc-submitted/indicators                 302    200    404    404    404    200    404    200    404    403    404    200
POST contributions:edit      unodc-submitted/indicators                 401    403    404    404    404    409    404    403    404    403    404    403
GET  contributions:edit      women-unshared/on-behalf/all               302    403    403    200    403    404    200    404    200    403    403    403
POST contributions:edit      women-unshared/on-behalf/all               401    403    403    302    403    404    302    404    302    403    403    403
GET  contributions:edit      women-unshared/on-behalf/texts             302    403    403    200    403    404    200    404    403    403    403    403
POST contributions:edit      women-unshared/on-behalf/texts             401    403    403    302    403    404    302    404    403    403    403    403
GET  contributions:edit      unicef-shared/in-review/all                302    200    200    200    200    404    200    404    200    403    200    200
POST contributions:edit      unicef-shared/in-review/all                401    403    403    403    409    404    403    404    403    403    403    403
POST contributions:edit      unicef-shared/returned/all                 401    403    403    403    302    404    403    404    403    403    403    403
POST contributions:edit      unicef-shared/final/all                    401    403    403    403    409    404    403    404    403    403    403    403

GET  contributions:row       unicef-shared/activities                   302    405    405    405    405    405    405    405    405    405    405    405
POST contributions:row       unicef-shared/activities                   401    403    403    403    200    404    403    404    403    403    403    403
POST contributions:row       women-unshared/activities                  401    403    403    200    403    404    403    404    404    403    403    403
POST contributions:row       women-unshared/budget/money                401    403    403    200    403    404    403    404    403    403    403    403
POST contributions:row       ohchr-submitted/activities                 401    403    409    403    403    404    403    404    403    403    403    403
POST contributions:row       unodc-submitted/budget/money               401    403    404    404    404    409    404    403    404    403    404    403
POST contributions:row       women-unshared/on-behalf/activities        401    403    403    200    403    404    200    404    404    403    403    403
POST contributions:row       unicef-shared/in-review/activities         401    403    403    403    409    404    403    404    403    403    403    403

GET  contributions:submit    unicef-shared                              302    403    403    403    200    404    403    404    403    403    403    403
POST contributions:submit    unicef-shared                              401    403    403    403    302    404    403    404    403    403    403    403
GET  contributions:submit    women-unshared                             302    403    403    200    403    404    403    404    403    403    403    403
POST contributions:submit    women-unshared                             401    403    403    302    403    404    403    404    403    403    403    403
GET  contributions:submit    ohchr-submitted                            302    403    409    403    403    404    403    404    403    403    403    403
POST contributions:submit    ohchr-submitted                            401    403    409    403    403    404    403    404    403    403    403    403
GET  contributions:submit    unodc-submitted                            302    403    404    404    404    409    404    403    404    403    404    403
POST contributions:submit    unodc-submitted                            401    403    404    404    404    409    404    403    404    403    404    403
GET  contributions:submit    women-unshared/on-behalf                   302    403    403    200    403    404    200    404    403    403    403    403
POST contributions:submit    women-unshared/on-behalf                   401    403    403    302    403    404    302    404    403    403    403    403
GET  contributions:submit    unicef-shared/in-review                    302    403    403    403    409    404    403    404    403    403    403    403
POST contributions:submit    unicef-shared/in-review                    401    403    403    403    409    404    403    404    403    403    403    403

GET  contributions:accept    ohchr-submitted                            302    405    405    405    405    405    405    405    405    405    405    405
POST contributions:accept    ohchr-submitted                            401    403    403    403    403    404    302    404    403    403    403    403
POST contributions:accept    unicef-shared                              401    403    403    403    403    404    409    404    403    403    403    403
POST contributions:accept    unodc-submitted                            401    403    404    404    404    403    404    302    404    403    404    403
POST contributions:accept    ohchr-submitted/in-review                  401    403    403    403    403    404    409    404    403    403    403    403

GET  contributions:return    unicef-shared                              302    403    403    403    403    404    409    404    403    403    403    403
POST contributions:return    unicef-shared                              401    403    403    403    403    404    409    404    403    403    403    403
GET  contributions:return    ohchr-submitted                            302    403    403    403    403    404    200    404    403    403    403    403
POST contributions:return    ohchr-submitted                            401    403    403    403    403    404    302    404    403    403    403    403
GET  contributions:return    unodc-submitted                            302    403    404    404    404    403    404    200    404    403    404    403
POST contributions:return    unodc-submitted                            401    403    404    404    404    403    404    302    404    403    404    403
GET  contributions:return    ohchr-submitted/in-review                  302    403    403    403    403    404    409    404    403    403    403    403
POST contributions:return    ohchr-submitted/in-review                  401    403    403    403    403    404    409    404    403    403    403    403
GET  contributions:return    ohchr-submitted/returned                   302    403    403    403    403    404    200    404    403    403    403    403
POST contributions:return    ohchr-submitted/returned                   401    403    403    403    403    404    302    404    403    403    403    403
GET  contributions:return    ohchr-submitted/final                      302    403    403    403    403    404    409    404    403    403    403    403
POST contributions:return    ohchr-submitted/final                      401    403    403    403    403    404    409    404    403    403    403    403
GET  contributions:return    ohchr-submitted/corrected                  302    403    403    403    403    404    200    404    403    403    403    403
POST contributions:return    ohchr-submitted/corrected                  401    403    403    403    403    404    302    404    403    403    403    403

GET  contributions:take_back women-unshared/handed-in-on-behalf         302    405    405    405    405    405    405    405    405    405    405    405
POST contributions:take_back women-unshared/handed-in-on-behalf         401    403    403    302    403    404    403    404    403    403    403    403
POST contributions:take_back women-unshared/on-behalf                   401    403    403    409    403    404    403    404    403    403    403    403
POST contributions:take_back ohchr-submitted                            401    403    409    403    403    404    403    404    403    403    403    403
POST contributions:take_back ohchr-submitted/in-review                  401    403    409    403    403    404    403    404    403    403    403    403
POST contributions:take_back unodc-submitted                            401    403    404    404    404    409    404    403    404    403    404    403

GET  contributions:behalf    unicef-shared                              302    403    403    403    403    404    200    404    403    403    403    403
POST contributions:behalf    unicef-shared                              401    403    403    403    403    404    302    404    403    403    403    403
GET  contributions:behalf    women-unshared                             302    403    403    403    403    404    200    404    403    403    403    403
POST contributions:behalf    women-unshared                             401    403    403    403    403    404    302    404    403    403    403    403
GET  contributions:behalf    women-unshared/on-behalf                   302    403    403    403    403    404    200    404    403    403    403    403
POST contributions:behalf    women-unshared/on-behalf                   401    403    403    403    403    404    302    404    403    403    403    403
GET  contributions:behalf    ohchr-submitted                            302    403    403    403    403    404    409    404    403    403    403    403
POST contributions:behalf    ohchr-submitted                            401    403    403    403    403    404    409    404    403    403    403    403
GET  contributions:behalf    unicef-shared/in-review                    302    403    403    403    403    404    409    404    403    403    403    403
POST contributions:behalf    unicef-shared/in-review                    401    403    403    403    403    404    409    404    403    403    403    403
GET  contributions:behalf    unodc-submitted                            302    403    404    404    404    403    404    409    404    403    404    403
POST contributions:behalf    unodc-submitted                            401    403    404    404    404    403    404    409    404    403    404    403

GET  contributions:days      unicef-shared                              302    403    403    403    403    404    200    404    403    403    403    403
POST contributions:days      unicef-shared                              401    403    403    403    403    404    302    404    403    403    403    403
GET  contributions:days      ohchr-submitted                            302    403    403    403    403    404    409    404    403    403    403    403
POST contributions:days      ohchr-submitted                            401    403    403    403    403    404    409    404    403    403    403    403
GET  contributions:days      unicef-shared/in-review                    302    403    403    403    403    404    409    404    403    403    403    403
POST contributions:days      unicef-shared/in-review                    401    403    403    403    403    404    409    404    403    403    403    403

GET  contributions:share     unicef-shared                              302    405    405    405    405    405    405    405    405    405    405    405
POST contributions:share     unicef-shared                              401    403    403    403    302    404    403    404    403    403    403    403
POST contributions:share     ohchr-unshared                             401    403    302    403    403    404    403    404    403    403    403    403
POST contributions:share     ohchr-submitted                            401    403    409    403    403    404    403    404    403    403    403    403
POST contributions:share     unodc-submitted                            401    403    404    404    404    409    404    403    404    403    404    403
POST contributions:share     unicef-shared/in-review                    401    403    403    403    409    404    403    404    403    403    403    403
"""
