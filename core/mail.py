"""Letters of the portal: made from templates inside the transaction, sent when it has been committed."""

import logging
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def address_of(path: str) -> str:
    """Return a path of the portal as an address that can stand in a letter."""
    return settings.PORTAL_URL.rstrip("/") + path


def write(to: Iterable[Any], template: str, context: dict[str, Any]) -> None:
    """Write one letter to each of these people, when the transaction has been committed.

    `template` names `TEMPLATE_subject.txt` and `TEMPLATE.txt`; each letter gets its `person`. A letter that
    cannot be sent is logged: the act that it tells of has happened.
    """
    for person in dict.fromkeys(to):
        if not person.is_active:
            continue
        values = {**context, "person": person}
        subject = " ".join(render_to_string(f"{template}_subject.txt", values).split())
        body = render_to_string(f"{template}.txt", values)
        letter = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email])
        transaction.on_commit(partial(_send, letter), robust=True)


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except Exception:  # the server is away or refuses, or an address cannot be written: the act has happened
        log.exception("A letter to %s was not sent: %s", letter.to[0], letter.subject)
