"""From an office's input to what the rules of the points to check read: rows, indicators, texts, required questions."""

from typing import Any

from django.utils.translation import gettext as _

from activities.models import Activity
from checks import facts
from checks.data import CheckInput, IndicatorReading, Required, Row, Text
from contributions.loaded import LoadedInput
from contributions.models import Contribution
from contributions.row_fields import FURTHER_TEXTS, ROW_TEXTS
from contributions.selectors import InputRecords
from core.zones import today
from discussion.address_words import where_in
from indicators import aggregation
from indicators.selectors import is_due_in, plan_of
from projects import addresses
from projects.models import Outcome, Question
from projects.place_words import indicator_words, row_words

# Questions that ask for plans, not for what was achieved.
PLANS = frozenset({"part3.evaluation_preparations", "part3.other"})


def check_input_of_input(loaded: LoadedInput, records: InputRecords) -> CheckInput:
    """Return one office's input as the rules read it; records are those of all its sections."""
    contribution = loaded.contribution
    reporting = contribution.period
    project, office = reporting.project, contribution.office.short_name
    rows, texts = _rows(contribution, records, office)
    indicator_readings, indicator_texts = _measures(contribution, records, office)
    answers, required = _answers(loaded, records, office)
    codes = Activity.objects.of_project(project.pk).filter(parent__isnull=True)
    return CheckInput(
        period_starts=reporting.starts_on,
        period_ends=reporting.ends_on,
        project_starts=project.starts_on,
        project_ends=project.ends_on,
        today=today(),
        is_final=reporting.kind == reporting.Kind.FINAL,
        texts=(*texts, *indicator_texts, *answers),
        rows=rows,
        indicator_readings=indicator_readings,
        required=required,
        activity_codes=tuple(codes.order_by("position", "pk").values_list("code", flat=True)),
    )


def _rows(
    contribution: Contribution, records: InputRecords, office: str
) -> tuple[tuple[Row, ...], list[Text]]:
    rows, texts = [], []
    own_uid = contribution.office.uid
    for entry in records.activity_entries:
        where = row_words(records.numbers.get(entry.activity_id, ""))
        others = records.other_activity_entries.get(entry.activity_id, [])
        parent = entry.activity.parent
        covers = facts.covered_by([entry.part, *(other.part for other in others)])
        row = row_of(
            entry,
            entry.carried,
            address=addresses.activity(entry.activity.uid),
            where=where,
            office=office,
            title=entry.activity.title,
            activity_code=parent.code if parent else "",
            is_covered=covers.get(own_uid, own_uid) != own_uid,
        )
        rows.append(row)
        texts += texts_of_row(row)
    return tuple(rows), texts


def row_of(
    entry: Any,
    carried: str | None,
    *,
    address: str,
    where: str,
    office: str,
    title: str,
    activity_code: str,
    is_covered: bool,
) -> Row:
    """Return one office's entry on a work row as the rules read it; `entry` is read by attribute only.

    `carried` is the text with which an earlier report printed the row as completed. While the row stays completed it
    is printed again; opened again with that text alone, nothing is written yet.
    """
    is_completed = entry.status == facts.COMPLETED
    is_old = facts.is_old_text(entry.progress, carried)
    text = facts.text_of_row(entry.status, entry.progress, carried)
    return Row(
        address=address,
        where=where,
        office=office,
        title=title,
        activity_code=activity_code,
        status=entry.status,
        progress="" if is_old and not is_completed else text,
        next_steps=entry.next_steps,
        texts=tuple((field.name, getattr(entry, field.name)) for field in FURTHER_TEXTS),
        is_carried=is_old
        and not entry.next_steps.strip()
        and facts.is_row_written(entry.status, entry.progress, carried),
        is_old_text=is_old,
        is_covered=is_covered,
    )


def texts_of_row(row: Row) -> list[Text]:
    """Return the running texts of a work row."""
    texts = {"progress": row.progress, **dict(row.texts)}
    return [
        Text(
            row.address,
            field.name,
            where_in(row.address, row.where, field.name),
            texts[field.name],
            row.office,
            tells=field.tells,
            is_new=not (row.is_old_text and field.name == "progress"),
        )
        for field in ROW_TEXTS
        if texts[field.name].strip()
    ]


def texts_of_indicator(
    address: str, where: str, progress: str, variance_reason: str, office: str = "", limit: int = 300
) -> list[Text]:
    """Return the running texts of an indicator, with the form's limit per cell."""
    fields = (("progress", progress, True), ("variance_reason", variance_reason, False))
    return [
        Text(address, name, where_in(address, where, name), text, office, limit=limit, tells=tells)
        for name, text, tells in fields
        if text.strip()
    ]


