"""Letters leave after the act and can do it no harm; a sender that no letter can carry is said at the start."""

from dataclasses import dataclass

import pytest
from django.core import mail as outbox
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import transaction

from core import mail

LETTER = "accounts/mail/invitation"


@dataclass(frozen=True)
class Person:
    """Somebody whom a letter may reach."""

    email: str = "person@example.org"
    is_active: bool = True


class Broken:
    """A mail server that fails with something that is not an error of the network."""

    def __init__(self, **_options: object) -> None:
        pass

    def send_messages(self, _letters: object) -> int:
        raise ValueError("Invalid address")


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_cannot_be_sent_leaves_the_act_done(monkeypatch, caplog):
    after = []
    with transaction.atomic():
        mail.write([Person()], LETTER, {})
        transaction.on_commit(lambda: after.append("done"))
        monkeypatch.setattr("django.core.mail.get_connection", Broken)
    assert after == ["done"]
    assert "A letter to person@example.org was not sent" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_no_letter_leaves_where_the_act_is_taken_back():
    with pytest.raises(RuntimeError), transaction.atomic():
        mail.write([Person()], LETTER, {})
        raise RuntimeError
    assert outbox.outbox == []


@pytest.mark.parametrize(
    "sender", ["PBF portal, Kyrgyzstan <portal@example.org>", "portal", "", "a@example.org, b@example.org"]
)
def test_a_sender_that_no_letter_can_carry_stops_the_start(settings, sender):
    settings.DEFAULT_FROM_EMAIL = sender
    assert [found.id for found in run_checks()] == ["core.E001"]
    with pytest.raises(CommandError, match="DEFAULT_FROM_EMAIL is not one address"):
        call_command("check")


@pytest.mark.parametrize("sender", ['"PBF portal, Kyrgyzstan" <portal@example.org>', "portal@example.org"])
def test_a_usual_sender_is_taken(settings, sender):
    settings.DEFAULT_FROM_EMAIL = sender
    assert run_checks() == []
