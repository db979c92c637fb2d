"""Several organisations or periods as one figure: by the rule, and never with an invented 0."""

from datetime import date
from decimal import MAX_EMAX, Decimal
from typing import Any

import pytest

from indicators.aggregation import (
    Accumulation,
    Combine,
    Combined,
    Plan,
    Reading,
    combine_offices,
    combine_periods,
)


def reading(office: str, value: str | None = None, **details) -> Reading:
    """Make a reading; figures may be given as whole numbers."""
    given: dict[str, Any] = {
        name: Decimal(detail) if type(detail) is int else detail for name, detail in details.items()
    }
    return Reading(office=office, value=None if value is None else Decimal(value), **given)


def offices(rule: Combine, *readings: Reading, unit: str = "persons") -> Combined:
    return combine_offices(Plan(unit=unit, combine=rule), readings)


def june(value: str | None, **amounts) -> Reading:
    return reading("", value, period_starts=date(2021, 1, 1), period_ends=date(2021, 6, 30), **amounts)


def november(value: str | None, **amounts) -> Reading:
    return reading("", value, period_starts=date(2021, 1, 1), period_ends=date(2021, 11, 30), **amounts)


def second_half(value: str | None, **amounts) -> Reading:
    return reading("", value, period_starts=date(2021, 7, 1), period_ends=date(2021, 12, 31), **amounts)


def periods(accumulation: Accumulation, *readings: Reading, rule: Combine = Combine.SUM) -> Combined:
    return combine_periods(Plan(unit="persons", accumulation=accumulation, combine=rule), readings)


# Offices


def test_a_sum_adds_and_shows_its_terms():
    combined = offices(Combine.SUM, reading("UNDP", "120"), reading("UNICEF", "15"))
    assert (combined.value, combined.formula, combined.note) == (135, "120 + 15 = 135", "")


def test_missing_is_never_zero():
    combined = offices(Combine.SUM, reading("UNDP", "120"), reading("UNICEF"), reading("OHCHR", "5"))
    assert (combined.value, combined.reported, combined.expected) == (125, 2, 3)
    assert combined.note == "2 of 3 organisations."


def test_figures_too_large_to_add_are_no_figure_and_no_error():
    combined = offices(Combine.SUM, reading("UNDP", f"9E+{MAX_EMAX}"), reading("UNICEF", f"9E+{MAX_EMAX}"))
    assert (combined.value, combined.note) == (None, "The figures are too large to add.")


def test_all_not_measured_leaves_each_organisation_its_sentence():
    combined = offices(Combine.SUM, reading("UNDP", not_measured=True), reading("UNICEF", not_measured=True))
    assert (
        combined.note == "0 of 2 organisations. UNDP: Not measured this time. UNICEF: Not measured this time."
    )


def test_a_zero_that_was_reported_is_a_figure():
    combined = offices(Combine.SUM, reading("UNDP", "0"), reading("UNICEF"))
    assert (combined.value, combined.reported) == (0, 1)


@pytest.mark.parametrize("rule", list(Combine))
def test_nobody_reported_is_no_figure(rule):
    combined = offices(rule, reading("UNDP"), reading("UNICEF"))
    assert combined.value is None
    assert combined.note


def test_women_men_and_under_30_are_added_with_a_sum():
    combined = offices(
        Combine.SUM,
        reading("UNDP", "10", women=4, men=6, under_30=1),
        reading("UNICEF", "5", women=3, men=2, under_30=5),
    )
    assert (combined.women, combined.men, combined.under_30) == (7, 8, 6)


def test_a_split_that_not_everyone_gave_says_so():
    combined = offices(Combine.SUM, reading("UNDP", "10", women=4), reading("UNICEF", "5"))
    assert (combined.women, combined.men) == (4, None)
    assert combined.note == "Not everyone gave the split: women 1/2."


def test_a_split_without_a_total_is_not_added():
    combined = offices(Combine.SUM, reading("UNDP", "10", women=4), reading("UNICEF", None, women=9))
    assert combined.women == 4


