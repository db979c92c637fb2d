"""Writing the joint texts, and taking over what an office wrote."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.functional import lazy

from accounts.models import User
from audit.services import record
from contributions.models import Answer, IndicatorEntry
from contributions.services.saving import save_answer_content
from core.decisions import Sentence, require
from core.saving import Base, Saved, base_of, save_versioned
from indicators.models import Indicator
from projects import addresses
from projects.actor import actor_on
from projects.models import Outcome, Question, ReportingPeriod
from projects.stage import WRITABLE
from reports.models import (
    JointAnswer,
    JointAnswerSource,
    JointIndicatorText,
    JointIndicatorTextSource,
    Report,
)
from reports.permissions import can_take_over, can_write_report, closed_text_words, locked_words


def ensure_report(period: ReportingPeriod) -> Report:
    """Return the report of a period, creating it empty."""
    report, _created = Report.objects.get_or_create(period=period)
    return report


def _require_coordinator(report: Report, by: User) -> None:
    require(can_write_report(actor_on(by, report.period.project), report))


def while_writable(report: Report, address: str, prefix: str = "report__") -> dict[str, Any]:
    """Return the filter that must hold at the moment of writing: the report is not in review, and the text is open.

    After a return of the Secretariat only the texts of the commented rows are open.
    """
    guard: dict[str, Any] = {f"{prefix}state__in": WRITABLE}
    if report.is_partial:
        return {**guard, f"{prefix}opened__address": address}
    return {**guard, f"{prefix}is_partial": False}


def _refusal(pk: int) -> str:
    current = Report.objects.get(pk=pk)
    return closed_text_words() if current.is_writable else locked_words(current)


def _otherwise(report: Report) -> Sentence:
    """Return why nothing was written; read from the database when it is said, for that may just have changed."""
    return lazy(_refusal, str)(report.pk)


def _address_of(text: JointAnswer | JointIndicatorText) -> str:
    if isinstance(text, JointIndicatorText):
        return addresses.indicator(text.indicator.uid)
    return addresses.question(text.question.key, text.outcome.uid if text.outcome else "")


def save_cover(report: Report, *, by: User, base: Base, values: Mapping[str, Any]) -> Saved:
    """Write what the coordinator adds to the cover."""
    _require_coordinator(report, by)
    return _save(report, while_writable(report, addresses.COVER, prefix=""), report, by, base, values)


def _save(
    on: Report | JointIndicatorText,
    only_while: Mapping[str, Any],
    report: Report,
    by: User,
    base: Base,
    values: Mapping[str, Any],
) -> Saved:
    return save_versioned(
        on,
        base=base,
        values=values,
        by=by,
        record_change=lambda changes: record(by=by, action="write", on=on, changes=changes),
        only_while=only_while,
        otherwise=_otherwise(report),
        holding=[Report.objects.filter(pk=report.pk)],
    )


def _save_indicator(text: JointIndicatorText, *, by: User, base: Base, values: Mapping[str, Any]) -> Saved:
    return _save(text, while_writable(text.report, _address_of(text)), text.report, by, base, values)


def ensure_section_text(report: Report, question: Question, outcome: Outcome | None) -> JointAnswer:
    """Return the joint text of a question, creating it empty."""
    text, _created = JointAnswer.objects.get_or_create(report=report, question=question, outcome=outcome)
    return text


def save_joint_answer(
    report: Report,
    question: Question,
    outcome: Outcome | None,
    *,
    by: User,
    base: Base,
    values: Mapping[str, Any],
    made_from: int | None = None,
    as_it_reads: bool = True,
) -> Saved:
    """Write the joint answer to a question, which from then on is the coordinator's.

    `made_from` names the one answer that was proposed and edited; where it did not read any more as the coordinator
    saw it (`as_it_reads` is False), the joint text counts as changed by its office since.
    """
    _require_coordinator(report, by)
    text = ensure_section_text(report, question, outcome)
    with transaction.atomic():
        saved = _write_section_text(text, by=by, base=base, values=values)
        answer = Answer.objects.filter(pk=made_from).first() if made_from and saved.changed else None
        if answer is not None:
            seen = answer.text if as_it_reads else ""
            JointAnswerSource.objects.update_or_create(
                joint_answer=text, answer=answer, defaults={"text": seen}
            )
    return saved


def _write_section_text(text: JointAnswer, *, by: User, base: Base, values: Mapping[str, Any]) -> Saved:
    return save_answer_content(
        text,
        None,
        {},
        by=by,
        base=base,
        values=values,
        lines=None,
        only_while=while_writable(text.report, _address_of(text)),
        otherwise=_otherwise(text.report),
        holding=[Report.objects.filter(pk=text.report_id)],
    )


def ensure_joint_indicator_text(report: Report, indicator: Indicator) -> JointIndicatorText:
    """Return the joint text of an indicator, creating it empty and included."""
    text, _created = JointIndicatorText.objects.get_or_create(report=report, indicator=indicator)
    return text


def save_joint_indicator_text(
    report: Report, indicator: Indicator, *, by: User, base: Base, values: Mapping[str, Any]
) -> Saved:
    """Write whether an indicator is printed and its joint words."""
    _require_coordinator(report, by)
    return _save_indicator(ensure_joint_indicator_text(report, indicator), by=by, base=base, values=values)


def _joined(current: str, taken: str, before: str | None) -> str:
    """Return the joint text after taking over: replaces how the source read before, else goes below.

    What was taken is looked for as lines of its own first, so that a short text is not found inside a sentence.
    """
    former = re.escape((before or "").strip())
    if former:
        for pattern in (rf"^{former}$", rf"(?<!\w){former}(?!\w)"):
            replaced, times = re.subn(
                pattern, lambda _found: taken.strip(), current, count=1, flags=re.MULTILINE
            )
            if times:
                return replaced
    if not current.strip() or taken.strip() in current:
        return current if current.strip() else taken
    return f"{current.rstrip()}\n\n{taken}"


def take_over_answer(report: Report, answer: Answer, *, by: User) -> Saved:
    """Put an office's answer into the joint text and remember how it read.

    A text taken before and changed since by the office replaces its former wording where that still stands.
    """
    require(can_take_over(actor_on(by, report.period.project), answer.contribution, report))
    with transaction.atomic():
        text = ensure_section_text(report, answer.question, answer.outcome)
        source = JointAnswerSource.objects.filter(joint_answer=text, answer=answer).first()
        values: dict[str, Any] = {"text": _joined(text.text, answer.text, source.text if source else None)}
        if answer.choice and not text.choice:
            values["choice"] = answer.choice
        if answer.choices:
            values["choices"] = text.choices + [
                choice for choice in answer.choices if choice not in text.choices
            ]
        saved = _write_section_text(text, by=by, base=base_of(text, tuple(values)), values=values)
        JointAnswerSource.objects.update_or_create(
            joint_answer=text, answer=answer, defaults={"text": answer.text}
        )
    return saved


def take_over_entry(report: Report, entry: IndicatorEntry, *, by: User) -> Saved:
    """Put an office's words on an indicator into the joint text and remember how they read."""
    require(can_take_over(actor_on(by, report.period.project), entry.contribution, report))
    with transaction.atomic():
        text = ensure_joint_indicator_text(report, entry.indicator)
        source = JointIndicatorTextSource.objects.filter(joint_indicator_text=text, entry=entry).first()
        values = {"progress": _joined(text.progress, entry.progress, source.text if source else None)}
        if entry.variance_reason.strip():
            values["variance_reason"] = _joined(
                text.variance_reason, entry.variance_reason, source.variance_reason if source else None
            )
        saved = _save_indicator(text, by=by, base=base_of(text, tuple(values)), values=values)
        JointIndicatorTextSource.objects.update_or_create(
            joint_indicator_text=text,
            entry=entry,
            defaults={"text": entry.progress, "variance_reason": entry.variance_reason},
        )
    return saved
