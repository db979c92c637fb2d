"""Loading an agency's input with what stands beside each field: last time, and the others' shared parts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.shortcuts import get_object_or_404

from accounts.models import User
from activities.selectors import row_numbers
from contributions.models import (
    ActivityEntry,
    Answer,
    AnswerLine,
    Attachment,
    Contribution,
    IndicatorEntry,
    Suggestion,
)
from contributions.permissions import is_only_writer
from core.zones import use_time_zone
from discussion.models import Comment
from indicators.models import Indicator, Milestone
from projects.actor import Actor, actor_on
from projects.conditions import belongs
from projects.models import Outcome, Participation, Question, ReportingPeriod, Section
from projects.selectors import time_zone_of


def previous_period_id() -> Subquery:
    """Return a subquery on inputs: the period that counts as "last time" (see ReportingPeriodQuerySet.earlier_than)."""
    final = ReportingPeriod.Kind.FINAL
    earlier = (
        ReportingPeriod.objects.filter(project=OuterRef("period__project"))
        .annotate(asking=ExpressionWrapper(OuterRef("period__kind"), output_field=CharField()))
        .filter(Q(ends_on__lt=OuterRef("period__ends_on")) | Q(asking=final))
        .exclude(kind=final)
        .order_by("-ends_on", "-starts_on")
    )
    return Subquery(earlier.values("pk")[:1])


def _offices_answering() -> Subquery:
    """Return a subquery on inputs: how many organisations share the limits of the form in this period."""
    inputs = Contribution.objects.filter(period=OuterRef("period")).order_by().values("period")
    return Subquery(inputs.annotate(n=Count("pk")).values("n"), output_field=IntegerField())


SECTIONS_TO_CHECK = ("activities", "indicators", "texts")


def inputs_with_context(inputs: QuerySet[Contribution] | None = None) -> QuerySet[Contribution]:
    """Return inputs with what a page, or the points to check, need of their surroundings."""
    approved = Participation.objects.filter(project=OuterRef("period__project"), office=OuterRef("office"))
    is_shown = Q(state__in=(Suggestion.State.OPEN, Suggestion.State.APPLIED))
    return (
        (Contribution.objects.all() if inputs is None else inputs)
        .select_related(
            "period__project",
            "period__edition",
            "office__organisation",
            "submitted_by",
            "on_behalf_by",
        )
        .annotate(
            previous_period_id=previous_period_id(),
            approved=Subquery(approved.values("approved")[:1]),
            answering=_offices_answering(),
            time_zone=time_zone_of("period__project"),
            has_attachments=Exists(Attachment.objects.current().filter(contribution=OuterRef("pk"))),
            has_comments=Exists(Comment.objects.filter(period=OuterRef("period"))),
            has_wordings=Exists(Suggestion.objects.filter(is_shown, period=OuterRef("period"))),
        )
    )


def get_input(user: User, uid: str) -> tuple[Contribution, Actor]:
    """Return an input that this person may know of, with their roles; 404 otherwise (two queries)."""
    contribution = get_object_or_404(inputs_with_context(Contribution.objects.visible_to(user)), uid=uid)
    use_time_zone(getattr(contribution, "time_zone", None))
    return contribution, actor_on(user, contribution.period.project)


def opened_addresses(contribution: Contribution) -> frozenset[str] | None:
    """Return the places that a return opened, or None where the whole input is open (no query then)."""
    if not contribution.is_partial:
        return None
    return frozenset(contribution.opened.values_list("address", flat=True))


def returned_rows(contribution: Contribution) -> dict[str, dict[str, Any]] | None:
    """Return what stood at the places that a return opened, or None where the whole input is open (no query then)."""
    if not contribution.is_partial:
        return None
    return dict(contribution.opened.values_list("address", "accepted_values"))


@dataclass(slots=True)
class InputRecords:
    """The records of one input; lists are in the form's order."""

    numbers: dict[int, int] = field(default_factory=dict)
    activity_entries: list[ActivityEntry] = field(default_factory=list)
    other_activity_entries: dict[int, list[ActivityEntry]] = field(default_factory=dict)
    last_activity_entries: dict[int, ActivityEntry] = field(default_factory=dict)
    indicator_entries: list[IndicatorEntry] = field(default_factory=list)
    other_indicator_entries: dict[int, list[IndicatorEntry]] = field(default_factory=dict)
    last_indicator_entries: dict[int, IndicatorEntry] = field(default_factory=dict)
    milestones: dict[int, list[Milestone]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    answers: dict[tuple[int, int | None], Answer] = field(default_factory=dict)
    last_answers: dict[tuple[str, str | None], Answer] = field(default_factory=dict)
    lines: dict[int, list[AnswerLine]] = field(default_factory=dict)


def load_records(contribution: Contribution, actor: Actor, sections: Iterable[str]) -> InputRecords:
    """Load the records of these sections ("activities", "indicators", "texts"); a writer gets the own rows only."""
    only_writer = is_only_writer(actor, contribution)
    membership_id = actor.writer_memberships.get(contribution.office_id) if only_writer else None
    wanted = set(sections) - ({"texts"} if only_writer else set())
    return load_all_records(contribution, wanted, membership_id)


def load_all_records(
    contribution: Contribution, wanted: Iterable[str], membership_id: int | None = None
) -> InputRecords:
    """Load the records of these sections whole; with a membership, the rows that this writer was given."""
    wanted = set(wanted)
    records = InputRecords()
    if "activities" in wanted:
        _load_activities(records, contribution, membership_id)
    if "indicators" in wanted:
        _load_indicators(records, contribution, membership_id)
    if "texts" in wanted:
        _load_texts(records, contribution)
    return records


def _periods(contribution: Contribution) -> list[int]:
    last = getattr(contribution, "previous_period_id", None)
    return [contribution.period_id, *([last] if last else [])]


Entry = TypeVar("Entry", ActivityEntry, IndicatorEntry)


def _split(
    entries: Iterable[Entry], contribution: Contribution, row: str
) -> tuple[list[Entry], dict[int, list[Entry]], dict[int, Entry]]:
    """Return the own entries, the other offices' of this period by row, and the own ones of last time by row."""
    own: list[Entry] = []
    others: dict[int, list[Entry]] = {}
    last: dict[int, Entry] = {}
    for entry in entries:
        if entry.contribution_id == contribution.pk:
            entry.contribution = contribution
            own.append(entry)
        elif entry.contribution.period_id == contribution.period_id:
            others.setdefault(getattr(entry, row), []).append(entry)
        elif entry.contribution.office_id == contribution.office_id:
            last[getattr(entry, row)] = entry
    return own, others, last


def _load_activities(records: InputRecords, contribution: Contribution, membership_id: int | None) -> None:
    records.numbers = row_numbers(contribution.period.project_id, since=contribution.period.starts_on)
    entries = ActivityEntry.objects.filter(
        activity__entries__contribution=contribution, contribution__period_id__in=_periods(contribution)
    ).select_related(
        "contribution__office__organisation",
        "contribution__period",
        "activity__parent__output",
        "carried_from",
        "updated_by",
    )
    if membership_id is not None:
        given = contribution.office.memberships.filter(pk=membership_id).values("writer_rows__activity")
        entries = entries.filter(activity__in=given)
    own, records.other_activity_entries, records.last_activity_entries = _split(
        entries, contribution, "activity_id"
    )
    records.activity_entries = sorted(own, key=lambda entry: records.numbers.get(entry.activity_id, 0))


def _load_indicators(records: InputRecords, contribution: Contribution, membership_id: int | None) -> None:
    entries = IndicatorEntry.objects.filter(
        indicator__entries__contribution=contribution, contribution__period_id__in=_periods(contribution)
    ).select_related(
        "contribution__office__organisation",
        "contribution__period",
        "indicator__outcome",
        "indicator__output__outcome",
        "updated_by",
    )
    if membership_id is not None:
        given = contribution.office.memberships.filter(pk=membership_id).values("writer_rows__indicator")
        entries = entries.filter(indicator__in=given)
    own, records.other_indicator_entries, records.last_indicator_entries = _split(
        entries, contribution, "indicator_id"
    )
    records.indicator_entries = sorted(own, key=lambda entry: (entry.indicator.position, entry.indicator_id))
    if own:
        for milestone in Milestone.objects.filter(indicator__entries__contribution=contribution):
            records.milestones.setdefault(milestone.indicator_id, []).append(milestone)


def _load_texts(records: InputRecords, contribution: Contribution) -> None:
    period = contribution.period
    who = Q(who_answers=Question.Who.EVERY_OFFICE) | Q(
        who_answers=Question.Who.NAMED, named=contribution.office.organisation_id
    )
    questions = (
        Question.objects.filter(who, section__edition_id=period.edition_id)
        .select_related("section")
        .order_by("section__position", "position", "pk")
        .distinct()
    )
    records.questions = [question for question in questions if belongs(question.condition, period)]
    if any(question.section.kind == Section.Kind.PER_OUTCOME for question in records.questions):
        records.outcomes = list(Outcome.objects.filter(project_id=period.project_id))
    answers = Answer.objects.filter(
        contribution__office=contribution.office_id, contribution__period_id__in=_periods(contribution)
    ).select_related("contribution__period", "question", "outcome", "updated_by")
    for answer in answers:
        if answer.contribution_id == contribution.pk:
            records.answers[answer.question_id, answer.outcome_id] = answer
        else:
            records.last_answers[answer.question.key, answer.outcome.uid if answer.outcome else None] = answer
    with_lines = [answer.pk for answer in records.answers.values() if answer.lines_key]
    if with_lines:
        for line in AnswerLine.objects.filter(answer_id__in=with_lines):
            records.lines.setdefault(line.answer_id, []).append(line)


def with_counts(queryset: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Annotate inputs with written and all rows, activities and indicators that are due, and texts, for lists."""
    told_by_other = (
        ActivityEntry.objects.annotate(
            names=Cast("written_with", TextField()),
            wanted=Concat(Value('"'), OuterRef("contribution__office__uid"), Value('"')),
        )
        .filter(
            activity=OuterRef("activity"),
            contribution__period=OuterRef("contribution__period"),
            names__contains=F("wanted"),
        )
        .exclude(progress="")
    )
    written = ~Q(progress="") | Q(carried_from__isnull=False) | Exists(told_by_other)
    measured = (
        ~Q(progress="")
        | ~Q(not_measured_because="")
        | Q(expected_on__isnull=False)
        | Q(value__isnull=False)
        | Q(numerator__isnull=False)
    )
    # The same as indicators.aggregation.is_due, for the database.
    due = (
        Q(indicator__when_measured=Indicator.WhenMeasured.EVERY_ROUND)
        | Q(contribution__period__kind=ReportingPeriod.Kind.FINAL)
        | Q(
            indicator__when_measured=Indicator.WhenMeasured.YEARLY, contribution__period__ends_on__month__gt=6
        )
    )
    activity = ActivityEntry.objects.filter(contribution=OuterRef("pk"))
    indicator = IndicatorEntry.objects.filter(contribution=OuterRef("pk"))
    answer = Answer.objects.filter(contribution=OuterRef("pk")).exclude(
        text="", choice="", choices=[], lines_key="", amount__isnull=True
    )
    return queryset.annotate(
        activities_total=_count(activity),
        activities_written=_count(activity.filter(written)),
        indicators_total=_count(indicator.filter(due | measured)),
        indicators_written=_count(indicator.filter(measured)),
        texts_written=_count(answer),
    )


def _count(queryset: QuerySet) -> Coalesce:
    counted = queryset.order_by().values("contribution").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
