"""Finding people who are named in a comment as @Name or @address. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """Somebody who can be named."""

    name: str
    email: str


Person = TypeVar("Person", bound=Named)

# A name ends where no letter follows, nor a sign that goes on with one: "@ann" is not in "@ann.lee" or "@ann@x.org".
_END = r"(?![\w@]|[.\-+]\w)"
_START = r"(?<![\w@.])@"
_ANY = re.compile(_START + r"(?P<name>[\w.+-]*\w(?:@[\w.-]*\w)?)")


@dataclass(frozen=True, slots=True)
class Found(Generic[Person]):
    """Who is named in a text, and the names that fit nobody."""

    people: list[Person] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def find(text: str, people: Iterable[Person]) -> Found[Person]:
    """Return who is named in a text; the longest name that fits counts, whatever its case."""
    known: dict[str, list[Person]] = {}
    for person in people:
        words = " ".join(person.name.split())
        for key in {words, person.email, person.email.partition("@")[0]} - {""}:
            known.setdefault(key.casefold(), []).append(person)
    if not known:
        return Found([], list(dict.fromkeys(match["name"] for match in _ANY.finditer(text))))
    longest_first = sorted(known, key=len, reverse=True)
    names = "|".join(r"\s+".join(map(re.escape, key.split(" "))) for key in longest_first)
    one = re.compile(f"{_START}(?P<name>{names}){_END}", re.IGNORECASE)
    named: dict[str, Person] = {}
    unknown: list[str] = []
    position = 0
    while match := _ANY.search(text, position):
        position = match.end()
        if fits := one.match(text, match.start()):
            position = fits.end()
            for person in known.get(" ".join(fits["name"].split()).casefold(), []):
                named.setdefault(person.email, person)
        else:
            unknown.append(match["name"])
    return Found(list(named.values()), list(dict.fromkeys(unknown)))
