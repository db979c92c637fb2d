"""Plans told from results: in texts that ask for results, and in rows that are set completed."""

from datetime import date

import pytest

from checks.data import CheckInput, Finding, Row, Text
from checks.language import aims_not_achievements
from checks.rows import completed_but_planned


def given(status: str, words: str, field: str = "progress", office: str = "UNDP") -> CheckInput:
    """Return a half year with one row and its one text."""
    progress, next_steps = (words, "") if field == "progress" else ("Sixty judges were trained.", words)
    return CheckInput(
        period_starts=date(2021, 1, 1),
        period_ends=date(2021, 6, 30),
        project_starts=date(2018, 1, 12),
        project_ends=date(2022, 12, 31),
        today=date(2021, 7, 5),
        texts=(Text("activity/a", field, "Row 3", words, office, tells=field == "progress"),),
        rows=(Row("activity/a", "Row 3", office, "Training of judges", "1.1", status, progress, next_steps),),
    )


def aims(words: str, status: str = "ongoing") -> list[Finding]:
    return list(aims_not_achievements(given(status, words)))


def announced(words: str, field: str = "progress", office: str = "UNDP") -> list[Finding]:
    return list(completed_but_planned(given("completed", words, field, office)))


@pytest.mark.parametrize(
    "words",
    [
        "UNDP will train 20 judges.",
        "Based on the findings, UNDP will write a guide.",
        "Trained judges will train others.",
        "The course developed by UNDP will be held in May.",
        "The judges will be selected and trained in autumn.",
        "The manual, developed by the group, will be printed.",
        "The plan will be reviewed, amended and adopted by the Government.",
        "Once the law is adopted, UNDP will train judges.",
        "It is planned that 20 judges will be trained.",
        "UNDP hopes that the law will pass.",
        "Two courses are planned for the autumn. More will follow.",
        "OHCHR, as part of its other work, will continue to advise the group on cases related to the new law.",
        "We’ll hold the course in July.",
        "The revised guide shall come into use in June.",
        "Funds needed for the course will be found in July.",
        "The project aims to reduce violence. It intends to train 20 people.",
    ],
)
def test_a_text_whose_main_clauses_are_plans_is_found(words: str) -> None:
    assert len(aims(words)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "The project trained 20 judges who will now train others.",
        "UNDP signed an agreement with the Ministry, which will host the centre.",
        "The Ministry approved the action plan that aims to reduce violence.",
        "OHCHR handed over 40 computers, which will speed up the work of the courts.",
        "The working group adopted a roadmap that is expected to be implemented by 2023.",
        "Twenty mediators completed the course and will start in July.",
        "The courts now apply the guide and plan to extend it.",
        "Thanks to the project 14 schools teach the course; more will follow.",
        "The Law on Public Councils, planned for 2020, came into force in May 2021.",
        "The plan is being reviewed together with the group that will write the next one.",
        "The action plan to prevent violence covers 12 districts.",
        "There is political will to reform.",
        "The manual is intended for teachers.",
        "“We will go on. We will reach our goals”, said a participant.",
        "Trained 20 judges, who will train others.",
        "The first course took place in Osh, a second is planned for July.",
        "UNDP and OHCHR jointly developed a guide and will print it.",
        "The Ministry of Justice confirmed that it will take over the centre.",
        "Parliament began the debate and plans to vote in May.",
        "The village built a bridge, so that children will be able to go to school.",
        "The manual is drafted, and the course will start in July.",
    ],
)
def test_a_result_with_an_outlook_in_a_side_clause_is_left_alone(words: str) -> None:
    assert aims(words) == []


def test_work_that_has_not_started_may_tell_of_plans_alone() -> None:
    assert len(aims("Planned for autumn.", status="ongoing")) == 1
    assert aims("Planned for autumn.", status="not_started") == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("The guide is written. UNDP plans a second course for 30 judges.", "plans a second course"),
        ("The second course is going to start in August.", "is going to start"),
        ("We’ll finish the course in August.", "We’ll finish"),
        ("The second course shall start in August.", "shall start"),
        ("A final course is yet to take place.", "is yet to take place"),
        ("The council has yet to approve the plan.", "has yet to approve"),
        ("Parliament is expected to adopt the law in autumn.", "is expected to adopt"),
        (
            "The manual was printed. The project will now hand it over to the Ministry.",
            "will now hand it",
        ),
        ("UNDP trained 20 judges and will train 20 more.", "will train 20 more"),
        ("In autumn the project will train more judges.", "will train more"),
        ("The team intends to repeat the course.", "intends to repeat"),
        ("Plan to train 20 more.", "Plan to train"),
        ("Work on the manual will continue.", "will continue"),
        ("Courses in Osh and Batken will take place in July.", "will take place"),
        ("It was agreed that the course will be held in July.", "will be held"),
        ("The manual, which will be printed in May, was approved.", "will be printed"),
        ("The guide was written. It has not been printed yet.", "has not been printed yet"),
        ("A contract was signed; delivery is due in July.", "is due in"),
        ("A second book is in preparation.", "is in preparation"),
        ("The building is still being painted.", "is still being painted"),
        ("The course was not held in March and is planned for July.", "is planned"),
    ],
)
def test_open_work_of_the_project_is_found_with_its_words(words: str, shown: str) -> None:
    (found,) = announced(words)
    assert f"“{shown}" in found.sentence


@pytest.mark.parametrize(
    "words",
    [
        "The action plan to prevent violence was adopted.",
        "The plans to build the bridge were dropped.",
        "Plans to build the bridge were dropped.",
        "The national plan to prevent violence covers 12 districts.",
        "Handover was done; no further work is planned.",
        "Nothing else is foreseen.",
        "The building is still used by the community.",
        "The study found that 40% of young people plan to emigrate.",
        "The strategy states that the State will guarantee legal aid.",
        "The new law provides that detainees will be given a lawyer.",
        "Under the new law, detainees will be given a lawyer.",
        "The project trained 20 judges who will now train others.",
        "Participants learnt how the new law will affect them.",
        "All 20 centres are open. Local authorities will maintain them from their own budget.",
        "Local authorities plan to continue the service.",
        "Schools will teach the course from September.",
        "The court will continue to use the guide.",
        "The manual will not be printed.",
        "Will Smith, the trainer, led five courses.",
    ],
)
def test_what_others_do_what_laws_say_and_what_is_denied_is_no_open_work(words: str) -> None:
    assert announced(words) == []


def test_the_organisations_of_the_report_are_known_by_name() -> None:
    assert len(announced("ACTED will train 20 judges.", office="ACTED")) == 1
    assert announced("Saferschool will train 20 judges.", office="ACTED") == []


def test_next_steps_of_a_completed_row_are_held_against_the_same_words() -> None:
    assert len(announced("UNDP plans a second course.", field="next_steps")) == 1
    assert announced("No further steps are planned.", field="next_steps") == []
