"""May this person name a deputy for this role, and end one early?"""

from django.utils.translation import gettext as _

from accounts.models import User
from core.decisions import YES, Decision, no, not_now
from core.formatting import day
from core.zones import today
from projects.models import Membership
from projects.permissions import Actor, actor_on

Role = Membership.Role
WITH_DEPUTIES = frozenset({Role.FOCAL_POINT, Role.COORDINATOR, Role.REVIEWER, Role.APPROVER})


def roles_around(user: User, membership: Membership) -> Actor:
    """Return the person's roles on the project of a membership; nothing but the person for that of a portfolio."""
    return actor_on(user, membership.project) if membership.project else Actor(user)


def can_have_deputy(membership: Membership) -> Decision:
    """Roles that are in force today have deputies, except those of writers, readers and deputies."""
    if membership.role not in WITH_DEPUTIES:
        return no(_("Focal points, coordinators, reviewers and approvers can have a deputy, nobody else."))
    if membership.deputy_for_id is not None:
        return no(_("A deputy cannot name another one: ask the person whose deputy it is."))
    now = today()
    if membership.starts_on > now or (membership.ends_on is not None and membership.ends_on < now):
        return not_now(_("This role is not in force today, so nobody can stand in for it."))
    return YES


def can_name_deputy(actor: Actor, membership: Membership) -> Decision:
    """Holders name a deputy for their role, the coordinator for a focal point, administrators for anybody."""
    can_be = can_have_deputy(membership)
    is_holder = membership.user_id == actor.user.pk
    stands_over = membership.role == Role.FOCAL_POINT and actor.is_coordinator
    has_right = is_holder or stands_over or actor.is_administrator
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
    if not (original.user_id == actor.user.pk or actor.is_coordinator or actor.is_administrator):
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
