"""Who acts: one person on one project, or towards one of its reports, with what they hold there and may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from projects.capabilities import ADMINISTRATOR, CAPABILITIES, Capability
from projects.models import Membership, Project
from projects.stage import ReportStage

Role = Membership.Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person on one project: what they hold there, and what they are to one of its reports.

    `actor_on` looks up what is held. What concerns a report is added by the app that knows it (`with_stage` of
    discussion, `with_report` of reports); where it was not added, it gives no right.
    """

    user: User
    offices: Mapping[str, frozenset[int]] = field(default_factory=dict)  # by role
    portfolios: Mapping[str, frozenset[int]] = field(default_factory=dict)  # by role
    writer_memberships: Mapping[int, int] = field(default_factory=dict)  # office -> membership
    stage: ReportStage = ReportStage()
    own_addresses: frozenset[str] = frozenset()  # places of the rows that a writer was given
    is_author: bool = False  # wrote or handed in part of the report
    answers_for_report: bool = False  # is of the Secretariat, or the approver, that answers for the report
    clears_as: str = ""  # "secretariat", "approver", or empty for who does not clear it

    @property
    def roles(self) -> list[str]:
        """Return the roles that the person holds here, in the order of the table."""
        held = {**self.offices, **self.portfolios}
        if self.user.is_staff:
            held[ADMINISTRATOR] = frozenset()
        return [role for role in CAPABILITIES if role in held]

    def may(self, capability: Capability, office_id: int | None = None) -> bool:
        """Answer whether the person has a right on the whole project, or on what belongs to this office.

        A right over a report is there for who answers for the report.
        """
        for role in self.roles:
            rights = CAPABILITIES[role]
            if capability in rights.everywhere:
                return True
            if capability in rights.own_office and office_id in self.offices.get(role, frozenset()):
                return True
            if capability in rights.own_reports and self.answers_for_report:
                return True
        return False

    def offices_with(self, capability: Capability) -> frozenset[int]:
        """Return the own offices for which the person has a right."""
        offices = (held for role, held in self.offices.items() if capability in CAPABILITIES[role].own_office)
        return frozenset().union(*offices)

    def works_for(self, office_id: int) -> bool:
        """Answer whether the person belongs to this office on this project, in any role."""
        return any(office_id in offices for offices in self.offices.values())

    @property
    def is_secretariat(self) -> bool:
        """Answer whether the person reads and writes for the Secretariat: once the report was sent to it."""
        return self.stage.sending > 0 and self.may(Capability.SPEAK_AS_SECRETARIAT)

    @property
    def label(self) -> str:
        """Return the roles in words, for the head of the page; "Administrator" for who holds no other."""
        names = [str(Role(role).label) for role in self.roles if role != ADMINISTRATOR]
        return ", ".join(names) or (_("Administrator") if self.user.is_staff else "")


def actor_on(user: User, project: Project) -> Actor:
    """Return what a person holds on a project today (one query)."""
    rows = (
        Membership.objects.of(user)
        .in_force()
        .filter(Q(project=project) | Q(portfolio__projects=project))
        .values_list("role", "office_id", "pk", "portfolio_id")
        .distinct()
    )
    offices: dict[str, frozenset[int]] = {}
    portfolios: dict[str, frozenset[int]] = {}
    writer_memberships: dict[int, int] = {}
    for role, office_id, pk, portfolio_id in rows:
        if portfolio_id is not None:
            portfolios[role] = portfolios.get(role, frozenset()) | {portfolio_id}
        if office_id is not None:
            offices[role] = offices.get(role, frozenset()) | {office_id}
            if role == Role.WRITER:
                writer_memberships[office_id] = pk
    return Actor(user, offices, portfolios, writer_memberships)
