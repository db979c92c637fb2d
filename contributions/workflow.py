"""The way of an agency input: open, submitted, accepted; or returned with a note and submitted again."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contributions.states import ACCEPTED, DONE, OPEN, RETURNED, SUBMITTED, WRITABLE
from core.decisions import YES, Decision, no, not_now
from core.workflow import Given, Transition, workflow
from projects.actor import Actor
from projects.capabilities import Capability


def _writes_for_the_office(actor: Actor, contribution: Any) -> Decision:
    """Focal points submit; so does the coordinator who entered it on behalf of the organisation."""
    if actor.may(Capability.SUBMIT_INPUTS, contribution.office_id):
        return YES
    if actor.may(Capability.ENTER_ON_BEHALF) and contribution.on_behalf_by_id is not None:
        return YES
    return no(
        _("Only focal points of %(office)s submit this input.") % {"office": contribution.office.short_name}
    )


def _takes_back(actor: Actor, contribution: Any) -> Decision:
    if actor.may(Capability.TAKE_INPUTS_BACK, contribution.office_id):
        return YES
    return no(
        _("Only focal points of %(office)s correct what was entered for them.")
        % {"office": contribution.office.short_name}
    )


def _decides(actor: Actor, _contribution: Any) -> Decision:
    if actor.may(Capability.DECIDE_ON_INPUTS):
        return YES
    return no(_("Only the coordinator of the project accepts and returns inputs."))


def _is_the_return(actor: Any, _contribution: Any) -> Decision:
    if actor is THE_RETURN_OF_THE_REPORT:
        return YES
    return no(_("Rows are opened after a review by the return of the report alone."))


def _not_in_review(contribution: Any, _given: Given) -> Decision:
    if contribution.is_locked:
        return not_now(IN_REVIEW)
    return YES


def _has_note(contribution: Any, given: Given) -> Decision:
    if not str(given.get("note", "")).strip():
        return not_now(_("Write what has to change: the organisation reads it."))
    return _not_in_review(contribution, given)


def _stops_have_reasons(contribution: Any, given: Given) -> Decision:
    if given["stops_without_reason"]():
        return not_now(_("Some points stop the input: correct them, or write one sentence why they stay."))
    return _not_in_review(contribution, given)


def _was_entered_for_them(contribution: Any, given: Given) -> Decision:
    if contribution.on_behalf_by_id is None:
        return not_now(_("Your organisation wrote this input itself: ask the coordinator to return it."))
    if contribution.state == ACCEPTED and given.get("was_sent"):
        return not_now(_("This input was part of a report that was sent: ask the coordinator to return it."))
    return _not_in_review(contribution, given)


# Stands for the person in what follows from a return of the report, whose right was tested with its own act.
THE_RETURN_OF_THE_REPORT = object()

IN_REVIEW = _(
    "The report was sent and is locked: nothing is written until the PBF Secretariat returns it, "
    "or the final report is opened for a correction. What was written is kept as it is."
)

INPUT_WORKFLOW = workflow(
    #          act           from                  to         what to say otherwise, who, gate
    Transition(
        "submit",
        frozenset(WRITABLE),
        SUBMITTED,
        _("This input was submitted already."),
        _writes_for_the_office,
        _stops_have_reasons,
    ),
    Transition(
        "accept",
        frozenset({SUBMITTED}),
        ACCEPTED,
        _("Only a submitted input can be accepted, once."),
        _decides,
        _not_in_review,
    ),
    Transition(
        "return",
        frozenset(DONE),
        RETURNED,
        _("This input is with its organisation already."),
        _decides,
        _has_note,
    ),
    Transition(
        "take_back",
        frozenset(DONE),
        OPEN,
        _("There is nothing to open: this input is open already."),
        _takes_back,
        _was_entered_for_them,
    ),
    Transition(
        "reopen_rows",
        frozenset((*WRITABLE, *DONE)),
        RETURNED,
        _("This input is not there any more."),
        _is_the_return,
    ),
)
