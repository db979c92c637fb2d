"""Everything that happens to a suggested wording."""

from collections.abc import Callable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from contributions.models import Contribution, Suggestion, WriterRow
from contributions.wordings import permissions, texts
from contributions.wordings.registry import JOINT_WRITER
from contributions.wordings.workflow import SUGGESTION_WORKFLOW
from contributions.workflow import IN_REVIEW
from core import mail
from core.decisions import YES, Decision, WrongState, not_now, require
from core.saving import digest
from core.workflow import Change, perform
from discussion.selectors import Target, with_stage
from discussion.services import is_first
from projects.actor import Actor, actor_on
from projects.models import Membership, ReportingPeriod
from projects.selectors import people_with
from projects.stage import ReportStage

Role = Membership.Role


class TextMoved(WrongState):
    """Raised where a text no longer reads as it did when another wording was suggested: both are kept."""


def text_of(period: ReportingPeriod, target: Target) -> str | None:
    """Return the text at a spot as it reads now; None where no wording can be suggested."""
    if target.office is None:
        return JOINT_WRITER.get().read(period, target.address, target.field)
    contribution = texts.input_of(period, target.office.pk)
    entry = texts.entry_at(contribution, target.address, target.field) if contribution else None
    return None if entry is None else getattr(entry, target.field)


def suggest(
    period: ReportingPeriod,
    target: Target,
    *,
    by: User,
    proposed: str,
    note: str = "",
    base: str,
    review: ReportStage,
    key: str = "",
) -> Suggestion | None:
    """Suggest another wording; its owner is told. None where this form was sent before.

    `base` is the digest of the text that the person saw; `review` says how far the report is.
    Raises PermissionDenied, WrongState, or TextMoved where the text has changed since.
    """
    with transaction.atomic():
        actor = with_stage(actor_on(by, period.project), review)
        require(can_suggest(period, target, actor, is_writable=review.is_writable))
        original = text_of(period, target)
        if original is None:
            raise WrongState(_("There is no text here for which a wording could be suggested."))
        if base != digest(original):
            raise TextMoved(
                _("The text was changed while you wrote. Compare, and send your wording once more.")
            )
        if not is_first(key, by.pk, "suggest", period, [target.at, proposed]):
            return None
        suggestion = Suggestion.objects.create(
            period=period,
            address=target.address,
            field=target.field,
            office=target.office,
            original=original,
            proposed=proposed,
            note=note,
            made_by=by,
        )
        record(by=by, action="suggest_wording", on=suggestion)
        _letter(suggestion, "made", owners_of(suggestion), but=by)
    return suggestion


def can_suggest(period: ReportingPeriod, target: Target, actor: Actor, *, is_writable: bool) -> Decision:
    """Say whether a person may suggest a wording at a spot now (one query for an organisation's text)."""
    if target.office is None:
        return permissions.can_suggest_for_joint_text(actor, is_writable=is_writable)
    contribution = texts.input_of(period, target.office.pk)
    assert contribution is not None  # a spot's office has an input
    return permissions.can_suggest_for_office(actor, contribution)


def owners_of(suggestion: Suggestion) -> list[User]:
    """Return who answers for the text today: focal points and the row's writers, or the coordinators."""
    project = suggestion.period.project
    if suggestion.office_id is None:
        return people_with(project, Role.COORDINATOR)
    uid = suggestion.address.partition("/")[2]
    rows = WriterRow.objects.filter(
        membership__in=Membership.objects.in_force().filter(project=project, office=suggestion.office_id)
    ).select_related("membership__user", "activity", "indicator")
    writers = [
        row.membership.user for row in rows if uid == getattr(row.activity or row.indicator, "uid", None)
    ]
    return list(dict.fromkeys([*people_with(project, Role.FOCAL_POINT, suggestion.office_id), *writers]))


def accept(suggestion: Suggestion, *, by: User, is_writable: bool = True, key: str = "") -> bool:
    """Put the wording in place of the text, as its owner; the input keeps its state.

    Returns False where this very request was performed already. Raises PermissionDenied, WrongState, TextMoved.
    """
    return _replace(suggestion, "accept", by=by, is_writable=is_writable, key=key)


