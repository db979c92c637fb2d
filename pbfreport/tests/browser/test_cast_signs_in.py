"""Each account of the cast signs in by the form and finds its work."""

import pytest
from playwright.sync_api import expect

from conftest import PASSWORD
from pbfreport.tests.browser.acts import press
from pbfreport.tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("name", "heading", "work"),
    [
        ("undp", "Waiting for you", "UNDP's input to KGZ-PVE-1"),
        ("ohchr", "Waiting for you", "OHCHR's input to KGZ-PVE-1"),
        ("unwomen", "Waiting for you", "UN Women's input to KGZ-PVE-1"),
        ("unicef", "Waiting for you", "UNICEF's input to KGZ-PVE-1"),
        ("unodc", "Nothing is waiting for you", "UNODC's input to KGZ-PVE-2"),
        ("coordinator", "Waiting for you", "Joint report of KGZ-PVE-1"),
        ("coordinator2", "Waiting for you", "Joint report of KGZ-PVE-2"),
        ("writer", "Waiting for you", "Your rows of UN Women's input to KGZ-PVE-1"),
        ("secretariat", "Where every report stands", "KGZ-PVE-2"),
        ("reader", "Nothing is waiting for you", "UNICEF's input to KGZ-PVE-1"),
        ("admin", "Nothing is waiting for you", "Manage projects, people and form editions"),
    ],
)
def test_an_account_signs_in_and_finds_its_work(
    open_page: OpenPage, name: str, heading: str, work: str
) -> None:
    page = open_page()
    page.goto("/")
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    found = page.get_by_role("link").filter(has_text=work).first
    expect(found).to_be_visible()
    answer = page.request.get(found.evaluate("link => link.href"))
    assert answer.status == 200
