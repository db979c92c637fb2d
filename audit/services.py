"""Writing to the change log."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from audit.models import LogEntry
from core.saving import plain_value

UNLOGGED = frozenset(
    {"password", "uid", "version", "updated_at", "updated_by", "last_login", "stage", "sendings"}
)  # the last two are told by the acts of the record that they are of


def record(
    *, by: Any, action: str, on: models.Model, changes: Mapping[str, Any] | None = None, reason: str = ""
) -> LogEntry:
    """Write one line: who did what to which record, with [before, after] per field as plain JSON values.

    Call it inside the transaction of the change. `by` is a User, or None for the portal itself.
    """
    return LogEntry.objects.create(
        actor_id=getattr(by, "pk", None),
        actor=str(by) if by is not None else "portal",
        action=action,
        object_type=on._meta.label_lower,
        object_uid=str(getattr(on, "uid", None) or on.pk),
        object_label=str(on)[:300],
        changes=dict(changes or {}),
        reason=reason,
    )


def created(record_: models.Model, *, by: Any, reason: str = "") -> LogEntry:
    """Write the line of a new record, with its fields as they were created."""
    changes = {
        field.name: [None, plain_value(getattr(record_, field.attname))]
        for field in record_._meta.concrete_fields
        if not field.primary_key
        and field.name not in UNLOGGED
        and getattr(record_, field.attname) not in (None, "")
    }
    return record(by=by, action="create", on=record_, changes=changes, reason=reason)
