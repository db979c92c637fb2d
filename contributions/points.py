"""From an office's input to what the rules read, and the points with what was answered to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from activities.models import Activity
from contributions import places
from contributions.checks.data import Material, Measure, Point, Required, Row, Severity, Text
from contributions.checks.rules import find_points
from contributions.models import Contribution, PointAnswer, StoredPoint
from contributions.selectors import InputRecords, opened_places
from core.zones import today
from indicators import aggregation
from indicators.selectors import plan_of
from projects.models import Outcome, Question, ReportingPeriod

# Questions that ask for plans, not for what was achieved.
PLANS = frozenset({"part3.evaluation_preparations", "part3.other"})


def row_words(number: int | str) -> str:
    """Return how a work row is called: "Row 3"."""
    return _("Row %(number)s") % {"number": number}


def indicator_words(code: str) -> str:
    """Return how an indicator is called: "Indicator 1.1.1"."""
    return _("Indicator %(code)s") % {"code": code}


def field_words(place_words: str, name: str) -> str:
    """Return a place with one of its fields: "Row 3, progress achieved"."""
    labels = {
        "progress": _("progress"),
        "next_steps": _("next steps"),
        "variance_reason": _("reason for variance"),
    }
    return f"{place_words}, {labels.get(name, name)}"


def material_of_input(contribution: Contribution, records: InputRecords) -> Material:
    """Return one office's input as the rules read it; records are those of all its sections."""
    reporting = contribution.period
    project, office = reporting.project, contribution.office.short_name
    rows, texts = _rows(contribution, records, office)
    measures, indicator_texts = _measures(contribution, records, office)
    answers, required = _answers(contribution, records, office)
    codes = Activity.objects.of_project(project.pk).filter(parent__isnull=True)
    return Material(
        period_starts=reporting.starts_on,
        period_ends=reporting.ends_on,
        project_starts=project.starts_on,
        project_ends=project.ends_on,
        today=today(),
        is_final=reporting.kind == reporting.Kind.FINAL,
        texts=(*texts, *indicator_texts, *answers),
        rows=rows,
        measures=measures,
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
        row = Row(
            place=places.activity(entry.activity.uid),
            where=where,
            office=office,
            title=entry.activity.title,
            activity_code=parent.code if parent else "",
            status=entry.status,
            progress=entry.progress,
            next_steps=entry.next_steps,
            is_carried=entry.carried_from_id is not None,
            is_told=any(own_uid in other.written_with and other.progress.strip() for other in others),
        )
        rows.append(row)
        texts += texts_of_row(row)
    return tuple(rows), texts


def texts_of_row(row: Row) -> list[Text]:
    """Return the running texts of a work row."""
    fields = (("progress", row.progress, True), ("next_steps", row.next_steps, False))
    return [
        Text(row.place, name, field_words(row.where, name), text, row.office, tells=tells)
        for name, text, tells in fields
        if text.strip()
    ]


def texts_of_measure(measure: Measure, limit: int = 300) -> list[Text]:
    """Return the running texts of an indicator, with the form's limit per cell."""
    fields = (("progress", measure.progress, True), ("variance_reason", measure.variance_reason, False))
    return [
        Text(
            measure.place,
            name,
            field_words(measure.where, name),
            text,
            measure.office,
            limit=limit,
            tells=tells,
        )
        for name, text, tells in fields
        if text.strip()
    ]


def _measures(
    contribution: Contribution, records: InputRecords, office: str
) -> tuple[tuple[Measure, ...], list[Text]]:
    measures, texts = [], []
    for entry in records.indicator_entries:
        last = records.last_indicator_entries.get(entry.indicator_id)
        plan = plan_of(
            entry.indicator,
            records.milestones.get(entry.indicator_id, []),
            period_id=contribution.period_id,
        )
        measure = measure_of(
            entry,
            plan,
            contribution.period,
            office=office,
            place=places.indicator(entry.indicator.uid),
            code=entry.indicator.code,
            title=entry.indicator.title,
            by_sex=entry.indicator.by_sex,
            by_age=entry.indicator.by_age,
            last_value=last.value if last else None,
        )
        measures.append(measure)
        texts += texts_of_measure(measure)
    return tuple(measures), texts


def measure_of(
    entry: Any,
    plan: aggregation.Plan,
    reporting: Any,
    *,
    office: str,
    place: str,
    code: str,
    title: str,
    by_sex: bool,
    by_age: bool,
    last_value: Any,
) -> Measure:
    """Return one office's entry on an indicator as the rules read it; `entry` is read by attribute only."""
    reading = aggregation.Reading(
        office=office, value=entry.value, numerator=entry.numerator, denominator=entry.denominator
    )
    combined = aggregation.combine_offices(plan, [reading])
    judged = aggregation.progress(
        plan,
        combined.value,
        project_start=reporting.project.starts_on,
        project_end=reporting.project.ends_on,
        cut_off=reporting.data_as_of,
        margin=reporting.edition.margin,
        denominator=combined.denominator,
    )
    return Measure(
        place=place,
        where=indicator_words(code),
        office=office,
        code=code,
        title=title,
        unit=plan.unit,
        target=plan.target,
        target_is_ceiling=plan.target_is_ceiling,
        is_lower_better=plan.direction == aggregation.Direction.LOWER,
        is_cumulative=plan.accumulation == aggregation.Accumulation.SINCE_START,
        is_due=aggregation.is_due(
            plan, period_ends=reporting.ends_on, is_final=reporting.kind == reporting.Kind.FINAL
        ),
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
        needs_reason=judged.reason_needed,
        percent_achieved=judged.percent_achieved,
    )


def _answers(
    contribution: Contribution, records: InputRecords, office: str
) -> tuple[list[Text], tuple[Required, ...]]:
    texts: list[Text] = []
    required: list[Required] = []
    is_alone = (getattr(contribution, "answering", None) or 1) == 1
    for question in records.questions:
        per_outcome = question.section.kind == question.section.Kind.PER_OUTCOME
        outcomes: list[Outcome | None] = [*records.outcomes] if per_outcome else [None]
        for outcome in outcomes:
            answer = records.answers.get((question.pk, outcome.pk if outcome else None))
            place = places.question(question.key, outcome.uid if outcome else "")
            where = question_words(question.short, outcome.code if outcome else "")
            if answer is not None and answer.text.strip():
                texts.append(
                    Text(place, "text", where, answer.text, office, question.limit, question.key not in PLANS)
                )
            # Where several organisations are asked, the report needs an answer, not each of them.
            if question.is_required and (is_alone or question.who_answers == Question.Who.NAMED):
                is_answered = answer is not None and answer.is_written
                required.append(Required(place, where, is_answered, office))
    return texts, tuple(required)


def question_words(short: str, outcome_code: str = "") -> str:
    """Return how a question is called: "Progress summary, outcome 1"."""
    return (
        _("%(question)s, outcome %(code)s") % {"question": short, "code": outcome_code}
        if outcome_code
        else short
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A point with what was answered to it, and where it can be corrected."""

    point: Point
    answer: str = ""
    is_dismissed: bool = False
    answered_by: str = ""
    url: str = ""

    @property
    def is_settled(self) -> bool:
        """Answer whether it asks nothing any more: a reason or a sentence was written, or the hint was dismissed."""
        return bool(self.answer) or self.is_dismissed


@dataclass(frozen=True, slots=True)
class HintGroup:
    """Hints that say the same of several places."""

    sentence: str
    all: tuple[Asked, ...]

    @property
    def keys(self) -> str:
        """Return what dismisses all of them."""
        return ",".join(asked.point.key for asked in self.all)


@dataclass(frozen=True, slots=True)
class Points:
    """The points of an input or a report, in order."""

    all: tuple[Asked, ...] = field(default_factory=tuple)

    def of(self, severity: str) -> tuple[Asked, ...]:
        """Return those of one severity that have not been dismissed."""
        return tuple(
            asked for asked in self.all if asked.point.severity == severity and not asked.is_dismissed
        )

    @property
    def stops(self) -> tuple[Asked, ...]:
        return self.of(Severity.STOP)

    @property
    def figures(self) -> tuple[Asked, ...]:
        return self.of(Severity.FIGURE)

    @property
    def hints(self) -> tuple[Asked, ...]:
        return self.of(Severity.HINT)

    @property
    def hint_groups(self) -> list[HintGroup]:
        """Return the hints, those that say the same together."""
        groups: dict[str, list[Asked]] = {}
        for asked in self.hints:
            groups.setdefault(asked.point.sentence, []).append(asked)
        return [HintGroup(sentence, tuple(group)) for sentence, group in groups.items()]

    @property
    def dismissed(self) -> tuple[Asked, ...]:
        return tuple(asked for asked in self.all if asked.is_dismissed)

    @property
    def stops_without_reason(self) -> tuple[Asked, ...]:
        return tuple(asked for asked in self.stops if not asked.is_settled)

    def at(self, place: str) -> tuple[Asked, ...]:
        """Return the points of one place that have not been dismissed."""
        return tuple(asked for asked in self.all if asked.point.place == place and not asked.is_dismissed)


def points_of_input(
    contribution: Contribution, records: InputRecords, urls: Mapping[str, str] | None = None
) -> Points:
    """Return the points of an input with what was answered; `urls` leads from a place to its field."""
    found = find_points(material_of_input(contribution, records))
    opened = opened_places(contribution)
    if opened is not None:  # what was not returned stays as it was accepted
        found = [point for point in found if point.place in opened]
    return with_answers(found, PointAnswer.objects.filter(contribution=contribution), urls or {})


def with_answers(found: Iterable[Point], answers: QuerySet[PointAnswer], urls: Mapping[str, str]) -> Points:
    """Return points with the answers that still fit: an answer names the text it was given to."""
    given = {answer.key: answer for answer in answers.select_related("by")}
    asked = []
    for point in found:
        answer = given.get(point.key)
        asked.append(
            Asked(
                point,
                answer.text if answer else "",
                bool(answer and answer.is_dismissed),
                str(answer.by) if answer else "",
                urls.get(point.place, ""),
            )
        )
    return Points(tuple(asked))


def stored_points_of(period: ReportingPeriod, sending: int) -> QuerySet[StoredPoint]:
    """Return the points of the joint report as they stood when it was sent to review for this time."""
    return StoredPoint.objects.filter(period=period, contribution__isnull=True, sending=sending)
