"""Suggested wordings."""

# ruff: noqa: E501 - a table is read in columns
TABLE = """
                                                                                 anon   undp  ohchr  women unicef  unodc  coord coord2 writer   secr reader  admin
GET  wordings:list           pve-1/2021-H1                                        302    200    200    200    200    404    200    404    200    409    200    403
GET  wordings:list           pve-1/2021-H1/in-review                              302    200    200    200    200    404    200    404    200    200    200    403
GET  wordings:list           pve-2/2021-FINAL                                     302    200    404    404    404    200    404    200    404    409    404    403
POST wordings:list           pve-1/2021-H1                                        401    405    405    405    405    405    405    405    405    405    405    405

GET  wordings:add            pve-1/2021-H1/ohchr-row                              302    200    403    200    200    404    200    404    403    409    403    403
GET  wordings:add            pve-1/2021-H1/unicef-row                             302    200    200    200    403    404    200    404    403    409    403    403
GET  wordings:add            pve-1/2021-FINAL/women-row                           302    403    403    403    403    404    403    404    403    409    403    403
GET  wordings:add            pve-1/2021-H1/joint-text                             302    200    200    200    200    404    403    404    403    409    403    403
GET  wordings:add            pve-1/2021-H1/in-review/ohchr-row                    302    409    403    409    409    404    409    404    403    200    403    403
GET  wordings:add            pve-1/2021-H1/in-review/joint-text                   302    409    409    409    409    404    403    404    403    200    403    403
GET  wordings:add            pve-1/2021-H1/returned/ohchr-row                     302    200    403    200    200    404    200    404    403    409    403    403
GET  wordings:add            pve-1/2021-H1/returned/joint-text                    302    200    200    200    200    404    403    404    403    409    403    403
POST wordings:add            pve-1/2021-H1/ohchr-row                              401    302    403    302    302    404    302    404    403    409    403    403
POST wordings:add            pve-1/2021-H1/unicef-row                             401    302    302    302    403    404    302    404    403    409    403    403
POST wordings:add            pve-1/2021-FINAL/women-row                           401    403    403    403    403    404    403    404    403    409    403    403
POST wordings:add            pve-1/2021-H1/joint-text                             401    302    302    302    302    404    403    404    403    409    403    403
POST wordings:add            pve-1/2021-H1/in-review/ohchr-row                    401    409    403    409    409    404    409    404    403    302    403    403
POST wordings:add            pve-1/2021-H1/in-review/joint-text                   401    409    409    409    409    404    403    404    403    302    403    403
POST wordings:add            pve-1/2021-H1/returned/ohchr-row                     401    302    403    302    302    404    302    404    403    409    403    403
POST wordings:add            pve-1/2021-H1/returned/joint-text                    401    302    302    302    302    404    403    404    403    409    403    403

GET  wordings:accept         pve-1/2021-H1/by-coordinator/ohchr-row               302    405    405    405    405    405    405    405    405    405    405    405
POST wordings:accept         pve-1/2021-H1/by-coordinator/ohchr-row               401    403    302    403    403    404    403    404    403    409    403    403
POST wordings:accept         pve-1/2021-H1/by-coordinator/writers-row             401    403    403    302    403    404    403    404    302    409    403    403
POST wordings:accept         pve-1/2021-H1/by-coordinator/women-row               401    403    403    302    403    404    403    404    404    409    403    403
POST wordings:accept         pve-1/2021-H1/by-unicef/joint-text                   401    403    403    403    403    404    302    404    403    409    403    403
POST wordings:accept         pve-1/2021-H1/by-coordinator/ohchr-row/declined      401    403    409    403    403    404    403    404    403    409    403    403
POST wordings:accept         pve-1/2021-FINAL/by-coordinator/women-row            401    404    404    302    404    404    403    404    404    409    404    403

GET  wordings:decline        pve-1/2021-H1/by-coordinator/ohchr-row               302    405    405    405    405    405    405    405    405    405    405    405
POST wordings:decline        pve-1/2021-H1/by-coordinator/ohchr-row               401    403    302    403    403    404    403    404    403    409    403    403
POST wordings:decline        pve-1/2021-H1/by-coordinator/writers-row             401    403    403    302    403    404    403    404    302    409    403    403
POST wordings:decline        pve-1/2021-H1/by-coordinator/women-row               401    403    403    302    403    404    403    404    404    409    403    403
POST wordings:decline        pve-1/2021-H1/by-unicef/joint-text                   401    403    403    403    403    404    302    404    403    409    403    403
POST wordings:decline        pve-1/2021-H1/by-coordinator/ohchr-row/declined      401    403    409    403    403    404    403    404    403    409    403    403
POST wordings:decline        pve-1/2021-FINAL/by-coordinator/women-row            401    404    404    302    404    404    403    404    404    409    404    403

POST wordings:accept         pve-1/2021-H1/in-review/by-coordinator/ohchr-row     401    403    409    403    403    404    403    404    403    404    403    403
POST wordings:accept         pve-1/2021-H1/in-review/by-unicef/joint-text         401    403    403    403    403    404    409    404    403    404    403    403
POST wordings:accept         pve-1/2021-H1/returned/by-secretariat/ohchr-row      401    403    302    403    403    404    403    404    403    403    403    403

GET  wordings:apply          pve-1/2021-H1/by-coordinator/ohchr-row               302    405    405    405    405    405    405    405    405    405    405    405
POST wordings:apply          pve-1/2021-H1/by-coordinator/ohchr-row               401    403    403    403    403    404    409    404    403    409    403    403
POST wordings:apply          pve-1/2021-H1/by-coordinator/ohchr-row/long-ago      401    403    403    403    403    404    302    404    403    409    403    403
POST wordings:apply          pve-1/2021-H1/in-review/by-coordinator/ohchr-row/long-ago    401    403    403    403    403    404    409    404    403    404    403    403
POST wordings:apply          pve-1/2021-H1/by-unicef/joint-text/long-ago          401    403    403    403    403    404    403    404    403    409    403    403

GET  wordings:withdraw       pve-1/2021-H1/by-coordinator/ohchr-row               302    405    405    405    405    405    405    405    405    405    405    405
POST wordings:withdraw       pve-1/2021-H1/by-coordinator/ohchr-row               401    403    403    403    403    404    302    404    403    409    403    403
POST wordings:withdraw       pve-1/2021-H1/by-unicef/joint-text                   401    403    403    403    302    404    403    404    403    409    403    403
POST wordings:withdraw       pve-1/2021-H1/returned/by-secretariat/ohchr-row      401    403    403    403    403    404    403    404    403    302    403    403
POST wordings:withdraw       pve-1/2021-H1/by-coordinator/ohchr-row/declined      401    403    403    403    403    404    409    404    403    409    403    403
"""
