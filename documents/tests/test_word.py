"""The Word file, reopened and compared cell by cell."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from core.markup import parse
from documents import printed
from documents.word.render import render_word
from pbfreport.bench.samples import sample_report, text_questions, with_section


@pytest.fixture(scope="module")
def report():
    return sample_report()


@pytest.fixture(scope="module")
def content(report):
    return render_word(report)


@pytest.fixture(scope="module")
def document(content):
    return Document(BytesIO(content))


def words(element):
    """The text of a cell or paragraph, links and breaks included, lists without their own marks."""
    paragraphs = element.iter(qn("w:p")) if element.tag != qn("w:p") else [element]
    return [
        line
        for paragraph in paragraphs
        if (line := "".join(node.text or "" for node in paragraph.iter(qn("w:t"))).strip())
    ]


def cells(row):
    return [words(cell) for cell in row._tr.findall(qn("w:tc"))]


def expected(text):
    """What a text in the small markup prints, line by line."""
    return [
        (f"{block.number}." if block.kind == "number" else "") + block.text.strip() for block in parse(text)
    ]


def expected_parts(parts):
    lines = []
    for part in parts:
        lines += [part.name] if part.name else []
        lines += [part.missing] if part.missing else expected(part.text)
    return lines


def test_every_work_row_stands_cell_by_cell_under_its_activity(report, document):
    table = document.tables[-1]
    found = [cells(row) for row in table.rows]
    section = report.section("annex1")
    assert found.pop(0) == [[column.label] for column in section.columns]
    for group in section.activity_groups:
        assert found.pop(0) == [[f"{group.heading} {group.title}"]]
        for row in group.rows:
            assert found.pop(0) == [
                [f"{row.number}."],
                expected(row.title),
                [row.offices],
                *(expected_parts(cell.parts) for cell in printed.row_cells(row, section.columns[3:], report)),
            ]
    assert found == []


def test_every_indicator_stands_cell_by_cell_beside_its_group(report, document):
    found = [cells(row) for row in document.tables[-2].rows][1:]
    for group in report.section("indicators").indicator_groups:
        for position, indicator in enumerate(group.indicators):
            figures = printed.figures(indicator)
            assert found.pop(0) == [
                [group.heading, group.title] if position == 0 else [],
                [indicator.heading, *expected(indicator.title)],
                *(expected(indicator.cells[key]) for key in ("baseline", "target", "milestone")),
                [*expected(indicator.cells["progress"]), *([figures] if figures else [])],
                expected(indicator.cells["variance"]),
            ]
    assert found == []


def test_the_cover_has_every_label_of_the_form_in_its_order(report, document):
    rows = [cells(row) for row in document.tables[0].rows]
    lines = printed.cover_lines(report)
    assert [row[0][0] for row in rows] == [line.label for line in lines]
    values = {line.key: row[1] for line, row in zip(lines, rows, strict=True) if len(row) == 2}
    assert values["country"] == ["Kyrgyz Republic"]
    assert values["first_transfer"] == ["12 January 2018"]
    assert values["implementation_rate"] == [f"87% ({report.cover.rate_basis})"]
    assert values["fund"] == ["☒ Country Trust Fund", "☐ Regional Trust Fund"]
    assert values["recipients"][0] == "RUNO UNDP (Convening Agency)"
    assert values["approved_by"] == []


def test_every_question_and_every_answer_stands_in_full(report, document):
    body = "\n".join(words(document.element.body))
    for question in text_questions(report):
        assert question.label in body
        for line in expected(question.printed) if question.kind in ("text", "yes_no_text") else ():
            assert line in body


def test_headings_are_real_headings_and_more_than_four_outcomes_print(report, document):
    headings: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        headings.setdefault(paragraph.style.name, []).append(paragraph.text)
    assert headings["Title"] == [report.title]
    assert headings["Heading 1"] == [
        section.heading for section in report.sections if section.kind != "cover"
    ]
    assert headings["Heading 2"] == [
        f"{outcome.heading} {outcome.title}" for outcome in report.section("per_outcome").outcomes
    ]
    assert len(headings["Heading 2"]) == 5
    assert document.styles["Report Question"].base_style.name == "Heading 2"


def test_bold_links_and_bullets_are_words_own(document):
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert any(run.text == "First:" and run.bold for run in runs)
    links = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert {(link.text, link.url) for link in links} >= {("the project page", "https://example.org/results")}
    bullet = next(item for item in document.paragraphs if item.text == "the second step is open")
    assert bullet.style.base_style.name == "List Bullet"


def test_offices_of_a_joint_row_are_bold_over_their_paragraphs(document):
    cell = document.tables[-1].rows[2].cells[3]
    assert [paragraph.text for paragraph in cell.paragraphs if paragraph.runs and paragraph.runs[0].bold] == [
        "UNDP",
        "OHCHR",
        "First: the rules were adopted",
    ]


def test_table_heads_repeat_and_rows_do_not_split(document):
    for table in document.tables[-2:]:
        flags = [row._tr.trPr for row in table.rows]
        assert flags[0].find(qn("w:tblHeader")) is not None
        assert all(flag.find(qn("w:cantSplit")) is not None for flag in flags)


def test_the_groups_of_both_tables_are_merged(document):
    merges = [merge.get(qn("w:val")) for merge in document.tables[-2]._tbl.iter(qn("w:vMerge"))]
    assert merges[:5] == ["restart", "continue", "restart", "continue", "continue"]
    assert len(merges) == 40
    spans = [span.get(qn("w:val")) for span in document.tables[-1]._tbl.iter(qn("w:gridSpan"))]
    assert spans == ["5"] * 10


def test_wide_tables_stand_on_landscape_pages(document):
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_language_title_and_page_numbers_are_set(report, document):
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"
    assert document.core_properties.title == printed.document_title(report)
    assert document.core_properties.author == ""
    footer = document.sections[0].footer._element
    assert [code.text for code in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_an_edition_in_another_language_sets_that_language(report):
    russian = Document(BytesIO(render_word(replace(report, language="ru"))))
    language = russian.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "ru"


def test_a_right_to_left_paragraph_runs_from_the_right(document):
    found = [item for item in document.paragraphs if item.text.startswith("ساعد")]
    assert found and all(item._p.pPr.find(qn("w:bidi")) is not None for item in found)


def test_a_draft_is_marked_and_a_final_version_is_not(report, document):
    assert report.draft_label in document.sections[0].header.paragraphs[0].text
    final = Document(BytesIO(render_word(sample_report(is_draft=False))))
    assert "Draft" not in final.sections[0].header.paragraphs[0].text


def test_the_same_report_gives_the_same_file(report, content):
    assert render_word(report) == content


def test_an_empty_list_leaves_no_cell_without_a_paragraph(report):
    bare = with_section(report, "annex1", activity_groups=())
    bare = replace(bare, cover=replace(bare.cover, recipients=(), windows=()))
    with zipfile.ZipFile(BytesIO(render_word(bare))) as package:
        xml = package.read("word/document.xml").decode()
    assert "</w:tcPr></w:tc>" not in xml
