"""The whole way with the keyboard alone, and the focus can be seen on every stop."""

import pytest
from playwright.sync_api import expect

from conftest import PASSWORD
from pbfreport.tests.browser.conftest import OpenPage
from pbfreport.tests.browser.keyboard import FOCUSED, tab_to
from pbfreport.tests.browser.portal import Portal

pytestmark = pytest.mark.browser


def test_sign_in_write_save_and_submit_with_the_keyboard_alone(portal: Portal, open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/")
    tab_to(page, "E-mail address", "INPUT")
    page.keyboard.type("unicef@example.org")
    tab_to(page, "Password", "INPUT")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Waiting for you")

    tab_to(page, "UNICEF's input to KGZ-PVE-1, January – June 2021", "A")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your input on one page")

    tab_to(page, "Status", "SELECT")
    page.keyboard.type("Delayed")
    tab_to(page, "Progress achieved", "TEXTAREA")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("By keyboard alone.")
    tab_to(page, "Save this row", "BUTTON")
    page.keyboard.press("Enter")
    state = page.locator("[data-row-state]").first
    expect(state).to_contain_text("Saved ")
    assert "Save this row" in page.evaluate(FOCUSED)["words"]  # saving does not move the focus

    tab_to(page, "Save, check and submit", "BUTTON", at_most=200)
    page.keyboard.press("Enter")
    expect(page.get_by_text("By keyboard alone.")).to_be_visible()
    expect(page.get_by_text("Delayed")).to_be_visible()
    tab_to(page, "Submit UNICEF's input", "BUTTON")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Submitted. The coordinator sees your input now")).to_be_visible()


def test_the_first_stop_of_a_page_leads_past_its_head(portal: Portal, open_page: OpenPage) -> None:
    page = open_page("unicef")
    page.goto(portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "all"))
    tab_to(page, "Skip to the content", "A", at_most=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, "Status", "SELECT", at_most=6)


def test_a_field_with_the_focus_is_never_under_the_bar_at_the_foot(
    portal: Portal, open_page: OpenPage
) -> None:
    page = open_page("unicef", viewport={"width": 1280, "height": 500})
    page.goto(portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "all"))
    hidden = """() => {
      const at = document.activeElement, box = at.getBoundingClientRect();
      const bar = document.querySelector('.actions-bar');
      if (!bar || bar.contains(at)) return false;
      return box.top >= bar.getBoundingClientRect().top;
    }"""
    for _ in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate(hidden), page.evaluate(FOCUSED)
