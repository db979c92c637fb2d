"""Reading indicators as plain plans for the arithmetic."""

from collections.abc import Iterable
from datetime import date

from indicators import aggregation
from indicators.models import Indicator, Milestone


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
