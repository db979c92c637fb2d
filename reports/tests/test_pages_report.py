"""The coordinator's other pages: cover, indicators, Annex 1, who has not written, the documents."""

import io

import openpyxl
import pytest

from audit.models import LogEntry
from contributions.models import Answer
from contributions.tests.entries import rows_of
from indicators.models import Indicator
from pbfreport.tests.pages import Browser
from projects.models import Membership
from reports.models import JointIndicatorText, Report
from reports.tests.report_pages import web_address

pytestmark = pytest.mark.django_db

H1, FINAL = ("KGZ-PVE-1", "2021-H1"), ("KGZ-PVE-2", "2021-FINAL")


@pytest.fixture
def window(signed_in):
    return Browser(signed_in("coordinator"))


@pytest.fixture
def window_2(signed_in):
    return Browser(signed_in("coordinator2"))


def test_the_cover_is_saved_with_its_author(window, person):
    window.open(web_address(*H1, "cover"))
    window.type("cover-prepared_by", "The four project teams")
    window.type("cover-approved_by", "Head of UNDP")
    assert window.click("Save the cover").status == 200
    report = Report.objects.get(period__project__code=H1[0], period__code=H1[1])
    assert (report.prepared_by, report.approved_by) == ("The four project teams", "Head of UNDP")
    assert LogEntry.objects.latest("pk").actor_id == person("coordinator").pk


@pytest.mark.parametrize(
    ("rate", "reason", "field", "sentence"),
    [
        ("87", "", "rate_reason", "Say in a few words why the computed rate is not printed."),
        ("nearly all", "late bills", "rate_override", "Write digits only"),
        ("1000", "late bills", "rate_override", "Write the rate in percent, for example 87."),
        ("-1", "late bills", "rate_override", "Write a number of 0 or more."),
    ],
)
def test_a_corrected_rate_needs_a_number_and_a_reason(window, rate, reason, field, sentence):
    window.open(web_address(*H1, "cover"))
    window.type("cover-rate_override", rate)
    window.type("cover-rate_reason", reason)
    window.type("cover-prepared_by", "Typed and kept")
    page = window.click("Save the cover")
    assert page.status == 422
    page.check_summary()
    assert (f"#id_cover-{field}") in [link for link, words in page.summary if sentence in words]
    assert page.field("cover-rate_override") == rate
    assert page.field("cover-prepared_by") == "Typed and kept"
    assert Report.objects.get(period__project__code=H1[0], period__code=H1[1]).rate_override is None


def test_a_corrected_rate_with_its_reason_is_printed(window):
    window.open(web_address(*H1, "cover"))
    window.type("cover-rate_override", "87,5 %")
    window.type("cover-rate_reason", "Bills of June are in the books of July.")
    page = window.click("Save the cover")
    assert page.status == 200
    assert page.field("cover-rate_override") == "87.5"
    assert "87.5%" in window.open(web_address(*H1, "preview")).words


def test_two_coordinators_on_the_cover_merge_and_clash(signed_in, person, input_of):
    undp = input_of("UNDP", *H1)
    Membership.objects.create(
        user=person("undp"), role="coordinator", project=undp.period.project, office=undp.office
    )
    first, second = Browser(signed_in("coordinator")), Browser(signed_in("undp"))
    for window in (first, second):
        window.open(web_address(*H1, "cover"))
    first.type("cover-approved_by", "The first")
    first.click("Save the cover")
    second.type("cover-prepared_by", "The second")
    assert second.click("Save the cover").status == 200
    first.type("cover-prepared_by", "The first again")
    page = first.click("Save the cover")
    assert page.status == 409
    assert "The second" in page.words and "The first again" in page.words
    report = Report.objects.get(period=undp.period)
    assert (report.approved_by, report.prepared_by) == ("The first", "The second")


def joint_indicator():
    return Indicator.objects.get(project__code="KGZ-PVE-2", code="1.2")


def test_a_joint_indicator_has_the_words_of_all_its_offices_and_takes_them_over(window_2):
    JointIndicatorText.objects.all().delete()
    indicator = joint_indicator()
    page = window_2.open(web_address(*FINAL, "indicators"))
    prefix = f"k-{indicator.uid}"
    words = page.words_in(prefix)
    assert "Make one text of 2" in words and "UNODC" in words and "UNDP" in words
    for number in (0, 1):
        buttons = window_2.page.part(prefix).xpath(".//button[@name='take']")
        form = next(form for form in window_2.page.root.forms if buttons[number] in list(form.iter("button")))
        assert "Taken over." in window_2.send(form, buttons[number]).words
    text = JointIndicatorText.objects.get(indicator=indicator)
    taken = list(text.sources.values_list("text", flat=True))
    assert len(taken) == 2 and all(part in text.progress for part in taken)
    assert "Your text" in window_2.page.words_in(prefix)
    window_2.type(f"{prefix}-progress", "One joint sentence.")
    window_2.click("Save the page")
    text.refresh_from_db()
    assert text.progress == "One joint sentence."
    assert "One joint sentence." in window_2.open(web_address(*FINAL, "preview")).words


