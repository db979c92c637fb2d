"""One door to the four formats: the finished document with its type and its file name."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from documents.data import Report
from documents.excel import render_excel
from documents.html import render_html
from documents.pdf import render_pdf
from documents.word.render import render_word


@dataclass(frozen=True, slots=True)
class Document:
    """A rendered report, ready to be sent or stored."""

    content: bytes
    content_type: str
    file_name: str


def _html(report: Report, _form: bytes | None) -> bytes:
    return render_html(report).encode()


def _pdf(report: Report, _form: bytes | None) -> bytes:
    return render_pdf(report)


def _excel(report: Report, _form: bytes | None) -> bytes:
    return render_excel(report)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_RENDERERS: dict[str, tuple[str, Callable[[Report, bytes | None], bytes]]] = {
    "html": ("text/html; charset=utf-8", _html),
    "pdf": ("application/pdf", _pdf),
    "docx": (f"{_OFFICE}.wordprocessingml.document", render_word),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _excel),
}
FORMATS = tuple(_RENDERERS)


def render(report: Report, format: str, *, form: bytes | None = None) -> Document:
    """Return the report as "html", "pdf", "docx" or "xlsx"; `form` is the Word file of the edition.

    Raises ValueError, naming the formats, for any other.
    """
    if format not in _RENDERERS:
        raise ValueError(f"Choose one of {', '.join(FORMATS)}; {format} is none of them.")
    content_type, renderer = _RENDERERS[format]
    return Document(renderer(report, form), content_type, file_name(report, format))


def file_name(report: Report, format: str) -> str:
    """Return the name under which a document is downloaded, "KGZ-PVE-1_2021-H1_draft.docx"."""
    parts = [report.project_code, report.period_code, "draft" if report.is_draft else "final"]
    plain = "_".join(re.sub(r"[^\w.-]+", "-", part).strip("-.") for part in parts)
    return f"{plain}.{format}"
