"""Lines of the change log in words: acts as the apps registered them, fields, records and choices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from audit.models import LogEntry
from core.decisions import Sentence

LENGTH = 200  # characters of a value that are shown

# What acts are called, filled by `register` when the portal starts.
_WORDS: dict[str, Sentence] = {}
# Acts whose values are not shown: what someone wrote is read where it belongs, by those who may read it.
_WITHOUT_VALUES: set[str] = set()


def register(words: Mapping[str, Sentence], *, without_values: Iterable[str] = ()) -> None:
    """Give acts their words, once each; the lowest app that logs an act does it in its `apps.py`.

    Raises ValueError where an act has words already: one name is one act, whichever record it is done to.
    """
    if twice := sorted(set(words) & set(_WORDS)):
        raise ValueError(f"These acts have words already: {', '.join(twice)}")
    _WORDS.update(words)
    _WITHOUT_VALUES.update(without_values)


def registered_acts() -> frozenset[str]:
    """Return every act that has words."""
    return frozenset(_WORDS)


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One field of a line in words; without values where they are not for everyone."""

    label: str
    before: str = ""
    after: str = ""
    has_values: bool = True


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One line of the log in words."""

    entry: LogEntry
    act: str
    kind: str
    changes: tuple[ShownChange, ...]


def act_in_words(action: str) -> str:
    """Return an act in words; one that has none by its name."""
    return str(_WORDS.get(action) or capfirst(action.replace("_", " ")))


def kind_in_words(object_type: str) -> str:
    """Return the name of a kind of record, for example "project"."""
    model = _model(object_type)
    return str(model._meta.verbose_name) if model else object_type


def in_words(entries: Sequence[LogEntry]) -> list[ShownEntry]:
    """Return lines of the log in words, with one query per kind of record that their values refer to."""
    names = _names(entries)
    return [
        ShownEntry(
            entry,
            act_in_words(entry.action),
            kind_in_words(entry.object_type),
            tuple(_shown(entry, name, pair, names) for name, pair in entry.changes.items()),
        )
        for entry in entries
    ]


def _model(object_type: str) -> type[models.Model] | None:
    try:
        return apps.get_model(object_type)
    except (LookupError, ValueError):
        return None


def _field(object_type: str, name: str) -> Any:
    model = _model(object_type)
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def _pair(pair: Any) -> tuple[Any, Any]:
    return (pair[0], pair[1]) if isinstance(pair, list) and len(pair) == 2 else (None, pair)


def _names(entries: Sequence[LogEntry]) -> dict[type[models.Model], dict[Any, str]]:
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for entry in entries:
        for name, pair in entry.changes.items():
            field = _field(entry.object_type, name)
            if field is not None and field.is_relation and field.concrete:
                wanted[field.related_model] |= {pk for value in _pair(pair) for pk in _as_list(value)}
    return {
        model: {
            pk: str(record) for pk, record in model._base_manager.in_bulk([pk for pk in pks if pk]).items()
        }
        for model, pks in wanted.items()
    }


def _as_list(value: Any) -> list[Any]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, int)]


def _shown(
    entry: LogEntry, name: str, pair: Any, names: dict[type[models.Model], dict[Any, str]]
) -> ShownChange:
    field = _field(entry.object_type, name)
    label = capfirst(str(getattr(field, "verbose_name", name)))
    if entry.action in _WITHOUT_VALUES:
        return ShownChange(label, has_values=False)
    before, after = (_value(field, value, names) for value in _pair(pair))
    return ShownChange(label, before, after)


def _value(field: Any, value: Any, names: dict[type[models.Model], dict[Any, str]]) -> str:
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is not None and field.is_relation:
        known = names.get(field.related_model, {})
        value = [known.get(pk, pk) for pk in (value if isinstance(value, list) else [value])]
    elif field is not None and field.choices:
        value = dict(field.flatchoices).get(value, value)
    if isinstance(value, list) and all(isinstance(item, str | int) for item in value):
        value = ", ".join(str(item) for item in value)
    return Truncator(str(value)).chars(LENGTH)
