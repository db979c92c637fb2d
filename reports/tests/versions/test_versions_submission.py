"""Recording that a version went to the Fund, and weeks later what the Fund answered."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from audit.models import LogEntry
from core.formatting import day
from reports.models import RecordedSubmission, ReportVersion
from reports.tests.report_pages import web_address
from reports.tests.way import final, report_of, small_documents
from reports.versions import services, views

pytestmark = pytest.mark.django_db

PLACE = ("KGZ-PVE-2", "2021-FINAL")
PAGE = web_address(*PLACE, "versions/1/submission")
VERSION = web_address(*PLACE, "versions/1")
SENT = {"sent_to": "mptfo", "sent_on": "15.11.2021", "sent_by_name": "A. Example, coordinator"}


@pytest.fixture(autouse=True)
def version(monkeypatch) -> ReportVersion:
    monkeypatch.setattr(services, "documents_of", small_documents)
    return final(report_of())


@pytest.fixture
def client(signed_in):
    return signed_in("coordinator2")


def record_of(client) -> RecordedSubmission:
    assert client.post(PAGE, SENT).status_code == 302
    return RecordedSubmission.objects.get()


def told(answer) -> str:
    assert answer.status_code == 422
    return answer.content.decode()


def changed(client, submission, **values):
    """Post the form of a recorded submission as it is shown, with these values instead."""
    form = client.get(f"{PAGE}?edit={submission.pk}").context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    return client.post(f"{PAGE}?edit={submission.pk}", {**shown, **values})


def test_a_submission_is_recorded_with_one_line_in_the_log_and_read_on_the_page(client, version):
    lines = LogEntry.objects.count()
    link = "https://mptf.example.org/project/1?a=1&b=2"
    answer = client.post(PAGE, {**SENT, "gateway_link": link})
    assert (answer.status_code, answer["Location"]) == (302, VERSION)
    submission = RecordedSubmission.objects.get()
    assert (submission.of_version, submission.sent_on) == (version, date(2021, 11, 15))
    assert [line.action for line in LogEntry.objects.order_by("pk")[lines:]] == ["record_submission"]
    text = client.get(VERSION).content.decode()
    assert "MPTF Office, 15 November 2021" in text
    assert 'href="https://mptf.example.org/project/1?a=1&amp;b=2"' in text
    assert "No feedback yet" in text


def test_the_feedback_is_added_later_to_the_same_submission(client):
    submission = record_of(client)
    answer = changed(
        client, submission, feedback="Good.\r\n<script>alert(1)</script>", feedback_on="1 December 2021"
    )
    assert answer.status_code == 302
    submission.refresh_from_db()
    assert RecordedSubmission.objects.count() == 1
    assert (submission.feedback_on, submission.sent_by_name) == (date(2021, 12, 1), "A. Example, coordinator")
    text = client.get(VERSION).content.decode()
    assert "Feedback, 1 December 2021" in text
    assert "Good.<br>&lt;script&gt;" in text


def test_the_page_comes_back_with_what_was_typed_and_says_what_to_do(client):
    text = told(
        client.post(PAGE, {"sent_to": "nobody", "sent_on": "soon", "gateway_link": "javascript:alert(1)"})
    )
    assert "Choose to whom the version went." in text
    assert "Write the date as day, month and year" in text
    assert "Write who submitted it: name and title." in text
    assert "Write the whole address, beginning with https://" in text
    assert 'value="soon"' in text
    assert "<title>Error: " in text
    assert not RecordedSubmission.objects.exists()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"sent_to": ""}, "Choose to whom the version went."),
        ({"sent_on": ""}, "Write the day on which it was submitted"),
        ({"sent_by_name": " "}, "Write who submitted it"),
        ({"sent_by_name": "x" * 201}, "Shorten this to 200 characters"),
        ({"gateway_link": "https://e.org/" + "x" * 500}, "Shorten this to 500 characters"),
        ({"feedback": "Good."}, "Write the day of the feedback"),
        ({"feedback_on": "1.12.2021"}, "Write what the Fund answered"),
        ({"feedback": "Good.", "feedback_on": "1.11.2021"}, "before the day of the submission"),
    ],
)
def test_a_wrong_or_missing_field_says_what_to_write(client, values, sentence):
    assert sentence in told(client.post(PAGE, {**SENT, **values}))
    assert not RecordedSubmission.objects.exists()


def test_a_day_before_the_period_of_the_report_is_refused(client, version):
    began = version.report.period.starts_on
    text = told(client.post(PAGE, {**SENT, "sent_on": (began - timedelta(days=1)).isoformat()}))
    assert f"The period of the report began on {day(began)}: write the day on which it was submitted." in text
    assert client.post(PAGE, {**SENT, "sent_on": began.isoformat()}).status_code == 302


@pytest.mark.parametrize("name", ["sent_on", "feedback_on"])
def test_a_day_that_is_still_to_come_is_refused(client, name):
    later = timezone.localdate() + timedelta(days=2)
    values = {**SENT, "feedback": "Good.", "feedback_on": "1.12.2021", name: later.isoformat()}
    assert "This day is still to come" in told(client.post(PAGE, values))


def test_a_second_click_records_nothing_more_and_leads_where_the_first_led(client):
    record_of(client)
    lines = LogEntry.objects.count()
    answer = client.post(PAGE, SENT, follow=True)
    assert answer.redirect_chain == [(VERSION, 302)]
    assert "This submission is recorded already." in answer.content.decode()
    assert (RecordedSubmission.objects.count(), LogEntry.objects.count()) == (1, lines)


def test_another_submission_to_the_same_office_on_the_same_day_is_refused(client):
    record_of(client)
    text = told(client.post(PAGE, {**SENT, "sent_by_name": "B. Example"}))
    assert "A submission to MPTF Office on this day is recorded already." in text
    assert RecordedSubmission.objects.count() == 1
    assert client.post(PAGE, {**SENT, "sent_to": "pbso"}).status_code == 302


def at_the_same_moment(monkeypatch, act):
    """Let somebody else act once, between the test of the form and the service."""
    record_submission = views.record_submission

    def later(*args, **options):
        monkeypatch.setattr(views, "record_submission", record_submission)
        act()
        return record_submission(*args, **options)

    monkeypatch.setattr(views, "record_submission", later)


def test_what_somebody_else_stores_at_the_same_moment_is_shown_and_not_overwritten(client, monkeypatch):
    submission = record_of(client)
    theirs = {"feedback": "Theirs", "feedback_on": "1.12.2021"}
    at_the_same_moment(monkeypatch, lambda: changed(client, submission, **theirs))
    answer = changed(client, submission, sent_by_name="B. Example")
    assert "Somebody else has saved this meanwhile: “Theirs”." in told(answer).replace("&quot;", '"')
    assert 'value="B. Example"' in told(answer)
    submission.refresh_from_db()
    assert (submission.feedback, submission.sent_by_name) == ("Theirs", "A. Example, coordinator")


@pytest.mark.parametrize(("name", "status"), [("A. Example, coordinator", 302), ("B. Example", 422)])
def test_of_two_who_record_at_the_same_moment_one_is_told_where_they_differ(
    client, monkeypatch, name, status
):
    at_the_same_moment(monkeypatch, lambda: client.post(PAGE, SENT))
    answer = client.post(PAGE, {**SENT, "sent_by_name": name})
    assert answer.status_code == status
    if status == 422:
        assert "on this day is recorded already" in told(answer) and f'value="{name}"' in told(answer)
    assert RecordedSubmission.objects.get().sent_by_name == "A. Example, coordinator"


def test_what_somebody_else_saved_meanwhile_is_shown_before_it_is_replaced(client):
    submission = record_of(client)
    form = client.get(f"{PAGE}?edit={submission.pk}").context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    assert changed(client, submission, feedback="Theirs", feedback_on="1.12.2021").status_code == 302
    answer = client.post(f"{PAGE}?edit={submission.pk}", {**shown, "sent_by_name": "B. Example"})
    assert "Somebody else has saved this meanwhile: “Theirs”." in told(answer).replace("&quot;", '"')
    submission.refresh_from_db()
    assert (submission.feedback, submission.sent_by_name) == ("Theirs", "A. Example, coordinator")
    again = answer.context["form"]
    typed = {name: again[name].value() or "" for name in again.fields}
    both = {**typed, "feedback": "Theirs", "feedback_on": "1.12.2021"}
    assert client.post(f"{PAGE}?edit={submission.pk}", both).status_code == 302
    submission.refresh_from_db()
    assert (submission.feedback, submission.sent_by_name) == ("Theirs", "B. Example")


def test_saving_without_a_change_writes_nothing(client):
    submission = record_of(client)
    lines = LogEntry.objects.count()
    assert changed(client, submission).status_code == 302
    assert LogEntry.objects.count() == lines


@pytest.mark.parametrize("pk", ["0", "999", "x", "9" * 40, "-1", "²"])
def test_a_submission_that_this_version_does_not_have_is_not_found(client, pk):
    assert client.get(PAGE, {"edit": pk}).status_code == 404


def test_coordinator_and_secretariat_record_and_nobody_else(signed_in, client):
    submission = record_of(client)
    for name in ("undp", "unodc"):
        assert signed_in(name).get(PAGE).status_code == 403, name
        assert signed_in(name).post(f"{PAGE}?edit={submission.pk}", SENT).status_code == 403, name
        assert "Record a submission" not in signed_in(name).get(VERSION).content.decode()
    for name in ("secretariat", "coordinator2"):
        assert signed_in(name).get(f"{PAGE}?edit={submission.pk}").status_code == 200
    assert signed_in("coordinator").get(PAGE).status_code == 404
    assert RecordedSubmission.objects.count() == 1
