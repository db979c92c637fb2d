"""The report as HTML: a fragment for the preview page, and the self-contained file that the PDF is made from."""

import re
from functools import lru_cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from documents import printed
from documents.data import Report

STYLESHEET = Path(__file__).resolve().parents[1] / "static" / "documents" / "document.css"

# Tags are skipped; a word this long gets places where a line may break, or laying it out would take minutes.
# A sign written as an entity counts as one letter, and so does a blank at which no line may break.
_LETTER = r"(?:&(?:[#\w]+;)?|[^\s<>&]|[\u00a0\u2007\u202f])"
_TAG_OR_LONG_WORD = re.compile(rf"<[^>]*>|{_LETTER}{{41,}}")
_PIECE = re.compile(rf"{_LETTER}{{1,40}}")
# The engine of the PDF breaks a line too early in a cell that ends with a blank.
_BLANK_BEFORE_CELL_END = re.compile(r"\s+(?=</t[dh]>)")
# Only the address of a link can make a tag long, and the PDF repeats it for every line that the link covers.
_LONGEST_TAG = 2200


@lru_cache(maxsize=1)
def stylesheet() -> SafeString:
    """Return the style sheet that page, print and PDF share."""
    return mark_safe(STYLESHEET.read_text(encoding="utf-8"))  # noqa: S308 - the portal's own file


def _breakable(match: re.Match[str]) -> str:
    word = match[0]
    if word.startswith("<"):
        return word if len(word) <= _LONGEST_TAG else "<a>"
    return "<wbr>".join(_PIECE.findall(word))


def _body(report: Report, title_tag: str) -> SafeString:
    cover = report.section("cover")
    context = {
        "report": report,
        "cover": printed.cover_lines(report),
        "labels": cover.labels if cover else {},
        "title_tag": title_tag,
        "attachments": printed.attachment_lines(report),
        "attachment_heads": printed.attachment_heads(),
    }
    html = _BLANK_BEFORE_CELL_END.sub("", render_to_string("documents/_body.html", context))
    return mark_safe(_TAG_OR_LONG_WORD.sub(_breakable, html))  # noqa: S308 - escaped by the template


def render_body(report: Report) -> str:
    """Return the report as a fragment for a page that links the style sheet; headings begin at h2."""
    with printed.in_language(report):
        return _body(printed.safe(report), "h2")


def render_html(report: Report) -> str:
    """Return the report as one file that refers to nothing outside itself."""
    report = printed.safe(report)
    with printed.in_language(report):
        context = {
            "report": report,
            "document_title": printed.document_title(report),
            "stylesheet": stylesheet(),
            "body": _body(report, "h1"),
        }
        return render_to_string("documents/document.html", context)
