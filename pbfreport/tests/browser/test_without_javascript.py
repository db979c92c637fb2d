"""Entering, saving and submitting in a browser that runs no scripts."""

import re

import pytest
from playwright.sync_api import expect

from conftest import PASSWORD
from pbfreport.tests.browser.acts import follow, press, progress, row
from pbfreport.tests.browser.conftest import OpenPage
from pbfreport.tests.browser.portal import Portal

pytestmark = pytest.mark.browser


def test_two_rows_are_written_and_submitted_without_a_script(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("E-mail address").fill("unicef@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    follow(page.get_by_role("link", name="UNICEF's input to KGZ-PVE-1, January – June 2021"))
    progress(page, 0).fill("Written with no script at all: үчүн.")
    progress(page, 1).fill("The second row.")
    follow(row(page, 0).get_by_role("button", name="Save this row"))
    expect(page.get_by_text("2 parts saved.")).to_be_visible()
    expect(progress(page, 0)).to_have_value("Written with no script at all: үчүн.")
    row(page, 1).get_by_label("Required next steps").fill("Go on.")
    press(page, "Save, check and submit")
    expect(page.get_by_text("Written with no script at all: үчүн.")).to_be_visible()
    press(page, "Submit UNICEF's input")
    expect(page.get_by_text("Submitted. The coordinator sees your input now")).to_be_visible()


def test_an_error_and_a_clash_are_solved_without_a_script(open_page: OpenPage, portal: Portal) -> None:
    web_address = portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "all")
    page, other = open_page("unicef", java_script_enabled=False), open_page("unicef")
    page.goto(web_address)
    other.goto(web_address)
    progress(other, 0).fill("Theirs.")
    press(other, "Save the page")
    expect(other.get_by_text("1 part saved.")).to_be_visible()

    progress(page, 0).fill("Mine.")
    page.get_by_label("Spent", exact=True).fill("about seventy thousand")
    press(page, "Save the page")
    expect(page).to_have_title(re.compile("^Error: "))
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Write digits only, for example 1377 or 12.5.")
    expect(page.get_by_label("Spent", exact=True)).to_have_value("about seventy thousand")
    expect(progress(page, 0)).to_have_value("Mine.")
    expect(page.get_by_text("Theirs.")).to_be_visible()

    page.get_by_label("Use what you wrote").check()
    page.get_by_label("Spent", exact=True).fill("70 000")
    press(page, "Save the page")
    expect(page.get_by_text("2 parts saved.")).to_be_visible()
    expect(progress(page, 0)).to_have_value("Mine.")
    expect(page.get_by_label("Spent", exact=True)).to_have_value("70,000.00")
