"""May this person name a deputy for this role, and end one early?"""

from django.utils.translation import gettext as _

from accounts.models import User
from core.decisions import YES, Decision, no, not_now
from core.formatting import day
from core.zones import today
from projects.actor import Actor, actor_on
from projects.capabilities import Capability, role_has
from projects.models import Membership
from projects.permissions import can_invite


def actor_around(user: User, membership: Membership) -> Actor:
    """Return what a person holds on the project of a membership; nothing around one of a portfolio."""
    return actor_on(user, membership.project) if membership.project else Actor(user)


def can_have_deputy(membership: Membership) -> Decision:
    """Roles that are in force today have deputies, except those of writers, readers and deputies."""
    if not role_has(membership.role, Capability.HAVE_A_DEPUTY):
        return no(_("Focal points, coordinators, reviewers and approvers can have a deputy, nobody else."))
    if membership.deputy_for_id is not None:
        return no(_("A deputy cannot name another one: ask the person whose deputy it is."))
    now = today()
    if membership.starts_on > now or (membership.ends_on is not None and membership.ends_on < now):
        return not_now(_("This role is not in force today, so nobody can stand in for it."))
    return YES


def can_name_deputy(actor: Actor, membership: Membership) -> Decision:
    """Holders name a deputy for their role, who invites people to it for them, administrators for anybody."""
    can_be = can_have_deputy(membership)
    is_holder = membership.user_id == actor.user.pk
    invites = bool(can_invite(actor, membership.role, membership.office_id))
    has_right = is_holder or invites or actor.may(Capability.NAME_DEPUTIES)
    if has_right or not (can_be or can_be.wrong_state):
        return can_be
    return no(
        _(
            "A deputy is named by the person who holds the role, for a focal point by the coordinator too, "
            "and by administrators."
        )
    )


def can_end_deputy(actor: Actor, deputy: Membership) -> Decision:
    """Who may name a deputy for the role ends one early, and so does the coordinator of the project."""
    original = deputy.deputy_for
    if original is None:
        return no(_("This person is nobody's deputy."))
    if not (original.user_id == actor.user.pk or actor.may(Capability.END_DEPUTIES)):
        return no(
            _(
                "A deputy is ended early by the person who holds the role, by the coordinator of the project, "
                "and by administrators."
            )
        )
    if deputy.ends_on is None or deputy.ends_on < today():
        return not_now(
            _("The time of %(person)s as a deputy ended on %(date)s.")
            % {"person": deputy.user, "date": day(deputy.ends_on)}
        )
    return YES
