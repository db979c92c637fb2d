"""A comment is about a whole row, indicator or answer, or about one of its fields."""

from html import unescape

import pytest

from contributions.tests.entries import indicators_of, rows_of, web_address
from contributions.tests.many import give_indicators
from discussion.models import Comment, Phrase
from discussion.selectors import Target, open_addresses
from discussion.tests.talking import HOME, person, say, sent
from pbfreport.tests.pages import Page, words_of
from projects import addresses
from projects.models import Question

pytestmark = pytest.mark.django_db
TALK = f"{HOME}/talk"


@pytest.fixture
def h1(period):
    return period("KGZ-PVE-1", "2021-H1")


@pytest.fixture
def ohchr(input_of):
    """Return OHCHR's input: submitted, so that others read it."""
    return input_of("OHCHR", "KGZ-PVE-1", "2021-H1")


def row_of(contribution):
    return min(rows_of(contribution).items())[1]


def at(contribution, address):
    return f"{address}~~{contribution.office.uid}"


def choices(page, name):
    """Return the choices of a list of the page: value -> words; none where there is no such list."""
    return {
        option.get("value"): words_of(option)
        for option in page.root.xpath("//select[@name=$name]/option", name=name)
    }


def post(client, at, text, **more):
    return client.post(f"{TALK}/add/", {"at": at, f"{at}-text": text, **more})


def test_the_form_below_a_row_offers_its_fields_by_their_labels(signed_in, ohchr):
    page = Page(signed_in("coordinator").get(web_address(ohchr, "activities")))
    target = at(ohchr, addresses.activity(row_of(ohchr).activity.uid))
    offered = choices(page, f"{target}-field")
    assert list(offered.items())[:4] == [
        ("", "The whole row"),
        ("status", "Status"),
        ("progress", "Progress achieved"),
        ("next_steps", "Required next steps"),
    ]
    assert "written_with" not in offered


def test_what_was_chosen_is_kept_and_stands_with_the_comment(signed_in, h1, ohchr):
    target = at(ohchr, addresses.activity(row_of(ohchr).activity.uid))
    client = signed_in("coordinator")
    post(client, target, "By when?", **{f"{target}-field": "next_steps"})
    comment = Comment.objects.get(text="By when?")
    assert (comment.field, comment.office) == ("next_steps", ohchr.office)
    for url in (f"{TALK}/", web_address(ohchr, "activities"), f"{HOME}/report/review/?show=all"):
        shown = Page(client.get(url)).words_in(f"comment-{comment.uid}")
        assert shown.startswith("About Required next steps, OHCHR"), url


def test_a_comment_on_a_field_is_not_told_to_be_unsent_and_what_was_typed_elsewhere_is(signed_in, h1, ohchr):
    target = at(ohchr, addresses.activity(row_of(ohchr).activity.uid))
    client = signed_in("coordinator")
    more = {f"{target}-field": "next_steps", f"{addresses.REPORT}~~-text": "Well told."}
    for text, status in (("", 422), ("By when?", 200)):
        page = Page(client.post(f"{TALK}/add/", {"at": target, f"{target}-text": text, **more}, follow=True))
        assert page.status == status
        assert page.words.count("You had typed this elsewhere on the page") == 1
        assert "it was not sent: Well told." in page.words


def test_without_a_choice_it_is_about_the_whole_row(signed_in, h1, ohchr):
    target = at(ohchr, addresses.activity(row_of(ohchr).activity.uid))
    post(signed_in("coordinator"), target, "All of it", **{f"{target}-field": ""})
    post(signed_in("coordinator"), target, "An old page")
    assert set(Comment.objects.values_list("field", flat=True)) == {""}
    assert "About" not in Page(signed_in("undp").get(f"{TALK}/")).words_in(
        f"comment-{Comment.objects.get(text='All of it').uid}"
    )


