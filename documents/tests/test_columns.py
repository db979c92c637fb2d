"""Columns of the wide tables are data: a new one prints in every format, and a Word file must have a place for it."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from docx import Document

from documents.addressed_cells import cells
from documents.data import Column, Part
from documents.frozen import freeze, thaw
from documents.html import render_body
from documents.render import render
from documents.word.render import default_form, render_word
from documents.word.template_places import left_out
from pbfreport.bench.samples import sample_report, section_of, with_section

RISKS = Column("risks", "Risks met", "risks")


def with_risks():
    """The sample, whose edition has one more column in Annex 1 and whose first row says something in it."""
    report = sample_report()
    annex = section_of(report, "annex1")
    group = annex.activity_groups[0]
    row = replace(group.rows[0], cells={**group.rows[0].cells, "risks": (Part("UNDP", "A late spring"),)})
    groups = (replace(group, rows=(row, *group.rows[1:])), *annex.activity_groups[1:])
    return with_section(report, "annex1", columns=(*annex.columns, RISKS), activity_groups=groups)


def form_with_risks():
    """The portal's Word file with one more column in its last table, put in by hand as in Word."""
    document = Document(BytesIO(default_form()))
    table = document.tables[-1]
    width = table.columns[-1].width
    table.add_column(width)
    table.rows[0].cells[-1].paragraphs[0].text = "{{ annex1.label.risks }}"
    row = next(row for row in table.rows if any("row.progress" in cell.text for cell in row.cells))
    row.cells[-1].paragraphs[0].text = "{{p row.risks }}"
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def heads_of(kind):
    return [column.label for column in section_of(sample_report(), kind).columns]


def test_the_heads_are_those_of_the_official_form():
    assert heads_of("annex1") == [
        "#",
        "Activities",
        "Responsible RUNO",
        "Progress achieved during January – June 2021",
        "Required next steps",
    ]
    assert heads_of("indicators") == [
        "",
        "Performance Indicators",
        "Indicator Baseline",
        "End of project Indicator Target",
        "Indicator Milestone",
        "Current indicator progress",
        "Reasons for Variance/ Delay (if any)",
    ]


def test_a_new_column_prints_on_the_page_with_its_head():
    body = render_body(with_risks())
    assert '<th scope="col">Risks met</th>' in body and "A late spring" in body
    assert f'colspan="{len(section_of(with_risks(), "annex1").columns)}"' in body


def test_a_new_column_stands_in_the_workbook_beside_the_others():
    sheet = openpyxl.load_workbook(BytesIO(render(with_risks(), "xlsx").content))["Activities"]
    heads = [cell.value for cell in sheet[1]]
    at = heads.index("Risks met")
    assert heads[at - 1 : at + 3] == ["Required next steps", "Risks met", "Status", "Not written yet"]
    assert sheet[2][at].value == "UNDP:\nA late spring"


def test_a_new_column_prints_where_the_word_file_has_a_place_for_it():
    form = form_with_risks()
    assert left_out(with_risks(), form) == []
    table = Document(BytesIO(render_word(with_risks(), form))).tables[-1]
    assert table.rows[0].cells[-1].text == "Risks met"
    assert any("A late spring" in row.cells[-1].text for row in table.rows)


def test_a_new_column_is_compared_under_its_head():
    [cell] = [cell for cell in cells(with_risks()) if cell.text == "A late spring"]
    assert (cell.field, cell.office, cell.where) == ("risks", "UNDP", "Row 1, Risks met")


def test_a_column_without_a_place_in_the_word_file_is_named():
    [sentence] = left_out(with_risks(), default_form())
    assert "“Risks met”" in sentence and "{{p row.risks }}" in sentence


def test_the_portals_own_word_file_has_a_place_for_everything():
    assert left_out(sample_report(), default_form()) == []


def test_a_section_without_a_place_in_the_word_file_is_named():
    document = Document()
    document.add_paragraph("{{p answer('part1.status') }}")
    target = BytesIO()
    document.save(target)
    report = sample_report()
    sentences = left_out(report, target.getvalue())
    named = [section for section in report.sections if section.kind not in ("cover", "notes")]
    assert len(sentences) == len(named)
    assert "some answers" in sentences[0]
    assert all(section.heading in sentence for section, sentence in zip(named, sentences, strict=True))


def test_a_stored_report_without_columns_and_with_unknown_keys_is_read():
    text = freeze(with_risks()).replace('"columns":', '"pillars":')
    annex = section_of(thaw(text), "annex1")
    assert annex.columns == ()
    assert annex.activity_groups[0].rows[0].cells["risks"] == (Part("UNDP", "A late spring"),)
    assert "A late spring" not in render_body(thaw(text))


@pytest.mark.parametrize("kind", ["annex1", "indicators"])
def test_a_row_that_says_nothing_in_a_column_prints_an_empty_cell(kind):
    report = with_section(sample_report(), kind, columns=(*section_of(sample_report(), kind).columns, RISKS))
    assert "Risks met" in render_body(report)
    assert render(report, "xlsx").content
