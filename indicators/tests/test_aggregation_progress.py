"""Percent of the planned change, verdict and words for every case that has an answer."""

from dataclasses import replace
from datetime import date
from decimal import MAX_EMAX, Decimal
from typing import Any

import pytest

from indicators.aggregation import (
    Accumulation,
    Direction,
    Milestone,
    MilestoneKind,
    Plan,
    Progress,
    TargetSource,
    Verdict,
    WhenMeasured,
    percent_words,
    progress,
)

START, END = date(2020, 1, 1), date(2021, 12, 31)
HALFWAY = date(2020, 12, 31)  # 365 of 730 days


def D(number: str) -> Decimal:
    return Decimal(number)


def plan(baseline: str | None, target: str | None, **changes) -> Plan:
    amounts = {"baseline": baseline, "target": target}
    given: dict[str, Any] = {name: Decimal(value) for name, value in amounts.items() if value is not None}
    return replace(Plan(unit="persons"), **given, **changes)


def measured(promise: Plan, value: str | None, cut_off: date = END, **changes) -> Progress:
    amount = None if value is None else Decimal(value)
    return progress(promise, amount, project_start=START, project_end=END, cut_off=cut_off, **changes)


def test_a_rising_indicator_is_measured_from_its_baseline():
    result = measured(plan("20", "60"), "30")
    assert result.percent_achieved == 25
    assert result.formula == "(30 − 20) ÷ (60 − 20) = 25 % of the planned change"


def test_a_falling_indicator_rises_in_percent_as_it_falls():
    falling = plan("50", "40", direction=Direction.LOWER)
    assert measured(falling, "45").percent_achieved == 50
    assert measured(falling, "55").percent_achieved == -50
    assert measured(falling, "40").verdict == Verdict.ACHIEVED


def test_a_falling_indicator_may_aim_at_zero():
    to_zero = plan("20", "0", direction=Direction.LOWER)
    assert measured(to_zero, "5").percent_achieved == 75
    assert measured(to_zero, "0").verdict == Verdict.ACHIEVED
    assert measured(to_zero, "5").verdict == Verdict.OFF_TRACK


def test_a_zero_target_without_baseline_has_a_verdict_but_no_percentage():
    to_zero = plan(None, "0", direction=Direction.LOWER)
    result = measured(to_zero, "3")
    assert result.percent_achieved is None
    assert result.formula == "No percentage: the target is 0 and there is no baseline."
    assert result.verdict == Verdict.OFF_TRACK
    assert measured(to_zero, "0").verdict == Verdict.ACHIEVED


def test_a_zero_baseline_is_a_baseline():
    assert measured(plan("0", "250"), "100").percent_achieved == 40
    # Without a baseline this plan would have no percentage.
    assert measured(plan("0", "-10"), "-5").percent_achieved == 50


def test_without_baseline_a_rising_indicator_is_a_share_of_its_target():
    result = measured(plan(None, "80"), "20")
    assert result.percent_achieved == 25
    assert result.formula == "20 ÷ 80 = 25 % of the target"


def test_without_baseline_a_falling_indicator_has_no_percentage_and_says_so():
    result = measured(plan(None, "40", direction=Direction.LOWER), "45")
    assert result.percent_achieved is None
    assert "without a baseline" in result.formula


def test_without_baseline_the_margin_is_a_share_of_the_target():
    assert measured(plan(None, "100"), "90").verdict == Verdict.ON_TRACK
    assert measured(plan(None, "100"), "89").verdict == Verdict.OFF_TRACK


@pytest.mark.parametrize(
    ("direction", "value", "verdict"),
    [
        (Direction.HIGHER, "30", Verdict.ON_TRACK),
        (Direction.HIGHER, "31", Verdict.ON_TRACK),
        (Direction.HIGHER, "29", Verdict.OFF_TRACK),
        (Direction.LOWER, "29", Verdict.ON_TRACK),
        (Direction.LOWER, "31", Verdict.OFF_TRACK),
    ],
)
def test_a_level_to_hold_is_on_track_while_it_is_not_worse(direction, value, verdict):
    result = measured(plan("30", "30", direction=direction), value, cut_off=HALFWAY)
    assert result.verdict == verdict
    assert result.percent_achieved is None
    assert result.formula == "No percentage: the level of the baseline is to be held."


