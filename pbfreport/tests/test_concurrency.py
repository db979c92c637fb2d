"""Many requests at the same moment, on real threads and real transactions of PostgreSQL.

Each test runs in a copy of the test database that is dropped afterwards, so what it commits meets no other test.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db import connection, connections

from accounts.models import User
from activities.models import ActivityResponsibility
from audit.models import LogEntry
from contributions.models import ActivityEntry, Answer, Contribution, StoredPoint
from contributions.services import (
    enter_on_behalf,
    open_round,
    save_activity_entry,
    save_answer,
    submit_contribution,
)
from core.decisions import WrongState
from core.models import PerformedAct
from core.saving import Saved, base_of
from projects.models import Question
from reports.joint_texts.services import ensure_report
from reports.models import Report, Snapshot
from reports.review.services import clear_report, send_back, send_to_review

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


@pytest.fixture(autouse=True)
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Replace the fixture of this name: the test, with all its threads, works in a copy of the test database."""
    settings = connection.settings_dict  # one and the same for the connections of all threads
    original, copy = settings["NAME"], f"{settings['NAME']}_copy"

    def run(statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    with django_db_blocker.unblock():
        connection.close()
        run(f'DROP DATABASE IF EXISTS "{copy}"')
        run(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
        settings["NAME"] = copy
        try:
            yield
        finally:
            connection.close()
            settings["NAME"] = original
            run(f'DROP DATABASE "{copy}" WITH (FORCE)')


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Run an act in so many threads that start together; returns results, or the errors that were raised."""
    barrier = threading.Barrier(count)

    def run(number: int) -> Any:
        try:
            barrier.wait(timeout=30)
            return act(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def input_of(office: str, code: str = "2021-H1") -> Contribution:
    return Contribution.objects.select_related("office__organisation", "period__project").get(
        office__organisation__short_name=office, period__project__code="KGZ-PVE-1", period__code=code
    )


def row() -> ActivityEntry:
    return input_of("UNICEF").activity_entries.select_related("contribution__office").order_by("pk")[0]


def report_of(code: str = "2021-H1") -> Report:
    return ensure_report(input_of("UNICEF", code).period)


def send(key: str = "") -> bool:
    return send_to_review(
        report_of(),
        by=person("coordinator"),
        missing_reason="They report later.",
        stop_reason="It is known.",
        key=key,
    )


def submit(key: str = "") -> bool:
    return submit_contribution(input_of("UNICEF"), by=person("unicef"), reason="It is known.", key=key)


def clear(key: str = "") -> bool:
    return clear_report(report_of(), by=person("secretariat"), key=key)


def send_first() -> None:
    send()
    mail.outbox.clear()


# Act -> what performs it, what comes before, whose record, who gets one letter.
FIFTY: dict[str, tuple[Callable[[str], bool], Callable[[], None], Callable[[], Any], str]] = {
    "submit": (submit, lambda: None, lambda: input_of("UNICEF"), "coordinator@example.org"),
    "send": (send, lambda: None, report_of, "secretariat@example.org"),
    "clear": (clear, send_first, report_of, "coordinator@example.org"),
}
STATES = {"submit": "submitted", "send": "in_review", "clear": "cleared"}


@pytest.mark.parametrize("key", ["", "the-same-form"], ids=["without a key", "with the same key"])
@pytest.mark.parametrize("name", FIFTY)
def test_fifty_identical_acts_at_once_are_one_event_one_line_and_one_letter(name: str, key: str):
    act, before, record, reader = FIFTY[name]
    before()
    results = at_once(50, lambda _number: act(key))
    assert results.count(True) == 1
    if key:  # the same form sent again: everybody gets an answer
        assert results.count(False) == 49
    else:
        assert len([result for result in results if isinstance(result, WrongState)]) == 49
    on = record()
    assert on.state == STATES[name]
    assert LogEntry.objects.filter(action=name, object_uid=on.uid).count() == 1
    assert [letter.to for letter in mail.outbox] == [[reader]]
    assert PerformedAct.objects.filter(act=name).count() == bool(key)
    if name == "send":
        assert on.sendings == 1
        assert Snapshot.objects.filter(report=on).count() == 1
        assert LogEntry.objects.filter(action="accept").count() == 2
        points = StoredPoint.objects.filter(period=on.period, sending=1)
        assert len({point.pk for point in points}) == len(
            {(point.rule, point.address, point.field, point.office, point.text_hash) for point in points}
        )


def test_entering_on_behalf_twenty_times_at_once_is_one_line_and_one_letter():
    """Clicks of one page, and of pages that were opened beside it."""

    def enter(number: int) -> bool:
        dated, key = date(2021, 6, 1), f"form {number % 5}"
        by = person("coordinator")
        return enter_on_behalf(input_of("UNICEF"), by=by, source="A call", dated=dated, key=key)

    results = at_once(20, enter)
    assert (results.count(True), results.count(False)) == (1, 19)
    assert LogEntry.objects.filter(action="enter_on_behalf", object_uid=input_of("UNICEF").uid).count() == 1
    assert [letter.to for letter in mail.outbox] == [["unicef@example.org"]]


def test_fifty_acts_with_a_key_of_their_own_are_one_event_and_forty_nine_refusals():
    results = at_once(50, lambda number: submit(f"form {number}"))
    assert results.count(True) == 1
    assert len([result for result in results if isinstance(result, WrongState)]) == 49
    assert len(mail.outbox) == 1


def test_of_clearing_and_returning_at_once_one_wins_and_the_others_read_a_sentence():
    send_first()

    def act(number: int) -> bool:
        if number % 2:
            return clear()
        return send_back(report_of(), by=person("secretariat"), note="The figures differ.")

    results = at_once(20, act)
    lines = LogEntry.objects.filter(object_uid=report_of().uid, action__in=("clear", "send_back"))
    acts = list(lines.order_by("pk").values_list("action", flat=True))
    # What was cleared can still be returned; what was returned is not cleared.
    assert acts in (["send_back"], ["clear", "send_back"])
    assert results.count(True) == len(acts)
    refused = [result for result in results if isinstance(result, WrongState)]
    assert len(refused) == 20 - len(acts)
    assert all("somebody else was faster" in str(result) for result in refused)
    assert (report_of().state, report_of().cleared_by) == ("returned", None)


def test_of_many_who_write_the_same_field_at_once_one_is_stored_and_all_others_are_told():
    base, texts = base_of(row(), ActivityEntry.FIELDS), [f"Text {number}" for number in range(12)]
    lines = LogEntry.objects.count()
    results: list[Saved] = at_once(
        12,
        lambda number: save_activity_entry(
            row(), by=person("unicef"), base=base, values={"progress": texts[number]}
        ),
    )
    (winner,) = [number for number, saved in enumerate(results) if saved.changed]
    assert row().progress == texts[winner]
    assert row().version == base.version + 1
    assert LogEntry.objects.count() == lines + 1
    clashes = [saved.clashes[0] for number, saved in enumerate(results) if number != winner]
    assert {clash.stored for clash in clashes} == {texts[winner]}
    assert {clash.typed for clash in clashes} == set(texts) - {texts[winner]}


def test_people_who_write_different_fields_at_once_are_all_stored():
    base = base_of(row(), ActivityEntry.FIELDS)
    fields: list[tuple[str, Any]] = [
        ("progress", "One"),
        ("next_steps", "Two"),
        ("status", "delayed"),
        ("written_with", ["x"]),
    ]
    lines = LogEntry.objects.count()
    results = at_once(
        len(fields),
        lambda number: save_activity_entry(
            row(), by=person("unicef"), base=base, values=dict([fields[number]])
        ),
    )
    assert [saved.changed for saved in results] == [(name,) for name, _value in fields]
    assert {name: getattr(row(), name) for name, _value in fields} == dict(fields)
    assert row().version == base.version + len(fields)
    assert LogEntry.objects.count() == lines + len(fields)


def test_what_is_written_while_others_submit_is_either_stored_and_logged_or_refused():
    base = base_of(row(), ActivityEntry.FIELDS)
    lines = LogEntry.objects.count()

    def act(number: int) -> Any:
        if number == 0:
            return submit()
        return save_activity_entry(
            row(), by=person("unicef"), base=base, values={"progress": "Written in the last moment"}
        )

    results = at_once(12, act)
    assert results[0] is True
    stored = [result for result in results[1:] if isinstance(result, Saved) and result.changed]
    assert all(isinstance(result, Saved | WrongState) for result in results[1:])
    assert len(stored) <= 1
    assert (row().progress == "Written in the last moment") is bool(stored)
    assert LogEntry.objects.count() == lines + 1 + len(stored)


def test_a_first_answer_that_two_give_at_once_is_one_answer():
    question = Question.objects.get(key="part3.other")
    base = base_of(Answer(), Answer.FIELDS)
    results = at_once(
        8,
        lambda number: save_answer(
            input_of("UNICEF"),
            question,
            None,
            by=person("unicef"),
            base=base,
            values={"text": "The same text"},
        ),
    )
    assert not [result for result in results if not isinstance(result, Saved) or result.is_clash]
    assert [answer.text for answer in input_of("UNICEF").answers.filter(question=question)] == [
        "The same text"
    ]


def test_a_round_that_is_opened_twice_at_once_has_each_entry_once():
    ActivityEntry.objects.filter(contribution=input_of("UNICEF", "2021-FINAL")).delete()
    results = at_once(6, lambda _number: open_round(input_of("UNICEF", "2021-FINAL").period, by=None))
    assert not [result for result in results if isinstance(result, Exception)]
    responsible = ActivityResponsibility.objects.filter(office__organisation__short_name="UNICEF").count()
    assert input_of("UNICEF", "2021-FINAL").activity_entries.count() == responsible


def test_a_report_that_many_open_at_once_is_made_once():
    Report.objects.filter(period__code="2021-H1").delete()
    period = input_of("UNICEF").period
    results = at_once(8, lambda _number: ensure_report(period).pk)
    assert len(set(results)) == 1
