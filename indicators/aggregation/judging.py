"""A value against its plan: percent of what was promised, verdict, and the formula in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from .data import Plan, Progress, TargetSource, TargetToDate, Verdict
from .exact import calm, finite, ratio
from .pacing import target_date, target_to_date
from .words import (
    moved_total_words,
    not_measured_words,
    number_words,
    percent_words,
    sentences,
    term,
    variance_words,
)

DEFAULT_MARGIN = Decimal("0.10")
_FAR_BEYOND = Decimal(150)


@calm
def progress(
    plan: Plan,
    value: Decimal | None,
    *,
    project_start: date | None,
    project_end: date | None,
    cut_off: date,
    margin: Decimal = DEFAULT_MARGIN,
    not_measured: bool = False,
    expected_on: date | None = None,
    denominator: Decimal | None = None,
) -> Progress:
    """Measure a value against its plan; the margin is a share of the planned change."""
    to_date = target_to_date(plan, project_start, cut_off, project_end)
    if value is None or not_measured:
        note = not_measured_words(expected_on) if not_measured else _("No figure, so nothing is computed.")
        return _without_figure(to_date, note)
    ends = target_date(plan, project_end)
    verdict, why = _verdict(plan, value, to_date, margin, ended=ends is not None and cut_off >= ends)
    percent = _percent(plan, value, plan.target)
    variance = None if plan.target is None else finite(value - plan.target)
    note = sentences([why, _beyond_words(plan, value, percent), _total_words(plan, denominator)])
    return Progress(
        value=value,
        variance=variance,
        variance_words=variance_words(variance, is_percent=plan.is_percent),
        percent_achieved=percent,
        percent_to_date=_percent_to_date(plan, value, to_date.value),
        target_to_date=to_date,
        verdict=verdict,
        reason_needed=verdict == Verdict.OFF_TRACK,
        formula=_formula(plan, value, percent),
        note=note,
    )


def _without_figure(to_date: TargetToDate, note: str) -> Progress:
    return Progress(
        value=None,
        variance=None,
        variance_words="",
        percent_achieved=None,
        percent_to_date=None,
        target_to_date=to_date,
        verdict=Verdict.NO_VERDICT,
        reason_needed=False,
        formula="",
        note=note,
    )


# Percentages


def _percent(plan: Plan, value: Decimal, target: Decimal | None) -> Decimal | None:
    if target is None:
        return None
    if plan.baseline is not None:
        # The direction is in both differences, so falling indicators need no case of their own.
        return ratio(value - plan.baseline, target - plan.baseline)
    # Without a baseline a share of the target means something only where 0 is on its worse side.
    return ratio(value, target) if target * plan.sign > 0 else None


def _percent_to_date(plan: Plan, value: Decimal, target: Decimal | None) -> Decimal | None:
    if target is None:
        return None
    if plan.baseline is not None and _is_worse(plan, target, plan.baseline):
        return None  # a planned dip: a share of it would praise the fall
    return _percent(plan, value, target)


def _formula(plan: Plan, value: Decimal, percent: Decimal | None) -> str:
    if plan.target is None:
        return _("No percentage: there is no target in figures.")
    if percent is None:
        return _why_no_percent(plan)
    if plan.baseline is None:
        quotient = f"{term(value)} ÷ {term(plan.target)}"
    else:
        baseline = term(plan.baseline)
        quotient = f"({number_words(value)} − {baseline}) ÷ ({number_words(plan.target)} − {baseline})"
    words = {"quotient": quotient, "percent": percent_words(percent)}
    if plan.has_upper_limit:
        return _("%(quotient)s = %(percent)s of the ceiling") % words
    if plan.baseline is None:
        return _("%(quotient)s = %(percent)s of the target") % words
    return _("%(quotient)s = %(percent)s of the planned change") % words


def _why_no_percent(plan: Plan) -> str:
    if plan.holds_level:
        return _("No percentage: the level of the baseline is to be held.")
    if plan.baseline is not None:
        return _("No percentage: the figures are too large to compute with.")
    if plan.target == 0:
        return _("No percentage: the target is 0 and there is no baseline.")
    return _("No percentage: without a baseline the change cannot be measured.")


# Verdict


def _is_worse(plan: Plan, value: Decimal, than: Decimal) -> bool:
    return value < than if plan.sign > 0 else value > than


def _verdict(
    plan: Plan, value: Decimal, to_date: TargetToDate, margin: Decimal, *, ended: bool
) -> tuple[Verdict, str]:
    """Give the verdict and, where it does not speak for itself, a sentence."""
    target = plan.target
    if plan.contradicts_itself:
        return Verdict.NO_VERDICT, _(
            "The target lies on the worse side of the baseline: "
            "check the direction, the baseline and the target."
        )
    if target is not None and plan.holds_level:
        if _is_worse(plan, value, target):
            return Verdict.OFF_TRACK, _("Worse than the level that was to be held.")
        return Verdict.ACHIEVED if ended else Verdict.ON_TRACK, ""
    if target is not None and plan.has_upper_limit:
        return _verdict_on_ceiling(plan, value, target, to_date, margin, ended=ended)
    if target is not None and not _is_worse(plan, value, target):
        return Verdict.ACHIEVED if value == target else Verdict.OVER_ACHIEVED, ""
    return _verdict_on_pace(plan, value, to_date, margin)


def _verdict_on_ceiling(
    plan: Plan, value: Decimal, ceiling: Decimal, to_date: TargetToDate, margin: Decimal, *, ended: bool
) -> tuple[Verdict, str]:
    """Judge an "up to" target: anything counted within it keeps the promise, more is not over-achievement."""
    if value >= ceiling:
        return Verdict.ACHIEVED, ""
    if to_date.source in {TargetSource.PERIOD, TargetSource.MILESTONE}:
        return _verdict_on_pace(plan, value, to_date, margin)
    if plan.baseline is not None and value <= plan.baseline:
        nothing_yet = _("Nothing is counted towards the ceiling so far.")
        return Verdict.OFF_TRACK if ended else Verdict.NO_VERDICT, nothing_yet
    return Verdict.ACHIEVED if ended else Verdict.ON_TRACK, _("Within the ceiling.")


def _verdict_on_pace(
    plan: Plan, value: Decimal, to_date: TargetToDate, margin: Decimal
) -> tuple[Verdict, str]:
    expected = to_date.value
    if expected is None:
        return Verdict.NO_VERDICT, to_date.formula
    aim = expected if plan.target is None else plan.target
    planned_change = aim if plan.baseline is None else aim - plan.baseline
    shortfall = (expected - value) * plan.sign
    return Verdict.ON_TRACK if shortfall <= margin * abs(planned_change) else Verdict.OFF_TRACK, ""


# Notes


def _beyond_words(plan: Plan, value: Decimal, percent: Decimal | None) -> str:
    if plan.has_upper_limit and plan.target is not None and value > plan.target:
        return _(
            "%(value)s is above the ceiling of %(ceiling)s: "
            "check that both count the same things, or change the ceiling."
        ) % {"value": number_words(value), "ceiling": number_words(plan.target)}
    if percent is None or percent <= _FAR_BEYOND or plan.contradicts_itself:
        return ""
    return _("Far beyond the target (%(percent)s): check the figure, or say what made the difference.") % {
        "percent": percent_words(percent)
    }


def _total_words(plan: Plan, denominator: Decimal | None) -> str:
    if denominator is None:
        return ""
    if plan.baseline_denominator is not None and plan.baseline_denominator != denominator:
        return moved_total_words(plan.baseline_denominator, denominator)
    return _("Of a total of %(total)s.") % {"total": number_words(denominator)}
