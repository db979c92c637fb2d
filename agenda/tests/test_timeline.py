"""The project page tells what happened to each report: who, when, what and why, to those who may know."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda.timeline import WORDS
from audit.models import LogEntry
from audit.services import record
from contributions.services import return_contribution, submit_contribution
from discussion.models import Comment
from pbfreport.tests.pages import Browser, words_of
from projects.models import Membership
from reports.models import ReportVersion, Snapshot
from reports.stage import put_report

pytestmark = pytest.mark.django_db
PAGE = "/projects/KGZ-PVE-1/"


def history(page, period="2021-H1"):
    """Return the lines of a period's history, open and folded ones."""
    card = page.root.xpath("//section[@aria-labelledby=$name]", name=f"period-{period}")[0]
    return [words_of(line) for line in card.xpath(".//ol/li")]


@pytest.fixture
def report(period, person):
    """Return a report in review, with its version, that nobody has written about yet."""
    by, at = person("coordinator"), datetime(2021, 6, 20, 8, tzinfo=UTC)
    values = {"state": "in_review", "state_since": at, "sendings": 1, "sent_at": at, "sent_by": by}
    made = put_report(period("KGZ-PVE-1", "2021-H1"), **values)
    kept = Snapshot.objects.create(
        report=made, kind="final", number=1, content="{}", schema=1, sha256="0", made_by=by
    )
    ReportVersion.objects.create(report=made, number=1, snapshot=kept, made_by=by)
    return made


def test_every_act_stands_with_its_day_its_time_its_person_and_its_reason(signed_in, person, report):
    acts = [
        ("send", report, "coordinator", "UNICEF is late", "Report sent to review"),
        ("send_back", report, "secretariat", "Say more on women", "Report returned"),
        ("clear", report, "secretariat", "Well done", "Report cleared"),
        ("sign_off", report, "coordinator", "OHCHR", "Sign-off recorded: OHCHR"),
        ("make_final", report, "secretariat", "No scan", "Report made final"),
        ("make_public", report.versions.get(), "secretariat", "", "Version 1 made public"),
        ("correct", report, "coordinator", "A wrong figure", "Report opened for a correction"),
        ("replace", report.versions.get(), "secretariat", "", "Version 1 replaced"),
    ]
    for hour, (action, on, who, reason, _words) in enumerate(acts):
        with time_machine.travel(datetime(2021, 6, 21, hour, 30, tzinfo=UTC), tick=False):
            record(by=person(who), action=action, on=on, reason=reason)
    lines = history(Browser(signed_in("undp")).open(PAGE))
    told = lines[-len(acts) - 1 :] if "Input opened" in lines[-1] else lines
    for hour, (_action, _on, who, reason, words) in enumerate(acts):
        line = next(line for line in told if f"21 June 2021, {hour + 6:02}:30" in line)  # Bishkek
        assert words in line and str(person(who)) in line
        assert reason in line
    positions = [next(i for i, line in enumerate(lines) if words in line) for *_rest, words in acts]
    assert positions == sorted(positions, reverse=True)


def test_what_organisations_do_with_their_input_is_told(signed_in, person, input_of):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    submit_contribution(unicef, by=person("unicef"), reason="It stays.")
    return_contribution(
        unicef, by=person("coordinator"), note="Row 3 says nothing.", addresses=["activity/x"]
    )
    lines = history(Browser(signed_in("ohchr")).open(PAGE))
    assert "Input returned, 1 row open: UNICEF" in lines[0] and "Row 3 says nothing." in lines[0]
    assert "Input submitted: UNICEF" in lines[1]
    rows = {"state": ["accepted", "returned"], "rows": [None, ["activity/x", "activity/y"]]}
    record(by=person("secretariat"), action="return", on=unicef, changes=rows, reason="See the comments.")
    assert "Input returned, 2 rows open: UNICEF" in history(Browser(signed_in("ohchr")).open(PAGE))[0]


def test_one_act_on_several_organisations_is_one_line(signed_in, person, input_of):
    Membership.objects.update(starts_on="2021-01-01")
    with time_machine.travel(date(2021, 6, 21)):
        for office in ("OHCHR", "UNICEF"):
            record(by=person("coordinator"), action="accept", on=input_of(office, "KGZ-PVE-1", "2021-H1"))
        lines = history(Browser(signed_in("undp")).open(PAGE))
    assert any("Input accepted: OHCHR, UNICEF" in line for line in lines)


def test_the_same_act_at_another_time_or_by_somebody_else_keeps_its_own_line(signed_in, person, input_of):
    now = datetime(2021, 6, 21, 9, tzinfo=UTC)
    for who, office, minutes in (
        ("coordinator", "OHCHR", 0),
        ("coordinator", "UNICEF", 5),
        ("admin", "UNDP", 5),
    ):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            record(by=person(who), action="accept", on=input_of(office, "KGZ-PVE-1", "2021-H1"))
    lines = [line for line in history(Browser(signed_in("undp")).open(PAGE)) if "Input accepted" in line]
    assert len(lines) == 3


