"""Opening a round: every office gets its input with one empty entry per row it is responsible for."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from activities.models import ActivityResponsibility
from audit.services import record
from contributions.models import ActivityEntry, Contribution, IndicatorEntry
from indicators.models import IndicatorResponsibility
from projects.models import ReportingPeriod


def open_round(period: ReportingPeriod, *, by: User | None) -> list[Contribution]:
    """Create what is missing of the inputs and entries of a period; call it again after the framework has grown.

    Rows, indicators and participations that ended before the period are left out. A row that the office had
    completed in the period before stays completed and is carried over. Returns the inputs in the order of the cover.
    """
    with transaction.atomic():
        inputs = []
        for participation in _participations(period):
            contribution, created = Contribution.objects.get_or_create(
                period=period, office=participation.office
            )
            if created:
                record(by=by, action="open", on=contribution, changes={"state": [None, contribution.state]})
            inputs.append(contribution)
        _open_activity_entries(period, inputs)
        _open_indicator_entries(period, inputs)
    return inputs


def _participations(period: ReportingPeriod):  # type: ignore[no-untyped-def]
    return (
        period.project.participations.select_related("office__organisation")
        .filter(_not_ended(period.starts_on), Q(starts_on__isnull=True) | Q(starts_on__lte=period.ends_on))
        .order_by("position", "pk")
    )


def _not_ended(day: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})


def _open_activity_entries(period: ReportingPeriod, inputs: list[Contribution]) -> None:
    by_office = {contribution.office_id: contribution for contribution in inputs}
    existing = set(
        ActivityEntry.objects.filter(contribution__in=inputs).values_list("contribution_id", "activity_id")
    )
    completed = _completed_before(period)
    responsibilities = ActivityResponsibility.objects.filter(
        _not_ended(period.starts_on, "activity__"), activity__project=period.project
    )
    entries = []
    for office_id, activity_id in responsibilities.values_list("office_id", "activity_id"):
        contribution = by_office.get(office_id)
        if contribution is None or (contribution.pk, activity_id) in existing:
            continue
        entry = ActivityEntry(contribution=contribution, activity_id=activity_id)
        earlier = completed.get((office_id, activity_id))
        if earlier is not None:
            entry.carried_from, entry.status = earlier, ActivityEntry.Status.COMPLETED
        entries.append(entry)
    ActivityEntry.objects.bulk_create(entries)


def _completed_before(period: ReportingPeriod) -> dict[tuple[int, int], ActivityEntry]:
    """Return, per office and row, the entry that completed it up to the period before."""
    previous = ReportingPeriod.objects.earlier_than(period).first()
    if previous is None:
        return {}
    entries = ActivityEntry.objects.filter(
        contribution__period=previous, status=ActivityEntry.Status.COMPLETED, next_steps=""
    ).select_related("contribution", "carried_from")
    return {
        (entry.contribution.office_id, entry.activity_id): entry.carried_from or entry
        for entry in entries
        if entry.is_written
    }


def _open_indicator_entries(period: ReportingPeriod, inputs: list[Contribution]) -> None:
    by_office = {contribution.office_id: contribution for contribution in inputs}
    existing = set(
        IndicatorEntry.objects.filter(contribution__in=inputs).values_list("contribution_id", "indicator_id")
    )
    responsibilities = IndicatorResponsibility.objects.filter(
        _not_ended(period.starts_on, "indicator__"), indicator__project=period.project
    )
    IndicatorEntry.objects.bulk_create(
        IndicatorEntry(contribution=by_office[office_id], indicator_id=indicator_id)
        for office_id, indicator_id in responsibilities.values_list("office_id", "indicator_id")
        if office_id in by_office and (by_office[office_id].pk, indicator_id) not in existing
    )
