"""When something is late: one rule, by the day that it is where the project is. Home, queue, pages and letters ask it.

Roles begin and end by universal time, which is another question: see `core.zones.today`.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.formatting import day
from core.zones import zone_named


def day_in(zone: str | None, moment: datetime | None = None) -> date:
    """Return the day of a moment in a time zone; of now, where none is given."""
    return timezone.localdate(moment, zone_named(zone))


def is_late(due: date | None, zone: str | None) -> bool:
    """Tell whether a date has passed in a time zone; on the day itself nothing is late."""
    return due is not None and due < day_in(zone)


def days_late(due: date | None, zone: str | None) -> int:
    """Return how many days ago something was due in a time zone; 0 where it is not late."""
    return (day_in(zone) - due).days if due is not None and is_late(due, zone) else 0


def due_words(due: date | None, zone: str | None) -> str:
    """Return "Due 4 June 2021", or "Was due …" when it has passed; empty for None."""
    if due is None:
        return ""
    return (_("Was due %(date)s") if is_late(due, zone) else _("Due %(date)s")) % {"date": day(due)}


def late_condition(due: str, zone: str, zones: Iterable[str]) -> Q:
    """Return what `is_late` says as a condition on these columns; `zones` are all that stand in the column of zones.

    A row without a time zone is judged by the portal's own.
    """
    by_day: dict[date, list[str]] = {}
    for name in set(zones):
        by_day.setdefault(day_in(name), []).append(name)
    late = Q(**{f"{zone}__isnull": True, f"{due}__lt": day_in(None)})
    for today, names in by_day.items():
        late |= Q(**{f"{zone}__in": names, f"{due}__lt": today})
    return late
