"""Finding a period with its report, its versions, and what was changed since it was taken over."""

from collections.abc import Iterable

from django.db.models import CharField, F, QuerySet, Value

from reports.models import (
    JointAnswerSource,
    JointIndicatorTextSource,
    Report,
    ReportVersion,
)


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