def _measures(
    contribution: Contribution, records: InputRecords, office: str
) -> tuple[tuple[IndicatorReading, ...], list[Text]]:
    indicator_readings, texts = [], []
    for entry in records.indicator_entries:
        last = records.last_indicator_entries.get(entry.indicator_id)
        plan = plan_of(
            entry.indicator,
            records.milestones.get(entry.indicator_id, []),
            period_id=contribution.period_id,
        )
        indicator_reading = indicator_reading_of(
            entry,
            plan,
            contribution.period,
            office=office,
            address=addresses.indicator(entry.indicator.uid),
            code=entry.indicator.code,
            title=entry.indicator.title,
            by_sex=entry.indicator.by_sex,
            by_age=entry.indicator.by_age,
            last_value=last.value if last else None,
            is_alone=not records.other_indicator_entries.get(entry.indicator_id),
        )
        indicator_readings.append(indicator_reading)
        texts += texts_of_indicator(
            indicator_reading.address, indicator_reading.where, entry.progress, entry.variance_reason, office
        )
    return tuple(indicator_readings), texts


def progress_in(
    reporting: Any, plan: aggregation.Plan, combined: aggregation.Combined
) -> aggregation.Progress:
    """Return how a figure stands against its plan at the cut-off of a reporting period."""
    return aggregation.progress(
        plan,
        combined.value,
        project_start=reporting.project.starts_on,
        project_end=reporting.project.ends_on,
        cut_off=reporting.data_as_of,
        margin=reporting.edition.margin,
        denominator=combined.denominator,
    )


def indicator_reading_of(
    entry: Any,
    plan: aggregation.Plan,
    reporting: Any,
    *,
    office: str,
    address: str,
    code: str,
    title: str,
    by_sex: bool,
    by_age: bool,
    last_value: Any,
    is_alone: bool,
) -> IndicatorReading:
    """Return one office's entry on an indicator as the rules read it; `entry` is read by attribute only.

    The target is for the indicator: the figure is held against it only where the office alone reports it.
    """
    reading = aggregation.Reading(
        office=office, value=entry.value, numerator=entry.numerator, denominator=entry.denominator
    )
    combined = aggregation.combine_offices(plan, [reading])
    judged = progress_in(reporting, plan, combined)
    return IndicatorReading(
        address=address,
        where=indicator_words(code),
        office=office,
        code=code,
        title=title,
        unit=plan.unit,
        target=plan.target if is_alone else None,
        target_is_ceiling=plan.target_is_ceiling,
        is_lower_better=plan.direction == aggregation.Direction.LOWER,
        is_cumulative=plan.accumulation == aggregation.Accumulation.SINCE_START,
        is_due=is_due_in(plan, reporting),
        asks_sex=by_sex,
        asks_age=by_age,
        progress=entry.progress,
        value=combined.value,
        last_value=last_value,
        women=entry.women,
        men=entry.men,
        under_30=entry.under_30,
        not_measured_because=entry.not_measured_because,
        is_expected=entry.expected_on is not None,
        variance_reason=entry.variance_reason,
        needs_reason=is_alone and judged.reason_needed,
        percent_achieved=judged.percent_achieved if is_alone else None,
    )


def _answers(
    loaded: LoadedInput, records: InputRecords, office: str
) -> tuple[list[Text], tuple[Required, ...]]:
    texts: list[Text] = []
    required: list[Required] = []
    is_alone = loaded.answering == 1
    for question in records.questions:
        per_outcome = question.section.kind == question.section.Kind.PER_OUTCOME
        outcomes: list[Outcome | None] = [*records.outcomes] if per_outcome else [None]
        for outcome in outcomes:
            answer = records.answers.get((question.pk, outcome.pk if outcome else None))
            address = addresses.question(question.key, outcome.uid if outcome else "")
            where = question_words(question.short, outcome.code if outcome else "")
            if answer is not None and answer.text.strip():
                texts.append(
                    Text(
                        address, "text", where, answer.text, office, question.limit, question.key not in PLANS
                    )
                )
            # Where several organisations are asked, the report needs an answer, not each of them.
            if question.is_required and (is_alone or question.who_answers == Question.Who.NAMED):
                is_answered = answer is not None and answer.is_written
                required.append(Required(address, where, is_answered, office))
    return texts, tuple(required)


def question_words(short: str, outcome_code: str = "") -> str:
    """Return how a question is called: "Progress summary, outcome 1"."""
    return (
        _("%(question)s, outcome %(code)s") % {"question": short, "code": outcome_code}
        if outcome_code
        else short
    )
