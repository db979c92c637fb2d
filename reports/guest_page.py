"""What a guest reads of a report: what was sent to review last, else the draft of what was handed in."""

from dataclasses import replace

from django.utils.safestring import SafeString, mark_safe

from projects.models import ReportingPeriod
from reports.frozen import thaw
from reports.making import assemble_draft
from reports.models import Snapshot
from reports.rendering.html import render_body
from reports.selectors import periods_for_report


def report_html(period: ReportingPeriod) -> SafeString:
    """Return the report as html: the latest snapshot, else the draft without internal notes."""
    latest = Snapshot.objects.filter(report__period=period).order_by("-pk").first()
    if latest is not None:
        frozen = thaw(latest.content)
    else:
        frozen = replace(assemble_draft(periods_for_report().get(pk=period.pk)), notes=())
    return mark_safe(render_body(frozen))  # noqa: S308 - the renderer escapes every text
