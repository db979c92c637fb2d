"""Short immutable identifiers that leave the house: addresses, Excel, Word, IATI."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping

from django.http import QueryDict

# No vowels and no look-alikes: a uid never spells a word and can be read out on the phone.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 10

LONGEST_KEY = 40  # characters, as `PerformedAct.key` stores them
FORM_KEY = 24  # of these, the key that a page put into its form
_NOT_OF_A_KEY = re.compile(r"[^0-9A-Za-z_.-]")


def new_uid() -> str:
    """Return a random uid of ten characters (27^10, about 2e14 values)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def plain_key(text: str) -> str:
    """Return a key as it can be stored: without what no page puts into one, and of its length at most."""
    return _NOT_OF_A_KEY.sub("", text)[:LONGEST_KEY]


def key_of(posted: Mapping[str, str] | None) -> str:
    """Return the key of the form that was posted and, after a full stop, a digest of what it says; "" without a key.

    By the digest the same form with other words, after a step back in the browser, is no second click.
    """
    posted = posted or {}
    key = plain_key(posted.get("key", "")).replace(".", "")[:FORM_KEY]
    if not key:
        return ""
    fields = posted.lists() if isinstance(posted, QueryDict) else posted.items()
    said = sorted((name, value) for name, value in fields if name not in ("key", "csrfmiddlewaretoken"))
    return f"{key}.{hashlib.sha256(json.dumps(said).encode()).hexdigest()}"[:LONGEST_KEY]


def act_key(posted: Mapping[str, str] | None = None) -> str:
    """Return the key that a page puts into the form of an act, so that sending it twice performs the act once.

    A page that comes back with an error keeps the key that was posted.
    """
    return plain_key((posted or {}).get("key", "")) or secrets.token_hex(FORM_KEY // 2)
