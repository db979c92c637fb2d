"""Filters of the report's templates: markup, tick boxes, and what `documents.printed` decides."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from core.markup import to_html
from documents import printed
from documents.data import ActivityRow, Column, Indicator, Part, Question, Report

register = template.Library()

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_PARAGRAPH = re.compile(r'<p dir="auto">(?P<text>.*?)</p>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LETTER = re.compile(r"[^\W\d_]")


def _directed(match: re.Match[str]) -> str:
    first = _LETTER.search(_TAG.sub("", match["text"]))
    way = "rtl" if first and _RIGHT_TO_LEFT.match(first[0]) else "ltr"
    return f'<p dir="{way}">{match["text"]}</p>'


@register.filter
def markup(text: str) -> SafeString:
    """Return a text in the small markup as HTML, each paragraph with the direction of its script."""
    html = to_html(text)
    if _RIGHT_TO_LEFT.search(text):
        # The engine of the PDF does not know dir="auto".
        html = _PARAGRAPH.sub(_directed, html)
    return mark_safe(html.replace(' dir="auto"', ""))  # noqa: S308 - to_html escapes every text


@register.filter
def cell(text: str) -> SafeString:
    """Return a text as HTML for a table cell; a single paragraph stands there without an element of its own."""
    html = markup(text)
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p") == 1:
        return mark_safe(html[3:-4])  # noqa: S308 - part of escaped HTML
    return html


@register.filter
def box(ticked: bool) -> str:
    return printed.box(ticked)


@register.filter
def answer(question: Question, report: Report) -> printed.Answer:
    return printed.answer(question, report)


@register.simple_tag
def row_cells(row: ActivityRow, columns: tuple[Column, ...], report: Report) -> tuple[printed.TableCell, ...]:
    return printed.row_cells(row, columns, report)


@register.filter
def parts_in(row: ActivityRow, column: Column) -> tuple[Part, ...]:
    return row.cells.get(column.key, ())


@register.filter
def indicator_cells(indicator: Indicator, columns: tuple[Column, ...]) -> tuple[printed.TableCell, ...]:
    return printed.indicator_cells(indicator, columns)


@register.filter
def figures(indicator: Indicator) -> str:
    return printed.figures(indicator)
