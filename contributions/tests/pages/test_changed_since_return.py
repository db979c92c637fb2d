"""After a return of some rows: what changed in them stands there word by word, and the rest is not asked for."""

from decimal import Decimal

import pytest

from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from contributions.services import return_contribution, submit_contribution
from contributions.tests.entries import indicators_of, name, rows_of, web_address
from pbfreport.tests.pages import Browser, Page, words_of
from projects import addresses
from projects.models import Question

pytestmark = pytest.mark.django_db

WAS, NOW = "Forty judges were trained in May.", "Forty judges and ten clerks were trained in May."


@pytest.fixture
def ohchr(input_of):
    return input_of("OHCHR", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def row(ohchr):
    entry = next(iter(rows_of(ohchr).values()))
    ActivityEntry.objects.filter(pk=entry.pk).update(progress=WAS, status="ongoing")
    return entry


@pytest.fixture
def give_back(ohchr, person):
    def back(*opened):
        return_contribution(ohchr, by=person("coordinator"), note="Say how many.", addresses=opened)
        return Contribution.objects.get(pk=ohchr.pk)

    return back


@pytest.fixture
def returned(give_back, row):
    return give_back(addresses.activity(row.activity.uid))


def marks(page, anchor=None):
    """Return (taken away, added) on a page, or in one part of it."""
    root = page.part(anchor) if anchor else page.root

    def of(tag):
        return [
            " ".join(words_of(element).removeprefix(f"[{word}:").removesuffix("]").split())
            for element in root.iter(tag)
            for word in ({"del": "removed", "ins": "added"}[tag],)
        ]

    return of("del"), of("ins")


def write(client, contribution, row, **values):
    """Save one row by itself, as its button does, with what the page gave."""
    page = Page(client.get(web_address(contribution, "activities")))
    data = {name(row, "base"): page.field(name(row, "base"))}
    for field in ("status", "progress", "next_steps"):
        data[name(row, field)] = values.get(field, page.field(name(row, field)))
    url = web_address(contribution, "activities", f"row-{row.uid}")
    return client.post(url, data, headers={"HX-Request": "true"})


def test_a_returned_row_shows_what_changed_since_word_by_word_once_it_did(signed_in, returned, row):
    client = signed_in("ohchr")
    assert marks(Page(client.get(web_address(returned, "activities")))) == ([], [])
    write(client, returned, row, progress=NOW, status="completed")
    page = Page(client.get(web_address(returned, "activities")))
    gone, come = marks(page, f"row-{row.uid}-changes")
    assert (gone, come) == (["Ongoing"], ["Completed", "and ten clerks"])
    assert "Changed since it was returned" in page.words_in(f"row-{row.uid}-changes")


def test_the_check_page_shows_the_changes_of_what_was_returned_alone_and_switches_to_all(
    signed_in, returned, row
):
    ActivityEntry.objects.filter(pk=row.pk).update(progress=NOW)
    browser = Browser(signed_in("ohchr"))
    page = browser.open(web_address(returned, "submit"))
    rows = len(page.root.find_class("check-row"))
    assert rows == 1
    assert "and ten clerks" in " ".join(marks(page)[1])
    page = browser.click("Show all rows")
    assert len(page.root.find_class("check-row")) > rows
    assert "and ten clerks" in " ".join(marks(page)[1])
    page = browser.click("Show what was returned only")
    assert len(page.root.find_class("check-row")) == rows


def test_the_coordinator_reads_the_changes_before_accepting(signed_in, returned, row, person):
    ActivityEntry.objects.filter(pk=row.pk).update(progress=NOW)
    submit_contribution(returned, by=person("ohchr"), reason="It is known.")
    page = Browser(signed_in("coordinator")).open(web_address(returned, "activities"))
    assert "and ten clerks" in " ".join(marks(page, f"row-{row.uid}-changes")[1])


def test_the_answer_to_one_saved_row_brings_its_changes_and_its_badge(signed_in, returned, row):
    answer = write(signed_in("ohchr"), returned, row, progress=NOW)
    swapped = {
        element.get("id"): words_of(element) for element in Page(answer).root.xpath("//*[@hx-swap-oob]")
    }
    assert "and ten clerks" in swapped[f"row-{row.uid}-changes"]
    assert swapped[f"row-{row.uid}-written"] == "Written"


def test_a_figure_is_another_figure_and_not_other_words(signed_in, input_of, person):
    unodc = input_of("UNODC", "KGZ-PVE-2", "2021-FINAL")
    entry = indicators_of(unodc)[0]
    IndicatorEntry.objects.filter(pk=entry.pk).update(value=Decimal("1377"), women=None)
    address = addresses.indicator(entry.indicator.uid)
    return_contribution(unodc, by=person("coordinator2"), note="Say how many.", addresses=[address])
    IndicatorEntry.objects.filter(pk=entry.pk).update(value=Decimal("1388"), women=40)
    page = Browser(signed_in("unodc")).open(web_address(unodc, "indicators"))
    assert marks(page, f"row-{entry.uid}-changes") == (["1,377"], ["1,388", "40"])


def test_an_answer_that_was_not_there_and_money_are_compared_too(signed_in, give_back, ohchr):
    question = Question.objects.filter(
        section__edition=ohchr.period.edition,
        who_answers="every_office",
        condition="always",
        section__kind="questions",
        type="text",
    )[0]
    Answer.objects.filter(contribution=ohchr).delete()
    returned = give_back(addresses.question(question.key), addresses.MONEY)
    Answer.objects.create(contribution=returned, question=question, text="Now there is one.")
    Contribution.objects.filter(pk=returned.pk).update(money_source="The ledger", money_is_provisional=False)
    browser = Browser(signed_in("ohchr"))
    assert marks(browser.open(web_address(returned, "texts"))) == ([], ["Now there is one."])
    gone, come = marks(browser.open(web_address(returned, "budget")), "money-changes")
    assert "The ledger" in come
    assert ("Yes" in gone) == ("No" in come)


def test_where_nothing_was_returned_the_page_says_so_and_not_that_nothing_is_asked(signed_in, returned):
    browser = Browser(signed_in("ohchr"))
    for section in ("texts", "budget"):
        page = browser.open(web_address(returned, section))
        assert "Nothing here was returned: it stays as it was." in page.words
        assert "Nothing is asked here" not in page.words


def test_the_task_list_counts_what_is_open_and_calls_nothing_closed_not_started(signed_in, returned, row):
    browser = Browser(signed_in("ohchr"))
    page = browser.open(web_address(returned))
    tasks = {words_of(task.find(".//a")): words_of(task) for task in page.root.find_class("task")}
    assert "1 of 1 written" in tasks["Activities"]
    assert "Nothing here was returned: it stays as it was. Not open" in tasks["Budget and expenditure"]
    assert not any("Not yet started" in words for words in tasks.values())
    ActivityEntry.objects.filter(pk=row.pk).update(progress="", status="", next_steps="")
    assert "0 of 1 written" in browser.open(web_address(returned)).words


def test_a_whole_return_and_an_input_never_returned_show_no_comparison(signed_in, give_back, row):
    returned = give_back()
    ActivityEntry.objects.filter(pk=row.pk).update(progress=NOW)
    page = Browser(signed_in("ohchr")).open(web_address(returned, "activities"))
    assert marks(page) == ([], [])
    assert "Changed since it was returned" not in page.words
