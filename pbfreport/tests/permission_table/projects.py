"""Projects, their people and deputies."""

# ruff: noqa: E501 - a table is read in columns
TABLE = """
                                                                     anon   undp  ohchr  women unicef  unodc  coord coord2 writer   secr reader  admin
GET  project                 pve-1                                    302    200    200    200    200    404    200    404    200    200    200    200
POST project                 pve-1                                    401    405    405    405    405    405    405    405    405    405    405    405
GET  project                 pve-2                                    302    200    404    404    404    200    404    200    404    200    404    200

GET  people                  pve-1                                    302    200    200    200    200    404    200    404    403    200    403    200
POST people                  pve-1                                    401    422    422    422    302    404    302    404    403    403    403    403
GET  people                  pve-2                                    302    200    404    404    404    200    404    200    404    200    404    200
POST people                  pve-2                                    401    422    404    404    404    302    404    302    404    403    404    403

GET  end-person              pve-1/writer                             302    405    405    405    405    405    405    405    405    405    405    405
POST end-person              pve-1/writer                             401    403    403    302    403    404    403    404    403    403    403    403
POST end-person              pve-1/reader                             401    403    403    403    302    404    302    404    403    403    403    403
POST end-person              pve-1/unicef                             401    403    403    403    403    404    302    404    403    403    403    403
POST end-person              pve-2/unodc                              401    403    404    404    404    403    404    302    404    403    404    403

GET  deputies:list           -                                        302    200    200    200    200    200    200    200    200    200    200    200
POST deputies:list           -                                        401    405    405    405    405    405    405    405    405    405    405    405

GET  deputies:name           pve-1/unicef                             302    403    403    403    200    404    200    404    403    403    403    200
POST deputies:name           pve-1/unicef                             401    403    403    403    302    404    302    404    403    403    403    302
GET  deputies:name           pve-1/coordinator                        302    403    403    403    403    404    200    404    403    403    403    200
POST deputies:name           pve-1/coordinator                        401    403    403    403    403    404    302    404    403    403    403    302
GET  deputies:name           pve-1/writer                             302    403    403    403    403    404    403    404    403    403    403    403
POST deputies:name           pve-1/writer                             401    403    403    403    403    404    403    404    403    403    403    403
GET  deputies:name           pve-1/unicef/has-a-deputy                302    403    403    403    200    404    200    404    403    403    403    200
POST deputies:name           pve-1/unicef/has-a-deputy                401    403    403    403    422    404    422    404    403    403    403    422
GET  deputies:name           pve-1/unicef/role-is-over                302    403    403    403    409    404    409    404    403    403    403    409
POST deputies:name           pve-1/unicef/role-is-over                401    403    403    403    409    404    409    404    403    403    403    409
GET  deputies:name           pve-1/unicef/deputy                      302    403    403    403    403    404    403    404    403    403    403    403
POST deputies:name           pve-1/unicef/deputy                      401    403    403    403    403    404    403    404    403    403    403    403
GET  deputies:name           pve-2/unodc                              302    403    404    404    404    200    404    200    404    403    404    200
POST deputies:name           pve-2/unodc                              401    403    404    404    404    302    404    302    404    403    404    302
GET  deputies:name           kgz/secretariat                          302    403    403    403    403    403    403    403    403    200    403    200
POST deputies:name           kgz/secretariat                          401    403    403    403    403    403    403    403    403    302    403    302

GET  deputies:end            pve-1/unicef/deputy                      302    405    405    405    405    405    405    405    405    405    405    405
POST deputies:end            pve-1/unicef/deputy                      401    403    403    403    302    404    302    404    403    403    403    302
POST deputies:end            pve-1/coordinator/deputy                 401    403    403    403    403    404    302    404    403    403    403    302
POST deputies:end            pve-1/unicef/past-deputy                 401    403    403    403    409    404    409    404    403    403    403    409
POST deputies:end            pve-1/unicef                             401    404    404    404    404    404    404    404    404    404    404    404
POST deputies:end            pve-2/unodc/deputy                       401    403    404    404    404    302    404    302    404    403    404    302
POST deputies:end            kgz/secretariat/deputy                   401    403    403    403    403    403    403    403    403    302    403    302
"""
