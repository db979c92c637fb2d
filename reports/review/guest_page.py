"""What a guest reads of a report: what was sent to review last; before that, what the organisations handed in."""

import logging
from dataclasses import replace

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from documents.frozen import Unreadable, thaw
from documents.html import render_body
from projects.models import ReportingPeriod
from reports.assembling.contents import assemble_sources
from reports.models import Snapshot
from reports.review.services import handed_in_sources

log = logging.getLogger(__name__)


def report_html(period: ReportingPeriod) -> SafeString:
    """Return the report as html: the latest snapshot, else what was handed in, without internal notes.

    What is shared and not handed in is for the organisations alone. Where the snapshot is damaged, one sentence.
    """
    latest = Snapshot.objects.filter(report__period=period).order_by("-pk").first()
    if latest is None:
        frozen = replace(assemble_sources(handed_in_sources(period)), notes=())
    else:
        try:
            frozen = thaw(latest.content)
        except Unreadable as error:
            log.error("Snapshot %s of %s cannot be shown to a guest: %s", latest.pk, period, error)
            sentence = _(
                "The report cannot be shown at the moment: tell who invited you. You can comment all the same."
            )
            return format_html("<p>{}</p>", sentence)
    return mark_safe(render_body(frozen))  # noqa: S308 - the renderer escapes every text
