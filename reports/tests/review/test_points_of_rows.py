"""Rows and questions of a report: what an earlier report told is not held against anybody, a dash answers nothing."""

import pytest

from contributions.models import ActivityEntry, Answer
from contributions.points.services import current_points
from contributions.tests.entries import rows_of
from projects import addresses
from reports.joint_texts.services import ensure_report
from reports.models import JointAnswer
from reports.review.services import handed_in_sources, points_of_report

pytestmark = pytest.mark.django_db
OLD = "On 5 May 2019 capacity building took place for twenty (23) members of the XYZW."
TEXT_RULES = {"date_outside_period", "jargon", "words_against_figures", "acronym_unexplained"}


@pytest.fixture
def report(period):
    return ensure_report(period("KGZ-PVE-1", "2021-H1"))


@pytest.fixture
def row(input_of):
    """UNDP's entry on a row of its own that an earlier report told as completed."""
    now, earlier = (input_of("UNDP", "KGZ-PVE-1", code) for code in ("2021-H1", "2020-ANNUAL"))
    before = {entry.activity_id: entry for entry in rows_of(earlier).values()}
    row = next(
        entry
        for entry in rows_of(now).values()
        if entry.activity_id in before and entry.activity.responsibilities.count() == 1
    )
    old = before[row.activity_id]
    ActivityEntry.objects.filter(pk=old.pk).update(progress=OLD, status="completed", next_steps="")
    ActivityEntry.objects.filter(pk=row.pk).update(carried_from=old)
    return row


def write(row, status, progress="", next_steps=""):
    ActivityEntry.objects.filter(pk=row.pk).update(status=status, progress=progress, next_steps=next_steps)


def rules(row, report):
    """Return what is found at the row, in the input and in the report alike."""
    address = addresses.activity(row.activity.uid)
    of_input = {one.point.rule for one in current_points(row.contribution).at(address)}
    of_report = {one.point.rule for one in points_of_report(handed_in_sources(report.period)).at(address)}
    assert of_input == of_report
    return of_report


@pytest.mark.parametrize("progress", ["", OLD, f"  {OLD}\n"])
def test_a_row_that_is_printed_again_as_it_was_raises_no_point(row, report, progress):
    write(row, "completed", progress)
    assert rules(row, report) == set()


def test_the_same_words_written_now_are_checked(row, report):
    write(row, "completed", OLD + " Since then nothing more was done.")
    assert rules(row, report) == TEXT_RULES


@pytest.mark.parametrize("progress", ["", OLD])
def test_a_row_opened_again_without_a_new_text_is_not_written(row, report, progress):
    write(row, "ongoing", progress)
    assert "row_without_progress" in rules(row, report)


def test_a_row_opened_again_is_checked_like_any_other(row, report):
    type(report.period.project).objects.update(ends_on="2027-01-01")
    write(row, "ongoing", "The work started again in May.")
    assert rules(row, report) == {"open_without_next_step"}


def test_next_steps_on_a_row_completed_earlier_are_checked(row, report):
    write(row, "completed", "", "To print the second edition.")
    assert rules(row, report) == {"completed_but_planned"}


@pytest.fixture
def status(report):
    """The organisations' answers to a required question that has no joint text."""
    JointAnswer.objects.filter(report=report, question__key="part1.status").delete()
    answers = Answer.objects.filter(question__key="part1.status", contribution__period=report.period)
    return answers.filter(contribution__state="submitted")


def is_asked(report):
    found = points_of_report(handed_in_sources(report.period)).at(addresses.question("part1.status"))
    return "required_unanswered" in {one.point.rule for one in found}


@pytest.mark.parametrize("text", ["-", "N/A", "…", "tbd"])
def test_a_dash_or_a_word_for_nothing_answers_no_required_question(report, status, text):
    assert status.count() > 1
    assert not is_asked(report)
    status.update(text=text)
    assert is_asked(report)
    first = status[0]
    Answer.objects.filter(pk=first.pk).update(text="No.")
    assert not is_asked(report)


def test_two_dashes_under_two_names_answer_nothing(report, status):
    for text, answer in zip(("-", "N/A"), status, strict=True):
        Answer.objects.filter(pk=answer.pk).update(text=text)
    assert is_asked(report)


def test_a_dash_of_the_coordinator_replaces_the_answers_and_is_none(report, status):
    question = status[0].question
    joint = JointAnswer.objects.create(report=report, question=question, text="-")
    assert is_asked(report)
    JointAnswer.objects.filter(pk=joint.pk).update(text="5")
    assert not is_asked(report)
