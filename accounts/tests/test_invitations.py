"""An invitation: a mail with a link that works once and for fourteen days, and a password of one's own."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import LogEntry
from pbfreport.tests.pages import Browser, Page, found_in
from projects.models import Membership
from projects.services import invite

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet green river"


@pytest.fixture(autouse=True)
def today_is_the_portals():
    """No page of an earlier test decides in which time zone a role begins."""
    timezone.deactivate()


def office_of(user):
    office = Membership.objects.get(user=user).office
    assert office is not None
    return office


@pytest.fixture
def send(person, pve_1, django_capture_on_commit_callbacks):
    """Return a function that invites someone to UNICEF's work and returns the address in the mail."""

    def send(email="new@example.org"):
        office = office_of(person("unicef"))
        with django_capture_on_commit_callbacks(execute=True):
            invite(
                email,
                name="",
                role="focal_point",
                project=pve_1,
                office=office,
                by=person("coordinator"),
                base_url="https://portal.example.org/",
            )
        return urlsplit(found_in(mail.outbox[-1].body, r"https\S+")).path

    return send


def test_the_mail_says_who_invites_to_what_and_where_to_begin(send):
    path = send()
    message = mail.outbox[-1]
    assert message.to == ["new@example.org"]
    assert message.subject == "PVE 1 coordinator invites you to the PBF report portal"
    for words in (
        "KGZ-PVE-1",
        "UNICEF",
        "Focal point",
        f"https://portal.example.org{path}",
        "once and for 14 days",
    ):
        assert words in message.body


def test_the_mail_leaves_when_the_transaction_is_committed_and_not_before(
    person, pve_1, django_capture_on_commit_callbacks
):
    office = office_of(person("unicef"))
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        invite(
            "new@example.org",
            name="",
            role="reader",
            project=pve_1,
            office=office,
            by=person("unicef"),
            base_url="https://x/",
        )
        assert not mail.outbox
    assert len(callbacks) == 1 and len(mail.outbox) == 1


def test_an_invitation_that_fails_leaves_no_person_and_no_mail(
    person, pve_1, django_capture_on_commit_callbacks
):
    office = office_of(person("unicef"))
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        invite(
            "new@example.org",
            name="",
            role="reader",
            project=pve_1,
            office=office,
            by=person("unicef"),
            base_url="https://x/",
        )
        raise RuntimeError
    assert not mail.outbox
    assert not User.objects.filter(email="new@example.org").exists()


def test_the_link_leads_to_a_password_and_straight_to_the_work(send, client):
    window = Browser(client)
    window.open(send())
    window.type("name", "New Person")
    window.type("password", PASSWORD)
    page = window.click("Start")
    assert "Welcome. Your account is ready." in page.words and "UNICEF's input to KGZ-PVE-1" in page.words
    user = User.objects.get(email="new@example.org")
    assert user.name == "New Person" and user.check_password(PASSWORD)
    assert LogEntry.objects.filter(action="accept_invitation", actor_id=user.pk).count() == 1
    assert PASSWORD not in str(LogEntry.objects.values_list("changes", flat=True))


def test_a_used_link_is_over(send, client):
    path = send()
    client.post(path, {"name": "New Person", "password": PASSWORD})
    for answer in (
        client.get(path),
        client.post(path, {"name": "Thief", "password": "another long password"}),
    ):
        assert answer.status_code == 404
        assert "It was used already, or it is older than 14 days." in Page(answer).words
    assert User.objects.get(email="new@example.org").check_password(PASSWORD)


def test_the_link_works_for_fourteen_days(send, client):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        path = send()
    with time_machine.travel(now + timedelta(days=13, hours=23), tick=False):
        assert client.get(path).status_code == 200
    with time_machine.travel(now + timedelta(days=14, minutes=1), tick=False):
        assert client.get(path).status_code == 404
        assert client.post(path, {"name": "New", "password": PASSWORD}).status_code == 404


@pytest.mark.parametrize(
    "damage",
    [
        lambda p: p[:-3] + "x/",
        lambda p: p.replace("invitation/", "invitation/2"),
        lambda p: p.rsplit("/", 2)[0] + "/none/",
    ],
)
def test_a_damaged_link_is_over(send, client, damage):
    assert client.get(damage(send())).status_code == 404


def test_the_link_of_one_person_does_not_work_for_another(send, client):
    first, second = send("one@example.org").split("/"), send("two@example.org").split("/")
    assert client.get("/".join([*first[:3], second[3], ""])).status_code == 404


def test_a_person_who_may_not_sign_in_any_more_has_no_link(send, client):
    path = send()
    User.objects.filter(email="new@example.org").update(is_active=False)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "password", "field", "sentence"),
    [
        ("", PASSWORD, "name", "Write your name, so that the others know who wrote a text."),
        ("New", "", "password", "Choose a password of at least 10 characters."),
        ("New", "short", "password", "at least 10 characters"),
        ("New", "1234567890123", "password", "numeric"),
        ("New", "password123", "password", "common"),
        ("New", "new@example.org", "password", "similar"),
    ],
)
def test_what_does_not_fit_is_said_and_the_password_is_not_shown_again(
    send, client, name, password, field, sentence
):
    window = Browser(client)
    window.open(send())
    window.type("name", name)
    window.type("password", password)
    page = window.click("Start")
    assert page.status == 422
    page.check_summary()
    assert [link for link, words in page.summary if sentence in words] == [f"#id_{field}"]
    assert page.field("password") == ""
    assert page.field("name") == name
    assert not User.objects.get(email="new@example.org").has_usable_password()


def test_a_known_person_is_told_to_sign_in_and_gets_no_link_of_power(send):
    path = send("unodc@example.org")
    assert path == "/"
    assert "Sign in, and your work is in front of you" in mail.outbox[-1].body


def test_a_name_with_line_ends_cannot_add_headers_to_the_mail(
    person, pve_1, django_capture_on_commit_callbacks
):
    by = person("unicef")
    User.objects.filter(pk=by.pk).update(name="UNICEF\nBcc: everyone@example.org")
    by.refresh_from_db()
    office = office_of(by)
    with django_capture_on_commit_callbacks(execute=True):
        invite(
            "new@example.org",
            name="",
            role="reader",
            project=pve_1,
            office=office,
            by=by,
            base_url="https://x/",
        )
    assert "\n" not in mail.outbox[-1].subject
    assert mail.outbox[-1].recipients() == ["new@example.org"]