def test_a_level_that_was_held_to_the_end_is_achieved():
    assert measured(plan("30", "30"), "30").verdict == Verdict.ACHIEVED


def test_percentages_differ_by_percentage_points():
    share = plan("50", "40", unit="percent", direction=Direction.LOWER)
    result = measured(share, "10")
    assert result.variance == -30
    assert result.variance_words == "30 percentage points below the target"
    assert measured(share, "41").variance_words == "1 percentage point above the target"
    assert measured(share, "40.5").variance_words == "0.5 percentage points above the target"


def test_numbers_differ_by_numbers():
    assert measured(plan("0", "250"), "554").variance_words == "304 above the target"
    assert measured(plan("0", "250"), "250").variance_words == "equal to the target"


def test_a_ratio_names_a_denominator_that_moved():
    share = plan("41.4", "56.4", unit="percent", baseline_denominator=Decimal(483))
    assert "The total moved from 483 to 534" in measured(share, "84.3", denominator=Decimal(534)).note
    assert measured(share, "50", denominator=Decimal(483)).note == "Of a total of 483."


def test_more_than_a_ceiling_is_no_over_achievement_but_a_note():
    result = measured(plan("0", "5", target_is_ceiling=True), "15")
    assert result.verdict == Verdict.ACHIEVED
    assert result.percent_achieved == 300
    assert result.formula.endswith("= 300 % of the ceiling")
    assert result.note.startswith("15 is above the ceiling of 5")
    assert not result.reason_needed


def test_anything_counted_within_a_ceiling_keeps_the_promise():
    up_to_five = plan("0", "5", target_is_ceiling=True)
    assert measured(up_to_five, "1", cut_off=HALFWAY).verdict == Verdict.ON_TRACK
    assert measured(up_to_five, "3").verdict == Verdict.ACHIEVED
    assert measured(up_to_five, "3").note == "Within the ceiling."


def test_nothing_towards_a_ceiling_is_off_track_only_at_the_end():
    up_to_five = plan("0", "5", target_is_ceiling=True)
    assert measured(up_to_five, "0", cut_off=HALFWAY).verdict == Verdict.NO_VERDICT
    assert measured(up_to_five, "0").verdict == Verdict.OFF_TRACK


def test_a_milestone_on_the_way_to_a_ceiling_counts():
    milestone = Milestone(MilestoneKind.PLANNED, Decimal(3), date(2020, 6, 30))
    up_to_five = plan("0", "5", target_is_ceiling=True, milestones=(milestone,))
    assert measured(up_to_five, "1", cut_off=HALFWAY).verdict == Verdict.OFF_TRACK


def test_without_a_figure_there_is_no_percentage_and_no_reason_is_asked():
    result = measured(plan("0", "250"), None)
    assert (result.percent_achieved, result.variance, result.verdict) == (None, None, Verdict.NO_VERDICT)
    assert result.note == "No figure, so nothing is computed."
    assert not result.reason_needed


def test_not_measured_with_a_date_is_a_full_answer():
    result = measured(plan("0", "250"), None, not_measured=True, expected_on=date(2021, 9, 30))
    assert result.note == "Not measured this time; expected on 30 September 2021."
    assert not result.reason_needed


def test_a_figure_that_was_marked_not_measured_is_not_used():
    assert measured(plan("0", "250"), "10", not_measured=True).value is None


def test_without_a_target_there_is_no_percentage():
    result = measured(plan("0", None), "7")
    assert result.formula == "No percentage: there is no target in figures."
    assert (result.variance, result.verdict) == (None, Verdict.NO_VERDICT)


def test_a_target_of_the_period_is_enough_for_a_verdict():
    yearly = plan("0", None, period_target=Decimal(100), accumulation=Accumulation.IN_PERIOD)
    assert measured(yearly, "90").verdict == Verdict.ON_TRACK
    assert measured(yearly, "89").verdict == Verdict.OFF_TRACK
    assert measured(yearly, "89").percent_to_date == 89


def test_far_over_achievement_is_noted_beyond_one_and_a_half_times():
    assert measured(plan("0", "100"), "151").note.startswith("Far beyond the target (151 %)")
    assert measured(plan("0", "100"), "150").note == ""
    assert measured(plan("0", "100"), "150").verdict == Verdict.OVER_ACHIEVED


