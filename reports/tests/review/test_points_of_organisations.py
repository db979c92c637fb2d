"""What an organisation wrote to a point of its input: the coordinator and the reviewer read it, nobody asks again."""

from dataclasses import replace

import pytest

from audit.models import LogEntry
from contributions.models import ActivityEntry, PointAnswer, StoredPoint
from contributions.points.services import answer_points, current_points
from contributions.tests.entries import rows_of, web_address
from reports.joint_texts.services import ensure_report
from reports.review.services import handed_in_sources, points_of_report
from reports.tests.review_states import fresh, send

pytestmark = pytest.mark.django_db
REPORT = "/projects/KGZ-PVE-1/2021-H1/report/"
WORDS = "Ten of them came twice."
REASON = "The staff left in March."


@pytest.fixture
def report(period):
    return ensure_report(period("KGZ-PVE-1", "2021-H1"))


@pytest.fixture
def unicef(input_of, signed_in):
    """UNICEF hands in a sum that does not add up, a row without a text, and a hint that it dismissed."""
    contribution = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    rows = list(rows_of(contribution).values())
    told = {
        "status": "ongoing",
        "next_steps": "Go on",
        "progress": "45 judges (25 women, 30 men) were trained.",
    }
    ActivityEntry.objects.filter(pk=rows[0].pk).update(**told)
    ActivityEntry.objects.filter(pk=rows[1].pk).update(progress="", status="")
    points = current_points(contribution)
    (figure,), (hint, *_more) = points.figures, points.hints
    client = signed_in("unicef")
    client.post(web_address(contribution, "submit"), {"dismiss": hint.point.key})
    sent = {"reason": REASON, f"sentence-{figure.point.key}": WORDS}
    assert client.post(web_address(contribution, "submit"), sent).status_code == 302
    return contribution


def answered(report, rule):
    points = points_of_report(handed_in_sources(report.period))
    return next(one for one in points.all if one.point.rule == rule and one.point.office == "UNICEF")


def test_the_coordinator_reads_what_an_organisation_wrote_and_is_not_asked_again(signed_in, report, unicef):
    figure = answered(report, "sum_does_not_add_up")
    assert (figure.answer, figure.told_in) == (WORDS, unicef)
    body = signed_in("coordinator").get(REPORT + "check/").content.decode()
    assert f"Written by UNICEF: {WORDS}" in body
    assert f"Written by UNICEF: {REASON}" in body
    assert f"sentence-{figure.point.key}" not in body
    assert answered(report, "row_without_progress").is_settled


def test_the_reviewer_reads_who_wrote_it(signed_in, report, unicef, person):
    send(report, person, stop_reason="The others are late.")
    body = signed_in("secretariat").get(REPORT + "review/?show=all").content.decode()
    assert f"Written by UNICEF: {WORDS}" in body
    assert f"Written by UNICEF: {REASON}" in body
    stored = StoredPoint.objects.filter(period=report.period, sending=1, contribution=unicef)
    assert set(stored.values_list("answer", flat=True)) >= {WORDS, REASON}
    assert not PointAnswer.objects.filter(contribution=None, text__in=[WORDS, REASON]).exists()


def test_a_reason_of_the_coordinator_is_stored_only_where_no_organisation_gave_one(report, unicef, person):
    send(report, person, stop_reason="The others are late.")
    stops = StoredPoint.objects.filter(period=report.period, sending=1, severity="stop")
    assert {(one.answer, one.contribution) for one in stops} == {
        (REASON, unicef),
        ("The others are late.", None),
    }


def test_a_hint_that_its_organisation_dismissed_stays_dismissed_until_the_coordinator_brings_it_back(
    signed_in, report, unicef
):
    hint = next(one for one in points_of_report(handed_in_sources(report.period)).dismissed)
    assert hint.told_in == unicef
    signed_in("coordinator").post(REPORT + "check/", {"bring_back": hint.point.key})
    assert not points_of_report(handed_in_sources(report.period)).dismissed


def test_a_sentence_to_a_text_that_has_changed_since_is_not_shown(report, unicef):
    ActivityEntry.objects.filter(contribution=unicef, progress__contains="45 judges").update(
        progress="45 judges (25 women, 31 men) were trained."
    )
    figure = answered(report, "sum_does_not_add_up")
    assert (figure.answer, figure.told_in) == ("", None)


def test_what_stops_the_report_as_a_whole_is_answered_by_no_single_organisation(report, unicef, person):
    question = next(
        one.point
        for one in points_of_report(handed_in_sources(report.period)).stops_without_reason
        if one.point.rule == "required_unanswered"
    )
    assert question.office == ""
    key = replace(question, office="UNICEF").key
    given = {"rule": question.rule, "text": "Not for us.", "by": person("unicef")}
    PointAnswer.objects.create(period=report.period, contribution=unicef, key=key, **given)
    points = points_of_report(handed_in_sources(report.period))
    assert question in [one.point for one in points.stops_without_reason]


@pytest.mark.parametrize("text", ["-", "n/a", "…"])
def test_a_sentence_that_says_nothing_settles_no_point(report, unicef, person, text):
    points = points_of_report(handed_in_sources(report.period))
    stop = points.stops_without_reason[0]
    after = answer_points(report.period, None, points, [stop], by=person("coordinator"), text=text)
    assert stop.point in [one.point for one in after.stops_without_reason]


def test_the_same_sentence_sent_twice_at_once_is_recorded_once(signed_in, report, unicef, person):
    points = points_of_report(handed_in_sources(report.period))
    stop = points.stops_without_reason[:1]
    for _time in range(2):  # both read the points before either wrote
        answer_points(report.period, None, points, stop, by=person("coordinator"), text="They are late.")
    assert LogEntry.objects.filter(action="answer_point", reason="They are late.").count() == 1
    answer_points(report.period, None, points, stop, by=person("coordinator"), text="They are ill.")
    assert PointAnswer.objects.get(contribution=None, key=stop[0].point.key).text == "They are ill."
    assert LogEntry.objects.filter(action="answer_point", reason="They are ill.").count() == 1


def test_the_form_that_sends_asks_for_a_reason_that_says_something(signed_in, report):
    answer = signed_in("coordinator").post(REPORT + "check/", {"missing_reason": "n/a", "reason": "."})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Wait for them, or write one sentence why the report goes without." in body
    assert "Correct the points that stop, or write one sentence why they stay." in body
    assert fresh(report).state == "collecting"
