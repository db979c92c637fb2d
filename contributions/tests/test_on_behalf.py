"""Entering for a silent organisation: once per source, told to both sides, and corrected until it goes to review."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import LogEntry
from contributions.models import Contribution
from contributions.services import (
    accept_contribution,
    enter_on_behalf,
    submit_contribution,
    take_back_contribution,
)
from contributions.tests.entries import web_address
from core.decisions import WrongState
from pbfreport.tests.pages import Browser, Page
from projects.models import Membership
from reports.joint_texts.services import ensure_report
from reports.review.services import send_back, send_to_review

pytestmark = pytest.mark.django_db

GIVEN = {"source": "A call", "dated": "01.06.2021"}


@pytest.fixture
def unicef(input_of):
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1")


@pytest.fixture(autouse=True)
def letters(django_capture_on_commit_callbacks):
    """Return a function that performs an act and gives (to, subject) of the letters that leave."""

    def letters_of(act):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [(letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox]

    return letters_of


def enter(contribution, person, **changed):
    values = {"source": "A call", "dated": date(2021, 6, 1), **changed}
    return enter_on_behalf(contribution, by=person("coordinator"), **values)


def lines_of(contribution, action):
    return LogEntry.objects.filter(object_uid=contribution.uid, action=action).count()


@pytest.fixture
def entered(unicef, person):
    enter(unicef, person)
    return unicef


@pytest.fixture
def submitted(entered, person):
    submit_contribution(entered, by=person("coordinator"), reason="Nothing more is known.")
    return entered


@pytest.fixture
def accepted(submitted, person):
    accept_contribution(submitted, by=person("coordinator"))
    return submitted


def test_entering_once_more_from_the_same_source_is_no_second_letter_and_no_second_line(
    unicef, person, letters
):
    assert len(letters(lambda: enter(unicef, person))) == 1
    assert letters(lambda: enter(unicef, person)) == []
    assert lines_of(unicef, "enter_on_behalf") == 1


def test_another_source_is_told_and_written_down(entered, person, letters):
    assert len(letters(lambda: enter(entered, person, source="A mail"))) == 1
    line = LogEntry.objects.filter(object_uid=entered.uid, action="enter_on_behalf").latest("pk")
    assert line.changes["on_behalf_source"] == ["A call", "A mail"]


def test_a_form_left_in_a_tab_does_not_bring_back_the_source_that_it_named(signed_in, unicef):
    client, url = signed_in("coordinator"), web_address(unicef, "behalf")
    for source, key in (("A call", "first"), ("A mail", "second"), ("A call", "first")):
        answer = client.post(url, {**GIVEN, "source": source, "key": key})
    assert answer.status_code == 409
    assert "This form was used before" in Page(answer).words
    unicef.refresh_from_db()
    assert unicef.on_behalf_source == "A mail"


def test_a_coordinator_whose_role_ended_since_the_page_was_loaded_enters_nothing(unicef, person):
    Membership.objects.filter(user=person("coordinator")).update(starts_on="2019-01-01", ends_on="2020-01-01")
    with pytest.raises(PermissionDenied, match="Only the coordinator"):
        enter(unicef, person)
    assert Contribution.objects.get(pk=unicef.pk).on_behalf_by is None


def test_an_input_that_was_submitted_since_the_page_was_loaded_is_not_entered(unicef, person):
    stale = Contribution.objects.get(pk=unicef.pk)
    submit_contribution(unicef, by=person("unicef"), reason="Nothing more is known.")
    with pytest.raises(WrongState, match="was submitted"):
        enter(stale, person)


@pytest.mark.parametrize(("days", "status"), [(1, 422), (0, 302), (-1, 302)])
def test_a_source_is_not_dated_in_the_future(signed_in, unicef, days, status):
    day = timezone.localdate() + timedelta(days=days)
    answer = signed_in("coordinator").post(
        web_address(unicef, "behalf"), {"source": "A call", "dated": day.strftime("%d.%m.%Y")}
    )
    assert answer.status_code == status
    assert ("This day is still to come" in Page(answer).words) == (status == 422)


def test_the_focal_points_are_told_when_the_coordinator_submits_for_them(entered, person, letters):
    told = letters(
        lambda: submit_contribution(entered, by=person("coordinator"), reason="Nothing more is known.")
    )
    assert told == [("unicef", "KGZ-PVE-1: submitted for UNICEF by the coordinator")]
    assert "A call (1 June 2021)" in mail.outbox[0].body
    assert web_address(entered) in mail.outbox[0].body


def test_an_organisation_that_submits_itself_gets_no_letter_about_it(entered, person, letters):
    told = letters(lambda: submit_contribution(entered, by=person("unicef"), reason="Nothing more is known."))
    assert told == [("coordinator", "KGZ-PVE-1: UNICEF has submitted its input")]


def test_what_was_accepted_is_opened_by_its_organisation_and_the_coordinator_is_told(
    signed_in, accepted, person, letters
):
    browser = Browser(signed_in("unicef"))
    page = browser.open(web_address(accepted))
    assert "ask the coordinator" not in page.words
    assert "focal points can open it and correct it" in page.words
    told = letters(lambda: browser.click("Open it to correct it"))
    assert told == [("coordinator", "KGZ-PVE-1: UNICEF corrects what was entered for it")]
    accepted.refresh_from_db()
    assert (accepted.state, accepted.submitted_by) == ("open", None)
    line = LogEntry.objects.filter(object_uid=accepted.uid).latest("pk")
    assert (line.action, line.changes["state"]) == ("take_back", ["accepted", "open"])


def test_what_was_accepted_of_an_organisations_own_is_not_opened_by_it(unicef, person):
    submit_contribution(unicef, by=person("unicef"), reason="Nothing more is known.")
    accept_contribution(unicef, by=person("coordinator"))
    with pytest.raises(WrongState, match="ask the coordinator to return it"):
        take_back_contribution(unicef, by=person("unicef"))


def test_nothing_is_opened_once_the_report_went_to_review(signed_in, accepted, person):
    Contribution.objects.filter(pk=accepted.pk).update(is_locked=True)
    with pytest.raises(WrongState, match="was sent and is locked"):
        take_back_contribution(accepted, by=person("unicef"))
    page = Browser(signed_in("unicef")).open(web_address(accepted))
    assert "can correct" not in page.words and "correct it" not in page.words
    assert "Nothing of it can be changed while it is part of a report that was sent" in page.words


def test_what_was_part_of_a_report_that_was_sent_is_returned_and_not_taken_back(
    signed_in, accepted, unicef, person
):
    report = ensure_report(unicef.period)
    send_to_review(report, by=person("coordinator"), missing_reason="Late.", stop_reason="Nothing is known.")
    send_back(report, by=person("secretariat"), note="The budget has to agree.")
    stored = Contribution.objects.get(pk=accepted.pk)
    assert (stored.state, stored.is_locked) == ("accepted", False)
    with pytest.raises(WrongState, match="was part of a report that was sent: ask the coordinator"):
        take_back_contribution(stored, by=person("unicef"))
    assert "Open it to correct it" not in Browser(signed_in("unicef")).open(web_address(stored)).words


def test_what_the_organisation_took_in_hand_is_written_by_it_alone(submitted, person):
    take_back_contribution(submitted, by=person("unicef"))
    stored = Contribution.objects.get(pk=submitted.pk)
    assert (stored.on_behalf_by, stored.on_behalf_source, stored.on_behalf_on) == (None, "", None)
    with pytest.raises(PermissionDenied):
        submit_contribution(stored, by=person("coordinator"), reason="Nothing more is known.")
    line = LogEntry.objects.get(object_uid=stored.uid, action="take_back")
    assert line.changes["on_behalf_source"] == ["A call", ""]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({}, "The organisation can correct everything."),
        ({"state": "returned", "is_partial": True}, "The organisation can correct what was returned."),
        ({"is_locked": True}, "Nothing of it can be changed"),
    ],
)
def test_the_page_says_what_the_organisation_can_correct_now(signed_in, entered, state, sentence):
    Contribution.objects.filter(pk=entered.pk).update(**state)
    assert sentence in Browser(signed_in("unicef")).open(web_address(entered)).words


def test_an_accepted_input_no_longer_shows_the_note_of_an_earlier_return(signed_in, accepted, person):
    """What was asked for is done; whoever opens it again corrects something else."""
    Contribution.objects.filter(pk=accepted.pk).update(state="submitted", returned_note="Say how many.")
    accept_contribution(Contribution.objects.get(pk=accepted.pk), by=person("coordinator"))
    take_back_contribution(Contribution.objects.get(pk=accepted.pk), by=person("unicef"))
    assert "Say how many." not in Browser(signed_in("unicef")).open(web_address(accepted)).words
