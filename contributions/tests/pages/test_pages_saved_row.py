"""A row that is saved by itself: what stands elsewhere about it is brought up to date with it."""

import pytest

from contributions.models import ActivityEntry
from contributions.tests.entries import name, rows_of, web_address
from pbfreport.tests.pages import Page, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unicef(input_of):
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def row(unicef):
    entry = rows_of(unicef)[23]
    ActivityEntry.objects.filter(pk=entry.pk).update(progress="", status="", next_steps="")
    return entry


def save(client, unicef, row, progress):
    """Save one row by itself and return what is swapped beside its state line: id or place -> words."""
    page = Page(client.get(web_address(unicef, "activities")))
    data = {name(row, "base"): page.field(name(row, "base")), name(row, "progress"): progress}
    url = web_address(unicef, "activities", f"row-{row.uid}")
    answer = Page(client.post(url, data, headers={"HX-Request": "true"}))
    assert answer.status == 200
    return {
        element.get("id") or element.get("hx-swap-oob"): words_of(element)
        for element in answer.root.xpath("//*[@hx-swap-oob]")
    }


def test_the_badge_and_the_count_change_with_the_row_without_loading_the_page(signed_in, unicef, row):
    client = signed_in("unicef")
    page = Page(client.get(web_address(unicef, "activities")))
    badge, counts = f"row-{row.uid}-written", "part-activities-words"
    assert page.words_in(badge) == "Not written yet"
    before = {words_of(element) for element in page.root.find_class(counts)}
    swapped = save(client, unicef, row, "Forty took part.")
    assert swapped[badge] == "Written"
    page = Page(client.get(web_address(unicef, "activities")))
    now = {words_of(element) for element in page.root.find_class(counts)}
    assert {swapped[f"innerHTML:.{counts}"]} == now != before
    assert save(client, unicef, row, "")[badge] == "Not written yet"


def test_what_is_swapped_stands_on_the_page_once(signed_in, unicef, row):
    page = Page(signed_in("unicef").get(web_address(unicef, "all")))
    assert page.ids.count(f"row-{row.uid}-written") == 1
    assert len(page.root.find_class("part-activities-words")) == 2  # at the head of the page and of the part
