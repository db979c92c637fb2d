"""The first page of a joint report: its sections, how far they are, and who has not written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributions.states import ACCEPTED, RETURNED, SUBMITTED
from core.answers import says_something
from core.formatting import day
from projects.actor import Actor
from projects.capabilities import Capability
from projects.models import Question
from reports.assembling.annex import covered_by
from reports.assembling.sources import IndicatorSource, ReportSources, SectionSource
from reports.assembling.table import measured
from reports.assembling.whole import has_address


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One organisation with the state of its input."""

    name: str
    is_convening: bool
    status: str
    label: str
    hint: str
    uid: str
    can_return: bool
    can_give_days: bool
    can_accept: bool = False
    can_open: bool = True
    can_enter_on_behalf: bool = False


def section_tasks(
    sources: ReportSources, *, with_links: bool, changed: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return one task per section of the form; `changed` counts texts changed since they were taken, by section."""
    tasks = []
    args = [sources.project.code, sources.period.code]
    for section in sources.sections:
        if section.kind == "notes" or not has_address(section, sources):
            continue
        done, total, hint = _progress(section, sources)
        if not total:
            key, label = "blocked", _("Nothing to do")
        elif done >= total:
            key, label = "done", _("Completed")
        elif done:
            key, label = "progress", _("In progress")
        else:
            key, label = "todo", _("Not yet started")
        if changed.get(section.key):
            key, label = "needs-you", _("Changed since you took it")
        tasks.append(
            {
                "title": _("Cover") if section.kind == "cover" else section.heading,
                "hint": hint,
                "url": reverse("reports:section", args=[*args, section.key]) if with_links else None,
                "status": key,
                "status_label": label,
                "done": done,
                "total": total,
            }
        )
    return tasks


def _progress(section: SectionSource, sources: ReportSources) -> tuple[int, int, str]:
    if section.kind == "cover":
        report = sources.report
        filled = bool(report and report.prepared_by) + bool(report and report.approved_by)
        return filled, 2, _("Prepared by, approved by, implementation rate")
    if section.kind == "indicators":
        chosen = [indicator for indicator in sources.indicators if indicator.is_included]
        if not chosen:
            return 0, 0, _("No indicator is printed in this report.")
        written = sum(_is_written(indicator, sources) for indicator in chosen)
        words = ngettext(
            "%(done)d of %(total)d indicator written", "%(done)d of %(total)d indicators written", len(chosen)
        )
        return written, len(chosen), words % {"done": written, "total": len(chosen)}
    if section.kind == "annex1":
        rows = [row for group in sources.groups for row in group.rows]
        readable = sources.readable
        written = sum(
            all(covers.get(office_id) in readable for office_id in row.office_ids)
            for row in rows
            for covers in [covered_by(row, sources)]
        )
        words = ngettext(
            "%(done)d of %(total)d row written by all", "%(done)d of %(total)d rows written by all", len(rows)
        )
        return written, len(rows), words % {"done": written, "total": len(rows)}
    return _texts_progress(section, sources)


def _is_written(indicator: IndicatorSource, sources: ReportSources) -> bool:
    """Answer whether an organisation that is read has an entry, and it or the coordinator has written."""
    entries = measured(indicator, sources)[2]
    if not entries:
        return False
    return says_something(indicator.joint_progress) or any(entry.is_written for entry in entries)


def _texts_progress(section: SectionSource, sources: ReportSources) -> tuple[int, int, str]:
    outcomes: list[int | None] = [None]
    if section.kind == "per_outcome":
        outcomes = [outcome.pk for outcome in sources.outcomes]
    done = total = several = 0
    for outcome_id in outcomes:
        for question in section.questions:
            answers = [one for one in sources.answers_to(question, outcome_id) if one.is_written]
            joint = sources.joint.get((question.pk, outcome_id))
            is_written = bool(joint and joint.is_written)
            needs_one = (
                question.combine == Question.Combine.COORDINATOR and len(answers) > 1 and not is_written
            )
            several += needs_one
            if question.is_required or answers or is_written:
                total += 1
                done += is_written or (bool(answers) and not needs_one)
    words = ngettext("%(done)d of %(total)d text ready", "%(done)d of %(total)d texts ready", total)
    hint = words % {"done": done, "total": total}
    if several:
        hint += ". " + ngettext(
            "%(n)d waits for one joint text", "%(n)d wait for one joint text", several
        ) % {"n": several}
    return done, total, hint


def office_lines(sources: ReportSources, actor: Actor) -> list[OfficeLine]:
    """Return who has submitted and who has not, in the order of the cover, with what this person may do about it."""
    lines = []
    decides = actor.may(Capability.DECIDE_ON_INPUTS)
    gives_days = actor.may(Capability.GIVE_DAYS)
    enters = actor.may(Capability.ENTER_ON_BEHALF)
    for office in sources.offices:
        if office.input_id is None:
            key, label, hint = (
                "blocked",
                _("Not opened"),
                _("The round was not opened for this organisation."),
            )
        elif office.state == ACCEPTED:
            key, label, hint = "done", _("Accepted"), ""
        elif office.is_submitted:
            key, label, hint = "submitted", _("Submitted"), ""
        elif office.state == RETURNED and office.is_locked:
            key, label, hint = (
                "needs-you",
                _("Returned"),
                _("Not handed in again; it can be when the report is back."),
            )
        elif office.state == RETURNED:
            key, label, hint = "needs-you", _("Returned"), _("It is writing again.")
        elif office.is_readable:
            key, label, hint = "progress", _("Writing, shared"), _("Its unfinished text is in the draft.")
        else:
            key, label, hint = "needs-you", _("Has not submitted"), _("Its text is not in the draft yet.")
        lines.append(
            OfficeLine(
                office.name,
                office.is_convening,
                key,
                label,
                hint,
                office.input_uid,
                decides and office.is_submitted and not office.is_locked,
                gives_days and bool(office.input_uid) and not office.is_submitted and not office.is_locked,
                decides and office.state == SUBMITTED and not office.is_locked,
                can_open=office.is_readable or office.is_on_behalf or actor.works_for(office.office_id),
                can_enter_on_behalf=enters
                and bool(office.input_uid)
                and not (office.is_submitted or office.is_locked or office.is_on_behalf)
                and not actor.works_for(office.office_id),
            )
        )
    return lines


def stage_dates(period: Any) -> list[tuple[str, str]]:
    """Return the dates of the round in words."""
    dates = [
        (_("Data as of"), period.data_as_of),
        (_("Agency inputs due"), period.inputs_due_on),
        (_("Joint report due"), period.coordinator_due_on),
        (_("Review due"), period.review_due_on),
        (_("Submission to the Fund due"), period.submission_due_on),
    ]
    return [(label, day(value)) for label, value in dates if value]
