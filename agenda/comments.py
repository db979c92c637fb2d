"""What people said to a person and that waits for an answer: suggested wordings, comments that name them."""

from typing import Any

from django.db.models import CharField, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agenda.lines import Task
from agenda.rounds import PortfolioRoles, Role
from contributions.models import Suggestion
from discussion.models import Comment
from projects.models import Membership, Project

LONGEST = 20  # lines


def discussion_tasks(user: User, roles: PortfolioRoles) -> list[Task]:
    """Return one line per project for suggestions to answer, and one for comments that name the person (one query)."""
    if not roles.held:
        return []
    rows = _per_project(_suggestions(user), "suggestion").union(
        _per_project(_comments(user), "comment"), all=True
    )
    return [
        _task(kind, code, number, first if first == last else "")
        for kind, code, number, first, last in rows.order_by("code", "kind_of_line")[:LONGEST]
    ]


def _per_project(queryset: QuerySet[Any], kind: str) -> QuerySet[Any]:
    return (
        queryset.order_by()
        .annotate(code=F("period__project__code"), kind_of_line=Value(kind, output_field=CharField()))
        .values("kind_of_line", "code")
        .annotate(n=Count("pk", distinct=True), first=Min("period__code"), last=Max("period__code"))
        .values_list("kind_of_line", "code", "n", "first", "last")
    )


def _suggestions(user: User) -> QuerySet[Suggestion]:
    """Return what waits for this person: the focal point answers for the office, the coordinator for a joint text."""
    own = Membership.objects.of(user).in_force().filter(project=OuterRef("period__project"))
    mine = Exists(own.filter(role=Role.FOCAL_POINT, office=OuterRef("office")))
    joint = Q(office__isnull=True) & Q(Exists(own.filter(role=Role.COORDINATOR)))
    return Suggestion.objects.open().filter(Q(mine) | joint).exclude(made_by=user)


def _comments(user: User) -> QuerySet[Comment]:
    """Return comments that nobody resolved and that name this person, who may read them."""
    reviewed = (
        Membership.objects.of(user)
        .in_force()
        .filter(role__in=Membership.PORTFOLIO_ROLES, portfolio__projects=OuterRef("period__project"))
    )
    unresolved = Q(parent__isnull=True, resolved_at__isnull=True) | Q(
        parent__isnull=False, parent__resolved_at__isnull=True
    )
    for_all = Q(visibility=Comment.Visibility.ALL) & (
        Q(parent__isnull=True) | Q(parent__visibility=Comment.Visibility.ALL)
    )
    return Comment.objects.filter(
        unresolved,
        for_all | Q(Exists(reviewed)),
        mentioned=user,
        period__project__in=Project.objects.visible_to(user).order_by().values("pk"),
    )


def _task(kind: str, code: str, number: int, period: str) -> Task:
    """Return a line that leads to where it is answered, or to the project if there is more than one report."""
    url = reverse("project", args=[code])
    if period:
        is_wording = kind == "suggestion"
        url = reverse("wordings:list" if is_wording else "discussion:list", args=[code, period])
        url += "" if is_wording else "?show=mine"
    values = {"n": number, "project": code}
    if kind == "suggestion":
        title = ngettext(
            "%(n)d suggested wording on %(project)s", "%(n)d suggested wordings on %(project)s", number
        )
        hint = _("Accept it, or keep your own words.")
    else:
        title = ngettext(
            "%(n)d comment on %(project)s names you", "%(n)d comments on %(project)s name you", number
        )
        hint = _("Nobody has resolved it yet.")
        if number > 1:
            hint = _("Nobody has resolved them yet.")
    return Task(title % values, hint, url, "needs-you", _("Waiting for you"))
