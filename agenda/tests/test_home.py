"""Home says what is waiting for whom and what comes next, with the same counts as the pages behind it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Office
from agenda.home import home_page
from agenda.lines import input_counts
from contributions.counts import store_counts_of_rows, with_counts
from contributions.models import ActivityEntry, Contribution, Suggestion
from contributions.services import open_round
from contributions.tests.entries import name, rows_of, web_address
from discussion.models import Comment
from pbfreport.tests.pages import Browser, found_in, words_of
from projects.models import FormEdition, Membership, Participation, Portfolio, Project, ReportingPeriod
from reports.stage import put_report

pytestmark = pytest.mark.django_db


def tasks(page):
    """Return (words of the link, words of the line) of every task on a page, in order."""
    lines = page.root.xpath("//ul[contains(@class, 'task-list')]/li")
    return [(words_of(line.find(".//a")), words_of(line)) for line in lines]


def test_the_soonest_date_comes_first(signed_in):
    waiting = tasks(Browser(signed_in("unicef")).open("/"))
    assert waiting[0][0] == "UNICEF's input to KGZ-PVE-1, January – June 2021"
    assert waiting[1][0] == "UNICEF's input to KGZ-PVE-1, final report, 12 January 2018 – 14 June 2021"
    assert "2 of 2 rows written" in waiting[0][1] and "Was due 4 June 2021" in waiting[0][1]


@time_machine.travel(date(2021, 6, 1))
def test_a_date_to_come_and_a_date_that_has_passed_read_differently(signed_in, person):
    Membership.objects.update(starts_on="2021-01-01")
    words = " ".join(line for _title, line in tasks(Browser(signed_in("unicef")).open("/")))
    assert "Due 4 June 2021" in words
    with time_machine.travel(date(2021, 6, 5)):
        assert "Was due 4 June 2021" in " ".join(
            line for _t, line in tasks(Browser(signed_in("unicef")).open("/"))
        )


def test_a_submitted_input_waits_no_longer(signed_in, input_of, person):
    browser = Browser(signed_in("unicef"))
    browser.open(web_address(input_of("UNICEF", "KGZ-PVE-1", "2021-H1"), "submit"))
    browser.click("Submit UNICEF's input")
    home = home_page(person("unicef"))
    assert [task.title for task in home.waiting] == [
        "UNICEF's input to KGZ-PVE-1, final report, 12 January 2018 – 14 June 2021"
    ]
    assert "UNICEF's input to KGZ-PVE-1, January – June 2021" in [task.title for task in home.done]


def test_the_coordinator_reads_who_is_still_missing(signed_in, input_of, person):
    lines = dict(tasks(Browser(signed_in("coordinator")).open("/")))
    line = lines["Joint report of KGZ-PVE-1, January – June 2021"]
    assert "2 of 4 organisations submitted. Still missing: UN Women, UNICEF." in line
    signed_in("unicef").post(web_address(input_of("UNICEF", "KGZ-PVE-1", "2021-H1"), "submit"))
    lines = dict(tasks(Browser(signed_in("coordinator")).open("/")))
    assert "Still missing: UN Women." in lines["Joint report of KGZ-PVE-1, January – June 2021"]


def test_the_secretariat_sees_every_project_and_where_it_stands(signed_in):
    page = Browser(signed_in("secretariat")).open("/")
    words = " ".join(title for title, _line in tasks(page))
    assert (
        "KGZ-PVE-1, January – June 2021" in words
        and "KGZ-PVE-2, final report, 11 January 2018 – 11 July 2021" in words
    )
    for link in page.root.xpath("//ul[contains(@class, 'task-list')]//a/@href"):
        assert Browser(signed_in("secretariat")).open(link).status == 200, link


@pytest.mark.parametrize(
    "who",
    [
        "undp",
        "ohchr",
        "unwomen",
        "unicef",
        "unodc",
        "coordinator",
        "coordinator2",
        "writer",
        "secretariat",
        "reader",
        "admin",
    ],
)
def test_every_link_on_everyones_home_page_leads_somewhere(signed_in, who):
    browser = Browser(signed_in(who))
    page = browser.open("/")
    links = {link for link in page.root.xpath("//main//a/@href") if link.startswith("/")}
    assert links
    for link in links:
        assert browser.client.get(link, follow=True).status_code == 200, link


def test_a_person_without_a_role_is_told_how_to_get_one(person, client):
    user = person("reader")
    user.memberships.update(starts_on="2020-01-01", ends_on="2020-12-31")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = Browser(client).open("/")
    assert "Nothing is waiting for you" in page.words and "You have no project yet." in page.words


def counted(page, title):
    """Return written and total of a line of the task list."""
    line = next(line for link, line in tasks(page) if link.startswith(title))
    return int(found_in(line, r"(\d+) of \d+")), int(found_in(line, r"\d+ of (\d+)"))


@pytest.mark.parametrize("office", ["UNDP", "OHCHR", "UN Women", "UNICEF", "UNODC"])
def test_home_and_task_list_count_the_same_rows(signed_in, office):
    """Over every input of the office: open or not, joint rows, rows carried over, indicators that are not due."""
    who = {"UN Women": "unwomen"}.get(office, office.lower())
    browser = Browser(signed_in(who))
    for item in with_counts(Contribution.objects.filter(office__organisation__short_name=office)):
        page = browser.open(web_address(item))
        shown = [
            counted(page, part)
            for part in ("Activities", "Indicators")
            if any(t.startswith(part) for t, _l in tasks(page))
        ]
        assert input_counts(item) == tuple(map(sum, zip(*shown, strict=True))), str(item)


def test_counts_follow_what_was_written_at_the_next_visit(signed_in, input_of):
    ohchr = input_of("OHCHR", "KGZ-PVE-1", "2021-FINAL")
    row = next(row for row in rows_of(ohchr).values() if not row.is_written)
    browser = Browser(signed_in("ohchr"))
    assert counted(browser.open(web_address(ohchr)), "Activities") == (8, 10)
    browser.open(web_address(ohchr, "activities"))
    browser.type(name(row, "progress"), "Written now.")
    assert "9 of 10 written" in browser.click("Save the page").words
    assert counted(browser.open(web_address(ohchr)), "Activities") == (9, 10)
    assert "9 of 10 rows written" in browser.open("/").words
    browser.open(web_address(ohchr, "activities"))
    browser.type(name(row, "progress"), "")
    browser.click("Save the page")
    assert counted(browser.open(web_address(ohchr)), "Activities") == (8, 10)


def test_the_project_page_counts_as_home_does(signed_in, input_of):
    ohchr = with_counts(Contribution.objects.filter(pk=input_of("OHCHR", "KGZ-PVE-1", "2021-FINAL").pk)).get()
    done, total = input_counts(ohchr)
    page = Browser(signed_in("ohchr")).open("/projects/KGZ-PVE-1/")
    row = page.root.xpath("//tr[.//a[@href=$url]]", url=web_address(ohchr))[0]
    assert f"{done} of {total} rows written" in words_of(row)


def test_a_joint_row_that_the_other_office_wrote_counts_on_home_too(signed_in, input_of):
    undp = input_of("UNDP", "KGZ-PVE-1", "2021-H1")
    title = "UNDP's input to KGZ-PVE-1, January – June 2021"
    browser = Browser(signed_in("undp"))
    assert not rows_of(undp)[3].progress
    assert "16 of 16 rows written" in dict(tasks(browser.open("/")))[title]
    theirs = rows_of(input_of("UN Women", "KGZ-PVE-1", "2021-H1"))[3]
    ActivityEntry.objects.filter(pk=theirs.pk).update(written_with=[])
    store_counts_of_rows([theirs.activity_id], period_id=undp.period_id)
    assert "15 of 16 rows written" in dict(tasks(browser.open("/")))[title]


def more_projects(person, number):
    """Give UNDP's focal point and coordinator and the portfolio so many more projects, each with a round."""
    office = Office.objects.get(organisation__short_name="UNDP")
    edition, portfolio = FormEdition.objects.get(), Portfolio.objects.get()
    for n in range(number):
        project = Project.objects.create(
            code=f"KGZ-MORE-{n}",
            title=f"Project {n}",
            starts_on="2020-01-01",
            original_ends_on="2022-01-01",
            ends_on="2022-01-01",
        )
        project.portfolios.add(portfolio)
        Participation.objects.create(project=project, office=office, is_convening=True)
        for who, role in (("undp", "focal_point"), ("coordinator", "coordinator")):
            Membership.objects.create(user=person(who), role=role, project=project, office=office)
        period = ReportingPeriod.objects.create(
            project=project,
            edition=edition,
            code="2021",
            kind="annual",
            year=2021,
            starts_on="2021-01-01",
            ends_on="2021-11-30",
        )
        open_round(ReportingPeriod.objects.get(pk=period.pk), by=person("admin"))


