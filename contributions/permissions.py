"""May this person read, write, submit, accept or return this input?"""

from django.utils.translation import gettext as _

from contributions.models import Contribution
from contributions.states import ACCEPTED
from contributions.workflow import IN_REVIEW, INPUT_WORKFLOW
from core.decisions import YES, Decision, no, not_now
from projects.actor import Actor
from projects.capabilities import Capability
from projects.stage import stage_of


def can_read(actor: Actor, contribution: Contribution) -> Decision:
    """Own office always, and the coordinator who enters on its behalf; others once it is submitted or shared.

    The Secretariat reads the report.
    """
    is_theirs = actor.may(Capability.READ_UNFINISHED_INPUTS, contribution.office_id)
    if is_theirs or is_on_behalf(actor, contribution):
        return YES
    if not actor.may(Capability.READ_INPUTS):
        return no(_("The PBF Secretariat reads what was sent to review on the page of the report."))
    if contribution.is_readable_by_others:
        return YES
    return no(
        _(
            "%(office)s is still writing. You can read this input when it is submitted, or when %(office)s shares it."
        )
        % {"office": contribution.office.short_name}
    )


def can_write(actor: Actor, contribution: Contribution) -> Decision:
    """Focal points and writers of the office, and the coordinator who enters on its behalf, while the input is open."""
    is_theirs = actor.may(Capability.WRITE_ROWS, contribution.office_id)
    if not is_theirs and not is_on_behalf(actor, contribution):
        return no(
            _("Only focal points and writers of %(office)s write here.")
            % {"office": contribution.office.short_name}
        )
    if not contribution.is_open:
        return not_now(locked_sentence(contribution))
    return YES


def is_on_behalf(actor: Actor, contribution: Contribution) -> bool:
    """Answer whether the person is the coordinator, and this input was taken in hand for a silent organisation."""
    return actor.may(Capability.ENTER_ON_BEHALF) and contribution.on_behalf_by_id is not None


def can_enter_on_behalf(actor: Actor, contribution: Contribution) -> Decision:
    """The coordinator enters for a silent organisation, with source and date, while its input is open."""
    if not actor.may(Capability.ENTER_ON_BEHALF):
        return no(_("Only the coordinator of the project enters on behalf of an organisation."))
    if not contribution.is_open:
        return not_now(locked_sentence(contribution))
    return YES


def can_write_texts(actor: Actor, contribution: Contribution) -> Decision:
    """Texts, budget and expenditure belong to the focal point; a writer has rows only."""
    is_theirs = actor.may(Capability.WRITE_TEXTS, contribution.office_id)
    if not is_theirs and not is_on_behalf(actor, contribution):
        return no(
            _("Only focal points of %(office)s write texts and expenditure.")
            % {"office": contribution.office.short_name}
        )
    return can_write(actor, contribution)


def can_read_texts(actor: Actor, contribution: Contribution) -> Decision:
    """A writer sees the own rows only."""
    decision = can_read(actor, contribution)
    if decision and is_only_writer(actor, contribution):
        return no(_("As a writer you have rows only; texts and expenditure are with your focal point."))
    return decision


def can_submit(actor: Actor, contribution: Contribution) -> Decision:
    """Focal points submit, while the input is open."""
    decision = INPUT_WORKFLOW.may("submit", actor, contribution)
    if (decision or decision.wrong_state) and not contribution.is_open:
        return not_now(locked_sentence(contribution))
    return decision


def can_share(actor: Actor, contribution: Contribution) -> Decision:
    """Focal points share the unfinished text with the others on the project; nobody does it for them."""
    if not actor.may(Capability.SHARE_INPUTS, contribution.office_id):
        return no(
            _("Only focal points of %(office)s share its unfinished text.")
            % {"office": contribution.office.short_name}
        )
    return can_submit(actor, contribution)


def can_accept(actor: Actor, contribution: Contribution) -> Decision:
    """The coordinator accepts a submitted input."""
    return _while_collecting(INPUT_WORKFLOW.may("accept", actor, contribution), contribution)


def can_return(actor: Actor, contribution: Contribution) -> Decision:
    """The coordinator returns an input that was handed in, whole or some of its rows, with a note."""
    return _while_collecting(INPUT_WORKFLOW.may("return", actor, contribution), contribution)


def can_take_back(actor: Actor, contribution: Contribution) -> Decision:
    """A focal point opens again what the coordinator handed in on the organisation's behalf."""
    decision = INPUT_WORKFLOW.may("take_back", actor, contribution)
    if decision:
        decision = INPUT_WORKFLOW.transitions["take_back"].gate(contribution, take_back_given(contribution))
    return decision


def take_back_given(contribution: Contribution) -> dict[str, bool]:
    """Return what the gate of taking back asks: what was part of a report that was sent is returned, not taken back."""
    return {"was_sent": stage_of(contribution.period).sending > 0}


def _while_collecting(decision: Decision, contribution: Contribution) -> Decision:
    if decision and contribution.is_locked:
        return not_now(IN_REVIEW)
    return decision


def can_give_days(actor: Actor, contribution: Contribution) -> Decision:
    """The coordinator gives one organisation more days, while its input is open."""
    if not actor.may(Capability.GIVE_DAYS):
        return no(_("Only the coordinator of the project changes the date of an input."))
    if contribution.is_locked:
        return not_now(IN_REVIEW)
    if not contribution.is_open:
        return not_now(_("This input was submitted: there is no date to change."))
    return YES


def is_only_writer(actor: Actor, contribution: Contribution) -> bool:
    """Answer whether the person writes for the office without being its focal point: the own rows are all there is."""
    office_id = contribution.office_id
    return actor.may(Capability.WRITE_ROWS, office_id) and not actor.may(Capability.WRITE_TEXTS, office_id)


def locked_sentence(contribution: Contribution) -> str:
    """Return why an input cannot be written and who can open it."""
    if contribution.is_locked:
        return str(IN_REVIEW)
    if contribution.state == ACCEPTED:
        return _(
            "This input was accepted and is locked. "
            "If something has to change, ask the coordinator of the project to return it."
        )
    return _(
        "This input was submitted and is locked. "
        "If something has to change, ask the coordinator of the project to return it."
    )


def closed_row_sentence() -> str:
    """Return why one row of a returned input cannot be written."""
    return _("This row was not returned: it stays as it was. Ask the coordinator if it has to change too.")
