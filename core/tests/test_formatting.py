"""Figures, money, dates and periods in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from core import formatting


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("1234.50"), "1,234.5"),
        (Decimal("0"), "0"),
        (Decimal("-3000"), "-3,000"),
        (Decimal("1E+5"), "100,000"),
        (7, "7"),
        (None, ""),
    ],
)
def test_a_number_has_groups_and_no_idle_zeros(value, words):
    assert formatting.number(value) == words


def test_money_has_two_decimals_and_unknown_money_is_empty():
    assert formatting.money(Decimal("1258000")) == "1,258,000.00"
    assert formatting.money(Decimal("0.005")) == "0.01"
    assert formatting.money(None) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [(Decimal(87), "87%"), (Decimal("41.449"), "41.4%"), (Decimal("-0.01"), "0%"), (None, "")],
)
def test_a_percentage_has_one_decimal_at_most(value, words):
    assert formatting.percent(value) == words


def test_a_day_is_written_out_in_the_active_language():
    with override("en"):
        assert formatting.day(date(2018, 1, 12)) == "12 January 2018"
    with override("fr"):
        assert formatting.day(date(2018, 1, 12)) == "12 janvier 2018"
    assert formatting.day(None) == ""


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(2021, 1, 1), date(2021, 6, 30), "January – June 2021"),
        (date(2021, 6, 1), date(2021, 6, 30), "June 2021"),
        (date(2020, 12, 1), date(2021, 2, 28), "December 2020 – February 2021"),
        (date(2018, 1, 11), date(2021, 7, 11), "11 January 2018 – 11 July 2021"),
    ],
)
def test_a_period_of_whole_months_names_months_and_any_other_its_days(starts, ends, words):
    with override("en"):
        assert formatting.period(starts, ends) == words
