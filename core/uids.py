"""Short immutable identifiers that leave the house: addresses, Excel, Word, IATI."""

import secrets
from collections.abc import Mapping

# No vowels and no look-alikes: a uid never spells a word and can be read out on the phone.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 10


def new_uid() -> str:
    """Return a random uid of ten characters (27^10, about 2e14 values)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def act_key(posted: Mapping[str, str] | None = None) -> str:
    """Return the key that a page puts into the form of an act, so that sending it twice performs the act once.

    A page that comes back with an error keeps the key that was posted.
    """
    return (posted or {}).get("key", "")[:40] or secrets.token_hex(16)
