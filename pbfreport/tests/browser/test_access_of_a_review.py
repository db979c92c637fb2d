"""No violation of axe's rules and nothing that sticks out on the pages of a review: empty, filled and with an error."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from pbfreport.tests.browser.access import Findings
from pbfreport.tests.browser.acts import follow, press
from pbfreport.tests.browser.conftest import OpenPage
from pbfreport.tests.browser.portal import Portal
from pbfreport.tests.browser.small import PERIOD, PROJECT

pytestmark = pytest.mark.browser

PLACE = f"/projects/{PROJECT}/{PERIOD}/"
REPORT = f"{PLACE}report/"


def look_at(found: Findings, page: Page, web_address: str, state: str) -> None:
    page.goto(web_address)
    found.look(page, f"{page.title()}, {state}")


def press_and_look(found: Findings, page: Page, name: str, state: str) -> None:
    press(page, name)
    found.look(page, f"{page.title()}, {state}")


def in_review(portal: Portal, open_page: OpenPage) -> None:
    """Bring the report of the small project to the Secretariat, without what one agency never wrote."""
    agency, coordinator = open_page("undp"), open_page("coordinator")
    agency.goto(portal.input("UNDP", PROJECT, PERIOD, "submit"))
    agency.get_by_label("Why the points that stop").fill("Nothing was at hand.")
    press(agency, "Submit UNDP's input")
    coordinator.goto(f"{REPORT}check/")
    coordinator.get_by_label("Why the report goes without UNICEF").fill("They report later.")
    coordinator.get_by_label("Why the points that stop").fill("Nothing was at hand.")
    press(coordinator, "Send to review")


def test_the_queue_phrases_comments_and_the_checklist_of_a_reviewer(
    small_project: Portal, open_page: OpenPage
) -> None:
    in_review(small_project, open_page)
    found, page = Findings(), open_page("secretariat")
    look_at(found, page, "/queue/", "filled")
    look_at(found, page, "/queue/?q=nothing+of+this+name", "empty")
    look_at(found, page, "/queue/?sort=late&all=on", "sorted")
    look_at(found, page, f"{PLACE}talk/phrases/", "empty")
    press_and_look(found, page, "Keep this phrase", "error")
    page.get_by_label("New phrase").fill("Name the place, the number and the effect.")
    press_and_look(found, page, "Keep this phrase", "filled")
    look_at(found, page, f"{PLACE}talk/", "empty")
    press_and_look(found, page, "Go on", "a new comment")
    press_and_look(found, page, "Save the comment", "error")
    page.get_by_label("Your comment").fill("What changed for people?")
    press_and_look(found, page, "Save the comment", "filled")
    look_at(found, page, f"{REPORT}quality/", "empty")
    page.get_by_label("3 – good").check()
    press(page, "Save the checklist")
    look_at(found, page, f"{REPORT}quality/", "filled")
    page.get_by_label("3 – good").evaluate("field => { field.value = '9'; }")
    press_and_look(found, page, "Save the checklist", "error")
    assert not found.problems, str(found)


def test_attachments_guests_wordings_and_deputies_of_a_coordinator(
    small_project: Portal, open_page: OpenPage
) -> None:
    found, page = Findings(), open_page("coordinator")
    attachments = f"/projects/{PROJECT}/attachments/"
    look_at(found, page, attachments, "empty")
    look_at(found, page, f"{attachments}add/", "a new one")
    press_and_look(found, page, "Add it", "error")
    page.get_by_label("What it is").select_option(index=1)
    page.get_by_label("Title", exact=True).fill("Baseline survey of both valleys, with a long name " * 3)
    page.get_by_label("Or a link").fill("https://example.org/" + "survey" * 20)
    press_and_look(found, page, "Add it", "filled")
    page.goto(attachments)
    follow(page.get_by_role("link", name=re.compile("^Change")))
    found.look(page, "change an attachment")
    page.get_by_label("Title", exact=True).fill("")
    press_and_look(found, page, "Save", "change an attachment, error")
    page.goto(attachments)
    follow(page.get_by_role("link", name=re.compile("^Take away")))
    found.look(page, "take an attachment away")

    look_at(found, page, f"{PLACE}talk/guests/", "empty")
    press_and_look(found, page, "Send the link", "error")
    page.get_by_label("Name", exact=True).fill("A gender adviser")
    page.get_by_label("E-mail address").fill("adviser@example.org")
    page.get_by_label("May comment until").fill(f"{timezone.now() + timedelta(days=5):%d.%m.%Y}")
    press_and_look(found, page, "Send the link", "filled")
    (link,) = re.findall(r"http\S+?(/guest/\S+)", "".join(small_project.mail()))
    guest = open_page()
    look_at(found, guest, link, "a guest, nothing said")
    press_and_look(found, guest, "Save the comment", "a guest, error")

    look_at(found, page, f"{PLACE}wording/", "empty")
    look_at(found, page, "/deputies/", "nobody named")
    follow(page.get_by_role("link", name=re.compile(f"^Name a deputy.*{PROJECT}")))
    found.look(page, "name a deputy")
    press_and_look(found, page, "Name the deputy", "error")
    page.get_by_label("E-mail address").fill("unicef@example.org")
    page.get_by_label("Until").fill(f"{timezone.now() + timedelta(days=5):%d.%m.%Y}")
    press(page, "Name the deputy")
    look_at(found, page, "/deputies/", "somebody named")
    look_at(found, open_page("unicef"), "/deputies/", "standing in")
    assert not found.problems, str(found)


def test_the_version_its_submission_and_the_comparison(small_project: Portal, open_page: OpenPage) -> None:
    in_review(small_project, open_page)
    found, page = Findings(), open_page("secretariat")
    look_at(found, page, f"{REPORT}compare/", "one state")
    page.goto(f"{REPORT}clear/")
    press(page, "Clear the report")
    page.goto(f"{REPORT}final/")
    press_and_look(found, page, "Make final", "error")
    page.get_by_label("Why it goes without the sign-off").fill("The mails follow.")
    press(page, "Make final")
    look_at(found, page, f"{REPORT}versions/1/", "no submission")
    coordinator = open_page("coordinator")
    look_at(found, coordinator, f"{REPORT}versions/1/submission/", "empty")
    press_and_look(found, coordinator, "Save", "error")
    coordinator.get_by_role("radio").first.check()
    coordinator.get_by_label("Date", exact=True).fill("15.06.2021")
    coordinator.get_by_label("Link on the Gateway").fill("https://example.org/" + "gateway" * 15)
    press_and_look(found, coordinator, "Save", "submitted")
    look_at(found, coordinator, f"{REPORT}compare/?old=c1&new=v1", "filled")
    look_at(found, coordinator, f"{REPORT}compare/?old=v1&new=v1", "nothing changed")
    look_at(found, coordinator, f"{REPORT}compare/?old=c9&new=nothing", "unknown states")
    assert not found.problems, str(found)