@pytest.mark.parametrize("who", ["undp", "coordinator", "secretariat", "admin"])
def test_home_needs_as_many_queries_for_thirty_projects_as_for_two(signed_in, person, who):
    client = signed_in(who)
    client.get("/")

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        return len(queries)

    before = count()
    more_projects(person, 28)
    assert count() == before <= 12


@pytest.mark.parametrize(
    ("page", "most"), [("/projects/KGZ-PVE-1/", 12), ("/projects/KGZ-PVE-1/people/", 15)]
)
def test_the_project_page_needs_few_queries(signed_in, pve_1, page, most):
    client = signed_in("undp")
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    assert len(queries) <= most, "\n".join(query["sql"][:160] for query in queries)


def of_state(period, state, **values):
    """Put the report of KGZ-PVE-1 for the first half of 2021 into a state."""
    at = datetime(2021, 6, 20, 8, tzinfo=UTC)
    by = Membership.objects.get(user__email="coordinator@example.org").user
    defaults = {"state": state, "state_since": at, "sendings": 1, "sent_at": at, "sent_by": by}
    if state in ("cleared", "final"):
        defaults |= {"cleared_at": at, "cleared_by": by, "cleared_as": "secretariat"}
    return put_report(period, **defaults | values)


def list_of(page, label):
    found = page.root.xpath("//ul[@aria-label=$label]/li", label=label)
    return {words_of(line.find(".//a")): words_of(line) for line in found}


