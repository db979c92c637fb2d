"""Short immutable identifiers that leave the house: addresses, Excel, Word, IATI."""

import secrets

# No vowels and no look-alikes: a uid never spells a word and can be read out on the phone.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 10


def new_uid() -> str:
    """Return a random uid of ten characters (27^10, about 2e14 values)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
