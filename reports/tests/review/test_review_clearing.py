"""Clearing: one of two wins, nobody clears what they wrote, whose portfolio decides, sign-offs, corrections."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from accounts.models import Office, User
from audit.models import LogEntry
from audit.services import record
from contributions import services
from contributions.models import ActivityEntry, Contribution
from core.decisions import WrongState
from core.zones import today
from projects.models import Membership, Portfolio, ReportingPeriod
from reports.joint_texts.services import ensure_report
from reports.models import JointAnswer, Report, SignOff
from reports.review.services import clear_report, correct_report, send_back
from reports.tests.review_states import (
    approver_of,
    fresh,
    make_author,
    put_into,
    send,
    write_text,
)
from reports.versions.services import (
    final_data,
    latest_candidate,
    make_final,
    record_sign_off,
    unsigned_offices,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

People = Callable[[str], User]
FASTER = "The report is not in review now: somebody else was faster, or it was returned already"


@pytest.fixture
def report(period: Callable[[str, str], ReportingPeriod], person: People) -> Report:
    report = ensure_report(period("KGZ-PVE-1", "2021-H1"))
    send(report, person)
    return fresh(report)


def reviewer(name: str, code: str = "KGZ", **fields: object) -> User:
    """Return another reviewer of a portfolio."""
    user = User.objects.create_user(f"{name}@example.org", "x", name=name)
    portfolio = Portfolio.objects.get(code=code)
    Membership.objects.create(
        user=user, role="reviewer", portfolio=portfolio, **{"starts_on": date(2021, 1, 1), **fields}
    )
    return user


def deputy_of(person: People, until: date) -> User:
    secretariat = Membership.objects.get(user=person("secretariat"), role="reviewer")
    return reviewer("deputy", deputy_for=secretariat, ends_on=until)


def cover_of(report: Report) -> tuple[str, str]:
    """Return what the cover of the version will say about the Secretariat."""
    candidate = latest_candidate(report)
    assert candidate is not None
    cover = final_data(report, candidate, 1).cover
    return cover.secretariat_reviewed, cover.secretariat_comments


def test_clearing_names_who_when_and_as_what_and_tells_the_coordinator(
    report: Report, person: People, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert clear_report(report, by=person("secretariat"), note="Well told.", key="k") is True
    assert (report.state, report.cleared_by, report.cleared_as) == (
        "cleared",
        person("secretariat"),
        "secretariat",
    )
    assert report.cleared_at is not None
    assert [letter.to for letter in mail.outbox] == [["coordinator@example.org"]]
    assert cover_of(report) == ("Yes", "Well told.")
    with django_capture_on_commit_callbacks(execute=True):
        assert clear_report(fresh(report), by=person("secretariat"), key="k") is False
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("second", ["clear", "send_back"])
def test_of_two_reviewers_one_wins_and_the_other_reads_a_sentence(
    second: str, report: Report, person: People
):
    other, stale = reviewer("other"), fresh(report)
    assert stale.state == "in_review"
    if second == "clear":
        clear_report(report, by=person("secretariat"))
    else:
        send_back(report, by=person("secretariat"), note="Again.")
    winner, lines = report.state, LogEntry.objects.count()
    with pytest.raises(WrongState, match=FASTER):
        clear_report(stale, by=other)
    assert fresh(report).state == winner
    assert fresh(report).cleared_by == (person("secretariat") if second == "clear" else None)
    assert LogEntry.objects.count() == lines


def _writes_row(report: Report, by: User) -> None:
    record(by=by, action="write", on=ActivityEntry.objects.filter(contribution__period=report.period)[0])


def _submits(report: Report, by: User) -> None:
    record(by=by, action="submit", on=Contribution.objects.filter(period=report.period)[0])


def _writes_joint(report: Report, by: User) -> None:
    record(by=by, action="write", on=JointAnswer.objects.filter(report=report)[0])


def _writes_cover(report: Report, by: User) -> None:
    record(by=by, action="write", on=report)


@pytest.mark.parametrize("wrote", [_writes_row, _submits, _writes_joint, _writes_cover])
def test_nobody_clears_what_they_wrote_and_the_other_reviewer_does(
    wrote: Callable[[Report, User], None], report: Report, person: People
):
    author, other = person("secretariat"), reviewer("other")
    wrote(report, author)
    with pytest.raises(
        PermissionDenied, match="You wrote part of this report: somebody else has to clear it"
    ):
        clear_report(report, by=author)
    assert fresh(report).state == "in_review"
    with pytest.raises(PermissionDenied, match="the reviewers before an approver"):
        clear_report(report, by=approver_of())
    clear_report(report, by=other)
    assert report.cleared_as == "secretariat"


def test_who_wrote_another_period_or_only_reviewed_is_no_author(
    report: Report, person: People, period: Callable[[str, str], ReportingPeriod]
):
    make_author(person("secretariat"), ensure_report(period("KGZ-PVE-1", "2020-ANNUAL")))
    record(by=person("secretariat"), action="send_back", on=report)
    assert clear_report(report, by=person("secretariat")) is True


def test_who_cleared_and_is_an_author_meanwhile_does_not_make_it_final(report: Report, person: People):
    clear_report(report, by=person("secretariat"))
    make_author(person("secretariat"), report)
    with pytest.raises(PermissionDenied, match="You wrote part of this report"):
        make_final(report, by=person("secretariat"), unsigned_reason="By telephone.")


def test_a_deputy_clears_until_the_day_and_not_after(report: Report, person: People):
    deputy = deputy_of(person, today() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        clear_report(report, by=deputy)
    Membership.objects.filter(user=deputy).update(ends_on=today())
    assert clear_report(report, by=deputy) is True


def test_a_deputy_does_not_clear_what_the_deputy_wrote(report: Report, person: People):
    deputy = deputy_of(person, today())
    make_author(deputy, report)
    with pytest.raises(PermissionDenied, match="You wrote part of this report"):
        clear_report(report, by=deputy)


def test_while_a_deputy_wrote_nothing_the_approver_waits(report: Report, person: People):
    """The reviewer is an author; the deputy reviews, so the portfolio still has somebody."""
    make_author(person("secretariat"), report)
    deputy = deputy_of(person, today())
    with pytest.raises(PermissionDenied):
        clear_report(report, by=approver_of())
    Membership.objects.filter(user=deputy).update(ends_on=today() - timedelta(days=1))
    assert clear_report(report, by=approver_of()) is True


def test_where_all_reviewers_are_authors_the_approver_clears_and_the_cover_says_no(
    report: Report, person: People
):
    for author in (person("secretariat"), reviewer("other")):
        make_author(author, report)
    clear_report(report, by=approver_of())
    assert report.cleared_as == "approver"
    assert cover_of(report)[0] == "No"


def test_an_approver_who_wrote_part_of_it_does_not_clear_it(report: Report, person: People):
    make_author(person("secretariat"), report)
    make_author(approver_of(), report)
    with pytest.raises(PermissionDenied, match="You wrote part of this report"):
        clear_report(report, by=approver_of())


def test_where_a_portfolio_has_no_secretariat_the_approver_clears_and_the_cover_says_no(
    report: Report, person: People
):
    with pytest.raises(PermissionDenied):
        clear_report(report, by=approver_of())
    Portfolio.objects.filter(code="KGZ").update(has_secretariat=False)
    with pytest.raises(PermissionDenied):
        clear_report(report, by=person("secretariat"))
    clear_report(report, by=approver_of(), note="Read in full.")
    assert (report.cleared_as, *cover_of(report)) == ("approver", "No", "Read in full.")


@pytest.fixture
def second_portfolio(report: Report) -> Portfolio:
    """A portfolio with a code before KGZ, in which the project lies too."""
    portfolio = Portfolio.objects.create(code="ASIA", name="Asia", country="Regional")
    report.period.project.portfolios.add(portfolio)
    return portfolio


def test_of_several_portfolios_the_project_names_the_one_that_clears(
    report: Report, person: People, second_portfolio: Portfolio
):
    project = report.period.project
    regional = reviewer("regional", "ASIA")
    project.cleared_in = Portfolio.objects.get(code="KGZ")
    project.save()
    with pytest.raises(PermissionDenied, match="Another Secretariat"):
        clear_report(fresh(report), by=regional)
    assert clear_report(fresh(report), by=person("secretariat")) is True


@pytest.mark.parametrize("named", ["none", "left"])
def test_where_none_is_named_or_the_project_left_it_the_first_by_code_clears(
    named: str, report: Report, person: People, second_portfolio: Portfolio
):
    project, regional = report.period.project, reviewer("regional", "ASIA")
    if named == "left":
        project.cleared_in = Portfolio.objects.create(code="AAA", name="Left", country="Nowhere")
        project.save()
    with pytest.raises(PermissionDenied, match="Another Secretariat"):
        clear_report(fresh(report), by=person("secretariat"))
    assert clear_report(fresh(report), by=regional) is True


def test_a_correction_opens_a_final_report_again_with_its_reason(report: Report, person: People):
    final = put_into(report, "final", sent_by=person("coordinator"), cleared_by=person("secretariat"))
    with pytest.raises(WrongState, match="Write what has to be corrected"):
        correct_report(final, by=person("coordinator"), reason="  ")
    assert fresh(report).state == "final"
    correct_report(final, by=person("coordinator"), reason="The rate was wrong.")
    opened = fresh(report)
    assert (opened.state, opened.correction_reason) == ("collecting", "The rate was wrong.")
    assert (opened.cleared_at, opened.cleared_by, opened.cleared_as) == (None, None, "")
    assert LogEntry.objects.get(action="correct").reason == "The rate was wrong."
    write_text(opened, "part1.status", person("coordinator"))
    undp = Contribution.objects.get(period=report.period, office__organisation__short_name="UNDP")
    assert (undp.state, undp.is_locked) == ("accepted", False)
    services.return_contribution(undp, by=person("coordinator"), note="The rate.")
    assert undp.is_open


def sign(report: Report, office: Office, by: User, name: str = "A name") -> SignOff:
    return record_sign_off(
        report,
        office=office,
        name=name,
        title="Head of agency",
        signed_on=date(2021, 7, 20),
        attachment=None,
        by=by,
    )


def undp_office() -> Office:
    return Office.objects.get(organisation__short_name="UNDP")


def test_a_sign_off_is_recorded_once_per_organisation_and_a_second_replaces_it(
    report: Report, person: People
):
    coordinator = person("coordinator")
    assert set(unsigned_offices(report)) == {"UNDP", "OHCHR", "UN Women", "UNICEF"}
    sign(report, undp_office(), coordinator)
    sign(report, undp_office(), coordinator, "Another name")
    (signed,) = SignOff.objects.all()
    assert (signed.name, signed.title, signed.recorded_by) == ("Another name", "Head of agency", coordinator)
    assert signed.snapshot == latest_candidate(report)
    assert set(unsigned_offices(report)) == {"OHCHR", "UN Women", "UNICEF"}
    assert LogEntry.objects.filter(action="sign_off", object_uid=report.uid).count() == 2
    clear_report(report, by=person("secretariat"))
    candidate = latest_candidate(report)
    assert candidate is not None
    assert "Another name, Head of agency (UNDP)" in final_data(report, candidate, 1).cover.approved_by


@pytest.mark.parametrize("name", ["undp", "secretariat", "admin"])
def test_only_the_coordinator_records_sign_offs(name: str, report: Report, person: People):
    with pytest.raises(PermissionDenied, match="Only the coordinator of the project records sign-offs"):
        sign(report, undp_office(), person(name))
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("state", ["collecting", "returned", "final"])
def test_a_sign_off_is_of_what_is_in_review_or_cleared(state: str, report: Report, person: People):
    on = put_into(report, state, sent_by=person("coordinator"), cleared_by=person("secretariat"))
    with pytest.raises(WrongState, match="in review or cleared"):
        sign(on, undp_office(), person("coordinator"))


def test_a_new_sending_needs_new_sign_offs(report: Report, person: People):
    sign(report, undp_office(), person("coordinator"))
    send_back(report, by=person("secretariat"), note="Again.")
    send(fresh(report), person)
    assert "UNDP" in unsigned_offices(fresh(report))


def test_a_report_without_a_sign_off_needs_a_sentence_to_become_final(report: Report, person: People):
    sign(report, undp_office(), person("coordinator"))
    clear_report(report, by=person("secretariat"))
    with pytest.raises(WrongState, match="There is no sign-off of OHCHR, UN Women, UNICEF yet"):
        make_final(report, by=person("secretariat"), unsigned_reason=" ")
    assert fresh(report).state == "cleared"
    assert fresh(report).making_until is None
