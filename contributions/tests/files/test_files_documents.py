"""The documents of a report list its attachments at the end: nothing internal, no photo without consent."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import lxml.html
import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from contributions.files.services import take_away
from contributions.models import Attachment, Contribution
from contributions.tests.files.attached import JPEG, added
from documents import data
from documents.frozen import freeze, thaw
from documents.html import render_html
from documents.pdf import render_pdf
from documents.render import render
from pbfreport.bench.samples import sample_report
from reports.assembling.contents import assemble_draft
from reports.loaded import load_report

LISTED = (
    data.Attachment("Mid-term evaluation", "Evaluation", date(2020, 6, 30), file_name="Évaluation & <1>.pdf"),
    data.Attachment("Figures on line", "Source of figures", None, url="https://example.org/a?b=1&c=2"),
    data.Attachment("A class", "Photo", None, file_name="class.jpg", caption="Pupils in Osh.", credit="UNDP"),
)
REPORT = replace(sample_report(), attachments=LISTED)
ROWS = [
    ["Mid-term evaluation", "Evaluation", "30 June 2020", "Évaluation & <1>.pdf"],
    ["Figures on line", "Source of figures", "", "https://example.org/a?b=1&c=2"],
    ["A class Pupils in Osh. Photo: UNDP", "Photo", "", "class.jpg"],
]
HEADS = ["Title", "What it is", "Date", "File or link"]


def draft(code="2021-H1"):
    return assemble_draft(load_report(project__code="KGZ-PVE-1", code=code))


def words(text):
    return " ".join(text.split())


def test_html_lists_them_after_the_last_section():
    root = lxml.html.fromstring(render_html(REPORT))
    section = root.xpath("//article/section")[-1]
    assert section.find("h2").text == "Attachments"
    assert [words(cell.text_content()) for cell in section.iter("th") if cell.get("scope") == "col"] == HEADS
    rows = section.xpath(".//tbody/tr")
    found = [[words(" ".join(cell.itertext())) for cell in row] for row in rows]
    assert found == ROWS
    assert [link.get("href") for link in section.iter("a")] == ["https://example.org/a?b=1&c=2"]


def test_word_lists_them_at_the_end_under_a_heading_with_a_link_that_works():
    document = Document(BytesIO(render(REPORT, "docx").content))
    table = document.tables[-1]
    found = [[words(" ".join(p.text for p in cell.paragraphs)) for cell in row.cells] for row in table.rows]
    assert found == [HEADS, *ROWS]
    assert list(table.rows[0]._tr.iter(qn("w:tblHeader")))
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"][
        -1
    ] == "Attachments"
    (link,) = table._tbl.iter(qn("w:hyperlink"))
    assert document.part.rels[link.get(qn("r:id"))].target_ref == "https://example.org/a?b=1&c=2"
    body = document.element.body
    assert body[-1].tag == qn("w:sectPr") and body[-3] is table._tbl


def test_excel_has_a_sheet_for_them():
    sheet = openpyxl.load_workbook(BytesIO(render(REPORT, "xlsx").content))["Attachments"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == tuple(HEADS)
    assert [row[0] for row in rows[1:]] == [item.title for item in LISTED]
    dated = rows[1][2]
    assert isinstance(dated, datetime) and dated.date() == date(2020, 6, 30)
    assert rows[3][4] == "Pupils in Osh. Photo: UNDP"


def test_the_pdf_comes_out_with_them():
    assert len(render_pdf(REPORT)) > len(render_pdf(replace(REPORT, attachments=())))


@pytest.mark.parametrize("document_format", ["html", "docx", "xlsx"])
def test_a_report_without_attachments_is_as_before(document_format):
    content = render(sample_report(), document_format).content
    text = content.decode() if document_format == "html" else ""
    assert 'id="section-attachments"' not in text
    if document_format == "xlsx":
        assert "Attachments" not in openpyxl.load_workbook(BytesIO(content)).sheetnames
    if document_format == "docx":
        assert "Attachments" not in [p.text for p in Document(BytesIO(content)).paragraphs]


def test_hostile_words_stay_words_in_every_document():
    nasty = '=1+1 <script>alert(1)</script> {{ x }} \x07 "&" \u202e'
    item = data.Attachment(nasty, nasty, None, file_name=nasty, caption=nasty, credit=nasty)
    link = data.Attachment("x", "Other", None, url="javascript:alert(1)")
    report = replace(sample_report(), attachments=(item, link))
    html = render_html(report)
    assert "<script>" not in html and 'href="javascript' not in html
    assert (
        "<script>alert(1)</script>"
        in Document(BytesIO(render(report, "docx").content)).tables[-1].cell(1, 0).text
    )
    cell = openpyxl.load_workbook(BytesIO(render(report, "xlsx").content))["Attachments"]["A2"]
    assert cell.data_type == "s" and cell.value.startswith("=1+1 <script>")


def test_a_frozen_report_keeps_its_attachments():
    assert thaw(freeze(REPORT)) == REPORT


@pytest.mark.django_db
def test_only_what_is_not_internal_and_belongs_to_the_report_is_listed(period, person, pve_1):
    of_report, undp = period("KGZ-PVE-1", "2021-H1"), person("undp")
    listed = added(of_report, undp, title="Listed", kind="survey", dated=date(2021, 2, 1), is_internal=False)
    added(of_report, undp, title="A link", url="https://example.org/", is_internal=False)
    added(of_report, undp, title="Internal")
    added(pve_1, undp, title="Of the project", is_internal=False)
    added(period("KGZ-PVE-1", "2021-FINAL"), undp, title="Of another report", is_internal=False)
    gone = added(of_report, undp, title="Taken away", is_internal=False)
    take_away(gone, by=undp)
    found = draft().attachments
    assert [item.title for item in found] == ["Listed", "A link"]
    assert found[0] == data.Attachment("Listed", "Survey", listed.dated, file_name="survey.pdf")
    assert found[1].url == "https://example.org/"


@pytest.mark.django_db
def test_a_photo_is_listed_only_with_consent(period, person):
    photo = {"kind": "photo", "name": "a.jpg", "content": JPEG, "is_internal": False}
    of_report = period("KGZ-PVE-1", "2021-H1")
    without = added(of_report, person("undp"), title="Without", **photo)
    added(
        of_report, person("undp"), title="With", has_consent=True, caption="A class", credit="UNDP", **photo
    )
    Attachment.objects.filter(pk=without.pk).update(is_internal=False)  # whatever wrote it
    (found,) = draft().attachments
    assert (found.title, found.kind, found.caption, found.credit) == ("With", "Photo", "A class", "UNDP")


@pytest.mark.django_db
def test_what_belongs_to_an_input_is_listed_once_others_may_read_it(input_of, person):
    own = input_of("UN Women", "KGZ-PVE-1", "2021-FINAL")
    added(own.period, person("unwomen"), contribution=own, title="Of the input", is_internal=False)
    assert draft("2021-FINAL").attachments == ()
    Contribution.objects.filter(pk=own.pk).update(is_shared=True)
    assert [item.title for item in draft("2021-FINAL").attachments] == ["Of the input"]
