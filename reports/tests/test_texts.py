"""Joint texts: taking over what an agency wrote, remembering how it read, keeping the coordinator's own sentences."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from audit.models import LogEntry
from contributions.models import Answer, Contribution, IndicatorEntry
from contributions.services import share_contribution
from core.decisions import WrongState
from core.saving import base_of
from pbfreport.demo import CAST
from projects.models import Outcome, Question, ReportingPeriod
from reports.joint_texts.services import (
    ensure_joint_indicator_text,
    ensure_report,
    save_cover,
    save_joint_answer,
    save_joint_indicator_text,
    take_over_answer,
    take_over_entry,
)
from reports.models import JointAnswer, JointIndicatorText, Report

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NAMES = [person.email.partition("@")[0] for person in CAST]
Person = Callable[[str], User]


@pytest.fixture
def report(period: Callable[[str, str], ReportingPeriod]) -> Report:
    return ensure_report(period("KGZ-PVE-2", "2021-FINAL"))


@pytest.fixture
def by(person: Person) -> User:
    return person("coordinator2")


@pytest.fixture
def question() -> Question:
    """A question on which the coordinator has not written yet."""
    return Question.objects.get(key="part3.other")


def answer_of(name: str, question: Question, text: str, **fields: object) -> Answer:
    contribution = Contribution.objects.get(
        office__organisation__short_name=name, period__project__code="KGZ-PVE-2", period__code="2021-FINAL"
    )
    answer, _created = Answer.objects.update_or_create(
        contribution=contribution, question=question, outcome=None, defaults={"text": text, **fields}
    )
    return answer


def joint(report: Report, question: Question) -> JointAnswer:
    return report.section_texts.get(question=question, outcome=None)


def write(report: Report, question: Question, by: User, text: str) -> None:
    base = base_of(joint(report, question), JointAnswer.FIELDS)
    assert not save_joint_answer(report, question, None, by=by, base=base, values={"text": text}).is_clash


def change(answer: Answer, text: str) -> Answer:
    Answer.objects.filter(pk=answer.pk).update(text=text)
    return Answer.objects.get(pk=answer.pk)


def test_the_first_text_that_is_taken_over_stands_there_as_it_was_written(
    report: Report, question: Question, by: User
):
    answer = answer_of("UNDP", question, "First paragraph\n\n- a line")
    take_over_answer(report, answer, by=by)
    assert joint(report, question).text == "First paragraph\n\n- a line"


def test_it_is_remembered_which_answer_was_taken_and_how_it_read(
    report: Report, question: Question, by: User
):
    answer = answer_of("UNDP", question, "As it was")
    take_over_answer(report, answer, by=by)
    change(answer, "As it is now")
    (source,) = joint(report, question).sources.all()
    assert (source.answer, source.text) == (answer, "As it was")


def test_a_second_text_goes_below_the_first(report: Report, question: Question, by: User):
    take_over_answer(report, answer_of("UNODC", question, "From UNODC"), by=by)
    take_over_answer(report, answer_of("UNDP", question, "From UNDP"), by=by)
    text = joint(report, question)
    assert text.text == "From UNODC\n\nFrom UNDP"
    assert text.sources.count() == 2


def test_taking_over_again_without_a_change_alters_nothing(report: Report, question: Question, by: User):
    answer = answer_of("UNDP", question, "The same")
    take_over_answer(report, answer, by=by)
    lines, version = LogEntry.objects.count(), joint(report, question).version
    take_over_answer(report, answer, by=by)
    assert joint(report, question).text == "The same"
    assert joint(report, question).version == version
    assert LogEntry.objects.count() == lines
    assert joint(report, question).sources.count() == 1


def test_taking_over_again_after_a_change_replaces_the_former_wording_in_address(
    report: Report, question: Question, by: User
):
    first, second = answer_of("UNODC", question, "Old words"), answer_of("UNDP", question, "From UNDP")
    take_over_answer(report, first, by=by)
    take_over_answer(report, second, by=by)
    take_over_answer(report, change(first, "New words"), by=by)
    assert joint(report, question).text == "New words\n\nFrom UNDP"
    assert joint(report, question).sources.get(answer=first).text == "New words"


def test_the_coordinator_s_own_sentences_are_kept(report: Report, question: Question, by: User):
    answer = answer_of("UNDP", question, "Old words")
    take_over_answer(report, answer, by=by)
    write(report, question, by, "Before.\n\nOld words And after.\n\nAt the end.")
    take_over_answer(report, change(answer, "New words"), by=by)
    assert joint(report, question).text == "Before.\n\nNew words And after.\n\nAt the end."


def test_a_wording_that_the_coordinator_has_rewritten_is_kept_and_the_new_one_goes_below(
    report: Report, question: Question, by: User
):
    answer = answer_of("UNDP", question, "Old words")
    take_over_answer(report, answer, by=by)
    write(report, question, by, "Rewritten by the coordinator.")
    take_over_answer(report, change(answer, "New words"), by=by)
    assert joint(report, question).text == "Rewritten by the coordinator.\n\nNew words"


def test_a_short_text_is_not_replaced_in_the_middle_of_another_word_or_sentence(
    report: Report, question: Question, by: User
):
    answer = answer_of("UNDP", question, "50")
    take_over_answer(report, answer, by=by)
    write(report, question, by, "In all 1500 people, 50 of them women.\n\n50")
    take_over_answer(report, change(answer, "60"), by=by)
    assert joint(report, question).text == "In all 1500 people, 50 of them women.\n\n60"


def test_space_around_a_text_does_not_double_it(report: Report, question: Question, by: User):
    answer = answer_of("UNDP", question, "Old words\n")
    take_over_answer(report, answer, by=by)
    write(report, question, by, "Old words")
    take_over_answer(report, change(answer, "New words\n"), by=by)
    assert joint(report, question).text.strip() == "New words"


def test_signs_with_a_meaning_in_patterns_are_taken_as_they_are(report: Report, question: Question, by: User):
    answer = answer_of("UNDP", question, r"a (b) [c] $1 \g<0>")
    take_over_answer(report, answer, by=by)
    take_over_answer(report, change(answer, r"\1 \g<0> (d)"), by=by)
    assert joint(report, question).text == r"\1 \g<0> (d)"


def test_choices_are_taken_along_and_boxes_are_added(report: Report, by: User):
    surveys, boxes = Question.objects.get(key="part3.surveys"), Question.objects.get(key="covid.categories")
    take_over_answer(report, answer_of("UNDP", surveys, "T", choice="yes"), by=by)
    assert joint(report, surveys).choice == "yes"
    take_over_answer(report, answer_of("UNODC", boxes, "", choices=["other"]), by=by)
    take_over_answer(report, answer_of("UNDP", boxes, "", choices=["ceasefire", "other"]), by=by)
    assert joint(report, boxes).choices == ["other", "ceasefire"]


def test_an_answer_per_outcome_goes_into_the_text_of_its_outcome(report: Report, by: User):
    outcome = Outcome.objects.get(project=report.period.project)
    answer = Answer.objects.get(
        contribution__period=report.period,
        question__key="part2.gender_youth",
        outcome=outcome,
        contribution__office__organisation__short_name="UNDP",
    )
    JointAnswer.objects.filter(report=report, question=answer.question).delete()
    take_over_answer(report, answer, by=by)
    assert report.section_texts.get(question=answer.question, outcome=outcome).text == answer.text


def test_taking_over_leaves_one_line_with_before_and_after(report: Report, question: Question, by: User):
    lines = LogEntry.objects.count()
    take_over_answer(report, answer_of("UNDP", question, "Words"), by=by)
    line = LogEntry.objects.latest("pk")
    assert LogEntry.objects.count() == lines + 1
    assert line.changes == {"text": ["", "Words"]}
    assert line.actor_id == by.pk


def test_text_that_is_neither_submitted_nor_shared_cannot_be_taken_over(
    report: Report, question: Question, by: User
):
    answer = answer_of("UNDP", question, "Unfinished")
    Contribution.objects.filter(pk=answer.contribution_id).update(state="open", is_shared=False)
    answer.refresh_from_db()
    with pytest.raises(WrongState, match="still writing"):
        take_over_answer(report, answer, by=by)
    assert not report.section_texts.filter(question=question).exclude(text="").exists()


def test_shared_text_can_be_taken_over(report: Report, question: Question, by: User, person: Person):
    answer = answer_of("UNDP", question, "Shared")
    Contribution.objects.filter(pk=answer.contribution_id).update(state="open", is_shared=False)
    answer.contribution.refresh_from_db()
    share_contribution(answer.contribution, by=person("undp"), shared=True)
    take_over_answer(report, answer, by=by)
    assert joint(report, question).text == "Shared"


@pytest.fixture
def entry(report: Report) -> IndicatorEntry:
    return IndicatorEntry.objects.select_related("contribution__office", "indicator").get(
        contribution__period=report.period, indicator__code="1.2.2"
    )


def test_words_on_an_indicator_are_taken_over_with_the_reason(
    report: Report, entry: IndicatorEntry, by: User
):
    take_over_entry(report, entry, by=by)
    text = JointIndicatorText.objects.get(report=report, indicator=entry.indicator)
    assert (text.progress, text.variance_reason) == (entry.progress, entry.variance_reason)
    assert [source.text for source in text.sources.all()] == [entry.progress]


def test_words_and_reason_that_have_changed_replace_the_former_ones(
    report: Report, entry: IndicatorEntry, by: User
):
    take_over_entry(report, entry, by=by)
    entry.progress, entry.variance_reason = "New words", "New reason"
    entry.save(update_fields=["progress", "variance_reason"])
    take_over_entry(report, entry, by=by)
    text = JointIndicatorText.objects.get(report=report, indicator=entry.indicator)
    assert (text.progress, text.variance_reason) == ("New words", "New reason")


def test_words_on_an_indicator_that_are_neither_submitted_nor_shared_cannot_be_taken_over(
    report: Report, entry: IndicatorEntry, by: User
):
    Contribution.objects.filter(pk=entry.contribution_id).update(state="open", is_shared=False)
    entry.contribution.refresh_from_db()
    with pytest.raises(WrongState, match="still writing"):
        take_over_entry(report, entry, by=by)


def test_two_coordinators_who_write_the_same_joint_text_clash(
    report: Report, question: Question, by: User, person: Person
):
    base = base_of(JointAnswer(), JointAnswer.FIELDS)
    save_joint_answer(report, question, None, by=by, base=base, values={"text": "First"})
    saved = save_joint_answer(report, question, None, by=by, base=base, values={"text": "Second"})
    assert [(clash.stored, clash.typed) for clash in saved.clashes] == [("First", "Second")]
    assert joint(report, question).text == "First"


@pytest.mark.grid
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("act", ["cover", "section", "indicator", "take answer", "take entry"])
def test_only_the_coordinator_of_the_project_writes_the_report(
    name: str, act: str, report: Report, question: Question, entry: IndicatorEntry, person: Person
):
    user, answer = person(name), answer_of("UNDP", question, "Words")
    acts: dict[str, Callable[[], object]] = {
        "cover": lambda: save_cover(
            report, by=user, base=base_of(report, Report.FIELDS), values={"approved_by": "x"}
        ),
        "section": lambda: save_joint_answer(
            report,
            question,
            None,
            by=user,
            base=base_of(JointAnswer(), JointAnswer.FIELDS),
            values={"text": "x"},
        ),
        "indicator": lambda: save_joint_indicator_text(
            report,
            entry.indicator,
            by=user,
            base=base_of(ensure_joint_indicator_text(report, entry.indicator), JointIndicatorText.FIELDS),
            values={"progress": "x"},
        ),
        "take answer": lambda: take_over_answer(report, answer, by=user),
        "take entry": lambda: take_over_entry(report, entry, by=user),
    }
    lines = LogEntry.objects.count()
    if name == "coordinator2":
        acts[act]()
        assert LogEntry.objects.count() == lines + 1
    else:
        with pytest.raises(PermissionDenied, match="Only the coordinator"):
            acts[act]()
        assert LogEntry.objects.count() == lines
