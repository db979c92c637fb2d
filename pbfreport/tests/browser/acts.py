"""What several journeys do: find a row, accept an invitation, take a download."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from pbfreport.tests.browser.portal import Portal

NEW_PERSON = "focal.point@example.org"
NEW_PASSWORD = "apricot-river-2021"


def follow(target: Locator) -> None:
    """Click on what leads to another page and wait until that page stands.

    A bare click comes back while the old page is still there: whoever looks at once sees that one, or half of the new.
    """
    with target.page.expect_navigation():
        target.click()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the first button of this name in the main part of the page and wait for the next page."""
    follow(page.get_by_role("main").get_by_role("button", name=name).first)


def row(page: Page, number: int) -> Locator:
    """Return the n-th row of the page that can be written."""
    return page.locator("[data-row]").nth(number)


def progress(page: Page, number: int) -> Locator:
    """Return the field "Progress achieved" of the n-th row."""
    return row(page, number).get_by_label("Progress achieved")


def invite(page: Page, portal: Portal, office: str = "UNICEF") -> str:
    """Invite a new focal point of PVE 1 as the coordinator and return the address in the mail."""
    page.goto("/projects/KGZ-PVE-1/people/")
    page.get_by_label("E-mail address").fill(NEW_PERSON)
    page.get_by_label("Name", exact=True).fill("New focal point")
    page.get_by_label("Organisation").select_option(label=office)
    page.get_by_label("Role").select_option(label="Focal point")
    press(page, "Send the invitation")
    expect(page.get_by_text(f"{NEW_PERSON} was invited by mail.")).to_be_visible()
    (letter,) = portal.mail()
    found = re.search(r"http\S+/invitation/\S+", letter)
    assert found, letter
    return found[0]


def download(page: Page, name: str, folder: Path) -> Path:
    """Press a link that sends a file and return where it was kept."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target
