"""Points about numbering, references, the gender share and the number of outcomes."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checks.data import CheckInput, Finding, Text
from checks.framework import (
    gender_share_low,
    more_than_four_outcomes,
    number_repeats_or_skips,
    unknown_activity,
)


def check_input(**changes: Any) -> CheckInput:
    return CheckInput(
        period_starts=date(2021, 1, 1),
        period_ends=date(2021, 6, 30),
        project_starts=date(2018, 1, 12),
        project_ends=date(2022, 12, 31),
        today=date(2021, 7, 5),
        **{"is_whole": True, **changes},
    )


def numbering(*codes: str) -> list[str]:
    return [one.sentence for one in number_repeats_or_skips(check_input(activity_codes=codes))]


def references(*texts: str, codes: tuple[str, ...] = ("1.1", "1.2.", "2.1")) -> list[Finding]:
    found = tuple(Text("activity/abc", "progress", "Row 3", text, office="UNDP") for text in texts)
    return list(unknown_activity(check_input(texts=found, activity_codes=codes)))


def test_a_number_left_out_between_two_others_is_found_once() -> None:
    assert numbering("1.1", "1.2", "2.1", "2.2", "2.4", "3.1") == [
        "2.3 is missing between 2.2 and 2.4. Check whether it was dropped or forgotten."
    ]
    assert numbering("1.1", "1.5") == [
        "1.2 to 1.4 are missing between 1.1 and 1.5. Check whether they were dropped or forgotten."
    ]


def test_numbers_of_different_depth_or_parent_leave_no_gap() -> None:
    assert numbering("1.1", "1.2", "1.3", "1.1.1", "1.1.2", "3.1", "3.2") == []


def test_order_dots_and_letters_in_numbers_do_no_harm() -> None:
    assert numbering("1.2.", "Activity 1.1.", " 1.3 ", "A.1", "A.7", "1.1a", "") == []


def test_a_number_of_two_activities_is_found_once() -> None:
    (found,) = number_repeats_or_skips(check_input(activity_codes=("1.1", "1.2", "1.1.", "1.1")))
    assert (found.address, found.where) == ("report", "Activity 1.1")
    assert found.sentence.startswith("The number 1.1 is used more than once")


def test_a_repeated_indicator_number_stands_at_the_second_indicator() -> None:
    codes = (("indicator/a", "1.1.1"), ("indicator/b", "1.1.2"), ("indicator/c", "1.1.2"))
    (found,) = number_repeats_or_skips(check_input(indicator_codes=codes))
    assert (found.address, found.where, found.about) == ("indicator/c", "Indicator 1.1.2", "1.1.2")


def test_a_gap_between_indicators_stands_at_the_later_one() -> None:
    codes = (("indicator/a", "1.1.1"), ("indicator/b", "1.1.3"), ("indicator/c", "1.2.1"))
    (found,) = number_repeats_or_skips(check_input(indicator_codes=codes))
    assert (found.address, found.sentence[:17]) == ("indicator/b", "1.1.2 is missing ")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("This is interlinked with Activity 1.4. above", "Activity 1.4,"),
        ("see activity 2.3", "Activity 2.3,"),
        ("ACTIVITY 9.9", "Activity 9.9,"),
        ("Under Activities 1.1, 1.8 and 3.1, judges met.", "Activities 1.8, 3.1,"),
        ("Activities 1.1, 1.2, and 1.9", "Activity 1.9,"),
        ("Activity No. 1.9 and activity #2.9", "Activities 1.9, 2.9,"),
        ("Activities 1.1 – 1.4", "Activity 1.4,"),
        ("Activities 1.1-1.4 or 1.5", "Activities 1.4, 1.5,"),
        ("activities 1.1/1.9", "Activity 1.9,"),
        ("Activities 1.2 to 1.8", "Activity 1.8,"),
        ("Activity 4.1 and again Activity 4.1", "Activity 4.1,"),
    ],
)
def test_a_reference_to_an_activity_that_does_not_exist_is_found(text: str, codes: str) -> None:
    (found,) = references(text)
    assert f"refers to {codes}" in found.sentence
    assert (found.field, found.office, found.about) == ("progress", "UNDP", text)


@pytest.mark.parametrize(
    "text",
    [
        "This activity is interlinked with Activity 1.1. above",
        "Activities 1.1 and 1.2 of 2.9 million",
        "Activity 1.2 and 3.5 million people",
        "Activity 1.1, 25 people were trained",
        "Activity 1.1. 3 judges",
        "Activities 1.1 – 1.2, and activity No. 2.1.",
        "The activity 3 months ago; activity 12",
        "Economic activity 3.5 % higher, and radioactivity 7.7",
        "Indicator 9.9 and Output 4.4",
    ],
)
def test_known_activities_and_other_numbers_are_left_alone(text: str) -> None:
    assert references(text) == []


def test_single_numbers_are_read_where_the_project_uses_them() -> None:
    assert len(references("see Activity 7", codes=("1", "2"))) == 1
    assert references("see Activity 2", codes=("1", "2")) == []


def test_references_are_not_checked_without_any_activity() -> None:
    assert references("see Activity 1.4", codes=()) == []


@pytest.mark.parametrize(
    ("marker", "budget", "is_found"),
    [
        ("GM2", "965450", True),
        ("GM2", "1500000", False),
        ("GM3", "3999999", True),
        ("GM3", "4000000", False),
        ("GM1", "749000", True),
        ("GM1", "750000", False),
        ("GM0", "0", False),
        ("", "0", False),
    ],
)
def test_the_gender_share_is_held_against_what_is_usual(marker: str, budget: str, is_found: bool) -> None:
    given = check_input(
        gender_marker=marker, gender_budget=Decimal(budget), total_budget=Decimal(5_000_000), is_whole=True
    )
    assert bool(list(gender_share_low(given))) is is_found


def test_the_sentence_on_the_gender_share_names_both_shares_and_says_usual() -> None:
    (found,) = gender_share_low(
        check_input(gender_marker="GM2", gender_budget=Decimal(965_450), total_budget=Decimal(5_000_000))
    )
    assert found.address == "cover"
    assert "19.3% of the budget" in found.sentence
    assert "30% or more is usual" in found.sentence


@pytest.mark.parametrize("total", [None, Decimal(0)])
def test_an_unknown_budget_gives_no_share(total: Decimal | None) -> None:
    assert not list(
        gender_share_low(check_input(gender_marker="GM2", gender_budget=Decimal(1), total_budget=total))
    )
    assert not list(gender_share_low(check_input(gender_marker="GM2", total_budget=Decimal(5))))


def test_five_outcomes_are_found_in_the_joint_report_alone() -> None:
    (found,) = more_than_four_outcomes(check_input(outcomes=5, is_whole=True))
    assert "5 outcomes" in found.sentence
    assert not list(more_than_four_outcomes(check_input(outcomes=4, is_whole=True)))
    assert not list(more_than_four_outcomes(check_input(outcomes=5, is_whole=False)))
