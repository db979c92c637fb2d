"""Opening a round: every office gets its input with one empty entry per row it is responsible for."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from activities.models import ActivityResponsibility
from audit.services import record
from contributions.counts import store_counts_of_rows
from contributions.models import ActivityEntry, Contribution, IndicatorEntry
from indicators.models import IndicatorResponsibility
from projects.models import ReportingPeriod


def open_round(period: ReportingPeriod, *, by: User | None) -> list[Contribution]:
    """Create what is missing of the inputs and entries of a period; call it again after the framework has grown.

    Rows, indicators and participations that ended before the period are left out. A row that the office had
    completed in the period before stays completed and is carried over. Returns the inputs in the order of the cover.
    """
    with transaction.atomic():
        # Of two people who open a round at once, one waits and then finds nothing missing.
        ReportingPeriod.objects.select_for_update().get(pk=period.pk)
        inputs, there_before = [], []
        for participation in _participations(period):
            contribution, created = Contribution.objects.get_or_create(
                period=period, office=participation.office
            )
            if created:
                record(by=by, action="open", on=contribution, changes={"state": [None, contribution.state]})
            else:
                there_before.append(contribution)
            inputs.append(contribution)
        if any(contribution.is_locked for contribution in there_before):
            # The report is in review, cleared or final: whoever joins now writes when it is open again.
            new = [contribution.pk for contribution in inputs if contribution not in there_before]
            Contribution.objects.filter(pk__in=new).update(is_locked=True)
        added = _open_activity_entries(period, inputs) + _open_indicator_entries(period, inputs)
        for contribution in there_before:
            rows = [uid for contribution_id, uid in added if contribution_id == contribution.pk]
            if rows:
                record(by=by, action="add_rows", on=contribution, changes={"rows": [None, rows]})
    return inputs


def _participations(period: ReportingPeriod):  # type: ignore[no-untyped-def]
    return (
        period.project.participations.select_related("office__organisation")
        .filter(_not_ended(period.starts_on), Q(starts_on__isnull=True) | Q(starts_on__lte=period.ends_on))
        .order_by("position", "pk")
    )


def _not_ended(day: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})


def _open_activity_entries(period: ReportingPeriod, inputs: list[Contribution]) -> list[tuple[int, str]]:
    """Create the missing entries on work rows; returns (input, uid of the row) of each."""
    by_office = {contribution.office_id: contribution for contribution in inputs}
    existing = set(
        ActivityEntry.objects.filter(contribution__in=inputs).values_list("contribution_id", "activity_id")
    )
    completed = _completed_before(period)
    responsibilities = ActivityResponsibility.objects.filter(
        _not_ended(period.starts_on, "activity__"), activity__project=period.project
    )
    entries, added = [], []
    for office_id, activity_id, uid in responsibilities.values_list(
        "office_id", "activity_id", "activity__uid"
    ):
        contribution = by_office.get(office_id)
        if contribution is None or (contribution.pk, activity_id) in existing:
            continue
        entry = ActivityEntry(contribution=contribution, activity_id=activity_id)
        earlier = completed.get((office_id, activity_id))
        if earlier is not None:
            entry.carried_from, entry.status = earlier, ActivityEntry.Status.COMPLETED
            entry.written_with = earlier.written_with
        entries.append(entry)
        added.append((contribution.pk, uid))
    ActivityEntry.objects.bulk_create(entries)
    # A row that was completed before is written from the start, and may cover another office's part.
    store_counts_of_rows({entry.activity_id for entry in entries}, period_id=period.pk)
    return added


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


def _open_indicator_entries(period: ReportingPeriod, inputs: list[Contribution]) -> list[tuple[int, str]]:
    """Create the missing entries on indicators; returns (input, uid of the indicator) of each."""
    by_office = {contribution.office_id: contribution for contribution in inputs}
    existing = set(
        IndicatorEntry.objects.filter(contribution__in=inputs).values_list("contribution_id", "indicator_id")
    )
    responsibilities = IndicatorResponsibility.objects.filter(
        _not_ended(period.starts_on, "indicator__"), indicator__project=period.project
    )
    entries, added = [], []
    for office_id, indicator_id, uid in responsibilities.values_list(
        "office_id", "indicator_id", "indicator__uid"
    ):
        contribution = by_office.get(office_id)
        if contribution is None or (contribution.pk, indicator_id) in existing:
            continue
        entries.append(IndicatorEntry(contribution=contribution, indicator_id=indicator_id))
        added.append((contribution.pk, uid))
    IndicatorEntry.objects.bulk_create(entries)
    return added
