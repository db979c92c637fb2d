"""What the rules read and say: frozen data, no request, no ORM. One `CheckInput` is an input or a whole report."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.answers import says_something


class Severity(StrEnum):
    """How much a point asks of the writer."""

    STOP = "stop"  # passes with one written reason
    FIGURE = "figure"  # asks one sentence, which the reviewer reads
    HINT = "hint"  # dismissed with one click, for as long as the text stays


@dataclass(frozen=True, slots=True)
class Text:
    """One running text. `where` says in words where it stands; `tells` is False where plans are asked for."""

    address: str  # see projects.addresses
    field: str  # "progress", "next_steps", "text", "variance_reason" …
    where: str  # "Row 3, progress achieved"
    text: str
    office: str = ""  # short name; empty for a joint text
    limit: int | None = None  # characters
    tells: bool = True
    is_new: bool = True  # False for a text that an earlier report printed already (a row carried over)


@dataclass(frozen=True, slots=True)
class Row:
    """One office's part of a work row; `status` is a key such as "ongoing" or "completed", or empty."""

    address: str
    where: str  # "Row 3"
    office: str
    title: str
    activity_code: str
    status: str
    progress: str
    next_steps: str
    texts: tuple[tuple[str, str], ...] = ()  # (field, text) of all but the progress
    is_carried: bool = False  # completed in an earlier period and not written again
    is_old_text: bool = False  # the progress is the text that an earlier report printed
    is_covered: bool = False  # another office wrote it together with this one

    @property
    def is_written(self) -> bool:
        """Answer whether the office's part is written, by itself, before or by another office."""
        return self.is_carried or self.is_covered or says_something(self.progress)


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """One office's (or, with office "", the joint) reading of an indicator, in the indicator's unit.

    Where several offices report an indicator, the target is the joint reading's alone; missing figures, splits and
    falls are asked of each office.
    """

    address: str
    where: str  # "Indicator 1.1.1"
    office: str
    code: str
    title: str
    unit: str
    target: Decimal | None = None
    target_is_ceiling: bool = False
    is_lower_better: bool = False
    is_cumulative: bool = True
    is_due: bool = True
    asks_sex: bool = False
    asks_age: bool = False
    progress: str = ""
    value: Decimal | None = None
    last_value: Decimal | None = None  # of the latest earlier period
    women: int | None = None
    men: int | None = None
    under_30: int | None = None
    not_measured_because: str = ""
    is_expected: bool = False  # "expected on" is filled
    variance_reason: str = ""
    needs_reason: bool = False  # off track, by indicators.aggregation
    percent_achieved: Decimal | None = None

    @property
    def has_reason(self) -> bool:
        """Answer whether it says why there is no figure, or when there will be one."""
        return says_something(self.not_measured_because) or self.is_expected


@dataclass(frozen=True, slots=True)
class Required:
    """One question that must be answered."""

    address: str
    where: str
    is_answered: bool
    office: str = ""


@dataclass(frozen=True, slots=True)
class CheckInput:
    """Everything the rules look at. Codes are as printed, in the order of the form; money in US dollars."""

    period_starts: date
    period_ends: date
    project_starts: date
    project_ends: date
    today: date
    is_final: bool = False
    texts: tuple[Text, ...] = ()
    rows: tuple[Row, ...] = ()
    indicator_readings: tuple[IndicatorReading, ...] = ()
    required: tuple[Required, ...] = ()
    activity_codes: tuple[str, ...] = ()
    indicator_codes: tuple[tuple[str, str], ...] = ()  # (place, code)
    outcomes: int = 0
    gender_marker: str = ""  # "GM0" … "GM3"
    gender_budget: Decimal | None = None
    total_budget: Decimal | None = None
    is_whole: bool = False  # the joint report, not one office's input


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found; `about` is the text or figure that it is about, so that an answer lasts while that stays."""

    address: str
    sentence: str
    where: str = ""
    field: str = ""
    office: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table of rules."""

    key: str
    severity: Severity
    find: Callable[[CheckInput], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A finding with its rule: what pages, documents and tests show."""

    rule: str
    severity: Severity
    address: str
    field: str
    where: str
    office: str
    sentence: str
    text_hash: str

    @property
    def key(self) -> str:
        """Return what names this point for as long as the text stays: sixteen hexadecimal characters."""
        parts = (self.rule, self.address, self.field, self.office, self.text_hash)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def text_hash(text: str) -> str:
    """Return sixteen hexadecimal characters that identify a text, blanks at its ends aside."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


def finding_in(text: Text, sentence: str, about: str) -> Finding:
    """Return a finding about a text, kept apart from others by the words that it is about."""
    return Finding(
        address=text.address,
        sentence=sentence,
        where=text.where,
        field=text.field,
        office=text.office,
        about=about,
    )
