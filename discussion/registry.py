"""What the apps above tell about places: the fields of one, a writer's own ones, the report that a guest reads."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString

from core.registry import Registered
from projects.actor import Actor
from projects.models import ReportingPeriod

# The fields of a kind of place that a comment can be about, by the labels of the form in which they are written.
FIELD_LABELS: Registered[Callable[[str], Mapping[str, Any]]] = Registered("discussion.registry.FIELD_LABELS")
# The places of the rows that a writer was given; nobody else has any (one query for a writer).
OWN_ADDRESSES: Registered[Callable[[Actor], frozenset[str]]] = Registered("discussion.registry.OWN_ADDRESSES")
# The report of a period as a guest reads it.
GUEST_REPORT: Registered[Callable[[ReportingPeriod], SafeString]] = Registered(
    "discussion.registry.GUEST_REPORT"
)