H1 = "KGZ-PVE-1, January – June 2021"
READ = "Submitted, earlier or only to read"


def test_a_coordinator_reads_the_note_and_the_new_date_of_a_returned_report(signed_in, period):
    of_state(
        period("KGZ-PVE-1", "2021-H1"),
        "returned",
        returned_note="Say more on women.",
        returned_due_on=date(2021, 7, 9),
    )
    line = list_of(Browser(signed_in("coordinator")).open("/"), "Waiting for you")[f"Joint report of {H1}"]
    assert "Returned" in line and "Say more on women." in line and "Was due 9 July 2021" in line


def test_an_organisation_reads_the_note_and_the_date_of_a_returned_input(signed_in, input_of):
    ohchr = input_of("OHCHR", "KGZ-PVE-1", "2021-H1")
    Contribution.objects.filter(pk=ohchr.pk).update(
        state="returned", returned_note="Name the district.", due_on=date(2021, 7, 2)
    )
    line = list_of(Browser(signed_in("ohchr")).open("/"), "Waiting for you")[f"OHCHR's input to {H1}"]
    assert "Returned" in line and "Name the district." in line and "Was due 2 July 2021" in line


def test_an_input_that_is_locked_in_review_was_not_submitted(signed_in, input_of, period):
    Contribution.objects.filter(pk=input_of("UNICEF", "KGZ-PVE-1", "2021-H1").pk).update(is_locked=True)
    line = list_of(Browser(signed_in("unicef")).open("/"), READ)[f"UNICEF's input to {H1}"]
    assert "Locked" in line and "Submitted" not in line
    line = list_of(Browser(signed_in("coordinator")).open("/"), "Waiting for you")[f"Joint report of {H1}"]
    assert "Still missing: UN Women, UNICEF." in line


def test_an_accepted_input_counts_as_handed_in(signed_in, input_of):
    Contribution.objects.filter(pk=input_of("OHCHR", "KGZ-PVE-1", "2021-H1").pk).update(state="accepted")
    line = list_of(Browser(signed_in("ohchr")).open("/"), READ)[f"OHCHR's input to {H1}"]
    assert "Accepted" in line
    line = list_of(Browser(signed_in("coordinator")).open("/"), "Waiting for you")[f"Joint report of {H1}"]
    assert "2 of 4 organisations submitted." in line