def test_an_indicator_offers_the_fields_that_are_asked_of_it(signed_in, ohchr):
    give_indicators(ohchr, 1)
    entry = indicators_of(ohchr)[0]
    type(entry.indicator).objects.filter(pk=entry.indicator.pk).update(by_sex=False, by_age=False)
    page = Page(signed_in("coordinator").get(web_address(ohchr, "indicators")))
    offered = choices(page, f"{at(ohchr, addresses.indicator(entry.indicator.uid))}-field")
    assert offered["variance_reason"] == "Reason for variance or delay"
    assert offered["progress"] == "Current progress, in words"
    assert "women" not in offered and "base" not in offered


def test_a_question_with_two_fields_offers_both_and_one_with_a_text_alone_nothing(signed_in, ohchr):
    questions = Question.objects.filter(section__edition=ohchr.period.edition)
    client, two = signed_in("coordinator"), questions.filter(type="yes_no_text", section__kind="questions")
    address = addresses.question(two.earliest("pk").key)
    page = Page(client.get(f"{TALK}/add/?at={address}"))
    assert choices(page, f"{address}~~-field") == {
        "": "The whole answer",
        "choice": "Answer",
        "text": "Explanation",
    }
    address = addresses.question(questions.filter(type="text", section__kind="questions").earliest("pk").key)
    assert not choices(Page(client.get(f"{TALK}/add/?at={address}")), f"{address}~~-field")


@pytest.mark.parametrize("field", ["women", "nothing", "base", "<b>"])
def test_a_field_that_the_address_has_not_is_asked_again_and_the_text_stays(signed_in, h1, ohchr, field):
    target = at(ohchr, addresses.activity(row_of(ohchr).activity.uid))
    response = post(signed_in("coordinator"), target, "Typed words", **{f"{target}-field": field})
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert "Choose what your comment is about." in page and "Typed words</textarea>" in page
    assert not Comment.objects.exists()


def test_a_text_that_is_refused_or_a_phrase_put_in_keeps_the_choice(signed_in, h1, ohchr):
    sent(h1)
    client = signed_in("secretariat")
    phrase = Phrase.objects.create(user=person("secretariat"), text="Say how you know.")
    target = at(ohchr, addresses.activity(row_of(ohchr).activity.uid))
    chosen = {f"{target}-field": "progress"}
    empty = Page(post(client, target, " ", **chosen))
    inserted = Page(client.post(f"{TALK}/add/", {"insert": target, f"{target}-phrase": phrase.pk, **chosen}))
    for page in (empty, inserted):
        assert page.field(f"{target}-field") == "progress"


def test_an_address_may_name_the_field_and_the_page_has_it_chosen(signed_in, h1, ohchr):
    target = f"{addresses.activity(row_of(ohchr).activity.uid)}~progress~{ohchr.office.uid}"
    page = Page(signed_in("coordinator").get(f"{TALK}/add/?at={target}"))
    assert page.field(f"{target}-field") == "progress"
    post(signed_in("coordinator"), target, "Named", **{f"{target}-field": ""})
    assert Comment.objects.get(text="Named").field == ""


def test_a_reply_stays_with_the_field_of_its_comment(signed_in, h1, ohchr):
    comment = say(h1, "unicef", "Why?", Target(addresses.activity(row_of(ohchr).activity.uid), "progress"))
    signed_in("ohchr").post(f"{TALK}/{comment.uid}/reply/", {f"{comment.uid}-text": "So."})
    assert Comment.objects.get(text="So.").field == "progress"


def test_a_comment_of_the_secretariat_on_a_field_opens_the_row(signed_in, h1, ohchr):
    sent(h1)
    address = addresses.activity(row_of(ohchr).activity.uid)
    target = at(ohchr, address)
    post(signed_in("secretariat"), target, "Where?", **{f"{target}-field": "progress"})
    assert open_addresses(type(h1).objects.get(pk=h1.pk)) == [(address, ohchr.office_id)]
