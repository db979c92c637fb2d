"""Builds the Word file of the 2020-2021 form with its placeholders, for an administrator to change in Word.

Only the form is made here; reports are filled into it by `word`.
"""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from documents.trial import trial_report
from documents.word.template_pieces import (
    HEAD_FILL,
    SOFT_FILL,
    add_head,
    add_heading,
    add_row,
    add_table,
    add_tag_row,
    element,
    fill_cell,
    paragraphs,
)
from documents.word.template_tables import add_annex, add_indicators

NAVY, INK, GREY, AMBER = "12344D", "1F2A33", "44525C", "8A3B00"
LINE, BLUE = "B8C7D1", "009EDB"
PORTRAIT_WIDTH = 172  # millimetres between the margins
COVER_KEYS = (
    "country", "report_type", "year", "project_title", "gateway_number", "fund", "fund_name", "recipients",
    "first_transfer", "end_date", "ends_within_six_months", "windows", "budget", "implementation_rate",
    "attach", "gender_heading", "gender_budget", "gender_spent", "gender_marker", "risk_marker",
    "focus_area", "preparation", "prepared_by", "approved_by", "secretariat_reviewed",
    "secretariat_comments",
)  # fmt: skip


def build_form() -> bytes:
    """Return the Word file of the form with its placeholders."""
    columns = {section.kind: section.columns for section in trial_report().sections}
    document = Document()
    _prepare_styles(document)
    _prepare_page(document)
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ project_title }}", style="Report Project")
    document.add_paragraph("{{ project_code }} · {{ period }}", style="Report Code")
    paragraphs(document, "{%p for note in reader_notes %}", "{{ note }}", "{%p endfor %}")
    _add_cover(document)
    _add_notes(document)
    _add_questions(document, "part1")
    _add_outcomes(document)
    _add_question_table(document)
    _add_questions(document, "covid")
    _turn_to_landscape(document)
    add_indicators(document, columns["indicators"])
    add_annex(document, columns["annex1"])
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "{{ title }}", "", ""
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _add_field(paragraph: Any, instruction: str) -> None:
    """Add a field of Word's, such as the page number; "1" stands there until Word counts."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "code":
            code = element("w:instrText")
            code.text = instruction
            run._r.append(code)
        elif kind != "shown":
            run._r.append(element("w:fldChar", fldCharType=kind))


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
    edges = element("w:pBdr")
    edges.append(element("w:bottom", val="single", sz=size, space="4", color=color))
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
    table = add_table(document, widths)
    for key in COVER_KEYS:
        row = add_row(table, widths)
        label = f"{{{{ cover.label.{key} }}}}"
        if key in ("attach", "gender_heading", "preparation"):
            cell = row.cells[0].merge(row.cells[1])
            fill_cell(cell, label, bold=True, fill=HEAD_FILL)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
            continue
        fill_cell(row.cells[0], label, fill=SOFT_FILL)
        cell = row.cells[1]
        if key in ("fund", "windows"):
            fill_cell(
                cell,
                f"{{%p for option in cover.{key} %}}",
                "{{ option.box }} {{ option.label }}",
                "{%p endfor %}",
            )
        elif key == "recipients":
            fill_cell(
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
            fill_cell(cell, f"{{{{ cover.{key} }}}}")


def _add_budget(cell: Any) -> None:
    widths = (58, 38)
    table = add_table(cell, widths)
    add_head(table, widths, "{{ cover.label.budget_organization }}", "{{ cover.label.budget_amount }}")
    add_tag_row(table, widths, "{%tr for recipient in cover.recipients %}")
    _add_amount(table, widths, "{{ recipient.name }}", "{{ recipient.approved }}")
    add_tag_row(table, widths, "{%tr endfor %}")
    _add_amount(table, widths, "{{ cover.label.budget_total }}", "{{ cover.total_budget }}", bold=True)
    table.rows[0].cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    # The empty line before the table goes; the one after it stays, since a cell may not end with a table.
    cell._tc.remove(cell.paragraphs[0]._p)
    cell.paragraphs[-1].style = "Report Cell"


def _add_amount(table: Any, widths: tuple[int, ...], name: str, amount: str, *, bold: bool = False) -> None:
    cells = add_row(table, widths).cells
    fill_cell(cells[0], name, bold=bold)
    fill_cell(cells[1], amount, bold=bold)
    cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add_notes(document: Any) -> None:
    paragraphs(document, "{%p if notes %}")
    add_heading(document, "notes")
    paragraphs(document, "{%p endif %}")


def _add_questions(document: Any, key: str) -> None:
    paragraphs(document, f"{{%p if {key} %}}")
    add_heading(document, key)
    paragraphs(document, f"{{%p for question in {key}.questions %}}")
    document.add_paragraph("{{ question.label }}", style="Report Question")
    paragraphs(document, "{{p question.answer }}", "{%p endfor %}", "{%p endif %}")


def _add_outcomes(document: Any) -> None:
    paragraphs(document, "{%p if part2 %}")
    add_heading(document, "part2")
    paragraphs(document, "{%p for outcome in part2.outcomes %}")
    document.add_paragraph("{{ outcome.heading }} {{ outcome.title }}", style="Heading 2")
    paragraphs(document, "{%p for question in outcome.questions %}")
    document.add_paragraph("{{ question.label }}", style="Heading 3")
    paragraphs(document, "{{p question.answer }}", "{%p endfor %}", "{%p endfor %}", "{%p endif %}")


def _add_question_table(document: Any) -> None:
    widths = (58, PORTRAIT_WIDTH - 58)
    paragraphs(document, "{%p if part3 %}")
    add_heading(document, "part3")
    table = add_table(document, widths)
    add_tag_row(table, widths, "{%tr for question in part3.questions %}")
    cells = add_row(table, widths).cells
    fill_cell(cells[0], "{{ question.label }}", fill=SOFT_FILL)
    fill_cell(cells[1], "{{p question.answer }}")
    add_tag_row(table, widths, "{%tr endfor %}")
    paragraphs(document, "{%p endif %}")
