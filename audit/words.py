"""Lines of the change log in words: names of fields, and of the records and choices that values stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import LogEntry

LENGTH = 200  # characters of a value that are shown

ACTS = {
    "create": gettext_lazy("Added"),
    "change": gettext_lazy("Changed"),
    "delete": gettext_lazy("Deleted"),
    "end": gettext_lazy("Ended"),
    "invite": gettext_lazy("Invited again"),
    "accept_invitation": gettext_lazy("Invitation accepted"),
    "set_password": gettext_lazy("Password set"),
    "write": gettext_lazy("Written"),
    "open": gettext_lazy("Opened"),
    "submit": gettext_lazy("Submitted"),
    "reopen": gettext_lazy("Returned"),
    "return": gettext_lazy("Returned"),
    "reopen_rows": gettext_lazy("Rows returned after a review"),
    "comment": gettext_lazy("Commented"),
    "resolve_comment": gettext_lazy("Comment resolved"),
    "reopen_comment": gettext_lazy("Comment opened again"),
    "accept": gettext_lazy("Accepted"),
    "take_back": gettext_lazy("Opened again by its organisation"),
    "enter_on_behalf": gettext_lazy("Entered on behalf of the organisation"),
    "set_due_date": gettext_lazy("Date changed"),
    "answer_point": gettext_lazy("Sentence written to a point"),
    "dismiss_point": gettext_lazy("Hint dismissed"),
    "send": gettext_lazy("Sent to review"),
    "send_back": gettext_lazy("Returned by the Secretariat"),
    "clear": gettext_lazy("Cleared"),
    "sign_off": gettext_lazy("Sign-off recorded"),
    "make_final": gettext_lazy("Made final"),
    "replace": gettext_lazy("Replaced by a newer version"),
    "correct": gettext_lazy("Opened for a correction"),
    "record_submission": gettext_lazy("Submission to the Fund recorded"),
    "make_public": gettext_lazy("Made public"),
    "share": gettext_lazy("Shared"),
    "unshare": gettext_lazy("No longer shared"),
}
# What someone wrote is read where it belongs, by those who may read it; the log says which fields.
WITHOUT_VALUES = frozenset({"write"})


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
    return str(ACTS.get(action) or capfirst(action.replace("_", " ")))


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
    if entry.action in WITHOUT_VALUES:
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
