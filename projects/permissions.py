"""What a person is on a project, looked up once, and what that allows on projects and people."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from core.decisions import YES, Decision, no
from projects.models import Membership, Project

Role = Membership.Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person's roles on one project: offices per role, portfolio roles, administrator."""

    user: User
    offices: dict[str, frozenset[int]] = field(default_factory=dict)
    writer_memberships: dict[int, int] = field(default_factory=dict)  # office -> membership
    is_reviewer: bool = False
    is_approver: bool = False
    reviews: frozenset[int] = frozenset()  # portfolios
    approves: frozenset[int] = frozenset()

    def holds(self, role: str, office_id: int | None = None) -> bool:
        """Answer whether the person holds a role, on any office or on this one."""
        offices = self.offices.get(role, frozenset())
        return bool(offices) if office_id is None else office_id in offices

    @property
    def is_coordinator(self) -> bool:
        return self.holds(Role.COORDINATOR)

    @property
    def is_administrator(self) -> bool:
        return self.user.is_staff

    def works_for(self, office_id: int) -> bool:
        """Answer whether the person belongs to this office on this project, in any role."""
        return any(office_id in offices for offices in self.offices.values())

    @property
    def label(self) -> str:
        """Return the roles in words, for the head of the page."""
        names = [str(Role(role).label) for role in Membership.OFFICE_ROLES if self.holds(role)]
        names += [str(Role.REVIEWER.label)] if self.is_reviewer else []
        names += [str(Role.APPROVER.label)] if self.is_approver else []
        return ", ".join(names) or (_("Administrator") if self.is_administrator else "")


def actor_on(user: User, project: Project) -> Actor:
    """Return the person's roles on a project today (one query)."""
    rows = (
        Membership.objects.of(user)
        .in_force()
        .filter(Q(project=project) | Q(portfolio__projects=project))
        .values_list("role", "office_id", "pk", "portfolio_id")
        .distinct()
    )
    offices: dict[str, set[int]] = {}
    writers: dict[int, int] = {}
    portfolios: dict[str, set[int]] = {}
    for role, office_id, pk, portfolio_id in rows:
        if office_id is None:
            portfolios.setdefault(role, set()).add(portfolio_id)
        else:
            offices.setdefault(role, set()).add(office_id)
            if role == Role.WRITER:
                writers[office_id] = pk
    return Actor(
        user,
        {role: frozenset(ids) for role, ids in offices.items()},
        writers,
        Role.REVIEWER in portfolios,
        Role.APPROVER in portfolios,
        frozenset(portfolios.get(Role.REVIEWER, ())),
        frozenset(portfolios.get(Role.APPROVER, ())),
    )


def can_see_people(actor: Actor) -> Decision:
    """Say whether the person may see who works on the project."""
    if actor.is_coordinator or actor.holds(Role.FOCAL_POINT) or actor.is_administrator or actor.is_reviewer:
        return YES
    return no(_("Coordinators and focal points manage the people of a project."))


def can_invite(actor: Actor, role: str, office_id: int) -> Decision:
    """Say whether the person may invite someone as `role` of an office on the project."""
    if actor.is_coordinator and role in (Role.FOCAL_POINT, Role.READER):
        return YES
    if actor.holds(Role.FOCAL_POINT, office_id) and role in (Role.WRITER, Role.READER):
        return YES
    return no(
        _(
            "A coordinator invites focal points and readers; "
            "a focal point invites writers and readers of the own office."
        )
    )
