"""Suggested wordings after a return of some rows, and what an organisation reads of what was applied."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contributions.models import ActivityEntry, Contribution, Suggestion
from contributions.services import return_contribution
from contributions.tests.entries import rows_of, web_address
from contributions.tests.wordings.test_wordings_services import BETTER, fresh, made, suggest, target_of
from contributions.wordings import services
from core.decisions import WrongState
from pbfreport.tests.pages import Page
from projects import addresses

pytestmark = pytest.mark.django_db

CLOSED = "This row was not returned: it stays as it was."
WORDING = "/projects/KGZ-PVE-1/2021-H1/wording"


@pytest.fixture
def ohchr(input_of):
    return input_of("OHCHR", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def rows(ohchr):
    return list(rows_of(ohchr).values())


@pytest.fixture
def returned(ohchr, rows, person):
    """Suggestions wait at the first two rows; the first row alone is returned."""
    for row in rows[:2]:
        suggest(target_of(row), contribution=ohchr)
    address = addresses.activity(rows[0].activity.uid)
    return_contribution(ohchr, by=person("coordinator"), note="Say how many.", addresses=[address])
    return Contribution.objects.get(pk=ohchr.pk)


def suggestion_at(row):
    return Suggestion.objects.get(address=addresses.activity(row.activity.uid))


def test_a_wording_of_a_row_that_was_not_returned_is_not_accepted(signed_in, returned, rows):
    before = rows[1].progress
    answer = signed_in("ohchr").post(f"{WORDING}/{suggestion_at(rows[1]).uid}/accept/")
    assert answer.status_code == 409
    assert CLOSED in Page(answer).words
    assert (fresh(rows[1]).progress, suggestion_at(rows[1]).state) == (before, "open")


def test_nor_does_the_coordinator_apply_it(returned, rows, person):
    Suggestion.objects.update(made_at=timezone.now() - timedelta(days=30))
    with pytest.raises(WrongState, match="was not returned"):
        services.apply(suggestion_at(rows[1]), by=person("coordinator"))


def test_a_wording_of_the_returned_row_is_accepted(signed_in, returned, rows):
    assert signed_in("ohchr").post(f"{WORDING}/{suggestion_at(rows[0]).uid}/accept/").status_code == 302
    assert fresh(rows[0]).progress == BETTER


def test_the_list_offers_to_accept_where_the_row_is_open_and_says_why_not_elsewhere(
    signed_in, returned, rows
):
    page = Page(signed_in("ohchr").get(f"{WORDING}/"))
    buttons = set(page.root.xpath("//button/@formaction"))
    assert f"{WORDING}/{suggestion_at(rows[0]).uid}/accept/" in buttons
    assert f"{WORDING}/{suggestion_at(rows[1]).uid}/accept/" not in buttons
    assert CLOSED in page.words_in(f"wording-{suggestion_at(rows[1]).uid}")
    assert CLOSED not in page.words_in(f"wording-{suggestion_at(rows[0]).uid}")


def test_where_the_whole_input_is_open_every_wording_is_accepted(ohchr, rows, person):
    suggestion = suggest(target_of(rows[1]), contribution=ohchr)
    return_contribution(ohchr, by=person("coordinator"), note="All of it.")
    assert services.accept(suggestion, by=person("ohchr"))


@pytest.fixture
def applied(ohchr, rows, person):
    """The coordinator has applied a wording to the first row, which nobody answered."""
    suggestion = made(ohchr)
    Suggestion.objects.update(made_at=timezone.now() - timedelta(days=30))
    services.apply(suggestion, by=person("coordinator"))
    return fresh(suggestion)


def folded(client, ohchr, row):
    page = Page(client.get(web_address(ohchr, "activities")))
    notes = page.part(f"row-{row.uid}").xpath(".//details[contains(@class, 'agency-text')]")
    return [unescape(note.text_content()) for note in notes]


def test_an_organisation_reads_beside_its_row_what_the_coordinator_changed(signed_in, ohchr, rows, applied):
    (note,) = folded(signed_in("ohchr"), ohchr, rows[0])
    assert "Changed by the coordinator on" in note and "Your text was:" in note
    assert " ".join(applied.original.split())[:40] in " ".join(note.split())
    assert folded(signed_in("ohchr"), ohchr, rows[1]) == []


def test_once_the_row_reads_otherwise_the_note_is_gone(signed_in, ohchr, rows, applied):
    ActivityEntry.objects.filter(pk=rows[0].pk).update(progress="Written anew.")
    assert folded(signed_in("ohchr"), ohchr, rows[0]) == []


def test_the_note_is_for_the_organisation_alone(signed_in, ohchr, rows, applied):
    assert folded(signed_in("unicef"), ohchr, rows[0]) == []


def test_where_nobody_suggested_anything_the_page_asks_for_nothing(signed_in, ohchr):
    client = signed_in("ohchr")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(web_address(ohchr, "activities")).status_code == 200
        return sum(query["sql"].startswith('SELECT "contributions_suggestion"') for query in queries)

    Suggestion.objects.all().delete()
    assert asked() == 0
    made(ohchr)
    assert asked() == 2  # what waits, and what was applied
