"""What a person is to a report: whether they wrote part of it, answer for it, and clear it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Model, QuerySet

from accounts.models import User
from audit.models import LogEntry
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from projects.actor import Actor, actor_on
from projects.models import Membership, Portfolio
from projects.selectors import clearing_portfolio
from reports.models import JointAnswer, JointIndicatorText, Report

Role = Membership.Role
# Acts of the change log that make somebody an author. Whose wording an organisation accepted is none (ADR 0008).
WRITING = ("write", "submit", "enter_on_behalf", "send")


# Everything in a report that somebody writes or hands in, and where it names its period.
WRITTEN: tuple[tuple[type[Model], str], ...] = (
    (ActivityEntry, "contribution__period"),
    (IndicatorEntry, "contribution__period"),
    (Answer, "contribution__period"),
    (Contribution, "period"),
    (JointAnswer, "report__period"),
    (JointIndicatorText, "report__period"),
    (Report, "period"),
)


def _authorship(periods: Any, people: Collection[int] | None = None) -> QuerySet[Any, Any]:
    """Return (uid of what was written, number of who wrote it) for the reports of these periods, by the change log.

    One part for each kind of record, so that the log is searched by its records and not read as a whole.
    """
    parts = []
    for model, period in WRITTEN:
        records = model._default_manager.filter(**{f"{period}__in": periods}).order_by()
        lines = LogEntry.objects.filter(
            object_type=model._meta.label_lower,
            object_uid__in=records.values("uid"),
            action__in=WRITING,
            actor_id__isnull=False,
        )
        if people is not None:
            lines = lines.filter(actor_id__in=people)
        parts.append(lines.order_by().values_list("object_uid", "actor_id"))
    return parts[0].union(*parts[1:])


def authors_of(report: Report) -> set[int]:
    """Return the numbers of all who wrote or handed in part of a report, by the change log (one query)."""
    return {actor_id for _uid, actor_id in _authorship([report.period_id])}


def authors_among(people: Collection[int], periods: QuerySet[Any, Any]) -> dict[int, set[int]]:
    """Return, per period, who of these people wrote or handed in part of its report (two queries at most)."""
    wrote: dict[str, set[int]] = {}
    for uid, actor_id in _authorship(periods, people):
        wrote.setdefault(uid, set()).add(actor_id)
    if not wrote:
        return {}
    found: dict[int, set[int]] = {}
    parts: list[QuerySet[Any, Any]] = [
        model._default_manager.filter(uid__in=list(wrote), **{f"{period}__in": periods})
        .order_by()
        .values_list("uid", F(period))
        for model, period in WRITTEN
    ]
    for uid, period_id in parts[0].union(*parts[1:], all=True):
        found.setdefault(period_id, set()).update(wrote[uid])
    return found


@dataclass(frozen=True, slots=True)
class Clearers:
    """Who may sign in and reviews or approves in one portfolio today; by it is decided who clears a report."""

    reviewers: frozenset[int] = frozenset()  # none where the portfolio has no Secretariat
    approvers: frozenset[int] = frozenset()

    def answering(self, authors: set[int]) -> frozenset[int]:
        """Return who answers for a report that these people wrote: the reviewers, and the approvers after them.

        The approvers do where there is no Secretariat, or where all its reviewers are authors.
        """
        return self.reviewers if self.reviewers - authors else self.reviewers | self.approvers

    def clearing(self, authors: set[int]) -> frozenset[int]:
        """Return who clears a report that these people wrote: nobody clears what they wrote."""
        return self.answering(authors) - authors


def clearers_of(portfolios: Collection[int]) -> Mapping[int, Clearers]:
    """Return who reviews and approves in each of these portfolios today (one query)."""
    memberships = Membership.objects.in_force().filter(portfolio__in=portfolios, user__is_active=True)
    rows = memberships.order_by().values_list("portfolio_id", "portfolio__has_secretariat", "role", "user_id")
    holders: dict[int, dict[str, set[int]]] = {}
    for portfolio_id, has_secretariat, role, user_id in rows:
        if portfolio_id is not None and (has_secretariat or role != Role.REVIEWER):
            holders.setdefault(portfolio_id, {}).setdefault(role, set()).add(user_id)
    return {
        portfolio_id: Clearers(frozenset(of.get(Role.REVIEWER, ())), frozenset(of.get(Role.APPROVER, ())))
        for portfolio_id, of in holders.items()
    }


def _clearers_in(portfolio: Portfolio) -> Clearers:
    return clearers_of([portfolio.pk]).get(portfolio.pk, Clearers())


def who_reviews(report: Report) -> list[User]:
    """Return whose act a report in review is: who clears it now; where nobody may, who can at least return it."""
    portfolio = clearing_portfolio(report.period.project)
    if portfolio is None:
        return []
    clearers, authors = _clearers_in(portfolio), authors_of(report)
    return list(
        User.objects.filter(pk__in=clearers.clearing(authors) or clearers.answering(authors)).order_by("pk")
    )


def actor_on_report(user: User, report: Report) -> Actor:
    """Return a person on the project of a report, with what they are to the report today."""
    return with_report(actor_on(user, report.period.project), report)


def with_report(actor: Actor, report: Report) -> Actor:
    """Return a person with what they are to a report today (no query for who belongs to no portfolio of it).

    The Secretariat of the clearing portfolio clears, except who wrote part of the report. Where there is no
    Secretariat, or all its reviewers are authors, the approver of that portfolio does.
    """
    if not actor.portfolios:
        return actor
    portfolio = clearing_portfolio(report.period.project)
    if portfolio is None:
        return actor
    number = actor.user.pk
    clearers, authors = _clearers_in(portfolio), authors_of(report)
    clears_as = ""
    if number in clearers.clearing(authors):
        is_reviewer = number in clearers.reviewers
        clears_as = Report.ClearedAs.SECRETARIAT if is_reviewer else Report.ClearedAs.APPROVER
    return replace(
        actor,
        is_author=number in authors,
        answers_for_report=number in clearers.answering(authors),
        clears_as=str(clears_as),
    )
