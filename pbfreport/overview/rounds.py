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
from reports.models import RecordedSubmission
from reports.states import CLEARED, COLLECTING, FINAL, IN_REVIEW, RETURNED

Role = Membership.Role

REPORT_STATUS = {
    COLLECTING: "progress",
    IN_REVIEW: "submitted",
    RETURNED: "needs-you",
    CLEARED: "done",
    FINAL: "done",
}
# A collecting report is in one of three stages.
NOT_OPENED, INPUTS, JOINT = "not_opened", "inputs", "joint"


@dataclass(frozen=True, slots=True)
class Seat:
    """What a person is anywhere today: roles, and portfolios that they review or approve."""

    user: User
    roles: frozenset[str] = frozenset()
    portfolios: frozenset[int] = frozenset()
    clearing: frozenset[int] = frozenset()  # of them, those whose reports wait for this person

    @property
    def reviews(self) -> bool:
        return bool(self.portfolios)

    @property
    def words(self) -> str:
        """Return the roles in words, for the head of the page."""
        return ", ".join(str(Role(role).label) for role in Role.values if role in self.roles)


def seat_of(user: User) -> Seat:
    """Return what a person is today, anywhere (one query, with as many rows as roles, not projects)."""
    reviewers = Membership.objects.in_force().filter(portfolio=OuterRef("portfolio"), role=Role.REVIEWER)
    rows = list(
        Membership.objects.of(user)
        .in_force()
        .order_by()
        .annotate(has_reviewers=Exists(reviewers))
        .values_list("role", "portfolio_id", "portfolio__has_secretariat", "has_reviewers")
        .distinct()
    )
    reviewed = {portfolio: role for role, portfolio, *_rest in rows if portfolio is not None}
    clearing = {
        portfolio
        for role, portfolio, has_secretariat, has_reviewers in rows
        if (role == Role.REVIEWER and has_secretariat)
        or (role == Role.APPROVER and not (has_secretariat and has_reviewers))
    }
    return Seat(user, frozenset(row[0] for row in rows), frozenset(reviewed), frozenset(clearing))


def in_portfolios(portfolios: frozenset[int]) -> Q:
    """Return the condition on periods that their project lies in one of these portfolios."""
    if not portfolios:
        return Q(pk__in=[])
    return Q(project__in=Project.objects.filter(portfolios__in=portfolios).order_by().values("pk"))


def with_clearing(periods: QuerySet[Any], portfolios: frozenset[int]) -> QuerySet[Any]:
    """Annotate periods with `is_clearing`: one of these portfolios clears their report."""
    if not portfolios:
        return periods.annotate(is_clearing=Value(False))
    # The same as projects.selectors.clearing_portfolio, for the database.
    of_project = Portfolio.objects.filter(projects=OuterRef("project"))
    named = Exists(of_project.filter(pk=OuterRef("project__cleared_in")))
    first = Subquery(of_project.order_by("code").values("pk")[:1])
    clearing = Case(When(named, then=F("project__cleared_in")), default=first, output_field=IntegerField())
    return periods.annotate(clearing=clearing).annotate(
        is_clearing=Case(When(clearing__in=portfolios, then=Value(True)), default=Value(False))
    )


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
    """Annotate periods: `state` of the report, `stage`, `stage_due` (the date of that stage), `since` it waits.

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
            stage=Case(
                When(~collecting, then=F("state")),
                When(Exists(missing), then=Value(INPUTS)),
                When(Exists(inputs), then=Value(JOINT)),
                default=Value(NOT_OPENED),
                output_field=CharField(),
            ),
            is_submitted=Exists(submitted),
        )
        .annotate(
            stage_due=Case(
                When(
                    stage=INPUTS,
                    then=_first(missing, Min(Coalesce("due_on", "period__inputs_due_on")), DateField()),
                ),
                When(stage=NOT_OPENED, then=F("inputs_due_on")),
                When(stage=JOINT, then=F("coordinator_due_on")),
                When(stage=RETURNED, then=Coalesce("report__returned_due_on", "coordinator_due_on")),
                When(stage=IN_REVIEW, then=F("review_due_on")),
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
