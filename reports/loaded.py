"""A period with what pages and documents of its report need of its surroundings: one query, nothing by default."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from accounts.models import User
from contributions.models import Attachment, Contribution, Suggestion
from contributions.states import WRITABLE
from core.zones import use_time_zone
from discussion.models import Comment
from projects.actor import Actor, actor_on
from projects.models import Portfolio, Project, ReportingPeriod
from projects.selectors import time_zone_of
from reports.models import DocumentTemplate, Report


@dataclass(frozen=True, slots=True)
class LoadedReport:
    """A period and its report as a page, a document or the points to check were loaded with them."""

    period: ReportingPeriod
    form_file: str | None  # the Word file of the edition; None for the portal's own
    time_zone: str | None  # of the project's portfolio
    first_country: str | None  # of the project's portfolios; more than one where the last is another
    last_country: str | None
    has_attachments: bool  # of the project
    has_returned: bool  # an input that was returned in part
    has_comments: bool
    has_wordings: bool  # suggested and open

    @property
    def report(self) -> Report | None:
        """Return the report as it is stored; None where nothing of it was saved yet."""
        return report_of(self.period)


CONTEXT = tuple(field.name for field in fields(LoadedReport) if field.name != "period")


def report_of(period: ReportingPeriod) -> Report | None:
    """Return the report of a period; None where there is none, or it is not stored yet."""
    try:
        report: Report = period.report
    except Report.DoesNotExist:
        return None
    return report if report.pk is not None else None


def current_report(period: ReportingPeriod) -> Report:
    """Return the report of a period; where there is none yet, an empty one, not stored."""
    return report_of(period) or Report(period=period)


def _with_context() -> QuerySet[ReportingPeriod]:
    """Return periods with every field of LoadedReport."""
    portfolios = Portfolio.objects.filter(projects=OuterRef("project"))
    newest = DocumentTemplate.objects.filter(edition=OuterRef("edition")).order_by("-uploaded_at", "-pk")
    return ReportingPeriod.objects.select_related("project__focus_area", "edition", "report").annotate(
        form_file=Subquery(newest.values("file")[:1]),
        time_zone=time_zone_of("project"),
        first_country=Subquery(portfolios.order_by("country").values("country")[:1]),
        last_country=Subquery(portfolios.order_by("-country").values("country")[:1]),
        has_attachments=Exists(Attachment.objects.current().filter(project=OuterRef("project"))),
        has_returned=Exists(
            Contribution.objects.filter(period=OuterRef("pk"), state__in=WRITABLE, is_partial=True)
        ),
        has_comments=Exists(Comment.objects.filter(period=OuterRef("pk"))),
        has_wordings=Exists(Suggestion.objects.open().filter(period=OuterRef("pk"))),
    )


def _loaded(period: ReportingPeriod) -> LoadedReport:
    known = vars(period)
    return LoadedReport(period, **{name: known[name] for name in CONTEXT})


def load_report(**where: Any) -> LoadedReport:
    """Return the one period that a filter names with its report (one query)."""
    return _loaded(_with_context().get(**where))


def reports_of(project_id: int) -> Iterable[LoadedReport]:
    """Return the periods of a project with their reports, the latest first (one query)."""
    return map(_loaded, _with_context().filter(project=project_id).order_by("-ends_on", "-pk"))


def get_period(user: User, project_code: str, period_code: str) -> tuple[LoadedReport, Actor]:
    """Return a period that this person may know of, with their roles; 404 otherwise (two queries)."""
    periods = _with_context().filter(project__in=Project.objects.visible_to(user))
    loaded = _loaded(get_object_or_404(periods, project__code=project_code, code=period_code))
    use_time_zone(loaded.time_zone)
    return loaded, actor_on(user, loaded.period.project)
