"""Two people on the same row: different fields merge, the same field shows both texts, nothing typed is lost."""

import pytest

from audit.models import LogEntry
from contributions.models import ActivityEntry
from contributions.services import save_activity_entry, submit_contribution
from contributions.tests.entries import name, rows_of, web_address
from core.saving import base_of
from pbfreport.tests.pages import Browser, Page, form_values

pytestmark = pytest.mark.django_db

MINE, THEIRS = "My sentence about the schools.", "Their sentence about the schools."


@pytest.fixture
def women(input_of):
    return input_of("UN Women", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def row(women):
    return rows_of(women)[14]  # the writer was given this row


@pytest.fixture
def mine(signed_in, women):
    browser = Browser(signed_in("unwomen"))
    browser.open(web_address(women, "activities"))
    return browser


@pytest.fixture
def theirs(signed_in, women):
    browser = Browser(signed_in("writer"))
    browser.open(web_address(women, "activities"))
    return browser


def test_different_fields_of_one_row_merge(mine, theirs, row, person):
    theirs.type(name(row, "next_steps"), THEIRS)
    assert theirs.click("Save the page").status == 200
    mine.type(name(row, "progress"), MINE)
    assert mine.click("Save the page").status == 200
    row.refresh_from_db()
    assert (row.progress, row.next_steps, row.updated_by) == (MINE, THEIRS, person("unwomen"))


def clash(mine, theirs, row):
    theirs.type(name(row, "progress"), THEIRS)
    theirs.click("Save the page")
    mine.type(name(row, "progress"), MINE)
    return mine.click("Save the page")


def test_the_same_field_gives_the_second_person_409_with_both_texts(mine, theirs, row):
    page = clash(mine, theirs, row)
    assert page.status == 409
    page.check_summary()
    assert "someone else changed this while you were writing" in page.summary[0][1]
    words = page.words_in(f"keep-{name(row, 'progress')}")
    assert MINE in words and THEIRS in words and "UN Women writer" in words
    assert page.field(name(row, "progress")) == MINE
    row.refresh_from_db()
    assert row.progress == THEIRS


def test_saving_again_is_a_decision_for_the_own_text(mine, theirs, row):
    clash(mine, theirs, row)
    assert mine.click("Save the page").status == 200
    row.refresh_from_db()
    assert row.progress == MINE
    changes = LogEntry.objects.filter(object_uid=row.uid).latest("pk").changes
    assert changes == {"progress": [THEIRS, MINE]}


def test_choosing_theirs_keeps_what_is_stored_and_still_saves_the_other_fields(mine, theirs, row):
    clash(mine, theirs, row)
    mine.type(f"keep-{name(row, 'progress')}", "theirs")
    mine.type(name(row, "status"), "delayed")
    page = mine.click("Save the page")
    assert page.status == 200
    row.refresh_from_db()
    assert (row.progress, row.status) == (THEIRS, "delayed")
    assert page.field(name(row, "progress")) == THEIRS


def test_a_third_change_during_the_decision_is_a_clash_again(mine, theirs, row):
    clash(mine, theirs, row)
    theirs.type(name(row, "progress"), "A third sentence.")
    theirs.click("Save the page")
    page = mine.click("Save the page")
    assert page.status == 409
    words = page.words_in(f"keep-{name(row, 'progress')}")
    assert MINE in words and "A third sentence." in words


def test_a_clash_on_one_row_does_not_hold_up_the_others(mine, theirs, row, women):
    other = rows_of(women)[16]
    mine.type(name(other, "next_steps"), "Another row, saved.")
    assert clash(mine, theirs, row).status == 409
    other.refresh_from_db()
    assert other.next_steps == "Another row, saved."


def test_the_same_text_typed_by_both_is_no_clash(mine, theirs, row):
    theirs.type(name(row, "progress"), MINE)
    theirs.click("Save the page")
    mine.type(name(row, "progress"), MINE)
    assert mine.click("Save the page").status == 200


def test_an_own_save_in_another_tab_shows_both_own_texts_and_loses_none(signed_in, women, row):
    client = signed_in("unwomen")
    first, second = Browser(client), Browser(client)
    first.open(web_address(women, "activities"))
    second.open(web_address(women, "activities"))
    first.type(name(row, "next_steps"), "Typed in the first tab.")
    first.click("Save the page")
    second.type(name(row, "progress"), "Typed in the second tab.")
    assert second.click("Save the page").status == 200
    row.refresh_from_db()
    assert (row.next_steps, row.progress) == ("Typed in the first tab.", "Typed in the second tab.")
    first.type(name(row, "progress"), "Typed in the first tab again.")
    page = first.click("Save the page")
    assert page.status == 409
    assert "UN Women focal point" in page.words_in(f"keep-{name(row, 'progress')}")


def test_a_row_sent_by_itself_shows_both_texts_in_its_address_and_then_itself(signed_in, women, row, person):
    client, url = signed_in("unwomen"), web_address(women, "activities", f"row-{row.uid}")
    data = {
        name(row, "base"): base_of(row, ActivityEntry.FIELDS).dump(),
        name(row, "status"): row.status,
        name(row, "progress"): MINE,
        name(row, "next_steps"): row.next_steps,
    }
    current = ActivityEntry.objects.get(pk=row.pk)
    base = base_of(current, ActivityEntry.FIELDS)
    save_activity_entry(current, by=person("writer"), base=base, values={"progress": THEIRS})
    answer = client.post(url, data, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (409, f"#row-{row.uid}")
    page = Page(answer)
    assert MINE in page.words and THEIRS in page.words
    # The decision: keep theirs. The row comes back whole, without the two texts and with what is stored.
    button = page.root.xpath("//button[@name='row']")[0]
    data[name(row, "base")] = page.root.xpath("//input[@type='hidden']")[0].get("value")
    data[f"keep-{name(row, 'progress')}"] = "theirs"
    again = client.post(button.get("hx-post"), data, headers={"HX-Request": "true"})
    assert (again.status_code, again["HX-Retarget"]) == (200, f"#row-{row.uid}")
    fresh = Page(again)
    assert f"keep-{name(row, 'progress')}" not in fresh.ids
    assert THEIRS in fresh.words and MINE not in fresh.words


def test_an_input_that_was_submitted_meanwhile_answers_409_and_keeps_what_was_typed(mine, women, row, person):
    submit_contribution(women, by=person("unwomen"))
    mine.type(name(row, "progress"), MINE)
    mine.type(name(row, "next_steps"), "What comes next.")
    page = mine.click("Save the page")
    assert page.status == 409
    assert "submitted and is locked" in page.words
    kept = [area.text.strip() for area in page.root.iter("textarea")]
    assert MINE in kept and "What comes next." in kept
    row.refresh_from_db()
    assert row.progress != MINE


def test_a_row_sent_by_itself_after_submission_gets_the_sentence_in_its_state_line(
    signed_in, women, row, person
):
    submit_contribution(women, by=person("unwomen"))
    answer = signed_in("unwomen").post(
        web_address(women, "activities", f"row-{row.uid}"), {}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer["HX-Reswap"]) == (409, "innerHTML")
    assert "submitted and is locked" in Page(answer).words
    assert b"<html" not in answer.content


def test_a_page_that_lost_its_versions_is_asked_to_save_once_more(signed_in, women, row):
    client, url = signed_in("unwomen"), web_address(women, "activities")
    data = {name(row, "base"): "{damaged", name(row, "progress"): MINE}
    page = Page(client.post(url, data))
    assert page.status == 422
    assert "save once more" in page.words
    assert page.field(name(row, "progress")) == MINE


def test_an_answer_and_the_expenditure_clash_and_merge_like_rows(signed_in, women, person):
    client = signed_in("unwomen")
    first, second = Browser(client), Browser(client)
    for browser in (first, second):
        browser.open(web_address(women, "all"))
    spent = next(n for form in first.page.root.forms for n in form_values(form) if n == "money-spent")
    text = next(
        n
        for form in first.page.root.forms
        for n in form_values(form)
        if n.startswith("q-") and n.endswith("-text")
    )
    first.type(spent, "100")
    first.type(text, THEIRS)
    first.click("Save the page")
    second.type(spent, "200")
    second.type(text, MINE)
    page = second.click("Save the page")
    assert page.status == 409
    assert len(page.summary) == 2
    assert "100" in page.words_in("keep-money-spent") and "200" in page.words_in("keep-money-spent")
    page = second.click("Save the page")
    assert page.status == 200
    women.refresh_from_db()
    assert women.spent == 200
    assert women.answers.filter(text=MINE).count() == 1
