"""What should have been reached by a date, and which periods ask for an indicator."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators.aggregation import (
    Milestone,
    MilestoneKind,
    Plan,
    TargetSource,
    TargetToDate,
    WhenMeasured,
    is_due,
    not_due_words,
    target_to_date,
)

START, END = date(2020, 1, 1), date(2021, 12, 31)
HALFWAY = date(2020, 12, 31)
RISING = Plan(baseline=Decimal(0), target=Decimal(100))


def planned(value: int, due_on: date | None) -> Milestone:
    return Milestone(MilestoneKind.PLANNED, Decimal(value), due_on)


def expected(plan: Plan, cut_off: date) -> TargetToDate:
    return target_to_date(plan, START, cut_off, END)


def test_the_target_of_the_period_comes_first():
    promise = replace(RISING, period_target=Decimal(12), milestones=(planned(60, date(2020, 6, 30)),))
    for cut_off in (HALFWAY, END):
        found = expected(promise, cut_off)
        assert (found.value, found.source) == (12, TargetSource.PERIOD)
    assert found.formula == "Target of this period: 12"


def test_the_latest_planned_milestone_that_has_come_due_is_taken():
    promise = replace(
        RISING,
        milestones=(planned(60, HALFWAY), planned(20, date(2020, 6, 30)), planned(80, date(2021, 6, 30))),
    )
    found = expected(promise, HALFWAY)
    assert (found.value, found.source) == (60, TargetSource.MILESTONE)
    assert found.formula == "Milestone 60 of 31 December 2020"


def test_an_achieved_milestone_is_a_value_and_no_target():
    achieved = Milestone(MilestoneKind.ACHIEVED, Decimal(90), date(2020, 6, 30))
    assert expected(replace(RISING, milestones=(achieved,)), HALFWAY).source == TargetSource.LINEAR


def test_a_milestone_without_date_or_value_is_no_target():
    undated = planned(90, None)
    in_words = Milestone(MilestoneKind.PLANNED, None, date(2020, 6, 30))
    assert expected(replace(RISING, milestones=(undated, in_words)), HALFWAY).source == TargetSource.LINEAR


def test_between_baseline_and_target_the_way_is_straight():
    found = expected(RISING, HALFWAY)
    assert (found.value, found.source) == (50, TargetSource.LINEAR)
    assert found.formula == "0 + (100 − 0) × 365 of 730 days = 50"


def test_a_falling_indicator_has_a_straight_way_too():
    assert expected(replace(RISING, baseline=Decimal(50), target=Decimal(10)), HALFWAY).value == 30


def test_the_way_ends_at_the_date_of_the_target():
    by_2020 = replace(RISING, target_on=date(2020, 12, 31))
    assert expected(by_2020, date(2020, 7, 1)).value == Decimal(100) * 182 / 365
    for cut_off in (HALFWAY, END):
        assert (expected(by_2020, cut_off).value, expected(by_2020, cut_off).source) == (
            100,
            TargetSource.END,
        )


def test_before_the_project_the_baseline_is_expected():
    assert expected(replace(RISING, baseline=Decimal(7)), date(2019, 5, 1)).value == 7


@pytest.mark.parametrize("when", [WhenMeasured.YEARLY, WhenMeasured.BASELINE_END])
def test_what_is_not_measured_every_round_expects_nothing_before_the_end(when):
    promise = replace(RISING, when_measured=when)
    assert expected(promise, HALFWAY).source == TargetSource.NONE
    assert expected(promise, END).value == 100


def test_without_baseline_nothing_is_expected_before_the_end():
    found = expected(replace(RISING, baseline=None), HALFWAY)
    assert found.value is None
    assert "Without a baseline" in found.formula


def test_a_ceiling_sets_no_pace():
    assert expected(replace(RISING, target_is_ceiling=True), HALFWAY).source == TargetSource.NONE


def test_without_target_nothing_is_expected():
    assert expected(replace(RISING, target=None), END).formula == "There is no target in figures."


def test_a_project_without_dates_expects_nothing_and_says_so():
    found = target_to_date(RISING, None, HALFWAY, None)
    assert found.source == TargetSource.NONE
    assert "dates of the project" in found.formula


def test_a_project_of_one_day_divides_by_nothing():
    assert target_to_date(RISING, START, START, START).value == 100
    assert target_to_date(RISING, START, date(2019, 1, 1), START).value == 0


@pytest.mark.parametrize(
    ("when", "june", "november", "final"),
    [
        (WhenMeasured.EVERY_ROUND, True, True, True),
        (WhenMeasured.YEARLY, False, True, True),
        (WhenMeasured.BASELINE_END, False, False, True),
    ],
)
def test_a_period_asks_only_for_what_is_due(when, june, november, final):
    promise = replace(RISING, when_measured=when)
    assert is_due(promise, period_ends=date(2021, 6, 30)) is june
    assert is_due(promise, period_ends=date(2021, 11, 15)) is november
    assert is_due(promise, period_ends=date(2021, 3, 31), is_final=True) is final


def test_what_is_not_due_says_so():
    assert "annual report" in not_due_words(replace(RISING, when_measured=WhenMeasured.YEARLY))
    assert "end of the project" in not_due_words(replace(RISING, when_measured=WhenMeasured.BASELINE_END))
