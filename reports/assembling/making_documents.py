"""From a content to a document: rendered as Word, PDF, Excel or one page, with the Word file of its edition."""

import logging
from pathlib import Path

from django.conf import settings

from documents import data
from documents.render import Document, render
from reports.assembling.contents import assemble_draft
from reports.loaded import LoadedReport

log = logging.getLogger(__name__)


def form_of(loaded: LoadedReport) -> bytes | None:
    """Return the Word file of the period's edition; None for the portal's own, also where the file is gone."""
    name = loaded.form_file
    if not name:
        return None
    try:
        return (Path(settings.MEDIA_ROOT) / name).read_bytes()
    except OSError:
        log.exception(
            "The Word file %s of edition %s cannot be read; the portal's own is used.",
            name,
            loaded.period.edition,
        )
        return None


def make_document(loaded: LoadedReport, document_format: str, report: data.Report | None = None) -> Document:
    """Return a report as html, pdf, docx or xlsx: the given content, else the draft as it is now."""
    form = form_of(loaded) if document_format == "docx" else None
    return render(report or assemble_draft(loaded), document_format, form=form)