def test_added_percentages_are_questioned():
    combined = offices(Combine.SUM, reading("UNDP", "40"), reading("UNICEF", "50"), unit="percent")
    assert "parts of the same whole" in combined.note


def test_latest_takes_the_figure_measured_last_with_its_split():
    combined = offices(
        Combine.LATEST,
        reading("UNDP", "40", women=10, measured_on=date(2021, 6, 1)),
        reading("UNICEF", "45", women=20, measured_on=date(2021, 6, 30)),
    )
    assert (combined.value, combined.women) == (45, 20)
    assert combined.formula == "UNICEF: 45, measured on 30 June 2021"


def test_latest_of_the_same_day_is_the_first_in_the_order():
    same_day = date(2021, 6, 1)
    first, second = reading("UNDP", "40", measured_on=same_day), reading("UNICEF", "45", measured_on=same_day)
    assert offices(Combine.LATEST, first, second).value == 40
    assert offices(Combine.LATEST, second, first).value == 45


def test_latest_without_dates_says_how_it_chose():
    combined = offices(Combine.LATEST, reading("UNDP", "40"), reading("UNICEF", "45"))
    assert combined.value == 40
    assert "first in the order" in combined.note


def test_the_same_people_do_not_add_up_under_maximum():
    combined = offices(Combine.MAXIMUM, reading("UNDP", "40", women=9), reading("UNICEF", "45", women=8))
    assert (combined.value, combined.women) == (45, 8)
    assert combined.formula == "Highest figure: UNICEF: 45"


def test_a_ratio_adds_its_parts_and_not_its_percentages():
    combined = offices(
        Combine.RATIO,
        reading("UNDP", numerator=90, denominator=100),
        reading("UNICEF", numerator=10, denominator=300),
        unit="percent",
    )
    assert combined.value == 25
    assert (combined.numerator, combined.denominator) == (100, 400)
    assert combined.formula == "(90 + 10) ÷ (100 + 300) = 25 %"


def test_a_ratio_in_another_unit_is_not_multiplied():
    assert offices(Combine.RATIO, reading("UNDP", numerator=3, denominator=2)).value == Decimal("1.5")


def test_a_ratio_of_nothing_has_no_value_and_says_so():
    combined = offices(Combine.RATIO, reading("UNDP", numerator=0, denominator=0), unit="percent")
    assert (combined.value, combined.denominator) == (None, 0)
    assert combined.note == "The total is 0, so there is no ratio."


def test_a_ratio_leaves_out_who_gave_a_percentage_only():
    combined = offices(
        Combine.RATIO,
        reading("UNDP", numerator=1, denominator=4, women=1),
        reading("UNICEF", "80"),
        unit="percent",
    )
    assert (combined.value, combined.reported) == (25, 1)
    assert "not given: UNICEF" in combined.note


def test_one_percentage_alone_may_stand_without_its_parts():
    assert offices(Combine.RATIO, reading("UNDP", "80"), reading("UNICEF"), unit="percent").value == 80


def test_two_percentages_without_parts_do_not_combine():
    combined = offices(Combine.RATIO, reading("UNDP", "80"), reading("UNICEF", "60"), unit="percent")
    assert combined.value is None
    assert "two parts of the ratio" in combined.note


def test_the_lead_speaks_for_all():
    combined = offices(Combine.LEAD, reading("UNDP", "40"), reading("UNICEF", "45"))
    assert (combined.value, combined.formula) == (40, "UNDP: 40")


def test_nobody_speaks_for_a_silent_lead():
    combined = offices(Combine.LEAD, reading("UNDP"), reading("UNICEF", "45"))
    assert combined.value is None
    assert "The lead, UNDP, has given no figure." in combined.note


def test_figures_that_are_not_combined_have_no_number():
    combined = offices(Combine.NONE, reading("UNDP", "40"), reading("UNICEF", "45"))
    assert (combined.value, combined.reported) == (None, 2)
    assert "side by side" in combined.note


