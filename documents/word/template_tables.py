"""The two wide tables of the Word file, column by column as the form edition has them."""

from collections.abc import Sequence
from typing import Any

from documents.columns import OWN_FIELDS
from documents.data import Column
from documents.word.template_pieces import (
    SOFT_FILL,
    add_head,
    add_heading,
    add_row,
    add_table,
    add_tag_row,
    fill_cell,
    paragraphs,
)

LANDSCAPE_WIDTH = 267  # millimetres between the margins
# Millimetres by the field that a column shows; a column that is not named here has the usual width.
USUAL_WIDTH = 40
_INDICATOR_WIDTHS = {
    "group": 36, "title": 42, "baseline": 31, "target": 33, "milestone": 34, "progress": 57, "variance_reason": 34,
}  # fmt: skip
_ROW_WIDTHS = {"number": 11, "title": 61, "offices": 27, "progress": 112, "next_steps": 56}


def widths_of(columns: Sequence[Column], known: dict[str, int]) -> tuple[int, ...]:
    """Return the widths of columns that fill a landscape page together, in millimetres."""
    wanted = [known.get(column.field, USUAL_WIDTH) for column in columns]
    return tuple(round(width * LANDSCAPE_WIDTH / sum(wanted)) for width in wanted)


def add_indicators(document: Any, columns: Sequence[Column]) -> None:
    """Add the section of the indicator table."""
    widths = widths_of(columns, _INDICATOR_WIDTHS)
    paragraphs(document, "{%p if indicators %}")
    add_heading(document, "indicators")
    table = add_table(document, widths)
    add_head(table, widths, *(f"{{{{ indicators.label.{column.key} }}}}" for column in columns))
    add_tag_row(table, widths, "{%tr for group in indicators.groups %}")
    add_tag_row(table, widths, "{%tr for indicator in group.indicators %}")
    for cell, column in zip(add_row(table, widths).cells, columns, strict=True):
        if column.field == "group":
            fill_cell(cell, "{% vm %}{{ group.heading }}", bold=True)
            for text in ("{%p if loop.first %}", "{{ group.title }}", "{%p endif %}"):
                cell.add_paragraph(text, style="Report Cell")
        elif column.field == "title":
            fill_cell(cell, "{{ indicator.heading }}", bold=True)
            cell.add_paragraph("{{p indicator.title }}", style="Report Cell")
        else:
            fill_cell(cell, f"{{{{p indicator.{column.key} }}}}")
        if column.field == "progress":
            for text in ("{%p if indicator.figures %}", "{{ indicator.figures }}", "{%p endif %}"):
                cell.add_paragraph(text, style="Report Figures")
    add_tag_row(table, widths, "{%tr endfor %}")
    add_tag_row(table, widths, "{%tr endfor %}")
    paragraphs(document, "{%p endif %}")


def add_annex(document: Any, columns: Sequence[Column]) -> None:
    """Add Annex 1, on a page of its own."""
    widths = widths_of(columns, _ROW_WIDTHS)
    paragraphs(document, "{%p if annex1 %}")
    heading = document.add_paragraph("{{ annex1.heading }}", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    table = add_table(document, widths)
    add_head(table, widths, *(f"{{{{ annex1.label.{column.key} }}}}" for column in columns))
    add_tag_row(table, widths, "{%tr for group in annex1.groups %}")
    row = add_row(table, widths)
    merged = row.cells[0].merge(row.cells[-1])
    for extra in merged.paragraphs[1:]:
        merged._tc.remove(extra._p)
    fill_cell(merged, "{{ group.heading }} {{ group.title }}", bold=True, fill=SOFT_FILL)
    merged.paragraphs[0].paragraph_format.keep_with_next = True
    add_tag_row(table, widths, "{%tr for row in group.rows %}")
    for cell, column in zip(add_row(table, widths).cells, columns, strict=True):
        fill_cell(cell, placeholder(column))
    add_tag_row(table, widths, "{%tr endfor %}")
    add_tag_row(table, widths, "{%tr endfor %}")
    paragraphs(document, "{%p endif %}")


def placeholder(column: Column) -> str:
    """Return what stands for a column of Annex 1 in the Word file."""
    name = column.field if column.field in OWN_FIELDS else column.key
    return f"{{{{ row.{name} }}}}" if name in ("number", "offices", "status") else f"{{{{p row.{name} }}}}"
