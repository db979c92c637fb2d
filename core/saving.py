"""Nothing typed is lost: one conditional UPDATE per write, merging disjoint fields, naming clashes.

A form carries the version and one short digest per field that it was based on. A field was changed by this
person if its new value differs from the digest, and by someone else if the stored value does.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from core.decisions import Sentence, WrongState

ATTEMPTS = 5


def plain_value(value: Any) -> Any:
    """Return a value as JSON can hold it: Decimal and dates as text (trailing zeros dropped), records by uid or pk."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, FieldFile):
        return value.name
    if isinstance(value, models.Model):
        return getattr(value, "uid", value.pk)
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    return value


def digest(value: Any) -> str:
    """Return sixteen hexadecimal characters that identify a field's value."""
    return hashlib.sha256(json.dumps(plain_value(value), sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Base:
    """What a form was based on: the version it was shown, and a digest per field."""

    version: int
    digests: Mapping[str, str]
    proposed: Mapping[str, str] = field(default_factory=dict)  # shown though not stored, by field

    def dump(self) -> str:
        stored = {f"f_{name}": value for name, value in self.digests.items()}
        return json.dumps(
            {"v": self.version, **stored, **{f"p_{name}": value for name, value in self.proposed.items()}}
        )

    @classmethod
    def load(cls, text: str) -> "Base | None":
        """Return the base of a posted form, or None where the hidden field is absent or was damaged."""
        try:
            raw = json.loads(text)
            digests = {key[2:]: str(value) for key, value in raw.items() if key.startswith("f_")}
            proposed = {key[2:]: str(value) for key, value in raw.items() if key.startswith("p_")}
            return cls(int(raw["v"]), digests, proposed)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            return None


def base_of(record: models.Model, names: tuple[str, ...]) -> Base:
    """Return the base for a form that is about to be shown."""
    return Base(record.version, {name: digest(getattr(record, name)) for name in names})  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people changed: what is stored now and what was typed."""

    name: str
    stored: Any
    typed: Any
    stored_by: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a write: `changed` names the fields written; with `clashes` nothing was written."""

    changed: tuple[str, ...] = ()
    merged: bool = False
    clashes: tuple[Clash, ...] = ()
    before: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_clash(self) -> bool:
        return bool(self.clashes)


def _difference(
    current: models.Model, base: Base, values: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Clash]]:
    """Return the fields to write and those that someone else changed differently since the base."""
    wanted: dict[str, Any] = {}
    clashes: list[Clash] = []
    for name, typed in values.items():
        stored_digest, typed_digest = digest(getattr(current, name)), digest(typed)
        # Without a digest the version alone tells whether someone else may have written since.
        untold = stored_digest if current.version == base.version else ""  # type: ignore[attr-defined]
        shown_digest = base.digests.get(name, untold)
        if typed_digest in (shown_digest, stored_digest):
            continue
        if stored_digest != shown_digest:
            by = getattr(current, "updated_by", None)
            clashes.append(Clash(name, getattr(current, name), typed, str(by or "")))
        else:
            wanted[name] = typed
    return wanted, clashes


def _bring_up_to_date(record: models.Model, current: models.Model) -> None:
    """Give the record what others have written since it was read."""
    for stored in record._meta.concrete_fields:
        setattr(record, stored.attname, getattr(current, stored.attname))


def save_versioned(
    record: models.Model,
    *,
    base: Base,
    values: Mapping[str, Any],
    by: Any,
    record_change: Callable[[dict[str, list[Any]]], Any],
    only_while: Mapping[str, Any] | None = None,
    otherwise: Sentence = "",
    holding: Sequence[models.QuerySet] = (),
) -> Saved:
    """Write the fields that this person changed, in one conditional UPDATE with its audit line.

    `record_change(changes)` writes the audit line in the same transaction; changes map a field to
    [before, after] as plain values. Disjoint changes of two people merge; a field that both changed
    differently is a clash and nothing is written. `only_while` is a filter on the record that must hold at
    the moment of writing, else WrongState is raised with `otherwise`. `holding` names the record whose state the
    filter asks for, and others that must not move meanwhile: they are held until the write is done, in this order,
    so that an act on them comes before or after it. Columns that follow from the fields are stored along.
    The record is brought up to date in place.
    """
    manager = type(record)._default_manager
    guard = dict(only_while or {})
    for _attempt in range(ATTEMPTS):
        current = manager.select_related("updated_by").filter(pk=record.pk, **guard).first()
        if current is None:
            raise WrongState(str(otherwise))
        wanted, clashes = _difference(current, base, values)
        if clashes:
            return Saved(clashes=tuple(clashes))
        if not wanted:
            _bring_up_to_date(record, current)
            return Saved()
        before = {name: plain_value(getattr(current, name)) for name in wanted}
        for name, value in wanted.items():
            setattr(current, name, value)
        worked_out = current.worked_out()  # type: ignore[attr-defined]
        with transaction.atomic():
            for held in holding:
                list(held.select_for_update().order_by().values_list("pk"))
            version = current.version  # type: ignore[attr-defined]
            # The version stands outside the subquery: PostgreSQL looks at it again after waiting for another
            # writer, which it does not do with what a subquery has found.
            allowed = manager.filter(pk=record.pk, **guard).order_by().values("pk")
            done = manager.filter(pk=record.pk, version=version, pk__in=allowed).update(
                **wanted, **worked_out, version=version + 1, updated_at=timezone.now(), updated_by=by
            )
            if done:
                record_change({name: [before[name], plain_value(wanted[name])] for name in wanted})
        if done:
            _bring_up_to_date(record, current)
            for name, value in (wanted | worked_out).items():
                setattr(record, name, value)
            record.version = version + 1  # type: ignore[attr-defined]
            record.updated_at, record.updated_by = timezone.now(), by  # type: ignore[attr-defined]
            # A form may stand for a record that was not there yet: its base is version 0, it is created as 1.
            return Saved(tuple(wanted), merged=version != max(base.version, 1), before=before)
    raise RuntimeError(
        f"{type(record).__name__} {record.pk} changed {ATTEMPTS} times while it was being saved"
    )
