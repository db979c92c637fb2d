"""Rows as real reports hold them: falling shares, ceilings, moving totals, words instead of figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from indicators.aggregation import (
    Combine,
    Direction,
    Milestone,
    MilestoneKind,
    Plan,
    Progress,
    Reading,
    TargetSource,
    Verdict,
    WhenMeasured,
    combine_offices,
    progress,
)

START, END = date(2018, 1, 1), date(2021, 7, 31)
BY_2020 = date(2020, 12, 31)


def final(plan: Plan, value: Decimal | int | None, **changes) -> Progress:
    amount = None if value is None else Decimal(value)
    return progress(plan, amount, project_start=START, project_end=END, cut_off=END, **changes)


def test_recidivism_fell_from_50_to_10_where_40_was_promised():
    recidivism = Plan(
        unit="percent",
        direction=Direction.LOWER,
        baseline=Decimal(50),
        target=Decimal(40),
        target_on=BY_2020,
        when_measured=WhenMeasured.BASELINE_END,
        combine=Combine.LEAD,
    )
    result = final(recidivism, 10)
    assert result.percent_achieved == 400
    assert result.formula == "(10 − 50) ÷ (40 − 50) = 400 % of the planned change"
    assert result.variance_words == "30 percentage points below the target"
    assert result.verdict == Verdict.OVER_ACHIEVED
    assert not result.reason_needed


def test_offenders_in_programmes_are_a_ratio_whose_total_moved():
    share = Plan(unit="percent", combine=Combine.RATIO)
    before = combine_offices(
        share, [Reading(office="UNODC", numerator=Decimal(200), denominator=Decimal(483))]
    )
    now = combine_offices(
        share,
        [Reading(office="UNODC", numerator=Decimal(450), denominator=Decimal(534), women=Decimal(90))],
    )
    assert before.formula == "200 ÷ 483 = 41.4 %"
    assert now.formula == "450 ÷ 534 = 84.3 %"
    assert now.women == 90
    assert before.value is not None
    promised = replace(
        share,
        baseline=before.value,
        baseline_denominator=before.denominator,
        target=before.value + 15,
        target_on=BY_2020,
    )
    result = final(promised, now.value, denominator=now.denominator)
    assert "= 285.7 % of the planned change" in result.formula
    assert result.verdict == Verdict.OVER_ACHIEVED
    assert "The total moved from 483 to 534" in result.note


def test_up_to_5_regulations_became_15():
    up_to_5 = Plan(
        unit="documents",
        baseline=Decimal(0),
        target=Decimal(5),
        target_on=BY_2020,
        target_is_ceiling=True,
        milestones=(Milestone(MilestoneKind.ACHIEVED, Decimal(10), date(2020, 6, 30)),),
    )
    result = final(up_to_5, 15)
    assert result.percent_achieved == 300
    assert result.verdict == Verdict.ACHIEVED
    assert "15 is above the ceiling of 5" in result.note
    assert result.target_to_date.source == TargetSource.END


def test_554_probation_clients_where_250_were_promised():
    clients = Plan(
        unit="persons",
        baseline=Decimal(0),
        target=Decimal(250),
        target_on=BY_2020,
        milestones=(Milestone(MilestoneKind.PLANNED, Decimal(135), date(2020, 6, 30)),),
    )
    result = final(clients, 554)
    assert result.formula == "(554 − 0) ÷ (250 − 0) = 221.6 % of the planned change"
    assert result.variance == 304
    assert result.verdict == Verdict.OVER_ACHIEVED
    assert "221.6 %" in result.note


def test_176_examinations_where_50_were_promised_without_a_year():
    result = final(Plan(unit="examinations", baseline=Decimal(0), target=Decimal(50)), 176)
    assert result.percent_achieved == 352
    assert result.verdict == Verdict.OVER_ACHIEVED


def test_all_experts_trained_is_achieved_and_nothing_more():
    experts = Plan(unit="percent", baseline=Decimal(0), target=Decimal(100), target_on=date(2019, 12, 31))
    result = final(experts, 100)
    assert (result.percent_achieved, result.verdict) == (100, Verdict.ACHIEVED)
    assert (result.variance, result.note) == (0, "")


def test_a_survey_that_was_cancelled_leaves_words_and_no_figure():
    perception = Plan(
        unit="percent",
        baseline=Decimal(16),
        target=Decimal(31),
        when_measured=WhenMeasured.BASELINE_END,
        combine=Combine.NONE,
    )
    in_words = final(perception, None)
    assert (in_words.percent_achieved, in_words.verdict) == (None, Verdict.NO_VERDICT)
    assert in_words.target_to_date.value == 31
    cancelled = final(perception, None, not_measured=True)
    assert cancelled.note == "Not measured this time."
    assert not cancelled.reason_needed
