"""The arithmetic of progress: pure functions over frozen data, no ORM, no request, no clock.

A missing figure is never 0, a percentage that has no answer is None with a sentence, and nothing here raises.
Formulas in words and a table of cases: docs/progress-arithmetic.md.
"""

from .combining import combine_offices, combine_periods
from .data import (
    Accumulation,
    Combine,
    Combined,
    Direction,
    Milestone,
    MilestoneKind,
    Plan,
    Progress,
    Reading,
    TargetSource,
    TargetToDate,
    Verdict,
    WhenMeasured,
)
from .judging import DEFAULT_MARGIN, progress
from .pacing import is_due, not_due_words, target_to_date
from .words import number_words, percent_words

__all__ = [
    "DEFAULT_MARGIN",
    "Accumulation",
    "Combine",
    "Combined",
    "Direction",
    "Milestone",
    "MilestoneKind",
    "Plan",
    "Progress",
    "Reading",
    "TargetSource",
    "TargetToDate",
    "Verdict",
    "WhenMeasured",
    "combine_offices",
    "combine_periods",
    "is_due",
    "not_due_words",
    "number_words",
    "percent_words",
    "progress",
    "target_to_date",
]
