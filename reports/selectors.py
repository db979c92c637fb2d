"""Loading a report's sources in eleven queries, whatever the number of rows."""

from collections.abc import Iterable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from django.db.models import CharField, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.shortcuts import get_object_or_404

from accounts.models import User
from activities.models import Activity
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from core.formatting import number
from core.zones import use_time_zone
from indicators.models import Indicator
from indicators.selectors import plan_of
from projects.conditions import is_asked
from projects.models import Outcome, Participation, Project, ReportingPeriod, Section
from projects.permissions import Roles, roles_on
from projects.selectors import time_zone_of
from reports.models import (
    DocumentTemplate,
    IndicatorText,
    IndicatorTextSource,
    SectionText,
    SectionTextSource,
)
from reports.sources import (
    AnswerSource,
    EntrySource,
    GroupSource,
    IndicatorEntrySource,
    IndicatorSource,
    LineSource,
    OfficeInput,
    PlaceSource,
    QuestionSource,
    ReportSources,
    RowSource,
    SectionSource,
)


def periods_for_report() -> QuerySet[ReportingPeriod]:
    """Return periods with project, edition, report and the name of the edition's Word file, for one query."""
    newest = DocumentTemplate.objects.filter(edition=OuterRef("edition")).order_by("-uploaded_at", "-pk")
    return ReportingPeriod.objects.select_related("project__focus_area", "edition", "report").annotate(
        form_file=Subquery(newest.values("file")[:1]), time_zone=time_zone_of("project")
    )


ALL_PARTS = frozenset({"answers", "joint", "activities", "indicators", "country"})


def get_period(user: User, project_code: str, period_code: str) -> tuple[ReportingPeriod, Roles]:
    """Return a period that this person may know of, with their roles; 404 otherwise (two queries)."""
    period = get_object_or_404(
        periods_for_report().filter(project__in=Project.objects.visible_to(user)),
        project__code=project_code,
        code=period_code,
    )
    use_time_zone(getattr(period, "time_zone", None))
    return period, roles_on(user, period.project)


def load_sources(
    period: ReportingPeriod,
    parts: Iterable[str] = ALL_PARTS,
    sections: tuple[SectionSource, ...] | None = None,
) -> ReportSources:
    """Load what a report, or some parts of it, is assembled from; take the period from `periods_for_report`.

    `sections` spares a query where they were loaded already.
    """
    wanted = set(parts)
    project = period.project
    sections = load_sections(period) if sections is None else sections
    report = getattr(period, "report", None)
    return ReportSources(
        period=period,
        project=project,
        edition=period.edition,
        report=report,
        country=", ".join(project.portfolios.values_list("country", flat=True))
        if "country" in wanted
        else "",
        sections=sections,
        offices=_offices(period),
        outcomes=_outcomes(project.pk) if wanted & {"answers", "indicators"} else (),
        groups=_groups(period) if "activities" in wanted else (),
        indicators=_indicators(period, report) if "indicators" in wanted else (),
        answers=_answers(period) if "answers" in wanted else (),
        joint=_joint(report) if "joint" in wanted else {},
        form_file=getattr(period, "form_file", "") or "",
        words=period.edition.words,
    )


def load_sections(period: ReportingPeriod) -> tuple[SectionSource, ...]:
    """Load the sections of the period's form with the questions that are asked in it (one query)."""
    fields = (
        "pk",
        "key",
        "label",
        "short",
        "type",
        "limit",
        "options",
        "who_answers",
        "combine",
        "is_required",
    )
    rows = (
        Section.objects.filter(edition=period.edition)
        .order_by("position", "pk", "questions__position", "questions__pk")
        .values(
            "pk",
            "key",
            "kind",
            "heading",
            "intro",
            "labels",
            "as_table",
            "questions__condition",
            *(f"questions__{name}" for name in fields),
        )
    )
    sections: dict[int, tuple[dict[str, Any], list[QuestionSource]]] = {}
    for row in rows:
        _head, questions = sections.setdefault(row["pk"], (row, []))
        if row["questions__pk"] is not None and _belongs(period, row["questions__condition"]):
            questions.append(QuestionSource(**{name: row[f"questions__{name}"] for name in fields}))
    return tuple(
        SectionSource(
            head["key"],
            head["kind"],
            head["heading"],
            head["intro"],
            head["labels"],
            head["as_table"],
            tuple(questions),
        )
        for head, questions in sections.values()
    )


def _belongs(period: ReportingPeriod, condition: str) -> bool:
    return is_asked(
        condition, period_kind=period.kind, project_ends=period.project.ends_on, as_of=period.data_as_of
    )


