"""Which report was "last time": the latest that was reported before; final reports come last."""

from collections.abc import Callable
from datetime import date

import pytest

from projects.models import Project, ReportingPeriod

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def make(pve_1: Project) -> Callable[..., ReportingPeriod]:
    edition = pve_1.periods.all()[0].edition

    def make_period(code: str, kind: str, starts: date, ends: date, **dates: date) -> ReportingPeriod:
        return ReportingPeriod.objects.create(
            project=pve_1,
            edition=edition,
            code=code,
            kind=kind,
            year=ends.year,
            starts_on=starts,
            ends_on=ends,
            **dates,
        )

    return make_period


def codes_before(period: ReportingPeriod) -> list[str]:
    return list(ReportingPeriod.objects.earlier_than(period).values_list("code", flat=True))


def test_last_time_is_the_latest_period_that_ended_earlier(period: Callable[[str, str], ReportingPeriod]):
    assert codes_before(period("KGZ-PVE-1", "2021-H1")) == ["2020-ANNUAL"]


def test_a_final_report_comes_last_although_it_starts_first_and_may_end_before_a_half_year(
    period: Callable[[str, str], ReportingPeriod],
):
    final, half_year = period("KGZ-PVE-1", "2021-FINAL"), period("KGZ-PVE-1", "2021-H1")
    assert final.ends_on < half_year.ends_on
    assert codes_before(final) == ["2021-H1", "2020-ANNUAL"]


def test_a_final_report_is_never_last_time(
    period: Callable[[str, str], ReportingPeriod], make: Callable[..., ReportingPeriod]
):
    after = make("2022-H1", "semi_annual", date(2022, 1, 1), date(2022, 6, 30))
    assert codes_before(after) == ["2021-H1", "2020-ANNUAL"]


def test_of_periods_that_end_the_same_day_the_one_that_starts_later_is_last_time(
    make: Callable[..., ReportingPeriod],
):
    make("2022-YEAR", "annual", date(2022, 1, 1), date(2022, 12, 31))
    make("2022-H2", "semi_annual", date(2022, 7, 1), date(2022, 12, 31))
    later = make("2023-H1", "semi_annual", date(2023, 1, 1), date(2023, 6, 30))
    assert codes_before(later)[:2] == ["2022-H2", "2022-YEAR"]


def test_periods_that_end_the_same_day_are_not_earlier_than_one_another(make: Callable[..., ReportingPeriod]):
    year = make("2022-YEAR", "annual", date(2022, 1, 1), date(2022, 12, 31))
    half = make("2022-H2", "semi_annual", date(2022, 7, 1), date(2022, 12, 31))
    assert "2022-H2" not in codes_before(year)
    assert "2022-YEAR" not in codes_before(half)


def test_the_first_period_has_no_last_time(period: Callable[[str, str], ReportingPeriod]):
    assert codes_before(period("KGZ-PVE-1", "2020-ANNUAL")) == []


def test_periods_of_another_project_do_not_count(period: Callable[[str, str], ReportingPeriod]):
    assert codes_before(period("KGZ-PVE-2", "2021-FINAL")) == ["2020-ANNUAL"]


def test_figures_are_as_of_the_cut_off_or_else_the_end(make: Callable[..., ReportingPeriod]):
    own = make("A", "annual", date(2022, 1, 1), date(2022, 12, 31), cut_off_on=date(2022, 10, 31))
    none = make("B", "annual", date(2023, 1, 1), date(2023, 12, 31))
    assert (own.data_as_of, none.data_as_of) == (date(2022, 10, 31), date(2023, 12, 31))
