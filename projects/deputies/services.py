"""Naming a deputy, ending one early, and the roles of a person with their deputies."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.invitations import mail_invitation
from accounts.models import User
from accounts.services import ensure_person
from audit.services import created
from core.decisions import WrongState, require
from core.formatting import day
from core.zones import today
from projects.capabilities import Capability, roles_with
from projects.deputies.permissions import actor_around, can_end_deputy, can_name_deputy
from projects.models import Membership
from projects.services import end_as_of

LONGEST = 180  # days, the first and the last one counted


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role in words, the membership, and who stands in for it now or later."""

    role: str
    place: str
    membership: Membership
    deputy: Membership | None = None


def anchor_of(membership: Membership) -> str:
    """Return where a role is held: the portfolio, or the organisation and the project."""
    if membership.office is None:
        return str(membership.portfolio)
    return f"{membership.office.short_name}, {membership.project}"


def deputy_of(membership: Membership) -> Membership | None:
    """Return who stands in for this role now or later."""
    coming = membership.deputies.filter(ends_on__gte=today()).select_related("user", "deputy_for__user")
    return coming.order_by("starts_on").first()


def line_of(membership: Membership) -> RoleLine:
    """Return a role with its deputy, for a page about it (one query)."""
    return RoleLine(
        str(membership.get_role_display()), anchor_of(membership), membership, deputy_of(membership)
    )


def roles_of(user: User) -> tuple[list[RoleLine], list[RoleLine]]:
    """Return the roles that a person holds today and may have a deputy for, and those held as a deputy.

    The latter include those that begin later (two queries and one).
    """
    now = today()
    held = (
        Membership.objects.of(user)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=now), role__in=roles_with(Capability.HAVE_A_DEPUTY))
        .select_related("project", "office__organisation", "portfolio", "deputy_for__user")
        .order_by("project__code", "portfolio__name", "role", "starts_on")
    )
    own = [item for item in held if item.deputy_for_id is None and item.starts_on <= now]
    found = Membership.objects.filter(deputy_for__in=own, ends_on__gte=now).select_related("user")
    deputies = {item.deputy_for_id: item for item in found}
    return (
        [_line(item, deputies.get(item.pk)) for item in own],
        [_line(item) for item in held if item.deputy_for_id is not None],
    )


def _line(membership: Membership, deputy: Membership | None = None) -> RoleLine:
    return RoleLine(str(membership.get_role_display()), anchor_of(membership), membership, deputy)


def why_not_these_days(
    starts_on: date | None, ends_on: date | None, *, role_ends_on: date | None
) -> dict[str, str]:
    """Return what is wrong with the days of a deputy, a sentence per field; nothing where they are fine."""
    wrong = {}
    if starts_on is None:
        wrong["starts_on"] = _("Write the first day, for example 01.07.2021.")
    if ends_on is None:
        wrong["ends_on"] = _("Write the last day, for example 31.07.2021.")
    elif starts_on is not None and ends_on < starts_on:
        wrong["ends_on"] = _("The last day comes before the first one: write %(date)s or a later day.") % {
            "date": day(starts_on)
        }
    elif starts_on is not None and (ends_on - starts_on).days >= LONGEST:
        wrong["ends_on"] = _(
            "A deputy stands in for %(count)d days at most: write %(date)s or an earlier day."
        ) % {"count": LONGEST, "date": day(starts_on + timedelta(days=LONGEST - 1))}
    elif role_ends_on is not None and ends_on > role_ends_on:
        wrong["ends_on"] = _("The role itself ends on %(date)s: write this day or an earlier one.") % {
            "date": day(role_ends_on)
        }
    return wrong


def why_not_deputy(
    membership: Membership, *, email: str, starts_on: date | None, ends_on: date | None
) -> dict[str, str]:
    """Return what keeps this person from standing in on these days, a sentence per field of the form."""
    wrong = why_not_these_days(starts_on, ends_on, role_ends_on=membership.ends_on)
    now = today()
    if starts_on is not None and starts_on < now:
        wrong["starts_on"] = _("This day is over: write %(date)s or a later day.") % {"date": day(now)}
    if named := deputy_of(membership):
        wrong["email"] = _(
            "%(person)s is deputy until %(date)s already: end this first if somebody else is to stand in."
        ) % {"person": named.user, "date": day(named.ends_on)}
    elif person := User.objects.filter(email__iexact=email).first():
        if not person.is_active:
            wrong["email"] = _(
                "%(person)s may not sign in at present: name somebody else, or ask an administrator."
            ) % {"person": person}
        elif starts_on and ends_on and _holds_it_then(person, membership, starts_on, ends_on):
            wrong["email"] = _("%(person)s holds this role here already: name somebody else.") % {
                "person": person
            }
    return wrong


def _same_role(membership: Membership) -> QuerySet[Membership]:
    return Membership.objects.filter(
        role=membership.role,
        project=membership.project,
        office=membership.office,
        portfolio=membership.portfolio,
    )


def _holds_it_then(person: User, membership: Membership, starts_on: date, ends_on: date) -> bool:
    there = _same_role(membership).filter(user=person, starts_on__lte=ends_on)
    return there.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)).exists()


def name_deputy(
    membership: Membership,
    *,
    email: str,
    name: str,
    starts_on: date,
    ends_on: date,
    by: User,
    base_url: str,
) -> Membership:
    """Let a person, known or new, hold a role from one day until another, and write to them.

    Raises PermissionDenied where the right is missing, and WrongState where the role, the days or the person do not
    allow it. `base_url` is the portal's address.
    """
    with transaction.atomic():
        # Everybody who holds this role here is locked: of two that are named at the same time one is refused.
        there = {item.pk: item for item in _same_role(membership).select_for_update().order_by("pk")}
        membership = there[membership.pk]
        require(can_name_deputy(actor_around(by, membership), membership))
        for sentence in why_not_deputy(
            membership, email=email, starts_on=starts_on, ends_on=ends_on
        ).values():
            raise WrongState(sentence)
        deputy = Membership.objects.create(
            user=ensure_person(email, name=name, by=by),
            role=membership.role,
            project=membership.project,
            office=membership.office,
            portfolio=membership.portfolio,
            starts_on=starts_on,
            ends_on=ends_on,
            deputy_for=membership,
        )
        created(deputy, by=by)
        mail_invitation(
            deputy.user,
            place=anchor_of(deputy),
            role=_("%(role)s, as deputy of %(person)s from %(first)s until %(last)s")
            % {
                "role": deputy.get_role_display(),
                "person": membership.user,
                "first": day(starts_on),
                "last": day(ends_on),
            },
            invited_by=str(by),
            base_url=base_url,
        )
    return deputy


def end_deputy(deputy: Membership, *, by: User) -> None:
    """End a deputy's role as of yesterday; what they wrote keeps its author.

    Raises PermissionDenied where the right is missing, and WrongState where the deputy's time is over.
    """
    with transaction.atomic():
        current = Membership.objects.select_for_update().get(pk=deputy.pk)
        require(can_end_deputy(actor_around(by, current), current))
        end_as_of(current, today() - timedelta(days=1), by=by)
