"""A new user reads only the page: the summary of errors takes the focus, its links lead to the fields."""

import re

import pytest
from playwright.sync_api import Page, expect

from pbfreport.tests.browser.acts import NEW_PERSON, invite, press
from pbfreport.tests.browser.conftest import OpenPage
from pbfreport.tests.browser.portal import Portal

pytestmark = pytest.mark.browser

REFUSED_WORDS = re.compile(r"this field is required|\binvalid\b|\bplease\b", re.IGNORECASE)


def follow_every_link(page: Page) -> None:
    """The summary has the focus, says what the fields say, and each of its links puts the focus on a field."""
    expect(page).to_have_title(re.compile("^Error: "))
    summary = page.locator("main").get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.locator("main > *").first.get_attribute("role") == "alert"
    links = summary.get_by_role("link")
    assert links.count() >= 1
    for link in links.all():
        sentence = link.inner_text()
        assert not REFUSED_WORDS.search(sentence), sentence
        link.click()
        focused = page.evaluate(
            """() => { const at = document.activeElement;
              const name = element => [element.getAttribute('aria-describedby') || '']
                .flatMap(ids => ids.split(' ')).filter(Boolean)
                .map(id => document.getElementById(id)?.innerText || '').join(' ');
              return [at.tagName, name(at)]; }"""
        )
        assert focused[0] in ("INPUT", "SELECT", "TEXTAREA", "FIELDSET", "ARTICLE"), (sentence, focused)
        said = " ".join(sentence.split()[-6:])
        assert said in " ".join(focused[1].split()), (sentence, focused)


def test_an_input_with_mistakes(portal: Portal, open_page: OpenPage) -> None:
    page = open_page("unicef")
    page.goto(portal.input("UNICEF", "KGZ-PVE-1", "2021-H1", "budget"))
    page.get_by_label("Spent", exact=True).fill("about half")
    page.get_by_label("Figures as of").fill("last month")
    page.get_by_label("Source of the figures").fill("s" * 201)
    press(page, "Save the page")
    follow_every_link(page)
    expect(page.get_by_label("Spent", exact=True)).to_have_value("about half")
    expect(page.get_by_label("Figures as of")).to_have_value("last month")
    expect(page.get_by_label("Source of the figures")).to_have_value("s" * 201)


def test_figures_of_an_indicator_that_contradict_each_other(portal: Portal, open_page: OpenPage) -> None:
    coordinator = open_page("coordinator2")
    coordinator.goto(portal.input("UNODC", "KGZ-PVE-2", "2021-FINAL", "return"))
    press(coordinator, "Return to UNODC")
    follow_every_link(coordinator)
    coordinator.get_by_label("What has to change?").fill("The number of women does not fit.")
    press(coordinator, "Return to UNODC")
    expect(coordinator.get_by_text("UNODC can write again.")).to_be_visible()

    page = open_page("unodc")
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text("The number of women does not fit.")
    page.goto(portal.input("UNODC", "KGZ-PVE-2", "2021-FINAL", "indicators"))
    item = page.locator("[data-row]").filter(has_text="Indicator 1.1.2").first
    item.get_by_label("Number", exact=True).fill("100")
    item.get_by_label("Women").fill("80")
    item.get_by_label("Men", exact=True).fill("40")
    item.get_by_label("Measured on").fill("31.02.2021")
    press(page, "Save the page")
    follow_every_link(page)
    expect(page.get_by_role("alert")).to_contain_text(
        "Women and men together are 120, more than the total of 100."
    )
    expect(item.get_by_label("Measured on")).to_have_value("31.02.2021")


def test_an_empty_invitation_and_a_weak_password(portal: Portal, open_page: OpenPage) -> None:
    page = open_page("coordinator")
    page.goto("/projects/KGZ-PVE-1/people/")
    page.get_by_label("E-mail address").fill("no address")
    press(page, "Send the invitation")
    follow_every_link(page)
    link = invite(page, portal)
    newcomer = open_page()
    newcomer.goto(link)
    newcomer.get_by_label("Your name").fill("")
    newcomer.get_by_label("Choose a password").fill("peace")
    press(newcomer, "Start")
    follow_every_link(newcomer)


def test_a_wrong_password(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(NEW_PERSON)
    page.get_by_label("Password").fill("not the one")
    press(page, "Sign in")
    expect(page).to_have_title(re.compile("^Error: "))
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.get_by_label("E-mail address")).to_have_value(NEW_PERSON)
    summary.get_by_role("link").click()
    expect(page.get_by_label("E-mail address")).to_be_focused()
    assert not REFUSED_WORDS.search(summary.inner_text())
