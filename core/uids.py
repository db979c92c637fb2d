"""Short immutable identifiers that leave the house: addresses, Excel, Word, IATI."""

import re
import secrets
from collections.abc import Mapping

# No vowels and no look-alikes: a uid never spells a word and can be read out on the phone.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 10

LONGEST_KEY = 40  # characters, as `PerformedAct.key` stores them
_NOT_OF_A_KEY = re.compile(r"[^0-9A-Za-z_-]")


def new_uid() -> str:
    """Return a random uid of ten characters (27^10, about 2e14 values)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def plain_key(text: str) -> str:
    """Return a key as it can be stored: without what no page puts into one, and of its length at most."""
    return _NOT_OF_A_KEY.sub("", text)[:LONGEST_KEY]


def key_of(posted: Mapping[str, str] | None) -> str:
    """Return the key of the form that was posted, "" where it has none."""
    return plain_key((posted or {}).get("key", ""))


def act_key(posted: Mapping[str, str] | None = None) -> str:
    """Return the key that a page puts into the form of an act, so that sending it twice performs the act once.

    A page that comes back with an error keeps the key that was posted.
    """
    return key_of(posted) or secrets.token_hex(16)
