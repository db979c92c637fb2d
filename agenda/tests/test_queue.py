"""The Secretariat's queue: who sees it, in which order, what the filters leave, how late, and what comes next."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from contributions.models import Contribution, StoredPoint
from pbfreport.bench.many import many_projects
from pbfreport.tests.pages import Browser, form_values, words_of
from projects.models import Membership, Portfolio, Project
from reports.models import RecordedSubmission, Report, ReportVersion, Snapshot
from reports.stage import put_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def rounds(person):
    """Return the current rounds of 20 projects in a portfolio that the reviewer and the approver see."""
    portfolio = Portfolio.objects.create(code="Q", name="Quiet valley", country="Many")
    for name in ("queue-reviewer", "queue-approver", "queue-coordinator"):
        User.objects.create(email=f"{name}@example.org")
    for role in ("reviewer", "approver"):
        Membership.objects.create(
            user=person(f"queue-{role}"), role=role, portfolio=portfolio, starts_on="2021-01-01"
        )
    with time_machine.travel(date(2021, 7, 1)):
        return many_projects(20, portfolio=portfolio, coordinator=person("queue-coordinator"), prefix="Q")


@pytest.fixture
def reviewer(rounds, person):
    return Browser(browser_of(person("queue-reviewer")))


def browser_of(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def rows(page):
    """Return each line as {label: words}, with the project's code."""
    found = []
    for row in page.root.xpath("//table//tbody/tr"):
        head = row.find("th")
        line = {cell.get("data-label"): words_of(cell) for cell in row.findall("td")}
        found.append({"code": words_of(head.find("a")), "head": words_of(head), **line})
    return found


def codes(page):
    return [row["code"] for row in rows(page)]


def line_of(page, code):
    return next(row for row in rows(page) if row["code"] == code)


@pytest.mark.parametrize(
    "who", ["undp", "ohchr", "unwomen", "unicef", "unodc", "coordinator", "coordinator2", "writer", "reader"]
)
def test_only_reviewers_approvers_and_administrators_see_the_queue(signed_in, who):
    page = Browser(signed_in(who)).open("/queue/")
    assert page.status == 403
    assert "The queue is for the PBF Secretariat and the approvers of a portfolio." in page.words


def test_everyone_else_signs_in_first(client):
    assert client.get("/queue/").status_code == 302
    assert client.post("/queue/").status_code == 401


def test_a_reviewer_sees_the_projects_of_the_own_portfolios_alone(reviewer, signed_in):
    assert set(codes(reviewer.open("/queue/"))) == {f"Q-{n:04}" for n in range(20)}
    assert set(codes(Browser(signed_in("secretariat")).open("/queue/"))) == {"KGZ-PVE-1", "KGZ-PVE-2"}
    assert "Q-0001" in codes(Browser(signed_in("admin")).open("/queue/?portfolio=Q"))


def test_a_role_that_has_ended_opens_nothing(reviewer, person):
    Membership.objects.filter(user=person("queue-reviewer")).update(ends_on="2021-02-01")
    assert reviewer.open("/queue/").status == 403


def test_what_waits_for_the_reviewer_comes_first_and_the_longest_waiting_on_top(reviewer):
    order = codes(reviewer.open("/queue/"))
    # In review 2, 7, 12, 17; cleared 4, 14; they wait since as many hours after the first.
    assert order[:6] == ["Q-0002", "Q-0004", "Q-0007", "Q-0012", "Q-0014", "Q-0017"]
    assert order[-2:] == ["Q-0006", "Q-0016"]  # final ones last


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("project", "Q-0000", "Q-0019"),
        ("-project", "Q-0019", "Q-0000"),
        ("waiting", "Q-0000", "Q-0019"),
        ("-waiting", "Q-0019", "Q-0000"),
        ("late", "Q-0000", "Q-0016"),
        ("-late", "Q-0016", "Q-0000"),
        ("state", "Q-0000", "Q-0016"),
        ("-state", "Q-0006", "Q-0018"),
    ],
)
def test_every_column_that_sorts_sorts_both_ways(reviewer, sort, first, last):
    order = codes(reviewer.open(f"/queue/?sort={sort}"))
    assert (order[0], order[-1]) == (first, last)
    assert len(set(order)) == 20


def test_the_head_of_a_column_says_how_it_sorts_and_turns_the_order_round(reviewer):
    page = reviewer.open("/queue/?sort=project&q=dialogue")
    head = page.root.xpath("//th[@aria-sort]")
    assert [(words_of(cell), cell.get("aria-sort")) for cell in head] == [("Project", "ascending")]
    assert head[0].find("a").get("href") == "?q=dialogue&sort=-project"


def test_what_waits_since_nobody_knows_when_comes_last(reviewer, rounds):
    Report.objects.filter(period=rounds[2]).update(state_since=None)
    assert codes(reviewer.open("/queue/?sort=waiting"))[-1] == "Q-0002"
    assert codes(reviewer.open("/queue/?sort=-waiting"))[-1] == "Q-0002"
    assert line_of(reviewer.open("/queue/"), "Q-0002")["Waiting since"] == "–"


