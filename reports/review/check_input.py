"""From a report's sources to what the rules read: every office's rows and the joint texts as they will be printed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from checks.data import CheckInput, IndicatorReading, Required, Row, Text
from contributions.models import IndicatorEntry
from contributions.points.check_input import (
    PLANS,
    indicator_reading_of,
    question_words,
    row_of,
    texts_of_indicator,
    texts_of_row,
)
from core.answers import says_nothing
from core.zones import today
from indicators.aggregation import Accumulation, Combine, Direction
from projects import addresses
from projects.models import ReportingPeriod
from projects.place_words import indicator_words, row_words
from reports.assembling.annex import covered_by
from reports.assembling.answers import is_answered, printed_question
from reports.assembling.cover import total_budget
from reports.assembling.sources import IndicatorSource, ReportSources
from reports.assembling.table import measured

Last = Mapping[tuple[int, int], Decimal]


def last_values(period: ReportingPeriod) -> Last:
    """Return what each office last measured on each indicator, by (indicator, office) (one query)."""
    earlier = ReportingPeriod.objects.earlier_than(period).order_by("-ends_on", "-starts_on").values("pk")[:1]
    rows = IndicatorEntry.objects.filter(contribution__period__in=list(earlier.values_list("pk", flat=True)))
    return {
        (indicator_id, office_id): value
        for indicator_id, office_id, value in rows.filter(value__isnull=False).values_list(
            "indicator_id", "contribution__office_id", "value"
        )
        if value is not None
    }


def material_of_report(sources: ReportSources, last: Last) -> CheckInput:
    """Return a whole report as the rules read it; `last` are the values of the period before."""
    rows = _rows(sources)
    indicator_readings, indicator_texts = _measures(sources, last)
    answers, required = _answers(sources)
    texts = [text for row in rows for text in texts_of_row(row)]
    texts += indicator_texts
    project, period = sources.project, sources.period
    return CheckInput(
        period_starts=period.starts_on,
        period_ends=period.ends_on,
        project_starts=project.starts_on,
        project_ends=project.ends_on,
        today=today(),
        is_final=period.kind == "final",
        texts=(*texts, *answers),
        rows=rows,
        indicator_readings=indicator_readings,
        required=required,
        activity_codes=tuple(group.code for group in sources.groups),
        indicator_codes=tuple(
            (addresses.indicator(indicator.uid), indicator.code) for indicator in sources.indicators
        ),
        outcomes=len(sources.outcomes),
        gender_marker=project.gender_marker,
        gender_budget=project.gender_budget,
        total_budget=total_budget(sources),
        is_whole=True,
    )


def _rows(sources: ReportSources) -> tuple[Row, ...]:
    rows = []
    for group in sources.groups:
        for row in group.rows:
            covers = covered_by(row, sources)
            for office_id in row.office_ids:
                entry = row.entries.get(office_id)
                if entry is None or office_id not in sources.readable:
                    continue
                rows.append(
                    row_of(
                        entry,
                        entry.carried,
                        address=addresses.activity(row.uid),
                        where=row_words(row.number),
                        office=sources.office_name(office_id),
                        title=row.title,
                        activity_code=group.code,
                        is_covered=covers.get(office_id, office_id) != office_id,
                    )
                )
    return tuple(rows)


def _measures(sources: ReportSources, last: Last) -> tuple[tuple[IndicatorReading, ...], list[Text]]:
    """Return each office's reading and, where several report, the joint one that is held against the target."""
    indicator_readings: list[IndicatorReading] = []
    texts: list[Text] = []
    for indicator in sources.indicators:
        if not indicator.is_included:
            continue
        parts = _parts(indicator, sources, last)
        indicator_readings += parts
        if len(indicator.office_ids) > 1 and parts and indicator.plan.combine != Combine.NONE:
            indicator_readings.append(_joint_measure(indicator, sources))
        texts += _texts_of(indicator, parts)
    return tuple(indicator_readings), texts


def _parts(indicator: IndicatorSource, sources: ReportSources, last: Last) -> list[IndicatorReading]:
    is_alone = len(indicator.office_ids) < 2
    parts = []
    for office_id, entry in indicator.entries.items():
        if office_id not in sources.readable:
            continue
        part = indicator_reading_of(
            entry,
            indicator.plan,
            sources.period,
            office=sources.office_name(office_id),
            address=addresses.indicator(indicator.uid),
            code=indicator.code,
            title=indicator.title,
            by_sex=indicator.by_sex,
            by_age=indicator.by_age,
            last_value=last.get((indicator.pk, office_id)),
            is_alone=is_alone,
        )
        if is_alone and indicator.joint_variance_reason.strip():  # printed instead of the office's own
            part = replace(part, variance_reason=indicator.joint_variance_reason)
        parts.append(part)
    return parts


def _joint_measure(indicator: IndicatorSource, sources: ReportSources) -> IndicatorReading:
    """Return an indicator as it is printed: the combined figure with the joint reason, or every office's."""
    combined, judged, entries = measured(indicator, sources)
    plan = indicator.plan
    reasons = [entry.variance_reason for entry in entries if not says_nothing(entry.variance_reason)]
    return IndicatorReading(
        address=addresses.indicator(indicator.uid),
        where=indicator_words(indicator.code),
        office="",
        code=indicator.code,
        title=indicator.title,
        unit=plan.unit,
        target=plan.target,
        target_is_ceiling=plan.target_is_ceiling,
        is_lower_better=plan.direction == Direction.LOWER,
        is_cumulative=plan.accumulation == Accumulation.SINCE_START,
        is_due=False,  # a missing figure is asked of each office
        progress=indicator.joint_progress.strip() or "\n\n".join(entry.progress for entry in entries),
        value=combined.value,
        variance_reason=indicator.joint_variance_reason.strip() or "\n\n".join(reasons),
        needs_reason=judged.reason_needed,
        percent_achieved=judged.percent_achieved,
    )


def _texts_of(indicator: IndicatorSource, parts: Iterable[IndicatorReading]) -> list[Text]:
    """Return the texts of an indicator that are printed: the coordinator's, or else each office's."""
    address, where = addresses.indicator(indicator.uid), indicator_words(indicator.code)
    joint_progress, joint_reason = indicator.joint_progress.strip(), indicator.joint_variance_reason.strip()
    texts = texts_of_indicator(address, where, joint_progress, joint_reason)
    for part in parts:
        progress = "" if joint_progress else part.progress
        texts += texts_of_indicator(
            address, where, progress, "" if joint_reason else part.variance_reason, part.office
        )
    return texts


def _answers(sources: ReportSources) -> tuple[list[Text], tuple[Required, ...]]:
    texts: list[Text] = []
    required: list[Required] = []
    for section in sources.sections:
        if section.kind not in ("questions", "per_outcome"):
            continue
        for outcome in sources.outcomes if section.kind == "per_outcome" else (None,):
            for question in section.questions:
                address = addresses.question(question.key, outcome.uid if outcome else "")
                where = question_words(question.short, outcome.code if outcome else "")
                printed = printed_question(question, outcome.pk if outcome else None, sources)
                if printed.printed.strip() and question.type != "money":
                    tells = question.key not in PLANS
                    texts.append(Text(address, "text", where, printed.printed, "", question.limit, tells))
                if question.is_required:
                    answered = is_answered(printed, question, outcome.pk if outcome else None, sources)
                    required.append(Required(address, where, answered))
    return texts, tuple(required)