def test_what_was_written_and_other_changes_are_no_part_of_it(signed_in, person, input_of, report):
    record(by=person("unicef"), action="write", on=input_of("UNICEF", "KGZ-PVE-1", "2021-H1"))
    record(by=person("coordinator"), action="write", on=report)
    record(by=person("admin"), action="change", on=report, reason="an administrator's reason")
    # An act of inputs that a report does not know.
    record(by=person("admin"), action="accept", on=report, reason="an administrator's reason")
    page = Browser(signed_in("undp")).open(PAGE)
    assert "administrator's reason" not in page.words
    assert all("write" not in line.lower() for line in history(page))


def test_comments_for_the_secretariat_alone_are_told_to_nobody(signed_in, person, report):
    comment = Comment.objects.create(
        period=report.period,
        address="report",
        text="Weak, between us.",
        author=person("secretariat"),
        visibility="secretariat",
    )
    for action in ("create", "comment", "return", "send_back"):
        record(by=person("secretariat"), action=action, on=comment, reason="Weak, between us.")
    for who in ("undp", "coordinator", "reader", "secretariat", "admin"):
        assert "between us" not in Browser(signed_in(who)).open(PAGE).words, who


def test_the_note_of_a_return_is_read_by_organisations_and_reviewers_alone(signed_in, person, report):
    record(by=person("secretariat"), action="send_back", on=report, reason="Say more on women.")
    for who in ("undp", "ohchr", "reader", "writer", "coordinator", "secretariat"):
        assert "Say more on women." in " ".join(history(Browser(signed_in(who)).open(PAGE))), who
    told = " ".join(history(Browser(signed_in("admin")).open(PAGE)))
    assert "Report returned" in told and "Say more on women." not in told


def test_who_has_nothing_to_do_with_the_project_sees_nothing(signed_in, report):
    assert Browser(signed_in("unodc")).open(PAGE).status == 404


def test_each_period_tells_its_own_history(signed_in, person, input_of):
    submit_contribution(input_of("UNICEF", "KGZ-PVE-1", "2021-H1"), by=person("unicef"), reason="It stays.")
    page = Browser(signed_in("undp")).open(PAGE)
    assert any("Input submitted: UNICEF" in line for line in history(page))
    assert not any("Input submitted: UNICEF" in line for line in history(page, "2021-FINAL"))


def test_the_latest_fifteen_stand_open_and_the_rest_is_folded(signed_in, person, report):
    for n in range(40):
        record(by=person("coordinator"), action="send", on=report, reason=f"number {n}.")
    card = Browser(signed_in("undp")).open(PAGE).root.xpath("//section[@aria-labelledby='period-2021-H1']")[0]
    shown = [words_of(line) for line in card.xpath("./ol/li")]
    folded = [words_of(line) for line in card.xpath("./details/ol/li")]
    assert len(shown) == 15
    assert shown[0].endswith("number 39.") and shown[-1].endswith("number 25.")
    assert folded[0].endswith("number 24.")
    assert len(folded) >= 25


def test_what_somebody_wrote_is_shown_as_text_percent_signs_too(signed_in, person, report):
    record(by=person("coordinator"), action="send", on=report, reason="<b>100% (office)s</b>")
    record(by=person("coordinator"), action="sign_off", on=report, reason="50%(offices)s")
    page = Browser(signed_in("undp")).open(PAGE)
    assert "<b>100%" not in page.source
    told = " ".join(history(page))
    assert "<b>100% (office)s</b>" in told and "50%(offices)s" in told


def test_the_history_of_all_periods_is_one_query_and_the_page_at_most_twelve(signed_in, person, report):
    for n in range(30):
        record(by=person("coordinator"), action="send", on=report, reason=str(n))
    for who in ("undp", "coordinator", "secretariat", "admin"):
        client = signed_in(who)
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        logs = [query for query in queries if LogEntry._meta.db_table in query["sql"]]
        assert len(logs) == 1
        assert len(queries) <= 12, "\n".join(query["sql"][:160] for query in queries)


def test_every_act_of_the_ways_of_inputs_reports_and_versions_has_words():
    from contributions.workflow import INPUT_WORKFLOW
    from reports.workflow import REPORT_WORKFLOW, VERSION_WORKFLOW

    ways = {
        "contributions.contribution": INPUT_WORKFLOW,
        "reports.report": REPORT_WORKFLOW,
        "reports.reportversion": VERSION_WORKFLOW,
    }
    wanted = {(kind, act) for kind, way in ways.items() for act in way.transitions}
    assert wanted <= set(WORDS)
