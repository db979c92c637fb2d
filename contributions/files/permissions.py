"""May this person read, add, change or take away an attachment? Asked of people who may see the project."""

from django.utils.translation import gettext as _

from contributions import permissions as inputs
from contributions.models import Attachment, Contribution
from contributions.states import ACCEPTED, WRITABLE
from core.decisions import YES, Decision, no, not_now
from projects import addresses
from projects.actor import Actor
from projects.capabilities import Capability
from projects.stage import stage_of


def can_read(actor: Actor, attachment: Attachment) -> Decision:
    """Everyone on the project and its Secretariat; what belongs to an input those who may read the input.

    The Secretariat reads what was part of a report that was sent: the report may list it.
    """
    if attachment.contribution is None:
        return YES
    reads_sent = actor.may(Capability.READ_SENT_REPORTS)
    if reads_sent and _was_sent(attachment, attachment.contribution):
        return YES
    return _can_read_there(actor, attachment.contribution, attachment.address)


def _was_sent(attachment: Attachment, contribution: Contribution) -> bool:
    """Answer whether an attachment was part of what the Secretariat got, now or before its last return."""
    if contribution.is_locked and contribution.is_handed_in:
        return True
    review = stage_of(contribution.period)
    if review.sent_at is None or attachment.uploaded_at > review.sent_at:
        return False
    return contribution.state == ACCEPTED or is_kept(attachment, contribution)


def is_kept(attachment: Attachment, contribution: Contribution) -> bool:
    """Answer whether an attachment was there already when its input was returned in part: it stays accepted."""
    since = contribution.state_since
    is_in_part = contribution.state in WRITABLE and contribution.is_partial
    return is_in_part and since is not None and attachment.uploaded_at <= since


def _can_read_there(actor: Actor, contribution: Contribution, address: str) -> Decision:
    there = addresses.parse(address)
    if there is not None and there.kind in ("question", "money"):
        return inputs.can_read_texts(actor, contribution)
    return inputs.can_read(actor, contribution)


def can_add(actor: Actor, contribution: Contribution | None = None, address: str = "") -> Decision:
    """Who writes for an organisation adds to project, report and the own open input; reviewers to the first two."""
    if contribution is None:
        if actor.may(Capability.ADD_FILES):
            return YES
        return no(
            _(
                "Focal points, writers and coordinators of the project, and the PBF Secretariat, add attachments."
            )
        )
    if actor.may(Capability.ADD_FILES_TO_INPUTS, contribution.office_id):
        return YES if contribution.is_open else not_now(inputs.locked_sentence(contribution))
    return inputs.can_write(actor, contribution) and _can_read_there(actor, contribution, address)


def can_change(actor: Actor, attachment: Attachment, *, is_opened: bool | None = None) -> Decision:
    """Who added it, the coordinator, or an administrator, where they may read it and its input is open there.

    What shows a sign-off is changed by nobody: recording the sign-off again replaces it.
    """
    decision = can_read(actor, attachment)
    if not decision:
        return decision
    if attachment.kind == Attachment.Kind.SIGN_OFF:
        return no(
            _(
                "This mail or scan shows a sign-off: it is neither changed nor taken away. "
                "Where it is the wrong one, the coordinator records the sign-off again with the right one."
            )
        )
    is_own = attachment.uploaded_by_id == actor.user.pk
    if not is_own and not actor.may(Capability.CHANGE_FILES):
        return no(
            _(
                "Only who added this attachment, the coordinator or an administrator changes it or takes it away."
            )
        )
    contribution = attachment.contribution
    if contribution is None:
        return YES
    if not contribution.is_open:
        return not_now(inputs.locked_sentence(contribution))
    if contribution.is_partial and not _is_open_there(attachment, contribution, is_opened):
        return not_now(
            _(
                "This attachment was not returned: it stays as it was. "
                "Ask the coordinator if it has to change too."
            )
        )
    return YES


def _is_open_there(attachment: Attachment, contribution: Contribution, is_opened: bool | None) -> bool:
    """Answer whether a return in part opened the place of an attachment, or it was added since.

    `is_opened` says the first where a list has asked for all of them at once.
    """
    if not is_kept(attachment, contribution) and contribution.state_since is not None:
        return True
    if is_opened is None:
        return bool(attachment.address) and contribution.opened.filter(address=attachment.address).exists()
    return is_opened
