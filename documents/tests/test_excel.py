"""The workbook, reopened and compared cell by cell."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from core.markup import plain
from documents import printed
from documents.data import Part
from documents.excel import render_excel
from documents.workbook import CELL_LIMIT, pieces
from pbfreport.bench.samples import sample_report, text_questions, with_section


@pytest.fixture(scope="module")
def report():
    return sample_report()


@pytest.fixture(scope="module")
def book(report):
    return openpyxl.load_workbook(BytesIO(render_excel(report)))


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def empty_to_none(*values):
    return [value if value != "" else None for value in values]


def joined(parts):
    return "\n\n".join(
        "\n".join(
            text for text in (f"{part.name}:" if part.name else "", plain(part.text), part.missing) if text
        )
        for part in parts
    )


def test_there_is_a_sheet_for_each_part(book):
    assert book.sheetnames == ["Cover", "Texts", "Activities", "Indicators"]


def test_every_work_row_stands_cell_by_cell_with_its_uid(report, book):
    section = report.section("annex1")
    assert [column.field for column in section.columns[:3]] == ["number", "title", "offices"]
    assert rows(book["Activities"]) == [
        empty_to_none(
            row.number,
            f"{group.heading} {group.title}",
            row.title,
            row.offices,
            *(joined(cell.parts) for cell in printed.row_cells(row, section.columns[3:], report)),
            row.status_label,
            ", ".join(row.missing_from),
            row.uid,
        )
        for group in section.activity_groups
        for row in group.rows
    ]


def test_every_text_column_of_an_indicator_stands_beside_its_figures(report, book):
    found = rows(book["Indicators"])
    for group in report.section("indicators").indicator_groups:
        for indicator in group.indicators:
            row = found.pop(0)
            assert row[:10] == empty_to_none(
                f"{group.heading} {group.title}",
                indicator.code,
                indicator.title,
                *(
                    plain(indicator.cells[key])
                    for key in ("baseline", "target", "milestone", "progress", "variance")
                ),
                indicator.unit,
                indicator.direction,
            )
            assert row[20:21] == empty_to_none(indicator.formula)
            assert (row[21].date() if row[21] else None) == indicator.measured_on
            assert row[22:] == empty_to_none(indicator.source, indicator.offices, indicator.uid)
    assert found == []


def test_every_answer_stands_under_its_key(report, book):
    found = rows(book["Texts"])
    for question in text_questions(report):
        row = found.pop(0)
        assert (row[2], row[5]) == (question.label, question.key)
        if question.kind == "funders":
            assert row[3].startswith(question.lines[0].funder)
            found = found[len(question.lines) - 1 :]
        elif question.kind == "text":
            assert row[3] == plain(question.printed)
        elif question.kind == "yes_no_text":
            assert row[3] == f"Yes\n{plain(question.printed)}"
        elif question.kind == "multi_choice":
            assert row[3].count("☒") == 2 and row[3].count("☐") == 4
    assert found == []


def test_a_percentage_is_a_number_that_excel_shows_as_one(book):
    cell = book["Indicators"]["P2"]
    assert cell.number_format == "0.0%" and cell.value == pytest.approx(0.0525)


def test_heads_stay_in_sight_filter_and_print_on_every_page(book):
    for name in ("Texts", "Activities", "Indicators"):
        sheet = book[name]
        assert sheet.freeze_panes == "D2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet["A2"].alignment.wrap_text or sheet["A2"].data_type == "n"


@pytest.mark.parametrize("start", ["=1+1", "+41 22", "-12", "@SUM(A1)", "\tTAB", "#N/A", "007", "TRUE"])
def test_no_text_becomes_a_formula_and_each_survives_the_round_trip(report, start):
    group = report.section("annex1").activity_groups[0]
    changed = replace(group, rows=(replace(group.rows[0], offices=start, uid=start),))
    content = render_excel(with_section(report, "annex1", activity_groups=(changed,)))
    cell = openpyxl.load_workbook(BytesIO(content))["Activities"]["D2"]
    assert (cell.value, cell.data_type) == (start, "s")
    assert bool(cell.quotePrefix) == start.startswith(("=", "+", "-", "@", "\t"))


def test_a_text_longer_than_a_cell_goes_on_below_under_the_same_uid(report):
    text = "=ө" + "ңү" * 40_000
    group = report.section("annex1").activity_groups[0]
    row = replace(group.rows[1], cells={"progress": (Part("", text),)})
    content = render_excel(
        with_section(report, "annex1", activity_groups=(replace(group, rows=(row, group.rows[2])),))
    )
    found = rows(openpyxl.load_workbook(BytesIO(content))["Activities"])
    mine = [line for line in found if line[-1] == row.uid]
    assert len(mine) == 3 and [line[0] for line in mine[1:]] == ["(continued)", "(continued)"]
    assert "".join(line[4] for line in mine) == text
    assert found[-1][-1] == group.rows[2].uid


def test_a_long_text_is_never_split_inside_a_character():
    parts = pieces("🕊" * 40_000)
    assert "".join(parts) == "🕊" * 40_000
    assert max(len(part.encode("utf-16-le")) // 2 for part in parts) <= CELL_LIMIT


def test_a_draft_is_marked_and_a_final_version_is_not(report, book):
    assert book["Cover"]["A2"].value == report.draft_label
    assert book["Activities"].oddHeader.right.text == report.draft_label
    final = openpyxl.load_workbook(BytesIO(render_excel(sample_report(is_draft=False))))
    assert "Draft" not in str([cell.value for row in final["Cover"] for cell in row])
    header: Any = final["Activities"].oddHeader
    assert not header.right.text
