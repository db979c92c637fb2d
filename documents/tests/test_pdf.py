"""The PDF, reopened: tags, language, title, heads on every page, every text."""

from io import BytesIO

import pypdf
import pytest

from documents import printed
from documents.pdf import html_to_pdf, render_pdf
from pbfreport.bench.samples import KYRGYZ, RUSSIAN, sample_report, text_questions


@pytest.fixture(scope="module")
def report():
    return sample_report()


@pytest.fixture(scope="module")
def reader(report):
    return pypdf.PdfReader(BytesIO(render_pdf(report)))


@pytest.fixture(scope="module")
def pages(reader):
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def without_spaces(text):
    return "".join(text.split())


def test_it_is_tagged_and_says_its_language_and_title(report, reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == printed.document_title(report)
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()


def tags_of(element, found):
    element = element.get_object()
    if isinstance(element, list):
        for child in element:
            tags_of(child, found)
    elif isinstance(element, dict):
        found.append(element.get("/S"))
        if "/K" in element:
            tags_of(element["/K"], found)
    return found


def test_headings_tables_and_their_heads_are_in_the_structure_tree(reader):
    tags = tags_of(reader.trailer["/Root"]["/StructTreeRoot"], [])
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 7
    assert {"/H3", "/Table", "/TR", "/TH", "/TD", "/L", "/LI", "/Link"} <= set(tags)


def test_every_heading_question_and_indicator_stands_in_it(report, pages):
    whole = without_spaces(" ".join(pages))
    for section in report.sections:
        assert without_spaces(section.heading) in whole
    for question in text_questions(report):
        assert without_spaces(question.label) in whole
    for group in report.section("indicators").indicator_groups:
        for indicator in group.indicators:
            assert without_spaces(indicator.heading) in whole
    for group in report.section("annex1").activity_groups:
        for row in group.rows:
            assert without_spaces(f"{row.number}.{row.title}{row.offices}") in whole


def test_kyrgyz_russian_and_signs_print_as_letters(pages):
    whole = without_spaces(" ".join(pages))
    for text in (KYRGYZ, RUSSIAN, "≤40%to≥60%→"):
        assert without_spaces(text) in whole


def test_the_heads_of_the_wide_tables_repeat_on_every_page(report, pages):
    annex, table = report.section("annex1"), report.section("indicators")
    for section, first in ((table, "Indicator 1.1 "), (annex, "Activity 1.1. ")):
        head = next(column.label for column in section.columns if column.field == "progress")
        start = next(number for number, page in enumerate(pages) if first in page and section.heading in page)
        own = [page for page in pages[start:] if without_spaces(head) in without_spaces(page)]
        assert len(own) >= 4
    last = without_spaces(pages[-1])
    assert all(without_spaces(column.label) in last for column in annex.columns)


def test_wide_tables_stand_on_landscape_pages(reader):
    shapes = ["wide" if page.mediabox.width > page.mediabox.height else "tall" for page in reader.pages]
    assert shapes[0] == "tall" and shapes[-1] == "wide"
    assert shapes == sorted(shapes)  # once it turns, it stays turned


def test_pages_are_numbered_and_a_draft_is_marked_on_each(report, pages):
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert report.draft_label in page


def test_a_final_version_bears_no_draft_mark():
    reader = pypdf.PdfReader(BytesIO(render_pdf(sample_report(is_draft=False))))
    assert not any("Draft" in page.extract_text() for page in reader.pages)


def test_a_title_may_be_given_apart():
    content = html_to_pdf("<html lang=en><head><title>One</title></head><body>x</body></html>", title="A & B")
    metadata = pypdf.PdfReader(BytesIO(content)).metadata
    assert metadata and metadata.title == "A & B"
