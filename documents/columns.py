"""The columns of the wide tables as a form edition holds them, and which of them every Word file may ask for. Pure."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import projects
from documents.data import Column

EDITIONS = Path(projects.__file__).parent / "editions"
# What a work row has of its own; every other column shows what the offices wrote.
OWN_FIELDS = frozenset({"number", "title", "offices", "status"})


def columns_of(held: Iterable[Mapping[str, str]], period: str) -> tuple[Column, ...]:
    """Return the columns that an edition holds, with the reporting period in words in their heads."""
    return tuple(
        Column(column["key"], column.get("label", "").replace("{period}", period), column["field"])
        for column in held
    )


@lru_cache(maxsize=8)
def known_keys(kind: str) -> tuple[str, ...]:
    """Return the keys of the columns that a kind of section has in any edition that comes with the portal."""
    sections = (
        section
        for file in sorted(EDITIONS.glob("*.json"))
        for section in json.loads(file.read_text(encoding="utf-8"))["sections"]
        if section["kind"] == kind
    )
    return tuple(
        dict.fromkeys(column["key"] for section in sections for column in section.get("columns", ()))
    )
