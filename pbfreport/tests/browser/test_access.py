"""No violation of axe's rules and nothing that sticks out, on every page, for every role, in every state."""

import re

import pytest
from playwright.sync_api import Page, expect

from pbfreport.tests.browser.access import Findings
from pbfreport.tests.browser.acts import follow, invite, press, progress, row
from pbfreport.tests.browser.conftest import OpenPage
from pbfreport.tests.browser.portal import Portal

pytestmark = pytest.mark.browser

# What the templates of Django's own administration and its search field leave open.
OF_DJANGO = frozenset(
    {"aria-input-field-name", "empty-table-header", "label", "label-title-only", "select-name"}
)
PROJECT = "/projects/KGZ-PVE-1/"
REPORT = "/projects/KGZ-PVE-1/2021-H1/report/"


def look_at(found: Findings, page: Page, *web_addresses: str) -> None:
    for web_address in web_addresses:
        page.goto(web_address)
        found.look(page, page.title())


def test_signing_in_and_being_invited(portal: Portal, open_page: OpenPage) -> None:
    found, page = Findings(), open_page()
    link = invite(open_page("coordinator"), portal)
    look_at(found, page, "/account/login/", "/account/signup/", "/account/password/reset/", "/no/such/page/")
    page.goto("/account/login/")
    press(page, "Sign in")
    found.look(page, "sign in, error")
    page.goto("/account/password/reset/")
    follow(page.locator("main form button"))
    found.look(page, "reset, error")
    page.get_by_role("textbox").fill("unicef@example.org")
    follow(page.locator("main form button"))
    expect(page).to_have_url(re.compile("/reset/done/"))
    found.look(page, "reset, mail sent")
    (letter,) = [text for text in portal.mail() if "/password/reset/key/" in text]
    page.goto(next(word for word in letter.split() if "/password/reset/key/" in word))
    found.look(page, "new password")
    look_at(found, page, link)
    page.get_by_label("Your name").fill("")
    press(page, "Start")
    found.look(page, "invitation, error")
    look_at(found, page, link[:-4] + "/")
    assert not found.problems, str(found)


def test_an_input_empty_filled_with_errors_and_with_a_clash(portal: Portal, open_page: OpenPage) -> None:
    found, page, other = Findings(), open_page("unwomen"), open_page("unwomen")
    empty, filled = ("UN Women", "KGZ-PVE-1", "2021-FINAL"), ("UN Women", "KGZ-PVE-1", "2021-H1")
    look_at(found, page, "/", PROJECT, f"{PROJECT}people/", portal.input(*empty), portal.input(*filled))
    look_at(found, page, portal.input(*empty, "all"), portal.input(*filled, "all"))
    look_at(found, page, portal.input(*filled, "texts"), portal.input(*filled, "submit"))
    other.goto(portal.input(*filled, "all"))
    page.goto(portal.input(*filled, "all"))
    progress(other, 0).fill("Theirs.")
    press(other, "Save the page")
    expect(other.get_by_text("1 part saved.")).to_be_visible()
    found.look(other, "saved")
    progress(page, 0).fill("Mine.")
    page.get_by_label("Spent", exact=True).fill("words")
    press(page, "Save the page")
    expect(page.get_by_text("Theirs.")).to_be_visible()
    found.look(page, "error and clash")
    page.get_by_label("Use what you wrote").check()
    row(page, 0).get_by_role("button", name="Save this row").click()
    expect(row(page, 0).locator("[data-row-state]")).to_have_text(re.compile("^Saved "))
    found.look(page, "row saved by itself")
    assert not found.problems, str(found)


