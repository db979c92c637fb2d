"""Reading projects."""

from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from projects.models import Membership, Participation, Portfolio, Project


def time_zone_of(project: str) -> Subquery:
    """Return a subquery: the time zone of the first portfolio of the project at this path."""
    portfolios = Portfolio.objects.filter(projects=OuterRef(project)).order_by("code")
    return Subquery(portfolios.values("time_zone")[:1])


def people_with(project: Project, role: str, office_id: int | None = None) -> list[User]:
    """Return the people who hold a role on a project today, of one office where it is named, deputies too.

    Whose account may no longer sign in is left out.
    """
    memberships = Membership.objects.in_force().filter(role=role, user__is_active=True)
    if role in Membership.PORTFOLIO_ROLES:
        memberships = memberships.filter(portfolio__projects=project)
    else:
        memberships = memberships.filter(project=project)
    if office_id is not None:
        memberships = memberships.filter(office_id=office_id)
    people = {item.user_id: item.user for item in memberships.select_related("user").order_by("pk")}
    return list(people.values())


def clearing_portfolio(project: Project) -> Portfolio | None:
    """Return the portfolio whose Secretariat clears the reports of a project (one query).

    It is the one that the project names, as long as the project lies in it; else the first by its code.
    """
    portfolios = list(project.portfolios.order_by("code"))
    named = (item for item in portfolios if item.pk == project.cleared_in_id)
    return next(named, portfolios[0] if portfolios else None)


def memberships_known_to(user: User) -> QuerySet[Membership]:
    """Return the memberships that a person may know of: own ones, their deputies, and those of visible projects."""
    known = Q(user=user) | Q(deputy_for__user=user)
    projects = Q(project__in=Project.objects.visible_to(user))
    portfolios = Q(portfolio__in=Portfolio.objects.visible_to(user))
    found = (
        Membership.objects.all()
        if user.is_staff
        else Membership.objects.filter(known | projects | portfolios)
    )
    return found.select_related(
        "user", "project", "office__organisation", "portfolio", "deputy_for__user", "deputy_for__project"
    )


def participations_in(project: Project, starts_on: date) -> QuerySet[Participation]:
    """Return who takes part in a project in a period that begins on this day, in the order of the cover."""
    current = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    return Participation.objects.filter(current, project=project).order_by("position", "pk")
