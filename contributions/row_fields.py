"""The fields of a work row that an office writes, in the order of its form: asked for, read, checked and printed.

Pure, so that the assembly of a report can read it. The columns that hold them: `contributions.models.ActivityEntry`.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class RowField:
    """One field of a work row; `name` is its column in the database and the `field` of a form edition's column.

    kinds: text (prints each office's paragraphs under its name), status (one word for the whole row), offices (prints
    as a name over the text).
    """

    name: str
    kind: str
    label: Any
    hint: Any = ""
    lines: int = 3  # height of its box
    tells: bool = True  # False where plans are asked for
    beside: Any = ""  # head over what another office wrote; `label` where it is empty


ROW_FIELDS = (
    RowField("status", "status", label=_("Status")),
    RowField(
        "progress",
        "text",
        label=_("Progress achieved"),
        hint=_("What was achieved in this period, not what is planned."),
        lines=5,
    ),
    RowField(
        "next_steps",
        "text",
        label=_("Required next steps"),
        hint=_("Leave empty when nothing is left to do."),
        tells=False,
        beside=_("Next steps"),
    ),
    RowField(
        "written_with",
        "offices",
        label=_("This text was written together with"),
    ),
)
ROW_TEXTS = tuple(field for field in ROW_FIELDS if field.kind == "text")
PRINTED_FIELDS = frozenset(field.name for field in ROW_TEXTS)
# Beside what was achieved, which has rules of its own: who wrote for whom, what an earlier report told.
FURTHER_TEXTS = tuple(field for field in ROW_TEXTS if field.name != "progress")
