"""The way of a suggested wording: open, then accepted, applied, declined or withdrawn."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contributions.models import Suggestion
from contributions.wordings.permissions import applies_from, can_withdraw, has_waited, may_ever_apply, owns
from core.decisions import Decision, not_now
from core.formatting import moment
from core.workflow import Given, Transition, workflow

State = Suggestion.State
ANSWERED = _("This wording was answered already.")


def _is_writable(_suggestion: Any, given: Given) -> Decision:
    """`is_writable()` is asked inside the transaction, and holds the input until it ends."""
    writable: Decision = given["is_writable"]()
    return writable


def _has_waited(suggestion: Any, given: Given) -> Decision:
    if not has_waited(suggestion):
        return not_now(
            _("The organisation may still answer: this wording can be applied from %(moment)s.")
            % {"moment": moment(applies_from(suggestion))}
        )
    return _is_writable(suggestion, given)


OPEN = frozenset({State.OPEN.value})

SUGGESTION_WORKFLOW = workflow(
    #          act        from  to                     to say otherwise, who, gate
    Transition("accept", OPEN, State.ACCEPTED.value, ANSWERED, owns, _is_writable),
    Transition("apply", OPEN, State.APPLIED.value, ANSWERED, may_ever_apply, _has_waited),
    Transition("decline", OPEN, State.DECLINED.value, ANSWERED, owns),
    Transition("withdraw", OPEN, State.WITHDRAWN.value, ANSWERED, can_withdraw),
)
