"""Indicators as blocks of a page, with the progress that the portal computes."""

from typing import Any

from django.utils.translation import gettext as _

import checks
from contributions.forms import IndicatorEntryForm
from contributions.models import Contribution, IndicatorEntry
from contributions.pages.blocks import Block, Group, ReferenceText, kept, period_words
from contributions.points.check_input import progress_in
from contributions.selectors import ROW_ANCHOR, InputRecords
from core.formatting import day, number
from core.markup import to_html
from indicators import aggregation
from indicators.selectors import is_due_in, plan_of
from projects import addresses


def indicator_groups(contribution: Contribution, records: InputRecords, data: Any) -> list[Group]:
    """Return the office's indicators under their outcome or output."""
    groups: dict[str, Group] = {}
    for entry in records.indicator_entries:
        address = entry.indicator.outcome or entry.indicator.output
        assert address is not None  # by constraint
        words = _("Outcome %(code)s") if entry.indicator.outcome_id else _("Output %(code)s")
        group = groups.setdefault(
            address.uid, Group(f"place-{address.uid}", words % {"code": address.code}, address.title, "")
        )
        group.blocks.append(_indicator_block(entry, contribution, records, data))
    return list(groups.values())


def _indicator_block(
    entry: IndicatorEntry, contribution: Contribution, records: InputRecords, data: Any
) -> Block:
    indicator, reporting = entry.indicator, contribution.period
    milestones = records.milestones.get(indicator.pk, [])
    plan = plan_of(indicator, milestones, period_id=reporting.pk)
    is_due = is_due_in(plan, reporting)
    form = IndicatorEntryForm(data, prefix=f"i-{entry.uid}", record=entry)
    block = Block(
        anchor=f"{ROW_ANCHOR}{entry.uid}",
        code=_("Indicator %(code)s") % {"code": indicator.code},
        title=indicator.title,
        form=form,
        kind="indicator",
        address=addresses.indicator(indicator.uid),
        lead=f"{indicator.get_direction_display()} · {indicator.get_accumulation_display()}",
        is_written=entry.is_written,
        is_folded=not is_due and not entry.is_written,
        note="" if is_due else aggregation.not_due_words(plan),
    )
    if entry.is_written:
        block.status_key, block.status_label = "done", _("Written")
    elif is_due:
        block.status_key, block.status_label = "todo", _("Not written yet")
    else:
        block.status_key, block.status_label = "blocked", _("Not due")
    block.facts = [
        (_("Baseline"), indicator.baseline_text or number(indicator.baseline_value)),
        (_("Target"), indicator.target_text or number(indicator.target_value)),
        *((_("Milestone"), step.text or number(step.value)) for step in milestones),
    ]
    _judge(block, entry, contribution, plan)
    block.references = [*_last_indicator(records, entry), *_others_on_indicator(records, entry)]
    block.read = _read_indicator(entry)
    project = reporting.project
    block.warnings += kept(
        checks.over_limit(entry.progress, 300),
        checks.outside_project(_("Measured on"), entry.measured_on, project.starts_on, project.ends_on),
    )
    return block


def _judge(block: Block, entry: IndicatorEntry, contribution: Contribution, plan: aggregation.Plan) -> None:
    reporting = contribution.period
    reading = aggregation.Reading(
        office=contribution.office.short_name,
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        measured_on=entry.measured_on,
    )
    combined = aggregation.combine_offices(plan, [reading])
    if combined.value is None:
        return
    progress = progress_in(reporting, plan, combined)
    block.formula = progress.formula
    block.note = progress.note or block.note
    if progress.reason_needed and not entry.variance_reason.strip():
        block.warnings.append(
            _("This figure is off track (%(words)s): give the reason for the variance before you submit.")
            % {"words": progress.variance_words}
        )


def _last_indicator(records: InputRecords, entry: IndicatorEntry) -> list[ReferenceText]:
    last = records.last_indicator_entries.get(entry.indicator_id)
    if last is None or not last.is_written:
        return []
    parts = [("", to_html(last.progress))] if last.progress.strip() else []
    if last.value is not None:
        parts.append((_("Number"), number(last.value)))
    if last.not_measured_because.strip():
        parts.append((_("Not measured, because"), to_html(last.not_measured_because)))
    return [ReferenceText(_("Last time, %(period)s") % {"period": period_words(last.contribution)}, parts)]


def _others_on_indicator(records: InputRecords, entry: IndicatorEntry) -> list[ReferenceText]:
    blocks = []
    for other in records.other_indicator_entries.get(entry.indicator_id, []):
        name = other.contribution.office.short_name
        if not other.contribution.is_readable_by_others:
            blocks.append(ReferenceText(name, [("", to_html(_("Has not shared its part yet.")))]))
        elif other.is_written:
            figures = number(other.value) if other.value is not None else ""
            blocks.append(
                ReferenceText(_("%(office)s writes") % {"office": name}, [(figures, to_html(other.progress))])
            )
    return blocks


def _read_indicator(entry: IndicatorEntry) -> list[tuple[str, str]]:
    shown = [(_("Current progress"), to_html(entry.progress)), (_("Number"), number(entry.value))]
    if entry.numerator is not None or entry.denominator is not None:
        shown.append((_("Part of whole"), f"{number(entry.numerator)} / {number(entry.denominator)}"))
    split = [
        (_("Women"), entry.women),
        (_("Men"), entry.men),
        (_("Under 30"), entry.under_30),
    ]
    shown += [(label, number(value)) for label, value in split if value is not None]
    shown += [
        (_("Measured on"), day(entry.measured_on)),
        (_("Source"), to_html(entry.source)),
        (_("Not measured, because"), to_html(entry.not_measured_because)),
        (_("Figure expected on"), day(entry.expected_on)),
        (_("Reason for variance or delay"), to_html(entry.variance_reason)),
    ]
    return [(label, html) for label, html in shown if html]
