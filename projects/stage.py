"""How far the report of a period is, as far as what stands below the reports has to know it."""

from datetime import datetime
from typing import NamedTuple

from projects.models import ReportingPeriod

COLLECTING = "collecting"
IN_REVIEW = "in_review"
RETURNED = "returned"
CLEARED = "cleared"

WRITABLE = (COLLECTING, RETURNED)
WITH_REVIEWER = (IN_REVIEW, CLEARED)


class ReportStage(NamedTuple):
    """How often a report was sent to the Secretariat, when last, whether it is there now, and can be written.

    A cleared report is with the Secretariat as well, which may still return it, but not in review any more.
    """

    sending: int = 0
    is_in_review: bool = False
    is_writable: bool = True
    sent_at: datetime | None = None
    is_with_reviewer: bool = False


def stage_of(period: ReportingPeriod) -> ReportStage:
    """Return how far the report of a period is.

    The report belongs to an app above this one: it is reached by its attribute here, and nowhere else below.
    """
    report = getattr(period, "report", None)
    if report is None:
        return ReportStage()
    state = report.state
    return ReportStage(
        report.sendings, state == IN_REVIEW, state in WRITABLE, report.sent_at, state in WITH_REVIEWER
    )
