"""The frame of a page about a project, or about one of its periods: where one is, the way back up, and as who."""

from typing import Any

from django.urls import reverse

from core.formatting import period as period_words
from projects.actor import Actor
from projects.models import Project, ReportingPeriod

Crumb = tuple[str, str | None]  # words, address


def page_frame(
    project: Project, actor: Actor, *crumbs: Crumb, period: ReportingPeriod | None = None
) -> dict[str, Any]:
    """Return the context of the frame; `crumbs` go on below the project, and the last one names the page itself."""
    url = reverse("project", args=[project.code])
    frame: dict[str, Any] = {
        "project": project,
        "role": actor.label,
        "crumbs": [(project.code, url), *crumbs],
        "title": crumbs[-1][0] if crumbs else project.code,
    }
    if period is not None:
        frame["period"] = period
        frame["period_words"] = period_words(period.starts_on, period.ends_on)
        frame["breadcrumb"] = {"project": project.code, "period": period.code, "url": url}
    return frame