@pytest.mark.parametrize(
    ("state", "coordinator", "reviewer"),
    [
        (
            "collecting",
            ("Waiting for you", "2 of 4 organisations"),
            ("Where every report stands", "2 of 4 org"),
        ),
        (
            "in_review",
            (READ, "With the PBF Secretariat since"),
            ("Waiting for you", "Waiting since 20 June 2021"),
        ),
        (
            "returned",
            ("Waiting for you", "Returned"),
            ("Where every report stands", "With the organisations since"),
        ),
        (
            "cleared",
            ("Waiting for you", "Record the sign-offs"),
            ("Waiting for you", "Cleared on 20 June 2021"),
        ),
        ("final", (READ, "Final since 20 June 2021"), None),
    ],
)
def test_each_state_stands_in_the_list_of_who_has_to_act(signed_in, period, state, coordinator, reviewer):
    of_state(period("KGZ-PVE-1", "2021-H1"), state)
    for who, expected in (("coordinator", coordinator), ("secretariat", reviewer)):
        page = Browser(signed_in(who)).open("/")
        found = {
            label: line
            for label in ("Waiting for you", "Where every report stands", READ)
            for title, line in list_of(page, label).items()
            if "January – June 2021" in title and "KGZ-PVE-1" in title
        }
        assert list(found) == ([expected[0]] if expected else []), who
        if expected:
            assert expected[1] in found[expected[0]]


def test_a_coordinators_in_review_report_leads_to_its_page(signed_in, period):
    of_state(period("KGZ-PVE-1", "2021-H1"), "in_review")
    page = Browser(signed_in("secretariat")).open("/")
    link = page.root.xpath("//a[text()=$title]/@href", title=f"Review {H1}")
    assert link == ["/projects/KGZ-PVE-1/2021-H1/report/"]


def discussion(page):
    return list_of(page, "Suggestions and comments")


def test_suggestions_wait_for_who_answers_them_alone(signed_in, person, period, input_of):
    h1, ohchr = period("KGZ-PVE-1", "2021-H1"), input_of("OHCHR", "KGZ-PVE-1", "2021-H1")
    by = person("coordinator")
    for state, office in (
        ("open", ohchr.office),
        ("open", ohchr.office),
        ("declined", ohchr.office),
        ("open", None),
    ):
        Suggestion.objects.create(
            period=h1, address="activity/x", office=office, proposed="x", made_by=by, state=state
        )
    assert "2 suggested wordings on KGZ-PVE-1" in discussion(Browser(signed_in("ohchr")).open("/"))
    # The coordinator's own suggestion for a joint text waits for another coordinator.
    for who in ("undp", "reader", "coordinator", "secretariat", "unodc"):
        assert discussion(Browser(signed_in(who)).open("/")) == {}, who
    Suggestion.objects.filter(office=None).update(made_by=person("ohchr"))
    assert "1 suggested wording on KGZ-PVE-1" in discussion(Browser(signed_in("coordinator")).open("/"))


def test_unresolved_comments_that_name_a_person_are_counted(signed_in, person, period):
    h1, by = period("KGZ-PVE-1", "2021-H1"), person("secretariat")

    def comment(**values):
        made = Comment.objects.create(period=h1, address="report", text="x", author=by, **values)
        made.mentioned.add(person("ohchr"))
        return made

    first = comment()
    comment(parent=first)
    comment(resolved_at=datetime(2021, 6, 20, tzinfo=UTC), resolved_by=by)
    comment(visibility="secretariat")
    comment(
        parent=Comment.objects.create(
            period=h1, address="report", text="x", author=by, visibility="secretariat"
        )
    )
    assert "2 comments on KGZ-PVE-1 name you" in discussion(Browser(signed_in("ohchr")).open("/"))
    assert discussion(Browser(signed_in("undp")).open("/")) == {}
    Comment.objects.filter(pk=first.pk).update(resolved_at=datetime(2021, 6, 20, tzinfo=UTC), resolved_by=by)
    assert discussion(Browser(signed_in("ohchr")).open("/")) == {}


def test_the_queue_is_linked_from_home_for_who_may_open_it(signed_in):
    for who in ("secretariat", "admin", "undp", "coordinator"):
        links = Browser(signed_in(who)).open("/").root.xpath("//main//a/@href")
        assert ("/queue/" in links) == (who in ("secretariat", "admin"))
