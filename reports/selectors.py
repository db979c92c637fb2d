"""Finding a period with its report, its versions, and what was changed since it was taken over."""

from collections.abc import Iterable

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.shortcuts import get_object_or_404

from accounts.models import User
from contributions.models import Attachment, Contribution, Suggestion
from contributions.states import WRITABLE
from core.zones import use_time_zone
from discussion.models import Comment
from projects.actor import Actor, actor_on
from projects.models import Portfolio, Project, ReportingPeriod
from projects.selectors import time_zone_of
from reports.models import (
    DocumentTemplate,
    JointAnswerSource,
    JointIndicatorTextSource,
    Report,
    ReportVersion,
)


def periods_for_report() -> QuerySet[ReportingPeriod]:
    """Return periods with project, edition, report and the name of the edition's Word file, for one query."""
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


def get_period(user: User, project_code: str, period_code: str) -> tuple[ReportingPeriod, Actor]:
    """Return a period that this person may know of, with their roles; 404 otherwise (two queries)."""
    period = get_object_or_404(
        periods_for_report().filter(project__in=Project.objects.visible_to(user)),
        project__code=project_code,
        code=period_code,
    )
    use_time_zone(getattr(period, "time_zone", None))
    return period, actor_on(user, period.project)


def versions_of(report: Report) -> QuerySet[ReportVersion]:
    """Return the versions of a report with their files, the newest first (two queries; none before the first)."""
    if report.pk is None or not report.sendings:
        return ReportVersion.objects.none()
    return (
        ReportVersion.objects.filter(report=report)
        .select_related("made_by", "public_by")
        .prefetch_related("files", "submissions")
        .order_by("-number")
    )


def changed_since_taken(projects: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return, per period and section key, how many texts were changed since they were taken over (one query)."""
    projects = list(projects)
    if not projects:
        return {}
    texts = (
        JointAnswerSource.objects.filter(joint_answer__report__period__project__in=projects)
        .exclude(text=F("answer__text"))
        .values_list("joint_answer__report__period_id", "joint_answer__question__section__key", "pk")
    )
    entries = (
        JointIndicatorTextSource.objects.filter(joint_indicator_text__report__period__project__in=projects)
        .exclude(text=F("entry__progress"))
        .annotate(key=Value("indicators", output_field=CharField()))
        .values_list("joint_indicator_text__report__period_id", "key", "pk")
    )
    changed: dict[int, dict[str, int]] = {}
    for period_id, key, _pk in texts.union(entries, all=True):
        counts = changed.setdefault(period_id, {})
        counts[key] = counts.get(key, 0) + 1
    return changed
