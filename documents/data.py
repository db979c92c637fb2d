"""The report as frozen data: what every document prints, and nothing that a renderer still has to work out.

Assembled by `reports.assembling`, printed by `documents`. Pure: no request, no ORM.
Texts are in the small markup of `core.markup`; money is Decimal US dollars; `None` means "not known".
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Option:
    """One box of a choice that may be ticked."""

    key: str
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class FundLine:
    """One line of the catalytic funds: who gave, how much (US dollars or None), and a note."""

    funder: str
    amount: Decimal | None
    note: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One answered question of the form; `printed` is its answer in words for every kind."""

    key: str
    label: str
    kind: str  # text, choice, yes_no, yes_no_text, money, money_text, funders, multi_choice
    limit: int | None
    printed: str
    choice: str = ""  # the label of the chosen option, printed before the text
    amount: Decimal | None = None
    lines: tuple[FundLine, ...] = ()
    options: tuple[Option, ...] = ()
    is_missing: bool = False  # nothing to print; prints "Not provided" when required
    is_required: bool = False
    over_limit_by: int = 0
    sublabel: str = ""  # label of the free text that belongs to the options, e.g. "Other (please describe):"
    address: str = ""  # address, as in projects.addresses; never printed


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of Part II with its questions; `heading` is "Outcome 1:" as the form prints it."""

    uid: str
    heading: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator table; texts as people wrote them beside the figures that the portal computed."""

    uid: str
    code: str
    heading: str  # "Indicator 1.1.1"
    title: str
    cells: dict[str, str]  # the texts by the key of their column
    unit: str
    direction: str
    baseline_value: Decimal | None
    target_value: Decimal | None
    target_to_date: Decimal | None
    value: Decimal | None
    variance: Decimal | None
    percent_achieved: Decimal | None
    status: str  # key of the verdict
    status_label: str
    formula: str
    women: int | None = None
    men: int | None = None
    under_30: int | None = None
    measured_on: date | None = None
    source: str = ""
    offices: str = ""
    address: str = ""  # address, as in projects.addresses; never printed


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """An outcome or output with its indicators; the first column of the table, merged over them."""

    heading: str  # "Outcome 1", "Output 1.1"
    title: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one office wrote in a cell of Annex 1; `name` is empty where it prints without a name head."""

    name: str
    text: str
    offices: str = ""  # "UNDP, OHCHR": those whose part this tells, also where no name is printed


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One work row of Annex 1."""

    uid: str
    number: int
    title: str
    offices: str  # "UNDP, OHCHR"
    cells: dict[str, tuple[Part, ...]]  # what the offices wrote, by the key of its column
    status: str
    status_label: str
    missing_from: tuple[str, ...] = ()  # offices that have not written
    address: str = ""  # address, as in projects.addresses; never printed


@dataclass(frozen=True, slots=True)
class ActivityGroup:
    """One activity of the project document with its work rows."""

    uid: str
    heading: str  # "Activity 1.1."
    title: str
    rows: tuple[ActivityRow, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the indicator table or of Annex 1: its head as printed and the field that it shows."""

    key: str
    label: str
    field: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the form in the edition's order; what is filled depends on `kind`.

    kinds: cover, notes, questions, per_outcome, indicators, annex1. `labels` holds the printed
    labels of the kind, keyed as in the form edition, `columns` the columns of its table in their order.
    """

    key: str
    kind: str
    heading: str
    intro: str
    labels: dict[str, str] = field(default_factory=dict)
    as_table: bool = False
    questions: tuple[Question, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    indicator_groups: tuple[IndicatorGroup, ...] = ()
    activity_groups: tuple[ActivityGroup, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient organisation of the cover with its approved budget."""

    kind: str  # "RUNO", "CSO"
    name: str
    is_convening: bool
    approved: Decimal | None
    spent: Decimal | None


@dataclass(frozen=True, slots=True)
class Cover:
    """The values of the cover page (C1-C23); printed labels stand in the cover section."""

    country: str
    report_type: str  # "semi-annual", "annual", "final" as the form prints it
    year: int
    project_title: str
    gateway_number: str  # modality and number, "PRF 00111260"
    fund_kind: str  # "country", "regional" or ""
    fund_name: str
    recipients: tuple[Recipient, ...]
    first_transfer: date | None
    end_date: date | None
    ends_within_six_months: bool | None
    windows: tuple[Option, ...]
    total_budget: Decimal | None
    implementation_rate: Decimal | None  # percent
    rate_basis: str  # in words: "spent 1,000 of 2,000 US dollars, 3 of 4 organisations"
    gender_budget: Decimal | None
    gender_spent: Decimal | None
    gender_marker: str
    risk_marker: str
    focus_area: str
    prepared_by: str
    approved_by: str
    secretariat_reviewed: str  # "Yes", "No" or ""
    secretariat_comments: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or link that belongs to the report and is not internal; what is kept where the portal keeps files."""

    title: str
    kind: str  # in words, "Evaluation"
    dated: date | None
    file_name: str = ""
    url: str = ""  # http or https; empty where there is a file
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One report, whole: the only thing that a renderer gets."""

    title: str  # the form's heading line
    project_code: str
    project_title: str
    project_uid: str
    period_code: str
    period_label: str  # "January – June 2021"
    period_starts: date
    period_ends: date
    language: str  # BCP 47, of the edition
    is_draft: bool
    as_of: date
    draft_label: str  # "Draft, 21 November 2026"; empty for a final version
    not_provided: str  # "Not provided" in the edition's language
    cover: Cover
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()  # what the reader of the draft should know, e.g. who has not written
    attachments: tuple[Attachment, ...] = ()

    def section(self, kind: str) -> Section | None:
        """Return the first section of a kind, or None."""
        return next((section for section in self.sections if section.kind == kind), None)
