"""Guests: a mailed link to one report, until a day, without an account."""

from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.safestring import mark_safe

from accounts.models import User
from audit.models import LogEntry
from core.zones import today
from discussion import guests
from discussion.models import Comment, Guest
from discussion.registry import GUEST_REPORT
from discussion.tests.talking import HOME, person, say, sent
from projects.models import Membership

pytestmark = pytest.mark.django_db
GUESTS = f"{HOME}/talk/guests/"


@pytest.fixture
def h1(period):
    return period("KGZ-PVE-1", "2021-H1")


@pytest.fixture
def guest(h1):
    return guests.invite_guest(
        h1,
        by=person("coordinator"),
        name="Gulnara",
        email="adviser@example.net",
        role="Gender adviser",
        until=today() + timedelta(days=7),
        sending=0,
    )


def asked(days=7, **more):
    until = (today() + timedelta(days=days)).strftime("%d.%m.%Y")
    return {
        "name": "Gulnara",
        "email": "Adviser@example.net",
        "role": "Gender adviser",
        "until": until,
        **more,
    }


def test_a_guest_is_mailed_a_link_that_opens_without_an_account(
    signed_in, h1, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in("coordinator").post(GUESTS, asked()).status_code == 302
    (letter,) = mail.outbox
    path = guests.path_of(Guest.objects.get())
    assert letter.to == ["adviser@example.net"]
    assert path in letter.body
    response = Client().get(path)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert "sessionid" not in response.cookies


@pytest.mark.parametrize(
    ("name", "status"),
    [("unicef", 403), ("writer", 403), ("reader", 403), ("admin", 403), ("secretariat", 409)],
)
def test_others_invite_nobody_and_the_secretariat_once_the_report_was_sent(signed_in, h1, name, status):
    assert signed_in(name).post(GUESTS, asked()).status_code == status
    assert not Guest.objects.exists()


def test_the_secretariat_invites_once_the_report_was_sent(signed_in, h1):
    sent(h1)
    assert signed_in("secretariat").post(GUESTS, asked()).status_code == 302


@pytest.mark.parametrize("days", [-1, 61])
def test_a_link_is_good_for_sixty_days_at_most(signed_in, h1, days):
    response = signed_in("coordinator").post(GUESTS, asked(days))
    assert response.status_code == 422
    assert "at most 60 days" in response.content.decode()


def test_an_address_has_one_link_at_a_time(signed_in, guest):
    response = signed_in("coordinator").post(GUESTS, asked())
    assert response.status_code == 422
    assert "end it before you send another one" in response.content.decode()


def test_a_link_that_ended_or_was_changed_opens_nothing(signed_in, guest):
    path = guests.path_of(guest)
    assert Client().get(path.replace(guest.uid, "xxxxxxxxxx")).status_code == 404
    assert Client().get(path[:-2] + "/").status_code == 404
    signed_in("coordinator").post(f"{GUESTS}{guest.uid}/end/")
    response = Client().post(path, {"address": "cover", "text": "Written for an hour"})
    assert response.status_code == 404
    assert "Written for an hour" in response.content.decode()
    assert not Comment.objects.exists()


def test_a_link_ends_after_its_day(guest):
    Guest.objects.update(until=today() - timedelta(days=1))
    assert Client().get(guests.path_of(guest)).status_code == 404


def test_only_who_invited_or_the_coordinator_ends_a_link(signed_in, h1, guest):
    sent(h1)
    assert signed_in("secretariat").post(f"{GUESTS}{guest.uid}/end/").status_code == 403
    assert signed_in("unicef").post(f"{GUESTS}{guest.uid}/end/").status_code == 403
    Guest.objects.update(invited_by=person("secretariat"))
    assert signed_in("secretariat").post(f"{GUESTS}{guest.uid}/end/").status_code == 302
    assert not Guest.objects.get().is_welcome


def test_a_guest_comments_on_a_address_and_sees_it(h1, guest):
    path = guests.path_of(guest)
    client = Client(enforce_csrf_checks=False)
    assert client.post(path, {"address": "cover", "text": "Well done", "key": "k"}).status_code == 302
    client.post(path, {"address": "cover", "text": "Well done", "key": "k"})
    comment = Comment.objects.get()
    assert (comment.guest, comment.author, comment.visibility) == (guest, None, "all")
    assert "Gulnara (Gender adviser)" in client.get(path).content.decode()


def test_a_guest_reads_no_address_and_nothing_of_the_secretariats_own(h1, guest):
    sent(h1)
    say(h1, "secretariat", "Weak, in my view", visibility="secretariat")
    shared = say(h1, "secretariat", "Ask @unicef@example.org")
    say(h1, "secretariat", "Kept reply", parent=shared, visibility="secretariat")
    author = person("unicef")
    author.name = ""
    author.save()
    say(h1, "unicef", "A word", parent=shared)
    page = Client().get(guests.path_of(guest)).content.decode()
    assert "Ask " in page
    assert "A word" in page
    assert "Weak, in my view" not in page
    assert "Kept reply" not in page
    assert "@example" not in page


def test_a_guest_who_wrote_a_lot_goes_on_tomorrow_and_keeps_the_text(guest):
    path = guests.path_of(guest)
    for number in range(guests.MOST_A_DAY):
        guests.add_guest_comment(guest, address="report", text=f"Comment {number}", sending=0)
    response = Client().post(path, {"address": "report", "text": "One more"})
    assert response.status_code == 422
    assert "You have written 30 comments in one day." in response.content.decode()
    assert "One more" in response.content.decode()
    assert guest.comments.count() == guests.MOST_A_DAY


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"address": "nowhere", "text": "x"}, "Choose what your comment is about."),
        ({"address": "cover", "text": ""}, "Write what you want to say."),
        ({"address": "cover", "text": "x" * 5001}, "Shorten this to 5,000 characters"),
    ],
)
def test_a_guest_is_told_what_to_correct(guest, data, sentence):
    response = Client().post(guests.path_of(guest), data)
    assert response.status_code == 422
    assert sentence in unescape(response.content.decode())


