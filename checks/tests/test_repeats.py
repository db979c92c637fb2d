"""The same words in two places of a report."""

from datetime import date
from typing import Any

import pytest

from checks.data import CheckInput, Finding, Text
from checks.repeats import same_paragraph_twice

SENTENCE = "Analyses completed, report drafted, and the results discussed with judges of the Supreme Court."


def text(number: int, words: str, field: str = "progress", office: str = "UNDP", **changes: Any) -> Text:
    return Text(f"activity/{number}", field, f"Row {number}", words, office=office, **changes)


def points(*texts: Text) -> list[Finding]:
    return list(
        same_paragraph_twice(
            CheckInput(
                period_starts=date(2021, 1, 1),
                period_ends=date(2021, 6, 30),
                project_starts=date(2018, 1, 12),
                project_ends=date(2022, 12, 31),
                today=date(2021, 7, 5),
                texts=texts,
            )
        )
    )


def test_a_repeated_sentence_is_found_at_the_later_address_and_names_the_earlier() -> None:
    (found,) = points(
        text(4, f"{SENTENCE} In total, 60 women were trained."), text(20, f"This is new. {SENTENCE}")
    )
    assert (found.address, found.where, found.field) == ("activity/20", "Row 20", "progress")
    assert found.sentence.startswith("The same words stand in Row 4: “Analyses completed, report drafted")
    assert found.about == SENTENCE


def test_capitals_blanks_and_signs_make_no_difference() -> None:
    assert len(points(text(4, SENTENCE), text(20, SENTENCE.upper().replace(" ", "  ").replace(",", "")))) == 1


def test_a_paragraph_of_short_sentences_is_compared_whole() -> None:
    paragraph = "Sixty judges were trained in spring. A manual was printed too. All of them use it."
    assert len(points(text(4, paragraph), text(20, f"Other words.\n{paragraph}"))) == 1


@pytest.mark.parametrize(
    "other",
    [
        SENTENCE.replace("completed", "finished"),
        SENTENCE.replace("discussed", "discussed openly"),
    ],
)
def test_a_word_changed_or_added_does_not_hide_a_repetition(other: str) -> None:
    assert len(points(text(4, SENTENCE), text(20, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The project trained 45 judges on the new criminal legislation during two workshops in Osh.",
            "The project trained 54 judges on the new criminal legislation during two workshops in Osh.",
        ),
        (
            "The project trained many judges on the new criminal legislation during two workshops in Osh.",
            "The project trained many judges on the new criminal legislation during two workshops in Batken.",
        ),
        ("Completed as planned.", "Completed as planned."),
        ("https://example.org/" + "a" * 80, "https://example.org/" + "a" * 80),
        (
            SENTENCE,
            "Analyses completed, report drafted, and then quite another thing happened in the villages.",
        ),
    ],
)
def test_other_facts_short_words_and_addresses_are_no_repetition(one: str, other: str) -> None:
    assert points(text(4, one), text(20, other)) == []


def test_two_addresses_are_named_once_however_much_they_share() -> None:
    second = "Twelve municipalities were coached on how to plan their budgets with women and young people."
    (found,) = points(text(4, f"{SENTENCE} {second}"), text(20, f"{second} {SENTENCE}"))
    assert found.about == second


def test_every_later_address_is_named_with_the_first() -> None:
    found = points(text(4, SENTENCE), text(20, SENTENCE), text(21, SENTENCE))
    assert [(one.where, "Row 4" in one.sentence) for one in found] == [("Row 20", True), ("Row 21", True)]


def test_the_earlier_office_is_named_where_it_is_another() -> None:
    (found,) = points(text(1, SENTENCE, office="OHCHR"), text(1, SENTENCE))
    assert "Row 1 (OHCHR)" in found.sentence


def test_one_text_is_not_held_against_itself_and_two_of_its_fields_are() -> None:
    assert points(text(4, f"{SENTENCE}\n{SENTENCE}")) == []
    assert len(points(text(4, SENTENCE), text(4, SENTENCE, field="next_steps"))) == 1


def test_one_reason_may_explain_many_figures() -> None:
    assert (
        points(text(4, SENTENCE, field="variance_reason"), text(5, SENTENCE, field="not_measured_because"))
        == []
    )


def test_what_an_earlier_report_printed_twice_stays() -> None:
    assert points(text(4, SENTENCE, is_new=False), text(20, SENTENCE, is_new=False)) == []
    assert len(points(text(4, SENTENCE, is_new=False), text(20, SENTENCE))) == 1


def test_many_rows_with_the_same_words_give_one_point_each() -> None:
    assert len(points(*(text(number, SENTENCE) for number in range(300)))) == 299
