"""A workbook's sheets: heads, looks, heights, and texts longer than a cell may be. Knows no report.

Every text is stored as text, whatever it begins with.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

CELL_LIMIT = 32_767  # of Excel, in UTF-16 units
LINE_HEIGHT, HIGHEST_ROW = 15, 409  # points; Excel allows no more
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
MONEY, PERCENT, DAY = "#,##0.00", "0.0%", "d mmmm yyyy"
_LINE = Side(style="thin", color="B8C7D1")


class Styles:
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


class Table:
    """One sheet: heads, widths and rows, long texts going on in continuation rows."""

    def __init__(self, book: Workbook, styles: Styles, name: str, columns: Sequence[tuple[str, int]]) -> None:
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
