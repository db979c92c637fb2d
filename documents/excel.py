"""The report as a workbook to count with: cover, texts, activities, indicators, figures as real numbers.

Every text is stored as text, whatever it begins with; what carries a row back in is its uid.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from core.markup import plain
from documents import printed
from documents.data import Indicator, Question, Report, Section

CELL_LIMIT = 32_767  # of Excel, in UTF-16 units
LINE_HEIGHT, HIGHEST_ROW = 15, 409  # points; Excel allows no more
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
MONEY, PERCENT, DAY = "#,##0.00", "0.0%", "d mmmm yyyy"
_LINE = Side(style="thin", color="B8C7D1")


class _Styles:
    """The looks of the workbook's cells, made once and shared by all of them."""

    def __init__(self, book: Workbook) -> None:
        self._sheet = book.worksheets[0]
        grid = Border(bottom=_LINE)
        wrapped = Alignment(wrap_text=True, vertical="top")
        head = PatternFill("solid", fgColor="E6F1F7")
        self.text = self._made(alignment=wrapped, border=grid)
        self.quoted = self._made(alignment=wrapped, border=grid, quotePrefix=True)
        self.head = self._made(
            alignment=wrapped, border=grid, fill=head, font=Font(name="Calibri", bold=True, color="12344D")
        )
        self.title = self._made(
            alignment=wrapped, font=Font(name="Calibri", bold=True, size=14, color="12344D")
        )
        self.draft = self._made(alignment=wrapped, font=Font(name="Calibri", bold=True, color="8A3B00"))
        self._numbers: dict[str, Any] = {}

    def _made(self, **looks: Any) -> Any:
        cell: Any = Cell(self._sheet, 1, 1)
        for name, look in looks.items():
            setattr(cell, name, look)
        return cell._style

    def number(self, number_format: str) -> Any:
        """Return the look of a figure in a number format of Excel."""
        if number_format not in self._numbers:
            self._numbers[number_format] = self._made(
                alignment=Alignment(vertical="top"), border=Border(bottom=_LINE), number_format=number_format
            )
        return self._numbers[number_format]


def figure_format(value: Decimal) -> str:
    """Return the number format that shows a figure with the decimals it has."""
    exponent = value.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + ("." + "0" * min(decimals, 6) if decimals else "")


def pieces(text: str) -> list[str]:
    """Split a text at the limit of a cell, none in the midst of a character."""
    # A character beyond the basic plane counts twice in Excel.
    step = CELL_LIMIT if not text or max(text) <= "\uffff" else CELL_LIMIT // 2
    return [text[start : start + step] for start in range(0, len(text), step)] or [""]


