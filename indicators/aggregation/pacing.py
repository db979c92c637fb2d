"""When an indicator is asked for, and what should have been reached by a date."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from .data import MilestoneKind, Plan, TargetSource, TargetToDate, WhenMeasured
from .exact import calm, finite
from .words import day_words, number_words, term

_FIRST_HALF_ENDS_IN_MONTH = 6


def is_due(plan: Plan, *, period_ends: date, is_final: bool = False) -> bool:
    """Tell whether a period asks for this indicator; yearly ones are asked in reports of the second half."""
    if is_final or plan.when_measured == WhenMeasured.EVERY_ROUND:
        return True
    if plan.when_measured == WhenMeasured.YEARLY:
        return period_ends.month > _FIRST_HALF_ENDS_IN_MONTH
    return False


def not_due_words(plan: Plan) -> str:
    """Say why a period does not ask for this indicator."""
    if plan.when_measured == WhenMeasured.BASELINE_END:
        return _("Measured at the start and at the end of the project: nothing to enter this time.")
    return _("Measured once a year: nothing to enter until the annual report.")


def target_date(plan: Plan, project_end: date | None) -> date | None:
    """Give the date by which the target is promised: its own, or else the end of the project."""
    return plan.target_on or project_end


@calm
def target_to_date(
    plan: Plan, project_start: date | None, cut_off: date, project_end: date | None
) -> TargetToDate:
    """Find what should have been reached by the cut-off, from the most explicit promise to the least."""
    if plan.period_target is not None:
        words = _("Target of this period: %(target)s") % {"target": number_words(plan.period_target)}
        return TargetToDate(plan.period_target, TargetSource.PERIOD, words)
    ends = target_date(plan, project_end)
    # The target is the last milestone: once its date has come, an earlier milestone asks too little.
    if plan.target is not None and ends is not None and cut_off >= ends:
        words = _("Target %(target)s by %(date)s") % {
            "target": number_words(plan.target),
            "date": day_words(ends),
        }
        return TargetToDate(plan.target, TargetSource.END, words)
    return _latest_milestone(plan, cut_off) or _pace(plan, project_start, cut_off, ends)


def _latest_milestone(plan: Plan, cut_off: date) -> TargetToDate | None:
    passed = [
        (milestone.due_on, milestone.value)
        for milestone in plan.milestones
        if milestone.kind == MilestoneKind.PLANNED
        and milestone.value is not None
        and milestone.due_on is not None
        and milestone.due_on <= cut_off
    ]
    if not passed:
        return None
    due_on, value = max(passed, key=lambda dated: dated[0])
    words = _("Milestone %(value)s of %(date)s") % {"value": number_words(value), "date": day_words(due_on)}
    return TargetToDate(value, TargetSource.MILESTONE, words)


def _pace(plan: Plan, start: date | None, cut_off: date, ends: date | None) -> TargetToDate:
    reason = _why_no_pace(plan, start, ends)
    if reason or plan.baseline is None or plan.target is None or start is None or ends is None:
        return TargetToDate(None, TargetSource.NONE, reason)
    days = (ends - start).days
    passed = min(max((cut_off - start).days, 0), max(days, 0))
    if days <= 0:
        return TargetToDate(plan.baseline, TargetSource.LINEAR, _("The project has not begun."))
    value = finite(plan.baseline + (plan.target - plan.baseline) * passed / days)
    if value is None:
        return TargetToDate(None, TargetSource.NONE, _("The figures are too large to compute with."))
    words = _("%(baseline)s + (%(target)s − %(start)s) × %(passed)s of %(days)s days = %(value)s") % {
        "baseline": number_words(plan.baseline),
        "target": number_words(plan.target),
        "start": term(plan.baseline),
        "passed": passed,
        "days": days,
        "value": number_words(value, places=1),
    }
    return TargetToDate(value, TargetSource.LINEAR, words)


def _why_no_pace(plan: Plan, start: date | None, ends: date | None) -> str:
    if plan.target is None:
        return _("There is no target in figures.")
    if plan.has_upper_limit:
        return _("A ceiling sets no pace before its date.")
    if plan.when_measured != WhenMeasured.EVERY_ROUND:
        return _("Not measured every round and no milestone has come due: no verdict before the end.")
    if plan.baseline is None:
        return _("Without a baseline and a milestone there is no expected level before the end.")
    if start is None or ends is None:
        return _("Without the dates of the project there is no expected level before the end.")
    return ""
