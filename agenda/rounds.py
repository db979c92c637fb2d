"""Where a report stands, worked out by the database for any number of periods: state, date, since when it waits."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from accounts.models import User
from contributions.models import Contribution
from contributions.states import DONE
from projects.models import Membership, Portfolio, Project, ReportingPeriod
from projects.stage import COLLECTING, IN_REVIEW, RETURNED, WITH_REVIEWER
from reports.models import RecordedSubmission
from reports.review.clearers import Clearers, authors_among, clearers_of

Role = Membership.Role

# A collecting report is in one of three stages.
NOT_OPENED, INPUTS, JOINT = "not_opened", "inputs", "joint"
NO_ROUND = "no_round"  # a project that has no reporting period yet, in the place of a state and a step


@dataclass(frozen=True, slots=True)
class PortfolioRoles:
    """What a person holds anywhere today: roles, the portfolios that they review or approve, and what waits there."""

    user: User
    held: frozenset[str] = frozenset()
    portfolios: frozenset[int] = frozenset()
    clearing: frozenset[int] = frozenset()  # of them, those whose reports wait for this person, except
    blocked: frozenset[int] = frozenset()  # periods whose report this person wrote part of, and
    called: frozenset[int] = frozenset()  # periods whose report waits because all reviewers wrote part of it

    @property
    def reviews(self) -> bool:
        return bool(self.portfolios)

    @property
    def words(self) -> str:
        """Return the roles in words, for the head of the page."""
        return ", ".join(str(Role(role).label) for role in Role.values if role in self.held)


def portfolio_roles_of(user: User) -> PortfolioRoles:
    """Return what a person is today, anywhere (one query; up to four more for who reviews or approves)."""
    own = Membership.objects.of(user).in_force().order_by()
    rows = list(own.values_list("role", "portfolio_id").distinct())
    held = frozenset(role for role, _portfolio in rows)
    portfolios = frozenset(portfolio for _role, portfolio in rows if portfolio is not None)
    if not portfolios:
        return PortfolioRoles(user, held)
    by_portfolio = clearers_of(portfolios)
    clearing = frozenset(pk for pk, clearers in by_portfolio.items() if user.pk in clearers.clearing(set()))
    # What one of them wrote part of is the exception: few reports, looked at one by one.
    people = set().union(*(clearers.reviewers | clearers.approvers for clearers in by_portfolio.values()))
    waiting = ReportingPeriod.objects.order_by().filter(
        in_portfolios(portfolios), report__state__in=WITH_REVIEWER
    )
    authors = authors_among(people, waiting.values("pk"))
    if not authors:
        return PortfolioRoles(user, held, portfolios, clearing)
    blocked, called = set(), set()
    written = _with_portfolio(ReportingPeriod.objects.order_by().filter(pk__in=list(authors)))
    for period, portfolio in written.values_list("pk", "clearing"):
        clearers = by_portfolio.get(portfolio, Clearers())
        if user.pk in clearers.clearing(authors[period]):
            called.add(period)
        elif user.pk in clearers.answering(authors[period]):
            blocked.add(period)
    return PortfolioRoles(user, held, portfolios, clearing, frozenset(blocked), frozenset(called))


def in_portfolios(portfolios: frozenset[int]) -> Q:
    """Return the condition on periods that their project lies in one of these portfolios."""
    if not portfolios:
        return Q(pk__in=[])
    return Q(project__in=Project.objects.filter(portfolios__in=portfolios).order_by().values("pk"))


def with_clearing(periods: QuerySet[Any], roles: PortfolioRoles) -> QuerySet[Any]:
    """Annotate periods with `is_clearing`: their report waits for this person when it is in review or cleared."""
    if not roles.portfolios:
        return periods.annotate(is_clearing=Value(False))
    is_theirs = Q(clearing__in=roles.clearing) & ~Q(pk__in=roles.blocked) | Q(pk__in=roles.called)
    return _with_portfolio(periods).annotate(
        is_clearing=Case(When(is_theirs, then=Value(True)), default=Value(False))
    )


def _with_portfolio(periods: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate periods with `clearing`: what projects.selectors.clearing_portfolio says, for the database."""
    of_project = Portfolio.objects.filter(projects=OuterRef("project"))
    named = Exists(of_project.filter(pk=OuterRef("project__cleared_in")))
    first = Subquery(of_project.order_by("code").values("pk")[:1])
    clearing = Case(When(named, then=F("project__cleared_in")), default=first, output_field=IntegerField())
    return periods.annotate(clearing=clearing)


def coordinated_by(user: User) -> Q:
    """Return the condition on periods that this person coordinates their project."""
    mine = Membership.objects.of(user).in_force().filter(role=Role.COORDINATOR)
    return Q(project__in=mine.order_by().values("project"))


def earlier_rounds() -> Exists:
    """Return the condition on periods that another of the project has followed, as a round to report or as the end."""
    later = ReportingPeriod.objects.order_by().filter(
        Q(starts_on__gt=OuterRef("ends_on")) | Q(kind=ReportingPeriod.Kind.FINAL),
        project=OuterRef("project"),
        ends_on__gt=OuterRef("ends_on"),
    )
    return Exists(later)


def with_standing(periods: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate periods: `state` of the report, `step`, `step_due` (the date of that step), `since` it waits.

    A report that nobody has touched has no record and is collecting. An organisation with days of its own is late
    only after them. A final report is due to the Fund until a submission is recorded.
    """
    inputs = Contribution.objects.filter(period=OuterRef("pk")).order_by()
    missing = inputs.exclude(state__in=DONE)
    submitted = RecordedSubmission.objects.filter(
        of_version__report__period=OuterRef("pk"), of_version__state="final"
    )
    collecting = Q(state=COLLECTING)
    return (
        periods.annotate(
            state=Coalesce("report__state", Value(COLLECTING), output_field=CharField()),
        )
        .annotate(
            step=Case(
                When(~collecting, then=F("state")),
                When(Exists(missing), then=Value(INPUTS)),
                When(Exists(inputs), then=Value(JOINT)),
                default=Value(NOT_OPENED),
                output_field=CharField(),
            ),
            is_submitted=Exists(submitted),
        )
        .annotate(
            step_due=Case(
                When(
                    step=INPUTS,
                    then=_first(missing, Min(Coalesce("due_on", "period__inputs_due_on")), DateField()),
                ),
                When(step=NOT_OPENED, then=F("inputs_due_on")),
                When(step=JOINT, then=F("coordinator_due_on")),
                When(step=RETURNED, then=Coalesce("report__returned_due_on", "coordinator_due_on")),
                When(step=IN_REVIEW, then=F("review_due_on")),
                When(is_submitted=True, then=Value(None)),
                default=F("submission_due_on"),
                output_field=DateField(),
            ),
            since=_since(inputs),
        )
    )


def _first(inputs: QuerySet[Any], value: Any, output_field: Any) -> Subquery:
    return Subquery(inputs.values("period").annotate(found=value).values("found"), output_field=output_field)


def _since(inputs: QuerySet[Any]) -> Case:
    """Return since when a report waits: in its state, and while it is collecting since the last input moved."""
    moved = _first(inputs, Max("state_since"), DateTimeField())
    changed = F("report__state_since")
    return Case(
        When(state=COLLECTING, then=Greatest(Coalesce(moved, changed), Coalesce(changed, moved))),
        default=changed,
        output_field=DateTimeField(),
    )
