"""From a report's sources to what the rules read: every office's rows and the joint texts as they will be printed."""

from collections.abc import Mapping
from decimal import Decimal

from contributions import places
from contributions.checks.data import Material, Measure, Required, Row, Text
from contributions.models import IndicatorEntry
from contributions.points import (
    PLANS,
    measure_of,
    question_words,
    row_words,
    texts_of_measure,
    texts_of_row,
)
from core.zones import today
from projects.models import ReportingPeriod
from reports.assembly.annex import covered_by
from reports.assembly.answers import printed_question
from reports.assembly.cover import total_budget
from reports.sources import ReportSources

Last = Mapping[tuple[int, int], Decimal]


def last_values(period: ReportingPeriod) -> Last:
    """Return what each office last measured on each indicator, by (indicator, office) (one query)."""
    earlier = ReportingPeriod.objects.earlier_than(period).order_by("-ends_on", "-starts_on").values("pk")[:1]
    rows = IndicatorEntry.objects.filter(contribution__period__in=list(earlier.values_list("pk", flat=True)))
    return {
        (indicator_id, office_id): value
        for indicator_id, office_id, value in rows.filter(value__isnull=False).values_list(
            "indicator_id", "contribution__office_id", "value"
        )
        if value is not None
    }


def material_of_report(sources: ReportSources, last: Last) -> Material:
    """Return a whole report as the rules read it; `last` are the values of the period before."""
    rows = _rows(sources)
    measures = _measures(sources, last)
    answers, required = _answers(sources)
    texts = [text for row in rows for text in texts_of_row(row)]
    texts += [text for measure in measures for text in texts_of_measure(measure)]
    project, period = sources.project, sources.period
    return Material(
        period_starts=period.starts_on,
        period_ends=period.ends_on,
        project_starts=project.starts_on,
        project_ends=project.ends_on,
        today=today(),
        is_final=period.kind == "final",
        texts=(*texts, *answers),
        rows=rows,
        measures=measures,
        required=required,
        activity_codes=tuple(group.code for group in sources.groups),
        indicator_codes=tuple(
            (places.indicator(indicator.uid), indicator.code) for indicator in sources.indicators
        ),
        outcomes=len(sources.outcomes),
        gender_marker=project.gender_marker,
        gender_budget=project.gender_budget,
        total_budget=total_budget(sources),
        is_whole=True,
    )


def _rows(sources: ReportSources) -> tuple[Row, ...]:
    rows = []
    for group in sources.groups:
        for row in group.rows:
            tells = covered_by(row, sources)
            for office_id in row.office_ids:
                entry = row.entries.get(office_id)
                if entry is None or office_id not in sources.readable:
                    continue
                rows.append(
                    Row(
                        place=places.activity(row.uid),
                        where=row_words(row.number),
                        office=sources.office_name(office_id),
                        title=row.title,
                        activity_code=group.code,
                        status=entry.status,
                        progress=entry.progress,
                        next_steps=entry.next_steps,
                        is_told=tells.get(office_id) not in (None, office_id),
                    )
                )
    return tuple(rows)


def _measures(sources: ReportSources, last: Last) -> tuple[Measure, ...]:
    return tuple(
        measure_of(
            entry,
            indicator.plan,
            sources.period,
            office=sources.office_name(office_id),
            place=places.indicator(indicator.uid),
            code=indicator.code,
            title=indicator.title,
            by_sex=indicator.by_sex,
            by_age=indicator.by_age,
            last_value=last.get((indicator.pk, office_id)),
        )
        for indicator in sources.indicators
        if indicator.is_included
        for office_id, entry in indicator.entries.items()
        if office_id in sources.readable
    )


def _answers(sources: ReportSources) -> tuple[list[Text], tuple[Required, ...]]:
    texts: list[Text] = []
    required: list[Required] = []
    for section in sources.sections:
        if section.kind not in ("questions", "per_outcome"):
            continue
        for outcome in sources.outcomes if section.kind == "per_outcome" else (None,):
            for question in section.questions:
                place = places.question(question.key, outcome.uid if outcome else "")
                where = question_words(question.short, outcome.code if outcome else "")
                printed = printed_question(question, outcome.pk if outcome else None, sources)
                if printed.printed.strip() and question.type != "money":
                    tells = question.key not in PLANS
                    texts.append(Text(place, "text", where, printed.printed, "", question.limit, tells))
                if question.is_required:
                    required.append(Required(place, where, not printed.is_missing))
    return texts, tuple(required)
