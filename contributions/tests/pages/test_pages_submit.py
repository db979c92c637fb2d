"""Check, submit, share and return: what is missing is said, submitted is locked, and the coordinator opens again."""

import pytest

from audit.models import LogEntry
from contributions.models import Contribution
from contributions.tests.entries import name, reopened, rows_of, web_address
from pbfreport.tests.pages import Browser, Page

pytestmark = pytest.mark.django_db


def writing_fields(page):
    """Return the fields and buttons that write the input; what is said about it has a form of its own."""
    fields = page.root.xpath("//main//textarea[not(contains(@name, '~'))] | //button[@name='row']")
    return fields + [
        button for button in page.root.iter("button") if "Save the page" in button.text_content()
    ]


@pytest.fixture
def unicef(input_of):
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1")


def test_the_check_page_names_what_is_missing_with_a_way_to_each(signed_in, input_of):
    ohchr = input_of("OHCHR", "KGZ-PVE-1", "2021-FINAL")
    missing = [row for row in rows_of(ohchr).values() if not row.is_written]
    assert len(missing) == 2
    browser = Browser(signed_in("ohchr"))
    page = browser.open(web_address(ohchr, "submit"))
    links = {link.get("href") for link in page.root.iter("a")}
    assert {f"{web_address(ohchr, 'activities')}?back=check#row-{row.uid}" for row in missing} <= links
    for link in [link for link in links if link.startswith(web_address(ohchr)) and "#" in link]:
        address, anchor = link.split("#")
        assert anchor in Browser(browser.client).open(address).ids, link


def test_the_check_page_repeats_the_warnings_and_everything_written(signed_in, unicef):
    row = rows_of(unicef)[23]
    browser = Browser(signed_in("unicef"))
    browser.open(web_address(unicef, "all"))
    browser.type(name(row, "status"), "completed")
    browser.type("money-money_as_of", "01.01.2031")
    page = browser.click("Save, check and submit")
    assert browser.url == web_address(unicef, "submit")
    assert "completed but names next steps" in page.words
    assert "lies outside the project" in page.words
    assert " ".join(row.progress.split()) in page.words


def test_a_wrong_value_stops_on_the_way_to_submitting(signed_in, unicef):
    browser = Browser(signed_in("unicef"))
    browser.open(web_address(unicef, "all"))
    browser.type("money-spent", "some")
    page = browser.click("Save, check and submit")
    assert (page.status, browser.url) == (422, web_address(unicef, "all"))


def test_submitting_locks_the_input_and_says_why(signed_in, unicef, person):
    browser = Browser(signed_in("unicef"))
    browser.open(web_address(unicef, "submit"))
    page = browser.click("Submit UNICEF's input")
    unicef.refresh_from_db()
    assert (unicef.state, unicef.submitted_by) == ("submitted", person("unicef"))
    assert "Submitted. The coordinator sees your input now; it is locked." in page.words
    assert "Submitted by UNICEF focal point" in page.words
    page = browser.open(web_address(unicef, "activities"))
    assert "This input was submitted and is locked." in page.words
    assert "ask the coordinator of the project to return it" in page.words
    assert not writing_fields(page)
    assert rows_of(unicef)[23].progress.split()[0] in page.words


def test_who_cleared_it_stands_in_the_line_of_submitting_and_on_the_page(signed_in, unicef):
    browser = Browser(signed_in("unicef"))
    browser.open(web_address(unicef, "submit"))
    browser.type("cleared_by_name", "Head of office, UNICEF")
    browser.click("Submit UNICEF's input")
    line = LogEntry.objects.filter(object_uid=unicef.uid, action="submit").latest("pk")
    assert line.changes["cleared_by_name"] == ["", "Head of office, UNICEF"]
    page = Browser(signed_in("coordinator")).open(web_address(unicef))
    assert "Cleared in the organisation by Head of office, UNICEF." in page.words
    browser = Browser(signed_in("unicef"))
    assert "Cleared in the organisation" not in browser.open(web_address(reopened(unicef))).words


def test_where_nobody_was_named_the_line_and_the_page_are_silent_about_it(signed_in, unicef):
    signed_in("unicef").post(web_address(unicef, "submit"))
    line = LogEntry.objects.filter(object_uid=unicef.uid, action="submit").latest("pk")
    assert set(line.changes) == {"state"}
    assert "Cleared in" not in Browser(signed_in("unicef")).open(web_address(unicef)).words


def test_submitting_twice_is_one_act_and_the_second_gets_409(signed_in, unicef):
    client = signed_in("unicef")
    assert client.post(web_address(unicef, "submit")).status_code == 302
    second = client.post(web_address(unicef, "submit"))
    assert second.status_code == 409
    assert "submitted and is locked" in Page(second).words
    assert LogEntry.objects.filter(object_uid=unicef.uid, action="submit").count() == 1


