"""An agency's input as a page shows it: rows under their activity, each with what stands beside its fields."""

from contributions.pages.activities import activity_groups
from contributions.pages.blocks import (
    SECTIONS,
    SMALL_INPUT_ROWS,
    Block,
    Group,
    ReferenceText,
    written_of,
    written_words,
)
from contributions.pages.changes import changed_since
from contributions.pages.indicators import indicator_groups
from contributions.pages.questions import answer_prefix, expenditure_group, question_groups

__all__ = [
    "SECTIONS",
    "SMALL_INPUT_ROWS",
    "ReferenceText",
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
