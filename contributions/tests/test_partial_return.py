"""Returning some rows of an input, and entering on behalf: the pages, what is open on them, and what is not."""

from datetime import date

import pytest
from django.core import mail

from audit.models import LogEntry
from contributions.models import Contribution
from contributions.tests.entries import name, rows_of, web_address
from pbfreport.tests.pages import Browser, Page
from projects import addresses

pytestmark = pytest.mark.django_db

CLOSED = "stays as it was."


@pytest.fixture
def ohchr(input_of):
    """Submitted, with ten rows."""
    return input_of("OHCHR", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def rows(ohchr):
    return list(rows_of(ohchr).values())


@pytest.fixture
def returned(signed_in, ohchr, rows):
    """The first row of OHCHR's input is returned by the form."""
    browser = Browser(signed_in("coordinator"))
    browser.open(web_address(ohchr))
    browser.click("Return this input")
    browser.type("reason", "Say how many took part.")
    browser.type("addresses", [addresses.activity(rows[0].activity.uid)])
    browser.type("due_on", "02.08.2041")
    page = browser.click("Return to OHCHR")
    assert "OHCHR can write again." in page.words
    # What OHCHR writes now is its own: the coordinator is led to a page that may be read.
    assert page.status == 200
    return Contribution.objects.get(pk=ohchr.pk)


def anchors(page):
    """Return the records on a page."""
    return {element.get("id") for element in page.root.xpath("//*[@data-row]")}


def writable(page):
    """Return the names of the fields that write the input; comments have names of their own."""
    names = {element.get("name") for element in page.root.xpath("//main//textarea | //main//select")}
    return {field for field in names if field and "~" not in field}


def test_the_form_returns_exactly_the_ticked_row_with_its_date(returned, rows):
    assert (returned.state, returned.is_partial, returned.due_on) == ("returned", True, date(2041, 8, 2))
    assert list(returned.opened.values_list("address", flat=True)) == [
        addresses.activity(rows[0].activity.uid)
    ]
    assert returned.returned_note == "Say how many took part."
    assert returned.submitted_at is None


def test_without_a_tick_the_whole_input_is_open(signed_in, ohchr, rows):
    client = signed_in("coordinator")
    assert client.post(web_address(ohchr, "return"), {"reason": "All of it."}).status_code == 302
    ohchr.refresh_from_db()
    assert (ohchr.state, ohchr.is_partial) == ("returned", False)
    page = Browser(signed_in("ohchr")).open(web_address(ohchr, "activities"))
    assert {f"row-{row.uid}" for row in rows} <= anchors(page)


def test_the_agency_sees_what_was_returned_only_and_can_switch_to_all(signed_in, returned, rows):
    browser = Browser(signed_in("ohchr"))
    page = browser.open(web_address(returned, "activities"))
    assert anchors(page) == {f"row-{rows[0].uid}"}
    assert "Say how many took part." in page.words
    page = browser.click("Show all rows")
    assert anchors(page) == {f"row-{row.uid}" for row in rows}
    written = {field.partition("-")[2].partition("-")[0] for field in writable(page)}
    assert written == {rows[0].uid}
    page = browser.click("Show what was returned only")
    assert anchors(page) == {f"row-{rows[0].uid}"}


def test_a_section_in_which_nothing_was_returned_has_nothing_to_write(signed_in, returned):
    for section in ("texts", "budget"):
        assert not writable(Browser(signed_in("ohchr")).open(web_address(returned, section)))


def test_the_returned_row_is_written_on_its_page(signed_in, returned, rows):
    browser = Browser(signed_in("ohchr"))
    browser.open(web_address(returned, "activities"))
    browser.type(name(rows[0], "progress"), "Forty took part.")
    browser.click("Save the page")
    rows[0].refresh_from_db()
    assert rows[0].progress == "Forty took part."


def post_row(client, contribution, row, text):
    """Post one row by itself, as its button does."""
    return client.post(
        web_address(contribution, "activities", f"row-{row.uid}"),
        {f"a-{row.uid}-base": '{"v": 1}', name(row, "progress"): text},
        headers={"HX-Request": "true"},
    )


def test_another_row_that_is_posted_by_itself_is_refused_with_409_and_not_written(signed_in, returned, rows):
    """A tab was open from before, or the address was typed."""
    before = rows[1].progress
    answer = post_row(signed_in("ohchr"), returned, rows[1], "Written all the same.")
    rows[1].refresh_from_db()
    assert rows[1].progress == before
    assert answer.status_code == 409
    assert CLOSED in Page(answer).words


def test_another_row_that_is_posted_with_the_page_is_not_written(signed_in, returned, rows):
    before = rows[1].progress
    answer = signed_in("ohchr").post(
        web_address(returned, "activities"),
        {f"a-{rows[1].uid}-base": '{"v": 1}', name(rows[1], "progress"): "Written all the same."},
    )
    rows[1].refresh_from_db()
    assert rows[1].progress == before
    assert answer.status_code == 409
    assert CLOSED in Page(answer).words


def test_money_and_texts_of_a_partly_returned_input_are_not_written(signed_in, returned):
    before = returned.money_source
    signed_in("ohchr").post(
        web_address(returned, "budget"),
        {"money-base": '{"v": 1}', "money-money_source": "Written all the same"},
    )
    returned.refresh_from_db()
    assert returned.money_source == before


def test_the_corrected_row_is_submitted_again_and_closed(signed_in, returned, rows):
    browser = Browser(signed_in("ohchr"))
    browser.open(web_address(returned, "submit"))
    page = browser.page
    changes = [link.get("href") for link in page.root.xpath("//a[contains(@class, 'check-change')]")]
    assert changes == [f"{web_address(returned, 'activities')}?back=check#row-{rows[0].uid}"]
    browser.click("Submit OHCHR's input")
    returned.refresh_from_db()
    assert (returned.state, returned.is_open) == ("submitted", False)
    assert post_row(signed_in("ohchr"), returned, rows[0], "Too late.").status_code == 409
    acts = LogEntry.objects.filter(object_uid=returned.uid).order_by("-pk").values_list("action", flat=True)
    assert list(acts[:2]) == ["submit", "return"]


def test_a_wrong_date_comes_back_with_everything_that_was_typed(signed_in, ohchr, rows):
    browser = Browser(signed_in("coordinator"))
    browser.open(web_address(ohchr, "return"))
    note, address = "Two  things:\r\n\r\n  - the first", addresses.activity(rows[0].activity.uid)
    browser.type("reason", note)
    browser.type("addresses", [address])
    browser.type("due_on", "soon")
    page = browser.click("Return to OHCHR")
    assert page.status == 422
    page.check_summary()
    assert page.field("reason") == note
    assert page.field("addresses") == address
    assert page.field("due_on") == "soon"
    assert Contribution.objects.get(pk=ohchr.pk).state == "submitted"


def test_a_row_of_another_organisation_cannot_be_returned_here(signed_in, ohchr, input_of):
    undp = input_of("UNDP", "KGZ-PVE-1", "2021-H1")
    own = {row.activity_id for row in rows_of(ohchr).values()}
    foreign = next(row for row in rows_of(undp).values() if row.activity_id not in own)
    answer = signed_in("coordinator").post(
        web_address(ohchr, "return"), {"reason": "x", "addresses": [addresses.activity(foreign.activity.uid)]}
    )
    assert answer.status_code == 422
    assert Contribution.objects.get(pk=ohchr.pk).state == "submitted"


def test_the_form_with_other_words_after_a_step_back_is_no_second_click_and_keeps_them(signed_in, ohchr):
    client = signed_in("coordinator")
    client.post(web_address(ohchr, "return"), {"reason": "The figure of May.", "key": "k"})
    answer = client.post(web_address(ohchr, "return"), {"reason": "And the figure of June.", "key": "k"})
    assert answer.status_code == 409
    assert "And the figure of June." in Page(answer).words
    assert Contribution.objects.get(pk=ohchr.pk).returned_note == "The figure of May."


def test_returning_twice_with_the_same_form_is_one_act(signed_in, ohchr):
    client = signed_in("coordinator")
    for _time in range(2):
        client.post(web_address(ohchr, "return"), {"reason": "Once.", "key": "k"})
    assert LogEntry.objects.filter(object_uid=ohchr.uid, action="return").count() == 1


@pytest.fixture
def on_behalf(signed_in, input_of, django_capture_on_commit_callbacks):
    """The coordinator has taken UNICEF's open input in hand."""
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    browser = Browser(signed_in("coordinator"))
    browser.open(web_address(unicef))
    browser.click("Enter on behalf of the organisation")
    browser.type("source", "E-mail of the programme officer")
    browser.type("dated", "18.06.2021")
    with django_capture_on_commit_callbacks(execute=True):
        page = browser.send(browser.page.root.xpath("//main//form")[0])
    assert "You can write for UNICEF now." in page.words
    return Contribution.objects.get(pk=unicef.pk)


def test_the_organisation_is_told_and_source_and_date_are_kept(on_behalf, person):
    assert (on_behalf.on_behalf_by, on_behalf.on_behalf_source, on_behalf.on_behalf_on) == (
        person("coordinator"),
        "E-mail of the programme officer",
        date(2021, 6, 18),
    )
    (letter,) = mail.outbox
    assert letter.to == ["unicef@example.org"]
    assert "E-mail of the programme officer" in letter.body
    assert web_address(on_behalf) in letter.body
    assert LogEntry.objects.filter(object_uid=on_behalf.uid, action="enter_on_behalf").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"source": " ", "dated": "18.06.2021"}, "Write where you have it from"),
        ({"source": "A call", "dated": ""}, "Write the date of the source"),
    ],
)
def test_source_and_date_are_both_asked_for(signed_in, input_of, typed, sentence):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    answer = signed_in("coordinator").post(web_address(unicef, "behalf"), typed)
    assert answer.status_code == 422
    assert sentence in Page(answer).words
    assert Contribution.objects.get(pk=unicef.pk).on_behalf_by is None


