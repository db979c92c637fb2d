"""A report laid out as cells, each with an address: what the form prints in one place, and whose it is. Pure.

The marks of a draft ("Draft, date", "Not provided") are no content and have no cell.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core import formatting
from documents import data, printed
from projects import addresses
from projects.place_words import row_words_lazy

LONGEST_NAME = 80  # characters of a question's label that name its place


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of a report; `office` names whose it is, empty where it belongs to nobody alone."""

    address: str
    field: str
    office: str
    section: str
    where: str  # "Row 3, progress achieved"
    text: str
    head: str = ""  # the name that prints over the text


def cells(report: data.Report) -> tuple[Cell, ...]:
    """Return what stands in the report, in the order of the form; what is empty has no cell.

    Texts are in the language of the report, the words of `where` in the active one.
    """
    return tuple(row.cell() for row in CellList(report).rows)


# What the form says itself, and what stands in other cells too.
_OF_THE_FORM = frozenset(
    {"heading", "intro", "labels", "label", "number", "group", "plan", "worked_out", "offices"}
)
_OF_THE_HEAD = frozenset({"title", "project_code", "period", "project_title"})


def is_content(cell: Cell) -> bool:
    """Answer whether a cell holds what people wrote or the portal computed, not the form's own words."""
    if cell.address == addresses.REPORT:
        return cell.field not in _OF_THE_HEAD
    if cell.address.startswith("section/"):
        return False
    return cell.field not in _OF_THE_FORM


def where_of(report: data.Report) -> dict[str, str]:
    """Return the words for each place of the report: "Row 3", "Indicator 1.1.1", a question's short label."""
    return {address: str(words) for address, words in CellList(report).addresses.items()}


def _shortened(text: str) -> str:
    text = " ".join(text.split()).rstrip(":")
    if len(text) <= LONGEST_NAME:
        return text
    head, blank, _rest = text[:LONGEST_NAME].rpartition(" ")
    return (head if blank else text[: LONGEST_NAME - 1]).rstrip(" ,;:.(") + "…"


_COVER_WORDS = {
    "country": _("country"),
    "report_type": _("type of report"),
    "year": _("year"),
    "project_title": _("project title"),
    "gateway_number": _("number in the gateway"),
    "fund": _("type of trust fund"),
    "fund_name": _("name of the trust fund"),
    "recipients": _("recipient organisations"),
    "first_transfer": _("date of the first transfer"),
    "end_date": _("end date"),
    "ends_within_six_months": _("end within six months"),
    "windows": _("priority windows"),
    "budget": _("total budget"),
    "approved": _("approved budget"),
    "implementation_rate": _("implementation rate"),
    "gender_budget": _("budget for gender equality"),
    "gender_spent": _("spent on gender equality"),
    "gender_marker": _("gender marker"),
    "risk_marker": _("risk marker"),
    "focus_area": _("focus area"),
    "prepared_by": _("prepared by"),
    "approved_by": _("approved by"),
    "secretariat_reviewed": _("reviewed by the secretariat"),
    "secretariat_comments": _("comments of the secretariat"),
}


_AGREED = frozenset({"baseline", "target", "milestone", "unit"})  # no office's own
_INDICATOR_WORDS = {
    "baseline": _("baseline"),
    "target": _("target"),
    "milestone": _("milestone"),
    "progress": _("current progress"),
    "variance_reason": _("reasons for variance"),
}
_ROW_WORDS = {"progress": _("progress achieved"), "next_steps": _("required next steps")}


class Row(NamedTuple):
    """A cell whose words are not yet read, since most cells of a comparison never show them."""

    address: str
    field: str
    office: str
    text: str
    head: str
    section: Any
    name: Any
    words: Any

    def cell(self) -> Cell:
        """Return the cell with its words in the active language."""
        where = f"{self.name}, {self.words}" if self.words else str(self.name)
        return Cell(self.address, self.field, self.office, str(self.section), where, self.text, self.head)


