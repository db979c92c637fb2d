"""The large parts of a report: work rows, indicators, answers, joint texts, attachments. One query each, or two."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from django.db.models import Case, F, Q, When
from django.utils import translation

from activities.models import Activity
from contributions.models import (
    ActivityEntry,
    Answer,
    Attachment,
    IndicatorEntry,
    OpenedRow,
)
from contributions.services.accepted_values import read_back
from contributions.states import DONE, WRITABLE
from core.formatting import number
from indicators.models import Indicator
from indicators.selectors import plan_of
from projects import addresses
from projects.models import ReportingPeriod
from reports.assembling.sources import (
    AnswerSource,
    AttachmentSource,
    EntrySource,
    GroupSource,
    IndicatorEntrySource,
    IndicatorSource,
    LineSource,
    RowSource,
)
from reports.models import (
    JointAnswer,
    JointIndicatorText,
)

AcceptedValues = Mapping[tuple[int, str], dict[str, Any]]  # (office, place) -> values


def accepted_values_of(period: ReportingPeriod) -> AcceptedValues:
    """Return what organisations had handed in at the places that a return opened (one query).

    A writer who shares the unfinished text lets it be read instead.
    """
    rows = OpenedRow.objects.filter(
        contribution__period=period,
        contribution__state__in=WRITABLE,
        contribution__is_partial=True,
        contribution__is_shared=False,
    )
    return {
        (office_id, address): values
        for office_id, address, values in rows.values_list("contribution__office_id", "address", "was")
    }


def entries_of(period: ReportingPeriod, was: AcceptedValues) -> dict[int, dict[int, EntrySource]]:
    rows = ActivityEntry.objects.filter(contribution__period=period).values_list(
        "activity_id",
        "pk",
        "contribution__office_id",
        "status",
        "progress",
        "next_steps",
        "written_with",
        "carried_from__progress",
        "activity__uid",
    )
    entries: dict[int, dict[int, EntrySource]] = {}
    for activity_id, pk, office_id, status, progress, next_steps, written_with, carried, uid in rows:
        text = progress if progress.strip() else (carried or "")
        entry = EntrySource(pk, office_id, status, text, next_steps, written_with, carried)
        if (values := was.get((office_id, addresses.activity(uid)))) is not None:
            entry = replace(entry, **read_back(ActivityEntry, values, ActivityEntry.FIELDS))
        entries.setdefault(activity_id, {})[office_id] = entry
    return entries


def groups_of(period: ReportingPeriod, was: AcceptedValues) -> tuple[GroupSource, ...]:
    rows = (
        Activity.objects.of_project(period.project_id)
        .order_by("position", "pk", "responsibilities__position", "responsibilities__pk")
        .values_list(
            "pk",
            "uid",
            "parent_id",
            "code",
            "title",
            "ends_on",
            "output__outcome__position",
            "output__position",
            "position",
            "responsibilities__office_id",
        )
    )
    groups: dict[int, Any] = {}
    offices: dict[int, list[int]] = {}
    children: dict[int, list[Any]] = {}
    for row in rows:
        pk, parent_id, office_id = row[0], row[2], row[9]
        if pk not in offices:
            offices[pk] = []
            if parent_id is None:
                groups[pk] = row
            elif row[5] is None or row[5] >= period.starts_on:
                children.setdefault(parent_id, []).append(row)
        if office_id is not None:
            offices[pk].append(office_id)
    entries = entries_of(period, was)
    number = 0
    built = []
    for pk, head in sorted(groups.items(), key=lambda item: (item[1][6], item[1][7], item[1][8], item[0])):
        work_rows = []
        for row in children.get(pk, []):
            number += 1
            work_rows.append(
                RowSource(row[0], row[1], number, row[4], tuple(offices[row[0]]), entries.get(row[0], {}))
            )
        ended = head[5] is not None and head[5] < period.starts_on
        if work_rows or not ended:
            built.append(GroupSource(pk, head[1], head[3], head[4], tuple(work_rows)))
    return tuple(built)


def _indicator_entries(
    period: ReportingPeriod, was: AcceptedValues
) -> dict[int, dict[int, IndicatorEntrySource]]:
    names = tuple(IndicatorEntry.FIELDS)
    rows = IndicatorEntry.objects.filter(contribution__period=period).values(
        "pk", "indicator_id", "indicator__uid", "contribution__office_id", *names
    )
    entries: dict[int, dict[int, IndicatorEntrySource]] = {}
    for row in rows:
        office_id = row["contribution__office_id"]
        values = {name: row[name] for name in names}
        if (accepted := was.get((office_id, addresses.indicator(row["indicator__uid"])))) is not None:
            values = read_back(IndicatorEntry, accepted, names)
        entry = IndicatorEntrySource(pk=row["pk"], office_id=office_id, **values)
        entries.setdefault(row["indicator_id"], {})[office_id] = entry
    return entries


def indicators_of(period: ReportingPeriod, report: Any, was: AcceptedValues) -> tuple[IndicatorSource, ...]:
    steps = ("kind", "period_id", "due_on", "text", "value")
    rows: Iterable[Any] = (
        Indicator.objects.filter(project_id=period.project_id)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=period.starts_on))
        .annotate(
            office_id=F("responsibilities__office_id"),
            step_pk=F("milestones__pk"),
            **{f"step_{name}": F(f"milestones__{name}") for name in steps},
        )
        .order_by("position", "pk", "responsibilities__position", "milestones__position", "milestones__pk")
    )
    joint = (
        {text.indicator_id: text for text in JointIndicatorText.objects.filter(report=report)}
        if report
        else {}
    )
    entries = _indicator_entries(period, was)
    found: dict[int, Any] = {}
    offices: dict[int, dict[int, None]] = {}
    milestones: dict[int, dict[int, Any]] = {}
    for row in rows:
        found.setdefault(row.pk, row)
        if row.office_id is not None:
            offices.setdefault(row.pk, {})[row.office_id] = None
        if row.step_pk is not None:
            step = SimpleNamespace(**{name: getattr(row, f"step_{name}") for name in steps})
            milestones.setdefault(row.pk, {})[row.step_pk] = step
    return tuple(
        _indicator(
            row,
            period,
            offices.get(pk, {}),
            list(milestones.get(pk, {}).values()),
            entries.get(pk, {}),
            joint.get(pk),
        )
        for pk, row in found.items()
    )


def _indicator(
    row: Indicator,
    period: ReportingPeriod,
    offices: Iterable[int],
    milestones: list[Any],
    entries: dict[int, IndicatorEntrySource],
    joint: JointIndicatorText | None,
) -> IndicatorSource:
    return IndicatorSource(
        pk=row.pk,
        uid=row.uid,
        outcome_id=row.outcome_id,
        output_id=row.output_id,
        code=row.code,
        title=row.title,
        baseline_text=row.baseline_text,
        target_text=row.target_text,
        milestone_text="\n".join(filter(None, (step.text or number(step.value) for step in milestones))),
        plan=plan_of(row, milestones, period_id=period.pk),
        office_ids=tuple(offices),
        entries=entries,
        is_included=joint.is_included if joint else True,
        joint_progress=joint.progress if joint else "",
        joint_variance_reason=joint.variance_reason if joint else "",
        joint_record=joint,
        by_sex=row.by_sex,
        by_age=row.by_age,
    )


def answers_of(period: ReportingPeriod, was: AcceptedValues) -> tuple[AnswerSource, ...]:
    rows = (
        Answer.objects.filter(contribution__period=period)
        .order_by("pk", "lines__position", "lines__pk")
        .values_list(
            "pk",
            "contribution__office_id",
            "question_id",
            "outcome_id",
            "text",
            "choice",
            "choices",
            "amount",
            "lines__funder",
            "lines__amount",
            "lines__note",
            "question__key",
            "outcome__uid",
        )
    )
    found: dict[int, tuple[tuple[Any, ...], list[LineSource]]] = {}
    anchor_of: dict[int, str] = {}
    for row in rows:
        _head, lines = found.setdefault(row[0], (row[:8], []))
        if row[8] is not None:
            lines.append(LineSource(*row[8:11]))
        anchor_of[row[0]] = addresses.question(row[11], row[12] or "")
    answers = (replace(AnswerSource(*head), lines=tuple(lines)) for head, lines in found.values())
    return tuple(
        _as_accepted(answer, was.get((answer.office_id or 0, anchor_of[answer.pk]))) for answer in answers
    )


def _as_accepted(answer: AnswerSource, values: dict[str, Any] | None) -> AnswerSource:
    if values is None:
        return answer
    amount = Answer._meta.get_field("amount")
    return replace(
        answer,
        text=values.get("text", ""),
        choice=values.get("choice", ""),
        choices=values.get("choices", []),
        amount=amount.to_python(values.get("amount")),
        lines=tuple(
            LineSource(funder, amount.to_python(value), note)
            for funder, value, note in values.get("lines", [])
        ),
    )


def joint_of(report: Any) -> dict[tuple[int, int | None], AnswerSource]:
    if report is None:
        return {}
    return {
        (text.question_id, text.outcome_id): joint_answer(text)
        for text in JointAnswer.objects.filter(report=report)
    }


def attachments_of(period: ReportingPeriod) -> tuple[AttachmentSource, ...]:
    """Load what documents name: nothing internal, of no input that others may not read, no photo without consent.

    Of an input that was returned in part, what was there before stays handed in.
    """
    kept = Q(
        contribution__state__in=WRITABLE,
        contribution__is_partial=True,
        uploaded_at__lte=F("contribution__state_since"),
    )
    handed_in = Q(contribution__isnull=True) | Q(contribution__state__in=DONE) | kept
    rows: Iterable[Any] = (
        Attachment.objects.current()
        .filter(handed_in | Q(contribution__is_shared=True), period=period, is_internal=False)
        .exclude(kind=Attachment.Kind.PHOTO, has_consent=False)
        .annotate(is_handed_in=Case(When(handed_in, then=True), default=False))
        .values("title", "kind", "dated", "file_name", "url", "caption", "credit", "is_handed_in")
    )
    with translation.override(period.edition.language):
        kinds = {str(value): str(label) for value, label in Attachment.Kind.choices}
    return tuple(AttachmentSource(**{**row, "kind": kinds.get(row["kind"], row["kind"])}) for row in rows)


def joint_answer(text: JointAnswer) -> AnswerSource:
    """Return the coordinator's answer as a source."""
    return AnswerSource(
        pk=text.pk,
        office_id=None,
        question_id=text.question_id,
        outcome_id=text.outcome_id,
        text=text.text,
        choice=text.choice,
        choices=text.choices,
        amount=text.amount,
    )
