"""Odd orders of acts, stale pages and late joiners: what holds on the way of a report."""

from collections.abc import Callable
from datetime import date

import pytest

from accounts.models import User
from contributions import services
from contributions.models import Contribution
from contributions.permissions import can_share
from contributions.services import open_round
from contributions.tests.entries import rows_of
from core.decisions import WrongState
from projects import addresses
from projects.actor import actor_on
from projects.models import Participation, ReportingPeriod
from reports.joint_texts.services import ensure_report
from reports.models import Report
from reports.review.services import clear_report
from reports.tests.review_states import comment_on, fresh, give_back, send, write_row, write_text
from reports.versions.services import SubmissionValues, make_final, record_submission

pytestmark = [pytest.mark.django_db, pytest.mark.database]

People = Callable[[str], User]


@pytest.fixture
def inputs(input_of: Callable[[str, str, str], Contribution]) -> Callable[[str], Contribution]:
    return lambda office: input_of(office, "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def report(period: Callable[[str, str], ReportingPeriod], person: People) -> Report:
    report = ensure_report(period("KGZ-PVE-1", "2021-H1"))
    send(report, person)
    return fresh(report)


def on_behalf(contribution: Contribution, person: People) -> None:
    services.enter_on_behalf(contribution, by=person("coordinator"), source="A call", dated=date(2021, 6, 1))


def test_what_was_taken_back_after_a_return_in_part_stays_open_in_part(
    report: Report, person: People, inputs
):
    first, other, *_rest = rows_of(inputs("OHCHR")).values()
    comment_on(report, addresses.activity(first.activity.uid), person("secretariat"), inputs("OHCHR").office)
    give_back(report, person)
    on_behalf(inputs("OHCHR"), person)
    services.submit_contribution(inputs("OHCHR"), by=person("coordinator"), reason="It is known.")
    services.take_back_contribution(inputs("OHCHR"), by=person("ohchr"))
    write_row(first, person("ohchr"))
    with pytest.raises(WrongState):
        write_row(other, person("ohchr"))


def test_an_organisation_that_hands_in_itself_has_nothing_to_take_back(person: People, inputs):
    on_behalf(inputs("UNICEF"), person)
    services.submit_contribution(inputs("UNICEF"), by=person("unicef"), reason="It is known.")
    assert inputs("UNICEF").on_behalf_by is None
    with pytest.raises(WrongState):
        services.take_back_contribution(inputs("UNICEF"), by=person("unicef"))


def test_nobody_shares_an_unfinished_text_for_its_organisation(person: People, inputs):
    on_behalf(inputs("UNICEF"), person)
    actor = actor_on(person("coordinator"), inputs("UNICEF").period.project)
    assert not can_share(actor, inputs("UNICEF")).wrong_state
    assert not can_share(actor, inputs("UNICEF"))


def test_a_page_of_an_earlier_sending_clears_and_returns_nothing(report: Report, person: People):
    give_back(report, person, note="Once more.")
    send(fresh(report), person)
    for act in (
        lambda: clear_report(fresh(report), by=person("secretariat"), seen=1),
        lambda: give_back(fresh(report), person, note="Old page.", seen=1),
    ):
        with pytest.raises(WrongState, match="sent again since"):
            act()
    assert fresh(report).state == "in_review"
    assert clear_report(fresh(report), by=person("secretariat"), seen=2)
    with pytest.raises(WrongState, match="sent again since"):
        make_final(fresh(report), by=person("secretariat"), unsigned_reason="Later.", seen=1)


def test_a_comment_on_the_activity_table_opens_all_its_rows(report: Report, person: People, inputs):
    comment_on(report, addresses.section("annex1"), person("secretariat"))
    give_back(report, person)
    opened = set(inputs("OHCHR").opened.values_list("address", flat=True))
    assert opened == {addresses.activity(row.activity.uid) for row in rows_of(inputs("OHCHR")).values()}


def test_a_comment_that_opens_no_text_leaves_the_joint_texts_open(report: Report, person: People):
    Report.objects.filter(pk=report.pk).update(missing_reason="")
    comment_on(report, addresses.section("notes"), person("secretariat"))
    give_back(fresh(report), person)
    write_text(fresh(report), "part1.status", person("coordinator"))


def test_a_comment_on_an_unanswered_question_reaches_its_organisation(report: Report, person: People, inputs):
    contribution = inputs("OHCHR")
    address = addresses.question("part3.other")
    assert not contribution.answers.filter(question__key="part3.other").exists()
    comment_on(report, address, person("secretariat"), contribution.office)
    give_back(report, person)
    assert list(inputs("OHCHR").opened.values_list("address", flat=True)) == [address]


def test_an_organisation_that_joins_while_the_report_is_in_review_waits(
    report: Report, person: People, pve_1, input_of
):
    office = input_of("UNODC", "KGZ-PVE-2", "2021-FINAL").office
    Participation.objects.create(project=pve_1, office=office, position=9)
    open_round(report.period, by=person("admin"))
    joined = Contribution.objects.get(period=report.period, office=office)
    assert joined.is_locked and not joined.is_open


def test_the_same_submission_to_the_fund_is_recorded_once(report: Report, person: People, monkeypatch):
    from reports.tests.way import small_documents
    from reports.versions import services

    monkeypatch.setattr(services, "documents_of", small_documents)
    clear_report(report, by=person("secretariat"))
    version = make_final(fresh(report), by=person("secretariat"), unsigned_reason="Later.")
    assert version is not None
    values = SubmissionValues("pbso", date(2021, 7, 1), "The coordinator")
    first = record_submission(version, by=person("coordinator"), values=values)
    assert record_submission(version, by=person("coordinator"), values=values) == first
    assert version.submissions.count() == 1
