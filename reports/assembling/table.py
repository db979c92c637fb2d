"""The indicator table: people's words beside the figures that the arithmetic gives."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from core.answers import says_something
from core.formatting import day, number
from documents import data
from indicators import aggregation
from projects import addresses
from reports.assembling.answers import joined_texts
from reports.assembling.sources import IndicatorEntrySource, IndicatorSource, PlanItemSource, ReportSources

_LARGE = Decimal(10) ** 18


def verdict_labels() -> dict[str, str]:
    """Return the words for each verdict in the active language."""
    return {
        "on_track": _("On track"),
        "off_track": _("Off track"),
        "achieved": _("Achieved"),
        "over_achieved": _("Over-achieved"),
        "no_verdict": "",
    }


def indicator_groups(
    sources: ReportSources, labels: Mapping[str, str], columns: tuple[data.Column, ...]
) -> tuple[data.IndicatorGroup, ...]:
    """Return outcomes and outputs in order, each with the indicators chosen for this report."""
    words = verdict_labels()
    groups = []
    for outcome in sources.outcomes:
        for address, key in (
            (outcome, "outcome_heading"),
            *((output, "output_heading") for output in outcome.outputs),
        ):
            chosen = tuple(
                _indicator(indicator, sources, labels, columns, words)
                for indicator in sources.indicators
                if indicator.is_included
                and _is_under(indicator, address, is_outcome=key == "outcome_heading")
            )
            if chosen:
                heading = labels.get(key, "{number}").format(number=address.code)
                groups.append(data.IndicatorGroup(heading, address.title, chosen))
    return tuple(groups)


def _is_under(indicator: IndicatorSource, address: PlanItemSource, *, is_outcome: bool) -> bool:
    return (indicator.outcome_id if is_outcome else indicator.output_id) == address.pk


def reading(entry: IndicatorEntrySource, office: str, starts: date, ends: date) -> aggregation.Reading:
    """Return an office's entry as the arithmetic reads it."""
    return aggregation.Reading(
        office=office,
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        women=_decimal(entry.women),
        men=_decimal(entry.men),
        under_30=_decimal(entry.under_30),
        measured_on=entry.measured_on,
        period_starts=starts,
        period_ends=ends,
        not_measured=says_something(entry.not_measured_because),
        expected_on=entry.expected_on,
    )


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def rounded(value: Decimal | None, step: str = "0.0001") -> Decimal | None:
    """Return a computed figure as all documents print it; a figure too large to round stays as it is."""
    if value is None or abs(value) >= _LARGE:
        return value
    return value.quantize(Decimal(step), ROUND_HALF_UP).normalize() + 0


def text_or_number(text: str, value: Decimal | None) -> str:
    """Return what people wrote, else the number alone."""
    return text if text.strip() else number(value)


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def measured(
    indicator: IndicatorSource, sources: ReportSources
) -> tuple[aggregation.Combined, aggregation.Progress, tuple[IndicatorEntrySource, ...]]:
    """Return the combined figure, how it stands against the plan, and the entries it was made from."""
    readable = sources.readable
    period = sources.period
    entries = tuple(
        indicator.entries[office_id]
        for office_id in indicator.office_ids
        if office_id in indicator.entries and office_id in readable
    )
    by_office = {entry.office_id: entry for entry in entries}
    readings = [
        reading(by_office[office_id], sources.office_name(office_id), period.starts_on, period.ends_on)
        if office_id in by_office
        else aggregation.Reading(office=sources.office_name(office_id))
        for office_id in indicator.office_ids
    ]
    combined = aggregation.combine_offices(indicator.plan, readings)
    progress = aggregation.progress(
        indicator.plan,
        combined.value,
        project_start=sources.project.starts_on,
        project_end=sources.project.ends_on,
        cut_off=period.data_as_of,
        margin=sources.edition.margin,
        not_measured=bool(entries) and all(says_something(entry.not_measured_because) for entry in entries),
        expected_on=next((entry.expected_on for entry in entries if entry.expected_on), None),
        denominator=combined.denominator,
    )
    return combined, progress, entries


def entry_words(entry: IndicatorEntrySource) -> str:
    """Return what one office says on an indicator: its text, else why there is no figure or when one will be."""
    if says_something(entry.progress):
        return entry.progress
    if says_something(entry.not_measured_because):
        return _("Not measured, because: %(reason)s") % {"reason": entry.not_measured_because}
    if entry.expected_on:
        words = {"date": day(entry.expected_on), "source": entry.expected_source}
        return (
            _("Expected on %(date)s from %(source)s") if entry.expected_source else _("Expected on %(date)s")
        ) % words
    return entry.progress


def _indicator(
    indicator: IndicatorSource,
    sources: ReportSources,
    labels: Mapping[str, str],
    columns: tuple[data.Column, ...],
    words: Mapping[str, str],
) -> data.Indicator:
    combined, progress, entries = measured(indicator, sources)
    named = [(sources.office_name(entry.office_id), entry) for entry in entries]
    texts = joined_texts([(name, entry_words(entry)) for name, entry in named])
    reasons = joined_texts([(name, entry.variance_reason) for name, entry in named])
    offices = ", ".join(sources.office_name(office_id) for office_id in indicator.office_ids)
    source = "; ".join(dict.fromkeys(entry.source for entry in entries if entry.source))
    shown = {
        "baseline": text_or_number(indicator.baseline_text, indicator.plan.baseline),
        "target": text_or_number(indicator.target_text, indicator.plan.target),
        "milestone": indicator.milestone_text,
        "progress": indicator.joint_progress.strip() or texts,
        "variance_reason": indicator.joint_variance_reason.strip() or reasons,
        "unit": indicator.plan.unit,
        "source": source,
        "offices": offices,
    }
    return data.Indicator(
        uid=indicator.uid,
        code=indicator.code,
        heading=labels.get("indicator_heading", "Indicator {number}").format(number=indicator.code),
        title=indicator.title,
        cells={column.key: shown[column.field] for column in columns if column.field in shown},
        unit=indicator.plan.unit,
        direction=indicator.plan.direction.value,
        baseline_value=indicator.plan.baseline,
        target_value=indicator.plan.target,
        target_to_date=rounded(progress.target_to_date.value),
        value=rounded(combined.value),
        variance=rounded(progress.variance),
        percent_achieved=rounded(progress.percent_achieved, "0.1"),
        status=progress.verdict.value,
        status_label=words.get(progress.verdict.value, ""),
        formula=str(progress.formula),
        women=_whole(combined.women),
        men=_whole(combined.men),
        under_30=_whole(combined.under_30),
        measured_on=max((entry.measured_on for entry in entries if entry.measured_on), default=None),
        source=source,
        offices=offices,
        address=addresses.indicator(indicator.uid),
    )
