"""The report as a workbook to count with: cover, texts, activities, indicators, figures as real numbers.

What carries a row back in is its uid.
"""

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from core.markup import plain
from documents import printed
from documents.columns import OWN_FIELDS
from documents.data import ActivityRow, Column, Indicator, Question, Report, Section
from documents.workbook import MONEY, PERCENT, Styles, Table


def render_excel(report: Report) -> bytes:
    """Return the report as an Excel workbook."""
    report = printed.safe(report)
    with printed.in_language(report):
        book = Workbook()
        book.properties.title = printed.document_title(report)
        book.properties.language = report.language
        book.properties.creator = ""
        styles = Styles(book)
        sheets = [_write_cover, _write_texts, _write_activities, _write_indicators]
        for write in (*sheets, _write_attachments) if report.attachments else sheets:
            sheet = write(book, styles, report)
            sheet.oddHeader.left.text = f"{report.project_code} · {report.period_label}".replace("&", "&&")
            sheet.oddHeader.right.text = report.draft_label.replace("&", "&&")
        book.remove(book.worksheets[0])
        target = BytesIO()
        book.save(target)
        return target.getvalue()


def _write_cover(book: Workbook, styles: Styles, report: Report) -> Any:
    table = Table(book, styles, _("Cover"), [("", 62), ("", 60)])
    add = table.add
    table.add_styled(styles.title, report.title)
    if report.draft_label:
        table.add_styled(styles.draft, report.draft_label)
    for note in report.notes:
        add(note)
    add(_("Project"), report.project_code)
    add(_("Period"), report.period_label)
    section = report.section("cover")
    labels = section.labels if section else {}
    amounts = {
        "gender_budget": report.cover.gender_budget,
        "gender_spent": report.cover.gender_spent,
    }
    for line in printed.cover_lines(report):
        if line.kind in ("heading", "note"):
            table.add_styled(styles.head, line.label, "")
        elif line.kind == "boxes":
            boxes = (f"{printed.box(option.ticked)} {option.label}" for option in line.boxes)
            add(line.label, "\n".join(boxes))
        elif line.kind == "recipients":
            names = (f"{item.kind} {item.name} {item.convening}".strip() for item in line.recipients)
            add(line.label, "\n".join(names) or line.missing)
        elif line.kind == "budget":
            add(line.label, labels.get("budget_amount", ""))
            for recipient in report.cover.recipients:
                add(recipient.name, _money(recipient.approved))
            add(labels.get("budget_total", ""), _money(report.cover.total_budget) or line.missing)
        elif line.key == "implementation_rate":
            add(line.label, _share(report.cover.implementation_rate) or line.missing)
            add("", line.detail)
        elif amounts.get(line.key) is not None:
            add(line.label, _money(amounts[line.key]))
        else:
            add(line.label, line.value or line.missing)
    return table.sheet


def _money(value: Decimal | None) -> tuple[Decimal, str] | None:
    return None if value is None else (value, MONEY)


def _share(value: Decimal | None) -> tuple[Decimal, str] | None:
    """Return a percentage as Excel keeps it, 87 % as 0.87."""
    return None if value is None else (value / 100, PERCENT)


def _write_texts(book: Workbook, styles: Styles, report: Report) -> Any:
    columns = [
        (_("Section"), 26),
        (_("Outcome"), 22),
        (_("Question"), 44),
        (_("Answer"), 90),
        (_("Amount (US dollars)"), 18),
        (_("Question key"), 20),
        (_("Outcome uid"), 14),
    ]
    table = Table(book, styles, _("Texts"), columns)
    table.add_heads((head for head, _width in columns), "D2")
    for section in report.sections:
        for question in section.questions:
            _add_answer(table, section, "", "", question, report)
        for outcome in section.outcomes:
            heading = f"{outcome.heading} {outcome.title}"
            for question in outcome.questions:
                _add_answer(table, section, heading, outcome.uid, question, report)
    table.close()
    return table.sheet


def _add_answer(
    table: Table, section: Section, outcome: str, uid: str, question: Question, report: Report
) -> None:
    answer = printed.answer(question, report)
    boxes = [f"{printed.box(option.ticked)} {option.label}" for option in answer.boxes]
    texts = [answer.lead, *boxes, answer.text_label, plain(answer.text), answer.missing]
    rows: list[tuple[str, Any]] = [("\n".join(text for text in texts if text), _money(question.amount))]
    if answer.funds:
        rows = [
            ("\n".join(text for text in (line.funder, plain(line.note)) if text), _money(line.amount))
            for line in question.lines
        ]
    for text, amount in rows:
        table.add(section.heading, outcome, question.label, text, amount, question.key, uid, carried=(5, 6))


