"""Every act that is logged on a report and what belongs to it is told in its history, or is left out by name."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from agenda.tests.test_timeline import PAGE, history
from agenda.timeline import WORDS
from audit.models import LogEntry
from contributions.files.services import take_away
from contributions.models import Suggestion
from contributions.tests.files.attached import added
from contributions.tests.wordings.test_wordings_services import made
from contributions.wordings import services as wordings
from contributions.wordings.workflow import SUGGESTION_WORKFLOW
from contributions.workflow import INPUT_WORKFLOW
from discussion.guests import end_guest, invite_guest
from discussion.models import Guest
from pbfreport.tests.pages import Browser
from reports.workflow import REPORT_WORKFLOW, VERSION_WORKFLOW

PERIOD, INPUT = "projects.reportingperiod", "contributions.contribution"
REPORT, VERSION = "reports.report", "reports.reportversion"
WORDING, GUEST, ATTACHMENT = "contributions.suggestion", "discussion.guest", "contributions.attachment"
KINDS = {PERIOD, INPUT, REPORT, VERSION, WORDING, GUEST, ATTACHMENT}
WAYS = {
    INPUT: INPUT_WORKFLOW,
    REPORT: REPORT_WORKFLOW,
    VERSION: VERSION_WORKFLOW,
    WORDING: SUGGESTION_WORKFLOW,
}
# What the history leaves out, and why.
LEFT_OUT = {
    (PERIOD, "create"): "the card of the period itself tells it",
    (PERIOD, "answer_point"): "points stand with the report",
    (PERIOD, "dismiss_point"): "points stand with the report",
    (PERIOD, "comment"): "comments have a page of their own",
    (PERIOD, "resolve_comment"): "comments have a page of their own",
    (PERIOD, "reopen_comment"): "comments have a page of their own",
    (INPUT, "write"): "what was written is compared, not listed",
    (INPUT, "share"): "who reads an unfinished text is its organisation's own affair",
    (INPUT, "unshare"): "who reads an unfinished text is its organisation's own affair",
    (INPUT, "answer_point"): "points stand with the report",
    (INPUT, "dismiss_point"): "points stand with the report",
    (REPORT, "write"): "what was written is compared, not listed",
    (REPORT, "rate"): "the checklist is read by reviewers alone",
    (VERSION, "create"): "the line of making it final tells it",
    (WORDING, "suggest_wording"): "nothing has changed yet; wordings have a page of their own",
    (WORDING, "decline"): "nothing has changed; wordings have a page of their own",
    (WORDING, "withdraw"): "nothing has changed; wordings have a page of their own",
    (ATTACHMENT, "change"): "what an attachment says of itself is no act on the report",
}
# Acts on other records: people, rows that somebody was given.
ELSEWHERE = {"give_rows"}
TOLD = set(WORDS) | set(LEFT_OUT)


def recorded_in_code():
    """Return every act that the apps of inputs and reports log under a name written in the code."""
    acts = set()
    for app in ("contributions", "discussion", "reports"):
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            if {"tests", "migrations"} & set(path.parts):
                continue
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call):  # record(action="...") and what is handed on to it
                    given = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
                elif isinstance(call, ast.Dict):
                    pairs = zip(call.keys, call.values, strict=True)
                    given = [value for key, value in pairs if getattr(key, "value", None) == "action"]
                else:
                    continue
                acts |= {
                    node.value
                    for node in (node for value in given for node in ast.walk(value))
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                }
    return acts


def test_every_act_that_the_code_logs_has_words_or_is_left_out_by_name():
    acts = recorded_in_code()
    assert {"open", "invite_guest", "end", "resolve_comment", "rate"} <= acts  # it does find them
    assert acts - {action for _kind, action in TOLD} == ELSEWHERE
    for kind, way in WAYS.items():
        assert {(kind, act) for act in way.transitions} <= TOLD


@pytest.mark.django_db
def test_every_act_in_the_log_of_the_demo_has_words_or_is_left_out_by_name():
    logged = set(LogEntry.objects.filter(object_type__in=KINDS).values_list("object_type", "action"))
    assert len(logged) > 5
    assert logged <= TOLD


def test_nothing_is_both_told_and_left_out():
    assert not set(WORDS) & set(LEFT_OUT)


@pytest.fixture
def lines(db, signed_in, person, period, input_of):
    """Do all that is not yet on its way, and return a reader of the history as this person sees it."""
    h1, ohchr = period("KGZ-PVE-1", "2021-H1"), input_of("OHCHR", "KGZ-PVE-1", "2021-H1")
    by = person("coordinator")
    wordings.accept(made(ohchr), by=person("ohchr"))
    late = made(ohchr, proposed="Another one.")
    Suggestion.objects.filter(pk=late.pk).update(made_at=timezone.now() - timedelta(days=30))
    wordings.apply(Suggestion.objects.get(pk=late.pk), by=by)
    invite_guest(
        h1,
        by=by,
        name="100% (name)s",
        email="g@example.org",
        role="gender adviser",
        until=timezone.localdate() + timedelta(days=9),
        sending=0,
    )
    end_guest(Guest.objects.get(email="g@example.org"), by=by, sending=0)
    added(h1, by, name="a.pdf", title="On the report")
    kept = added(
        h1,
        person("unicef"),
        title="Of UNICEF",
        url="https://example.org",
        contribution=input_of("UNICEF", "KGZ-PVE-1", "2021-H1"),
    )
    take_away(kept, by=person("unicef"))
    added(h1, by, title="Scan", kind="sign_off", name="scan.pdf")
    added(h1.project, by, title="Of the project", url="https://example.org/x")
    return lambda who: history(Browser(signed_in(who)).open(PAGE))


def test_wordings_guests_and_attachments_are_told_in_words_without_their_contents(lines):
    told = " / ".join(lines("undp"))
    for words in (
        "Suggested wording accepted: OHCHR",
        "Suggested wording applied by the coordinator: OHCHR",
        ": 100% (name)s (gender adviser)",
        "Guest invited to comment until",
        "Link of a guest ended: 100% (name)s (gender adviser)",
        "Attachment added: joint report",
        "Attachment added: UNICEF",
        "Attachment taken away: UNICEF",
    ):
        assert words in told, words
    for secret in ("Of UNICEF", "Another one.", "Of the project", "g@example.org"):
        assert secret not in told


def test_the_scan_of_a_sign_off_and_files_of_the_project_add_no_line(lines):
    assert " / ".join(lines("undp")).count("Attachment added: joint report") == 1


def test_another_period_tells_nothing_of_them(signed_in, lines):
    page = Browser(signed_in("undp")).open(PAGE)
    others = [line for name in ("2020-H2", "2020-FINAL", "2021-FINAL") for line in _if_there(page, name)]
    assert not [line for line in others if "Guest" in line or "Attachment" in line or "wording" in line]


def _if_there(page, period):
    return history(page, period) if f'"period-{period}"' in page.source else []


def test_two_acts_on_one_organisation_name_it_once(signed_in, person, period, input_of):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    for n in range(3):
        values = {"title": f"No. {n}", "url": f"https://example.org/{n}", "dated": date(2021, 6, 1)}
        added(unicef.period, person("unicef"), contribution=unicef, **values)
    told = [line for line in history(Browser(signed_in("undp")).open(PAGE)) if "Attachment added" in line]
    assert len(told) == 1 and told[0].count("UNICEF") == 2  # the organisation, and who did it
