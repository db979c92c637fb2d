"""Who clears a report now: the same rule for the right, the letter of the sending, the first page and the queue."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from agenda.home import home_page
from contributions import services
from contributions.models import Contribution
from contributions.tests.entries import rows_of
from contributions.wordings.services import accept, suggest, text_of
from core.saving import digest
from discussion.selectors import Target
from pbfreport.tests.pages import Browser, words_of
from projects.models import Membership, Portfolio, ReportingPeriod
from projects.selectors import people_with
from projects.stage import stage_of
from reports.joint_texts.services import ensure_report
from reports.models import Report
from reports.review.clearers import actor_on_report, who_reviews
from reports.review.services import clear_report, correct_report
from reports.tests.review_states import approver_of, comment_on, fresh, give_back, make_author, put_into, send

pytestmark = [pytest.mark.django_db, pytest.mark.database]

People = Callable[[str], User]
CLEARING = "Review KGZ-PVE-1, January – June 2021"
READING = "Read KGZ-PVE-1, January – June 2021"


@pytest.fixture
def report(period: Callable[[str, str], ReportingPeriod]) -> Report:
    """Not sent yet."""
    return ensure_report(period("KGZ-PVE-1", "2021-H1"))


def _author(report: Report, person: People) -> None:
    make_author(person("secretariat"), report)


def _no_secretariat(_report: Report, _person: People) -> None:
    Portfolio.objects.filter(code="KGZ").update(has_secretariat=False)


def _gone(_report: Report, person: People) -> None:
    User.objects.filter(pk=person("secretariat").pk).update(is_active=False)


CASES = {
    "the reviewer wrote part of it": _author,
    "there is no Secretariat, and an old membership": _no_secretariat,
    "the reviewer's account may not sign in": _gone,
}


def signed(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def next_in_queue(user: User) -> str:
    page = Browser(signed(user)).open("/queue/?project=&q=KGZ-PVE-1&state=in_review")
    return words_of(page.root.xpath("//table//tbody/tr/td[last()]")[0])


def waiting_of(user: User) -> list[str]:
    return [task.title for task in home_page(user).waiting]


@pytest.mark.parametrize("case", CASES)
def test_where_the_approver_has_to_clear_the_approver_is_told_everywhere(
    case: str, report: Report, person: People, django_capture_on_commit_callbacks
):
    approver = approver_of()
    CASES[case](report, person)
    with django_capture_on_commit_callbacks(execute=True):
        send(report, person)
    assert [letter.to for letter in mail.outbox] == [[approver.email]]
    assert who_reviews(fresh(report)) == [approver]
    assert waiting_of(approver) == [CLEARING]
    assert next_in_queue(approver).startswith("Review")
    assert CLEARING not in waiting_of(person("secretariat"))
    clear_report(fresh(report), by=approver)
    assert fresh(report).cleared_as == "approver"


def test_while_a_reviewer_can_clear_the_approver_is_told_nothing(
    report: Report, person: People, django_capture_on_commit_callbacks
):
    approver = approver_of()
    with django_capture_on_commit_callbacks(execute=True):
        send(report, person)
    assert [letter.to for letter in mail.outbox] == [["secretariat@example.org"]]
    assert waiting_of(approver) == []
    assert CLEARING in waiting_of(person("secretariat"))
    assert next_in_queue(approver).startswith("Wait for the review")


def test_where_all_who_could_clear_wrote_part_of_it_they_are_told_all_the_same(
    report: Report, person: People, django_capture_on_commit_callbacks
):
    make_author(person("secretariat"), report)
    with django_capture_on_commit_callbacks(execute=True):
        send(report, person)
    assert [letter.to for letter in mail.outbox] == [["secretariat@example.org"]]


def test_a_reviewer_of_another_portfolio_gets_no_letter(
    report: Report, person: People, django_capture_on_commit_callbacks
):
    other = Portfolio.objects.create(code="OTHER", name="Another", country="Many")
    report.period.project.portfolios.add(other)
    user = User.objects.create(email="other@example.org")
    Membership.objects.create(user=user, role="reviewer", portfolio=other, starts_on=date(2021, 1, 1))
    with django_capture_on_commit_callbacks(execute=True):
        send(report, person)
    assert [letter.to for letter in mail.outbox] == [["secretariat@example.org"]]
    assert waiting_of(user) == []


def test_who_wrote_part_of_it_reads_on_the_first_page_what_they_may_do(report: Report, person: People):
    make_author(person("secretariat"), report)
    approver_of()
    send(report, person)
    home = home_page(person("secretariat"))
    (line,) = [task for task in home.standing if task.title == READING]
    assert "somebody else clears it. You may read, comment and return it." in line.hint
    page = Browser(signed(person("secretariat"))).open(line.url)
    acts = [words_of(link) for link in page.root.xpath("//div[@class='page-acts']/a")]
    assert acts == ["Read and comment", "Return"]
    assert next_in_queue(person("secretariat")).startswith("Wait for the review")


def test_who_may_not_sign_in_holds_no_role_and_gets_no_work(report: Report, person: People):
    _gone(report, person)
    project = report.period.project
    assert people_with(project, "reviewer") == []
    assert person("undp") in people_with(project, "focal_point")


def test_who_sent_the_report_or_entered_for_an_organisation_does_not_clear_it(
    report: Report, person: People, input_of: Callable[[str, str, str], Contribution]
):
    coordinator, writer = person("coordinator"), person("coordinator2")
    portfolio = Portfolio.objects.get(code="KGZ")
    for user in (coordinator, writer):
        Membership.objects.create(user=user, role="reviewer", portfolio=portfolio, starts_on=date(2021, 1, 1))
    office = Membership.objects.filter(user=coordinator, role="coordinator").first()
    assert office is not None
    Membership.objects.create(
        user=writer,
        role="coordinator",
        project=report.period.project,
        office=office.office,
        starts_on=date(2021, 1, 1),
    )
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    services.enter_on_behalf(unicef, by=writer, source="A telephone call", dated=date(2021, 6, 1))
    fresh_sender = User.objects.create(email="sender@example.org")
    for role, address in (
        ("coordinator", {"project": report.period.project, "office": office.office}),
        ("reviewer", {"portfolio": portfolio}),
    ):
        Membership.objects.create(user=fresh_sender, role=role, starts_on=date(2021, 1, 1), **address)
    send(report, lambda _name: fresh_sender)
    for user in (writer, fresh_sender):
        assert actor_on_report(user, fresh(report)).is_author, user
        with pytest.raises(PermissionDenied, match="You wrote part of this report"):
            clear_report(fresh(report), by=user)
    assert clear_report(fresh(report), by=person("secretariat")) is True


def test_whose_wording_an_organisation_accepted_is_no_author(
    report: Report, person: People, input_of: Callable[[str, str, str], Contribution]
):
    """The organisation took it over as its own: it is its author (ADR 0008)."""
    send(report, person)
    undp = input_of("UNDP", "KGZ-PVE-1", "2021-H1")
    entry = rows_of(undp)[1]
    period = fresh(report).period
    target = Target(f"activity/{entry.activity.uid}", "progress", undp.office)
    text = text_of(period, target)
    assert text is not None
    wording = suggest(
        period,
        target,
        by=person("secretariat"),
        proposed="In the reviewer's words.",
        base=digest(text),
        review=stage_of(period),
    )
    assert wording is not None
    comment_on(fresh(report), target.address, person("secretariat"), undp.office)
    give_back(fresh(report), person)
    accept(wording, by=person("undp"))
    services.submit_contribution(Contribution.objects.get(pk=undp.pk), by=person("undp"), reason="Known.")
    send(fresh(report), person)
    assert actor_on_report(person("secretariat"), fresh(report)).clears_as == "secretariat"
    clear_report(fresh(report), by=person("secretariat"))


@pytest.mark.parametrize("by", ["coordinator", "secretariat"])
def test_a_correction_is_told_to_the_coordinator_and_to_who_clears_but_not_to_who_opened_it(
    by: str, report: Report, person: People, django_capture_on_commit_callbacks
):
    final = put_into(report, "final", sent_by=person("coordinator"), cleared_by=person("secretariat"))
    with django_capture_on_commit_callbacks(execute=True):
        correct_report(final, by=person(by), reason="The rate was wrong.")
    everybody = {"coordinator@example.org", "secretariat@example.org"}
    assert {letter.to[0] for letter in mail.outbox} == everybody - {f"{by}@example.org"}
