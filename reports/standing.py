"""What a person is to one report: roles on the project, whether they wrote part of it, whether they clear it."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from audit.models import LogEntry
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from projects.models import Membership, Portfolio
from projects.permissions import Roles, roles_on
from projects.selectors import clearing_portfolio
from reports.models import IndicatorText, Report, SectionText

Role = Membership.Role
WRITING = ("write", "submit")


@dataclass(frozen=True, slots=True)
class Standing:
    """Roles on the project with what clearing asks besides; `clears_as` is "secretariat", "approver" or empty."""

    roles: Roles
    is_author: bool = False
    reviews_here: bool = False  # belongs to the Secretariat, or is the approver, that answers for the report
    clears_as: str = ""


def authors_of(report: Report) -> set[int]:
    """Return the numbers of all who wrote or handed in part of a report, by the change log (one query)."""
    of_period = {"contribution__period": report.period_id}
    written = Q()
    for model, records in (
        (ActivityEntry, ActivityEntry.objects.filter(**of_period)),
        (IndicatorEntry, IndicatorEntry.objects.filter(**of_period)),
        (Answer, Answer.objects.filter(**of_period)),
        (Contribution, Contribution.objects.filter(period=report.period_id)),
        (SectionText, SectionText.objects.filter(report=report.pk)),
        (IndicatorText, IndicatorText.objects.filter(report=report.pk)),
        (Report, Report.objects.filter(pk=report.pk)),
    ):
        written |= Q(
            object_type=model._meta.label_lower,
            object_uid__in=records.order_by().values("uid"),
        )
    lines = LogEntry.objects.filter(written, action__in=WRITING, actor_id__isnull=False)
    found = lines.order_by().values_list("actor_id", flat=True).distinct()
    return {actor_id for actor_id in found if actor_id is not None}


def _holders(portfolio: Portfolio, role: str) -> set[int]:
    memberships = Membership.objects.in_force().filter(portfolio=portfolio, role=role)
    return set(memberships.values_list("user_id", flat=True))


def standing_on(user: User, report: Report) -> Standing:
    """Return a person's standing on a report today.

    The Secretariat of the clearing portfolio clears, except who wrote part of the report. Where there is no
    Secretariat, or all its reviewers are authors, the approver of that portfolio does.
    """
    return standing_of(roles_on(user, report.period.project), report)


def standing_of(roles: Roles, report: Report) -> Standing:
    """Return the standing of somebody whose roles are known."""
    user = roles.user
    if not roles.reviews and not roles.approves:
        return Standing(roles)
    portfolio = clearing_portfolio(report.period.project)
    if portfolio is None:
        return Standing(roles)
    authors = authors_of(report)
    is_author = user.pk in authors
    reviewers = _holders(portfolio, Role.REVIEWER) if portfolio.has_secretariat else set()
    approver_acts = portfolio.pk in roles.approves and not reviewers - authors
    reviewer_acts = portfolio.pk in roles.reviews and portfolio.has_secretariat
    clears_as = ""
    if not is_author:
        if reviewer_acts:
            clears_as = Report.ClearedAs.SECRETARIAT.value
        elif approver_acts:
            clears_as = Report.ClearedAs.APPROVER.value
    return Standing(roles, is_author, reviewer_acts or approver_acts, clears_as)
