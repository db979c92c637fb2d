"""An agency's input as a page shows it: rows under their activity, each with what stands beside its fields."""

from contributions.page.activities import activity_groups
from contributions.page.blocks import (
    SECTIONS,
    SMALL_INPUT_ROWS,
    Beside,
    Block,
    Group,
    written_of,
    written_words,
)
from contributions.page.changes import changed_since
from contributions.page.indicators import indicator_groups
from contributions.page.questions import answer_prefix, expenditure_group, question_groups

__all__ = [
    "SECTIONS",
    "SMALL_INPUT_ROWS",
    "Beside",
    "Block",
    "Group",
    "activity_groups",
    "answer_prefix",
    "changed_since",
    "expenditure_group",
    "indicator_groups",
    "question_groups",
    "written_of",
    "written_words",
]