@time_machine.travel(datetime(2021, 7, 15, 12, tzinfo=UTC))
def test_days_late_count_from_the_date_of_the_stage_that_a_report_is_in(reviewer, rounds):
    page = reviewer.open("/queue/")
    assert line_of(page, "Q-0000")["Days late"] == "10 days"  # inputs, due on 5 July
    assert line_of(page, "Q-0001")["Days late"] == "4 days"  # joint report, due on 11 July
    assert line_of(page, "Q-0003")["Days late"] == "2 days"  # returned, joint report due on 13 July
    assert line_of(page, "Q-0002")["Days late"] == "–"  # review, due on 22 July
    Report.objects.filter(period=rounds[3]).update(returned_due_on="2021-07-20")
    assert line_of(reviewer.open("/queue/"), "Q-0003")["Days late"] == "–"
    Contribution.objects.filter(period=rounds[0]).update(due_on="2021-07-14")
    assert line_of(reviewer.open("/queue/"), "Q-0000")["Days late"] == "1 day"
    Contribution.objects.filter(period=rounds[0]).update(due_on="2021-07-15")
    assert line_of(reviewer.open("/queue/"), "Q-0000")["Days late"] == "–"


@time_machine.travel(datetime(2021, 7, 15, 12, tzinfo=UTC))
def test_late_only_leaves_exactly_the_lines_with_days(reviewer):
    everything = {row["code"] for row in rows(reviewer.open("/queue/")) if row["Days late"] != "–"}
    assert everything
    assert set(codes(reviewer.open("/queue/?late=on"))) == everything


def test_a_final_report_is_due_to_the_fund_until_a_submission_is_recorded(reviewer, rounds, person):
    assert line_of(reviewer.open("/queue/"), "Q-0006")["Next"].startswith("Record the submission")
    report = Report.objects.get(period=rounds[6])
    by = person("queue-reviewer")
    kept = Snapshot.objects.create(
        report=report, kind="final", number=1, content="{}", schema=1, sha256="0", made_by=by
    )
    version = ReportVersion.objects.create(report=report, number=1, snapshot=kept, made_by=by)
    RecordedSubmission.objects.create(
        of_version=version, sent_to="pbso", sent_on="2021-08-01", sent_by_name="A", recorded_by=by
    )
    line = line_of(reviewer.open("/queue/"), "Q-0006")
    assert (line["Days late"], line["Next"][:22]) == ("–", "Read the final version")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=in_review", {"Q-0002", "Q-0007", "Q-0012", "Q-0017"}),
        ("state=cleared", {"Q-0004", "Q-0014"}),
        ("state=collecting&project=closed", set()),
        ("project=closed", {"Q-0004", "Q-0009", "Q-0014", "Q-0019"}),
        ("q=q-0013", {"Q-0013"}),
        ("q=district 13", {"Q-0013"}),
        ("q=%25", set()),
        ("portfolio=Q&state=cleared", {"Q-0004", "Q-0014"}),
    ],
)
def test_each_filter_leaves_what_it_says(reviewer, query, found):
    page = reviewer.open(f"/queue/?{query}")
    assert set(codes(page)) == found
    if not found:
        assert "No report fits these filters." in page.words


@pytest.mark.parametrize(
    "query",
    [
        "state=nothing",
        "sort=nothing",
        "sort=-",
        "portfolio=KGZ",
        "project=x",
        "late=1",
        "all=yes",
        "page=x",
        "page=-5",
        "q=%00",
        "page=" + "9" * 50,
    ],
)
def test_what_cannot_be_understood_in_the_address_is_left_at_its_default(reviewer, query):
    page = reviewer.open(f"/queue/?{query}")
    assert page.status == 200
    assert (page.field("q"), page.field("state"), page.field("project")) == ("", "", "")
    assert codes(page) == codes(reviewer.open("/queue/"))


def test_a_round_that_another_has_followed_shows_with_all_rounds_alone(reviewer, rounds):
    assert "July – December 2020" not in reviewer.open("/queue/").words
    page = reviewer.open("/queue/?all=on")
    assert len(rows(page)) == 40
    assert "July – December 2020" in page.words


def test_an_earlier_round_that_is_still_in_review_is_not_lost(reviewer, rounds):
    early = rounds[0].project.periods.get(code="2020-H2")
    at = datetime(2021, 1, 15, tzinfo=UTC)
    by = User.objects.get(email="queue-coordinator@example.org")
    put_report(early, state="in_review", state_since=at, sendings=1, sent_at=at, sent_by=by)
    first = rows(reviewer.open("/queue/"))[0]
    assert "July – December 2020" in first["head"]


def test_paging_keeps_filters_and_order_and_shows_each_report_once(reviewer, person):
    many_projects(
        45, portfolio=Portfolio.objects.get(code="Q"), coordinator=person("queue-coordinator"), prefix="R"
    )
    page = reviewer.open("/queue/?sort=-project&q=district&all=on")
    seen = []
    for number in (1, 2, 3):
        found = [row["head"] for row in rows(page)]
        assert len(found) == (50, 50, 30)[number - 1]
        assert f"Page {number} of 3" in page.words
        assert (
            page.field("q") == "district" and page.field("sort") == "-project" and page.field("all") == "on"
        )
        seen += found
        if number < 3:
            page = reviewer.click("Next page")
    assert len(set(seen)) == 130
    assert "Next page" not in page.words
    assert seen[0].startswith("R-0044") and seen[-1].startswith("Q-0000")


