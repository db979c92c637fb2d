"""Who may do what at which address: one line per address and method, one column per person of the cast.

The person's relation to the object is in the columns: UNICEF's input is the own one for `unicef` (focal point) and
`reader`, another office's on the same project for `undp`, and of another project for `unodc` and `coord2`. The object
of a line is told in words, with the state of its report where it is no draft: `pve-2/2021-FINAL/in-review`.
"""

from pbfreport.tests.permission_table import discussion, files, inputs, portal, projects, reports, wordings

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
TABLES = tuple(module.TABLE for module in (portal, projects, inputs, files, discussion, wordings, reports))