class _Table:
    """One sheet: heads, widths and rows, long texts going on in continuation rows."""

    def __init__(
        self, book: Workbook, styles: _Styles, name: str, columns: Sequence[tuple[str, int]]
    ) -> None:
        self.styles = styles
        self.sheet = book.create_sheet(name)
        self.rows, self.widths = 0, [width for _head, width in columns]
        sheet = self.sheet
        for position, (_head, width) in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(position)].width = width
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.right.text = "&P / &N"

    def add_heads(self, heads: Iterable[str], freeze: str) -> None:
        """Write the heads in the first row; they stay in sight, filter and print on every page."""
        self.sheet.freeze_panes = freeze
        self.add_styled(self.styles.head, *heads)
        self.sheet.print_title_rows = "1:1"

    def add_styled(self, style: Any, *texts: str) -> None:
        """Append a row of texts in one look."""
        self._put_row(texts, style)

    def add(self, *values: Any, carried: Sequence[int] = ()) -> None:
        """Append a row; where a text is longer than a cell may be, append the rest below it.

        `carried` are the positions of what tells a row, repeated beside the rest.
        """
        split = {
            position: pieces(value)
            for position, value in enumerate(values)
            if isinstance(value, str) and len(value) > CELL_LIMIT // 2
        }
        for number in range(max((len(parts) for parts in split.values()), default=1)):
            row = list(values) if number == 0 else [""] * len(values)
            for position, parts in split.items():
                row[position] = parts[number] if number < len(parts) else ""
            if number:
                row[0] = row[0] or _("(continued)")
                for position in carried:
                    row[position] = values[position]
            self._put_row(row, self.styles.text)

    def _put_row(self, values: Sequence[Any], style: Any) -> None:
        """Write a row, as high as its longest text needs; not every program works that out by itself."""
        self.rows += 1
        lines = 1
        for column, value in enumerate(values, 1):
            self._put(column, value, style)
            if isinstance(value, str) and value:
                width = self.widths[column - 1]
                lines = max(lines, sum(len(line) // width + 1 for line in value.split("\n")))
        if lines > 1:
            self.sheet.row_dimensions[self.rows].height = min(lines * LINE_HEIGHT, HIGHEST_ROW)

    def _put(self, column: int, value: Any, style: Any) -> None:
        """Write a cell: a text as text, a number, a percentage, an amount or a date as such."""
        cell: Any = self.sheet.cell(self.rows, column)
        if isinstance(value, str):
            cell._style = style
            if value:
                cell.value = value
                if cell.data_type != "s":
                    cell.data_type = "s"
                if value.startswith(FORMULA_SIGNS):
                    cell._style = self.styles.quoted
        elif value is None:
            cell._style = style
        elif isinstance(value, tuple):
            cell.value, cell._style = value[0], self.styles.number(value[1])
        elif isinstance(value, date):
            cell.value, cell._style = value, self.styles.number(DAY)
        else:
            cell.value, cell._style = value, self.styles.number(figure_format(Decimal(value)))

    def close(self) -> None:
        """Give the heads their filters, once the number of rows is known."""
        last = get_column_letter(len(self.widths))
        self.sheet.auto_filter.ref = f"A1:{last}{max(self.rows, 1)}"


def render_excel(report: Report) -> bytes:
    """Return the report as an Excel workbook."""
    report = printed.safe(report)
    with printed.in_language(report):
        book = Workbook()
        book.properties.title = printed.document_title(report)
        book.properties.language = report.language
        book.properties.creator = ""
        styles = _Styles(book)
        sheets = [_write_cover, _write_texts, _write_activities, _write_indicators]
        for write in (*sheets, _write_attachments) if report.attachments else sheets:
            sheet = write(book, styles, report)
            sheet.oddHeader.left.text = f"{report.project_code} · {report.period_label}".replace("&", "&&")
            sheet.oddHeader.right.text = report.draft_label.replace("&", "&&")
        book.remove(book.worksheets[0])
        target = BytesIO()
        book.save(target)
        return target.getvalue()


def _write_cover(book: Workbook, styles: _Styles, report: Report) -> Any:
    table = _Table(book, styles, _("Cover"), [("", 62), ("", 60)])
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


def _write_texts(book: Workbook, styles: _Styles, report: Report) -> Any:
    columns = [
        (_("Section"), 26),
        (_("Outcome"), 22),
        (_("Question"), 44),
        (_("Answer"), 90),
        (_("Amount (US dollars)"), 18),
        (_("Question key"), 20),
        (_("Outcome uid"), 14),
    ]
    table = _Table(book, styles, _("Texts"), columns)
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
    table: _Table, section: Section, outcome: str, uid: str, question: Question, report: Report
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


def _write_activities(book: Workbook, styles: _Styles, report: Report) -> Any:
    section = report.section("annex1")
    labels = section.labels if section else {}
    columns = [
        (labels.get("number", "#"), 6),
        (_("Activity of the project document"), 34),
        (labels.get("activity", ""), 40),
        (labels.get("offices", ""), 16),
        (labels.get("progress", ""), 80),
        (labels.get("next_steps", ""), 46),
        (_("Status"), 16),
        (_("Not written yet"), 18),
        (_("uid"), 12),
    ]
    table = _Table(book, styles, _("Activities"), columns)
    table.add_heads((head for head, _width in columns), "D2")
    for group in section.activity_groups if section else ():
        for row in group.rows:
            table.add(
                row.number,
                f"{group.heading} {plain(group.title)}",
                plain(row.title),
                row.offices,
                _joined(printed.progress_parts(row, report)),
                _joined(printed.next_step_parts(row)),
                row.status_label,
                ", ".join(row.missing_from),
                row.uid,
                carried=(8,),
            )
    table.close()
    return table.sheet


def _write_indicators(book: Workbook, styles: _Styles, report: Report) -> Any:
    section = report.section("indicators")
    labels = section.labels if section else {}
    columns = [
        (_("Outcome or output"), 30),
        (_("Code"), 10),
        (labels.get("indicator", ""), 40),
        (labels.get("baseline", ""), 24),
        (labels.get("target", ""), 28),
        (labels.get("milestone", ""), 24),
        (labels.get("progress", ""), 44),
        (labels.get("variance", ""), 32),
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
    table = _Table(book, styles, _("Indicators"), columns)
    table.sheet.page_setup.paperSize = 8  # A3, for 25 columns
    table.add_heads((head for head, _width in columns), "D2")
    for group in section.indicator_groups if section else ():
        heading = f"{group.heading} {plain(group.title)}"
        for indicator in group.indicators:
            table.add(heading, *_indicator_cells(indicator), carried=(len(columns) - 1,))
    table.close()
    return table.sheet


def _indicator_cells(indicator: Indicator) -> tuple[Any, ...]:
    return (
        indicator.code,
        plain(indicator.title),
        plain(indicator.baseline),
        plain(indicator.target),
        plain(indicator.milestone),
        plain(indicator.progress),
        plain(indicator.variance_reason),
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


def _write_attachments(book: Workbook, styles: _Styles, report: Report) -> Any:
    title, kind, day, where = printed.attachment_heads()
    columns = [(title, 50), (kind, 22), (day, 18), (where, 60), (_("Caption and credit"), 50)]
    table = _Table(book, styles, _("Attachments"), columns)
    table.add_heads((head for head, _width in columns), "B2")
    for item, line in zip(report.attachments, printed.attachment_lines(report), strict=True):
        table.add(line.title, line.kind, item.dated, line.where, line.note)
    table.close()
    return table.sheet