def test_the_filters_stay_in_their_fields_and_come_off_with_one_link(reviewer):
    page = reviewer.open("/queue/?sort=project")
    form = page.root.xpath("//form[@role='search']")[0]
    asked = form_values(form) | {"state": "cleared", "q": "district"}
    assert (form.get("method"), asked["sort"]) == ("get", "project")
    page = reviewer.open("/queue/?" + urlencode(asked))
    assert codes(page) == ["Q-0004", "Q-0014"]
    assert (page.field("state"), page.field("q")) == ("cleared", "district")
    assert len(rows(reviewer.click("Take the filters off"))) == 20


def test_each_state_says_what_comes_next_and_leads_there(reviewer):
    page = reviewer.open("/queue/")
    expected = {
        "Q-0000": (
            "Collecting 1 of 2 inputs; missing: MANY-B",
            "Wait for the organisations",
            "/projects/Q-0000/",
        ),
        "Q-0001": ("Collecting 2 of 2 inputs", "Wait for the coordinator", "/projects/Q-0001/"),
        "Q-0002": ("In review", "Review", "/projects/Q-0002/2021-H1/report/"),
        "Q-0003": ("Returned", "Wait for the organisations", "/projects/Q-0003/"),
        "Q-0004": ("Cleared", "Make final", "/projects/Q-0004/2021-H1/report/"),
    }
    for code, (state, act, url) in expected.items():
        line = line_of(page, code)
        assert line["State"] == state
        assert line["Next"].split(":")[0] == act
        assert page.root.xpath("//tr[th/a[text()=$code]]/td[last()]/a/@href", code=code) == [url]


def test_where_a_secretariat_clears_the_approver_waits_for_it(reviewer, person):
    approver = Browser(browser_of(person("queue-approver")))
    assert line_of(approver.open("/queue/"), "Q-0002")["Next"].startswith("Wait for the review")
    Portfolio.objects.filter(code="Q").update(has_secretariat=False)
    assert line_of(approver.open("/queue/"), "Q-0002")["Next"].startswith("Review")
    assert line_of(reviewer.open("/queue/"), "Q-0002")["Next"].startswith("Wait for the review")


def test_of_two_portfolios_only_the_one_that_clears_has_it_waiting(reviewer, rounds):
    other = Portfolio.objects.create(code="A-FIRST", name="Another", country="Many")
    rounds[2].project.portfolios.add(other)
    assert line_of(reviewer.open("/queue/"), "Q-0002")["Next"].startswith("Wait for the review")
    Project.objects.filter(pk=rounds[2].project_id).update(cleared_in=Portfolio.objects.get(code="Q"))
    assert line_of(reviewer.open("/queue/"), "Q-0002")["Next"].startswith("Review")


def test_points_are_those_of_the_latest_sending(reviewer, rounds):
    put_report(rounds[2], sendings=2)

    def point(severity, sending, answer=""):
        StoredPoint.objects.create(
            period=rounds[2],
            sending=sending,
            rule="r",
            severity=severity,
            address="report",
            text_hash="0",
            sentence="s",
            answer=answer,
        )

    for _n in range(3):
        point("stop", 1)
    point("stop", 2, "Because.")
    point("figure", 2)
    point("figure", 2, "Because.")
    point("hint", 2)
    page = reviewer.open("/queue/")
    assert line_of(page, "Q-0002")["Points"] == "1 stop 2 figures, 1 unanswered 1 hint"
    assert line_of(page, "Q-0007")["Points"] == "–"


def test_the_dates_of_the_stages_stand_in_the_line_and_the_present_one_is_marked(reviewer):
    page = reviewer.open("/queue/")
    assert line_of(page, "Q-0002")["Stage dates"] == (
        "Inputs: 7 July 2021 Joint report: 12 July 2021 Review: 22 July 2021 Submission: 2 August 2021"
    )
    marked = page.root.xpath("//tr[th/a[text()='Q-0002']]//strong")
    assert [words_of(item) for item in marked] == ["Review: 22 July 2021"]


def test_a_portfolio_without_projects_says_so(db, client):
    portfolio = Portfolio.objects.create(code="EMPTY", name="Empty", country="Nowhere")
    user = User.objects.create(email="empty@example.org")
    Membership.objects.create(user=user, role="reviewer", portfolio=portfolio)
    assert "There is no project in your portfolios yet." in Browser(browser_of(user)).open("/queue/").words


def test_hostile_titles_are_shown_as_text(reviewer, rounds):
    Project.objects.filter(pk=rounds[2].project_id).update(title="<script>alert(1)</script>")
    page = reviewer.open("/queue/?q=<script>")
    assert codes(page) == ["Q-0002"]
    assert "<script>alert" not in page.source
