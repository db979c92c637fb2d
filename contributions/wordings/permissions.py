"""Who suggests a wording, and who reads, accepts, declines, withdraws or applies it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contributions.models import Contribution, Suggestion
from contributions.permissions import can_read, closed_row_sentence
from contributions.states import DONE
from contributions.workflow import IN_REVIEW
from core.decisions import YES, Decision, no, not_now
from discussion.permissions import NOT_SENT, Speaker
from projects.models import Membership
from projects.permissions import Actor

Role = Membership.Role


def can_read_wordings(speaker: Speaker) -> Decision:
    """Everyone who works on the project, and the Secretariat, its own ones, once the report was sent to it."""
    actor = speaker.actor
    if actor.offices or speaker.is_secretariat:
        return YES
    if actor.is_reviewer or actor.is_approver:
        return not_now(NOT_SENT)
    return no(_("Only people who work on this report read the wordings that are suggested for it."))


def _suggests_as_colleague(speaker: Speaker) -> bool:
    return speaker.actor.is_coordinator or speaker.actor.holds(Role.FOCAL_POINT)


def _suggests(speaker: Speaker) -> Decision:
    actor = speaker.actor
    if _suggests_as_colleague(speaker):
        return YES
    if speaker.is_secretariat:
        # In review the texts are locked: what is read then is what was sent, and nothing since.
        return YES if speaker.is_in_review else not_now(NOT_IN_REVIEW)
    if actor.is_reviewer or actor.is_approver:
        return not_now(NOT_SENT)
    return no(_("Wordings are suggested by focal points, the coordinator and the PBF Secretariat."))


def can_suggest_for_office(speaker: Speaker, contribution: Contribution) -> Decision:
    """For another organisation's text that one may read, while the report is not in review.

    The Secretariat for what was sent to it, and while it is in review: the wording waits until the report comes back.
    """
    decision, actor = _suggests(speaker), speaker.actor
    if not decision:
        return decision
    if actor.holds(Role.FOCAL_POINT, contribution.office_id):
        return no(_("This is your own organisation's text: write it as it should read."))
    if not contribution.is_readable_by_others:
        return no(
            _("%(office)s is still writing. Suggest a wording when its text is submitted or shared.")
            % {"office": contribution.office.short_name}
        )
    if not _suggests_as_colleague(speaker):
        if contribution.state in DONE:
            return YES
        return no(
            _("%(office)s has not handed in: its text was not sent to you.")
            % {"office": contribution.office.short_name}
        )
    readable = can_read(actor, contribution)
    if readable and contribution.is_locked:
        return not_now(IN_REVIEW)
    return readable


def can_suggest_for_joint_text(speaker: Speaker, *, is_writable: bool) -> Decision:
    """For the coordinator's text, while the report can be written; the Secretariat while it is in review."""
    decision = _suggests(speaker)
    if decision and speaker.actor.is_coordinator:
        return no(_("This is the joint text, which you write yourself as the coordinator."))
    if decision and not is_writable and _suggests_as_colleague(speaker):
        return not_now(IN_REVIEW)
    return decision


def owns(speaker: Speaker, suggestion: Suggestion) -> Decision:
    """The focal point of the office, or the writer of that row; for a joint text the coordinator."""
    actor, office_id = speaker.actor, suggestion.office_id
    if office_id is None:
        return YES if actor.is_coordinator else no(_("The coordinator answers for the joint text."))
    if actor.holds(Role.FOCAL_POINT, office_id):
        return YES
    if actor.holds(Role.WRITER, office_id) and suggestion.address in speaker.own_addresses:
        return YES
    return no(_("Only who writes this text accepts or declines another wording of it."))


def can_withdraw(speaker: Speaker, suggestion: Suggestion) -> Decision:
    """Who suggested a wording withdraws it."""
    if suggestion.made_by_id == speaker.actor.user.pk:
        return YES
    return no(_("A wording is withdrawn by who suggested it."))


def may_ever_apply(speaker: Speaker, suggestion: Suggestion) -> Decision:
    """The coordinator, for an organisation's text."""
    if speaker.actor.is_coordinator and suggestion.office_id is not None:
        return YES
    return no(_("Only the coordinator applies a wording that an organisation has not answered."))


def applies_from(suggestion: Suggestion) -> datetime:
    """Return from when the coordinator may apply a wording that was not answered."""
    return suggestion.made_at + timedelta(days=settings.SUGGESTION_DAYS)


def has_waited(suggestion: Suggestion) -> bool:
    """Answer whether its owner had the days that the portal gives."""
    return timezone.now() >= applies_from(suggestion)


def can_be_replaced(*, is_locked: bool, is_closed: bool) -> Decision:
    """Say whether a text of an organisation can have another wording now: not in review, nor where it stays closed.

    `is_closed` says that a return opened other rows of the input: this one stays as it was accepted.
    """
    if is_locked:
        return not_now(IN_REVIEW)
    if is_closed:
        return not_now(closed_row_sentence())
    return YES


def can_read_suggestion(
    speaker: Speaker, *, address: str, office_id: int | None, made_by_id: int, is_readable: bool
) -> bool:
    """Answer whether a person reads a suggestion: it quotes a text, so whoever reads the text, and who made it.

    The Secretariat reads its reviewer's own alone: another one may quote a text that was never sent to it.
    `is_readable` says whether the organisation has submitted or shared its text.
    """
    actor: Actor = speaker.actor
    if made_by_id == actor.user.pk:
        return True
    if office_id is None:
        return bool(actor.offices)
    if actor.works_for(office_id):
        is_only_writer = actor.holds(Role.WRITER, office_id) and not actor.holds(Role.FOCAL_POINT, office_id)
        return not is_only_writer or address in speaker.own_addresses
    return is_readable and bool(actor.offices)


NOT_IN_REVIEW = _(
    "The PBF Secretariat suggests wordings while the report is in review: it reads the texts as they were sent."
)
