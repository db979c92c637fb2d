"""Builds the Word file of the 2020-2021 form with its placeholders, for an administrator to change in Word.

Only the form is made here; reports are filled into it by `word`.
"""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

NAVY, INK, GREY, AMBER = "12344D", "1F2A33", "44525C", "8A3B00"
HEAD_FILL, SOFT_FILL, LINE, BLUE = "E6F1F7", "F4F8FA", "B8C7D1", "009EDB"
PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 172, 267  # millimetres between the margins

INDICATOR_WIDTHS = (36, 42, 31, 33, 34, 57, 34)
ANNEX_WIDTHS = (11, 61, 27, 112, 56)
COVER_KEYS = (
    "country", "report_type", "year", "project_title", "gateway_number", "fund", "fund_name", "recipients",
    "first_transfer", "end_date", "ends_within_six_months", "windows", "budget", "implementation_rate",
    "attach", "gender_heading", "gender_budget", "gender_spent", "gender_marker", "risk_marker",
    "focus_area", "preparation", "prepared_by", "approved_by", "secretariat_reviewed",
    "secretariat_comments",
)  # fmt: skip


def build_form() -> bytes:
    """Return the Word file of the form with its placeholders."""
    document = Document()
    _prepare_styles(document)
    _prepare_page(document)
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ project_title }}", style="Report Project")
    document.add_paragraph("{{ project_code }} · {{ period }}", style="Report Code")
    _paragraphs(document, "{%p for note in reader_notes %}", "{{ note }}", "{%p endfor %}")
    _add_cover(document)
    _add_notes(document)
    _add_questions(document, "part1")
    _add_outcomes(document)
    _add_question_table(document)
    _add_questions(document, "covid")
    _turn_to_landscape(document)
    _add_indicators(document)
    _add_annex(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "{{ title }}", "", ""
    target = BytesIO()
    document.save(target)
    return target.getvalue()


# Pieces


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _paragraphs(where: Any, *texts: str, style: str = "Report Text") -> None:
    for text in texts:
        where.add_paragraph(text, style=style)


def _fill_cell(
    cell: Any, *texts: str, style: str = "Report Cell", bold: bool = False, fill: str = ""
) -> None:
    for position, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text).bold = bold or None
    if fill:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=fill))


def _add_table(where: Any, widths: tuple[int, ...]) -> Any:
    """Add a table without rows, with fixed column widths in millimetres."""
    table = where.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _add_row(table: Any, widths: tuple[int, ...], *, is_head: bool = False) -> Any:
    row = table.add_row()
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
        cell.paragraphs[0].style = "Report Cell"
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if is_head:
        properties.append(_element("w:tblHeader"))
    return row


def _add_head(table: Any, widths: tuple[int, ...], *texts: str) -> None:
    for cell, text in zip(_add_row(table, widths, is_head=True).cells, texts, strict=True):
        _fill_cell(cell, text, bold=True, fill=HEAD_FILL)


def _add_tag_row(table: Any, widths: tuple[int, ...], tag: str) -> None:
    """Add a row that holds a loop's begin or end and is gone in the report."""
    _fill_cell(_add_row(table, widths).cells[0], tag)


