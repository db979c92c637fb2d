"""Loading an agency's input with what stands beside each field: last time, and the others' shared parts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import (
    Q,
    QuerySet,
)

from activities.selectors import row_numbers
from contributions.loaded import LoadedInput
from contributions.models import ActivityEntry, Answer, AnswerLine, Contribution, IndicatorEntry
from contributions.permissions import is_only_writer
from indicators.models import Milestone
from projects.actor import Actor
from projects.conditions import belongs
from projects.models import Outcome, Question, Section

ROW_ANCHOR = "row-"  # of a work row or an indicator on a page, before the uid of its entry
QUESTION_PREFIX = "q"
SECTIONS_TO_CHECK = ("activities", "indicators", "texts")


def opened_addresses(contribution: Contribution) -> frozenset[str] | None:
    """Return the places that a return opened, or None where the whole input is open (no query then)."""
    if not contribution.is_partial:
        return None
    return frozenset(contribution.opened.values_list("address", flat=True))


def returned_rows(
    contribution: Contribution, at: Iterable[str] | None = None
) -> dict[str, dict[str, Any]] | None:
    """Return what stood at the places that a return opened, or None where the whole input is open (no query then).

    With `at`, at these places alone.
    """
    if not contribution.is_partial:
        return None
    opened = contribution.opened.all() if at is None else contribution.opened.filter(address__in=list(at))
    return dict(opened.values_list("address", "accepted_values"))


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


def load_records(loaded: LoadedInput, actor: Actor, sections: Iterable[str], only: str = "") -> InputRecords:
    """Load the records of these sections ("activities", "indicators", "texts"); a writer gets the own rows only.

    With `only`, the anchor of one record on a page, this record and what stands beside it: the cost does not depend
    on the number of rows, and nothing is known of its running number.
    """
    membership_id = membership_of_writer(loaded.contribution, actor)
    wanted = set(sections) - (set() if membership_id is None else {"texts"})
    return load_all_records(loaded, wanted, membership_id, only)


def membership_of_writer(contribution: Contribution, actor: Actor) -> int | None:
    """Return the membership with the rows of a person who has the own rows alone; None for everybody else."""
    if not is_only_writer(actor, contribution):
        return None
    return actor.writer_memberships.get(contribution.office_id)


def load_all_records(
    loaded: LoadedInput, wanted: Iterable[str], membership_id: int | None = None, only: str = ""
) -> InputRecords:
    """Load the records of these sections whole; with a membership, the rows that this writer was given."""
    wanted = set(wanted)
    records = InputRecords()
    if "activities" in wanted:
        _load_activities(records, loaded, membership_id, only)
    if "indicators" in wanted:
        _load_indicators(records, loaded, membership_id, only)
    if "texts" in wanted:
        _load_texts(records, loaded, only)
    return records


def _periods(loaded: LoadedInput) -> list[int]:
    last = loaded.previous_period_id
    return [loaded.contribution.period_id, *([last] if last else [])]


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


def given_rows(contribution: Contribution, membership_id: int, row: str) -> QuerySet:
    """Return the ids of the work rows ("activity") or indicators ("indicator") that a writer was given."""
    return contribution.office.memberships.filter(pk=membership_id).values(f"writer_rows__{row}")


def _own(contribution: Contribution, row: str, only: str) -> dict[str, Any]:
    """Return the filter on entries that stand on the rows of an input, or on the one row that an anchor names."""
    own: dict[str, Any] = {f"{row}__entries__contribution": contribution}
    return {**own, f"{row}__entries__uid": only.removeprefix(ROW_ANCHOR)} if only else own


def _load_activities(
    records: InputRecords, loaded: LoadedInput, membership_id: int | None, only: str
) -> None:
    contribution = loaded.contribution
    if not only:
        records.numbers = row_numbers(contribution.period.project_id, since=contribution.period.starts_on)
    entries = ActivityEntry.objects.filter(
        **_own(contribution, "activity", only), contribution__period_id__in=_periods(loaded)
    ).select_related(
        "contribution__office__organisation",
        "contribution__period",
        "activity__parent__output",
        "carried_from",
        "updated_by",
    )
    if membership_id is not None:
        entries = entries.filter(activity__in=given_rows(contribution, membership_id, "activity"))
    own, records.other_activity_entries, records.last_activity_entries = _split(
        entries, contribution, "activity_id"
    )
    records.activity_entries = sorted(own, key=lambda entry: records.numbers.get(entry.activity_id, 0))


def _load_indicators(
    records: InputRecords, loaded: LoadedInput, membership_id: int | None, only: str
) -> None:
    contribution = loaded.contribution
    entries = IndicatorEntry.objects.filter(
        **_own(contribution, "indicator", only), contribution__period_id__in=_periods(loaded)
    ).select_related(
        "contribution__office__organisation",
        "contribution__period",
        "indicator__outcome",
        "indicator__output__outcome",
        "updated_by",
    )
    if membership_id is not None:
        entries = entries.filter(indicator__in=given_rows(contribution, membership_id, "indicator"))
    own, records.other_indicator_entries, records.last_indicator_entries = _split(
        entries, contribution, "indicator_id"
    )
    records.indicator_entries = sorted(own, key=lambda entry: (entry.indicator.position, entry.indicator_id))
    if own:
        for milestone in Milestone.objects.filter(**_own_milestones(contribution, own, only)):
            records.milestones.setdefault(milestone.indicator_id, []).append(milestone)


def _own_milestones(contribution: Contribution, own: list[IndicatorEntry], only: str) -> dict[str, Any]:
    if only:
        return {"indicator": own[0].indicator_id}
    return {"indicator__entries__contribution": contribution}


def asked_questions(contribution: Contribution) -> list[Question]:
    """Return the questions that this office is asked in this period, in the order of the form (one query)."""
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
    return [question for question in questions if belongs(question.condition, period)]


def question_at(anchor: str) -> tuple[int, str]:
    """Return the question and the outcome ("all" for none) that an anchor names; (0, "") for none."""
    prefix, _dash, rest = anchor.partition("-")
    question_pk, _dash, outcome_uid = rest.partition("-")
    is_one = prefix == QUESTION_PREFIX and question_pk.isdecimal() and len(question_pk) < 19
    return (int(question_pk), outcome_uid) if is_one else (0, "")


def _load_texts(records: InputRecords, loaded: LoadedInput, only: str) -> None:
    contribution = loaded.contribution
    period = contribution.period
    records.questions = asked_questions(contribution)
    outcomes = Outcome.objects.filter(project_id=period.project_id)
    answers = Answer.objects.filter(
        contribution__office=contribution.office_id, contribution__period_id__in=_periods(loaded)
    ).select_related("contribution__period", "question", "outcome", "updated_by")
    if only:
        question_pk, outcome_uid = question_at(only)
        records.questions = [question for question in records.questions if question.pk == question_pk]
        outcomes = outcomes.filter(uid=outcome_uid)
        answers = answers.filter(question__key__in=[question.key for question in records.questions])
    if any(question.section.kind == Section.Kind.PER_OUTCOME for question in records.questions):
        records.outcomes = list(outcomes)
    for answer in answers:
        if answer.contribution_id == contribution.pk:
            records.answers[answer.question_id, answer.outcome_id] = answer
        else:
            records.last_answers[answer.question.key, answer.outcome.uid if answer.outcome else None] = answer
    with_lines = [answer.pk for answer in records.answers.values() if answer.lines_key]
    if with_lines:
        for line in AnswerLine.objects.filter(answer_id__in=with_lines):
            records.lines.setdefault(line.answer_id, []).append(line)
