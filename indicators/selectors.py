"""Reading indicators as plain plans for the arithmetic."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from indicators import aggregation
from indicators.models import Indicator, Milestone
from projects.models import ReportingPeriod


def plan_of(
    indicator: Indicator, milestones: Iterable[Milestone], *, period_id: int | None = None
) -> aggregation.Plan:
    """Return what was promised for an indicator; a milestone that belongs to a period is that period's own target."""
    own = list(milestones)
    period_target = next(
        (step.value for step in own if step.period_id is not None and step.period_id == period_id), None
    )
    baseline_on = date(indicator.baseline_year, 1, 1) if indicator.baseline_year else None
    return aggregation.Plan(
        unit=indicator.unit,
        direction=aggregation.Direction(indicator.direction),
        baseline=indicator.baseline_value,
        baseline_on=baseline_on,
        target=indicator.target_value,
        target_on=indicator.target_on,
        target_is_ceiling=indicator.target_is_ceiling,
        when_measured=aggregation.WhenMeasured(indicator.when_measured),
        accumulation=aggregation.Accumulation(indicator.accumulation),
        combine=aggregation.Combine(indicator.combine),
        milestones=tuple(
            aggregation.Milestone(aggregation.MilestoneKind(step.kind), step.value, step.due_on)
            for step in own
            if step.period_id is None
        ),
        period_target=period_target,
        baseline_denominator=indicator.baseline_denominator,
    )


def is_due_in(plan: aggregation.Plan, reporting: ReportingPeriod) -> bool:
    """Answer whether a period asks for an indicator."""
    is_final = reporting.kind == ReportingPeriod.Kind.FINAL
    return aggregation.is_due(plan, period_ends=reporting.ends_on, is_final=is_final)


def due_condition(*, indicator: str, period: str) -> Q:
    """Return what `aggregation.is_due` says as a condition on these paths, for lists.

    It is asked for every choice and every month in which a period can end, so that there is one rule.
    """
    due = Q(pk__in=[])
    for when in aggregation.WhenMeasured:
        plan = aggregation.Plan(when_measured=when)
        for is_final in (False, True):
            months = [
                month
                for month in range(1, 13)
                if aggregation.is_due(plan, period_ends=date(2021, month, 1), is_final=is_final)
            ]
            final = Q(**{f"{period}__kind": ReportingPeriod.Kind.FINAL})
            due |= Q(**{f"{indicator}__when_measured": when, f"{period}__ends_on__month__in": months}) & (
                final if is_final else ~final
            )
    return due
