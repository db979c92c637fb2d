"""Sending to review and back: what is accepted, locked, frozen and stored, and what a return opens again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail

from accounts.models import User
from audit.models import LogEntry
from contributions import services
from contributions.models import ActivityEntry, Answer, Contribution, PointAnswer, StoredPoint
from contributions.tests.entries import rows_of
from core import saving
from core.decisions import WrongState
from core.saving import base_of
from documents.frozen import SCHEMA, freeze, sha256_of, thaw
from indicators.models import Indicator
from projects import addresses
from projects.models import ReportingPeriod
from reports.assembling import assemble
from reports.assembling.loading import load_sources
from reports.joint_texts.services import (
    ensure_report,
    save_cover,
    save_joint_indicator_text,
    take_over_answer,
)
from reports.loaded import load_report
from reports.models import JointAnswer, JointIndicatorText, Report, Snapshot
from reports.tests.review_states import (
    fresh,
    give_back,
    locked,
    question,
    send,
    states,
    write_row,
    write_text,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

People = Callable[[str], User]
OnCommit = Callable[..., Any]


@pytest.fixture
def report(period: Callable[[str, str], ReportingPeriod]) -> Report:
    """The half-year of KGZ-PVE-1: UNDP and OHCHR have submitted; UN Women and UNICEF share what they write."""
    return ensure_report(period("KGZ-PVE-1", "2021-H1"))


@pytest.fixture
def inputs(input_of: Callable[[str, str, str], Contribution]) -> Callable[[str], Contribution]:
    return lambda office: input_of(office, "KGZ-PVE-1", "2021-H1")


def test_sending_accepts_what_is_submitted_and_locks_every_input(report: Report, person: People):
    assert send(report, person) is True
    assert (report.state, report.sendings, report.sent_by) == ("in_review", 1, person("coordinator"))
    assert states(report) == {
        "UNDP": "accepted",
        "OHCHR": "accepted",
        "UN Women": "open",
        "UNICEF": "open",
    }
    assert locked(report) == {True}
    accepted = LogEntry.objects.filter(action="accept", actor_id=person("coordinator").pk)
    assert accepted.count() == 2
    assert LogEntry.objects.filter(action="send", object_uid=report.uid).count() == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_sending_without_an_organisation_needs_a_sentence(report: Report, person: People, reason: str):
    lines = LogEntry.objects.count()
    with pytest.raises(WrongState, match="UN Women, UNICEF has not submitted. Wait, or write one sentence"):
        send(report, person, missing_reason=reason)
    assert fresh(report).state == "collecting"
    assert LogEntry.objects.count() == lines
    assert locked(report) == {False}
    assert not Snapshot.objects.exists()


def test_the_sentence_stays_with_the_report_its_line_and_its_candidate(report: Report, person: People):
    send(report, person, missing_reason="  Both moved offices.  ")
    assert report.missing_reason == "Both moved offices."
    assert LogEntry.objects.get(action="send").reason == "Both moved offices."
    assert thaw(Snapshot.objects.get().content).notes == ("Without UN Women, UNICEF: Both moved offices.",)


def test_where_nobody_has_submitted_there_is_nothing_to_send(report: Report, person: People):
    Contribution.objects.filter(period=report.period).update(state="open")
    with pytest.raises(WrongState, match="No organisation has submitted yet"):
        send(report, person)


def test_a_complete_report_needs_no_sentence(report: Report, person: People, inputs):
    for office, name in (("UN Women", "unwomen"), ("UNICEF", "unicef")):
        services.submit_contribution(inputs(office), by=person(name), reason="It is known.")
    send(report, person, missing_reason="Not asked for")
    assert report.missing_reason == ""
    assert thaw(Snapshot.objects.get().content).notes == ()


def test_each_sending_freezes_what_was_handed_in_and_nothing_that_is_only_shared(
    report: Report, person: People, inputs
):
    handed_in, shared = "Handed in by UNDP", "Only shared by UN Women"
    ActivityEntry.objects.filter(pk=rows_of(inputs("UNDP"))[2].pk).update(progress=handed_in)
    women = next(iter(rows_of(inputs("UN Women")).values()))
    ActivityEntry.objects.filter(pk=women.pk).update(progress=shared)
    draft = freeze(
        assemble(load_sources(load_report(pk=report.period_id)), as_of=date(2021, 7, 1), statuses={})
    )
    assert handed_in in draft and shared in draft
    send(report, person)
    (candidate,) = Snapshot.objects.filter(report=report)
    assert (candidate.kind, candidate.number, candidate.schema) == ("candidate", 1, SCHEMA)
    assert candidate.sha256 == sha256_of(candidate.content)
    assert candidate.made_by == person("coordinator")
    assert handed_in in candidate.content
    assert shared not in candidate.content


def test_the_next_sending_keeps_a_candidate_of_its_own(report: Report, person: People):
    send(report, person)
    first = Snapshot.objects.get().content
    give_back(report, person, note="Again, with the figures of May.")
    send(report, person)
    assert list(Snapshot.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]
    assert Snapshot.objects.get(number=1).content == first


def test_points_that_stop_need_a_sentence_and_are_stored_with_it(report: Report, person: People, inputs):
    row = rows_of(inputs("UNDP"))[2]
    ActivityEntry.objects.filter(activity=row.activity, contribution__period=report.period).update(
        progress=""
    )
    with pytest.raises(WrongState, match="Some points stop the report"):
        send(report, person, stop_reason=" ")
    assert fresh(report).state == "collecting"
    assert not StoredPoint.objects.filter(sending__gt=0).exists()
    send(report, person, stop_reason="The survey is late.")
    address = addresses.activity(row.activity.uid)
    stored = StoredPoint.objects.get(
        period=report.period, sending=1, rule="row_without_progress", address=address, office="UNDP"
    )
    assert (stored.severity, stored.answer, stored.contribution) == ("stop", "The survey is late.", None)
    assert len(stored.text_hash) == 16
    answers = PointAnswer.objects.filter(period=report.period, contribution=None)
    assert {(answer.text, answer.by) for answer in answers} == {
        ("The survey is late.", person("coordinator"))
    }
    give_back(report, person, note="Again.")
    send(report, person, stop_reason="")
    assert set(StoredPoint.objects.filter(period=report.period).values_list("sending", flat=True)) >= {1, 2}
    again = StoredPoint.objects.get(sending=2, address=address, rule=stored.rule, office="UNDP")
    assert again.answer == "The survey is late."


def test_each_reviewer_gets_one_letter(report: Report, person: People, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(report, person, key="k")
    assert [letter.to for letter in mail.outbox] == [["secretariat@example.org"]]
    assert "It goes without all its organisations: They report later." in mail.outbox[0].body
    with django_capture_on_commit_callbacks(execute=True):
        assert send(fresh(report), person, key="k") is False
    assert len(mail.outbox) == 1
    assert fresh(report).sendings == 1


def _write_answer(report: Report, women: Contribution, person: People) -> None:
    base = base_of(women.answers.get(question__key="part1.status"), Answer.FIELDS)
    services.save_answer(
        women, question("part1.status"), None, by=person("unwomen"), base=base, values={"text": "Written now"}
    )


def _write_joint_indicator(report: Report, _women: Contribution, person: People) -> None:
    outcome = report.period.project.outcomes.all()[0]
    indicator, _is_new = Indicator.objects.get_or_create(
        project=report.period.project, outcome=outcome, code="1", defaults={"title": "Trust"}
    )
    base = base_of(JointIndicatorText(version=0), ("progress",))
    save_joint_indicator_text(
        report, indicator, by=person("coordinator"), base=base, values={"progress": "Written now"}
    )


# Everything that could still be written or done; UN Women's input is open, only the review locks it.
WRITES: dict[str, Callable[[Report, Contribution, People], Any]] = {
    "row": lambda _report, women, person: write_row(next(iter(rows_of(women).values())), person("unwomen")),
    "answer": _write_answer,
    "money": lambda _report, women, person: services.save_expenditure(
        women,
        by=person("unwomen"),
        base=base_of(women, ("money_source",)),
        values={"money_source": "Written now"},
    ),
    "joint text": lambda report, _women, person: write_text(report, "part1.status", person("coordinator")),
    "joint indicator": _write_joint_indicator,
    "cover": lambda report, _women, person: save_cover(
        report,
        by=person("coordinator"),
        base=base_of(report, ("prepared_by",)),
        values={"prepared_by": "Written now"},
    ),
}
ACTS: dict[str, Callable[[Report, Contribution, People], Any]] = {
    "take over": lambda report, women, person: take_over_answer(
        report, women.answers.get(question__key="part1.status"), by=person("coordinator")
    ),
    "submit": lambda _report, women, person: services.submit_contribution(
        women, by=person("unwomen"), reason="It is known."
    ),
    "share": lambda _report, women, person: services.share_contribution(
        women, by=person("unwomen"), shared=False
    ),
    "on behalf": lambda _report, women, person: services.enter_on_behalf(
        women, by=person("coordinator"), source="A call", dated=date(2021, 7, 1)
    ),
    "more days": lambda _report, women, person: services.set_due_date(
        women, by=person("coordinator"), due_on=date(2021, 8, 1)
    ),
    "return": lambda _report, women, person: services.return_contribution(
        Contribution.objects.get(period=women.period, office__organisation__short_name="UNDP"),
        by=person("coordinator"),
        note="Again.",
    ),
}


def everything_written() -> list[Any]:
    """Return what the writes above would change."""
    return [
        list(ActivityEntry.objects.order_by("pk").values_list("progress", flat=True)),
        list(Answer.objects.order_by("pk").values_list("text", flat=True)),
        list(JointAnswer.objects.exclude(text="").order_by("pk").values_list("text", flat=True)),
        list(
            JointIndicatorText.objects.exclude(progress="").order_by("pk").values_list("progress", flat=True)
        ),
        list(Report.objects.order_by("pk").values_list("prepared_by", "state")),
        list(Contribution.objects.order_by("pk").values_list("money_source", "state", "is_shared", "due_on")),
    ]


@pytest.mark.parametrize("name", [*WRITES, *ACTS])
def test_nothing_can_be_written_or_done_while_the_report_is_in_review(
    name: str, report: Report, person: People, inputs
):
    act = (WRITES | ACTS)[name]
    send(report, person)
    before, lines = everything_written(), LogEntry.objects.count()
    with pytest.raises(WrongState, match="is in review|was sent and is locked"):
        act(fresh(report), inputs("UN Women"), person)
    assert everything_written() == before
    assert LogEntry.objects.count() == lines


@pytest.mark.parametrize("name", [*WRITES, *ACTS])
def test_before_the_sending_all_of_it_can_be_done(name: str, report: Report, person: People, inputs):
    """Else the refusals above would prove nothing."""
    before, lines = everything_written(), LogEntry.objects.count()
    (WRITES | ACTS)[name](report, inputs("UN Women"), person)
    assert LogEntry.objects.count() > lines
    assert everything_written() != before or name == "on behalf"


@pytest.mark.parametrize("name", WRITES)
def test_what_is_sent_between_reading_and_writing_cannot_be_written(
    name: str, report: Report, person: People, inputs, monkeypatch: pytest.MonkeyPatch
):
    compare = saving._difference

    def interrupted(*args: Any) -> Any:
        result = compare(*args)
        if fresh(report).state == "collecting":
            send(fresh(report), person)
        return result

    monkeypatch.setattr(saving, "_difference", interrupted)
    with pytest.raises(WrongState):
        WRITES[name](report, inputs("UN Women"), person)
    assert "Written now" not in str(everything_written())