def test_not_measured_is_named_with_its_date_and_not_counted():
    waiting = reading("OHCHR", "99", not_measured=True, expected_on=date(2021, 9, 30))
    combined = offices(Combine.SUM, reading("UNDP", "40"), waiting)
    assert (combined.value, combined.reported) == (40, 1)
    assert "OHCHR: Not measured this time; expected on 30 September 2021." in combined.note


@pytest.mark.parametrize("rule", list(Combine))
def test_an_indicator_of_nobody_has_no_figure(rule):
    assert offices(rule).value is None


# Periods


def test_since_the_start_the_latest_period_stands_and_nothing_is_added():
    combined = periods(Accumulation.SINCE_START, june("141", women=50), second_half("191", women=70))
    assert (combined.value, combined.women) == (191, 70)
    assert combined.formula == "Since the start, as of 31 December 2021: 191"


def test_since_the_start_overlapping_periods_are_no_trouble():
    assert periods(Accumulation.SINCE_START, june("141"), november("191")).value == 191


def test_a_latest_period_without_figure_leaves_the_earlier_one_and_says_so():
    combined = periods(Accumulation.SINCE_START, june("141"), second_half(None))
    assert combined.value == 141
    assert "an earlier one stands here" in combined.note


def test_figures_of_separate_periods_are_added_under_sum():
    combined = periods(Accumulation.IN_PERIOD, june("141", women=50), second_half("50", women=20))
    assert (combined.value, combined.women, combined.formula) == (191, 70, "141 + 50 = 191")


def test_figures_of_overlapping_periods_are_never_added():
    combined = periods(Accumulation.IN_PERIOD, june("141"), november("191"))
    assert combined.value is None
    assert "the periods overlap" in combined.note


def test_periods_that_share_one_day_overlap():
    next_half = reading("", "1", period_starts=date(2021, 6, 30), period_ends=date(2021, 12, 31))
    assert periods(Accumulation.IN_PERIOD, june("141"), next_half).value is None


def test_a_long_period_overlaps_more_than_its_neighbour():
    whole = reading("", "1", period_starts=date(2020, 1, 1), period_ends=date(2021, 12, 31))
    assert periods(Accumulation.IN_PERIOD, whole, june("2"), second_half("3")).value is None


@pytest.mark.parametrize("rule", [rule for rule in Combine if rule != Combine.SUM])
def test_only_what_adds_up_between_organisations_adds_up_between_periods(rule):
    combined = periods(Accumulation.IN_PERIOD, june("141"), second_half("50"), rule=rule)
    assert combined.value is None
    assert "only for indicators that add up" in combined.note


def test_one_period_alone_needs_no_adding():
    assert periods(Accumulation.IN_PERIOD, june("141"), rule=Combine.LATEST).value == 141


def test_a_period_without_figure_is_not_zero_and_is_counted():
    combined = periods(Accumulation.IN_PERIOD, june("141"), second_half(None))
    assert (combined.value, combined.note) == (141, "1 of 2 periods.")


def test_periods_without_dates_are_not_added():
    assert "first and a last day" in periods(Accumulation.IN_PERIOD, june("1"), reading("", "2")).note


def test_a_last_period_that_was_not_measured_says_when_it_will_be():
    later = second_half(None, not_measured=True, expected_on=date(2022, 3, 1))
    assert periods(Accumulation.SINCE_START, june(None), later).note.endswith("expected on 1 March 2022.")


def test_no_period_with_a_figure_is_no_figure():
    assert periods(Accumulation.SINCE_START).value is None
    assert periods(Accumulation.IN_PERIOD, june(None)).note == "No period has a figure yet."


def test_a_moving_total_is_named():
    plan = Plan(unit="percent", combine=Combine.RATIO)
    combined = combine_periods(
        plan, [june(None, numerator=200, denominator=483), second_half(None, numerator=450, denominator=534)]
    )
    assert combined.formula == "Since the start, as of 31 December 2021: 84.3 %"
    assert "The total moved from 483 to 534" in combined.note