def test_indicators_open_with_errors_and_locked(portal: Portal, open_page: OpenPage) -> None:
    found, page, coordinator = Findings(), open_page("unodc"), open_page("coordinator2")
    address = ("UNODC", "KGZ-PVE-2", "2021-FINAL")
    look_at(found, page, "/", portal.input(*address), portal.input(*address, "all"))
    look_at(found, coordinator, "/", portal.input(*address, "return"))
    press(coordinator, "Return to UNODC")
    found.look(coordinator, "return, error")
    coordinator.get_by_label("What has to change?").fill("One number.")
    press(coordinator, "Return to UNODC")
    found.look(coordinator, "returned")
    look_at(found, page, "/", portal.input(*address), portal.input(*address, "indicators"))
    page.get_by_label("Measured on").first.fill("yesterday")
    page.get_by_label("Women").last.fill("9999999")
    press(page, "Save the page")
    expect(page).to_have_title(re.compile("^Error: "))
    found.look(page, "indicators, error")
    look_at(found, coordinator, "/projects/KGZ-PVE-2/", "/projects/KGZ-PVE-2/2021-FINAL/report/indicators/")
    look_at(found, coordinator, "/projects/KGZ-PVE-2/2021-FINAL/report/preview/")
    assert not found.problems, str(found)


def test_the_joint_report(portal: Portal, open_page: OpenPage) -> None:
    found, page, other = Findings(), open_page("coordinator"), open_page("coordinator")
    look_at(found, page, "/", PROJECT, f"{PROJECT}people/", REPORT, f"{REPORT}preview/")
    look_at(
        found, page, *(f"{REPORT}{key}/" for key in ("cover", "part1", "part2", "part3", "covid", "annex1"))
    )
    page.goto(f"{REPORT}part2/")
    other.goto(f"{REPORT}part2/")
    other.get_by_label("Your text").first.fill("Theirs.")
    press(other, "Save the page")
    found.look(other, "joint text, saved")
    page.get_by_label("Your text").first.fill("Mine.")
    press(page, "Save the page")
    expect(page.get_by_text("Theirs.")).to_be_visible()
    found.look(page, "joint text, clash")
    page.goto(f"{REPORT}part2/")
    press(page, re.compile("^Take over"))
    found.look(page, "taken over")
    page.goto(f"{PROJECT}people/")
    press(page, "Send the invitation")
    found.look(page, "people, error")
    assert not found.problems, str(found)


def test_those_who_read_or_write_little(portal: Portal, open_page: OpenPage) -> None:
    found = Findings()
    address = ("UN Women", "KGZ-PVE-1", "2021-H1")
    look_at(found, open_page("writer"), "/", portal.input(*address), portal.input(*address, "all"), REPORT)
    look_at(found, open_page("reader"), "/", PROJECT, portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "all"))
    look_at(found, open_page("secretariat"), "/", PROJECT, REPORT)
    look_at(found, open_page("admin"), "/", PROJECT)
    locked = ("UNDP", "KGZ-PVE-1", "2021-H1")
    look_at(found, open_page("undp"), portal.input(*locked), portal.input(*locked, "all"))
    look_at(found, open_page("undp"), portal.input(*locked, "submit"), f"{PROJECT}people/")
    assert not found.problems, str(found)


def test_pages_that_say_why_and_keep_what_was_typed(portal: Portal, open_page: OpenPage) -> None:
    found, web_address = Findings(), portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "all")
    signed_out, stale, late = open_page("unicef"), open_page("unicef"), open_page("unicef")
    for page in (signed_out, stale, late):
        page.goto(web_address)
        progress(page, 0).fill("Typed and kept.")
    signed_out.context.clear_cookies(name="sessionid")
    stale.context.clear_cookies(name="csrftoken")
    submitting = open_page("unicef")
    submitting.goto(portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "submit"))
    press(submitting, "Submit UNICEF's input")
    for page, where in ((signed_out, "session over"), (stale, "token gone"), (late, "submitted meanwhile")):
        press(page, "Save the page")
        expect(page.get_by_role("textbox", name="Progress").first).to_have_value("Typed and kept.")
        found.look(page, where)
    assert not found.problems, str(found)


def test_the_administration(open_page: OpenPage) -> None:
    found, page = Findings(exempt=OF_DJANGO), open_page("admin")
    look_at(found, page, "/admin/", "/admin/projects/project/", "/admin/projects/reportingperiod/add/")
    page.goto("/admin/projects/project/")
    follow(page.get_by_role("link", name="KGZ-PVE-1").first)
    found.look(page, "a project in the administration")
    assert not found.problems, str(found)
