"""The queue holds all projects of the portfolio: those that have no reporting period yet, too."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from agenda.tests.test_queue import browser_of, codes, line_of, rows
from contributions.models import StoredPoint
from pbfreport.bench.many import many_projects
from pbfreport.tests.pages import Browser
from projects.models import Membership, Portfolio, Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def rounds(db):
    """Return the current rounds of ten projects; Q-0000A and Q-CLOSED have none."""
    portfolio = Portfolio.objects.create(code="Q", name="Quiet valley", country="Many")
    reviewer, coordinator = (
        User.objects.create(email=f"{name}@example.org") for name in ("q-reviewer", "q-coordinator")
    )
    Membership.objects.create(user=reviewer, role="reviewer", portfolio=portfolio, starts_on="2021-01-01")
    with time_machine.travel(date(2021, 7, 1)):
        periods = many_projects(10, portfolio=portfolio, coordinator=coordinator, prefix="Q")
    for code, status in (("Q-0000A", "ongoing"), ("Q-CLOSED", "closed")):
        bare(code, portfolio, status=status)
    return periods


@pytest.fixture
def reviewer(rounds):
    return Browser(browser_of(User.objects.get(email="q-reviewer@example.org")))


def bare(code, portfolio, **values):
    """Create a project without a reporting period."""
    dates = {"starts_on": "2020-01-01", "original_ends_on": "2022-12-31", "ends_on": "2022-12-31"}
    project = Project.objects.create(code=code, title=f"Bare {code}", **dates, **values)
    project.portfolios.add(portfolio)
    return project


def heading(page):
    return page.words_in("reports")


def test_a_project_without_a_reporting_period_stands_in_the_queue_as_one_without_a_round(reviewer):
    page = reviewer.open("/queue/")
    line = line_of(page, "Q-0000A")
    assert line["State"] == "No round yet"
    assert line["Next"] == "Ask an administrator to open the first round: Q-0000A"
    assert (line["Waiting since"], line["Stage dates"], line["Days late"], line["Points"]) == ("–",) * 4
    assert page.root.xpath("//tr[th/a[text()='Q-0000A']]/td[last()]/a/@href") == ["/projects/Q-0000A/"]
    assert heading(page) == "10 reports, 2 projects without a round"


def test_an_administrator_is_led_to_where_the_first_period_is_added(rounds, signed_in):
    browser = Browser(signed_in("admin"))
    line = line_of(browser.open("/queue/?portfolio=Q"), "Q-0000A")
    assert line["Next"] == "Add the first reporting period: Q-0000A"
    assert browser.click(line["Next"]).status == 200
    assert browser.url == "/admin/projects/reportingperiod/add/"


def test_with_its_first_period_a_project_stands_there_once_as_a_report(reviewer, rounds):
    project = Project.objects.get(code="Q-0000A")
    project.periods.create(
        edition=rounds[0].edition,
        code="2021-H1",
        kind="semi_annual",
        year=2021,
        starts_on="2021-01-01",
        ends_on="2021-06-30",
    )
    page = reviewer.open("/queue/")
    assert codes(page).count("Q-0000A") == 1
    assert line_of(page, "Q-0000A")["State"] == "Collecting"


def test_who_does_not_review_the_portfolio_finds_none_of_its_projects(rounds, signed_in):
    assert "Q-0000A" not in Browser(signed_in("secretariat")).open("/queue/?all=on").words


@pytest.mark.parametrize(
    ("query", "found", "words"),
    [
        ("state=no_round", {"Q-0000A", "Q-CLOSED"}, "2 projects without a round"),
        ("state=no_round&project=closed", {"Q-CLOSED"}, "1 project without a round"),
        ("q=bare", {"Q-0000A", "Q-CLOSED"}, "2 projects without a round"),
        ("q=q-0000", {"Q-0000", "Q-0000A"}, "1 report, 1 project without a round"),
        ("portfolio=Q&q=closed", {"Q-CLOSED"}, "1 project without a round"),
        ("state=cleared", {"Q-0004"}, "1 report"),
        ("state=no_round&late=on", set(), "0 reports"),
    ],
)
def test_each_filter_leaves_what_it_says_and_the_heading_counts_it(reviewer, query, found, words):
    page = reviewer.open(f"/queue/?{query}")
    assert set(codes(page)) == found
    assert heading(page) == words


@time_machine.travel(date(2022, 7, 1))
def test_what_has_no_date_is_never_late(reviewer):
    assert not {"Q-0000A", "Q-CLOSED"} & set(codes(reviewer.open("/queue/?late=on")))


@pytest.mark.parametrize(
    ("sort", "before", "after"),
    [
        ("", "Q-0002", "Q-0006"),  # behind what waits for the reviewer, before what is final
        ("project", "Q-0000", "Q-0001"),
        ("-project", "Q-0001", "Q-0000"),
        ("state", None, "Q-0000"),
        ("-state", "Q-0000", None),
        ("waiting", "Q-0009", None),
        ("-waiting", "Q-0000", None),
        ("late", "Q-0009", None),
        ("-late", "Q-0000", None),
    ],
)
def test_it_has_its_address_in_every_order(reviewer, sort, before, after):
    order = codes(reviewer.open(f"/queue/?sort={sort}"))
    address = order.index("Q-0000A")
    assert len(order) == 12
    assert before is None or order.index(before) < address
    assert after is None or address < order.index(after)


def test_pages_show_each_line_once(reviewer):
    portfolio = Portfolio.objects.get(code="Q")
    for n in range(45):
        bare(f"P-{n:03}", portfolio)
    for sort in ("", "project", "-state"):
        page = reviewer.open(f"/queue/?sort={sort}")
        assert len(rows(page)) == 50
        assert "Page 1 of 2" in page.words
        seen = codes(page) + codes(reviewer.click("Next page"))
        assert len(seen) == len(set(seen)) == 57


@pytest.mark.parametrize("url", ["/queue/", "/queue/?sort=late&all=on&q=q-&page=2"])
def test_many_projects_without_a_round_need_no_more_queries_than_two(reviewer, url):
    def queries():
        reviewer.open(url)
        with CaptureQueriesContext(connection) as found:
            assert reviewer.open(url).status == 200
        return len(found)

    few = queries()
    portfolio = Portfolio.objects.get(code="Q")
    for n in range(60):
        bare(f"P-{n:03}", portfolio)
    assert queries() == few <= 12


def test_dismissed_hints_are_not_counted(reviewer, rounds):
    values = {"rule": "r", "address": "report", "text_hash": "0", "sentence": "s", "sending": 1}
    for is_dismissed in (True, True, False):
        StoredPoint.objects.create(period=rounds[2], severity="hint", is_dismissed=is_dismissed, **values)
        StoredPoint.objects.create(period=rounds[7], severity="hint", is_dismissed=True, **values)
    page = reviewer.open("/queue/")
    assert line_of(page, "Q-0002")["Points"] == "1 hint"
    assert line_of(page, "Q-0007")["Points"] == "–"
