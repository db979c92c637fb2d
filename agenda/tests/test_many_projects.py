"""The queue and the first page stand a thousand projects: as many queries as with ten, and short lists."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from pbfreport.bench.many import many_projects
from pbfreport.tests.pages import Browser, words_of
from projects.models import Membership, Portfolio

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(db):
    """Return a maker of portfolios with many projects: (reviewer's browser, coordinator's browser, periods)."""

    def make(number, prefix="MANY"):
        portfolio = Portfolio.objects.create(code=prefix, name=prefix, country="Many")
        people = {}
        for name in ("coordinator", "reviewer"):
            people[name] = User.objects.create(email=f"{prefix}-{name}@example.org")
        Membership.objects.create(user=people["reviewer"], role="reviewer", portfolio=portfolio)
        periods = many_projects(number, portfolio=portfolio, coordinator=people["coordinator"], prefix=prefix)
        return browser_of(people["reviewer"]), browser_of(people["coordinator"]), periods

    return make


def browser_of(person):
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("url", ["/", "/queue/", "/queue/?sort=late&late=on&all=on&q=dialogue&page=2"])
def test_a_reviewer_of_a_thousand_projects_needs_as_many_queries_as_one_of_ten(crowd, url):
    few, _coordinator, _periods = crowd(10, "FEW")
    many, _coordinator, _periods = crowd(1000, "MANY")
    assert queries_of(few, url) == queries_of(many, url) <= 12


def test_a_coordinator_of_a_thousand_projects_needs_as_many_queries_as_one_of_ten(crowd):
    _reviewer, few, _periods = crowd(10, "FEW")
    _reviewer, many, _periods = crowd(1000, "MANY")
    assert queries_of(few, "/") == queries_of(many, "/") <= 12


@pytest.mark.parametrize("url", ["/", "/queue/"])
def test_an_administrator_needs_few_queries_with_a_thousand_projects(crowd, signed_in, url):
    crowd(1000)
    assert queries_of(signed_in("admin"), url) <= 12


def lines(page, label):
    found = page.root.xpath("//ul[@aria-label=$label]/li", label=label)
    return [words_of(line.find(".//a")) for line in found]


def test_home_shows_ten_lines_of_a_list_and_the_way_to_the_next_ten(crowd):
    _reviewer, coordinator, _periods = crowd(40)
    page = Browser(coordinator).open("/")
    first = lines(page, "Waiting for you")
    assert len(first) == 10
    assert "1 to 10 of 28" in page.words  # 40 without those in review and final ones
    page = Browser(coordinator).open("/?waiting=2")
    assert len(lines(page, "Waiting for you")) == 10
    assert not set(first) & set(lines(page, "Waiting for you"))
    page = Browser(coordinator).open("/?waiting=3")
    assert len(lines(page, "Waiting for you")) == 8
    assert "The next ten" not in words_of(page.root.xpath("//nav[@aria-label='Waiting for you']")[0])


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "²", "1" * 400])
def test_a_page_of_a_list_that_is_none_shows_the_first(crowd, page):
    _reviewer, coordinator, _periods = crowd(15)
    assert "1 to 10 of 11" in Browser(coordinator).open(f"/?waiting={page}").words


def test_a_reviewer_of_many_reads_what_waits_first_and_how_many_are_late(crowd):
    reviewer, _coordinator, _periods = crowd(40)
    page = Browser(reviewer).open("/")
    waiting = lines(page, "Waiting for you")
    assert len(waiting) == 10
    # In review and cleared ones wait for the reviewer: 3 of ten projects.
    assert "1 to 10 of 12" in page.words
    assert waiting[0] == "Review MANY-0002, January – June 2021"
    late = Browser(reviewer).open("/queue/?late=on").words_in("reports").split()[0]
    assert int(late) > 24  # final ones that were not submitted too
    assert f"{late} reports are late." in page.words


def test_home_counts_the_projects_and_leads_to_all_of_them(crowd):
    reviewer, _coordinator, _periods = crowd(23)
    browser = Browser(reviewer)
    page = browser.open("/")
    assert "1 to 10 of 23" in page.words
    seen = set()
    for number in (1, 2, 3):
        page = browser.open(f"/?projects={number}")
        seen |= {words_of(link) for link in page.root.xpath("//ul[@class='project-list']//a")}
    assert len(seen) == 23
