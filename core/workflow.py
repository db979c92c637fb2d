"""A change of state, performed by one function for every workflow. The tables stand in the apps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from core.decisions import Decision, Sentence, WrongState, require

Record = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of a workflow table: from which states an act leads where, and what to say otherwise."""

    act: str
    sources: frozenset[str]
    target: str
    otherwise: Sentence


@dataclass(frozen=True, slots=True)
class Workflow:
    """The closed table of acts on one state field."""

    transitions: Mapping[str, Transition]
    field: str = "state"


def workflow(*transitions: Transition, state_field: str = "state") -> Workflow:
    """Return the table of these transitions."""
    return Workflow({transition.act: transition for transition in transitions}, state_field)


@dataclass(frozen=True, slots=True)
class Change:
    """What else a transition writes, and the reason that its audit line carries."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def perform(
    table: Workflow,
    act: str,
    *,
    on: models.Model,
    by: Any,
    may: Decision,
    record: Record,
    change: Change | None = None,
) -> None:
    """Perform an act: right, state and change are tested and written in one transaction with the audit line.

    Raises PermissionDenied where `may` refuses and WrongState where another state has come first:
    the state changes in one conditional UPDATE, so of two identical requests one wins.
    """
    require(may)
    change = change or Change()
    transition = table.transitions[act]
    before = getattr(on, table.field)
    written = {table.field: transition.target, **change.fields}
    with transaction.atomic():
        changed = (
            type(on)
            ._default_manager.filter(pk=on.pk, **{f"{table.field}__in": transition.sources})
            .update(**written, version=models.F("version") + 1, updated_at=timezone.now(), updated_by=by)
        )
        if not changed:
            raise WrongState(str(transition.otherwise))
        record(
            by=by, action=act, on=on, changes={table.field: [before, transition.target]}, reason=change.reason
        )
    on.refresh_from_db()
