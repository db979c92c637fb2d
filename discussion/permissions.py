"""Who reads, writes and resolves comments, invites guests, and keeps phrases."""

from django.utils.translation import gettext_lazy as _

from core.decisions import YES, Decision, no, not_now
from discussion.models import Comment, Guest
from projects.actor import Actor
from projects.capabilities import Capability


def can_read_discussion(actor: Actor) -> Decision:
    """Everyone on the project, administrators, and the Secretariat once the report was sent to it."""
    if actor.may(Capability.READ_COMMENTS) or actor.is_secretariat:
        return YES
    if actor.may(Capability.SPEAK_AS_SECRETARIAT):
        return not_now(NOT_SENT)
    return no(_("Only people who work on this report read what is said about it."))


def can_comment(actor: Actor, address: str = "") -> Decision:
    """Everyone who works on the project; a writer on the own rows; the Secretariat once the report was sent to it.

    Without a place: anywhere at all.
    """
    if actor.may(Capability.COMMENT_EVERYWHERE) or actor.is_secretariat:
        return YES
    if actor.may(Capability.COMMENT):
        if not address or address in actor.own_addresses:
            return YES
        return no(_("As a writer you comment on your own rows; your focal point comments on everything."))
    if actor.may(Capability.SPEAK_AS_SECRETARIAT):
        return not_now(NOT_SENT)
    return no(_("Administrators read what is said about a report; they do not comment on it."))


def can_read_comment(actor: Actor, comment: Comment) -> Decision:
    """What the Secretariat keeps to itself is read by nobody else."""
    decision = can_read_discussion(actor)
    if decision and comment.visibility == Comment.Visibility.SECRETARIAT and not actor.is_secretariat:
        return no(_("This comment is for the PBF Secretariat alone."))
    return decision


def can_keep_to_secretariat(actor: Actor) -> Decision:
    """Reviewers and approvers choose who reads their comment."""
    if actor.is_secretariat:
        return YES
    return no(_("Only the PBF Secretariat keeps a comment to itself."))


def can_resolve(actor: Actor, comment: Comment, *, is_answered_in_review: bool = False) -> Decision:
    """Its author, the coordinator, focal points of its office, reviewers; what the Secretariat said by it alone.

    `is_answered_in_review` says whether the Secretariat replied to it in review: it opens its place on a return then.
    """
    decision = can_read_comment(actor, comment)
    if not decision:
        return decision
    if actor.is_secretariat:
        return YES
    if comment.is_from_review or is_answered_in_review:
        return no(_("The PBF Secretariat resolves its own comments: reply to it, and it reads your answer."))
    is_author = comment.author_id == actor.user.pk and actor.may(Capability.COMMENT)
    if is_author or actor.may(Capability.RESOLVE_COMMENTS, comment.office_id):
        return YES
    return no(_("A comment is resolved by its author, its organisation's focal point, or the coordinator."))


def can_invite_guest(actor: Actor) -> Decision:
    """The coordinator, and the Secretariat once the report was sent to it."""
    if actor.may(Capability.INVITE_GUESTS) or actor.is_secretariat:
        return YES
    if actor.may(Capability.SPEAK_AS_SECRETARIAT):
        return not_now(NOT_SENT)
    return no(_("Guests are invited by the coordinator or by the PBF Secretariat."))


def can_end_guest(actor: Actor, guest: Guest) -> Decision:
    """Who invited the guest, or the coordinator."""
    decision = can_invite_guest(actor)
    ends_all = actor.may(Capability.END_LINKS_OF_GUESTS)
    if decision and not ends_all and guest.invited_by_id != actor.user.pk:
        return no(_("A guest's link is ended by who invited the guest, or by the coordinator."))
    return decision


def can_keep_phrases(actor: Actor) -> Decision:
    """Reviewers and approvers have a stock of phrases of their own."""
    if actor.may(Capability.KEEP_PHRASES):
        return YES
    return no(_("Phrases are kept by reviewers of the PBF Secretariat."))


NOT_SENT = _(
    "The PBF Secretariat reads and writes comments when the coordinator has sent the report to review."
)
