"""May this person do this? Answers as values, and the one helper that turns a "no" into 403 or 409."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise

Sentence = str | Promise


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer with its reason; `wrong_state` tells "not now" (409) from "not you" (403)."""

    allowed: bool
    reason: Sentence = ""
    wrong_state: bool = False

    def __bool__(self) -> bool:
        return self.allowed


YES = Decision(True)


def no(reason: Sentence) -> Decision:
    """Return a refusal because of who asks (403)."""
    return Decision(False, reason)


def not_now(reason: Sentence) -> Decision:
    """Return a refusal because of the state of the thing (409)."""
    return Decision(False, reason, wrong_state=True)


class WrongState(Exception):
    """Raised where a thing is visible and the right is there, but its state forbids the act: answered with 409."""


def require(decision: Decision) -> None:
    """Raise PermissionDenied (403) or WrongState (409) with the reason of a refusal."""
    if decision.allowed:
        return
    if decision.wrong_state:
        raise WrongState(str(decision.reason))
    raise PermissionDenied(str(decision.reason))
