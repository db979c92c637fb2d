"""When a question of the form is asked. Pure."""

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projects.models import ReportingPeriod


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ends_within_six_months(project_ends: date | None, as_of: date) -> bool | None:
    """Say whether the project ends at most six months after the cut-off; None without an end date."""
    if project_ends is None:
        return None
    return project_ends <= months_later(as_of, 6)


def is_asked(condition: str, *, period_kind: str, project_ends: date | None, as_of: date) -> bool:
    """Say whether a question with this condition belongs into a report of this type."""
    if condition == "always":
        return True
    if condition == "ending":
        return period_kind == "final" or bool(ends_within_six_months(project_ends, as_of))
    return condition == period_kind


def belongs(condition: str, period: "ReportingPeriod") -> bool:
    """Answer whether a question with this condition is asked in this period."""
    return is_asked(
        condition,
        period_kind=period.kind,
        project_ends=period.project.ends_on,
        as_of=period.data_as_of,
    )
