"""An input with what a page of it, or its points to check, need of its surroundings: one query, nothing by default."""

from dataclasses import dataclass, fields
from decimal import Decimal

from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.shortcuts import get_object_or_404

from accounts.models import User
from contributions.models import Attachment, Contribution, Suggestion
from core.zones import use_time_zone
from discussion.models import Comment
from projects.actor import Actor, actor_on
from projects.models import Participation, ReportingPeriod
from projects.selectors import time_zone_of


@dataclass(frozen=True, slots=True)
class LoadedInput:
    """One office's input as a page was loaded with it."""

    contribution: Contribution
    previous_period_id: int | None  # the period that counts as "last time"
    approved: Decimal | None  # the office's budget, US dollars; None where the portal does not know it
    answering: int  # how many organisations share the limits of the form in this period
    time_zone: str | None  # of the project's portfolio
    has_attachments: bool
    has_comments: bool  # on the period, by whomever
    has_wordings: bool  # suggested on the period, open or applied


CONTEXT = tuple(field.name for field in fields(LoadedInput) if field.name != "contribution")


def previous_period_id() -> Subquery:
    """Return a subquery on inputs: the period that counts as "last time" (see ReportingPeriodQuerySet.earlier_than)."""
    final = ReportingPeriod.Kind.FINAL
    earlier = (
        ReportingPeriod.objects.filter(project=OuterRef("period__project"))
        .annotate(asking=ExpressionWrapper(OuterRef("period__kind"), output_field=CharField()))
        .filter(Q(ends_on__lt=OuterRef("period__ends_on")) | Q(asking=final))
        .exclude(kind=final)
        .order_by("-ends_on", "-starts_on")
    )
    return Subquery(earlier.values("pk")[:1])


def _offices_answering() -> Subquery:
    """Return a subquery on inputs: how many organisations share the limits of the form in this period."""
    inputs = Contribution.objects.filter(period=OuterRef("period")).order_by().values("period")
    return Subquery(inputs.annotate(n=Count("pk")).values("n"), output_field=IntegerField())


def _with_context(inputs: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Annotate inputs with every field of LoadedInput."""
    approved = Participation.objects.filter(project=OuterRef("period__project"), office=OuterRef("office"))
    is_shown = Q(state__in=(Suggestion.State.OPEN, Suggestion.State.APPLIED))
    return inputs.select_related(
        "period__project",
        "period__edition",
        "office__organisation",
        "submitted_by",
        "on_behalf_by",
    ).annotate(
        previous_period_id=previous_period_id(),
        approved=Subquery(approved.values("approved")[:1]),
        answering=_offices_answering(),
        time_zone=time_zone_of("period__project"),
        has_attachments=Exists(Attachment.objects.current().filter(contribution=OuterRef("pk"))),
        has_comments=Exists(Comment.objects.filter(period=OuterRef("period"))),
        has_wordings=Exists(Suggestion.objects.filter(is_shown, period=OuterRef("period"))),
    )


def _loaded(contribution: Contribution) -> LoadedInput:
    known = vars(contribution)
    return LoadedInput(contribution, **{name: known[name] for name in CONTEXT})


def load_input(contribution: Contribution) -> LoadedInput:
    """Return an input as it is stored now (one query)."""
    return _loaded(_with_context(Contribution.objects.all()).get(pk=contribution.pk))


def get_input(user: User, uid: str) -> tuple[LoadedInput, Actor]:
    """Return an input that this person may know of, with their roles; 404 otherwise (two queries)."""
    loaded = _loaded(get_object_or_404(_with_context(Contribution.objects.visible_to(user)), uid=uid))
    use_time_zone(loaded.time_zone)
    return loaded, actor_on(user, loaded.contribution.period.project)
