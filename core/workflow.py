"""A change of state, performed by one function for every workflow. The tables stand in the apps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.decisions import YES, Decision, Sentence, WrongState, not_now, require
from core.models import PerformedAct
from core.saving import plain_value
from core.uids import plain_key

Record = Callable[..., Any]
Given = Mapping[str, Any]

USED_BEFORE = _(
    "This form was used before, and things have moved on since: nothing was done now. Open the page again."
)


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

    def may(self, act: str, actor: Any, on: models.Model) -> Decision:
        """Answer whether this person may do this now: the right first, then the state."""
        transition = self.transitions[act]
        right = transition.who(actor, on)
        if right and getattr(on, self.field) not in transition.sources:
            return not_now(transition.otherwise)
        return right


def workflow(*transitions: Transition, state_field: str = "state") -> Workflow:
    """Return the table of these transitions."""
    return Workflow({transition.act: transition for transition in transitions}, state_field)


@dataclass(frozen=True, slots=True)
class Change:
    """What else a transition writes on the record, the reason of its audit line, and what follows from it.

    `told` names those of the fields that the audit line tells besides the state.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    # Called with the record inside the transaction, after the change; mail is ordered here and leaves on commit.
    then: Callable[[Any], None] | None = None
    told: tuple[str, ...] = ()
    # What the line tells besides of other records: pairs of before and after by name.
    also: Mapping[str, list[Any]] = field(default_factory=dict)

    def line(self, before: models.Model) -> dict[str, list[Any]]:
        """Return what the audit line tells besides the state, but for fields that were and stay empty."""
        pairs = {
            name: [plain_value(getattr(before, name)), plain_value(self.fields[name])] for name in self.told
        }
        return {name: pair for name, pair in pairs.items() if any(pair)} | dict(self.also)


def perform(
    table: Workflow,
    act: str,
    *,
    on: models.Model,
    by: Any,
    actor: Callable[[], Any],
    record: Record,
    given: Given | None = None,
    change: Change | None = None,
    key: str = "",
) -> bool:
    """Perform an act once: right, state and gate are tested and the change is written in one transaction.

    `actor()` gives the person with what they hold and is called inside the transaction, so that a right that was
    lost a moment ago is refused. The state changes in one conditional UPDATE: of two people one wins. `key` is what
    the page put into its form; a second request with the same key of the same person does nothing: it returns False
    while the record is where the act led, and is an old form afterwards.
    Raises PermissionDenied where the right is missing, and WrongState for the state, the gate and an old form.
    """
    transition = table.transitions[act]
    change = change or Change()
    key = plain_key(key)
    model = type(on)
    with transaction.atomic():
        current = model._default_manager.select_for_update().filter(pk=on.pk).first()
        if current is None:
            raise WrongState(str(transition.otherwise))
        if is_repeat(table, act, on=on, by=by, key=key):
            on.refresh_from_db()
            return False
        require(table.may(act, actor(), current))
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
            by=by,
            action=act,
            on=on,
            changes={table.field: [before, transition.target], **change.line(current)},
            reason=change.reason,
        )
        if change.then:
            change.then(on)
        remember(key, act, on, by)
    return True


def _name_of(on: models.Model) -> dict[str, str]:
    return {"object_type": on._meta.label_lower, "object_uid": str(getattr(on, "uid", on.pk))}


def was_performed(key: str, act: str, on: models.Model, by: Any) -> bool:
    """Answer whether this person performed the act with this form already, with these words or with others."""
    return bool(_used_keys(key, act, on, by))


def _used_keys(key: str, act: str, on: models.Model, by: Any) -> list[str]:
    """Return the keys under which this person performed the act with the form of this key (see core.uids.key_of)."""
    form = plain_key(key).partition(".")[0]
    if not form:
        return []
    of_form = models.Q(key=form) | models.Q(key__startswith=f"{form}.")
    used = PerformedAct.objects.filter(of_form, actor_id=by.pk, act=act, **_name_of(on))
    return list(used.values_list("key", flat=True))


def remember(key: str, act: str, on: models.Model, by: Any) -> None:
    """Keep that this person performed the act with this key; call it inside the transaction of the act."""
    if key := plain_key(key):
        PerformedAct.objects.create(key=key, actor_id=by.pk, act=act, **_name_of(on))


def is_repeat(table: Workflow, act: str, *, on: models.Model, by: Any, key: str) -> bool:
    """Answer whether this form was performed by this person, and the record is still where the act led.

    A second click and a line that broke off are repeats. Raises WrongState where the record has moved on since, or
    where the form says something else now: it is an old one, left in a tab or reached by a step back.
    """
    used = _used_keys(key, act, on, by)
    if not used:
        return False
    # Read after the key: whoever performed it a moment ago has written the state too.
    states = type(on)._default_manager.filter(pk=on.pk).values_list(table.field, flat=True)
    if states.first() != table.transitions[act].target or plain_key(key) not in used:
        raise WrongState(str(USED_BEFORE))
    return True
