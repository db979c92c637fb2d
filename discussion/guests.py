"""Guests: people without an account who comment on one report until a date, by a mailed link."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from core import mail
from core.decisions import WrongState, require
from core.formatting import day, moment
from core.markup import to_html
from discussion import permissions
from discussion.models import Comment, Guest
from discussion.selectors import CommentLine, Thread, with_stage
from discussion.services import is_first, link_to, record_comment
from projects.actor import actor_on
from projects.models import Membership, ReportingPeriod
from projects.selectors import people_with
from projects.stage import ReportStage

Role = Membership.Role
MOST_A_DAY = 30
_SALT = "discussion.guests"
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Addressee:
    """A guest as letters know people."""

    name: str
    email: str
    is_active: bool = True

    def __str__(self) -> str:
        return self.name


def token_of(guest: Guest) -> str:
    """Return the signed part of a guest's link."""
    return Signer(salt=_SALT).sign(guest.uid).rpartition(":")[2]


def path_of(guest: Guest) -> str:
    """Return the address of a guest's page."""
    return reverse("guest", args=[guest.uid, token_of(guest)])


def find_guest(uid: str, token: str) -> Guest | None:
    """Return the guest of a link that is whole and still good; tested on every hit."""
    try:
        signed = Signer(salt=_SALT).unsign(f"{uid}:{token}")
    except BadSignature:
        return None
    guests = Guest.objects.select_related("period__project", "period__edition", "invited_by")
    guest = guests.filter(uid=signed).first()
    return guest if guest is not None and guest.is_welcome else None


def invite_guest(
    period: ReportingPeriod, *, by: User, name: str, email: str, role: str, until: date, sending: int
) -> Guest:
    """Invite a guest and mail the link; raises PermissionDenied, or WrongState where this address has one."""
    with transaction.atomic():
        actor = with_stage(actor_on(by, period.project), ReportStage(sending))
        require(permissions.can_invite_guest(actor))
        ReportingPeriod.objects.select_for_update().get(
            pk=period.pk
        )  # two who invite the same address at once
        for other in period.guests.filter(email__iexact=email, ended_at__isnull=True):
            if other.is_welcome:
                raise WrongState(
                    _("%(email)s has a link until %(day)s: end it before you send another one.")
                    % {"email": email, "day": day(other.until)}
                )
        guest = Guest.objects.create(
            period=period, name=name, email=email, role=role, until=until, invited_by=by
        )
        record(by=by, action="invite_guest", on=guest, changes={"until": [None, until.isoformat()]})
        values = {"guest": guest, "period": period, "link": mail.address_of(path_of(guest))}
        mail.write([Addressee(guest.name, guest.email)], "discussion/mail/guest", values)
    return guest


def end_guest(guest: Guest, *, by: User, sending: int) -> bool:
    """End a guest's link at once; returns False where it had ended. Raises PermissionDenied or WrongState."""
    with transaction.atomic():
        actor = with_stage(actor_on(by, guest.period.project), ReportStage(sending))
        require(permissions.can_end_guest(actor, guest))
        done = Guest.objects.filter(pk=guest.pk, ended_at__isnull=True).update(ended_at=timezone.now())
        if done:
            record(by=by, action="end_guest", on=guest)
    return bool(done)


def too_many_words() -> str:
    """Return what a guest is told who has written enough for one day."""
    return _(
        "You have written %(most)d comments in one day. Send this one tomorrow, or in one comment with others."
    ) % {"most": MOST_A_DAY}


def add_guest_comment(
    guest: Guest, *, address: str, text: str, sending: int, key: str = ""
) -> Comment | None:
    """Write a guest's comment; None where this form was sent before.

    Raises WrongState when the link has ended, or when the guest has written enough for one day.
    """
    with transaction.atomic():
        current = Guest.objects.select_for_update().get(pk=guest.pk)
        if not current.is_welcome:
            raise WrongState(_("This link has ended: ask who invited you for another one."))
        since = timezone.now() - timedelta(days=1)
        if current.comments.filter(written_at__gte=since).count() >= MOST_A_DAY:
            raise WrongState(too_many_words())
        if not is_first(key, guest.pk, "guest_comment", guest.period, [address, text]):
            return None
        is_first_today = not current.comments.filter(written_at__date=timezone.localdate()).exists()
        comment = Comment.objects.create(
            period=guest.period, address=address, text=text, guest=guest, sending=sending
        )
        # A guest is no person of the portal: the line of the log has a name and no number.
        record_comment(comment, by=Addressee(str(guest), guest.email))
        if is_first_today:
            _tell_who_invited(comment, guest)
        return comment


def _tell_who_invited(comment: Comment, guest: Guest) -> None:
    """Write to who invited a guest that the guest has commented; where they have left, to the coordinators."""
    period, inviter = guest.period, guest.invited_by
    actor = with_stage(actor_on(inviter, period.project), ReportStage(comment.sending))
    works_here = permissions.can_read_discussion(actor)
    to = [inviter] if works_here and inviter.is_active else people_with(period.project, Role.COORDINATOR)
    values = {"guest": guest, "period": period, "link": mail.address_of(link_to(comment, period))}
    mail.write(to, "discussion/mail/guest_commented", values)


def threads_for_guest(period: ReportingPeriod) -> dict[str, list[Thread]]:
    """Return what the organisations read, by place, without anybody's address."""
    comments = (
        Comment.objects.filter(period=period, visibility=Comment.Visibility.ALL)
        .select_related("author", "guest", "office__organisation")
        .order_by("written_at", "pk")
    )
    threads: dict[int, Thread] = {}
    for comment in comments:
        if comment.parent_id is None:
            threads[comment.pk] = Thread(comment, _said_to_guest(comment), False, False)
        elif comment.parent_id in threads:
            threads[comment.parent_id].replies.append(_said_to_guest(comment))
    grouped: dict[str, list[Thread]] = {}
    for thread in threads.values():
        grouped.setdefault(thread.comment.address, []).append(thread)
    return grouped


def _said_to_guest(comment: Comment) -> CommentLine:
    author = comment.author
    name = str(comment.guest) if author is None else author.name or _("Somebody who works on the report")
    return CommentLine(
        comment.uid,
        without_addresses(name),
        moment(comment.written_at),
        mark_safe(to_html(without_addresses(comment.text))),  # noqa: S308 - escaped there
        False,
        comment.is_from_review,
        author is None,
    )


def without_addresses(text: str) -> str:
    """Return a text in which e-mail addresses are left out."""
    return _ADDRESS.sub(_("(address)"), text)