def _offices(period: ReportingPeriod) -> tuple[OfficeInput, ...]:
    rows = (
        Participation.objects.filter(project=period.project)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=period.starts_on))
        .annotate(input=FilteredRelation("office__inputs", condition=Q(office__inputs__period=period)))
        .order_by("position", "pk")
        .values(
            "office_id",
            "is_convening",
            "approved",
            uid=F("office__uid"),
            name=F("office__organisation__short_name"),
            kind=F("office__organisation__kind"),
            input_pk=F("input__pk"),
            input_uid=F("input__uid"),
            state=F("input__state"),
            is_shared=F("input__is_shared"),
            spent=F("input__spent"),
            committed=F("input__committed"),
            gender_spent=F("input__gender_spent"),
            money_as_of=F("input__money_as_of"),
            provisional=F("input__money_is_provisional"),
        )
    )
    return tuple(
        OfficeInput(
            office_id=row["office_id"],
            office_uid=row["uid"],
            name=row["name"],
            kind=row["kind"].upper(),
            is_convening=row["is_convening"],
            approved=row["approved"],
            input_id=row["input_pk"],
            input_uid=row["input_uid"] or "",
            is_readable=row["state"] == Contribution.State.SUBMITTED or bool(row["is_shared"]),
            is_submitted=row["state"] == Contribution.State.SUBMITTED,
            spent=row["spent"],
            committed=row["committed"],
            gender_spent=row["gender_spent"],
            money_as_of=row["money_as_of"],
            money_is_provisional=bool(row["provisional"]),
        )
        for row in rows
    )


def _outcomes(project_id: int) -> tuple[PlaceSource, ...]:
    rows = (
        Outcome.objects.filter(project_id=project_id)
        .order_by("position", "pk", "outputs__position", "outputs__pk")
        .values_list(
            "pk", "uid", "code", "title", "outputs__pk", "outputs__uid", "outputs__code", "outputs__title"
        )
    )
    places: dict[int, tuple[tuple[Any, ...], list[PlaceSource]]] = {}
    for row in rows:
        _head, outputs = places.setdefault(row[0], (row[:4], []))
        if row[4] is not None:
            outputs.append(PlaceSource(*row[4:]))
    return tuple(replace(PlaceSource(*head), outputs=tuple(outputs)) for head, outputs in places.values())


def _entries(period: ReportingPeriod) -> dict[int, dict[int, EntrySource]]:
    rows = ActivityEntry.objects.filter(contribution__period=period).values_list(
        "activity_id",
        "pk",
        "contribution__office_id",
        "status",
        "progress",
        "next_steps",
        "written_with",
        "carried_from__progress",
    )
    entries: dict[int, dict[int, EntrySource]] = {}
    for activity_id, pk, office_id, status, progress, next_steps, written_with, carried in rows:
        text = progress if progress.strip() else (carried or "")
        entry = EntrySource(pk, office_id, status, text, next_steps, written_with)
        entries.setdefault(activity_id, {})[office_id] = entry
    return entries


def _groups(period: ReportingPeriod) -> tuple[GroupSource, ...]:
    rows = (
        Activity.objects.of_project(period.project_id)
        .order_by("position", "pk", "responsibilities__position", "responsibilities__pk")
        .values_list(
            "pk",
            "uid",
            "parent_id",
            "code",
            "title",
            "ends_on",
            "output__outcome__position",
            "output__position",
            "position",
            "responsibilities__office_id",
        )
    )
    groups: dict[int, Any] = {}
    offices: dict[int, list[int]] = {}
    children: dict[int, list[Any]] = {}
    for row in rows:
        pk, parent_id, office_id = row[0], row[2], row[9]
        if pk not in offices:
            offices[pk] = []
            if parent_id is None:
                groups[pk] = row
            elif row[5] is None or row[5] >= period.starts_on:
                children.setdefault(parent_id, []).append(row)
        if office_id is not None:
            offices[pk].append(office_id)
    entries = _entries(period)
    number = 0
    built = []
    for pk, head in sorted(groups.items(), key=lambda item: (item[1][6], item[1][7], item[1][8], item[0])):
        work_rows = []
        for row in children.get(pk, []):
            number += 1
            work_rows.append(
                RowSource(row[0], row[1], number, row[4], tuple(offices[row[0]]), entries.get(row[0], {}))
            )
        ended = head[5] is not None and head[5] < period.starts_on
        if work_rows or not ended:
            built.append(GroupSource(pk, head[1], head[3], head[4], tuple(work_rows)))
    return tuple(built)


def _indicator_entries(period: ReportingPeriod) -> dict[int, dict[int, IndicatorEntrySource]]:
    names = tuple(IndicatorEntry.FIELDS)
    rows = IndicatorEntry.objects.filter(contribution__period=period).values(
        "pk", "indicator_id", "contribution__office_id", *names
    )
    entries: dict[int, dict[int, IndicatorEntrySource]] = {}
    for row in rows:
        office_id = row["contribution__office_id"]
        entry = IndicatorEntrySource(pk=row["pk"], office_id=office_id, **{name: row[name] for name in names})
        entries.setdefault(row["indicator_id"], {})[office_id] = entry
    return entries


