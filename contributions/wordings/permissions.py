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
from discussion.permissions import NOT_SENT
from projects.actor import Actor
from projects.capabilities import Capability


def can_read_wordings(actor: Actor) -> Decision:
    """Everyone who works on the project, and the Secretariat, its own ones, once the report was sent to it."""
    if actor.may(Capability.READ_WORDINGS) or actor.is_secretariat:
        return YES
    if actor.may(Capability.SPEAK_AS_SECRETARIAT):
        return not_now(NOT_SENT)
    return no(_("Only people who work on this report read the wordings that are suggested for it."))


def _suggests(actor: Actor) -> Decision:
    if actor.may(Capability.SUGGEST_WORDINGS):
        return YES
    if actor.is_secretariat:
        # In review the texts are locked: what is read then is what was sent, and nothing since.
        return YES if actor.stage.is_in_review else not_now(NOT_IN_REVIEW)
    if actor.may(Capability.SPEAK_AS_SECRETARIAT):
        return not_now(NOT_SENT)
    return no(_("Wordings are suggested by focal points, the coordinator and the PBF Secretariat."))


def can_suggest_for_office(actor: Actor, contribution: Contribution) -> Decision:
    """For another organisation's text that one may read, while the report is not in review.

    The Secretariat for what was sent to it, and while it is in review: the wording waits until the report comes back.
    """
    decision = _suggests(actor)
    if not decision:
        return decision
    if actor.may(Capability.WRITE_TEXTS, contribution.office_id):
        return no(_("This is your own organisation's text: write it as it should read."))
    if not contribution.is_readable_by_others:
        return no(
            _("%(office)s is still writing. Suggest a wording when its text is submitted or shared.")
            % {"office": contribution.office.short_name}
        )
    if not actor.may(Capability.SUGGEST_WORDINGS):
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


def can_suggest_for_joint_text(actor: Actor, *, is_writable: bool) -> Decision:
    """For the coordinator's text, while the report can be written; the Secretariat while it is in review."""
    decision = _suggests(actor)
    if decision and actor.may(Capability.WRITE_JOINT_TEXTS):
        return no(_("This is the joint text, which you write yourself as the coordinator."))
    if decision and not is_writable and actor.may(Capability.SUGGEST_WORDINGS):
        return not_now(IN_REVIEW)
    return decision


def owns(actor: Actor, suggestion: Suggestion) -> Decision:
    """The focal point of the office, or the writer of that row; for a joint text the coordinator."""
    office_id = suggestion.office_id
    if office_id is None:
        if actor.may(Capability.WRITE_JOINT_TEXTS):
            return YES
        return no(_("The coordinator answers for the joint text."))
    if actor.may(Capability.WRITE_TEXTS, office_id):
        return YES
    if actor.may(Capability.WRITE_ROWS, office_id) and suggestion.address in actor.own_addresses:
        return YES
    return no(_("Only who writes this text accepts or declines another wording of it."))


def can_withdraw(actor: Actor, suggestion: Suggestion) -> Decision:
    """Who suggested a wording withdraws it."""
    if suggestion.made_by_id == actor.user.pk:
        return YES
    return no(_("A wording is withdrawn by who suggested it."))


def may_ever_apply(actor: Actor, suggestion: Suggestion) -> Decision:
    """The coordinator, for an organisation's text."""
    if actor.may(Capability.APPLY_WORDINGS) and suggestion.office_id is not None:
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
    actor: Actor, *, address: str, office_id: int | None, made_by_id: int, is_readable: bool
) -> bool:
    """Answer whether a person reads a suggestion: it quotes a text, so whoever reads the text, and who made it.

    The Secretariat reads its reviewer's own alone: another one may quote a text that was never sent to it.
    `is_readable` says whether the organisation has submitted or shared its text.
    """
    if made_by_id == actor.user.pk:
        return True
    if office_id is None:
        return actor.may(Capability.READ_WORDINGS)
    if actor.may(Capability.READ_UNFINISHED_INPUTS, office_id):
        writes_rows = actor.may(Capability.WRITE_ROWS, office_id)
        is_only_writer = writes_rows and not actor.may(Capability.WRITE_TEXTS, office_id)
        return not is_only_writer or address in actor.own_addresses
    return is_readable and actor.may(Capability.READ_WORDINGS)


NOT_IN_REVIEW = _(
    "The PBF Secretariat suggests wordings while the report is in review: it reads the texts as they were sent."
)
