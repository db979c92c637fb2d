"""Points about indicators: what is found and what is left alone."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checks.data import CheckInput, Finding, IndicatorReading
from checks.readings import (
    cumulative_falls,
    far_above_target,
    indicator_without_answer,
    off_track_without_reason,
    split_above_total,
    split_missing,
)

RULES: list[Callable[[CheckInput], Iterable[Finding]]] = [
    cumulative_falls,
    far_above_target,
    indicator_without_answer,
    off_track_without_reason,
    split_above_total,
    split_missing,
]


def points(rule: Callable[[CheckInput], Iterable[Finding]], **given: Any) -> list[Finding]:
    """Return what a rule finds about one indicator of persons."""
    indicator_reading: dict[str, Any] = {
        "code": "1.1.2",
        "title": "Staff who apply the law",
        "unit": "persons",
    } | given
    return list(
        rule(
            CheckInput(
                period_starts=date(2021, 1, 1),
                period_ends=date(2021, 6, 30),
                project_starts=date(2018, 1, 12),
                project_ends=date(2022, 12, 31),
                today=date(2021, 7, 5),
                indicator_readings=(
                    IndicatorReading("indicator/abc", "Indicator 1.1.2", "UNODC", **indicator_reading),
                ),
            )
        )
    )


@pytest.mark.parametrize("rule", RULES)
def test_a_good_answer_raises_no_point(rule: Callable[[CheckInput], Iterable[Finding]]) -> None:
    good = {
        "value": Decimal(260),
        "last_value": Decimal(200),
        "target": Decimal(250),
        "asks_sex": True,
        "asks_age": True,
        "women": 97,
        "men": 163,
        "under_30": 0,
    }
    assert points(rule, **good) == []


def test_an_indicator_that_is_due_needs_a_figure_or_a_reason() -> None:
    (found,) = points(indicator_without_answer)
    assert (found.address, found.field, found.where, found.office) == (
        "indicator/abc",
        "value",
        "Indicator 1.1.2",
        "UNODC",
    )
    assert found.sentence.startswith("No figure yet")
    assert points(indicator_without_answer, not_measured_because="The survey was cancelled.") == []
    assert points(indicator_without_answer, is_expected=True) == []
    assert points(indicator_without_answer, is_due=False) == []


def test_zero_is_a_figure_and_a_dash_is_no_reason() -> None:
    assert points(indicator_without_answer, value=Decimal(0)) == []
    assert len(points(indicator_without_answer, not_measured_because="-")) == 1


def test_a_text_alone_answers_only_an_indicator_without_a_unit() -> None:
    (found,) = points(indicator_without_answer, progress="260 staff apply the law")
    assert found.sentence.startswith("A text without its figure")
    assert found.about == "260 staff apply the law"
    assert points(indicator_without_answer, progress="The law was adopted", unit="") == []


def test_off_track_needs_a_reason() -> None:
    (found,) = points(
        off_track_without_reason, needs_reason=True, value=Decimal(100), percent_achieved=Decimal("40.04")
    )
    assert found.field == "variance_reason"
    assert "40%" in found.sentence
    assert points(off_track_without_reason, needs_reason=True, variance_reason="Quarantine.") == []
    assert points(off_track_without_reason, value=Decimal(100)) == []


@pytest.mark.parametrize("achieved", [None, Decimal(-20), Decimal(200)])
def test_a_percentage_that_would_puzzle_is_left_out(achieved: Decimal | None) -> None:
    (found,) = points(off_track_without_reason, needs_reason=True, percent_achieved=achieved)
    assert found.sentence.startswith("Off track, and no reason")


def test_every_missing_part_of_the_split_is_named() -> None:
    (found,) = points(split_missing, value=Decimal(260), asks_sex=True, asks_age=True, women=97)
    assert "missing: men, people under 30." in found.sentence
    assert found.field == "men"
    (found,) = points(split_missing, value=Decimal("84.3"), unit="percent", asks_age=True)
    assert (found.field, "missing: people under 30." in found.sentence) == ("under_30", True)


def test_a_split_is_not_missed_where_it_is_not_asked_or_nobody_was_counted() -> None:
    assert points(split_missing, value=Decimal(260)) == []
    assert points(split_missing, value=Decimal(0), asks_sex=True) == []
    assert points(split_missing, value=None, asks_sex=True) == []
    assert points(split_missing, value=Decimal(2), asks_sex=True, women=2, men=0) == []


def test_a_split_above_its_total_is_found() -> None:
    (found,) = points(split_above_total, value=Decimal(28), asks_sex=True, women=20, men=28)
    assert "20 women and 28 men make 48, but the figure is 28" in found.sentence
    (found,) = points(split_above_total, value=Decimal(28), asks_sex=True, women=30)
    assert (found.field, found.sentence.startswith("30 women, but only 28")) == ("women", True)
    (found,) = points(split_above_total, value=Decimal(28), asks_sex=True, men=30)
    assert (found.field, found.sentence.startswith("30 men, but only 28")) == ("men", True)
    (found,) = points(split_above_total, value=Decimal(28), asks_age=True, under_30=29)
    assert found.field == "under_30"


def test_a_split_equal_to_its_total_or_of_a_percentage_is_left_alone() -> None:
    assert points(split_above_total, value=Decimal(48), asks_sex=True, women=20, men=28, under_30=48) == []
    assert (
        points(split_above_total, value=Decimal(84), unit="percent", asks_sex=True, women=90, men=360) == []
    )
    assert points(split_above_total, value=None, asks_sex=True, women=90) == []
    assert points(split_above_total, value=Decimal(10), unit="laws", women=90) == []


def test_a_total_since_the_start_that_falls_is_found() -> None:
    (found,) = points(cumulative_falls, value=Decimal(1125), last_value=Decimal(1377))
    assert "from 1,377 to 1,125" in found.sentence
    assert found.about == "1,377 / 1,125"


@pytest.mark.parametrize(
    "given",
    [{"is_cumulative": False}, {"is_lower_better": True}, {"unit": "percent"}, {"unit": "% of staff"}],
)
def test_figures_that_may_fall_are_left_alone(given: dict[str, Any]) -> None:
    assert points(cumulative_falls, value=Decimal(10), last_value=Decimal(50), **given) == []


def test_an_equal_or_unknown_earlier_figure_is_no_fall() -> None:
    assert points(cumulative_falls, value=Decimal(10), last_value=Decimal(10)) == []
    assert points(cumulative_falls, value=Decimal(10)) == []
    assert points(cumulative_falls, last_value=Decimal(10)) == []


def test_a_figure_far_above_its_target_needs_a_word() -> None:
    (found,) = points(far_above_target, value=Decimal(176), target=Decimal(50))
    assert "176 is 352% of the target of 50" in found.sentence
    assert found.field == "variance_reason"
    assert points(far_above_target, value=Decimal(176), target=Decimal(50), variance_reason="New law.") == []


def test_one_and_a_half_times_the_target_is_not_far_above() -> None:
    assert points(far_above_target, value=Decimal(75), target=Decimal(50)) == []
    assert len(points(far_above_target, value=Decimal("75.1"), target=Decimal(50))) == 1


def test_any_figure_above_a_ceiling_needs_a_word() -> None:
    (found,) = points(far_above_target, value=Decimal(6), target=Decimal(5), target_is_ceiling=True)
    assert "“up to 5”" in found.sentence
    assert points(far_above_target, value=Decimal(5), target=Decimal(5), target_is_ceiling=True) == []


@pytest.mark.parametrize(
    "given",
    [{"target": Decimal(0)}, {"target": None}, {"is_lower_better": True}, {"needs_reason": True}],
)
def test_far_above_is_silent_without_a_target_and_where_a_reason_is_asked_already(
    given: dict[str, Any],
) -> None:
    assert points(far_above_target, **({"value": Decimal(176), "target": Decimal(50)} | given)) == []


@pytest.mark.parametrize("empty", ["-", "N/A", "tbd"])
def test_a_word_for_nothing_is_no_reason_and_no_progress(empty: str) -> None:
    assert points(off_track_without_reason, needs_reason=True, variance_reason=empty)
    assert points(indicator_without_answer, not_measured_because=empty)
    (found,) = points(indicator_without_answer, progress=empty)
    assert found.sentence.startswith("No figure yet")


@pytest.mark.parametrize("rule", [cumulative_falls, far_above_target])
@pytest.mark.parametrize(
    "words",
    [
        {"variance_reason": "Two courses were counted twice last year."},
        {"progress": "310, because the courses moved online."},
        {"progress": "The earlier figure held two courses twice."},
        {"progress": "Corrected after a recount."},
        {"progress": "The demand was high due to the new law."},
    ],
)
def test_a_figure_with_its_reason_is_not_asked_about(
    rule: Callable[[CheckInput], Iterable[Finding]], words: dict[str, str]
) -> None:
    figures = {"value": Decimal(310), "last_value": Decimal(400), "target": Decimal(200)}
    assert not points(rule, **figures, **words)
    for text in ("310 staff of correctional centres apply the law.", "", "310 since the start"):
        assert points(rule, **figures, progress=text, variance_reason="-")
