"""What the project's administration page shows from the apps above it: its framework, with links to each part."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Count, Prefetch

from activities.models import Activity
from indicators.models import Indicator
from projects.models import Outcome, Output, Project

register = template.Library()


@register.simple_tag
def framework_of(project: Project) -> Any:
    """Return the outcomes of a project with outputs, activities and indicators (five queries)."""
    groups = Activity.objects.groups().annotate(row_count=Count("rows")).order_by("position", "pk")
    indicators = Prefetch(
        "indicators", Indicator.objects.order_by("position", "pk"), to_attr="listed_indicators"
    )
    outputs = Output.objects.order_by("position", "pk").prefetch_related(
        Prefetch("activities", groups, to_attr="groups"), indicators
    )
    outcomes = Outcome.objects.filter(project=project).order_by("position", "pk")
    return outcomes.prefetch_related(Prefetch("outputs", outputs, to_attr="listed_outputs"), indicators)