def test_the_coordinator_writes_and_submits_and_both_names_are_kept(signed_in, on_behalf, person):
    row = rows_of(on_behalf)[23]
    browser = Browser(signed_in("coordinator"))
    browser.open(web_address(on_behalf, "activities"))
    browser.type(name(row, "progress"), "As the officer wrote.")
    browser.click("Save the page")
    row.refresh_from_db()
    assert (row.progress, row.updated_by) == ("As the officer wrote.", person("coordinator"))
    browser.open(web_address(on_behalf, "submit"))
    page = browser.click("Submit UNICEF's input")
    on_behalf.refresh_from_db()
    assert (on_behalf.state, on_behalf.submitted_by) == ("submitted", person("coordinator"))
    assert on_behalf.on_behalf_by == person("coordinator")
    assert (
        "enters this input on behalf of the organisation, from: E-mail of the programme officer" in page.words
    )


def test_the_organisation_corrects_what_was_entered_for_it_and_submits_itself(signed_in, on_behalf, person):
    signed_in("coordinator").post(web_address(on_behalf, "submit"), {"reason": "It is known."})
    browser = Browser(signed_in("unicef"))
    browser.open(web_address(on_behalf))
    page = browser.click("Open it to correct it")
    assert "The input is open: correct it and submit it yourself." in page.words
    row = rows_of(on_behalf)[23]
    browser.open(web_address(on_behalf, "activities"))
    browser.type(name(row, "progress"), "As it really was.")
    browser.click("Save the page")
    browser.open(web_address(on_behalf, "submit"))
    browser.click("Submit UNICEF's input")
    on_behalf.refresh_from_db()
    row.refresh_from_db()
    assert row.progress == "As it really was."
    assert (on_behalf.state, on_behalf.submitted_by) == ("submitted", person("unicef"))
    assert on_behalf.on_behalf_by is None  # it is their own now; the change log keeps who entered it first


def test_what_an_organisation_wrote_itself_is_not_taken_back(signed_in, ohchr):
    answer = signed_in("ohchr").post(web_address(ohchr, "take-back"))
    assert answer.status_code == 409
    assert "ask the coordinator to return it" in Page(answer).words
    assert Contribution.objects.get(pk=ohchr.pk).state == "submitted"
