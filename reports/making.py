"""From a period to a document: load, assemble, render."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation

from contributions.models import ActivityEntry
from projects.models import ReportingPeriod
from reports import data
from reports.assembly import assemble
from reports.rendering.render import Document, render
from reports.selectors import load_sources, periods_for_report


def assemble_draft(period: ReportingPeriod, *, as_of: date | None = None) -> data.Report:
    """Return the draft of a period's report as it stands; take the period from `periods_for_report`."""
    sources = load_sources(period)
    with translation.override(period.edition.language):
        statuses = {str(value): str(label) for value, label in ActivityEntry.Status.choices}
    return assemble(sources, as_of=as_of or timezone.localdate(), statuses=statuses)


def make_document(period: ReportingPeriod, document_format: str) -> Document:
    """Return the draft of a period's report as html, pdf, docx or xlsx."""
    report = assemble_draft(period)
    form_file = getattr(period, "form_file", None) if document_format == "docx" else None
    form = (Path(settings.MEDIA_ROOT) / form_file).read_bytes() if form_file else None
    return render(report, document_format, form=form)


__all__ = ["assemble_draft", "make_document", "periods_for_report"]
