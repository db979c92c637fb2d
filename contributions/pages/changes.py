"""What changed in a returned row since it was returned: field by field, texts word by word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contributions.forms import AnswerForm, RecordForm
from contributions.models import ActivityEntry
from contributions.services.accepted_values import read_back
from core.formatting import day, number
from core.textdiff import difference


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that says something else now; `words` is the difference, for `_difference.html`."""

    label: str
    words: list[tuple[str, str]]


def changed_since(form: RecordForm, accepted: Mapping[str, Any]) -> list[Changed]:
    """Return the fields in which the record of a form differs from what stood there, as `as_accepted` kept it."""
    record = form.record
    names = tuple(name for name in form.names if name in form.fields or name in accepted)
    before = read_back(type(record), accepted, tuple(name for name in names if name in accepted))
    found = []
    for name in names:
        field = form.fields.get(name)
        now = getattr(record, name)
        if isinstance(record, ActivityEntry) and name == "progress":
            now = record.text
        if field is None and isinstance(now, list):  # names that only the choices of the field put into words
            continue
        label = str(field.label) if field else _verbose(record, name)
        found.append(_changed(label, _shown(form, name, before.get(name)), _shown(form, name, now), field))
    if isinstance(form, AnswerForm) and ("lines" in accepted or form.has_lines):
        lines = [(line.funder, line.amount, line.note) for line in form.stored_lines]
        found.append(_changed(_("List"), _lines(accepted.get("lines", [])), _lines(lines), None))
    return [changed for changed in found if changed is not None]


def _verbose(record: Model, name: str) -> str:
    return capfirst(str(record._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _changed(label: str, before: str, now: str, field: Any) -> Changed | None:
    if before == now:
        return None
    # A word is compared with words; a choice or a figure is another one.
    if hasattr(field, "choices") or _is_figure(before) or _is_figure(now):
        return Changed(label, [(op, text) for op, text in (("delete", before), ("insert", now)) if text])
    return Changed(label, difference(before, now))


def _is_figure(text: str) -> bool:
    return text[:1].isdigit() and not text.strip("0123456789,. ")


def _shown(form: RecordForm, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal | int):
        return number(value)
    if isinstance(value, date):
        return day(value)
    return form.shown(name, value)


def _lines(lines: Any) -> str:
    return "\n".join(
        f"{funder}: {number(Decimal(amount)) if amount is not None else ''} {note}".strip()
        for funder, amount, note in lines
    )
