"""Points about work rows, required questions and lengths: what is found and what is left alone."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.data import CheckInput, Finding, Required, Row, Text
from checks.rows import (
    completed_but_planned,
    open_without_next_step,
    over_limit,
    required_unanswered,
    row_without_progress,
    work_open_after_end,
)

DONE = "Sixty judges were trained."


def check_input(**changes: Any) -> CheckInput:
    """Return a half year in the middle of a project, with what a test adds."""
    given: dict[str, Any] = {
        "period_starts": date(2021, 1, 1),
        "period_ends": date(2021, 6, 30),
        "project_starts": date(2018, 1, 12),
        "project_ends": date(2022, 12, 31),
        "today": date(2021, 7, 5),
    }
    return CheckInput(**(given | changes))


def row(status: str = "", progress: str = "", next_steps: str = "", **changes: Any) -> Row:
    return Row(
        address="activity/abc",
        where="Row 3",
        office="UNDP",
        title="Training of judges",
        activity_code="1.1",
        status=status,
        progress=progress,
        next_steps=next_steps,
        **changes,
    )


def planned(progress: str, next_steps: str = "", status: str = "completed") -> list[Finding]:
    return list(completed_but_planned(check_input(rows=(row(status, progress, next_steps),))))


@pytest.mark.parametrize("status", ["", "ongoing", "completed", "not_started", "cancelled"])
@pytest.mark.parametrize("progress", ["", "  \n", "-", "N/A", "TBD", "x"])
def test_a_row_without_progress_is_found_whatever_its_status(status: str, progress: str) -> None:
    (found,) = row_without_progress(check_input(rows=(row(status, progress, "Print it"),)))
    assert (found.address, found.field, found.where, found.office) == (
        "activity/abc",
        "progress",
        "Row 3",
        "UNDP",
    )
    assert "one sentence" in found.sentence.lower()


def test_the_sentence_about_an_empty_row_fits_its_status() -> None:
    statuses = ["", "completed", "not_started", "cancelled"]
    sentences = [next(iter(row_without_progress(check_input(rows=(row(one),))))).sentence for one in statuses]
    assert len(set(sentences)) == 4
    assert sentences[2].startswith("Not started")
    assert sentences[3].startswith("Cancelled")


def test_a_row_filled_with_a_word_for_nothing_is_told_so() -> None:
    (found,) = row_without_progress(check_input(rows=(row("ongoing", " N/A "),)))
    assert found.sentence.startswith("“N/A” tells a reader nothing. Write what was achieved")


@pytest.mark.parametrize("next_steps", ["", "-", "none", "N/A", "TBD"])
def test_a_word_for_nothing_names_no_next_step(next_steps: str) -> None:
    assert list(open_without_next_step(check_input(rows=(row("ongoing", DONE, next_steps),))))
    assert not list(open_without_next_step(check_input(rows=(row("ongoing", DONE, "None planned."),))))


def test_a_row_with_a_word_carried_over_or_told_by_another_office_needs_no_progress() -> None:
    rows = (row("ongoing", "Yes"), row("completed", is_carried=True), row(is_covered=True))
    assert not list(row_without_progress(check_input(rows=rows)))


def test_only_required_questions_without_an_answer_are_found() -> None:
    required = (
        Required("question/part1.status", "Status", is_answered=False, office="UNDP"),
        Required("question/part1.impact", "Impact", is_answered=True),
    )
    (found,) = required_unanswered(check_input(required=required))
    assert (found.address, found.where, found.office) == ("question/part1.status", "Status", "UNDP")
    assert found.sentence.startswith("The form requires an answer")


def test_a_text_one_character_over_its_limit_is_found_and_one_at_the_limit_is_not() -> None:
    def text(words: str, limit: int | None) -> Text:
        return Text("question/a", "text", "Status", words, limit=limit)

    texts = (text("x" * 300, 300), text("x" * 301, 300), text("x" * 900, None), text(" y\r\ny ", 3))
    (found,) = over_limit(check_input(texts=texts))
    assert found.about == "x" * 301
    assert found.sentence.startswith("1 character over the limit of 300")


@pytest.mark.parametrize(
    ("progress", "shown"),
    [
        (
            "The module was adopted. OHCHR plans to continue to use the findings.",
            "plans to continue",
        ),
        ("Report drafted and is ready to be presented at the national level.", "is ready to be presented"),
        ("Concept agreed. Further work is planned with state journalists.", "is planned"),
        ("The manual is drafted and will be printed.", "will be printed"),
        ("Will continue in the next quarter.", "Will continue in the"),
        ("Two laws are to be adopted.", "are to be adopted"),
        ("The guide was written, the training to be completed.", "to be completed"),
        ("The third report is in progress.", "is in progress"),
        ("The approval is still pending.", "is still pending"),
        ("The law has not yet been adopted.", "has not yet been adopted"),
    ],
)
def test_a_completed_row_that_announces_work_is_found_with_its_words(progress: str, shown: str) -> None:
    (found,) = planned(progress)
    assert f"“{shown}" in found.sentence
    assert (found.field, found.about) == ("progress", progress)


@pytest.mark.parametrize(
    "progress",
    [
        DONE,
        "The political will of the parties grew, and goodwill helped.",
        "The will to reform was there, and the people’s will was heard.",
        "A judge said: “We will continue to use the manual, and more is planned.”",
        'The course "What will change and is planned" was held.',
        "The course was handed over and will be used as a resource material.",
        "The database is finished and will help probation officers.",
        "The training was held as planned.",
        "Women are willing to take part; the planned workshop took place.",
        "The law allowed prisoners to be heard.",
        "",
    ],
)
def test_nouns_quotations_and_the_use_of_what_is_finished_are_no_plans(progress: str) -> None:
    assert planned(progress) == []


def test_next_steps_of_a_completed_row_are_read_too() -> None:
    (found,) = planned(DONE, "To develop, test and publish the system")
    assert (found.field, found.about) == ("next_steps", "To develop, test and publish the system")
    assert "“To develop" in found.sentence
    assert planned(DONE, "Completed") == []


def test_plans_in_an_open_or_carried_row_are_no_point() -> None:
    text = "The manual will be printed."
    assert planned(text, status="ongoing") == []
    assert not list(completed_but_planned(check_input(rows=(row("completed", text, is_carried=True),))))


@pytest.mark.parametrize("status", ["ongoing", "delayed", "not_started", "reprogrammed"])
def test_open_work_without_a_next_step_is_found(status: str) -> None:
    (found,) = open_without_next_step(check_input(rows=(row(status, DONE, " - "),)))
    assert (found.field, found.about) == ("next_steps", DONE)


def test_closed_unwritten_or_told_rows_need_no_next_step() -> None:
    rows = (
        row("ongoing", DONE, "Train the next group"),
        row("completed", DONE),
        row("cancelled", "The ministry withdrew."),
        row("ongoing", ""),
        row("ongoing", DONE, is_covered=True),
    )
    assert not list(open_without_next_step(check_input(rows=rows)))


def test_work_that_is_open_when_the_project_has_ended_is_found_once() -> None:
    rows = (
        row("ongoing", DONE),
        row("", DONE),
        row("completed", DONE),
        row("cancelled", "Withdrawn."),
        row(),
    )
    ended = check_input(rows=rows, project_ends=date(2021, 6, 14))
    found = list(work_open_after_end(ended))
    assert [one.field for one in found] == ["status", "status"]
    assert "14 June 2021" in found[0].sentence
    assert not list(open_without_next_step(ended))


def test_a_final_report_counts_as_the_end_even_on_the_last_day() -> None:
    last_day = check_input(
        rows=(row("ongoing", DONE),), project_ends=date(2021, 6, 30), today=date(2021, 6, 30), is_final=True
    )
    assert len(list(work_open_after_end(last_day))) == 1


def test_work_may_be_open_while_the_project_runs_and_in_a_late_report_of_earlier_months() -> None:
    rows = (row("ongoing", DONE),)
    assert not list(work_open_after_end(check_input(rows=rows)))
    late = check_input(rows=rows, project_ends=date(2021, 8, 31), today=date(2021, 12, 1))
    assert not list(work_open_after_end(late))


def test_one_organisation_may_name_the_next_step_of_a_joint_row() -> None:
    rows = (row("ongoing", DONE), replace(row("ongoing", DONE, "Train the next group"), office="OHCHR"))
    assert not list(open_without_next_step(check_input(rows=rows)))
