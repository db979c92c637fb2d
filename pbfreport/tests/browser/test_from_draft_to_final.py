"""From the first draft to version 2 with the keyboard alone: two agencies, their coordinator and the Secretariat."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from pbfreport.tests.browser.access import Findings
from pbfreport.tests.browser.conftest import OpenPage
from pbfreport.tests.browser.keyboard import Hands
from pbfreport.tests.browser.portal import Portal
from pbfreport.tests.browser.small import ROWS

pytestmark = pytest.mark.browser

REPORT = "/projects/SMALL-1/2021-H1/report/"
FORMATS = ("Word", "PDF", "Excel")
RENAMED = "Another name for the first row"
REASON = "Nothing more was at hand in this round."
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


class Way:
    """The people of the way, each with a keyboard, and where their inputs are."""

    def __init__(self, portal: Portal, open_page: OpenPage, folder: Path) -> None:
        self.portal, self.folder, self.found = portal, folder, Findings()
        names = ("undp", "unicef", "coordinator", "secretariat", "admin")
        self.people = {name: Hands(open_page(name), self.found, name) for name in names}

    def __getitem__(self, name: str) -> Hands:
        return self.people[name]

    def input(self, office: str, page: str = "") -> str:
        return self.portal.input(office, "SMALL-1", "2021-H1", page)

    def report_state(self) -> str:
        ((state,),) = self.portal.rows(
            "SELECT r.state FROM reports_report r JOIN projects_reportingperiod p ON p.id = r.period_id "
            "JOIN projects_project j ON j.id = p.project_id WHERE j.code = 'SMALL-1'"
        )
        return str(state)


def test_from_draft_to_final_with_the_keyboard_alone(
    small_project: Portal, open_page: OpenPage, tmp_path: Path
) -> None:
    way = Way(small_project, open_page, tmp_path)
    both_write_and_submit(way)
    a_wording_is_suggested_and_accepted(way)
    one_row_goes_back(way)
    accepted_checked_and_sent(way)
    two_cells_are_commented_and_the_report_returned(way)
    only_those_rows_are_open(way)
    only_the_changes_are_shown(way)
    cleared_and_signed_off(way)
    first = made_final(way, 1)
    the_framework_changes(way)
    assert files_of(way["coordinator"], 1, way.folder) == first
    corrected_and_final_again(way)
    second = made_final(way, 2)
    assert all(second[name] != first[name] for name in FORMATS)
    version_1_stays(way, first)
    assert not way.found.problems, str(way.found)


def both_write_and_submit(way: Way) -> None:
    for name, office, rows in (("undp", "UNDP", ROWS[:2]), ("unicef", "UNICEF", ROWS[2:])):
        person = way[name]
        person.opens("/")
        person.presses(f"{office}'s input to SMALL-1, January – June 2021", "A")
        for title in rows:
            person.chooses("Status", "Ongoing")
            person.writes("Progress achieved", f"{title}: this began in March.", "TEXTAREA")
            person.writes("Required next steps", "The last group meets in May.", "TEXTAREA")
        person.writes("Current progress, in words", f"{office} counted 40 people.", "TEXTAREA")
        person.writes("Number", "40", "INPUT")
        person.presses("Save, check and submit", "BUTTON")
        person.reads("points that stop")
        person.looks("check and submit")
        submits(person, office)
        person.looks("submitted", narrow=False)


def submits(person: Hands, office: str) -> None:
    """Submit an input from its check page, first without the reason that is asked for."""
    asks = person.page.get_by_label("Why the points that stop stay as they are").count()
    if asks:
        person.presses(f"Submit {office}'s input", "BUTTON")
        person.reads("write one sentence why they stay")
        person.looks("check and submit, error", narrow=False)
        person.writes("Why the points that stop stay as they are", REASON)
    person.writes("Cleared in my organisation by", f"Head of {office}")
    person.presses(f"Submit {office}'s input", "BUTTON")
    person.reads("Submitted. The coordinator sees your input now")


def a_wording_is_suggested_and_accepted(way: Way) -> None:
    coordinator, agency = way["coordinator"], way["unicef"]
    coordinator.opens("/")
    coordinator.looks("home", narrow=False)
    coordinator.presses("SMALL-1, January – June 2021", "A")
    coordinator.looks("report, collecting")
    coordinator.presses("Open the input UNICEF", "A")
    coordinator.looks("a submitted input", narrow=False)
    coordinator.presses("Activities", "A")
    coordinator.unfolds("Suggest another wording: Progress achieved: 3")
    coordinator.writes("The text as it should read", f"{ROWS[2]}: this started in March.", "TEXTAREA")
    coordinator.presses("Suggest", "BUTTON")
    coordinator.reads("Your wording was sent to the people who write this text.")
    coordinator.looks("an input with a suggested wording")
    agency.opens("/")
    agency.looks("home with a suggested wording", narrow=False)
    agency.presses("1 suggested wording on SMALL-1", "A")
    agency.looks("suggested wordings")
    agency.presses("Accept", "BUTTON")
    agency.reads("The wording was accepted: the text reads so now.")
    agency.opens(way.input("UNICEF", "activities"))
    agency.reads(f"{ROWS[2]}: this started in March.")


def one_row_goes_back(way: Way) -> None:
    coordinator, agency = way["coordinator"], way["undp"]
    coordinator.opens(REPORT)
    coordinator.presses("Return UNDP", "A")
    coordinator.presses("Return to UNDP", "BUTTON")
    coordinator.looks("return an input, error")
    coordinator.writes("What has to change?", "How many members were trained?", "TEXTAREA")
    coordinator.ticks(ROWS[0])
    coordinator.presses("Return to UNDP", "BUTTON")
    coordinator.reads("UNDP can write again.")
    agency.opens("/")
    agency.looks("home with a returned input", narrow=False)
    agency.presses("UNDP's input to SMALL-1", "A")
    agency.reads("How many members were trained?")
    agency.looks("a returned row", narrow=False)
    agency.writes("Progress achieved", f"{ROWS[0]}: 40 members began in March.", "TEXTAREA")
    agency.presses("Save, check and submit", "BUTTON")
    submits(agency, "UNDP")


def accepted_checked_and_sent(way: Way) -> None:
    coordinator = way["coordinator"]
    coordinator.opens(REPORT)
    for office in ("UNDP", "UNICEF"):
        coordinator.presses(f"Accept {office}", "BUTTON")
        coordinator.reads(f"The input of {office} is accepted.")
    coordinator.looks("report, all accepted", narrow=False)
    coordinator.presses("Check and send to review", "A")
    coordinator.looks("check")
    coordinator.presses("Send to review", "BUTTON")
    coordinator.reads("write one sentence why they stay")
    coordinator.looks("check, error", narrow=False)
    sends(coordinator)
    coordinator.looks("report, in review")


def sends(coordinator: Hands) -> None:
    if coordinator.page.get_by_label("Why the points that stop stay as they are").count():
        coordinator.writes("Why the points that stop stay as they are", REASON)
    coordinator.presses("Send to review", "BUTTON")
    coordinator.reads("Sent to review.")


def two_cells_are_commented_and_the_report_returned(way: Way) -> None:
    reviewer = way["secretariat"]
    reviewer.opens("/")
    reviewer.looks("home", narrow=False)
    reviewer.presses("All reports in the queue", "A")
    reviewer.looks("queue")
    reviewer.presses("Review: SMALL-1", "A")
    reviewer.looks("report in review", narrow=False)
    reviewer.presses("Review the report", "A")
    reviewer.looks("review without comments", narrow=False)
    reviewer.reads("Points where nothing is written")
    for row, text in (("Row 1", "Of how many villages?"), ("Row 4", "Name the places of the meetings.")):
        reviewer.unfolds(f"Comment: {row}")
        reviewer.writes("Your comment", text, "TEXTAREA")
        reviewer.presses("Save the comment", "BUTTON")
        reviewer.reads("Your comment was saved.")
    reviewer.looks("review with comments")
    reviewer.opens(reviewer.page.url.partition("#")[0])
    reviewer.presses("Return", "A")
    reviewer.looks("return the report")
    reviewer.reads("Row 4")
    reviewer.writes("New date", "30.02.2021")
    reviewer.presses("Return the report", "BUTTON")
    reviewer.looks("return the report, error", narrow=False)
    reviewer.writes("Note to the coordinator", "Two cells need a word more.", "TEXTAREA")
    reviewer.writes("New date", "18.06.2031")
    reviewer.presses("Return the report", "BUTTON")
    reviewer.reads("Returned. The organisations and the coordinator were told.")
    reviewer.looks("report returned")


def only_those_rows_are_open(way: Way) -> None:
    for name, office, number in (("undp", "UNDP", 0), ("unicef", "UNICEF", 3)):
        agency, page = way[name], way[name].page
        agency.opens("/")
        agency.presses(f"{office}'s input to SMALL-1", "A")
        agency.reads("Two cells need a word more.")
        expect(page.locator("[data-row]")).to_have_count(1)
        expect(page.locator("[data-row]")).to_contain_text(ROWS[number])
        agency.looks("the commented row", narrow=False)
        agency.presses("Show all rows", "A")
        expect(page.get_by_label("Progress achieved")).to_have_count(1)
        other = page.locator("[data-row]").filter(has_text=ROWS[{0: 1, 3: 2}[number]]).first
        expect(other.locator("textarea:not([form])")).to_have_count(0)
        agency.looks("all rows, one of them open")
        refused(way, agency, way.input(office, "activities"), str(other.get_attribute("id")))
        agency.opens(way.input(office, "all"))
        agency.writes("Progress achieved", f"{ROWS[number]}: 40 people in six villages.", "TEXTAREA")
        agency.presses("Save, check and submit", "BUTTON")
        agency.looks("check and submit what was returned", narrow=False)
        submits(agency, office)


def refused(way: Way, agency: Hands, section: str, anchor: str) -> None:
    """Post to a row that is not open, as a page of yesterday would: it is refused and changes nothing."""
    token = agency.page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    name = f"a-{anchor.removeprefix('row-')}"
    form: dict[str, str | float | bool] = {
        f"{name}-base": "1",
        f"{name}-status": "ongoing",
        f"{name}-progress": "Sneaked in.",
    }
    for web_address in (f"{section}{anchor}/", section):
        answer = agency.page.request.post(
            way.portal.url + web_address, form=form, headers={"X-CSRFToken": str(token)}, max_redirects=0
        )
        assert answer.status == 409
        assert "This row was not returned" in answer.text()
        assert "Sneaked in." in answer.text()  # it comes back, to be kept
    assert not way.portal.rows("SELECT 1 FROM contributions_activityentry WHERE progress LIKE '%Sneaked%'")


def only_the_changes_are_shown(way: Way) -> None:
    coordinator, reviewer = way["coordinator"], way["secretariat"]
    coordinator.opens(REPORT)
    coordinator.looks("report, returned and submitted again", narrow=False)
    coordinator.presses("Report and comments", "A")
    shows_two_changes(coordinator)
    coordinator.looks("what changed", narrow=False)
    coordinator.presses("All of it", "A")
    coordinator.reads(ROWS[1])
    coordinator.presses("Check and send to review", "A")
    sends(coordinator)
    reviewer.opens("/")
    reviewer.presses("SMALL-1", "A")
    reviewer.presses("Review the report", "A")
    reviewer.looks("review of what changed")
    shows_two_changes(reviewer)


def shows_two_changes(person: Hands) -> None:
    """Find the two rows that changed and nothing else, with the new words marked and the old ones beside them."""
    page = person.page
    expect(page.get_by_role("link", name="Only what changed (2 places)")).to_be_visible()
    expect(page.locator("article.entry")).to_have_count(2)
    for number, title in ((0, ROWS[0]), (1, ROWS[3])):
        address = page.locator("article.entry").nth(number)
        expect(address).to_contain_text(title)
        expect(address.locator("ins").filter(has_text="six villages").first).to_be_visible()
        expect(address.locator("del").filter(has_text="began").first).to_be_visible()
    expect(page.get_by_text(ROWS[1])).to_have_count(0)


def cleared_and_signed_off(way: Way) -> None:
    reviewer, coordinator = way["secretariat"], way["coordinator"]
    reviewer.opens(f"{REPORT}review/")
    for _ in range(2):
        reviewer.presses("Resolve", "BUTTON")
        reviewer.reads("The comment is resolved.")
    reviewer.opens(f"{REPORT}review/")
    clears(reviewer)
    coordinator.opens(REPORT)
    coordinator.looks("report cleared", narrow=False)
    coordinator.presses("Record sign-offs", "A")
    coordinator.looks("sign-offs, none", narrow=False)
    scan = way.folder / "mail.pdf"
    scan.write_bytes(SCAN)
    for office in ("UNDP", "UNICEF"):
        coordinator.presses(f"Record {office}", "A")
        if office == "UNDP":
            coordinator.presses("Record the sign-off", "BUTTON")
            coordinator.looks("sign-off, error")
        coordinator.writes("Name", f"Head of {office}")
        coordinator.writes("Title", "Representative")
        coordinator.writes("Date", "14.06.2021")
        coordinator.attaches("scan", scan)
        coordinator.presses("Record the sign-off", "BUTTON")
        coordinator.reads(f"The sign-off of {office} is recorded.")
    coordinator.reads("mail.pdf")
    coordinator.looks("sign-offs recorded")


def clears(reviewer: Hands) -> None:
    reviewer.presses("Clear", "A")
    reviewer.looks("clear", narrow=False)
    reviewer.writes("Comments of the PBF Secretariat", "Read and cleared.")
    reviewer.presses("Clear the report", "BUTTON")
    reviewer.reads("Cleared. It can be made final")


def made_final(way: Way, number: int) -> dict[str, bytes]:
    """Make the report final as the Secretariat; returns the files of the version."""
    reviewer = way["secretariat"]
    reviewer.opens(REPORT)
    reviewer.presses("Make final", "A")
    reviewer.looks(f"make version {number} final", narrow=number == 1)
    if number == 2:
        reviewer.writes("Why it goes without the sign-off", "Both agreed by telephone.")
    reviewer.presses("Make final", "BUTTON")
    reviewer.reads("The report is final.")
    reviewer.looks(f"report, version {number} final", narrow=number == 2)
    return files_of(way["coordinator"], number, way.folder)


def files_of(person: Hands, number: int, folder: Path) -> dict[str, bytes]:
    """Download the three files of a version, each from its page."""
    person.opens(REPORT)
    person.presses(f"Version {number}", "A")
    return {name: person.downloads(name, folder) for name in FORMATS}


def the_framework_changes(way: Way) -> None:
    ((row,),) = way.portal.rows("SELECT id FROM activities_activity WHERE title = ?", ROWS[0])
    page = way["admin"].page
    page.goto(f"/admin/activities/activity/{row}/change/")
    page.get_by_label("Title").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(RENAMED)
    page.get_by_role("button", name="Save", exact=True).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert way.portal.rows("SELECT title FROM activities_activity WHERE id = ?", row) == [(RENAMED,)]
    way["coordinator"].opens(f"{REPORT}versions/1/")
    way["coordinator"].looks("version 1")


def corrected_and_final_again(way: Way) -> None:
    coordinator, agency, reviewer = way["coordinator"], way["undp"], way["secretariat"]
    coordinator.opens(REPORT)
    coordinator.presses("Open for a correction", "A")
    coordinator.presses("Open for a correction", "BUTTON")
    coordinator.looks("open for a correction, error", narrow=False)
    coordinator.writes("What has to be corrected?", "The number of villages was wrong.", "TEXTAREA")
    coordinator.presses("Open for a correction", "BUTTON")
    coordinator.reads("The report is open again.")
    coordinator.looks("report opened for a correction", narrow=False)
    coordinator.presses("Return UNDP", "A")
    coordinator.writes("What has to change?", "Correct the villages.", "TEXTAREA")
    coordinator.ticks(RENAMED)
    coordinator.presses("Return to UNDP", "BUTTON")
    agency.opens("/")
    agency.presses("UNDP's input to SMALL-1", "A")
    agency.writes("Progress achieved", "40 people in seven villages.", "TEXTAREA")
    agency.presses("Save, check and submit", "BUTTON")
    submits(agency, "UNDP")
    coordinator.opens(f"{REPORT}check/")
    sends(coordinator)
    reviewer.opens(f"{REPORT}review/")
    clears(reviewer)


def version_1_stays(way: Way, first: dict[str, bytes]) -> None:
    coordinator = way["coordinator"]
    coordinator.opens(f"{REPORT}versions/2/")
    coordinator.reads("The number of villages was wrong.")
    coordinator.looks("version 2")
    assert files_of(coordinator, 1, way.folder) == first
    coordinator.reads("This version was replaced on")
    coordinator.looks("version 1, replaced")
    coordinator.presses("What changed in version 2", "A")
    expect(coordinator.page.locator("del").filter(has_text="six").first).to_be_visible()
    expect(coordinator.page.locator("ins").filter(has_text="seven").first).to_be_visible()
    coordinator.looks("the two versions compared")
