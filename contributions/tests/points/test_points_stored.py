"""Points that are stored with an input, and sentences that are kept as they were typed."""

import pytest

from contributions.models import ActivityEntry, Contribution, PointAnswer, StoredPoint
from contributions.points.services import current_points
from contributions.services import return_contribution, submit_contribution
from contributions.tests.entries import reopened, rows_of, web_address
from pbfreport.tests.pages import Browser
from projects import addresses
from projects.models import Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def unodc(input_of):
    contribution = reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))
    assert current_points(contribution).figures
    return contribution


def test_a_submission_after_a_return_in_part_keeps_the_points_of_the_other_addresses(input_of, person):
    undp = input_of("UNDP", "KGZ-PVE-1", "2021-H1")
    reopened(undp)
    submit_contribution(undp, by=person("undp"), reason="It is known.")
    stored = StoredPoint.objects.filter(contribution=undp, sending=0)
    before = set(stored.values_list("rule", "address"))
    row = rows_of(undp)[3]
    address = addresses.activity(row.activity.uid)
    assert len({where for _rule, where in before}) > 2
    return_contribution(undp, by=person("coordinator"), note="Shorten it.", addresses=[address])
    ActivityEntry.objects.filter(pk=row.pk).update(
        status="ongoing", progress="45 judges (25 women, 30 men) were trained.", next_steps="Go on"
    )
    undp = Contribution.objects.get(pk=undp.pk)
    submit_contribution(undp, by=person("undp"), reason="It is known.")
    after = set(stored.values_list("rule", "address"))
    assert {one for one in before if one[1] != address} == {one for one in after if one[1] != address}
    assert ("sum_does_not_add_up", address) in after


def test_a_long_sentence_is_kept_whole_and_said_to_be_long(signed_in, unodc):
    figure = current_points(unodc).figures[0].point
    browser = Browser(signed_in("unodc"))
    browser.open(web_address(unodc, "submit"))
    long = "Because of it. " * 100 + "The end."
    browser.type(f"sentence-{figure.key}", long)
    page = browser.click("Save the sentences")
    assert page.field(f"sentence-{figure.key}") == long
    assert "1,508 characters, where one sentence is asked. It is kept whole" in page.words
    assert PointAnswer.objects.get(contribution=unodc, key=figure.key).text == long


def test_a_sentence_is_stored_without_what_the_database_cannot_hold(signed_in, unodc):
    figure = current_points(unodc).figures[0].point
    posted = {"save_points": "1", f"sentence-{figure.key}": "Low\x00 target."}
    assert signed_in("unodc").post(web_address(unodc, "submit"), posted).status_code == 200
    assert PointAnswer.objects.get(contribution=unodc, key=figure.key).text == "Low target."


@pytest.mark.parametrize("reason", [".", "n/a", "tbd"])
def test_a_reason_that_says_nothing_does_not_pass_a_stop(signed_in, input_of, reason):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    ActivityEntry.objects.filter(pk=rows_of(unicef)[23].pk).update(progress="", status="")
    answer = signed_in("unicef").post(web_address(unicef, "submit"), {"reason": reason})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Correct the points that stop, or write one sentence why they stay." in body
    assert f'value="{reason}"' in body
    assert Contribution.objects.get(pk=unicef.pk).state == "open"


@pytest.mark.parametrize(("text", "asks"), [("-", True), ("N/A", True), ("Peace is more likely.", False)])
def test_the_organisation_that_has_to_answer_is_asked_again_where_a_dash_stands(input_of, text, asks):
    undp = input_of("UNDP", "KGZ-PVE-1", "2021-H1")
    named = Question.objects.filter(key="part1.status", section__edition=undp.period.edition_id)
    named.update(who_answers=Question.Who.NAMED)
    named.get().named.set([undp.office.organisation])
    undp.answers.filter(question__key="part1.status").update(text=text)
    found = current_points(undp).at(addresses.question("part1.status"))
    assert ("required_unanswered" in {one.point.rule for one in found}) is asks
