"""What the first visit of an agency's page costs on a poor line."""

import pytest
from playwright.sync_api import Page

from pbfreport.tests.browser.conftest import OpenPage
from pbfreport.tests.browser.portal import Portal

pytestmark = pytest.mark.browser

MOST_BYTES, MOST_REQUESTS, MOST_BYTES_AGAIN = 100 * 1024, 10, 20 * 1024


def visit(page: Page, web_address: str) -> tuple[int, list[str]]:
    """Return the bytes that travelled with their headers, as compressed, and the addresses that were asked for."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    asked: list[str] = []
    session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(web_address, wait_until="networkidle")
    session.detach()
    return sum(sizes), [url for url in asked if not url.startswith("data:")]


def icon_bytes(page: Page) -> int:
    """Return the size of the icon, which a browser without a window does not fetch."""
    return len(page.request.get(page.locator("link[rel=icon]").evaluate("link => link.href")).body())


@pytest.mark.parametrize(
    ("name", "office", "period"),
    [("undp", "UNDP", "2021-FINAL"), ("unwomen", "UN Women", "2021-H1"), ("unicef", "UNICEF", "2021-H1")],
)
def test_the_first_visit_of_an_agencys_page_is_light_and_asks_the_portal_alone(
    portal: Portal, open_page: OpenPage, name: str, office: str, period: str
) -> None:
    for section in ("all", "activities", "texts"):
        page = open_page(name)
        size, asked = visit(page, portal.input(office, "KGZ-PVE-1", period, section))
        assert size > 10_000  # something was measured
        assert size + icon_bytes(page) <= MOST_BYTES, (section, size, asked)
        assert len(asked) + 1 <= MOST_REQUESTS, asked
        assert all(url.startswith(portal.url) for url in asked)
        assert len(set(asked)) == len(asked), "asked twice"
        size, asked = visit(page, portal.input(office, "KGZ-PVE-1", period, section))
        assert size <= MOST_BYTES_AGAIN, (section, size, asked)
