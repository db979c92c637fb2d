"""Writing rows, answers and expenditure: only while the input is open, also if that changes at the last moment."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from audit.models import LogEntry
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from contributions.services import (
    save_activity_entry,
    save_answer,
    save_expenditure,
    save_indicator_entry,
)
from core import saving
from core.decisions import WrongState
from core.saving import base_of
from projects.models import Outcome, Question

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LOCKED = (
    "This input was submitted and is locked. "
    "If something has to change, ask the coordinator of the project to return it."
)


@pytest.fixture
def contribution(input_of: Callable[[str, str, str], Contribution]) -> Contribution:
    """An input of PVE-2, open again: it has indicators, answers and a list of funders."""
    contribution = input_of("UNODC", "KGZ-PVE-2", "2021-FINAL")
    Contribution.objects.filter(pk=contribution.pk).update(state="open")
    contribution.refresh_from_db()
    return contribution


@pytest.fixture
def by(person: Callable[[str], User]) -> User:
    return person("unodc")


def submit(contribution: Contribution, by: User) -> None:
    Contribution.objects.filter(pk=contribution.pk).update(
        state="submitted", submitted_at=timezone.now(), submitted_by=by
    )


def question(key: str) -> Question:
    return Question.objects.get(key=key)


def write_row(contribution: Contribution, by: User) -> None:
    entry = ActivityEntry.objects.filter(contribution__office__organisation__short_name="UNICEF")[0]
    ActivityEntry.objects.filter(pk=entry.pk).update(contribution=contribution)
    entry = ActivityEntry.objects.select_related("contribution__office").get(pk=entry.pk)
    save_activity_entry(entry, by=by, base=base_of(entry, entry.FIELDS), values={"progress": "typed"})


def write_indicator(contribution: Contribution, by: User) -> None:
    entry = contribution.indicator_entries.order_by("pk")[0]
    save_indicator_entry(entry, by=by, base=base_of(entry, entry.FIELDS), values={"progress": "typed"})


def write_answer(contribution: Contribution, by: User) -> None:
    status = question("part1.status")
    base = base_of(contribution.answers.get(question=status), Answer.FIELDS)
    save_answer(contribution, status, None, by=by, base=base, values={"text": "typed"})


def write_first_answer(contribution: Contribution, by: User) -> None:
    """Answer a question that nobody has answered before."""
    other = question("covid.monetary")
    contribution.answers.filter(question=other).delete()
    base = base_of(Answer(), Answer.FIELDS)
    save_answer(contribution, other, None, by=by, base=base, values={"text": "typed"})


def write_funders(contribution: Contribution, by: User) -> None:
    funders = question("part3.catalytic")
    base = base_of(contribution.answers.get(question=funders), Answer.FIELDS)
    line: Any = {"funder": "typed", "amount": None, "note": ""}
    save_answer(contribution, funders, None, by=by, base=base, values={}, lines=[line])


def write_expenditure(contribution: Contribution, by: User) -> None:
    base = base_of(contribution, ("money_source",))
    save_expenditure(contribution, by=by, base=base, values={"money_source": "typed"})


WRITES = [write_row, write_indicator, write_answer, write_first_answer, write_funders, write_expenditure]


def typed_anywhere() -> bool:
    return (
        ActivityEntry.objects.filter(progress="typed").exists()
        or IndicatorEntry.objects.filter(progress="typed").exists()
        or Answer.objects.filter(text="typed").exists()
        or Answer.objects.filter(lines__funder="typed").exists()
        or Contribution.objects.filter(money_source="typed").exists()
    )


@pytest.mark.parametrize("write", WRITES)
def test_an_open_input_is_written(write: Callable[..., None], contribution: Contribution, by: User):
    write(contribution, by)
    assert typed_anywhere()


@pytest.mark.parametrize("write", WRITES)
def test_a_submitted_input_cannot_be_written(
    write: Callable[..., None], contribution: Contribution, by: User
):
    submit(contribution, by)
    lines = LogEntry.objects.count()
    with pytest.raises(WrongState) as refusal:
        write(contribution, by)
    assert str(refusal.value) == LOCKED
    assert not typed_anywhere()
    assert LogEntry.objects.count() == lines


@pytest.mark.parametrize("write", WRITES)
def test_an_input_that_is_submitted_between_reading_and_writing_cannot_be_written(
    write: Callable[..., None], contribution: Contribution, by: User, monkeypatch: pytest.MonkeyPatch
):
    compare = saving._difference

    def interrupted(*args: Any) -> Any:
        result = compare(*args)
        submit(contribution, by)
        return result

    monkeypatch.setattr(saving, "_difference", interrupted)
    lines = LogEntry.objects.count()
    with pytest.raises(WrongState, match="locked"):
        write(contribution, by)
    assert not typed_anywhere()
    assert LogEntry.objects.count() == lines


def test_an_answer_per_outcome_and_one_as_a_whole_are_two(contribution: Contribution, by: User):
    outcome = Outcome.objects.get(project__code="KGZ-PVE-2")
    summary = question("part2.summary")
    base = base_of(Answer(), Answer.FIELDS)
    save_answer(contribution, summary, None, by=by, base=base, values={"text": "whole"})
    answers = contribution.answers.filter(question=summary)
    assert answers.get(outcome=None).text == "whole"
    assert answers.get(outcome=outcome).text.startswith("Output 1:")


def test_a_list_of_funders_keeps_its_order_and_is_replaced_as_a_whole(contribution: Contribution, by: User):
    funders = question("part3.catalytic")
    answer = contribution.answers.get(question=funders)
    lines: list[Any] = [
        {"funder": name, "amount": amount, "note": ""}
        for name, amount in (("Z", Decimal("2.00")), ("A", None), ("M", Decimal("0.00")))
    ]
    base = base_of(answer, Answer.FIELDS)
    save_answer(contribution, funders, None, by=by, base=base, values={}, lines=lines)
    assert list(answer.lines.values_list("funder", "amount")) == [
        ("Z", Decimal("2.00")),
        ("A", None),
        ("M", Decimal("0.00")),
    ]


def test_two_people_who_write_different_lists_of_funders_clash(
    contribution: Contribution, by: User, person: Callable[[str], User]
):
    funders = question("part3.catalytic")
    base = base_of(contribution.answers.get(question=funders), Answer.FIELDS)
    write_funders(contribution, by)
    saved = save_answer(contribution, funders, None, by=person("undp"), base=base, values={}, lines=[])
    assert [clash.name for clash in saved.clashes] == ["lines_key"]
    assert typed_anywhere()


def test_a_text_over_its_limit_is_saved_whole(contribution: Contribution, by: User):
    status = question("part1.status")
    assert status.limit == 1500
    long = "ө" * 200_000
    answer = contribution.answers.get(question=status)
    save_answer(contribution, status, None, by=by, base=base_of(answer, Answer.FIELDS), values={"text": long})
    answer.refresh_from_db()
    assert answer.text == long


def test_the_first_answer_to_a_question_is_not_called_a_merge(contribution: Contribution, by: User):
    """The page showed an answer that was not there yet: version 0."""
    other = question("covid.monetary")
    contribution.answers.filter(question=other).delete()
    base = base_of(Answer(version=0), Answer.FIELDS)
    saved = save_answer(contribution, other, None, by=by, base=base, values={"text": "typed"})
    assert not saved.merged
    again = save_answer(contribution, other, None, by=by, base=base, values={"choice": "yes"})
    assert again.merged


def test_an_amount_of_zero_is_an_answer_and_an_empty_one_is_none(contribution: Contribution):
    assert Answer(amount=Decimal(0)).is_written
    assert not Answer(text=" \n").is_written
    assert Answer(choices=["other"]).is_written
    assert IndicatorEntry(value=Decimal(0)).is_written
    assert not IndicatorEntry(source="a survey").is_written
    assert not ActivityEntry(status="ongoing", next_steps="x").is_written
