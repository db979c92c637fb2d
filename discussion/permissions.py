"""Who reads, writes and resolves comments, invites guests, and keeps phrases."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.decisions import YES, Decision, no, not_now
from discussion.models import Comment, Guest
from projects.models import Membership
from projects.permissions import Actor

Role = Membership.Role


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the roles on the project, how often the report was sent, whether it is in review, a writer's rows."""

    actor: Actor
    sending: int = 0
    is_in_review: bool = False
    own_addresses: frozenset[str] = frozenset()

    @property
    def is_secretariat(self) -> bool:
        """Answer whether the person reads and writes what the Secretariat keeps to itself."""
        return self.sending > 0 and (self.actor.is_reviewer or self.actor.is_approver)

    @property
    def is_writer_only(self) -> bool:
        return set(self.actor.offices) == {Role.WRITER} and not self.is_secretariat


def can_read_discussion(speaker: Speaker) -> Decision:
    """Everyone on the project, administrators, and the Secretariat once the report was sent to it."""
    actor = speaker.actor
    if actor.offices or actor.is_administrator or speaker.is_secretariat:
        return YES
    if actor.is_reviewer or actor.is_approver:
        return not_now(NOT_SENT)
    return no(_("Only people who work on this report read what is said about it."))


def can_comment(speaker: Speaker, address: str = "") -> Decision:
    """Everyone who works on the project; a writer on the own rows; the Secretariat once the report was sent to it.

    Without a place: anywhere at all.
    """
    actor = speaker.actor
    if speaker.is_writer_only and address and address not in speaker.own_addresses:
        return no(_("As a writer you comment on your own rows; your focal point comments on everything."))
    if actor.offices or speaker.is_secretariat:
        return YES
    if actor.is_reviewer or actor.is_approver:
        return not_now(NOT_SENT)
    return no(_("Administrators read what is said about a report; they do not comment on it."))


def can_read_comment(speaker: Speaker, comment: Comment) -> Decision:
    """What the Secretariat keeps to itself is read by nobody else."""
    decision = can_read_discussion(speaker)
    if decision and comment.visibility == Comment.Visibility.SECRETARIAT and not speaker.is_secretariat:
        return no(_("This comment is for the PBF Secretariat alone."))
    return decision


def can_keep_to_secretariat(speaker: Speaker) -> Decision:
    """Reviewers and approvers choose who reads their comment."""
    if speaker.is_secretariat:
        return YES
    return no(_("Only the PBF Secretariat keeps a comment to itself."))


def can_resolve(speaker: Speaker, comment: Comment, *, is_answered_in_review: bool = False) -> Decision:
    """Its author, the coordinator, focal points of its office, reviewers; what the Secretariat said by it alone.

    `is_answered_in_review` says whether the Secretariat replied to it in review: it opens its place on a return then.
    """
    decision = can_read_comment(speaker, comment)
    if not decision:
        return decision
    actor = speaker.actor
    if speaker.is_secretariat:
        return YES
    if comment.is_from_review or is_answered_in_review:
        return no(_("The PBF Secretariat resolves its own comments: reply to it, and it reads your answer."))
    if actor.is_coordinator:
        return YES
    is_author = comment.author_id == actor.user.pk and bool(actor.offices)
    if is_author or (comment.office_id is not None and actor.holds(Role.FOCAL_POINT, comment.office_id)):
        return YES
    return no(_("A comment is resolved by its author, its organisation's focal point, or the coordinator."))


def can_invite_guest(speaker: Speaker) -> Decision:
    """The coordinator, and the Secretariat once the report was sent to it."""
    actor = speaker.actor
    if actor.is_coordinator or speaker.is_secretariat:
        return YES
    if actor.is_reviewer or actor.is_approver:
        return not_now(NOT_SENT)
    return no(_("Guests are invited by the coordinator or by the PBF Secretariat."))


def can_end_guest(speaker: Speaker, guest: Guest) -> Decision:
    """Who invited the guest, or the coordinator."""
    decision = can_invite_guest(speaker)
    if decision and not speaker.actor.is_coordinator and guest.invited_by_id != speaker.actor.user.pk:
        return no(_("A guest's link is ended by who invited the guest, or by the coordinator."))
    return decision


def can_keep_phrases(speaker: Speaker) -> Decision:
    """Reviewers and approvers have a stock of phrases of their own."""
    if speaker.actor.is_reviewer or speaker.actor.is_approver:
        return YES
    return no(_("Phrases are kept by reviewers of the PBF Secretariat."))


NOT_SENT = _(
    "The PBF Secretariat reads and writes comments when the coordinator has sent the report to review."
)
