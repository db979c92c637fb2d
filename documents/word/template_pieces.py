"""The pieces that the Word file of the form is built from: paragraphs, tables with fixed widths, filled cells."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

HEAD_FILL, SOFT_FILL = "E6F1F7", "F4F8FA"


def element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def paragraphs(where: Any, *texts: str, style: str = "Report Text") -> None:
    for text in texts:
        where.add_paragraph(text, style=style)


def fill_cell(cell: Any, *texts: str, style: str = "Report Cell", bold: bool = False, fill: str = "") -> None:
    for position, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text).bold = bold or None
    if fill:
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=fill))


def add_table(where: Any, widths: tuple[int, ...]) -> Any:
    """Add a table without rows, with fixed column widths in millimetres."""
    table = where.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def add_row(table: Any, widths: tuple[int, ...], *, is_head: bool = False) -> Any:
    row = table.add_row()
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
        cell.paragraphs[0].style = "Report Cell"
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if is_head:
        properties.append(element("w:tblHeader"))
    return row


def add_head(table: Any, widths: tuple[int, ...], *texts: str) -> None:
    for cell, text in zip(add_row(table, widths, is_head=True).cells, texts, strict=True):
        fill_cell(cell, text, bold=True, fill=HEAD_FILL)


def add_tag_row(table: Any, widths: tuple[int, ...], tag: str) -> None:
    """Add a row that holds a loop's begin or end and is gone in the report."""
    fill_cell(add_row(table, widths).cells[0], tag)


def add_heading(document: Any, key: str) -> None:
    document.add_paragraph(f"{{{{ {key}.heading }}}}", style="Heading 1")
    paragraphs(document, f"{{%p if {key}.intro %}}", f"{{{{p {key}.intro }}}}", "{%p endif %}")
