"""The whole report out of its sources."""

from collections.abc import Mapping
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from core.formatting import day, period
from documents import data
from documents.columns import columns_of
from reports.assembling.annex import activity_groups
from reports.assembling.answers import printed_question
from reports.assembling.cover import cover
from reports.assembling.sources import ReportSources, SectionSource
from reports.assembling.table import indicator_groups


def assemble(
    sources: ReportSources, *, as_of: date, statuses: Mapping[str, str], is_draft: bool = True
) -> data.Report:
    """Return the frozen report in the language of its form; `as_of` is the day that the draft mark names.

    `statuses` are the words for the states of a work row.
    """
    with translation.override(sources.edition.language):
        label = period(sources.period.starts_on, sources.period.ends_on)
        sections = tuple(
            _section(section, sources, label, statuses)
            for section in sources.sections
            if has_address(section, sources)
        )
        cover_labels = next((section.labels for section in sections if section.kind == "cover"), {})
        draft = f"{sources.words.get('draft', 'Draft')}, {day(as_of)}"
        return data.Report(
            title=sources.edition.title,
            project_code=sources.project.code,
            project_title=sources.project.title,
            project_uid=sources.project.uid,
            period_code=sources.period.code,
            period_label=label,
            period_starts=sources.period.starts_on,
            period_ends=sources.period.ends_on,
            language=sources.edition.language,
            is_draft=is_draft,
            as_of=as_of,
            draft_label=draft if is_draft else "",
            not_provided=sources.words.get("not_provided", "Not provided"),
            cover=cover(sources, cover_labels),
            sections=sections,
            notes=(*(_notes_of_draft(sources) if is_draft else ()), *notes_on_behalf(sources)),
            attachments=_attachments(sources),
        )


def has_address(section: SectionSource, sources: ReportSources) -> bool:
    """Say whether a section belongs into this report: Annex 1 only where the project has activities."""
    return section.kind != "annex1" or bool(sources.groups)


def printed_words(
    section: SectionSource, period_words: str
) -> tuple[dict[str, str], tuple[data.Column, ...]]:
    """Return the labels and the columns of a section with the period in words where the form names it."""
    labels = {key: text.replace("{period}", period_words) for key, text in section.labels.items()}
    return labels, columns_of(section.columns, period_words)


def _section(
    section: SectionSource, sources: ReportSources, label: str, statuses: Mapping[str, str]
) -> data.Section:
    labels, columns = printed_words(section, label)
    outcomes: tuple[data.Outcome, ...] = ()
    if section.kind == "per_outcome":
        heading = labels.get("outcome", "Outcome {number}:")
        outcomes = tuple(
            data.Outcome(
                uid=outcome.uid,
                heading=heading.format(number=outcome.code),
                title=outcome.title,
                questions=tuple(
                    printed_question(question, outcome.pk, sources) for question in section.questions
                ),
            )
            for outcome in sources.outcomes
        )
    return data.Section(
        key=section.key,
        kind=section.kind,
        heading=section.heading,
        intro=section.intro,
        labels=labels,
        as_table=section.as_table,
        questions=tuple(printed_question(question, None, sources) for question in section.questions)
        if section.kind == "questions"
        else (),
        outcomes=outcomes,
        indicator_groups=indicator_groups(sources, labels, columns) if section.kind == "indicators" else (),
        activity_groups=activity_groups(sources, labels, columns, statuses)
        if section.kind == "annex1"
        else (),
        columns=columns,
    )


def _attachments(sources: ReportSources) -> tuple[data.Attachment, ...]:
    """Return the files and links that the documents list."""
    return tuple(
        data.Attachment(
            title=item.title,
            kind=item.kind,
            dated=item.dated,
            file_name=item.file_name,
            url=item.url,
            caption=item.caption,
            credit=item.credit,
        )
        for item in sources.attachments
    )


def notes_on_behalf(sources: ReportSources) -> tuple[str, ...]:
    """Return for whom the coordinator entered what the report tells, and from which source.

    What is kept since before a return may be the organisation's own: of it nothing is said.
    """
    return tuple(
        _("%(office)s: entered on its behalf by the coordinator, from: %(source)s (%(day)s).")
        % {"office": office.name, "source": office.behalf_source, "day": day(office.behalf_on)}
        for office in sources.offices
        if office.is_on_behalf and office.is_readable and not office.is_kept
    )


def _notes_of_draft(sources: ReportSources) -> tuple[str, ...]:
    waiting = [office.name for office in sources.offices if not office.is_submitted]
    hidden = [office.name for office in sources.offices if not office.is_readable]
    notes = []
    if waiting:
        notes.append(_("Not submitted yet: %(offices)s.") % {"offices": ", ".join(waiting)})
    if hidden:
        notes.append(
            _("Not in this draft, because not submitted or shared: %(offices)s.")
            % {"offices": ", ".join(hidden)}
        )
    return tuple(notes)
