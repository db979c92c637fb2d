"""When a question of the form is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.conditions import ends_within_six_months, is_asked, months_later
from projects.models import Question

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("as_of", "last_day_within"),
    [
        (date(2021, 6, 30), date(2021, 12, 30)),
        (date(2021, 8, 31), date(2022, 2, 28)),
        (date(2023, 8, 31), date(2024, 2, 29)),
        (date(2023, 8, 29), date(2024, 2, 29)),
        (date(2021, 2, 28), date(2021, 8, 28)),
        (date(2021, 12, 31), date(2022, 6, 30)),
        (date(2021, 3, 31), date(2021, 9, 30)),
        (date(2021, 7, 1), date(2022, 1, 1)),
    ],
)
def test_six_months_end_on_the_same_day_or_at_the_end_of_a_shorter_month(as_of: date, last_day_within: date):
    assert ends_within_six_months(last_day_within, as_of) is True
    assert ends_within_six_months(date.fromordinal(last_day_within.toordinal() + 1), as_of) is False


def test_a_project_that_has_ended_already_ends_within_six_months():
    assert ends_within_six_months(date(2021, 6, 14), date(2021, 6, 30)) is True


def test_without_an_end_date_nobody_can_say():
    assert ends_within_six_months(None, date(2021, 6, 30)) is None


@given(DAYS, st.integers(0, 60))
def test_months_later_lands_in_the_right_month_on_the_latest_possible_day(day: date, months: int):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or date.fromordinal(later.toordinal() + 1).day == 1


FAR, NEAR, CUT_OFF = date(2023, 1, 1), date(2021, 9, 1), date(2021, 6, 30)


@pytest.mark.parametrize(
    ("condition", "kind", "ends", "asked"),
    [
        ("always", "semi_annual", FAR, True),
        ("always", "final", None, True),
        ("final", "final", FAR, True),
        ("final", "semi_annual", NEAR, False),
        ("ending", "final", FAR, True),
        ("ending", "final", None, True),
        ("ending", "semi_annual", NEAR, True),
        ("ending", "annual", NEAR, True),
        ("ending", "semi_annual", FAR, False),
        ("ending", "semi_annual", None, False),
        ("semi_annual", "semi_annual", FAR, True),
        ("semi_annual", "annual", FAR, False),
        ("annual", "annual", FAR, True),
        ("annual", "final", FAR, False),
    ],
)
def test_a_question_is_asked_under_its_condition(condition: str, kind: str, ends: date | None, asked: bool):
    assert is_asked(condition, period_kind=kind, project_ends=ends, as_of=CUT_OFF) is asked


def test_every_condition_of_the_form_is_asked_in_some_report():
    for condition in Question.Condition.values:
        assert any(
            is_asked(condition, period_kind=kind, project_ends=NEAR, as_of=CUT_OFF)
            for kind in ("semi_annual", "annual", "final")
        )
