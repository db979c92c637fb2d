"""Attachments of an input that was handed in: who reads them, and that they stay as they were accepted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import LogEntry
from contributions.files.permissions import can_change, can_read
from contributions.files.selectors import attachments_at, current_attachments
from contributions.files.services import change_attachment, take_away
from contributions.models import Attachment, Contribution
from contributions.services import accept_contribution, return_contribution
from contributions.tests.entries import rows_of
from contributions.tests.files.attached import added
from core.decisions import WrongState
from pbfreport.tests.pages import Page
from projects import addresses
from projects.actor import actor_on
from reports.assembling.loading import load_sources
from reports.loaded import load_report
from reports.review.services import handed_in_sources
from reports.tests.way import report_of, sent

pytestmark = pytest.mark.django_db

THOSE_WHO_COULD = ("ohchr", "coordinator", "admin")


@pytest.fixture
def ohchr(input_of):
    """Submitted."""
    return input_of("OHCHR", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def put(person, ohchr):
    """Put an attachment into the input, at a place, as it was before it was handed in."""

    def at(address="", title="Of the input", days=1):
        made = Attachment.objects.create(
            project=ohchr.period.project,
            period=ohchr.period,
            contribution=ohchr,
            address=address,
            kind="other",
            title=title,
            url="https://example.org/",
            is_internal=False,
            uploaded_by=person("ohchr"),
        )
        Attachment.objects.filter(pk=made.pk).update(uploaded_at=timezone.now() - timedelta(days=days))
        return current_attachments().get(pk=made.pk)

    return at


def may(person, name, attachment, what=can_change):
    return what(actor_on(person(name), attachment.project), current_attachments().get(pk=attachment.pk))


def test_what_was_handed_in_is_not_changed_and_not_taken_away(signed_in, person, ohchr, put):
    kept = put()
    for state in ("submitted", "accepted"):
        Contribution.objects.filter(pk=ohchr.pk).update(state=state)
        for act in ("change", "take-away"):
            web_address = reverse(f"files:{act}", args=[kept.project.code, kept.uid])
            for who in THOSE_WHO_COULD:
                page = Page(signed_in(who).post(web_address, {"kind": "other", "title": "x"}))
                assert page.status == 409 and "ask the coordinator of the project to return it" in page.words
            for who in ("undp", "writer", "reader"):
                assert signed_in(who).post(web_address).status_code == 403
    assert (
        "Take away" not in Page(signed_in("ohchr").get(f"/projects/{kept.project.code}/attachments/")).words
    )
    with pytest.raises(WrongState):
        take_away(kept, by=person("ohchr"))
    with pytest.raises(WrongState):
        change_attachment(kept, by=person("coordinator"), values={"title": "x"}, shown={})
    assert not LogEntry.objects.filter(object_uid=kept.uid).exists()


def test_in_an_open_input_they_are_changed(person, ohchr, put):
    kept = put()
    return_contribution(ohchr, by=person("coordinator"), note="All of it.")
    assert all(may(person, who, kept) for who in THOSE_WHO_COULD if who == "ohchr")
    Contribution.objects.filter(pk=ohchr.pk).update(is_locked=True)
    assert may(person, "ohchr", kept).wrong_state


def test_after_a_return_in_part_only_what_stands_at_an_opened_address_or_is_new_is_changed(
    person, ohchr, put, django_assert_num_queries
):
    opened, closed = [addresses.activity(row.activity.uid) for row in list(rows_of(ohchr).values())[:2]]
    at_opened, at_closed, nowhere = put(opened), put(closed), put()
    return_contribution(ohchr, by=person("coordinator"), note="How many?", addresses=[opened])
    new = added(ohchr.period, person("ohchr"), contribution=ohchr, title="New")
    assert may(person, "ohchr", at_opened) and may(person, "ohchr", new)
    for kept in (at_closed, nowhere):
        assert may(person, "ohchr", kept).wrong_state
        with pytest.raises(WrongState, match="was not returned"):
            take_away(kept, by=person("ohchr"))
    take_away(at_opened, by=person("ohchr"))
    actor = actor_on(person("ohchr"), ohchr.period.project)
    with django_assert_num_queries(1):
        lines = attachments_at(ohchr.period, actor, contribution=ohchr)
    assert {line.attachment.title for line in lines if line.change_url} == {"New"} and len(lines) == 3


def test_the_secretariat_reads_what_was_sent_and_nothing_before(
    person, ohchr, put, django_assert_num_queries
):
    kept = put()
    accept_contribution(ohchr, by=person("coordinator"))
    assert not may(person, "secretariat", kept, can_read)
    report = report_of("KGZ-PVE-1", "2021-H1")
    assert not may(person, "secretariat", kept, can_read)
    sent(report)
    assert may(person, "secretariat", kept, can_read)
    Contribution.objects.filter(pk=ohchr.pk).update(is_locked=False)
    assert may(person, "secretariat", kept, can_read)
    later = put(title="Later", days=-1)
    assert not may(person, "secretariat", later, can_read)
    actor = actor_on(person("secretariat"), ohchr.period.project)
    with django_assert_num_queries(1):
        lines = attachments_at(ohchr.period, actor)
    assert [line.attachment.title for line in lines] == ["Of the input"]


def test_the_secretariat_reads_nothing_of_an_input_that_was_locked_unfinished(person, input_of):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    kept = added(unicef.period, person("unicef"), contribution=unicef)
    sent(report_of("KGZ-PVE-1", "2021-H1"))
    unicef.refresh_from_db()
    assert unicef.is_locked and not unicef.is_handed_in
    assert not may(person, "secretariat", kept, can_read)


def titles(sources):
    return [item.title for item in sources.attachments]


def test_what_is_sent_names_only_what_was_handed_in_and_the_draft_what_is_shared_too(
    person, ohchr, put, input_of
):
    put(title="Handed in")
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    assert unicef.is_shared
    added(unicef.period, person("unicef"), contribution=unicef, title="Shared", is_internal=False)
    added(unicef.period, person("undp"), title="Of the report", is_internal=False)
    draft = load_sources(load_report(pk=ohchr.period_id))
    assert titles(draft) == ["Handed in", "Shared", "Of the report"]
    assert titles(handed_in_sources(ohchr.period)) == ["Handed in", "Of the report"]


def test_after_a_return_in_part_what_was_accepted_stays_named(person, ohchr, put):
    put(title="Handed in")
    address = addresses.activity(next(iter(rows_of(ohchr).values())).activity.uid)
    return_contribution(ohchr, by=person("coordinator"), note="How many?", addresses=[address])
    added(ohchr.period, person("ohchr"), contribution=ohchr, title="New", is_internal=False)
    draft = load_sources(load_report(pk=ohchr.period_id))
    assert titles(draft) == titles(handed_in_sources(ohchr.period)) == ["Handed in"]
