"""Pages of comments: what is typed is never lost, and everyone sees what is theirs to see."""

from html import unescape

import pytest
from django.core import mail

from discussion.models import Comment, Phrase
from discussion.tests.talking import HOME, person, say, sent
from projects.models import Outcome

pytestmark = pytest.mark.django_db
TALK = f"{HOME}/talk"


@pytest.fixture
def h1(period):
    return period("KGZ-PVE-1", "2021-H1")


def post(client, text, at="cover~~", **more):
    return client.post(f"{TALK}/add/", {"at": at, f"{at}-text": text, **more})


def test_a_comment_leads_back_to_the_page_and_to_itself(signed_in, h1):
    response = post(signed_in("unicef"), "Is this right?", next=f"{HOME}/report/?a=1#old")
    comment = Comment.objects.get(text="Is this right?")
    assert response.url == f"{HOME}/report/?a=1#comment-{comment.uid}"
    assert (comment.address, comment.author) == ("cover", person("unicef"))


@pytest.mark.parametrize(
    "bad", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_to_another_site(signed_in, h1, bad):
    assert post(signed_in("unicef"), "A word", next=bad).url.startswith(f"{TALK}/#comment-")


def test_a_text_that_is_too_long_comes_back_whole_with_what_to_do(signed_in, h1):
    long = "x" * 5001
    response = post(signed_in("unicef"), long)
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert "Shorten this to 5,000 characters; it has 5,001." in page
    assert long in page
    assert not Comment.objects.exists()


def test_an_empty_comment_is_asked_for(signed_in, h1):
    response = post(signed_in("unicef"), "  ")
    assert response.status_code == 422
    assert "Write what you want to say." in response.content.decode()


def test_the_same_form_sent_twice_is_one_comment_and_other_words_are_another(signed_in, h1):
    client = signed_in("unicef")
    post(client, "Once", key="k1")
    assert "saved already" in client.get(post(client, "Once", key="k1").url).content.decode()
    post(client, "Something else", key="k1")
    assert sorted(Comment.objects.values_list("text", flat=True)) == ["Once", "Something else"]


def test_what_was_typed_at_another_target_of_the_page_is_shown_again(signed_in, h1):
    client = signed_in("unicef")
    response = post(client, "Sent", **{"money~~-text": "Typed, not sent"})
    assert "Typed, not sent" in client.get(response.url).content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("at", ["nowhere~~", "activity/none~~", "cover~<b>~", "cover~~nobody", ""])
def test_a_address_that_is_not_in_the_report_is_not_found(signed_in, h1, at):
    assert post(signed_in("unicef"), "A word", at=at).status_code == 404


def test_a_question_of_an_outcome_is_a_address_with_words(signed_in, h1):
    uid = Outcome.objects.filter(project=h1.project).earliest("position").uid
    from discussion.address_words import address_words

    address = next(address for address in address_words(h1) if address.endswith(f"/{uid}"))
    post(signed_in("unicef"), "About the outcome", at=f"{address}~text~")
    page = signed_in("ohchr").get(f"{TALK}/").content.decode()
    assert "About the outcome" in page
    assert "Outcome 1" in page


def test_who_is_named_gets_one_mail_and_a_name_that_fits_nobody_is_said(
    signed_in, h1, django_capture_on_commit_callbacks
):
    client = signed_in("unicef")
    with django_capture_on_commit_callbacks(execute=True):
        response = post(client, "@ohchr and @OHCHR focal point, see @nobody. @unicef @secretariat")
    page = unescape(client.get(response.url).content.decode())
    assert [letter.to for letter in mail.outbox] == [["ohchr@example.org"]]
    assert "/talk/?show=all#comment-" in mail.outbox[0].body
    assert set(Comment.objects.get().mentioned.all()) == {person("ohchr"), person("unicef")}
    assert "Nobody here is called “nobody”" in page
    assert "PBF Secretariat reviewer cannot read this comment" in page


def test_who_may_not_read_a_comment_gets_no_mail_of_it(h1, django_capture_on_commit_callbacks):
    sent(h1)
    with django_capture_on_commit_callbacks(execute=True):
        say(h1, "secretariat", "@unicef is late", visibility="secretariat")
    assert mail.outbox == []


def test_a_comment_that_the_secretariat_keeps_is_not_there_for_others(signed_in, h1):
    sent(h1)
    kept = say(h1, "secretariat", "Weak, in my view", visibility="secretariat")
    for name in ("unicef", "coordinator", "admin"):
        client = signed_in(name)
        for show in ("open", "mine", "all"):
            assert "Weak, in my view" not in client.get(f"{TALK}/?show={show}").content.decode()
        for act in ("reply", "resolve", "reopen"):
            assert client.post(f"{TALK}/{kept.uid}/{act}/", {f"{kept.uid}-text": "x"}).status_code == 404
    assert "Weak, in my view" in signed_in("secretariat").get(f"{TALK}/").content.decode()


def test_replies_stand_below_and_resolved_comments_apart(signed_in, h1):
    client = signed_in("ohchr")
    comment = say(h1, "unicef", "The question")
    client.post(f"{TALK}/{comment.uid}/reply/", {f"{comment.uid}-text": "The answer"})
    page = client.get(f"{TALK}/").content.decode()
    assert page.index("The question") < page.index("The answer")
    assert client.post(f"{TALK}/{comment.uid}/resolve/").status_code == 403
    signed_in("unicef").post(f"{TALK}/{comment.uid}/resolve/")
    assert "The question" not in client.get(f"{TALK}/").content.decode()
    assert "The question" in client.get(f"{TALK}/?show=resolved").content.decode()
    assert "The question" in client.get(f"{TALK}/?show=mine").content.decode()
    assert "The question" not in signed_in("undp").get(f"{TALK}/?show=mine").content.decode()


def test_a_reply_that_is_empty_keeps_its_comment_in_view(signed_in, h1):
    comment = say(h1, "unicef", "The question")
    response = signed_in("ohchr").post(f"{TALK}/{comment.uid}/reply/", {f"{comment.uid}-text": ""})
    assert response.status_code == 422
    assert "The question" in response.content.decode()


def test_a_phrase_is_put_behind_what_was_typed_without_a_script(signed_in, h1):
    sent(h1)
    client = signed_in("secretariat")
    client.post(f"{TALK}/phrases/", {"text": "Say how you know."})
    client.post(f"{TALK}/phrases/", {"text": "Say how you know."})
    phrase = Phrase.objects.get(user=person("secretariat"))
    at = "cover~~"
    response = client.post(
        f"{TALK}/add/", {"insert": at, f"{at}-text": "Typed.", f"{at}-phrase": phrase.pk, "key": "k"}
    )
    assert response.status_code == 200
    assert "Typed.\nSay how you know.</textarea>" in response.content.decode()
    assert not Comment.objects.exists()
    client.post(f"{TALK}/phrases/{phrase.pk}/remove/")
    assert not Phrase.objects.exists()


def test_phrases_are_the_own_ones(signed_in, h1):
    mine = Phrase.objects.create(user=person("unicef"), text="Not yours")
    client = signed_in("secretariat")
    assert "Not yours" not in client.get(f"{TALK}/phrases/").content.decode()
    client.post(f"{TALK}/phrases/{mine.pk}/remove/")
    assert Phrase.objects.filter(pk=mine.pk).exists()
    assert signed_in("unicef").get(f"{TALK}/phrases/").status_code == 403


def test_what_people_type_is_shown_as_text(signed_in, h1):
    say(h1, "unicef", "<script>alert(1)</script>")
    assert "<script>alert" not in signed_in("ohchr").get(f"{TALK}/").content.decode()


def test_the_whole_list_takes_the_same_queries_however_long(signed_in, h1, django_assert_max_num_queries):
    client = signed_in("coordinator")
    for number in range(15):
        say(h1, "unicef", f"Comment {number}", "cover")
    with django_assert_max_num_queries(16):
        assert client.get(f"{TALK}/").status_code == 200
