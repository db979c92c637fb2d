"""A row that is saved by itself costs the same with 30 rows as with 300, and says of its section what the page says."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions.models import ActivityEntry, Answer, IndicatorEntry, WriterRow
from contributions.services import return_contribution
from contributions.tests.entries import reopened, web_address
from contributions.tests.many import give_indicators, give_rows
from core.saving import base_of
from pbfreport.tests.pages import Page, words_of
from projects import addresses
from projects.models import Membership

pytestmark = pytest.mark.django_db

PREFIXES = {"activities": "a", "indicators": "i"}


@pytest.fixture
def unodc(input_of):
    return reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))


def post_row(client, contribution, section, entry, text, query=""):
    """Save one row by itself as the page does."""
    prefix = f"{PREFIXES[section]}-{entry.uid}"
    data = {f"{prefix}-base": base_of(entry, type(entry).FIELDS).dump(), f"{prefix}-progress": text}
    url = web_address(contribution, section, f"row-{entry.uid}") + query
    return client.post(url, data, headers={"HX-Request": "true"})


def words_after(answer, section):
    assert answer.status_code == 200
    counts = f"innerHTML:.part-{section}-words"
    (element,) = Page(answer).root.xpath(f"//*[@hx-swap-oob='{counts}']")
    return words_of(element)


def words_on_page(client, contribution, section):
    page = Page(client.get(web_address(contribution, section) + "?all"))
    (words,) = {words_of(element) for element in page.root.find_class(f"part-{section}-words")}
    return words


@pytest.mark.parametrize(
    ("section", "give", "model"),
    [
        ("activities", give_rows, ActivityEntry),
        ("indicators", give_indicators, IndicatorEntry),
    ],
)
def test_the_save_of_one_row_asks_the_same_with_ten_times_the_rows(signed_in, unodc, section, give, model):
    client, counts = signed_in("unodc"), []
    client.get("/")
    for rows in (30, 300):
        give(unodc, rows)
        entry = model.objects.filter(contribution=unodc).latest("pk")
        with CaptureQueriesContext(connection) as queries:
            answer = post_row(client, unodc, section, entry, f"One of {rows}.")
        assert answer.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20, "\n".join(query["sql"][:200] for query in queries)
    assert words_after(answer, section) == words_on_page(client, unodc, section)


def test_a_row_of_many_that_is_refused_is_shown_whole_with_its_number(signed_in, unodc):
    client = signed_in("unodc")
    give_rows(unodc, 40)
    entry = ActivityEntry.objects.filter(contribution=unodc).latest("pk")
    shown = Page(client.get(web_address(unodc, "activities"))).root.get_element_by_id(
        f"row-{entry.uid}-title"
    )
    data = {f"a-{entry.uid}-base": json.dumps({"v": "x"}), f"a-{entry.uid}-progress": "Lost on the way."}
    answer = client.post(web_address(unodc, "activities", f"row-{entry.uid}"), data)
    assert answer.status_code == 422
    again = Page(answer).root.get_element_by_id(f"row-{entry.uid}-title")
    assert words_of(again) == words_of(shown)
    answer = post_row(client, unodc, "activities", entry, "Now with its base.", "?again=1")
    assert words_of(Page(answer).root.get_element_by_id(f"row-{entry.uid}-title")) == words_of(shown)


def test_a_row_of_another_input_is_not_found(signed_in, unodc, input_of):
    other = ActivityEntry.objects.exclude(contribution__office=unodc.office).first()
    assert post_row(signed_in("unodc"), unodc, "activities", other, "Not mine.").status_code == 404
    for anchor in ("row-", "row-x", "money", "q-0-all", "q-99999999999999999999-all", "q--"):
        for section in ("activities", "texts"):
            url = web_address(unodc, section, anchor)
            assert signed_in("unodc").post(url, {}).status_code == 404


def test_of_a_row_that_was_returned_the_words_count_what_was_returned(signed_in, unodc, person):
    coordinator = Membership.objects.get(project=unodc.period.project, role=Membership.Role.COORDINATOR).user
    give_rows(unodc, 4)
    first, second, *_rest = ActivityEntry.objects.filter(contribution=unodc).select_related("activity")
    type(unodc).objects.filter(pk=unodc.pk).update(
        state="submitted", submitted_at=unodc.state_since, submitted_by=coordinator
    )
    unodc.refresh_from_db()
    at = [addresses.activity(entry.activity.uid) for entry in (first, second)]
    return_contribution(unodc, by=coordinator, note="Once more.", addresses=at)
    client = signed_in("unodc")
    words = words_after(post_row(client, unodc, "activities", first, ""), "activities")
    assert words == words_on_page(client, unodc, "activities")
    assert "of 2" in words


def test_a_writer_is_told_of_the_given_rows_alone(signed_in, unodc, person):
    focal = Membership.objects.get(user=person("unodc"), project=unodc.period.project)
    Membership.objects.filter(pk=focal.pk).update(role=Membership.Role.WRITER)
    give_rows(unodc, 4)
    first, second, *_rest = ActivityEntry.objects.filter(contribution=unodc)
    for entry in (first, second):
        WriterRow.objects.create(membership=focal, activity=entry.activity)
    client = signed_in("unodc")
    words = words_after(post_row(client, unodc, "activities", first, "Given to me."), "activities")
    assert words == words_on_page(client, unodc, "activities")
    assert "of 2" in words
    third = ActivityEntry.objects.filter(contribution=unodc).latest("pk")
    assert post_row(client, unodc, "activities", third, "Not given.").status_code == 404


def test_a_text_and_the_expenditure_say_what_the_page_says(signed_in, unodc):
    client = signed_in("unodc")
    page = Page(client.get(web_address(unodc, "texts")))
    answer = Answer.objects.filter(contribution=unodc, outcome=None).exclude(text="")[0]
    for text in ("", "Written again."):
        prefix = f"q-{answer.question_id}-all"
        base = base_of(Answer.objects.get(pk=answer.pk), ("text",)).dump()
        sent = {f"{prefix}-base": base, f"{prefix}-text": text}
        saved = client.post(web_address(unodc, "texts", prefix), sent)
        assert Answer.objects.get(pk=answer.pk).text == text
        assert words_after(saved, "texts") == words_on_page(client, unodc, "texts")
    page = Page(client.get(web_address(unodc, "budget")))
    sent = {"money-base": page.field("money-base"), "money-spent": "1200"}
    saved = client.post(web_address(unodc, "budget", "money"), sent)
    assert words_after(saved, "budget") == words_on_page(client, unodc, "budget")


def test_a_page_that_is_sent_whole_writes_and_checks_only_what_changed(signed_in, unodc):
    client = signed_in("unodc")
    give_rows(unodc, 60)
    entries = list(ActivityEntry.objects.filter(contribution=unodc))
    data = {}
    for entry in entries:
        data[f"a-{entry.uid}-base"] = base_of(entry, entry.FIELDS).dump()
        data |= {
            f"a-{entry.uid}-{name}": getattr(entry, name) for name in ("status", "progress", "next_steps")
        }
        data[f"a-{entry.uid}-written_with"] = entry.written_with
    data[f"a-{entries[-1].uid}-progress"] = "The only one that is new."
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(web_address(unodc, "activities"), data)
    assert answer.status_code == 302
    assert len(queries) <= 24, "\n".join(query["sql"][:200] for query in queries)
    changed = [entry for entry in entries if ActivityEntry.objects.get(pk=entry.pk).version != entry.version]
    assert changed == [entries[-1]]
