"""Loading what a report is assembled from, in eleven queries whatever the number of rows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import F, FilteredRelation, Q

from contributions.models import Contribution
from contributions.services.accepted_values import MONEY, read_back
from contributions.states import DONE, WRITABLE
from projects import addresses
from projects.conditions import belongs
from projects.models import Outcome, ReportingPeriod, Section
from projects.selectors import participations_in
from reports.assembling.loading_parts import (
    AcceptedValues,
    accepted_values_of,
    answers_of,
    attachments_of,
    groups_of,
    indicators_of,
    joint_of,
)
from reports.assembling.sources import (
    OfficeInput,
    PlanItemSource,
    QuestionSource,
    ReportSources,
    SectionSource,
)
from reports.loaded import LoadedReport

ALL_PARTS = frozenset({"answers", "joint", "activities", "indicators", "country"})


def load_sources(
    loaded: LoadedReport,
    parts: Iterable[str] = ALL_PARTS,
    sections: tuple[SectionSource, ...] | None = None,
) -> ReportSources:
    """Load what a report, or some parts of it, is assembled from.

    `sections` spares a query where they were loaded already.
    """
    wanted = set(parts)
    period, report = loaded.period, loaded.report
    project = period.project
    sections = load_sections(period) if sections is None else sections
    accepted = accepted_values_of(period) if loaded.has_returned else {}
    return ReportSources(
        period=period,
        project=project,
        edition=period.edition,
        report=report,
        country=_country(loaded) if "country" in wanted else "",
        sections=sections,
        offices=_offices(period, accepted),
        outcomes=_outcomes(project.pk) if wanted & {"answers", "indicators"} else (),
        groups=groups_of(period, accepted) if "activities" in wanted else (),
        indicators=indicators_of(period, report, accepted) if "indicators" in wanted else (),
        answers=answers_of(period, accepted) if "answers" in wanted else (),
        joint=joint_of(report) if "joint" in wanted else {},
        form_file=loaded.form_file or "",
        words=period.edition.words,
        attachments=attachments_of(period) if wanted >= ALL_PARTS and loaded.has_attachments else (),
    )


def _country(loaded: LoadedReport) -> str:
    """Return the countries of the project's portfolios (a query only where there are several)."""
    if loaded.first_country is not None and loaded.first_country == loaded.last_country:
        return loaded.first_country
    return ", ".join(dict.fromkeys(loaded.period.project.portfolios.values_list("country", flat=True)))


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
            "columns",
            "as_table",
            "questions__condition",
            *(f"questions__{name}" for name in fields),
        )
    )
    sections: dict[int, tuple[dict[str, Any], list[QuestionSource]]] = {}
    for row in rows:
        _head, questions = sections.setdefault(row["pk"], (row, []))
        if row["questions__pk"] is not None and belongs(row["questions__condition"], period):
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
            head["columns"],
        )
        for head, questions in sections.values()
    )


def _offices(period: ReportingPeriod, accepted: AcceptedValues) -> tuple[OfficeInput, ...]:
    rows = (
        participations_in(period.project, period.starts_on)
        .annotate(input=FilteredRelation("office__inputs", condition=Q(office__inputs__period=period)))
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
            is_locked=F("input__is_locked"),
            is_partial=F("input__is_partial"),
            on_behalf=F("input__on_behalf_by"),
            behalf_source=F("input__on_behalf_source"),
            behalf_on=F("input__on_behalf_on"),
            spent=F("input__spent"),
            committed=F("input__committed"),
            gender_spent=F("input__gender_spent"),
            money_as_of=F("input__money_as_of"),
            provisional=F("input__money_is_provisional"),
        )
    )
    lines = [{**row, **_accepted_money(row, accepted)} for row in rows]
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
            is_readable=row["state"] in DONE or bool(row["is_shared"]) or _is_kept(row),
            is_submitted=row["state"] in DONE,
            state=row["state"] or "",
            is_locked=bool(row["is_locked"]),
            is_kept=_is_kept(row),
            is_on_behalf=row["on_behalf"] is not None,
            behalf_source=row["behalf_source"] or "",
            behalf_on=row["behalf_on"],
            spent=row["spent"],
            committed=row["committed"],
            gender_spent=row["gender_spent"],
            money_as_of=row["money_as_of"],
            money_is_provisional=bool(row["provisional"]),
        )
        for row in lines
    )


def _accepted_money(row: Mapping[str, Any], accepted: AcceptedValues) -> dict[str, Any]:
    values = accepted.get((row["office_id"], addresses.MONEY))
    if values is None:
        return {}
    read = read_back(Contribution, values, MONEY)
    return {**read, "provisional": read["money_is_provisional"]}


def _is_kept(row: Mapping[str, Any]) -> bool:
    return row["state"] in WRITABLE and bool(row["is_partial"])


def _outcomes(project_id: int) -> tuple[PlanItemSource, ...]:
    rows = (
        Outcome.objects.filter(project_id=project_id)
        .order_by("position", "pk", "outputs__position", "outputs__pk")
        .values_list(
            "pk", "uid", "code", "title", "outputs__pk", "outputs__uid", "outputs__code", "outputs__title"
        )
    )
    addresses: dict[int, tuple[tuple[Any, ...], list[PlanItemSource]]] = {}
    for row in rows:
        _head, outputs = addresses.setdefault(row[0], (row[:4], []))
        if row[4] is not None:
            outputs.append(PlanItemSource(*row[4:]))
    return tuple(
        replace(PlanItemSource(*head), outputs=tuple(outputs)) for head, outputs in addresses.values()
    )
