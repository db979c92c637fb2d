"""The head of every page leads reviewers, approvers and administrators to the queue, and costs no query."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pbfreport.tests.pages import Browser, words_of
from projects.models import Membership, Portfolio

pytestmark = pytest.mark.django_db
PAGES = ("/", "/projects/KGZ-PVE-1/", "/projects/KGZ-PVE-1/attachments/")


def entries(page):
    """Return (words, address, whether it is this page) of the navigation."""
    links = page.root.xpath("//nav[@class='site-nav']//a")
    return [(words_of(link), link.get("href"), link.get("aria-current") == "page") for link in links]


def has_queue(page):
    return any(words == "Queue" for words, _url, _here in entries(page))


@pytest.mark.parametrize("who", ["secretariat", "admin"])
def test_who_has_a_queue_finds_it_beside_home_on_every_page(signed_in, who):
    browser = Browser(signed_in(who))
    for url in reversed(PAGES):  # also where the first page is not home: a link of a letter
        assert ("Queue", "/queue/", False) in entries(browser.open(url)), url
    assert ("Queue", "/queue/", True) in entries(browser.click("Queue"))
    assert ("Home", "/", False) in entries(browser.page)


def test_an_approver_has_it_too(signed_in, person):
    portfolio = Portfolio.objects.get(code="KGZ")
    Membership.objects.create(user=person("reader"), role="approver", portfolio=portfolio)
    assert has_queue(Browser(signed_in("reader")).open("/projects/KGZ-PVE-1/"))


@pytest.mark.parametrize("who", ["undp", "coordinator", "writer", "reader"])
def test_who_has_no_queue_is_not_led_there(signed_in, who):
    browser = Browser(signed_in(who))
    for url in PAGES:
        assert not has_queue(browser.open(url))


def test_a_role_that_begins_or_ends_shows_with_the_next_look_at_home(signed_in, person):
    browser = Browser(signed_in("reader"))
    role = Membership.objects.create(
        user=person("reader"), role="reviewer", portfolio=Portfolio.objects.get(code="KGZ")
    )
    browser.open("/")
    assert has_queue(browser.open("/projects/KGZ-PVE-1/"))
    role.delete()
    browser.open("/")
    assert not has_queue(browser.open("/projects/KGZ-PVE-1/"))


def test_the_link_costs_no_query(signed_in):
    client = signed_in("secretariat")
    with CaptureQueriesContext(connection) as found:
        assert b'href="/queue/"' in client.get("/projects/KGZ-PVE-1/attachments/").content
    sessions = [query for query in found if "session" in query["sql"]]
    assert len(sessions) == 1
    asked = [query for query in found if "portfolio" in query["sql"] and "membership" in query["sql"]]
    assert len(asked) == 2  # may they see the project, and as whom: the page's own