def _indicators(period: ReportingPeriod, report: Any) -> tuple[IndicatorSource, ...]:
    steps = ("kind", "period_id", "due_on", "text", "value")
    rows: Iterable[Any] = (
        Indicator.objects.filter(project_id=period.project_id)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=period.starts_on))
        .annotate(
            office_id=F("responsibilities__office_id"),
            step_pk=F("milestones__pk"),
            **{f"step_{name}": F(f"milestones__{name}") for name in steps},
        )
        .order_by("position", "pk", "responsibilities__position", "milestones__position", "milestones__pk")
    )
    joint = (
        {text.indicator_id: text for text in IndicatorText.objects.filter(report=report)} if report else {}
    )
    entries = _indicator_entries(period)
    found: dict[int, Any] = {}
    offices: dict[int, dict[int, None]] = {}
    milestones: dict[int, dict[int, Any]] = {}
    for row in rows:
        found.setdefault(row.pk, row)
        if row.office_id is not None:
            offices.setdefault(row.pk, {})[row.office_id] = None
        if row.step_pk is not None:
            step = SimpleNamespace(**{name: getattr(row, f"step_{name}") for name in steps})
            milestones.setdefault(row.pk, {})[row.step_pk] = step
    return tuple(
        _indicator(
            row,
            period,
            offices.get(pk, {}),
            list(milestones.get(pk, {}).values()),
            entries.get(pk, {}),
            joint.get(pk),
        )
        for pk, row in found.items()
    )


def _indicator(
    row: Indicator,
    period: ReportingPeriod,
    offices: Iterable[int],
    milestones: list[Any],
    entries: dict[int, IndicatorEntrySource],
    joint: IndicatorText | None,
) -> IndicatorSource:
    return IndicatorSource(
        pk=row.pk,
        uid=row.uid,
        outcome_id=row.outcome_id,
        output_id=row.output_id,
        code=row.code,
        title=row.title,
        baseline_text=row.baseline_text,
        target_text=row.target_text,
        milestone_text="\n".join(filter(None, (step.text or number(step.value) for step in milestones))),
        plan=plan_of(row, milestones, period_id=period.pk),
        office_ids=tuple(offices),
        entries=entries,
        is_included=joint.is_included if joint else True,
        joint_progress=joint.progress if joint else "",
        joint_variance_reason=joint.variance_reason if joint else "",
        joint_record=joint,
    )


def _answers(period: ReportingPeriod) -> tuple[AnswerSource, ...]:
    rows = (
        Answer.objects.filter(contribution__period=period)
        .order_by("pk", "lines__position", "lines__pk")
        .values_list(
            "pk",
            "contribution__office_id",
            "question_id",
            "outcome_id",
            "text",
            "choice",
            "choices",
            "amount",
            "lines__funder",
            "lines__amount",
            "lines__note",
        )
    )
    found: dict[int, tuple[tuple[Any, ...], list[LineSource]]] = {}
    for row in rows:
        _head, lines = found.setdefault(row[0], (row[:8], []))
        if row[8] is not None:
            lines.append(LineSource(*row[8:]))
    return tuple(replace(AnswerSource(*head), lines=tuple(lines)) for head, lines in found.values())


def _joint(report: Any) -> dict[tuple[int, int | None], AnswerSource]:
    if report is None:
        return {}
    return {
        (text.question_id, text.outcome_id): joint_answer(text)
        for text in SectionText.objects.filter(report=report)
    }


def joint_answer(text: SectionText) -> AnswerSource:
    """Return the coordinator's answer as a source."""
    return AnswerSource(
        pk=text.pk,
        office_id=None,
        question_id=text.question_id,
        outcome_id=text.outcome_id,
        text=text.text,
        choice=text.choice,
        choices=text.choices,
        amount=text.amount,
    )


def changed_since_taken(projects: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return, per period and section key, how many texts were changed since they were taken over (one query)."""
    projects = list(projects)
    if not projects:
        return {}
    texts = (
        SectionTextSource.objects.filter(section_text__report__period__project__in=projects)
        .exclude(text=F("answer__text"))
        .values_list("section_text__report__period_id", "section_text__question__section__key", "pk")
    )
    entries = (
        IndicatorTextSource.objects.filter(indicator_text__report__period__project__in=projects)
        .exclude(text=F("entry__progress"))
        .annotate(key=Value("indicators", output_field=CharField()))
        .values_list("indicator_text__report__period_id", "key", "pk")
    )
    changed: dict[int, dict[str, int]] = {}
    for period_id, key, _pk in texts.union(entries, all=True):
        counts = changed.setdefault(period_id, {})
        counts[key] = counts.get(key, 0) + 1
    return changed
