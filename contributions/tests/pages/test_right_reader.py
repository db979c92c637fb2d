"""What an input's pages say fits who reads them: the organisation, or the coordinator who accepts and returns."""

from datetime import date

import pytest
from django.core import mail

from audit.models import LogEntry
from contributions.models import Contribution
from contributions.services import (
    accept_contribution,
    enter_on_behalf,
    return_contribution,
    submit_contribution,
)
from contributions.tests.entries import name, reopened, rows_of, web_address
from pbfreport.tests.pages import Browser
from projects import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def unicef(input_of):
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def ohchr(input_of):
    """Submitted, with ten rows."""
    return input_of("OHCHR", "KGZ-PVE-1", "2021-H1")


@pytest.mark.parametrize("is_accepted", [False, True])
def test_the_coordinator_is_not_told_to_ask_the_coordinator(signed_in, ohchr, person, is_accepted):
    if is_accepted:
        accept_contribution(ohchr, by=person("coordinator"))
    for rest in ([], ["activities"]):
        words = Browser(signed_in("coordinator")).open(web_address(ohchr, *rest)).words
        assert "is locked." in words and "return it" in words
        assert "ask the coordinator" not in words
        assert "ask the coordinator of the project to return it" in (
            Browser(signed_in("ohchr")).open(web_address(ohchr, *rest)).words
        )


def test_who_submits_as_the_coordinator_is_not_told_that_the_coordinator_sees_it_now(
    signed_in, unicef, person
):
    enter_on_behalf(unicef, by=person("coordinator"), source="A call", dated=date(2021, 6, 1))
    browser = Browser(signed_in("coordinator"))
    assert "the coordinator can return it" not in browser.open(web_address(unicef, "submit")).words
    page = browser.click("Submit UNICEF's input")
    assert "Submitted. The input is locked; you can accept it or return it." in page.words
    assert "The coordinator sees" not in page.words


def test_what_an_organisation_announced_is_told_to_others_by_its_name(signed_in, unicef, person):
    own = Browser(signed_in("unicef")).open(web_address(unicef, "activities")).words
    assert "Last time you said next:" in own
    submit_contribution(unicef, by=person("unicef"), reason="Nothing more is known.")
    words = Browser(signed_in("coordinator")).open(web_address(unicef, "activities")).words
    assert "Last time UNICEF said next:" in words
    assert "Last time you said" not in words


def test_the_rest_of_an_input_that_was_only_submitted_is_not_called_accepted(
    signed_in, ohchr, person, django_capture_on_commit_callbacks
):
    address = addresses.activity(next(iter(rows_of(ohchr).values())).activity.uid)
    with django_capture_on_commit_callbacks(execute=True):
        return_contribution(ohchr, by=person("coordinator"), note="Say how many.", addresses=[address])
    assert "everything else stays as it was." in " ".join(mail.outbox[-1].body.split())
    browser = Browser(signed_in("ohchr"))
    for rest in ("activities", "submit"):
        words = browser.open(web_address(ohchr, rest)).words
        assert "the rest stays as it was." in words
        assert "accepted" not in words


def test_the_history_says_how_many_rows_the_coordinator_returned(signed_in, ohchr, person):
    first, second, *_others = rows_of(ohchr).values()
    opened = [addresses.activity(row.activity.uid) for row in (first, second)]
    return_contribution(ohchr, by=person("coordinator"), note="Say how many.", addresses=opened)
    line = LogEntry.objects.filter(object_uid=ohchr.uid, action="return").latest("pk")
    assert line.changes["rows"] == [None, opened]
    page = Browser(signed_in("coordinator")).open("/projects/KGZ-PVE-1/")
    assert "Input returned, 2 rows open: OHCHR" in page.words


def test_a_return_of_everything_names_no_rows(ohchr):
    reopened(ohchr)
    line = LogEntry.objects.filter(object_uid=ohchr.uid, action="return").latest("pk")
    assert "rows" not in line.changes


def test_who_cleared_it_is_asked_again_with_the_name_that_was_given_before(signed_in, unicef):
    browser = Browser(signed_in("unicef"))
    browser.open(web_address(unicef, "submit"))
    browser.type("cleared_by_name", "Head of office, UNICEF")
    browser.click("Submit UNICEF's input")
    reopened(unicef)
    page = browser.open(web_address(unicef, "submit"))
    assert page.field("cleared_by_name") == "Head of office, UNICEF"
    browser.click("Submit UNICEF's input")
    assert Contribution.objects.get(pk=unicef.pk).cleared_by_name == "Head of office, UNICEF"
    reopened(unicef)
    browser.open(web_address(unicef, "submit"))
    browser.type("cleared_by_name", "")
    browser.click("Submit UNICEF's input")
    assert Contribution.objects.get(pk=unicef.pk).cleared_by_name == ""


def test_submitting_without_a_word_on_who_cleared_it_keeps_the_name(unicef, person):
    submit_contribution(unicef, by=person("unicef"), reason="Known.", cleared_by_name="Head of office")
    again = reopened(unicef)
    submit_contribution(again, by=person("unicef"), reason="Known.")
    assert Contribution.objects.get(pk=unicef.pk).cleared_by_name == "Head of office"


def test_a_page_on_which_nothing_was_changed_does_not_say_saved(signed_in, unicef):
    browser = Browser(signed_in("unicef"))
    browser.open(web_address(unicef, "activities"))
    assert "Saved at" not in browser.click("Save the page").words
    browser.type(name(rows_of(unicef)[23], "next_steps"), "A study in autumn.")
    assert "Saved at" in browser.click("Save the page").words


def comment_links(page):
    """Return the links of a page that lead to commenting on one of its records."""
    return [link for link in page.root.iter("a") if "Comment on this" in link.text_content()]


def test_a_row_that_is_being_written_has_a_way_to_comment_on_it_and_back(signed_in, unicef):
    row = rows_of(unicef)[23]
    browser = Browser(signed_in("unicef"))
    page = browser.open(web_address(unicef, "activities"))
    links = comment_links(page)
    assert len(links) == len(rows_of(unicef))
    url = next(link.get("href") for link in links if row.activity.uid in link.get("href"))
    assert "Comment: " in browser.open(url).words
    assert row.activity.title[:20] in browser.page.words
    browser.type(f"{browser.page.field('at')}-text", "Where does this figure come from?")
    page = browser.click("Save the comment")
    assert browser.url.partition("#")[0] == web_address(unicef, "activities")
    assert "Where does this figure come from?" in page.words_in(f"row-{row.uid}")


def test_a_row_that_is_only_read_has_its_comment_form_and_no_second_way(signed_in, ohchr):
    page = Browser(signed_in("coordinator")).open(web_address(ohchr, "activities"))
    assert not comment_links(page)