def test_an_indicator_of_one_office_has_nothing_to_type(window_2):
    single = Indicator.objects.get(project__code="KGZ-PVE-2", code="1.1")
    page = window_2.open(web_address(*FINAL, "indicators"))
    assert not page.root.xpath("//*[@name=$n]", n=f"k-{single.uid}-progress")
    assert "Stands as the agency wrote it" in page.words_in(f"k-{single.uid}")


def test_unticking_an_indicator_takes_it_out_of_the_documents(window_2):
    gone = Indicator.objects.get(project__code="KGZ-PVE-2", code="1.3.1")
    assert gone.title in window_2.open(web_address(*FINAL, "preview")).words
    window_2.open(web_address(*FINAL, "indicators"))
    window_2.untick(f"k-{gone.uid}-is_included")
    page = window_2.click("Save the page")
    assert "Not printed" in page.words_in(f"k-{gone.uid}")
    assert JointIndicatorText.objects.filter(is_included=False).count() == 1
    assert gone.title not in window_2.open(web_address(*FINAL, "preview")).words
    book = openpyxl.load_workbook(
        io.BytesIO(window_2.client.get(web_address(*FINAL, "download/xlsx")).content)
    )
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not any(gone.title in cell for cell in cells)
    window_2.open(web_address(*FINAL, "indicators"))
    window_2.type(f"k-{gone.uid}-is_included", "on")
    window_2.click("Save the page")
    assert gone.title in window_2.open(web_address(*FINAL, "preview")).words


def test_annex_1_joins_the_parts_under_their_names_and_says_who_is_missing(window, input_of):
    page = window.open(web_address("KGZ-PVE-1", "2021-H1", "annex1"))
    undp, ohchr = (rows_of(input_of(office, *H1))[1] for office in ("UNDP", "OHCHR"))
    assert " ".join(undp.progress.split())[:40] in page.words
    assert " ".join(ohchr.progress.split())[:40] in page.words
    page = window.open(web_address("KGZ-PVE-1", "2021-FINAL", "annex1"))
    assert "Not there yet:" in page.words and "OHCHR" in page.words
    assert " ".join(rows_of(input_of("OHCHR", "KGZ-PVE-1", "2021-FINAL"))[1].progress.split()) == ""


def test_the_first_page_says_who_has_not_written_yet(window):
    page = window.open(web_address("KGZ-PVE-1", "2021-FINAL"))
    rows = {
        row.find("th").text_content().split("(")[0].strip(): row.text_content()
        for row in page.root.xpath("//table//tbody/tr")
    }
    assert set(rows) == {"UNDP", "OHCHR", "UN Women", "UNICEF"}
    assert all("Has not submitted" in words for words in rows.values())
    page = window.open(web_address(*H1))
    rows = {
        row.find("th").text_content().split("(")[0].strip(): row.text_content()
        for row in page.root.xpath("//table//tbody/tr")
    }
    assert "Submitted" in rows["UNDP"] and "Submitted" in rows["OHCHR"]
    assert "Writing, shared" in rows["UNICEF"]


def test_unshared_text_is_on_no_page_and_in_no_document(window, input_of):
    """UNDP's input to the final report is open and not shared; its coordinator reads it there and only there."""
    secret = " ".join(rows_of(input_of("UNDP", "KGZ-PVE-1", "2021-FINAL"))[1].progress.split())[:40]
    texts = Answer.objects.filter(
        contribution__period__code="2021-FINAL", contribution__period__project__code="KGZ-PVE-1"
    )
    secrets = [
        secret,
        *(" ".join(text.split())[:40] for text in texts.values_list("text", flat=True) if text),
    ]
    assert len(secrets) > 3
    for section in ("", "preview", "part1", "part2", "part3", "covid", "annex1", "download/html"):
        words = window.open(web_address("KGZ-PVE-1", "2021-FINAL", section)).words
        assert not [text for text in secrets if text in words], section


@pytest.mark.parametrize(
    ("document_format", "kind", "start"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("pdf", "application/pdf", b"%PDF"),
        ("html", "text/html", b"<!"),
    ],
)
def test_each_document_is_sent_as_a_file_under_a_name_of_the_portal(signed_in, document_format, kind, start):
    answer = signed_in("reader").get(web_address(*H1, f"download/{document_format}"))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"].startswith('attachment; filename="')
    assert answer["Content-Disposition"].endswith(f'.{document_format}"')
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(start)