class CellList:
    """A report laid out as rows, with the words for its places."""

    def __init__(self, report: data.Report) -> None:
        self.rows: list[Row] = []
        self.addresses: dict[str, Any] = {}
        self._section: Any = ""
        with printed.in_language(report):
            self._head(report)
            if report.section("cover") is None:
                self._cover(report)
            for section in report.sections:
                self._lay_out(section, report)
            self._attachments(report)

    def _add(
        self, address: str, field: str, text: str, words: Any = "", *, office: str = "", head: str = ""
    ) -> None:
        text = text.strip()
        if text:
            self.rows.append(
                Row(address, field, office, text, head, self._section, self.addresses[address], words)
            )

    def _head(self, report: data.Report) -> None:
        address = addresses.REPORT
        self._section = self.addresses[address] = _("Head of the document")
        self._add(address, "title", report.title, _("title of the form"))
        self._add(address, "project_code", report.project_code, _("project code"))
        self._add(address, "period", report.period_label, _("reporting period"))
        self._add(address, "project_title", report.project_title, _("project title"))
        self._add(address, "notes", "\n".join(report.notes), _("notes to the reader of the draft"))

    def _lay_out(self, section: data.Section, report: data.Report) -> None:
        is_cover = section.kind == "cover"
        address = addresses.COVER if is_cover else addresses.section(section.key)
        self._section = _("Cover") if is_cover else section.heading
        self.addresses[address] = _("Cover") if is_cover else _shortened(section.heading)
        self._add(address, "heading", section.heading, _("heading"))
        self._add(address, "intro", section.intro, _("introduction"))
        boxes = {option.key: option.label for option in report.cover.windows} if is_cover else {}
        own = [
            text
            for key, text in sorted(section.labels.items())
            if key not in boxes and _is_printed(key, text)
        ]
        own += [column.label or "–" for column in section.columns]
        own += boxes.values()
        self._add(address, "labels", "\n".join(label for label in own if label), _("wording of the form"))
        if is_cover:
            self._cover(report)
        for question in section.questions:
            self._question(question, "", "", report)
        for outcome in section.outcomes:
            title = f"{outcome.heading} {outcome.title}"
            self._add(address, f"outcome/{outcome.uid}", title, _shortened(title))
            for question in outcome.questions:
                self._question(question, outcome.uid, outcome.heading, report)
        for group in section.indicator_groups:
            self._add(address, f"group/{group.heading}", f"{group.heading}: {group.title}", group.heading)
            for indicator in group.indicators:
                self._indicator(indicator, group.heading, section.columns)
        for activity in section.activity_groups:
            self._add(
                address, f"group/{activity.uid}", f"{activity.heading} {activity.title}", activity.heading
            )
            for row in activity.rows:
                self._row(row, activity.heading, section.columns)

    def _cover(self, report: data.Report) -> None:
        address = addresses.COVER
        self._section = self.addresses[address] = _("Cover")
        for line in printed.cover_lines(report):
            text = line.value
            if line.kind in ("heading", "note"):
                continue
            if line.kind == "boxes":
                text = _ticked(line.boxes)
            elif line.kind == "recipients":
                text = "\n".join(f"{one.kind} {one.name} {one.convening}".strip() for one in line.recipients)
            elif line.kind == "budget":
                for one in line.recipients:
                    self._add(address, "approved", one.approved, _COVER_WORDS["approved"], office=one.name)
            if line.detail:
                text = f"{text} ({line.detail})".strip()
            self._add(address, line.key, text, _COVER_WORDS[line.key])

    def _attachments(self, report: data.Report) -> None:
        self._section = _("Attachments")
        for line in printed.attachment_lines(report):
            text = _line((line.title, line.kind, line.day, line.where, line.note))
            words = format_lazy(_("attachment “{title}”"), title=_shortened(line.title))
            self._add(addresses.REPORT, f"attachment/{line.where}", text, words)

    def _question(self, question: data.Question, uid: str, outcome: str, report: data.Report) -> None:
        address = question.address or addresses.question(question.key, uid)
        label = _shortened(question.label)
        self.addresses[address] = f"{outcome} {label}" if outcome else label
        self._add(address, "answer", _answer(question, report))
        own = [question.label, *(option.label for option in question.options)]
        if question.kind == "multi_choice" and question.sublabel not in own:
            own.append(question.sublabel)
        self._add(address, "label", "\n".join(own), _("wording of the form"))

    def _indicator(self, indicator: data.Indicator, group: str, columns: tuple[data.Column, ...]) -> None:
        address, offices = indicator.address or addresses.indicator(indicator.uid), indicator.offices
        self.addresses[address] = indicator.heading
        number = indicator.heading
        if indicator.code not in number:
            number = f"{number} ({indicator.code})"
        plan = (
            indicator.unit,
            indicator.direction,
            formatting.number(indicator.baseline_value),
            formatting.number(indicator.target_value),
        )
        worked_out = (
            formatting.number(indicator.target_to_date),
            formatting.number(indicator.variance),
            indicator.formula,
        )
        figures = (
            formatting.number(indicator.value),
            formatting.percent(indicator.percent_achieved),
            indicator.status_label,
            printed.people(indicator),
        )
        source = (formatting.day(indicator.measured_on), indicator.source)
        self._add(address, "number", number, _("number"))
        self._add(address, "group", group, _("outcome or output"))
        self._add(address, "title", indicator.title, _("title"))
        for column in columns:
            office = "" if column.field in _AGREED else offices
            text = indicator.cells.get(column.key, "")
            self._add(address, column.field, text, _column_words(_INDICATOR_WORDS, column), office=office)
        self._add(address, "figures", _line(figures), _("figures"), office=offices)
        self._add(address, "source", _line(source), _("date and source"), office=offices)
        self._add(address, "plan", _line(plan), _("unit, baseline and target as numbers"))
        self._add(address, "worked_out", _line(worked_out), _("target to date and variance as numbers"))
        self._add(address, "offices", offices, _("organisations"))

    def _row(self, row: data.ActivityRow, group: str, columns: tuple[data.Column, ...]) -> None:
        address = row.address or addresses.activity(row.uid)
        self.addresses[address] = row_words_lazy(row.number)
        self._add(address, "number", str(row.number), _("number"))
        self._add(address, "group", group, _("activity of the project document"))
        self._add(address, "title", row.title, _("title"))
        self._add(address, "offices", row.offices, _("organisations"))
        for column in columns:
            words = _column_words(_ROW_WORDS, column)
            for part in row.cells.get(column.key, ()):
                office = part.offices or part.name
                self._add(address, column.field, part.text, words, office=office, head=part.name)
        self._add(address, "missing", ", ".join(row.missing_from), _("not written yet"))
        self._add(address, "status", row.status_label, _("status"))


def _column_words(known: Mapping[str, Any], column: data.Column) -> Any:
    """Return what the cells of a column are called; of a column without a name of its own, its head."""
    return known.get(column.field) or _shortened(column.label)


def _is_printed(key: str, label: str) -> bool:
    """Say whether a label prints as it is; the others are patterns of headings, a limit and a word for a cell."""
    return "{" not in label and key not in ("limit", "completed")


def _line(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _ticked(options: Iterable[data.Option]) -> str:
    return "\n".join(option.label for option in options if option.ticked)


def _answer(question: data.Question, report: data.Report) -> str:
    """Return an answer as one readable text, in the order in which it prints."""
    answer = printed.answer(question, report)
    amount = answer.amount
    if not amount and question.amount is not None and not (question.is_missing or answer.funds):
        amount = f"$ {formatting.money(question.amount)}"
    funds = (
        _line((fund.funder, fund.amount and f"$ {fund.amount}", fund.note.strip())) for fund in answer.funds
    )
    texts = (answer.lead, amount, _ticked(answer.boxes), answer.text, *funds)
    return "\n".join(text for text in texts if text)
