"""The sentences at the head of a report's page: where it stands, and whether its joint texts are open."""

import pytest

from contributions.models import Contribution
from contributions.services import submit_contribution
from pbfreport.tests.pages import Browser
from reports.joint_texts.services import ensure_report
from reports.models import Report
from reports.tests.review_states import put_into

pytestmark = pytest.mark.django_db

REPORT = "/projects/KGZ-PVE-1/2021-H1/report/"
WRITING = "The organisations are writing."
ALL_IN = "All inputs are in. The coordinator checks the report and sends it to review."
OTHERS = "The coordinator makes the joint texts. You see how far they are."
CLOSED = "The joint texts are closed while the report is with the PBF Secretariat."


@pytest.fixture
def report(period):
    return ensure_report(period("KGZ-PVE-1", "2021-H1"))


@pytest.fixture
def read(signed_in):
    return lambda who: Browser(signed_in(who)).open(REPORT).words


@pytest.fixture
def in_state(report, person):
    people = {"sent_by": person("coordinator"), "cleared_by": person("secretariat")}
    return lambda state: put_into(report, state, **people)


def test_with_all_inputs_in_nobody_is_said_to_write(report, read, input_of, person):
    assert WRITING in read("coordinator")
    for office, name in (("UN Women", "unwomen"), ("UNICEF", "unicef")):
        contribution = input_of(office, "KGZ-PVE-1", "2021-H1")
        submit_contribution(contribution, by=person(name), reason="It is known.")
    words = read("coordinator")
    assert ALL_IN in words and WRITING not in words
    Contribution.objects.filter(period=report.period).update(state="accepted")
    assert ALL_IN in read("undp")


def test_a_report_in_review_is_locked_until_it_is_returned(in_state, read):
    in_state("in_review")
    words = read("coordinator")
    assert "Nothing is written until it is returned." in words and "or cleared" not in words


@pytest.mark.parametrize("state", ["in_review", "cleared"])
def test_the_coordinator_reads_why_the_own_joint_texts_are_closed(in_state, read, state):
    in_state(state)
    assert CLOSED in read("coordinator") and OTHERS not in read("coordinator")
    assert OTHERS in read("undp") and CLOSED not in read("undp")


def test_the_coordinator_reads_that_a_final_report_is_closed(in_state, read):
    in_state("final")
    assert "The joint texts are closed: the report is final." in read("coordinator")


def test_the_coordinator_of_an_open_report_reads_nothing_of_closed_texts(report, read):
    words = read("coordinator")
    assert OTHERS not in words and "joint texts are closed" not in words
    assert Report.objects.get(pk=report.pk).state == "collecting"
