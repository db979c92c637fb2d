"""The report as HTML: one self-contained file, and a fragment for the preview page."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from documents.html import render_body, render_html
from documents.render import FORMATS, file_name, render
from pbfreport.bench.samples import ARABIC, sample_report, text_questions, with_section


@pytest.fixture(scope="module")
def report():
    return sample_report()


class Page(HTMLParser):
    """Collects tags with their attributes, and the headings in their order."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.headings, self.texts, self._open = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if self._open and self._open[-1] != "style":
            self.texts.append(data)


def test_the_file_says_its_language_and_title_and_refers_to_nothing(report):
    html = render_html(report)
    page = Page(html)
    assert ("html", {"lang": "en"}) in page.tags
    assert f"<title>{report.title} – KGZ-PVE-1, January – June 2021</title>" in html
    assert {tag for tag, _attrs in page.tags}.isdisjoint({"script", "img", "link", "iframe", "object"})
    assert not re.search(r"url\(|@import|@font-face", html)
    assert [tag for tag, _attrs in page.tags].count("style") == 1


def test_headings_begin_at_one_in_the_file_and_at_two_on_a_page_and_skip_no_level(report):
    for html, first in ((render_html(report), 1), (render_body(report), 2)):
        headings = Page(html).headings
        assert headings[0] == min(headings) == first
        assert all(later - earlier <= 1 for earlier, later in zip(headings, headings[1:], strict=False))


def test_the_fragment_brings_no_style_and_no_script_of_its_own(report):
    page = Page(render_body(report))
    assert {tag for tag, _attrs in page.tags}.isdisjoint({"style", "script", "html", "body", "main"})
    for _tag, attributes in page.tags:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)


def test_every_question_is_printed_exactly_as_the_form_has_it(report):
    text = " ".join("".join(Page(render_html(report)).texts).split())
    for question in text_questions(report):
        assert " ".join(question.label.split()) in text


def test_each_head_of_a_table_says_what_it_heads(report):
    heads = [attributes for tag, attributes in Page(render_body(report)).tags if tag == "th"]
    assert heads and all(head.get("scope") in ("col", "row", "rowgroup") for head in heads)


def test_a_right_to_left_paragraph_says_so(report):
    assert f'<p dir="rtl">{ARABIC}' in render_body(report)


def test_a_required_answer_that_is_missing_is_named_in_a_draft_only(report):
    question = replace(
        report.section("questions").questions[0], printed="", is_missing=True, is_required=True
    )
    optional = replace(question, key="other", is_required=False)
    for required, count in ((question, 1), (optional, 0)):
        changed = with_section(report, "questions", questions=(required,))
        body = render_body(changed)
        assert body.count('<p class="missing">Not provided</p>') == count + 1  # and one silent work row
        assert "Not provided" not in render_body(replace(changed, is_draft=False, draft_label=""))


def test_a_draft_names_the_office_that_has_not_written(report):
    group = report.section("annex1").activity_groups[0]
    row = replace(
        group.rows[0], cells={"progress": group.rows[0].cells["progress"][:1]}, missing_from=("OHCHR",)
    )
    changed = with_section(report, "annex1", activity_groups=(replace(group, rows=(row,)),))
    assert '<p class="office">OHCHR</p><p class="missing">Not provided</p>' in render_body(changed)


def test_a_missing_value_of_the_cover_is_named_and_an_optional_one_is_not(report):
    changed = replace(report, cover=replace(report.cover, country="", approved_by="", total_budget=None))
    assert render_body(changed).count('<span class="missing">Not provided</span>') == 2


def test_a_choice_leads_its_text_and_is_not_said_twice(report):
    section = next(item for item in report.sections if item.key == "part3")
    surveys = next(item for item in section.questions if item.kind == "yes_no_text")
    for printed in ("Yes\nA survey ran.", "A survey ran."):
        question = replace(surveys, printed=printed)
        sections = tuple(
            replace(item, questions=(question,)) if item is section else item for item in report.sections
        )
        body = render_body(replace(report, sections=sections))
        assert body.count('<p class="lead-answer">Yes</p><p>A survey ran.</p>') == 1


def test_more_than_four_outcomes_print(report):
    body = render_body(report)
    assert [number for number in range(1, 7) if f"Outcome {number}: People" in body] == [1, 2, 3, 4, 5]


def test_the_file_name_says_project_period_and_draft(report):
    assert file_name(report, "docx") == "KGZ-PVE-1_2021-H1_draft.docx"
    odd = replace(report, is_draft=False, project_code="../x y", period_code="a/b")
    assert file_name(odd, "pdf") == "x-y_a-b_final.pdf"


def test_an_unknown_format_is_refused_with_the_known_ones(report):
    with pytest.raises(ValueError, match="html, pdf, docx, xlsx"):
        render(report, "odt")
    assert FORMATS == ("html", "pdf", "docx", "xlsx")


def test_no_cell_ends_with_a_blank_which_would_break_its_lines_too_early(report):
    assert not re.search(r"\s</t[dh]>", render_html(report))