def _joined(parts: Iterable[printed.PrintedPart]) -> str:
    """Return a cell of Annex 1 as one text, each office's words under its name."""
    return "\n\n".join(
        "\n".join(text for text in (part.name and f"{part.name}:", plain(part.text), part.missing) if text)
        for part in parts
    )


# Characters; a column that is not named here has the usual width.
USUAL_WIDTH = 40
_ROW_WIDTHS = {"number": 6, "offices": 16, "progress": 80, "next_steps": 46, "status": 16}
# A report without Annex 1 has the sheet too, empty, so that the workbooks of all reports are alike.
_WITHOUT_ANNEX = tuple(
    Column(field, "#" if field == "number" else "", field)
    for field in ("number", "title", "offices", "progress", "next_steps")
)
_INDICATOR_WIDTHS = {"baseline": 24, "target": 28, "milestone": 24, "progress": 44, "variance_reason": 32}


def _write_activities(book: Workbook, styles: Styles, report: Report) -> Any:
    section = report.section("annex1")
    shown = section.columns if section else _WITHOUT_ANNEX
    columns = [(column.label, _ROW_WIDTHS.get(column.field, USUAL_WIDTH)) for column in shown]
    columns[1:1] = [(_("Activity of the project document"), 34)]
    columns += [(_("Status"), 16), (_("Not written yet"), 18), (_("uid"), 12)]
    table = Table(book, styles, _("Activities"), columns)
    table.add_heads((head for head, _width in columns), "D2")
    for group in section.activity_groups if section else ():
        for row in group.rows:
            cells = [_row_value(cell, row) for cell in printed.row_cells(row, shown, report)]
            cells[1:1] = [f"{group.heading} {plain(group.title)}"]
            last = (row.status_label, ", ".join(row.missing_from), row.uid)
            table.add(*cells, *last, carried=(len(columns) - 1,))
    table.close()
    return table.sheet


def _row_value(cell: printed.TableCell, row: ActivityRow) -> Any:
    if cell.column.field == "number":
        return row.number
    if cell.column.field == "title":
        return plain(cell.text)
    return cell.text if cell.column.field in OWN_FIELDS else _joined(cell.parts)


def _write_indicators(book: Workbook, styles: Styles, report: Report) -> Any:
    section = report.section("indicators")
    # The group has a column of its own at the beginning, whether the form has one or not.
    shown = [column for column in section.columns if column.field != "group"] if section else []
    columns = [
        (_("Outcome or output"), 30),
        (_("Code"), 10),
        *((column.label, _INDICATOR_WIDTHS.get(column.field, USUAL_WIDTH)) for column in shown),
        (_("Unit"), 12),
        (_("Direction"), 14),
        (_("Baseline, number"), 12),
        (_("Target, number"), 12),
        (_("Target to date"), 12),
        (_("Value"), 12),
        (_("Variance"), 12),
        (_("Achieved"), 11),
        (_("Status"), 16),
        (_("Women"), 10),
        (_("Men"), 10),
        (_("Under 30"), 10),
        (_("How it was worked out"), 44),
        (_("Measured on"), 16),
        (_("Source"), 24),
        (_("Organisations"), 18),
        (_("uid"), 12),
    ]
    table = Table(book, styles, _("Indicators"), columns)
    table.sheet.page_setup.paperSize = 8  # A3, for 25 columns
    table.add_heads((head for head, _width in columns), "D2")
    for group in section.indicator_groups if section else ():
        heading = f"{group.heading} {plain(group.title)}"
        for indicator in group.indicators:
            texts = (plain(cell.text) for cell in printed.indicator_cells(indicator, shown))
            table.add(heading, indicator.code, *texts, *_figures(indicator), carried=(len(columns) - 1,))
    table.close()
    return table.sheet


def _figures(indicator: Indicator) -> tuple[Any, ...]:
    return (
        indicator.unit,
        indicator.direction,
        indicator.baseline_value,
        indicator.target_value,
        indicator.target_to_date,
        indicator.value,
        indicator.variance,
        _share(indicator.percent_achieved),
        indicator.status_label,
        indicator.women,
        indicator.men,
        indicator.under_30,
        indicator.formula,
        indicator.measured_on,
        indicator.source,
        indicator.offices,
        indicator.uid,
    )


def _write_attachments(book: Workbook, styles: Styles, report: Report) -> Any:
    title, kind, day, where = printed.attachment_heads()
    columns = [(title, 50), (kind, 22), (day, 18), (where, 60), (_("Caption and credit"), 50)]
    table = Table(book, styles, _("Attachments"), columns)
    table.add_heads((head for head, _width in columns), "B2")
    for item, line in zip(report.attachments, printed.attachment_lines(report), strict=True):
        table.add(line.title, line.kind, item.dated, line.where, line.note)
    table.close()
    return table.sheet
