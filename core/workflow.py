"""A change of state, performed by one function for every workflow. The tables stand in the apps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from core.decisions import YES, Decision, Sentence, WrongState, not_now, require
from core.models import PerformedAct
from core.uids import plain_key

Record = Callable[..., Any]
Given = Mapping[str, Any]


def _always(_on: Any, _given: Given) -> Decision:
    return YES


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of a workflow table.

    From which states an act leads where, what to say otherwise, who may do it (a right, tested whatever the state),
    and its gate (what must hold besides, tested with what was given to the act).
    """

    act: str
    sources: frozenset[str]
    target: str
    otherwise: Sentence
    who: Callable[[Any, Any], Decision]
    gate: Callable[[Any, Given], Decision] = _always


@dataclass(frozen=True, slots=True)
class Workflow:
    """The closed table of acts on one state field."""

    transitions: Mapping[str, Transition]
    field: str = "state"

    def may(self, act: str, roles: Any, on: models.Model) -> Decision:
        """Answer whether a person with these roles may do this now: the right first, then the state."""
        transition = self.transitions[act]
        right = transition.who(roles, on)
        if right and getattr(on, self.field) not in transition.sources:
            return not_now(transition.otherwise)
        return right


def workflow(*transitions: Transition, state_field: str = "state") -> Workflow:
    """Return the table of these transitions."""
    return Workflow({transition.act: transition for transition in transitions}, state_field)


@dataclass(frozen=True, slots=True)
class Change:
    """What else a transition writes on the record, the reason of its audit line, and what follows from it."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    # Called with the record inside the transaction, after the change; mail is ordered here and leaves on commit.
    then: Callable[[Any], None] | None = None


def perform(
    table: Workflow,
    act: str,
    *,
    on: models.Model,
    by: Any,
    standing: Callable[[], Any],
    record: Record,
    given: Given | None = None,
    change: Change | None = None,
    key: str = "",
) -> bool:
    """Perform an act once: right, state and gate are tested and the change is written in one transaction.

    `standing()` gives the person's roles and is called inside the transaction, so that a right that was lost a moment
    ago is refused. The state changes in one conditional UPDATE: of two people one wins. `key` is what the page put
    into its form; a second request with the same key of the same person does nothing and returns False.
    Raises PermissionDenied where the right is missing, and WrongState for the state and the gate.
    """
    transition = table.transitions[act]
    change = change or Change()
    key = plain_key(key)
    model = type(on)
    with transaction.atomic():
        current = model._default_manager.select_for_update().filter(pk=on.pk).first()
        if current is None:
            raise WrongState(str(transition.otherwise))
        if key and was_performed(key, act, on, by):
            on.refresh_from_db()
            return False
        require(table.may(act, standing(), current))
        require(transition.gate(current, given or {}))
        before = getattr(current, table.field)
        now = timezone.now()
        written = {table.field: transition.target, **change.fields}
        if any(item.name == "state_since" for item in model._meta.concrete_fields):
            written.setdefault("state_since", now)
        changed = model._default_manager.filter(
            pk=on.pk, **{f"{table.field}__in": transition.sources}
        ).update(**written, version=models.F("version") + 1, updated_at=now, updated_by=by)
        if not changed:
            raise WrongState(str(transition.otherwise))
        on.refresh_from_db()
        record(
            by=by, action=act, on=on, changes={table.field: [before, transition.target]}, reason=change.reason
        )
        if change.then:
            change.then(on)
        if key:
            PerformedAct.objects.create(key=key, actor_id=by.pk, act=act, **_name_of(on))
    return True


def _name_of(on: models.Model) -> dict[str, str]:
    return {"object_type": on._meta.label_lower, "object_uid": str(getattr(on, "uid", on.pk))}


def was_performed(key: str, act: str, on: models.Model, by: Any) -> bool:
    """Answer whether this person performed the act with this key already."""
    return PerformedAct.objects.filter(key=plain_key(key), actor_id=by.pk, act=act, **_name_of(on)).exists()
