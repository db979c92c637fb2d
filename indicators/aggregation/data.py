"""What the arithmetic of progress takes and gives: frozen dataclasses and closed choices, no rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Direction(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"


class Combine(StrEnum):
    SUM = "sum"
    LATEST = "latest"
    MAXIMUM = "maximum"
    RATIO = "ratio"
    LEAD = "lead"
    NONE = "none"


class WhenMeasured(StrEnum):
    EVERY_ROUND = "every_round"
    YEARLY = "yearly"
    BASELINE_END = "baseline_end"


class Accumulation(StrEnum):
    SINCE_START = "since_start"
    IN_PERIOD = "in_period"


class MilestoneKind(StrEnum):
    PLANNED = "planned"
    ACHIEVED = "achieved"


class TargetSource(StrEnum):
    """Where the target to date comes from."""

    PERIOD = "period"
    MILESTONE = "milestone"
    LINEAR = "linear"
    END = "end"
    NONE = "none"


class Verdict(StrEnum):
    ON_TRACK = "on_track"
    OFF_TRACK = "off_track"
    ACHIEVED = "achieved"
    OVER_ACHIEVED = "over_achieved"
    NO_VERDICT = "no_verdict"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated value: planned is a target on the way, achieved is a result and never a target."""

    kind: MilestoneKind
    value: Decimal | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What was promised for one indicator; amounts are in `unit`, and unit "percent" means 0 to 100."""

    unit: str = ""
    direction: Direction = Direction.HIGHER
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    target_on: date | None = None
    target_is_ceiling: bool = False
    when_measured: WhenMeasured = WhenMeasured.EVERY_ROUND
    accumulation: Accumulation = Accumulation.SINCE_START
    combine: Combine = Combine.SUM
    milestones: tuple[Milestone, ...] = ()
    period_target: Decimal | None = None
    baseline_denominator: Decimal | None = None

    @property
    def is_percent(self) -> bool:
        """Tell whether the values are percentages, so that differences are percentage points."""
        return self.unit.strip().lower() in {"percent", "%"}

    @property
    def sign(self) -> Decimal:
        """Give 1 where higher is better and -1 where lower is better."""
        return Decimal(1) if self.direction == Direction.HIGHER else Decimal(-1)

    @property
    def holds_level(self) -> bool:
        """Tell whether the promise is to keep the baseline."""
        return self.baseline is not None and self.baseline == self.target

    @property
    def has_upper_limit(self) -> bool:
        """Tell whether the target is an "up to" limit; a falling target always is one and needs no care."""
        return self.target_is_ceiling and self.direction == Direction.HIGHER

    @property
    def contradicts_itself(self) -> bool:
        """Tell whether the target lies on the worse side of the baseline."""
        if self.baseline is None or self.target is None:
            return False
        return (
            self.target < self.baseline if self.direction == Direction.HIGHER else self.target > self.baseline
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """One office's figures for one period; for combine_periods also the combined figures of one period."""

    office: str = ""
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    women: Decimal | None = None
    men: Decimal | None = None
    under_30: Decimal | None = None
    measured_on: date | None = None
    period_starts: date | None = None
    period_ends: date | None = None
    not_measured: bool = False
    expected_on: date | None = None

    @property
    def has_parts(self) -> bool:
        """Tell whether both parts of a ratio are there."""
        return not self.not_measured and self.numerator is not None and self.denominator is not None


@dataclass(frozen=True, slots=True)
class Combined:
    """Several readings as one figure, with `reported` of `expected` readings that had a figure to combine."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    women: Decimal | None = None
    men: Decimal | None = None
    under_30: Decimal | None = None
    formula: str = ""
    reported: int = 0
    expected: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class TargetToDate:
    """What should have been reached by the cut-off; without a value the words say why."""

    value: Decimal | None
    source: TargetSource
    formula: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A value measured against its plan; percentages are 0 to 100, variance is value minus target."""

    value: Decimal | None
    variance: Decimal | None
    variance_words: str
    percent_achieved: Decimal | None
    percent_to_date: Decimal | None
    target_to_date: TargetToDate
    verdict: Verdict
    reason_needed: bool
    formula: str
    note: str
