"""The main job: from the link in the mail to a submitted input, and from there to the documents."""

import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from pbfreport.tests.browser.acts import NEW_PASSWORD, download, follow, invite, press, progress
from pbfreport.tests.browser.conftest import OpenPage
from pbfreport.tests.browser.portal import Portal

pytestmark = pytest.mark.browser

FIRST = "Journey row one: 14 schools of Баткен opened peace clubs; өңүр үчүн."
SECOND = "Journey row two: 97 adolescents trained & heard."
COUNT_CLICKS = "addEventListener('click', event => event.isTrusted && event.detail && countClick(), true)"


def count_clicks(page: Page) -> list[int]:
    """Count every press of the mouse in this page from now on."""
    clicks: list[int] = []
    page.expose_function("countClick", lambda: clicks.append(1))
    page.add_init_script(COUNT_CLICKS)
    return clicks


def test_from_the_mail_link_to_submitted_with_two_rows_in_at_most_eight_clicks(
    portal: Portal, open_page: OpenPage, tmp_path: Path
) -> None:
    coordinator = open_page("coordinator")
    link = invite(coordinator, portal)

    page = open_page()
    clicks = count_clicks(page)
    page.goto(link)  # the first click, in the mail
    page.get_by_label("Choose a password").click()
    page.keyboard.type(NEW_PASSWORD)
    press(page, "Start")
    follow(page.get_by_role("link").filter(has_text="UNICEF's input to KGZ-PVE-1, January – June 2021"))
    progress(page, 0).click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(FIRST)
    progress(page, 1).click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(SECOND)
    press(page, "Save, check and submit")
    expect(page.get_by_text(FIRST)).to_be_visible()
    expect(page.get_by_text(SECOND)).to_be_visible()
    press(page, "Submit UNICEF's input")
    expect(page.get_by_text("Submitted. The coordinator sees your input now")).to_be_visible()
    assert 1 + len(clicks) <= 8

    coordinator.goto("/projects/KGZ-PVE-1/2021-H1/report/")
    expect(coordinator.get_by_role("row").filter(has_text="UNICEF")).to_contain_text("Submitted")
    follow(coordinator.get_by_role("link", name="Preview on screen"))
    expect(coordinator.get_by_text(FIRST)).to_be_visible()
    coordinator.go_back()
    assert FIRST in words_of_word_file(download(coordinator, "Word", tmp_path))
    assert SECOND in one_line(
        "".join(part.extract_text() for part in PdfReader(download(coordinator, "PDF", tmp_path)).pages)
    )
    workbook = load_workbook(download(coordinator, "Excel", tmp_path), read_only=True)
    cells = [str(cell) for sheet in workbook for line in sheet.iter_rows(values_only=True) for cell in line]
    assert any(FIRST in cell for cell in cells)


def one_line(text: str) -> str:
    return " ".join(text.split())


def words_of_word_file(file: Path) -> str:
    document = Document(str(file))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_a_text_is_taken_over_with_one_click_and_a_later_change_is_shown(
    portal: Portal, open_page: OpenPage, tmp_path: Path
) -> None:
    section = "/projects/KGZ-PVE-1/2021-H1/report/part2/"
    page = open_page("coordinator")
    page.goto(section)
    item = page.locator("[data-row]").filter(
        has=page.get_by_role("heading", name="Gender equality and youth", level=3)
    )
    take_over = page.get_by_role("button", name=re.compile("^Take over.*UN Women"))
    theirs = item.locator(".agency-text").filter(has=take_over)
    written = theirs.locator(".prose p").first.inner_text()
    follow(theirs.get_by_role("button"))
    expect(page.get_by_text("Taken over. You can change it")).to_be_visible()
    expect(item.get_by_label("Your text")).to_have_value(written)
    page.goto("/projects/KGZ-PVE-1/2021-H1/report/")
    assert written in words_of_word_file(download(page, "Word", tmp_path))

    writer = open_page("unwomen")
    writer.goto(portal.input("UN Women", "KGZ-PVE-1", "2021-H1", "texts"))
    field = writer.locator("textarea").filter(has_text=written)
    field.fill(f"{written} Nineteen villages joined.")
    press(writer, "Save the page")
    expect(writer.get_by_text("1 part saved.")).to_be_visible()

    page.goto(section)
    expect(theirs.get_by_text("UN Women changed this since you took it")).to_be_visible()
    expect(theirs.locator("ins")).to_contain_text("Nineteen villages joined.")
    expect(item.get_by_label("Your text")).to_have_value(written)
