"""The report in the form's own Word file, filled where its placeholders stand."""

from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from documents import printed
from documents.data import Report
from documents.word.attachments import with_attachments
from documents.word.fields import form_context
from documents.word.template import ready_form
from documents.word.template_check import check_form
from documents.word.xml import Writer

__all__ = ["DEFAULT_FORM", "check_form", "default_form", "render_word"]

DEFAULT_FORM = Path(__file__).resolve().parent / "templates" / "pbf-2021-en.docx"


@lru_cache(maxsize=1)
def default_form() -> bytes:
    """Return the Word file of the 2020-2021 form that comes with the portal."""
    return DEFAULT_FORM.read_bytes()


def render_word(report: Report, form: bytes | None = None) -> bytes:
    """Return the report in the Word file `form`, or in the portal's own.

    Raises jinja2.UndefinedError where the form asks for something unknown; `check_form` finds that beforehand.
    """
    ready = ready_form(form or default_form())
    report = printed.safe(report)
    writer = Writer(ready.styles)
    with printed.in_language(report):
        context = form_context(report, writer)
        return ready.fill(
            context,
            relationships=writer.relationships,
            properties=_core_properties(report),
            language=report.language,
            ending=lambda body: with_attachments(body, report, writer),
        )


def _core_properties(report: Report) -> str:
    """Return the properties of the file; what the form's own author left in them is not passed on."""
    stamp = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{report.as_of:%Y-%m-%d}T00:00:00Z</dcterms:{{0}}>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(printed.document_title(report))}</dc:title>"
        f"<dc:language>{escape(report.language)}</dc:language>"
        f"{stamp.format('created')}{stamp.format('modified')}</cp:coreProperties>"
    )
