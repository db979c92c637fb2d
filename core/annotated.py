"""What a query adds to a record beside its fields: read with no default, so that a forgotten query is noticed."""

from typing import Any

from django.db.models import Model


def annotated(record: Model, name: str) -> Any:
    """Return what the query of this record added under a name; raises KeyError where it added nothing."""
    return vars(record)[name]
