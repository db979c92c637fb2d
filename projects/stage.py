"""How far the report of a period is: the one list of its states, and what stands of it on the period.

The app that makes the report writes it there, with every change (reports.stage); whoever stands below reads it here.
"""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from projects.models import ReportingPeriod

COLLECTING = "collecting"
IN_REVIEW = "in_review"
RETURNED = "returned"
CLEARED = "cleared"
FINAL = "final"

STAGES = (COLLECTING, IN_REVIEW, RETURNED, CLEARED, FINAL)
WRITABLE = (COLLECTING, RETURNED)
WITH_REVIEWER = (IN_REVIEW, CLEARED)

# The columns of a period that hold it.
COLUMNS = ("stage", "sendings", "sent_at")


class ReportStage(NamedTuple):
    """How often a report was sent to the Secretariat, when last, whether it is there now, and can be written.

    A cleared report is with the Secretariat as well, which may still return it, but not in review any more.
    """

    sending: int = 0
    is_in_review: bool = False
    is_writable: bool = True
    sent_at: datetime | None = None
    is_with_reviewer: bool = False


def stage_of(period: "ReportingPeriod") -> ReportStage:
    """Return how far the report of a period is (no query)."""
    stage = period.stage
    return ReportStage(
        period.sendings, stage == IN_REVIEW, stage in WRITABLE, period.sent_at, stage in WITH_REVIEWER
    )
