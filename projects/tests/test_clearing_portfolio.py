"""Whose Secretariat clears the reports of a project that lies in several portfolios."""

import pytest

from projects.models import Portfolio
from projects.selectors import clearing_portfolio

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def second():
    return Portfolio.objects.create(code="ABC", name="Zwei", country="x")


def test_a_project_in_one_portfolio_is_cleared_there(pve_1, django_assert_num_queries):
    with django_assert_num_queries(1):
        portfolio = clearing_portfolio(pve_1)
    assert portfolio == Portfolio.objects.get(code="KGZ")


def test_of_several_the_first_by_its_code_clears(pve_1, second):
    pve_1.portfolios.add(second)
    assert clearing_portfolio(pve_1) == second


def test_the_one_that_the_project_names_clears(pve_1, second):
    pve_1.portfolios.add(second)
    pve_1.cleared_in = Portfolio.objects.get(code="KGZ")
    assert clearing_portfolio(pve_1) == pve_1.cleared_in


def test_one_in_which_the_project_no_longer_lies_does_not_clear(pve_1, second):
    pve_1.cleared_in = second
    assert clearing_portfolio(pve_1) == Portfolio.objects.get(code="KGZ")


def test_without_a_portfolio_nobody_clears(pve_1):
    pve_1.portfolios.clear()
    assert clearing_portfolio(pve_1) is None
