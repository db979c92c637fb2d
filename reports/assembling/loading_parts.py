"""The large parts of a report: work rows, indicators, answers, joint texts, attachments. One query each, or two."""

from collections.abc import Iterable, Mapping
from dataclasses import fields as dataclass_fields
from types import SimpleNamespace
from typing import Any

from django.db.models import Case, F, Q, When
from django.utils import translation

from activities.models import Activity
from contributions.models import (
    ActivityEntry,
    Answer,
    AnswerLine,
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

AcceptedValues = Mapping[tuple[int, str], Mapping[str, Any]]  # (office, address) -> values by field
LINE_FIELDS = ("funder", "amount", "note")


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
        for office_id, address, values in rows.values_list(
            "contribution__office_id", "address", "accepted_values"
        )
    }


def _names_of(source: type[Any], fields: Iterable[str]) -> tuple[str, ...]:
    """Return those of a model's fields that a source holds under the same names."""
    held = {item.name for item in dataclass_fields(source)}
    return tuple(name for name in fields if name in held)


def entries_of(period: ReportingPeriod, accepted: AcceptedValues) -> dict[int, dict[int, EntrySource]]:
    names = _names_of(EntrySource, ActivityEntry.FIELDS)
    rows = ActivityEntry.objects.filter(contribution__period=period).values(
        "pk",
        "activity_id",
        "activity__uid",
        *names,
        office_id=F("contribution__office_id"),
        carried=F("carried_from__progress"),
    )
    entries: dict[int, dict[int, EntrySource]] = {}
    for row in rows:
        values = {name: row[name] for name in names}
        if (kept := accepted.get((row["office_id"], addresses.activity(row["activity__uid"])))) is not None:
            values = read_back(ActivityEntry, kept, names)
        entry = EntrySource(pk=row["pk"], office_id=row["office_id"], carried=row["carried"], **values)
        entries.setdefault(row["activity_id"], {})[row["office_id"]] = entry
    return entries


def groups_of(period: ReportingPeriod, accepted: AcceptedValues) -> tuple[GroupSource, ...]:
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
    entries = entries_of(period, accepted)
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
    period: ReportingPeriod, accepted: AcceptedValues
) -> dict[int, dict[int, IndicatorEntrySource]]:
    names = _names_of(IndicatorEntrySource, IndicatorEntry.FIELDS)
    rows = IndicatorEntry.objects.filter(contribution__period=period).values(
        "pk", "indicator_id", "indicator__uid", "contribution__office_id", *names
    )
    entries: dict[int, dict[int, IndicatorEntrySource]] = {}
    for row in rows:
        office_id = row["contribution__office_id"]
        values = {name: row[name] for name in names}
        if (kept := accepted.get((office_id, addresses.indicator(row["indicator__uid"])))) is not None:
            values = read_back(IndicatorEntry, kept, names)
        entry = IndicatorEntrySource(pk=row["pk"], office_id=office_id, **values)
        entries.setdefault(row["indicator_id"], {})[office_id] = entry
    return entries


def indicators_of(
    period: ReportingPeriod, report: Any, accepted: AcceptedValues
) -> tuple[IndicatorSource, ...]:
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
    entries = _indicator_entries(period, accepted)
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


def answers_of(period: ReportingPeriod, accepted: AcceptedValues) -> tuple[AnswerSource, ...]:
    names = _names_of(AnswerSource, Answer.FIELDS)
    rows = (
        Answer.objects.filter(contribution__period=period)
        .order_by("pk", "lines__position", "lines__pk")
        .values(
            "pk",
            "question_id",
            "outcome_id",
            *names,
            *(f"lines__{name}" for name in LINE_FIELDS),
            office_id=F("contribution__office_id"),
            key=F("question__key"),
            outcome_uid=F("outcome__uid"),
        )
    )
    found: dict[int, tuple[dict[str, Any], list[LineSource]]] = {}
    for row in rows:
        _head, lines = found.setdefault(row["pk"], (row, []))
        if row["lines__funder"] is not None:
            lines.append(LineSource(**{name: row[f"lines__{name}"] for name in LINE_FIELDS}))
    answers = []
    for pk, (row, lines) in found.items():
        values = {name: row[name] for name in names}
        printed = tuple(lines)
        address = addresses.question(row["key"], row["outcome_uid"] or "")
        if (kept := accepted.get((row["office_id"], address))) is not None:
            values, printed = read_back(Answer, kept, names), _accepted_lines(kept)
        answers.append(
            AnswerSource(
                pk=pk,
                office_id=row["office_id"],
                question_id=row["question_id"],
                outcome_id=row["outcome_id"],
                lines=printed,
                **values,
            )
        )
    return tuple(answers)


def _accepted_lines(kept: Mapping[str, Any]) -> tuple[LineSource, ...]:
    amount = AnswerLine._meta.get_field("amount")
    return tuple(
        LineSource(funder=funder, amount=amount.to_python(value), note=note)
        for funder, value, note in kept.get("lines", [])
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