def test_a_guest_reads_the_report_that_the_app_above_shows(monkeypatch, guest):
    path = guests.path_of(guest)
    shown = lambda period: mark_safe(f"<p>Report of {period.code}</p>")  # noqa: E731
    monkeypatch.setattr(GUEST_REPORT, "_given", shown)
    assert "<p>Report of 2021-H1</p>" in Client().get(path).content.decode()


def write_as(guest, text):
    assert Client().post(guests.path_of(guest), {"address": "cover", "text": text}).status_code == 302


def test_who_invited_a_guest_gets_one_letter_a_day_about_the_comments(
    guest, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for text in ("Well done", "And this", "And that"):
            write_as(guest, text)
    (letter,) = mail.outbox
    assert letter.to == ["coordinator@example.org"]
    assert letter.subject == "Gulnara (Gender adviser) has commented on the report KGZ-PVE-1 2021-H1"
    comment = Comment.objects.earliest("pk")
    assert f"#comment-{comment.uid}" in letter.body and "Well done" not in letter.body
    Comment.objects.update(written_at=timezone.now() - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        write_as(guest, "The next day")
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("gone", ["role", "account"])
def test_where_who_invited_has_left_the_coordinator_gets_the_letter(
    h1, guest, gone, django_capture_on_commit_callbacks
):
    Guest.objects.update(invited_by=person("secretariat"))
    sent(h1)
    if gone == "role":
        secretariat = Membership.objects.filter(user=person("secretariat"))
        secretariat.update(starts_on="2020-01-01", ends_on="2020-12-31")
    else:
        User.objects.filter(pk=person("secretariat").pk).update(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        write_as(guest, "Well done")
    assert [letter.to for letter in mail.outbox] == [["coordinator@example.org"]]


def test_the_log_names_a_guest_and_takes_the_guest_for_no_person(guest):
    write_as(guest, "Words of a guest")
    line = LogEntry.objects.get(action="comment")
    comment = Comment.objects.get()
    assert (line.actor_id, line.actor) == (None, "Gulnara (Gender adviser)")
    assert (line.object_uid, line.changes) == (guest.period.uid, {"comment": [None, comment.uid]})
    assert "Words of a guest" not in f"{line.changes}{line.reason}{line.object_label}"