def _add_field(paragraph: Any, instruction: str) -> None:
    """Add a field of Word's, such as the page number; "1" stands there until Word counts."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "code":
            code = _element("w:instrText")
            code.text = instruction
            run._r.append(code)
        elif kind != "shown":
            run._r.append(_element("w:fldChar", fldCharType=kind))


# Styles and pages


def _set_font(style: Any, size: float, color: str, *, bold: bool = False) -> None:
    font = style.font
    font.size, font.bold, font.italic = Pt(size), bold, False
    font.color.rgb = RGBColor.from_string(color)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), "Calibri")


def _underline(style: Any, color: str, size: str) -> None:
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    edges = _element("w:pBdr")
    edges.append(_element("w:bottom", val="single", sz=size, space="4", color=color))
    properties.insert_element_before(edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _space(style: Any, before: float, after: float, *, with_next: bool = False) -> None:
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.keep_with_next = Pt(before), Pt(after), with_next
    spacing.line_spacing = 1.1


def _add_style(document: Any, name: str, base: str, size: float, color: str, *, bold: bool = False) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[base]
    _set_font(style, size, color, bold=bold)
    return style


def _prepare_styles(document: Any) -> None:
    styles = document.styles
    _set_font(styles["Normal"], 10.5, INK)
    for name, size, color in (
        ("Heading 1", 15, NAVY),
        ("Heading 2", 12, NAVY),
        ("Heading 3", 10.5, INK),
    ):
        _set_font(styles[name], size, color, bold=True)
        _space(styles[name], 16 if name == "Heading 1" else 11, 5, with_next=True)
    _underline(styles["Heading 1"], LINE, "4")
    _set_font(styles["Title"], 20, NAVY, bold=True)
    _underline(styles["Title"], BLUE, "12")
    _space(styles["Title"], 0, 6)
    for name, size, color, after in (
        ("Report Text", 10.5, INK, 5),
        ("Report Project", 12, INK, 2),
        ("Report Code", 10, GREY, 12),
        ("Report Cell", 8.5, INK, 2),
    ):
        _space(_add_style(document, name, "Normal", size, color), 0, after)
    for name, size, after in (("Report Text Bullet", 10.5, 2), ("Report Cell Bullet", 8.5, 1)):
        style = _add_style(document, name, "List Bullet", size, INK)
        style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Mm(6), Mm(-4)
        _space(style, 0, after)
    # A heading of the second level that looks like the third, as a question of Part II does.
    _space(_add_style(document, "Report Question", "Heading 2", 10.5, INK, bold=True), 11, 5, with_next=True)
    _space(_add_style(document, "Report Figures", "Report Cell", 8, GREY), 2, 0)
    _space(_add_style(document, "Report Margin", "Normal", 8.5, GREY), 0, 0)
    grid = styles["Table Grid"].element
    for side in grid.find(f".//{qn('w:tblBorders')}"):
        side.set(qn("w:color"), LINE)
    margins = grid.find(f".//{qn('w:tblCellMar')}")
    for side, width in (("top", "50"), ("left", "90"), ("bottom", "40"), ("right", "90")):
        margin = margins.find(qn(f"w:{side}"))
        margin.set(qn("w:w"), width)
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), "en-GB")


def _prepare_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(19)
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    head = section.header.paragraphs[0]
    head.style = "Report Margin"
    head.add_run("{{ project_code }} · {{ period }}")
    mark = head.add_run("{% if draft_label %}   {{ draft_label }}{% endif %}")
    mark.bold, mark.font.color.rgb = True, RGBColor.from_string(AMBER)
    foot = section.footer.paragraphs[0]
    foot.style, foot.alignment = "Report Margin", WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("Page ")
    _add_field(foot, "PAGE")
    foot.add_run(" of ")
    _add_field(foot, "NUMPAGES")


def _turn_to_landscape(document: Any) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)


# Sections of the form


def _add_cover(document: Any) -> None:
    widths = (70, PORTRAIT_WIDTH - 70)
    table = _add_table(document, widths)
    for key in COVER_KEYS:
        row = _add_row(table, widths)
        label = f"{{{{ cover.label.{key} }}}}"
        if key in ("attach", "gender_heading", "preparation"):
            cell = row.cells[0].merge(row.cells[1])
            _fill_cell(cell, label, bold=True, fill=HEAD_FILL)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
            continue
        _fill_cell(row.cells[0], label, fill=SOFT_FILL)
        cell = row.cells[1]
        if key in ("fund", "windows"):
            _fill_cell(
                cell,
                f"{{%p for option in cover.{key} %}}",
                "{{ option.box }} {{ option.label }}",
                "{%p endfor %}",
            )
        elif key == "recipients":
            _fill_cell(
                cell,
                "{%p for recipient in cover.recipients %}",
                "{{ recipient.kind }} {{ recipient.name }} {{ recipient.convening }}",
                "{%p endfor %}",
                "{%p if cover.recipients_missing %}",
                "{{ cover.recipients_missing }}",
                "{%p endif %}",
            )
        elif key == "budget":
            _add_budget(cell)
        else:
            _fill_cell(cell, f"{{{{ cover.{key} }}}}")


def _add_budget(cell: Any) -> None:
    widths = (58, 38)
    table = _add_table(cell, widths)
    _add_head(table, widths, "{{ cover.label.budget_organization }}", "{{ cover.label.budget_amount }}")
    _add_tag_row(table, widths, "{%tr for recipient in cover.recipients %}")
    _add_amount(table, widths, "{{ recipient.name }}", "{{ recipient.approved }}")
    _add_tag_row(table, widths, "{%tr endfor %}")
    _add_amount(table, widths, "{{ cover.label.budget_total }}", "{{ cover.total_budget }}", bold=True)
    table.rows[0].cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    # The empty line before the table goes; the one after it stays, since a cell may not end with a table.
    cell._tc.remove(cell.paragraphs[0]._p)
    cell.paragraphs[-1].style = "Report Cell"


def _add_amount(table: Any, widths: tuple[int, ...], name: str, amount: str, *, bold: bool = False) -> None:
    cells = _add_row(table, widths).cells
    _fill_cell(cells[0], name, bold=bold)
    _fill_cell(cells[1], amount, bold=bold)
    cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add_heading(document: Any, key: str) -> None:
    document.add_paragraph(f"{{{{ {key}.heading }}}}", style="Heading 1")
    _paragraphs(document, f"{{%p if {key}.intro %}}", f"{{{{p {key}.intro }}}}", "{%p endif %}")


def _add_notes(document: Any) -> None:
    _paragraphs(document, "{%p if notes %}")
    _add_heading(document, "notes")
    _paragraphs(document, "{%p endif %}")


def _add_questions(document: Any, key: str) -> None:
    _paragraphs(document, f"{{%p if {key} %}}")
    _add_heading(document, key)
    _paragraphs(document, f"{{%p for question in {key}.questions %}}")
    document.add_paragraph("{{ question.label }}", style="Report Question")
    _paragraphs(document, "{{p question.answer }}", "{%p endfor %}", "{%p endif %}")


def _add_outcomes(document: Any) -> None:
    _paragraphs(document, "{%p if part2 %}")
    _add_heading(document, "part2")
    _paragraphs(document, "{%p for outcome in part2.outcomes %}")
    document.add_paragraph("{{ outcome.heading }} {{ outcome.title }}", style="Heading 2")
    _paragraphs(document, "{%p for question in outcome.questions %}")
    document.add_paragraph("{{ question.label }}", style="Heading 3")
    _paragraphs(document, "{{p question.answer }}", "{%p endfor %}", "{%p endfor %}", "{%p endif %}")


def _add_question_table(document: Any) -> None:
    widths = (58, PORTRAIT_WIDTH - 58)
    _paragraphs(document, "{%p if part3 %}")
    _add_heading(document, "part3")
    table = _add_table(document, widths)
    _add_tag_row(table, widths, "{%tr for question in part3.questions %}")
    cells = _add_row(table, widths).cells
    _fill_cell(cells[0], "{{ question.label }}", fill=SOFT_FILL)
    _fill_cell(cells[1], "{{p question.answer }}")
    _add_tag_row(table, widths, "{%tr endfor %}")
    _paragraphs(document, "{%p endif %}")


def _add_indicators(document: Any) -> None:
    widths = INDICATOR_WIDTHS
    _paragraphs(document, "{%p if indicators %}")
    _add_heading(document, "indicators")
    table = _add_table(document, widths)
    keys = ("group", "indicator", "baseline", "target", "milestone", "progress", "variance")
    _add_head(table, widths, *(f"{{{{ indicators.label.{key} }}}}" for key in keys))
    _add_tag_row(table, widths, "{%tr for group in indicators.groups %}")
    _add_tag_row(table, widths, "{%tr for indicator in group.indicators %}")
    cells = _add_row(table, widths).cells
    _fill_cell(cells[0], "{% vm %}{{ group.heading }}", bold=True)
    for text in ("{%p if loop.first %}", "{{ group.title }}", "{%p endif %}"):
        cells[0].add_paragraph(text, style="Report Cell")
    _fill_cell(cells[1], "{{ indicator.heading }}", bold=True)
    cells[1].add_paragraph("{{p indicator.title }}", style="Report Cell")
    for cell, key in zip(cells[2:], keys[2:], strict=True):
        _fill_cell(cell, f"{{{{p indicator.{key} }}}}")
    for text in ("{%p if indicator.figures %}", "{{ indicator.figures }}", "{%p endif %}"):
        cells[5].add_paragraph(text, style="Report Figures")
    _add_tag_row(table, widths, "{%tr endfor %}")
    _add_tag_row(table, widths, "{%tr endfor %}")
    _paragraphs(document, "{%p endif %}")


def _add_annex(document: Any) -> None:
    widths = ANNEX_WIDTHS
    _paragraphs(document, "{%p if annex1 %}")
    document.add_paragraph(
        "{{ annex1.heading }}", style="Heading 1"
    ).paragraph_format.page_break_before = True
    table = _add_table(document, widths)
    keys = ("number", "activity", "offices", "progress", "next_steps")
    _add_head(table, widths, *(f"{{{{ annex1.label.{key} }}}}" for key in keys))
    _add_tag_row(table, widths, "{%tr for group in annex1.groups %}")
    row = _add_row(table, widths)
    merged = row.cells[0].merge(row.cells[-1])
    for extra in merged.paragraphs[1:]:
        merged._tc.remove(extra._p)
    _fill_cell(merged, "{{ group.heading }} {{ group.title }}", bold=True, fill=SOFT_FILL)
    merged.paragraphs[0].paragraph_format.keep_with_next = True
    _add_tag_row(table, widths, "{%tr for row in group.rows %}")
    cells = _add_row(table, widths).cells
    for cell, key in zip(cells, ("number", "p title", "offices", "p progress", "p next_steps"), strict=True):
        lead, _space_sign, name = key.rpartition(" ")
        _fill_cell(cell, f"{{{{{lead} row.{name} }}}}")
    _add_tag_row(table, widths, "{%tr endfor %}")
    _add_tag_row(table, widths, "{%tr endfor %}")
    _paragraphs(document, "{%p endif %}")
