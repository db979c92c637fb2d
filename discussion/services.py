"""Everything that changes comments: write, reply, resolve, open again."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.services import record
from core import mail
from core.decisions import require
from core.models import PerformedAct
from core.saving import digest
from core.uids import plain_key
from discussion import permissions
from discussion.mentions import find
from discussion.models import Comment
from discussion.selectors import Target, people_here, with_stage
from projects.actor import actor_on
from projects.capabilities import Capability, any_role_has
from projects.models import ReportingPeriod
from projects.stage import ReportStage

ALL, SECRETARIAT = Comment.Visibility.ALL, Comment.Visibility.SECRETARIAT


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a comment (None: this form was sent before), names that fit nobody, people who cannot read it."""

    comment: Comment | None
    unknown: list[str] = field(default_factory=list)
    cannot_read: list[str] = field(default_factory=list)


def is_first(key: str, actor_id: int, act: str, period: ReportingPeriod, said: list[str]) -> bool:
    """Answer whether a form with this key and these words is here for the first time, and remember it.

    Call it inside the transaction of the act. Other words under the same key are another comment: nothing is lost.
    """
    key = plain_key(key)
    if not key:
        return True
    _act, is_new = PerformedAct.objects.get_or_create(
        key=key,
        actor_id=actor_id,
        act=act,
        object_type=Comment._meta.label_lower,
        object_uid=f"{period.uid}-{digest(said)}",
    )
    return is_new


def add_comment(
    period: ReportingPeriod,
    target: Target,
    *,
    by: User,
    text: str,
    visibility: str = ALL,
    parent: Comment | None = None,
    sending: int,
    is_with_reviewer: bool,
    key: str = "",
) -> Added:
    """Write a comment, or a reply to `parent` at its spot, and tell those who are named in it.

    `sending` and `is_with_reviewer` (in review or cleared) say how far the report is. A reply to what the Secretariat
    keeps to itself stays there.
    Raises PermissionDenied or WrongState.
    """
    with transaction.atomic():
        actor = with_stage(actor_on(by, period.project), ReportStage(sending))
        address = parent.address if parent else target.address
        require(permissions.can_comment(actor, address))
        if parent is not None:
            require(permissions.can_read_comment(actor, parent))
            visibility = SECRETARIAT if parent.visibility == SECRETARIAT else visibility
        if visibility == SECRETARIAT:
            require(permissions.can_keep_to_secretariat(actor))
        parent_uid = parent.uid if parent else ""
        if not is_first(key, by.pk, "comment", period, [parent_uid, target.at, visibility, text]):
            return Added(None)
        comment = Comment.objects.create(
            period=period,
            address=address,
            field=parent.field if parent else target.field,
            office_id=parent.office_id if parent else (target.office.pk if target.office else None),
            parent=parent,
            text=text,
            author=by,
            is_from_review=actor.is_secretariat and is_with_reviewer,
            visibility=visibility,
            sending=sending,
        )
        record_comment(comment, by=by)
        return _name_people(comment, period, sending)


def record_comment(comment: Comment, *, by: Any) -> None:
    """Write the line of the change log on a new comment: it names the comment, not its words.

    Administrators read the log, and not what the Secretariat keeps to itself.
    """
    record(by=by, action="comment", on=comment.period, changes={"comment": [None, comment.uid]})


def _name_people(comment: Comment, period: ReportingPeriod, sending: int) -> Added:
    """Store who is named in a comment and may read it, and write to each of them once."""
    if "@" not in comment.text:
        return Added(comment)
    people = people_here(period)
    found = find(comment.text, people)
    readers = [user for user in found.people if _may_read(people[user], comment, sending)]
    comment.mentioned.set(readers)
    mail.write(
        [user for user in readers if user.pk != comment.author_id],
        "discussion/mail/named",
        {"comment": comment, "period": period, "link": mail.address_of(link_to(comment, period))},
    )
    return Added(comment, found.unknown, [str(user) for user in found.people if user not in readers])


def _may_read(roles: set[str], comment: Comment, sending: int) -> bool:
    is_secretariat = sending > 0 and any_role_has(roles, Capability.SPEAK_AS_SECRETARIAT)
    if comment.visibility == SECRETARIAT:
        return is_secretariat
    return is_secretariat or any_role_has(roles, Capability.READ_COMMENTS)


def link_to(comment: Comment, period: ReportingPeriod) -> str:
    """Return the address at which a comment is read."""
    uid = comment.parent.uid if comment.parent else comment.uid
    return f"{reverse('discussion:list', args=[period.project.code, period.code])}?show=all#comment-{uid}"


def resolve(comment: Comment, *, by: User, sending: int) -> bool:
    """Resolve one comment; returns False where somebody was quicker. Raises PermissionDenied or WrongState."""
    return _set_resolved(comment, by=by, sending=sending, resolved=True)


def reopen(comment: Comment, *, by: User, sending: int) -> bool:
    """Open one comment again; returns False where somebody was quicker. Raises PermissionDenied or WrongState."""
    return _set_resolved(comment, by=by, sending=sending, resolved=False)


def _set_resolved(comment: Comment, *, by: User, sending: int, resolved: bool) -> bool:
    period = comment.period
    with transaction.atomic():
        is_answered = comment.replies.filter(is_from_review=True, visibility=ALL).exists()
        actor = with_stage(actor_on(by, period.project), ReportStage(sending))
        require(permissions.can_resolve(actor, comment, is_answered_in_review=is_answered))
        values = {
            "resolved_at": timezone.now() if resolved else None,
            "resolved_by": by if resolved else None,
        }
        one = Comment.objects.filter(pk=comment.pk, parent__isnull=True, resolved_at__isnull=resolved)
        done = one.update(**values)
        if done:
            record(
                by=by,
                action="resolve_comment" if resolved else "reopen_comment",
                on=period,
                changes={"comment": [None, comment.uid]},
            )
    return bool(done)
