"""The page on which a report is read with its comments."""

import pytest

from contributions.services import submit_contribution
from contributions.tests.entries import rows_of
from discussion.models import Comment
from pbfreport.tests.pages import Page, words_of
from projects import addresses
from projects.models import Question
from reports.joint_texts.services import ensure_report
from reports.tests.review_states import comment_on, fresh, give_back, send, write_row

pytestmark = pytest.mark.django_db
REVIEW = "/projects/KGZ-PVE-1/2021-H1/report/review/"


@pytest.fixture
def report(period, person):
    report = ensure_report(period("KGZ-PVE-1", "2021-H1"))
    send(report, person)
    return fresh(report)


def test_a_reviewer_comments_and_suggests_a_wording_at_each_text(signed_in, report):
    client = signed_in("secretariat")
    page = client.get(REVIEW)
    assert page.status_code == 200
    body = page.content.decode()
    assert "Suggest another wording" in body and 'name="at"' in body
    link = body.split('class="suggest-link" href="')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(link).status_code == 200


def test_organisations_read_the_same_page_without_what_reviewers_do(signed_in, report):
    body = signed_in("undp").get(REVIEW).content.decode()
    assert "Suggest another wording" not in body and "/clear/" not in body


def test_after_a_return_only_what_changed_is_shown_word_by_word(signed_in, report, person, input_of):
    undp = input_of("UNDP", "KGZ-PVE-1", "2021-H1")
    numbers = rows_of(undp)
    number, row = next((number, row) for number, row in numbers.items() if row.progress)
    comment_on(report, addresses.activity(row.activity.uid), person("secretariat"), undp.office)
    give_back(report, person)
    write_row(row, person("undp"), row.progress + " Added words.")
    submit_contribution(input_of("UNDP", "KGZ-PVE-1", "2021-H1"), by=person("undp"), reason="It is known.")
    send(fresh(report), person)
    Comment.objects.all().update(resolved_at="2026-01-01T00:00Z", resolved_by=person("secretariat"))
    client = signed_in("secretariat")
    page = client.get(REVIEW)
    body = page.content.decode()
    assert f"Row {number}" in body and "Added words." in body.split("<ins>")[1]
    others = [other for other in numbers if other != number]
    assert not any(f"<h3>Row {other}</h3>" in body for other in others)
    everything = client.get(REVIEW + "?show=all").content.decode()
    assert all(f"<h3>Row {other}</h3>" in everything for other in others)


@pytest.mark.parametrize("who", ["secretariat", "coordinator"])
def test_the_page_needs_at_most_fifteen_queries(signed_in, report, who, django_assert_max_num_queries):
    client = signed_in(who)
    with django_assert_max_num_queries(15):
        assert client.get(REVIEW).status_code == 200


def test_a_question_stands_in_its_heading_as_a_whole_and_wraps(signed_in, report):
    page = Page(signed_in("secretariat").get(REVIEW + "?show=all"))
    headings = [words_of(heading) for heading in page.root.xpath("//article/header/h3")]
    asked = Question.objects.filter(section__edition=report.period.edition, section__kind="questions")
    long = [" ".join(label.split()) for label in asked.values_list("label", flat=True) if len(label) > 80]
    shown = [label for label in long if label in headings]
    assert len(shown) > 1
    assert not [heading for heading in headings if heading.endswith("…")]


def test_a_reviewer_comments_on_one_field_of_a_row(signed_in, report, input_of):
    client, undp = signed_in("secretariat"), input_of("UNDP", "KGZ-PVE-1", "2021-H1")
    row = next(row for row in rows_of(undp).values() if row.progress)
    address = addresses.activity(row.activity.uid)
    page = Page(client.get(REVIEW))
    names = page.root.xpath("//article//select/@name[starts-with(., $address)]", address=address)
    name = next(name for name in names if name.endswith("-field"))
    target = name.removesuffix("-field")
    client.post(
        "/projects/KGZ-PVE-1/2021-H1/talk/add/",
        {"at": target, f"{target}-text": "Which district?", name: "progress", "next": REVIEW},
    )
    comment = Comment.objects.get(text="Which district?")
    assert (comment.address, comment.field) == (address, "progress")
    assert "About Progress achieved" in Page(client.get(REVIEW)).words_in(f"comment-{comment.uid}")
