"""Helping instead of returning: another wording, accepted, applied, declined, withdrawn."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import LogEntry
from contributions.models import ActivityEntry, Answer, Contribution, Suggestion
from contributions.tests.entries import indicators_of, rows_of
from contributions.wordings import services
from contributions.wordings.registry import JOINT_WRITER
from contributions.wordings.selectors import suggestions_at
from core.decisions import WrongState
from core.saving import digest
from discussion.selectors import Target, with_stage
from discussion.tests.talking import person, sent
from projects.actor import actor_on
from projects.models import Question
from projects.stage import ReportStage, stage_of

pytestmark = pytest.mark.django_db
BETTER = "The law was adopted in March 2021."


@pytest.fixture
def ohchr(input_of):
    """Return OHCHR's input: submitted, so that others read it."""
    return input_of("OHCHR", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def women(input_of):
    return input_of("UN Women", "KGZ-PVE-1", "2021-H1")


def row_of(contribution, number=None):
    rows = rows_of(contribution)
    return rows[number or min(rows)]


def target_of(entry, field="progress"):
    if isinstance(entry, ActivityEntry):
        address = f"activity/{entry.activity.uid}"
    else:
        address = f"indicator/{entry.indicator.uid}"
    return Target(address, field, entry.contribution.office)


def suggest(target, name="coordinator", contribution=None, proposed=BETTER, review=ReportStage(), **more):  # noqa: B008
    period = contribution.period
    text = services.text_of(period, target)
    options = {"base": digest(text), "review": review, **more}
    return services.suggest(period, target, by=person(name), proposed=proposed, **options)


def made(contribution, name="coordinator", **more):
    return suggest(target_of(row_of(contribution)), name, contribution, **more)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def test_accepted_with_one_click_the_text_reads_so_and_the_input_keeps_its_state(ohchr):
    entry = row_of(ohchr)
    before, state = entry.progress, ohchr.state
    suggestion = made(ohchr)
    assert services.accept(suggestion, by=person("ohchr"))
    now = fresh(entry)
    assert (now.progress, now.version, now.updated_by) == (BETTER, entry.version + 1, person("ohchr"))
    assert fresh(ohchr).state == state == "submitted"
    assert fresh(suggestion).original == before
    line = LogEntry.objects.get(action="write", object_uid=entry.uid, reason__startswith="Suggested by")
    assert line.reason == "Suggested by PVE 1 coordinator"
    assert line.changes == {"progress": [before, BETTER]}


def test_every_text_field_can_have_another_wording(ohchr):
    row, indicator = row_of(ohchr), indicators_of(ohchr)
    targets = [target_of(row, "progress"), target_of(row, "next_steps")]
    targets += (
        [target_of(indicator[0], "progress"), target_of(indicator[0], "variance_reason")] if indicator else []
    )
    question = Question.objects.filter(
        section__edition=ohchr.period.edition,
        who_answers="every_office",
        condition="always",
        section__kind="questions",
    )[0]
    targets.append(Target(f"question/{question.key}", "text", ohchr.office))
    for target in targets:
        suggestion = suggest(target, contribution=ohchr, proposed=f"Better: {target.at}")
        services.accept(suggestion, by=person("ohchr"))
        assert services.text_of(ohchr.period, target) == f"Better: {target.at}"
    assert Answer.objects.get(contribution=ohchr, question=question).text.startswith("Better")
    assert len(targets) >= 3


def test_where_there_is_no_text_nothing_is_suggested(ohchr):
    address = f"activity/{row_of(ohchr).activity.uid}"
    for target in (
        Target(address, "status", ohchr.office),
        Target(address, "", ohchr.office),
        Target("cover", "text", ohchr.office),
        Target("question/none", "text", ohchr.office),
    ):
        assert services.text_of(ohchr.period, target) is None


@pytest.mark.parametrize("name", ["coordinator", "unicef", "undp"])
def test_coordinator_and_other_focal_points_suggest(ohchr, name):
    assert made(ohchr, name).made_by == person(name)


@pytest.mark.parametrize("name", ["ohchr", "writer", "reader", "admin", "unodc"])
def test_who_writes_the_text_and_who_only_reads_do_not(ohchr, name):
    with pytest.raises(PermissionDenied):
        made(ohchr, name)


BACK, THERE = ReportStage(1), ReportStage(1, is_in_review=True, is_writable=False)


def test_the_secretariat_suggests_while_the_report_is_in_review_and_the_wording_waits(ohchr):
    with pytest.raises(WrongState, match="sent the report to review"):
        made(ohchr, "secretariat")
    sent(ohchr.period)
    suggestion = made(ohchr, "secretariat", review=THERE)
    with pytest.raises(WrongState, match="was sent and is locked"):
        services.accept(suggestion, by=person("ohchr"))
    sent(ohchr.period, "returned")
    assert services.accept(suggestion, by=person("ohchr"))
    assert row_of(ohchr).progress == BETTER


@pytest.mark.parametrize("review", [BACK, ReportStage(1, is_writable=False)], ids=["returned", "cleared"])
def test_the_secretariat_suggests_nothing_on_text_that_was_written_since_it_read_it(ohchr, review):
    sent(ohchr.period, "returned")
    for target in (target_of(row_of(ohchr)), Target("question/part1.status", "text")):
        with pytest.raises(WrongState, match="as they were sent"):
            suggest(target, "secretariat", ohchr, review=review)


def test_the_secretariat_suggests_nothing_on_text_that_was_shared_and_never_handed_in(input_of):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    assert (unicef.state, unicef.is_shared) == ("open", True)
    sent(unicef.period)
    with pytest.raises(PermissionDenied, match="was not sent to you"):
        suggest(target_of(row_of(fresh(unicef))), "secretariat", fresh(unicef), review=THERE)


def test_nothing_is_suggested_or_accepted_while_the_report_is_in_review(ohchr):
    suggestion = made(ohchr)
    sent(ohchr.period)
    with pytest.raises(WrongState, match="was sent and is locked"):
        made(ohchr)
    with pytest.raises(WrongState, match="was sent and is locked"):
        services.accept(suggestion, by=person("ohchr"))
    assert fresh(suggestion).state == "open"
    assert services.decline(suggestion, by=person("ohchr"))


def test_a_text_that_nobody_else_reads_yet_gets_no_suggestion(input_of):
    hidden = input_of("OHCHR", "KGZ-PVE-1", "2021-FINAL")
    with pytest.raises(PermissionDenied, match="still writing"):
        suggest(target_of(row_of(hidden)), "coordinator", hidden)


def test_a_text_that_changed_while_somebody_wrote_is_compared_first(ohchr):
    with pytest.raises(services.TextMoved):
        made(ohchr, base=digest("as it read before"))
    assert not Suggestion.objects.exists()


def test_the_same_form_sent_twice_is_one_suggestion(ohchr):
    assert made(ohchr, key="k")
    assert made(ohchr, key="k") is None
    assert Suggestion.objects.count() == 1


def test_a_text_that_was_changed_since_is_not_overwritten_and_both_are_kept(ohchr):
    entry, suggestion = row_of(ohchr), made(ohchr)
    ActivityEntry.objects.filter(pk=entry.pk).update(progress="Written since")
    lines = LogEntry.objects.count()
    with pytest.raises(WrongState, match="compare and write it yourself"):
        services.accept(suggestion, by=person("ohchr"))
    assert fresh(entry).progress == "Written since"
    assert (fresh(suggestion).state, fresh(suggestion).proposed) == ("open", BETTER)
    assert LogEntry.objects.count() == lines


ACTS = {
    "accept": {"ohchr"},
    "decline": {"ohchr"},
    "withdraw": {"unicef"},
    "apply": {"coordinator"},
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "name",
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
def test_who_answers_a_suggestion(ohchr, act, name):
    suggestion = made(ohchr, "unicef")
    Suggestion.objects.update(made_at=timezone.now() - timedelta(days=30))
    try:
        done = getattr(services, act)(fresh(suggestion), by=person(name))
    except PermissionDenied:
        done = False
    assert done == (name in ACTS[act])
    assert (fresh(suggestion).state != "open") == done


@pytest.mark.parametrize("state", ["accepted", "applied", "declined", "withdrawn"])
@pytest.mark.parametrize(("act", "name"), [("accept", "ohchr"), ("decline", "ohchr"), ("withdraw", "unicef")])
def test_what_was_answered_is_answered(ohchr, state, act, name):
    suggestion = made(ohchr, "unicef")
    Suggestion.objects.update(state=state)
    with pytest.raises(WrongState, match="answered already"):
        getattr(services, act)(suggestion, by=person(name))


def test_the_same_click_twice_is_one_change(ohchr):
    suggestion = made(ohchr)
    assert services.accept(suggestion, by=person("ohchr"), key="k")
    assert not services.accept(suggestion, by=person("ohchr"), key="k")
    assert LogEntry.objects.filter(action="accept", object_uid=suggestion.uid).count() == 1


def test_the_coordinator_applies_what_nobody_answered_after_some_days(
    ohchr, settings, django_capture_on_commit_callbacks
):
    settings.SUGGESTION_DAYS = 3
    suggestion = made(ohchr, "unicef")
    Suggestion.objects.update(made_at=timezone.now() - timedelta(days=2, hours=23))
    with pytest.raises(WrongState, match="may still answer"):
        services.apply(suggestion, by=person("coordinator"))
    Suggestion.objects.update(made_at=timezone.now() - timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True):
        assert services.apply(suggestion, by=person("coordinator"))
    assert row_of(ohchr).progress == BETTER
    assert fresh(suggestion).state == "applied"
    assert sorted(letter.to[0] for letter in mail.outbox) == ["ohchr@example.org", "unicef@example.org"]


def test_the_writer_of_a_row_answers_for_it_and_for_no_other(women):
    Contribution.objects.filter(pk=women.pk).update(is_shared=True)
    women = fresh(women)
    rows = rows_of(women)
    mine = suggest(target_of(rows[14]), contribution=women)
    number = next(number for number in rows if number not in (14, 28))
    other = suggest(target_of(rows[number]), contribution=women)
    assert services.accept(mine, by=person("writer"))
    with pytest.raises(PermissionDenied):
        services.accept(other, by=person("writer"))


def test_the_owner_is_told_of_it_and_the_suggester_of_the_answer(ohchr, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        suggestion = made(ohchr)
    assert [letter.to for letter in mail.outbox] == [["ohchr@example.org"]]
    assert BETTER in mail.outbox[0].body
    with django_capture_on_commit_callbacks(execute=True):
        services.decline(suggestion, by=person("ohchr"), note="The figure is right as it is.")
    assert mail.outbox[1].to == ["coordinator@example.org"]
    assert "The figure is right as it is." in mail.outbox[1].body


class JointItem:
    """Joint texts, kept in memory."""

    def __init__(self):
        self.text = "The joint text"

    def read(self, period, address, field):
        return self.text if (address, field) == ("section/part1", "text") else None

    def write(self, period, address, field, before, after, by):
        if self.text != before:
            raise services.TextMoved(services.moved())
        self.text = after


def test_a_joint_text_is_answered_by_the_coordinator(ohchr, monkeypatch):
    joint, target = JointItem(), Target("section/part1", "text")
    monkeypatch.setattr(JOINT_WRITER, "_given", joint)
    with pytest.raises(PermissionDenied, match="as the coordinator"):
        suggest(target, "coordinator", ohchr)
    first, second = suggest(target, "unicef", ohchr), suggest(target, "ohchr", ohchr, proposed="Another")
    with pytest.raises(PermissionDenied):
        services.accept(first, by=person("ohchr"))
    with pytest.raises(WrongState, match="was sent and is locked"):
        services.accept(first, by=person("coordinator"), is_writable=False)
    assert services.accept(first, by=person("coordinator"))
    assert joint.text == BETTER
    with pytest.raises(WrongState, match="compare"):
        services.accept(second, by=person("coordinator"))
    assert fresh(second).state == "open"


def seen_as(name, period):
    """Return a member of the cast as they stand to the report of a period."""
    return with_stage(actor_on(person(name), period.project), stage_of(period))


def test_suggestions_are_read_by_who_reads_the_text(ohchr):
    Contribution.objects.filter(pk=ohchr.pk).update(is_shared=True)
    made(ohchr, "unicef")

    def read_by(name):
        return bool(suggestions_at(ohchr.period, seen_as(name, ohchr.period)))

    assert all(map(read_by, ["ohchr", "unicef", "coordinator", "reader", "writer"]))
    assert not any(map(read_by, ["admin", "secretariat", "unodc"]))
    Contribution.objects.filter(pk=ohchr.pk).update(
        is_shared=False, state="returned", submitted_at=None, submitted_by=None
    )
    assert all(map(read_by, ["ohchr", "unicef"]))
    assert not any(map(read_by, ["undp", "reader", "coordinator"]))


def test_the_secretariat_reads_its_own_wordings_alone_for_others_quote_what_was_not_sent(ohchr, monkeypatch):
    monkeypatch.setattr(JOINT_WRITER, "_given", JointItem())
    sent(ohchr.period)
    mine = made(ohchr, "secretariat", review=THERE)
    sent(ohchr.period, "returned")
    ActivityEntry.objects.filter(pk=row_of(ohchr).pk).update(progress="Written since")
    made(ohchr, "unicef", review=BACK)
    suggest(Target("section/part1", "text"), "unicef", ohchr, review=BACK)
    period = type(ohchr.period).objects.get(pk=ohchr.period.pk)
    found = suggestions_at(period, seen_as("secretariat", period))
    assert [item.uid for items in found.values() for item in items] == [mine.uid]
    assert mine.original != "Written since"


def test_a_wording_of_a_joint_text_has_no_button_to_accept_it_in_review(ohchr, monkeypatch):
    monkeypatch.setattr(JOINT_WRITER, "_given", JointItem())
    suggest(Target("section/part1", "text"), "unicef", ohchr)

    def may_accept():
        period = type(ohchr.period).objects.get(pk=ohchr.period.pk)
        ((item,),) = suggestions_at(period, seen_as("coordinator", period)).values()
        return item.may_accept

    assert may_accept()
    sent(ohchr.period)
    assert not may_accept()


def test_suggestions_take_one_query_however_many(ohchr, django_assert_max_num_queries):
    for entry in rows_of(ohchr).values():
        suggest(target_of(entry), contribution=ohchr, name="unicef", proposed=f"Better {entry.pk}")
    period = type(ohchr.period).objects.get(pk=ohchr.period.pk)
    actor = seen_as("coordinator", period)
    with django_assert_max_num_queries(1):
        found = suggestions_at(period, actor)
    assert len(found) == len(rows_of(ohchr)) == ActivityEntry.objects.filter(contribution=ohchr).count()