def apply(suggestion: Suggestion, *, by: User, key: str = "") -> bool:
    """Put the wording in place of the text, as the coordinator, when its owner has not answered for some days.

    Returns False where this very request was performed already. Raises PermissionDenied, WrongState, TextMoved.
    """
    return _replace(suggestion, "apply", by=by, is_writable=True, key=key)


def decline(suggestion: Suggestion, *, by: User, note: str = "", key: str = "") -> bool:
    """Leave the text as it is; who suggested the wording reads the note. Raises PermissionDenied or WrongState."""
    change = Change(
        {"answer_note": note[:500]},
        note,
        then=lambda done: _letter(done, "answered", [done.made_by], but=by, note=note),
    )
    return _perform(suggestion, "decline", by=by, change=change, key=key)


def withdraw(suggestion: Suggestion, *, by: User, key: str = "") -> bool:
    """Take back one's own suggestion. Raises PermissionDenied or WrongState."""
    return _perform(suggestion, "withdraw", by=by, change=Change(), key=key)


def _replace(suggestion: Suggestion, act: str, *, by: User, is_writable: bool, key: str) -> bool:
    def then(done: Suggestion) -> None:
        _write(done, by)
        _letter(done, "answered", [done.made_by], but=by)
        if act == "apply":
            _letter(done, "applied", owners_of(done), but=by)

    def is_open() -> Decision:
        if suggestion.office_id is None:
            return YES if is_writable else not_now(IN_REVIEW)
        # Held until the end of the transaction: the report cannot go to review or come back meanwhile.
        inputs = Contribution.objects.filter(period=suggestion.period_id, office=suggestion.office_id)
        contribution = inputs.select_for_update().get()  # a suggestion's office has an input
        opened = contribution.opened.filter(address=suggestion.address)
        return permissions.can_be_replaced(
            is_locked=contribution.is_locked, is_closed=contribution.is_partial and not opened.exists()
        )

    return _perform(suggestion, act, by=by, change=Change(then=then), key=key, is_open=is_open)


def _write(suggestion: Suggestion, by: User) -> None:
    if suggestion.office_id is None:
        JOINT_WRITER.get().write(
            suggestion.period,
            suggestion.address,
            suggestion.field,
            suggestion.original,
            suggestion.proposed,
            by,
        )
        return
    contribution = texts.input_of(suggestion.period, suggestion.office_id)
    entry = texts.entry_at(contribution, suggestion.address, suggestion.field) if contribution else None
    done = entry is not None and texts.write(
        entry,
        suggestion.field,
        before=suggestion.original,
        after=suggestion.proposed,
        by=by,
        reason=_("Suggested by %(name)s") % {"name": suggestion.made_by},
    )
    if not done:
        raise TextMoved(moved())


def moved() -> str:
    """Return what is said where the text is another one by now."""
    return _("The text was changed since this was suggested: compare and write it yourself.")


def _perform(
    suggestion: Suggestion,
    act: str,
    *,
    by: User,
    change: Change,
    key: str,
    is_open: Callable[[], Decision] = lambda: YES,
) -> bool:
    return perform(
        SUGGESTION_WORKFLOW,
        act,
        on=suggestion,
        by=by,
        actor=lambda: with_stage(actor_on(by, suggestion.period.project), ReportStage()),
        record=record,
        given={"is_writable": is_open},
        change=change,
        key=key,
    )


def _letter(suggestion: Suggestion, template: str, to: list[User], *, but: User, note: str = "") -> None:
    """Write to these people, except to who did it."""
    period = suggestion.period
    link = reverse("wordings:list", args=[period.project.code, period.code])
    values = {
        "suggestion": suggestion,
        "period": period,
        "by": but,
        "note": note,
        "link": mail.address_of(f"{link}?show=all#wording-{suggestion.uid}"),
    }
    mail.write([user for user in to if user != but], f"contributions/wordings/mail/{template}", values)