def test_the_coordinator_returns_with_a_note_that_the_agency_reads(signed_in, unicef):
    signed_in("unicef").post(web_address(unicef, "submit"))
    coordinator = Browser(signed_in("coordinator"))
    coordinator.open(web_address(unicef))
    coordinator.click("Return this input")
    coordinator.type("reason", "The figure of May is missing.")
    page = coordinator.click("Return to UNICEF")
    assert "UNICEF can write again." in page.words
    unicef.refresh_from_db()
    assert (unicef.state, unicef.submitted_at) == ("returned", None)
    assert LogEntry.objects.filter(object_uid=unicef.uid, action="return").latest("pk").reason == (
        "The figure of May is missing."
    )
    agency = Browser(signed_in("unicef"))
    assert "The figure of May is missing." in agency.open(web_address(unicef)).words
    home = agency.open("/")
    assert "Returned" in home.words and "The figure of May is missing." in home.words
    assert writing_fields(agency.open(web_address(unicef, "activities")))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write in one sentence what has to change"),
        ("   ", "Write in one sentence"),
    ],
)
def test_returning_without_a_note_is_refused_with_a_sentence(signed_in, input_of, typed, sentence):
    ohchr = input_of("OHCHR", "KGZ-PVE-1", "2021-H1")
    coordinator = Browser(signed_in("coordinator"))
    coordinator.open(web_address(ohchr, "return"))
    coordinator.type("reason", typed)
    page = coordinator.click("Return to OHCHR")
    assert page.status == 422
    page.check_summary()
    assert sentence in page.summary[0][1]
    assert page.field("reason").strip() == typed.strip()
    assert Contribution.objects.get(pk=ohchr.pk).state == "submitted"


def test_an_input_that_is_open_cannot_be_returned(signed_in, unicef):
    answer = signed_in("coordinator").post(web_address(unicef, "return"), {"reason": "Again."})
    assert answer.status_code == 409
    assert "This input is with its organisation already." in Page(answer).words


def test_sharing_lets_the_others_read_and_stopping_ends_it(signed_in, input_of):
    ohchr = input_of("OHCHR", "KGZ-PVE-1", "2021-FINAL")
    own, other = Browser(signed_in("ohchr")), Browser(signed_in("unicef"))
    refused = other.open(web_address(ohchr))
    assert refused.status == 403
    assert "OHCHR is still writing." in refused.words
    own.open(web_address(ohchr))
    own.click("Share the unfinished text")
    assert other.open(web_address(ohchr, "activities")).status == 200
    own.click("Stop sharing")
    assert other.open(web_address(ohchr, "activities")).status == 403
    acts = LogEntry.objects.filter(object_uid=ohchr.uid).order_by("pk").values_list("action", flat=True)
    assert list(acts)[-2:] == ["share", "unshare"]


def test_sharing_twice_is_one_act(signed_in, input_of):
    ohchr = input_of("OHCHR", "KGZ-PVE-1", "2021-FINAL")
    client = signed_in("ohchr")
    for _time in range(2):
        assert client.post(web_address(ohchr, "share"), {"shared": "yes"}).status_code == 302
    assert LogEntry.objects.filter(object_uid=ohchr.uid, action="share").count() == 1


def test_the_report_of_the_coordinator_shows_the_submission_at_once(signed_in, unicef):
    coordinator = Browser(signed_in("coordinator"))
    report = "/projects/KGZ-PVE-1/2021-H1/report/"

    def line(page):
        row = next(row for row in page.root.iter("tr") if "UNICEF" in row.text_content())
        return " ".join(row.text_content().split())

    assert "Writing, shared" in line(coordinator.open(report))
    signed_in("unicef").post(web_address(unicef, "submit"))
    assert "Submitted" in line(coordinator.open(report))
    assert "Return" in line(coordinator.page)


def test_a_reader_and_a_coordinator_read_the_input_without_fields(signed_in, unicef):
    for who in ("reader", "coordinator"):
        page = Browser(signed_in(who)).open(web_address(unicef, "all"))
        assert page.status == 200
        assert not writing_fields(page)
        assert "You can read this input, not write it." in page.words


def test_a_returned_input_of_a_final_report_is_written_and_submitted_again(signed_in, input_of):
    unodc = reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))
    client = signed_in("unodc")
    assert client.post(web_address(unodc, "submit")).status_code == 302
    assert Contribution.objects.get(pk=unodc.pk).state == "submitted"
