"""A row saves by itself: its state line, the other rows' text, errors and clashes."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from pbfreport.tests.browser.acts import press, progress, row
from pbfreport.tests.browser.conftest import OpenPage
from pbfreport.tests.browser.portal import Portal

pytestmark = pytest.mark.browser

BISHKEK = ZoneInfo("Asia/Bishkek")


def one_page(portal: Portal, page: Page) -> Page:
    page.goto(portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "all"))
    return page


def save(part: Locator) -> None:
    """Press the button that saves one row by itself."""
    part.locator(".row-foot").get_by_role("button", name=re.compile("^Save")).click()


def save_row(page: Page, number: int) -> None:
    save(row(page, number))


def test_a_saved_row_says_when_and_the_other_rows_keep_their_unsaved_text(
    portal: Portal, open_page: OpenPage
) -> None:
    page = one_page(portal, open_page("unicef"))
    progress(page, 0).fill("First row, saved.")
    progress(page, 1).fill("Second row, not saved.")
    expect(row(page, 0).locator("[data-row-state]")).to_have_text("Not saved")
    save_row(page, 0)
    expect(row(page, 0).locator("[data-row-state]")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    expect(row(page, 1).locator("[data-row-state]")).to_have_text("Not saved")
    expect(progress(page, 0)).to_have_value("First row, saved.")
    expect(progress(page, 1)).to_have_value("Second row, not saved.")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(progress(page, 0)).to_have_value("First row, saved.")
    expect(progress(page, 1)).not_to_have_value("Second row, not saved.")


def test_the_time_of_saving_is_the_portals_own_wherever_the_computer_stands(
    portal: Portal, open_page: OpenPage
) -> None:
    page = one_page(portal, open_page("unicef", timezone_id="America/Lima"))
    progress(page, 0).fill("Saved in Lima.")
    before = datetime.now(BISHKEK)
    save_row(page, 0)
    state = row(page, 0).locator("[data-row-state]")
    expect(state).to_have_text(re.compile("^Saved "))
    after = datetime.now(BISHKEK)
    assert state.inner_text() in {f"Saved {moment:%H:%M}" for moment in (before, after)}
    expect(page.locator("#announcer")).to_have_text(state.inner_text())


def test_what_is_typed_while_a_row_is_being_saved_stays_and_counts_as_unsaved(
    portal: Portal, open_page: OpenPage
) -> None:
    page = one_page(portal, open_page("unicef"))
    held = []
    page.route("**/activities/row-*/", lambda route: held.append(route))
    progress(page, 0).fill("Sent.")
    save_row(page, 0)
    expect(row(page, 0).locator("[data-row-state]")).to_have_text("Saving")
    progress(page, 0).press_sequentially(" And more.")
    held[0].continue_()
    expect(row(page, 0)).not_to_have_attribute("data-busy", "")
    expect(progress(page, 0)).to_have_value("Sent. And more.")
    expect(row(page, 0).locator("[data-row-state]")).to_have_text("Not saved")
    page.unroute_all()
    save_row(page, 0)
    expect(row(page, 0).locator("[data-row-state]")).to_have_text(re.compile("^Saved "))
    page.reload()
    expect(progress(page, 0)).to_have_value("Sent. And more.")


def test_a_row_saved_twice_never_clashes_with_itself(portal: Portal, open_page: OpenPage) -> None:
    page = one_page(portal, open_page("unicef"))
    for text in ("Once.", "Twice.", "Three times."):
        progress(page, 0).fill(text)
        with page.expect_response(re.compile("/activities/row-")) as answer:
            save_row(page, 0)
        assert answer.value.status == 200
        expect(row(page, 0).locator("[data-row-state]")).to_have_text(re.compile("^Saved "))
    press(page, "Save the page")
    expect(page.get_by_text("Nothing was changed.")).to_be_visible()
    expect(progress(page, 0)).to_have_value("Three times.")


def test_words_in_a_number_get_a_sentence_at_the_field_and_nothing_is_lost(
    portal: Portal, open_page: OpenPage
) -> None:
    page = one_page(portal, open_page("unicef"))
    money = page.locator("#money")
    money.get_by_label("Spent", exact=True).fill("over half")
    money.get_by_label("Source of the figures").fill("Own books")
    progress(page, 0).fill("Not saved yet.")
    save(money)
    spent = money.get_by_label("Spent", exact=True)
    expect(spent).to_have_accessible_description(re.compile("Write digits only, for example 1377 or 12.5."))
    expect(spent).to_have_attribute("aria-invalid", "true")
    expect(spent).to_be_focused()
    expect(money.locator("[data-row-state]")).to_have_text("Not saved")
    expect(spent).to_have_value("over half")
    expect(money.get_by_label("Source of the figures")).to_have_value("Own books")
    expect(progress(page, 0)).to_have_value("Not saved yet.")
    spent.fill("70 000")
    save(money)
    expect(money.locator("[data-row-state]")).to_have_text(re.compile("^Saved "))
    expect(money.locator(".field-error")).to_have_count(0)
    expect(spent).to_have_value("70,000.00")
    expect(money.get_by_role("button", name="Save")).to_be_focused()
    expect(page.locator("[data-unsaved]")).to_have_count(1)  # the other row, and nothing besides
    expect(progress(page, 0)).to_have_value("Not saved yet.")


@pytest.mark.parametrize(
    ("choice", "stays"), [("Use what you wrote", "Mine."), ("Keep what is saved", "Theirs.")]
)
def test_a_clash_shows_both_texts_and_the_chosen_one_stays(
    portal: Portal, open_page: OpenPage, choice: str, stays: str
) -> None:
    mine, theirs = one_page(portal, open_page("unicef")), one_page(portal, open_page("unicef"))
    progress(theirs, 0).fill("Theirs.")
    save_row(theirs, 0)
    expect(row(theirs, 0).locator("[data-row-state]")).to_have_text(re.compile("^Saved "))
    progress(mine, 0).fill("Mine.")
    save_row(mine, 0)
    clash = row(mine, 0).get_by_role("group", name="Progress achieved")
    expect(clash.get_by_text("Mine.")).to_be_visible()
    expect(clash.get_by_text("Theirs.")).to_be_visible()
    expect(clash.get_by_label("Use what you wrote")).to_be_focused()
    clash.get_by_label(choice).check()
    save_row(mine, 0)
    expect(row(mine, 0).locator("[data-row-state]")).to_have_text(re.compile("^Saved "))
    expect(clash).to_have_count(0)
    expect(progress(mine, 0)).to_have_value(stays)

    # The decision was for that text alone: what is typed afterwards is saved as ever.
    progress(mine, 0).fill(f"{stays} And more.")
    save_row(mine, 0)
    expect(row(mine, 0).locator("[data-row-state]")).to_have_text(re.compile("^Saved "))
    mine.goto(mine.url)
    expect(progress(mine, 0)).to_have_value(f"{stays} And more.")


def test_two_people_in_different_fields_of_a_row_both_keep_their_text(
    portal: Portal, open_page: OpenPage
) -> None:
    mine, theirs = one_page(portal, open_page("unicef")), one_page(portal, open_page("unicef"))
    progress(theirs, 0).fill("Progress by one.")
    save_row(theirs, 0)
    expect(row(theirs, 0).locator("[data-row-state]")).to_have_text(re.compile("^Saved "))
    row(mine, 0).get_by_label("Required next steps").fill("Next steps by the other.")
    save_row(mine, 0)
    expect(row(mine, 0).locator("[data-row-state]")).to_have_text(re.compile("^Saved "))
    mine.reload()
    expect(progress(mine, 0)).to_have_value("Progress by one.")
    expect(row(mine, 0).get_by_label("Required next steps")).to_have_value("Next steps by the other.")