def test_a_target_on_the_worse_side_of_the_baseline_gets_no_verdict():
    result = measured(plan("50", "40"), "45")
    assert result.verdict == Verdict.NO_VERDICT
    assert "check the direction" in result.note


@pytest.mark.parametrize(("value", "verdict"), [("40", Verdict.ON_TRACK), ("39", Verdict.OFF_TRACK)])
def test_the_margin_is_a_share_of_the_planned_change(value, verdict):
    # Halfway 50 of 100 are expected; a tenth of the planned change may be missing.
    result = measured(plan("0", "100"), value, cut_off=HALFWAY)
    assert result.target_to_date.value == 50
    assert result.verdict == verdict


def test_the_margin_works_in_the_direction_of_a_falling_indicator():
    falling = plan("100", "0", direction=Direction.LOWER)
    assert measured(falling, "60", cut_off=HALFWAY).verdict == Verdict.ON_TRACK
    assert measured(falling, "61", cut_off=HALFWAY).verdict == Verdict.OFF_TRACK


def test_the_margin_can_be_set():
    assert measured(plan("0", "100"), "30", cut_off=HALFWAY, margin=D("0.20")).verdict == Verdict.ON_TRACK
    assert measured(plan("0", "100"), "49", cut_off=HALFWAY, margin=D("0")).verdict == Verdict.OFF_TRACK


def test_a_reason_is_asked_when_off_track_and_never_otherwise():
    values = ["0", "39", "40", "99", "100", "101", "500"]
    results = [measured(plan("0", "100"), value, cut_off=HALFWAY) for value in values]
    assert [result.reason_needed for result in results] == [True, True, False, False, False, False, False]


def test_percent_to_date_compares_with_what_was_due():
    result = measured(plan("0", "100"), "40", cut_off=HALFWAY)
    assert (result.percent_achieved, result.percent_to_date) == (40, 80)


def test_a_planned_dip_has_no_percentage_to_date():
    dip = Milestone(MilestoneKind.PLANNED, Decimal(5), date(2020, 6, 30))
    result = measured(plan("10", "60", milestones=(dip,)), "7", cut_off=HALFWAY)
    assert result.percent_to_date is None
    assert result.verdict == Verdict.ON_TRACK


def test_no_expected_level_means_no_verdict_before_the_end():
    at_the_end = plan("0", "100", when_measured=WhenMeasured.BASELINE_END)
    early = measured(at_the_end, "10", cut_off=HALFWAY)
    assert early.verdict == Verdict.NO_VERDICT
    assert "no verdict before the end" in early.note
    assert measured(at_the_end, "10").verdict == Verdict.OFF_TRACK


def test_a_target_reached_early_is_achieved_even_without_an_expected_level():
    at_the_end = plan("0", "100", when_measured=WhenMeasured.BASELINE_END)
    assert measured(at_the_end, "100", cut_off=HALFWAY).verdict == Verdict.ACHIEVED


def test_at_the_end_an_old_milestone_does_not_excuse_a_missed_target():
    milestone = Milestone(MilestoneKind.PLANNED, Decimal(135), date(2020, 6, 30))
    result = measured(plan("0", "250", milestones=(milestone,)), "140")
    assert result.target_to_date.source == TargetSource.END
    assert result.verdict == Verdict.OFF_TRACK


def test_figures_too_large_to_compute_with_have_no_percentage_and_no_error():
    result = measured(plan(f"-9E+{MAX_EMAX}", "1"), f"9E+{MAX_EMAX}")
    assert result.percent_achieved is None
    assert result.formula == "No percentage: the figures are too large to compute with."


def test_negative_amounts_stand_in_brackets():
    assert (
        measured(plan("-10", "10"), "0").formula == "(0 − (−10)) ÷ (10 − (−10)) = 50 % of the planned change"
    )


def test_short_of_the_target_is_never_printed_as_a_hundred_per_cent():
    assert percent_words(D("99.96")) == "99.9 %"
    assert percent_words(D("100")) == "100 %"
    assert percent_words(D("41.4078")) == "41.4 %"


def test_long_numbers_are_grouped_and_need_no_separator_of_a_language():
    assert measured(plan("0", "20000"), "10000").formula.startswith("(10\N{NO-BREAK SPACE}000 − 0)")
    assert measured(plan("0", "2000"), "1377").formula.startswith("(1377 − 0)")
