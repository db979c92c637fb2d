"""How many rows and texts of an input are written, for lists: columns that a save stores, counted by the database.

What counts as written is decided in checks.facts alone; `counts_as_written` holds what it said at the last save.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from activities.models import Activity
from checks import facts
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from indicators.selectors import due_condition
from projects.conditions import is_asked
from projects.models import Question, ReportingPeriod

Condition = Question.Condition


def rows_held(activity_ids: Iterable[int]) -> QuerySet[Activity]:
    """Return the work rows to hold while an entry on one is written: an office's text may cover another's part."""
    return Activity.objects.filter(pk__in=activity_ids).order_by("pk")


def store_counts_of_rows(activity_ids: Iterable[int], *, period_id: int) -> None:
    """Store what counts as written on these work rows in a period, for every office that has an entry on them.

    Call it in the transaction of the write (one query, and one per value that moved).
    """
    entries = ActivityEntry.objects.filter(
        activity__in=list(activity_ids), contribution__period=period_id
    ).select_related("contribution__office", "carried_from")
    rows: dict[int, list[ActivityEntry]] = {}
    for entry in entries:
        rows.setdefault(entry.activity_id, []).append(entry)
    moved: dict[bool, list[int]] = {True: [], False: []}
    for of_row in rows.values():
        covered = facts.covered_by(entry.part for entry in of_row)
        for entry in of_row:
            counts = entry.part.office_uid in covered
            if counts != entry.counts_as_written:
                moved[counts].append(entry.pk)
    for counts, pks in moved.items():
        if pks:
            ActivityEntry.objects.filter(pk__in=pks).update(counts_as_written=counts)


def with_counts(queryset: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Annotate inputs with written and all rows, activities and indicators that are due, and texts, for lists."""
    activity = ActivityEntry.objects.filter(contribution=OuterRef("pk"))
    indicator = IndicatorEntry.objects.filter(contribution=OuterRef("pk"))
    answer = Answer.objects.filter(contribution=OuterRef("pk"), counts_as_written=True)
    asks = due_condition(indicator="indicator", period="contribution__period") | Q(counts_as_written=True)
    always_asked = _asked_whatever_the_dates()
    return queryset.annotate(
        activities_total=_count(activity),
        activities_written=_count(activity.filter(counts_as_written=True)),
        indicators_total=_count(indicator.filter(asks)),
        indicators_written=_count(indicator.filter(counts_as_written=True)),
        texts_written_always=_count(answer.filter(always_asked)),
        texts_written_ending=_count(answer.filter(~always_asked, question__condition=Condition.ENDING)),
    )


def texts_written(contribution: Any) -> int:
    """Return how many questions that the period asks an input annotated by `with_counts` has answered."""
    period = contribution.period
    is_ending = is_asked(
        Condition.ENDING,
        period_kind=period.kind,
        project_ends=period.project.ends_on,
        as_of=period.data_as_of,
    )
    count: int = contribution.texts_written_always
    return count + contribution.texts_written_ending if is_ending else count


def _asked_whatever_the_dates() -> Q:
    """Return what `is_asked` says where the end of the project does not matter, as a condition on answers."""
    asked = Q(pk__in=[])
    for kind in ReportingPeriod.Kind.values:
        conditions = [
            condition
            for condition in Condition.values
            if is_asked(condition, period_kind=kind, project_ends=None, as_of=date.min)
        ]
        asked |= Q(contribution__period__kind=kind, question__condition__in=conditions)
    return asked


def _count(queryset: QuerySet) -> Coalesce:
    counted = queryset.order_by().values("contribution").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
