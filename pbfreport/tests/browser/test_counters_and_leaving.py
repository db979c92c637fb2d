"""The live counter counts as the server does; a submit is one act; leaving with unsaved text asks first."""

import re

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from core.markup import characters, clean
from pbfreport.tests.browser.acts import press, progress, row
from pbfreport.tests.browser.conftest import OpenPage
from pbfreport.tests.browser.portal import Portal

pytestmark = pytest.mark.browser

COUNTED = [
    "",
    "Plain words.",
    "  blanks at both ends \n\n",
    "line one\nline two\nline three",
    "жергиликтүү өз алдынча башкаруу, өңүр, көчө",
    "й as и and its breve: и\u0306",
    "two people 👩‍👧 and one flag 🇰🇬",
    "\u00a0\u3000no-break and wide blanks\u2009",
    "\ufeffa mark that is no blank",
]


def counted(page: Page) -> int:
    """Return the number that the counter of the first text shows."""
    words = page.locator(".counter-live").first.inner_text()
    found = re.search(r"Written: ([\d,]+)", words)
    assert found, words
    return int(found[1].replace(",", ""))


def test_the_counter_counts_like_the_server(portal: Portal, open_page: OpenPage) -> None:
    page = open_page("unicef")
    page.goto(portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "texts"))
    field = page.locator("[data-limit]").first
    for text in COUNTED:
        field.fill(text)
        assert counted(page) == characters(clean(text.replace("\n", "\r\n"))[0]), repr(text)


def test_a_text_over_the_limit_is_said_and_saved_whole(portal: Portal, open_page: OpenPage) -> None:
    page = open_page("unicef")
    page.goto(portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "texts"))
    field = page.locator("[data-limit]").first
    limit = int(field.get_attribute("data-limit") or 0)
    text = "ү" * (limit + 7)
    field.fill(text)
    expect(page.locator(".counter-live").first).to_contain_text("over the limit by 7.")
    expect(page.locator("#announcer")).to_contain_text("over the limit by 7.")
    press(page, "Save the page")
    expect(page.get_by_text("1 part saved.")).to_be_visible()
    expect(field).to_have_value(text)
    assert counted(page) == limit + 7


def test_a_double_click_submits_once(portal: Portal, open_page: OpenPage) -> None:
    page = open_page("unicef")
    page.goto(portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "submit"))
    sent: list[Route] = []
    page.route("**/submit/", lambda route: sent.append(route))
    address = page.get_by_role("button", name="Submit UNICEF's input").bounding_box()
    assert address
    at = (address["x"] + address["width"] / 2, address["y"] + address["height"] / 2)
    page.mouse.dblclick(*at)
    page.wait_for_timeout(200)
    page.mouse.click(*at)  # the answer is slow, the person impatient
    page.wait_for_timeout(200)
    assert len(sent) == 1
    sent[0].continue_()
    expect(page.get_by_text("Submitted. The coordinator sees your input now")).to_be_visible()
    uid = portal.inputs["UNICEF KGZ-PVE-1 2021-H1"]
    found = portal.rows("select count(*) from audit_logentry where action = 'submit' and object_uid = ?", uid)
    assert found == [(1,)]


def test_leaving_with_unsaved_text_asks_and_saved_text_does_not(portal: Portal, open_page: OpenPage) -> None:
    page = open_page("unicef")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    web_address = portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "all")
    page.goto(web_address)
    progress(page, 0).click()
    page.keyboard.type("Not saved ")
    page.get_by_role("link", name="Home").click()
    expect(progress(page, 0)).to_have_value(re.compile("Not saved "))
    assert asked == ["beforeunload"]
    row(page, 0).get_by_role("button", name="Save this row").click()
    expect(row(page, 0).locator("[data-row-state]")).to_have_text(re.compile("^Saved "))
    page.get_by_role("link", name="Home").click()
    expect(page).to_have_url(portal.url + "/")
    assert asked == ["beforeunload"]
