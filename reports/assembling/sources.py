"""Everything a report is assembled from, as plain rows: loaded by `.loading`, read by its other modules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from checks import facts
from indicators.aggregation import Plan


@dataclass(frozen=True, slots=True)
class OfficeInput:
    """One recipient organisation with its input; `input_id` is None before the round was opened for it."""

    office_id: int
    office_uid: str
    name: str
    kind: str
    is_convening: bool
    approved: Decimal | None
    input_id: int | None
    input_uid: str
    is_readable: bool
    is_submitted: bool
    spent: Decimal | None
    committed: Decimal | None
    gender_spent: Decimal | None
    money_as_of: date | None
    money_is_provisional: bool
    state: str = ""
    is_locked: bool = False
    is_on_behalf: bool = False  # the coordinator enters for a silent organisation, from a dated source
    behalf_source: str = ""
    behalf_on: date | None = None
    is_kept: bool = False  # returned in part: the report has what was accepted until it is handed in again


@dataclass(frozen=True, slots=True)
class QuestionSource:
    """One question of the edition that is asked in this period."""

    pk: int
    key: str
    label: str
    short: str
    type: str
    limit: int | None
    options: Sequence[Sequence[str]]
    who_answers: str
    combine: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class SectionSource:
    """One section of the edition with its questions."""

    key: str
    kind: str
    heading: str
    intro: str
    labels: Mapping[str, str]
    as_table: bool
    questions: tuple[QuestionSource, ...]
    columns: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class LineSource:
    """One funder of a list."""

    funder: str
    amount: Decimal | None
    note: str


@dataclass(frozen=True, slots=True)
class AnswerSource:
    """What one office (or, with office_id None, the coordinator) answered."""

    pk: int
    office_id: int | None
    question_id: int
    outcome_id: int | None
    text: str
    choice: str
    choices: Sequence[str]
    amount: Decimal | None
    lines: tuple[LineSource, ...] = ()

    @property
    def is_filled(self) -> bool:
        """Answer whether anything stands there, so that it is printed."""
        return facts.is_answer_filled(self, has_lines=bool(self.lines))

    @property
    def is_written(self) -> bool:
        """Answer whether it says anything: a dash or "n/a" alone stands there, but is no answer."""
        return facts.is_answer_written(self, has_lines=bool(self.lines))


@dataclass(frozen=True, slots=True)
class PlanItemSource:
    """An outcome or an output."""

    pk: int
    uid: str
    code: str
    title: str
    outputs: tuple["PlanItemSource", ...] = ()


@dataclass(frozen=True, slots=True)
class EntrySource:
    """One office's entry on a work row."""

    pk: int
    office_id: int
    status: str
    progress: str
    next_steps: str
    written_with: Sequence[str]
    carried: str | None = None  # the text with which an earlier report printed the row as completed

    @property
    def text(self) -> str:
        """Return what the row reads: its own text, else the one that is carried over."""
        return facts.text_of_row(self.status, self.progress, self.carried)

    @property
    def is_written(self) -> bool:
        return facts.is_row_written(self.status, self.progress, self.carried)


@dataclass(frozen=True, slots=True)
class RowSource:
    """One work row with the offices responsible in order and their entries by office."""

    pk: int
    uid: str
    number: int
    title: str
    office_ids: tuple[int, ...]
    entries: Mapping[int, EntrySource]


@dataclass(frozen=True, slots=True)
class GroupSource:
    """One activity of the project document with its work rows."""

    pk: int
    uid: str
    code: str
    title: str
    rows: tuple[RowSource, ...]


@dataclass(frozen=True, slots=True)
class IndicatorEntrySource:
    """One office's entry on an indicator."""

    pk: int
    office_id: int
    progress: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    women: int | None
    men: int | None
    under_30: int | None
    measured_on: date | None
    source: str
    not_measured_because: str
    expected_on: date | None
    expected_source: str
    variance_reason: str

    @property
    def is_written(self) -> bool:
        return facts.is_indicator_written(self)


@dataclass(frozen=True, slots=True)
class IndicatorSource:
    """One indicator as agreed, with its entries and the coordinator's joint words."""

    pk: int
    uid: str
    outcome_id: int | None
    output_id: int | None
    code: str
    title: str
    baseline_text: str
    target_text: str
    milestone_text: str
    plan: Plan
    office_ids: tuple[int, ...]
    entries: Mapping[int, IndicatorEntrySource]
    is_included: bool = True
    joint_progress: str = ""
    joint_variance_reason: str = ""
    joint_record: Any = None
    by_sex: bool = False
    by_age: bool = False


@dataclass(frozen=True, slots=True)
class AttachmentSource:
    """One file or link that may be named in documents; `kind` in words of the edition's language."""

    title: str
    kind: str
    dated: date | None
    file_name: str
    url: str
    caption: str
    credit: str
    is_handed_in: bool = True  # of the report itself, or of what an organisation has handed in


@dataclass(frozen=True, slots=True)
class ReportSources:
    """One report's sources, whole. `period`, `project`, `edition` and `report` are read by attribute only."""

    period: Any
    project: Any
    edition: Any
    report: Any | None
    country: str
    sections: tuple[SectionSource, ...]
    offices: tuple[OfficeInput, ...]
    outcomes: tuple[PlanItemSource, ...]
    groups: tuple[GroupSource, ...]
    indicators: tuple[IndicatorSource, ...]
    answers: tuple[AnswerSource, ...]
    joint: Mapping[tuple[int, int | None], AnswerSource]
    form_file: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[AttachmentSource, ...] = ()

    @property
    def readable(self) -> dict[int, OfficeInput]:
        """Return the offices whose text the report may use, by id, in the order of the cover."""
        return {office.office_id: office for office in self.offices if office.is_readable}

    def answers_to(self, question: QuestionSource, outcome_id: int | None) -> tuple[AnswerSource, ...]:
        """Return what the readable offices wrote to a question, in the order of the cover."""
        order = {office_id: position for position, office_id in enumerate(self.readable)}
        found = [
            answer
            for answer in self.answers
            if answer.question_id == question.pk
            and answer.outcome_id == outcome_id
            and answer.office_id in order
            and answer.is_filled
        ]
        return tuple(sorted(found, key=lambda answer: order[answer.office_id or 0]))

    def office_name(self, office_id: int | None) -> str:
        """Return the short name of an office on this project."""
        return next((office.name for office in self.offices if office.office_id == office_id), "")
