"""A form is used once: a second click is a repeat, an old tab is told to open the page again."""

import pytest

from audit.models import LogEntry
from contributions.models import Contribution
from contributions.services import accept_contribution, return_contribution, submit_contribution
from contributions.tests.entries import web_address
from core.decisions import WrongState
from pbfreport.tests.pages import Page
from reports.joint_texts.services import ensure_report
from reports.review.services import send_back

pytestmark = pytest.mark.django_db

USED = "This form was used before"
FORM = {"key": "same", "reason": "It is known.", "cleared_by_name": "Head of office"}


@pytest.fixture
def unicef(input_of):
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1")


def acts_of(record):
    lines = LogEntry.objects.filter(object_uid=record.uid).order_by("pk")
    return [
        line.action for line in lines if line.action in ("submit", "return", "accept", "send", "send_back")
    ]


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def test_the_same_form_sent_twice_at_once_is_one_act_and_leads_to_the_same_page(signed_in, unicef):
    client = signed_in("unicef")
    before = acts_of(unicef)
    answers = [client.post(web_address(unicef, "submit"), FORM) for _time in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, web_address(unicef))] * 2
    assert acts_of(unicef) == [*before, "submit"]


def test_the_same_form_sent_again_after_a_return_says_so_and_keeps_what_was_typed(signed_in, unicef, person):
    client = signed_in("unicef")
    client.post(web_address(unicef, "submit"), FORM)
    return_contribution(fresh(unicef), by=person("coordinator"), note="Once more.")
    answer = client.post(web_address(unicef, "submit"), {**FORM, "reason": "Now it is all in."})
    assert answer.status_code == 409
    page = Page(answer)
    assert f"{USED}, and things have moved on since: nothing was done now. Open the page again." in page.words
    assert {"Now it is all in.", "Head of office"} <= {
        area.text.strip() for area in page.root.iter("textarea")
    }
    assert fresh(unicef).state == "returned"


def test_the_page_opened_again_submits(signed_in, unicef, person):
    client = signed_in("unicef")
    client.post(web_address(unicef, "submit"), FORM)
    return_contribution(fresh(unicef), by=person("coordinator"), note="Once more.")
    assert client.post(web_address(unicef, "submit"), {**FORM, "key": "another"}).status_code == 302
    assert fresh(unicef).state == "submitted"


def test_a_form_of_the_coordinator_left_in_a_tab_returns_nothing_a_second_time(signed_in, unicef, person):
    submit_contribution(unicef, by=person("unicef"), reason="It is known.")
    client, form = signed_in("coordinator"), {"reason": "The figure of May.", "key": "tab"}
    assert client.post(web_address(unicef, "return"), form).status_code == 302
    submit_contribution(fresh(unicef), by=person("unicef"), reason="It is known.")
    answer = client.post(web_address(unicef, "return"), form)
    assert answer.status_code == 409
    assert USED in Page(answer).words
    assert fresh(unicef).state == "submitted"


def test_a_service_that_is_asked_with_a_used_key_says_it_too(unicef, person):
    submit_contribution(unicef, by=person("unicef"), reason="It is known.", key="k")
    accept_contribution(unicef, by=person("coordinator"), key="k")
    with pytest.raises(WrongState, match=USED):
        submit_contribution(fresh(unicef), by=person("unicef"), reason="It is known.", key="k")
    assert accept_contribution(fresh(unicef), by=person("coordinator"), key="k") is False


def test_a_form_that_sent_a_report_which_came_back_does_not_send_it_again(signed_in, person, period):
    report = ensure_report(period("KGZ-PVE-1", "2021-H1"))
    client, url = signed_in("coordinator"), "/projects/KGZ-PVE-1/2021-H1/report/check/"
    typed = {"key": "same", "missing_reason": "They report later.", "reason": "It is known."}
    assert [client.post(url, typed).status_code for _time in range(2)] == [302, 302]
    send_back(fresh(report), by=person("secretariat"), note="The figures differ.")
    answer = client.post(url, typed)
    assert answer.status_code == 409
    assert USED in Page(answer).words and "They report later." in answer.content.decode()
    assert acts_of(report) == ["send", "send_back"]
    assert Contribution.objects.filter(period=report.period_id, is_locked=True).count() == 0
