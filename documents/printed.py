"""What stands in each place of the printed report, in words: one decision for all four formats.

No layout here: HTML, Word and Excel each lay out what these functions return.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from core import formatting
from core.markup import CONTROL, printable
from documents.data import ActivityRow, Column, Indicator, Option, Question, Report

TICKED, UNTICKED = "☒", "☐"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question as it prints, in this order: lead, amount, boxes, text, fund lines."""

    lead: str = ""  # the chosen option
    amount: str = ""
    boxes: tuple[Option, ...] = ()
    text_label: str = ""
    text: str = ""  # small markup
    funds: tuple["Fund", ...] = ()
    missing: str = ""  # "Not provided", in the edition's language


@dataclass(frozen=True, slots=True)
class Fund:
    """One line of the catalytic funds as it prints."""

    funder: str
    amount: str
    note: str


@dataclass(frozen=True, slots=True)
class CoverLine:
    """One line of the cover: its label with a value, boxes, or one of the two tables.

    kinds: text, boxes, recipients, budget, heading (label only), note (label only, across the page).
    """

    key: str
    label: str
    value: str = ""
    kind: str = "text"
    boxes: tuple[Option, ...] = ()
    recipients: tuple["RecipientLine", ...] = ()
    detail: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """One recipient organisation as it prints; `convening` is the form's mark or empty."""

    kind: str
    name: str
    convening: str
    approved: str


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """One office's paragraphs in a cell of Annex 1; `missing` stands where the office has not written."""

    name: str
    text: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a wide table as it prints: a text in the small markup, or each office's paragraphs."""

    column: Column
    text: str = ""
    parts: tuple[PrintedPart, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """One attachment as it prints; `where` is its file's name or its address, `url` the address alone."""

    title: str
    note: str  # caption and credit of a photo
    kind: str
    day: str
    where: str
    url: str


def attachment_heads() -> tuple[str, str, str, str]:
    """Return the heads of the list of attachments."""
    return (_("Title"), _("What it is"), _("Date"), _("File or link"))


def attachment_lines(report: Report) -> tuple[AttachmentLine, ...]:
    """Return the attachments in the order in which they were added."""
    return tuple(
        AttachmentLine(
            item.title,
            ". ".join(part for part in (item.caption.rstrip("."), _credit(item.credit)) if part),
            item.kind,
            formatting.day(item.dated),
            item.file_name or item.url,
            item.url if item.url.startswith(("http://", "https://")) else "",
        )
        for item in report.attachments
    )


def _credit(credit: str) -> str:
    return _("Photo: %(credit)s") % {"credit": credit} if credit else ""


def box(ticked: bool) -> str:
    """Return the tick box of the form, "☒" or "☐"."""
    return TICKED if ticked else UNTICKED


def _cleaned(value: Any) -> Any:
    """Return the value with control characters as U+FFFD, the very same object where there are none."""
    if isinstance(value, str):
        return printable(value) if CONTROL.search(value) else value
    if isinstance(value, tuple):
        items = tuple(_cleaned(item) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in _field_names(type(value)):
        old = getattr(value, field)
        new = _cleaned(old)
        if new is not old:
            changed[field] = new
    return dataclasses.replace(value, **changed) if changed else value


@lru_cache(maxsize=64)
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def safe(report: Report) -> Report:
    """Return the report with every text fit for XML and spreadsheets (control characters as U+FFFD)."""
    return cast(Report, _cleaned(report))


def document_title(report: Report) -> str:
    """Return the title that stands in the properties of every document."""
    return f"{report.title} – {report.project_code}, {report.period_label}"


def _missing(report: Report) -> str:
    return report.not_provided if report.is_draft else ""


def answer(question: Question, report: Report) -> Answer:
    """Return what prints under a question; a required answer that is missing is named in drafts only."""
    if question.is_missing:
        return Answer(
            boxes=question.options if question.kind == "multi_choice" else (),
            missing=_missing(report) if question.is_required else "",
        )
    text = question.printed.strip()
    if question.kind in ("choice", "yes_no"):
        return Answer(lead=question.choice or text)
    if question.kind == "multi_choice":
        own_label = any(option.label == question.sublabel for option in question.options)
        label = question.sublabel if text and not own_label else ""
        return Answer(boxes=question.options, text_label=label, text=text)
    if question.kind == "funders":
        funds = tuple(Fund(line.funder, formatting.money(line.amount), line.note) for line in question.lines)
        return Answer(funds=funds, text="" if funds else text)
    if question.amount is not None:
        amount = f"$ {formatting.money(question.amount)}"
        return Answer(amount=amount, text=text.removeprefix(amount).strip())
    if question.choice:
        # The choice leads; a text that already begins with it as a line of its own does not say it twice.
        head, _newline, rest = text.partition("\n")
        return Answer(lead=question.choice, text=rest.strip() if head.strip() == question.choice else text)
    return Answer(text=text)


def row_cells(row: ActivityRow, columns: Iterable[Column], report: Report) -> tuple[TableCell, ...]:
    """Return a work row column by column; a draft names the offices that have not written."""
    own = {
        "number": f"{row.number}.",
        "title": row.title,
        "offices": row.offices,
        "status": row.status_label,
    }
    return tuple(
        TableCell(column, own[column.field])
        if column.field in own
        else TableCell(column, parts=_parts(row, column, report))
        for column in columns
    )


def _parts(row: ActivityRow, column: Column, report: Report) -> tuple[PrintedPart, ...]:
    written = row.cells.get(column.key, ())
    parts = tuple(PrintedPart(part.name, part.text) for part in written if part.text.strip())
    missing = _missing(report) if column.field == "progress" else ""
    if not missing or not row.missing_from:
        return parts
    if not parts and len(row.missing_from) == 1:
        return (PrintedPart("", "", missing),)
    return parts + tuple(PrintedPart(name, "", missing) for name in row.missing_from)


def indicator_cells(indicator: Indicator, columns: Iterable[Column]) -> tuple[TableCell, ...]:
    """Return an indicator column by column; the cell of its group is empty, for it prints once per group."""
    return tuple(
        TableCell(column, indicator.title if column.field == "title" else indicator.cells.get(column.key, ""))
        for column in columns
    )


def figures(indicator: Indicator) -> str:
    """Return the computed figures of an indicator in one line, empty where there is none.

    For example "554 · 221.6% · On track · Women 305, men 249".
    """
    if indicator.value is None and indicator.percent_achieved is None:
        return people(indicator)
    return " · ".join(
        part
        for part in (
            formatting.number(indicator.value),
            formatting.percent(indicator.percent_achieved),
            indicator.status_label,
            people(indicator),
        )
        if part
    )


def people(indicator: Indicator) -> str:
    """Return the split by sex and age in words, empty where nobody counted."""
    counted = (
        (pgettext("people", "Women"), indicator.women),
        (pgettext("people", "Men"), indicator.men),
        (pgettext("people", "Under 30"), indicator.under_30),
    )
    return ", ".join(f"{word} {formatting.number(count)}" for word, count in counted if count is not None)


def cover_lines(report: Report) -> tuple[CoverLine, ...]:
    """Return the cover in the order of the form, C1 to C23."""
    section = report.section("cover")
    labels = section.labels if section else {}
    cover = report.cover
    yes_no = {True: _("Yes"), False: _("No"), None: ""}
    missing = _missing(report)

    def line(key: str, value: str, *, required: bool = True, detail: str = "") -> CoverLine:
        absent = missing if required and not value else ""
        return CoverLine(key, labels.get(key, ""), value, detail=detail, missing=absent)

    def across(key: str, kind: str) -> CoverLine:
        return CoverLine(key, labels.get(key, ""), kind=kind)

    recipients = tuple(
        RecipientLine(
            recipient.kind,
            recipient.name,
            labels.get("convening", "") if recipient.is_convening else "",
            formatting.money(recipient.approved),
        )
        for recipient in cover.recipients
    )
    funds = (
        Option("fund_country", labels.get("fund_country", ""), cover.fund_kind == "country"),
        Option("fund_regional", labels.get("fund_regional", ""), cover.fund_kind == "regional"),
    )
    return (
        line("country", cover.country),
        line("report_type", cover.report_type),
        line("year", str(cover.year)),
        line("project_title", cover.project_title),
        line("gateway_number", cover.gateway_number),
        CoverLine("fund", labels.get("fund", ""), kind="boxes", boxes=funds),
        line("fund_name", cover.fund_name, required=False),
        CoverLine(
            "recipients",
            labels.get("recipients", ""),
            kind="recipients",
            recipients=recipients,
            missing="" if recipients else missing,
        ),
        line("first_transfer", formatting.day(cover.first_transfer)),
        line("end_date", formatting.day(cover.end_date)),
        line("ends_within_six_months", yes_no[cover.ends_within_six_months]),
        CoverLine("windows", labels.get("windows", ""), kind="boxes", boxes=cover.windows),
        CoverLine(
            "budget",
            labels.get("budget", ""),
            formatting.money(cover.total_budget),
            kind="budget",
            recipients=recipients,
            missing=missing if cover.total_budget is None else "",
        ),
        line("implementation_rate", formatting.percent(cover.implementation_rate), detail=cover.rate_basis),
        across("attach", "note"),
        across("gender_heading", "heading"),
        line("gender_budget", formatting.money(cover.gender_budget)),
        line("gender_spent", formatting.money(cover.gender_spent)),
        line("gender_marker", cover.gender_marker),
        line("risk_marker", cover.risk_marker),
        line("focus_area", cover.focus_area),
        across("preparation", "heading"),
        line("prepared_by", cover.prepared_by),
        line("approved_by", cover.approved_by, required=False),
        line("secretariat_reviewed", cover.secretariat_reviewed, required=False),
        line("secretariat_comments", cover.secretariat_comments, required=False),
    )


def in_language(report: Report) -> override:
    """Return the context in which the words of the portal appear in the language of the form edition."""
    return override(report.language)
