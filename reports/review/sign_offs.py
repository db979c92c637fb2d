"""Who has signed off what was sent to review, and who has not."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import Office
from contributions.models import Contribution
from projects.models import ReportingPeriod
from projects.selectors import participations_in
from reports.models import Report, SignOff, Snapshot


def _candidates(report: Report, until: datetime | None = None) -> QuerySet[Snapshot]:
    """Return what was sent to review, until a moment where one is named, the latest first."""
    found = Snapshot.objects.filter(report=report, kind=Snapshot.Kind.CANDIDATE).order_by("-number")
    return found.filter(made_at__lte=until) if until is not None else found


def latest_candidate(report: Report) -> Snapshot | None:
    """Return the snapshot of the latest sending to review."""
    return _candidates(report).first()


def sign_offs_of(report: Report, *, until: datetime | None = None) -> list[SignOff]:
    """Return the sign-offs of what was sent to review last, or last until a moment (one query)."""
    return sign_offs_on(_candidates(report, until).values("pk")[:1])


def sign_offs_on(candidates: Collection[Snapshot] | QuerySet[Any, Any]) -> list[SignOff]:
    """Return the sign-offs of these candidates (one query)."""
    found = SignOff.objects.filter(snapshot__in=candidates)
    return list(found.select_related("office__organisation", "recorded_by", "attachment"))


def signing_offices(period: ReportingPeriod) -> list[Office]:
    """Return the offices that sign off a report, in the order of the cover."""
    participations = participations_in(period.project, period.starts_on)
    return [item.office for item in participations.select_related("office__organisation")]


def cleared_inside(period: ReportingPeriod) -> dict[int, str]:
    """Return who cleared an input in its own organisation, as told at its last submission, by office (one query)."""
    told = Contribution.objects.filter(period=period).exclude(cleared_by_name="")
    return dict(told.values_list("office_id", "cleared_by_name"))


def has_proof(report: Report, office: Office) -> bool:
    """Answer whether a sign-off of what was sent last has its mail or scan."""
    proven = SignOff.objects.filter(attachment__isnull=False, attachment__ended_at__isnull=True)
    return proven.filter(snapshot__in=_candidates(report).values("pk")[:1], office=office).exists()


def unsigned_offices(report: Report) -> list[str]:
    """Return the organisations of a report without a sign-off of its latest candidate."""
    signed = {sign_off.office_id for sign_off in sign_offs_of(report)}
    return [office.short_name for office in signing_offices(report.period) if office.pk not in signed]
