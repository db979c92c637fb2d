"""The page of budget and expenditure: dollars since the start, with warnings where figures are unusual."""

from datetime import date
from decimal import Decimal

import pytest

from audit.models import LogEntry
from contributions.tests.entries import web_address
from pbfreport.tests.pages import Browser, Page
from projects.models import Participation

pytestmark = pytest.mark.django_db


@pytest.fixture
def unicef(input_of):
    contribution = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    Participation.objects.filter(office=contribution.office, project__code="KGZ-PVE-1").update(
        approved=250_000
    )
    return contribution


@pytest.fixture
def window(signed_in, unicef):
    window = Browser(signed_in("unicef"))
    window.open(web_address(unicef, "budget"))
    return window


def test_amounts_are_saved_as_typed_and_shown_with_cents(window, unicef, person):
    assert "250,000" in window.page.words_in("money")
    for name, typed in {"spent": "US$ 120 000", "committed": "1,500.5", "money_as_of": "31.05.2021"}.items():
        window.type(f"money-{name}", typed)
    page = window.click("Save the page")
    unicef.refresh_from_db()
    assert (unicef.spent, unicef.committed) == (Decimal("120000.00"), Decimal("1500.50"))
    assert unicef.money_as_of == date(2021, 5, 31)
    assert page.field("money-spent") == "120,000.00"
    line = LogEntry.objects.latest("pk")
    assert (line.actor_id, line.changes["spent"]) == (person("unicef").pk, [None, "120000"])


def test_expenditure_above_the_budget_is_saved_with_a_warning(window, unicef):
    window.type("money-spent", "240,000")
    window.type("money-committed", "20,000")
    window.type("money-gender_spent", "250,000")
    window.type("money-money_as_of", "31.05.2022")
    page = window.click("Save the page")
    assert page.status == 200
    unicef.refresh_from_db()
    assert unicef.spent == 240_000
    words = page.words_in("money")
    assert (
        "Spent and committed are 260,000.00, above the approved 250,000.00 US dollars. It is saved" in words
    )
    assert "Spending on gender equality is larger than all spending" in words
    assert "31 May 2022 lies outside the project" in words


def test_a_wrong_amount_keeps_the_whole_row_unsaved_and_on_the_page(window, unicef):
    for name, typed in {
        "spent": "almost all",
        "committed": "-1",
        "gender_spent": "9" * 13,
        "money_source": "Atlas",
    }.items():
        window.type(f"money-{name}", typed)
    page = window.click("Save the page")
    assert page.status == 422
    page.check_summary()
    assert [link for link, _words in page.summary] == [
        "#id_money-spent",
        "#id_money-committed",
        "#id_money-gender_spent",
    ]
    assert page.field("money-spent") == "almost all"
    assert page.field("money-money_source") == "Atlas"
    unicef.refresh_from_db()
    assert (unicef.spent, unicef.money_source) == (None, "")


def test_the_box_for_provisional_figures_can_be_unticked(window, unicef):
    assert unicef.money_is_provisional
    window.untick("money-money_is_provisional")
    window.click("Save the page")
    unicef.refresh_from_db()
    assert not unicef.money_is_provisional


def test_expenditure_saves_by_itself_and_gives_its_warnings_at_once(signed_in, unicef, window):
    data = {"money-base": window.page.field("money-base"), "money-spent": "300000"}
    answer = signed_in("unicef").post(
        web_address(unicef, "budget", "money"), data, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "above the approved 250,000.00" in Page(answer).words


def test_nothing_spent_is_an_answer_and_an_empty_field_is_none(window, unicef):
    window.type("money-spent", "0")
    page = window.click("Save the page")
    unicef.refresh_from_db()
    assert unicef.spent == 0
    assert "1 of 1 written" in page.words
    window.type("money-spent", "")
    assert "0 of 1 written" in window.click("Save the page").words
