"""A report as text that lasts: the same report gives the same bytes, and the text gives the same report back.

Pure. What a version stores, and the only thing that its documents are made from.
"""

import hashlib
import json
import re
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

from core.decisions import WrongState
from documents.data import Report

SCHEMA = 1

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Unreadable(WrongState):
    """A stored report that cannot be read, answered with 409; the message is one sentence for people."""


class _Damaged(Exception):
    """The text does not hold what its place asks for."""


def freeze(report: Report) -> str:
    """Return the report as canonical JSON; figures keep the very digits that they have.

    Raises TypeError where a value has no place in a frozen report.
    """
    text = json.dumps(
        {"schema": SCHEMA, "report": _plain(report)},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    # Half of a pair cannot be stored as UTF-8, its escape can.
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def thaw(text: str) -> Report:
    """Return the report that a text holds; what an older text does not know takes its default.

    Raises Unreadable for a damaged text and for one of a newer portal.
    """
    try:
        stored = json.loads(text)
        schema = _of_type(stored["schema"], int)
        if schema > SCHEMA:
            raise Unreadable(_("This version was stored by a newer portal; update this portal to open it."))
        return cast(Report, _thawed(stored["report"], Report))
    except (ValueError, KeyError, TypeError, RecursionError, _Damaged) as error:
        raise Unreadable(
            _("The stored text of this version is damaged; restore it from a backup.")
        ) from error


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a frozen text as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise TypeError(f"{value} is no figure that a report can hold.")
        return str(value)
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {_text(key): _plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in _hints(type(value))}
    raise TypeError(f"A frozen report holds no {type(value).__name__}.")


def _text(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"A frozen report holds no {type(key).__name__} as a key.")
    return str(key)


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


@lru_cache(maxsize=64)
def _optional(kind: type) -> frozenset[str]:
    return frozenset(
        field.name
        for field in fields(kind)
        if field.default is not MISSING or field.default_factory is not MISSING
    )


def _of_type(value: Any, kind: type) -> Any:
    # A bool is an int to Python, and neither may stand for the other.
    if type(value) is not kind:
        raise _Damaged
    return value


def _thawed(value: Any, kind: Any) -> Any:
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        [inner] = [choice for choice in get_args(kind) if choice is not types.NoneType]
        return None if value is None else _thawed(value, inner)
    if origin is tuple:
        inner, _ellipsis = get_args(kind)
        return tuple(_thawed(item, inner) for item in _of_type(value, list))
    if origin is dict:
        _key, inner = get_args(kind)
        return {key: _thawed(item, inner) for key, item in _of_type(value, dict).items()}
    if is_dataclass(kind):
        return _thawed_dataclass(_of_type(value, dict), cast(type, kind))
    if kind is Decimal:
        return _figure(_of_type(value, str))
    if kind is date:
        return date.fromisoformat(_of_type(value, str))
    return _of_type(value, kind)


def _figure(text: str) -> Decimal:
    try:
        figure = Decimal(text)
    except InvalidOperation as error:
        raise _Damaged from error
    if not figure.is_finite():
        raise _Damaged
    return figure


def _thawed_dataclass(stored: dict[str, Any], kind: type) -> Any:
    known = {name: hint for name, hint in _hints(kind).items() if name in stored}
    if any(name not in known and name not in _optional(kind) for name in _hints(kind)):
        raise _Damaged
    return kind(**{name: _thawed(stored[name], hint) for name, hint in known.items()})
