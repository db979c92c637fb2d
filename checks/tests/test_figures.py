"""Points about figures inside texts, each with what it must leave alone."""

from datetime import date
from decimal import Decimal

import pytest

from checks.data import CheckInput, Finding, IndicatorReading, Text
from checks.figures import figure_against_indicator, sum_does_not_add_up, words_against_figures
from checks.words import spelled


def told(
    words: str, office: str = "UNODC", address: str = "question/part2.summary", **changes: object
) -> Text:
    given = {"field": "text", "where": "Progress summary", "office": office} | changes
    return Text(address=address, text=words, **given)  # type: ignore[arg-type]


def counted(
    title: str, value: int | None, unit: str = "", office: str = "UNODC", **changes: object
) -> IndicatorReading:
    given: dict[str, object] = {
        "address": "indicator/i131",
        "code": "1.3.1",
        "where": "Indicator 1.3.1",
    } | changes
    return IndicatorReading(
        title=title,
        unit=unit,
        office=office,
        value=None if value is None else Decimal(value),
        **given,  # type: ignore[arg-type]
    )


def check_input(text: Text | str, *indicator_readings: IndicatorReading) -> CheckInput:
    return CheckInput(
        period_starts=date(2021, 1, 1),
        period_ends=date(2021, 6, 30),
        project_starts=date(2018, 1, 11),
        project_ends=date(2021, 7, 11),
        today=date(2021, 6, 10),
        texts=(told(text) if isinstance(text, str) else text,),
        indicator_readings=indicator_readings,
    )


def one(found: list[Finding]) -> Finding:
    assert len(found) == 1, found
    return found[0]


# -- words and figures --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twenty-eight", 28),
        ("Five hundred twenty-seven", 527),
        ("one hundred and four", 104),
        ("two thousand three hundred", 2300),
        ("zero", 0),
        ("two ten", None),
        ("twenty eleven", None),
        ("women", None),
    ],
)
def test_numbers_in_words_are_read(words, number):
    assert spelled(words) == number


@pytest.mark.parametrize(
    ("words", "phrase", "both"),
    [
        ("Twenty-eight (26) experts were trained.", "Twenty-eight (26) experts were", ("28", "26")),
        ("In three (4) trainings", "three (4) trainings", ("3", "4")),
        ("There were 23 (twenty) clients", "23 (twenty) clients", ("20", "23")),
        (
            "one thousand two hundred (1,300) people",
            "one thousand two hundred (1,300) people",
            ("1,200", "1,300"),
        ),
    ],
)
def test_a_number_given_twice_and_differently_is_found(words, phrase, both):
    found = one(list(words_against_figures(check_input(words))))
    assert f"“{phrase}”" in found.sentence and found.about == phrase
    assert all(figure in found.sentence for figure in both)


@pytest.mark.parametrize(
    "words",
    [
        "Five hundred twenty-seven (527) prisoners and eight (8) offices",
        "Eighty-three (83) staff and 2 (two) manuals",
        "It ended in year two (2019) of the project",
        "Article two (3) of the Law",
        "They trained two (1) judges and (2) prosecutors",
        "Twenty-eight experts (20 women)",
    ],
)
def test_numbers_that_agree_and_brackets_of_another_kind_are_left_alone(words):
    assert not list(words_against_figures(check_input(words)))


# -- sums ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "total", "added"),
    [
        ("29 participants (16 women and 10 men) took part", "29", "26"),
        ("28 forensic experts (28 men, 20 women)", "28", "48"),
        ("1,200 pupils (women: 500; men: 650)", "1,200", "1,150"),
        (
            "10 regulatory documents: 2 laws on terrorism and extremism; 13 regulations on probation",
            "10",
            "15",
        ),
        ("Ten documents: two laws, three decrees and six regulations.", "10", "11"),
        ("Trained 40 officials: 15 judges, 10 lawyers and 5 police officers. More followed.", "40", "30"),
        ("120 participants, including 70 women and 60 men, attended.", "120", "130"),
        ("120 participants (including 70 women and 60 men) attended.", "120", "130"),
        ("120 participants, of whom 70 were women and 60 men, attended.", "120", "130"),
        ("120 participants (F: 70, M: 60) attended.", "120", "130"),
        ("45 people, 25 women and 30 men, took part.", "45", "55"),
        ("12 events (5 seminars, 4 round tables and 2 trainings) were held.", "12", "11"),
        ("25 people in Osh, 30 in Batken and 20 in Jalal-Abad, 85 in all.", "85", "75"),
        ("The project reached 1,500 people: 900 in Osh and 700 in Batken.", "1,500", "1,600"),
        ("3 000 people (1 600 women, 1 500 men) came.", "3,000", "3,100"),
    ],
)
def test_parts_that_do_not_add_up_are_found_with_both_sides(words, total, added):
    found = one(list(sum_does_not_add_up(check_input(words))))
    assert f"the total is {total}, its parts add up to {added}" in found.sentence


@pytest.mark.parametrize(
    "words",
    [
        "29 participants (16 women and 13 men)",
        "23 probation clients (13 men, 10 women) and 10 families",
        "10 documents: 1 draft law on terrorism; 9 probation regulations",
        "83 staff (26 women), 10 officials",
        "450 offenders, incl. 90 women",
        "60 people (including 9 women and 3 men)",
        "more than 500 people (300 women and 180 men)",
        "100% forensic experts (28 men and 20 women)",
        "48 staff of 8 offices (31 women and 17 men)",
        "offices in 8 regions (31 women and 17 men)",
        "29 participants (16 women and 10 girls)",
        "101 persons (41 women, 40%)",
        "3 trainings: 25 judges and 30 prosecutors",
        "3 trainings: 2 days in Osh and 4 days in Naryn",
        "12 events: 2 forums, 3 fairs and several other meetings",
        "Held in 3 centres: 12 trainings and 4 meetings",
        "10 documents: 2 laws were adopted",
        "At 10:30 two people and 5 guests",
        "120 participants, including 70 women and 60 young people",
        "120 participants, of whom 40 women and 30 men with disabilities",
        "12 courses for judges, including 70 women and 60 men",
        "45 people, 25 women, 15 men and 5 children",
        "45 children, 25 women and 30 men, took part",
        "over 45 people, 25 women and 30 men, took part",
        "12 meetings (25 women, 30 men)",
        "12 events (2 in Osh and 4 in Naryn)",
        "10 documents (2 laws, 3 in Kyrgyz)",
        "4 agreements (2 institutions and 3 centres)",
        "3 reports (2 laws, 2 regulations)",
        "3 trainings: 25 in Osh and 20 in Batken",
        "25 people in Osh, 30 in Batken and 20 in Jalal-Abad, 75 in all",
    ],
)
def test_sums_that_add_up_and_parts_that_are_no_sum_are_left_alone(words):
    assert not list(sum_does_not_add_up(check_input(words)))


def test_a_list_too_long_to_be_read_whole_is_not_added_up():
    parts = "; ".join(f"1 law of the region called {'Long' * 20}" for _part in range(12))
    assert not list(sum_does_not_add_up(check_input(f"12 laws: {parts}")))
    one(list(sum_does_not_add_up(check_input("12 laws: 1 on land; 1 on water"))))


def test_a_total_that_is_corrected_makes_a_new_point():
    first = one(list(sum_does_not_add_up(check_input("29 people (16 women, 10 men)"))))
    second = one(list(sum_does_not_add_up(check_input("28 people (16 women, 10 men)"))))
    assert first.about != second.about


# -- a text against its indicator ---------------------------------------------------------------------------------

EXAMINATIONS = (
    "Number of forensic examinations conducted in relation to terrorism and extremism related crimes"
)
STAFF = "Number of prison staff effectively applying new policies and procedures"


@pytest.mark.parametrize("figure", ["2,000", "2 000", "2 100", "2\u00a0000"])
def test_a_number_with_grouped_thousands_is_no_year(figure):
    title = "Number of people benefiting from legal aid services"
    words = f"{figure} people benefited from legal aid services."
    assert (
        f"“{figure} people”"
        in one(list(figure_against_indicator(check_input(words, counted(title, 1500))))).sentence
    )
    assert not list(
        figure_against_indicator(check_input(words.replace(figure, "2020"), counted(title, 1500)))
    )


def test_the_verb_of_the_indicator_may_stand_before_the_number():
    adopted = counted("Number of regulations adopted", 3)
    one(list(figure_against_indicator(check_input("The Government adopted 5 regulations.", adopted))))
    one(
        list(
            figure_against_indicator(check_input("The Government adopted more than 5 regulations.", adopted))
        )
    )
    assert not list(figure_against_indicator(check_input("The Government reviewed 5 regulations.", adopted)))
    assert not list(
        figure_against_indicator(check_input("The group adopted, of 5 regulations, two.", adopted))
    )
    narrow = counted("Number of regulations adopted on probation", 3)
    assert not list(figure_against_indicator(check_input("The Government adopted 5 regulations.", narrow)))
    assert not list(figure_against_indicator(check_input("The Government adopted 3 regulations.", adopted)))


@pytest.mark.parametrize(
    ("words", "title", "value", "phrase"),
    [
        ("The unit conducted 200 forensic examinations.", EXAMINATIONS, 176, "200 forensic examinations"),
        (
            "Over 800 complex forensic examinations were made.",
            EXAMINATIONS,
            176,
            "800 complex forensic examinations",
        ),
        (
            "Conducted examinations on terrorism and extremism reached over 800 examinations (2020-2021).",
            EXAMINATIONS,
            176,
            "800 examinations",
        ),
        ("By now 300 prison staff apply the new policies.", STAFF, 260, "300 prison staff"),
    ],
)
def test_a_larger_figure_for_the_same_things_is_found(words, title, value, phrase):
    found = one(list(figure_against_indicator(check_input(words, counted(title, value)))))
    assert f"“{phrase}”" in found.sentence and f"1.3.1 has {value}" in found.sentence


@pytest.mark.parametrize(
    "words",
    [
        "About 150 forensic examinations were conducted this half year.",  # a part of what was counted since the start
        "About 185 forensic examinations were conducted.",  # about the same
        "Fewer than 200 forensic examinations were conducted in 2017.",
        "Against the target of 500 forensic examinations, most were conducted.",
        "500 forensic examinations will be conducted.",
        "In 2021 forensic examinations were conducted.",
        "496 extremism and terrorism related cases were considered.",
        "500 medical examinations took place.",
        "Of 800 forensic examinations conducted, 176 forensic examinations were about terrorism.",
    ],
)
def test_parts_targets_and_other_things_are_left_alone(words):
    assert not list(figure_against_indicator(check_input(words, counted(EXAMINATIONS, 176))))


@pytest.mark.parametrize(
    "words",
    [
        "839 prison staff heard a lecture.",
        "900 probation staff apply new policies and procedures.",
        "900 staff came.",
    ],
)
def test_people_counted_in_another_way_are_left_alone(words):
    assert not list(figure_against_indicator(check_input(words, counted(STAFF, 260))))


def test_a_figure_within_the_period_may_not_be_larger_nor_a_smaller_whole():
    indicator_reading = counted(EXAMINATIONS, 176, is_cumulative=False)
    whole = "In total 150 forensic examinations were conducted."
    one(list(figure_against_indicator(check_input(whole, indicator_reading))))
    assert not list(figure_against_indicator(check_input(whole, counted(EXAMINATIONS, 176))))
    part = "150 forensic examinations were conducted in Osh."
    assert not list(figure_against_indicator(check_input(part, indicator_reading)))


def test_a_share_is_never_held_against_a_number_nor_a_number_against_a_share():
    number = counted(EXAMINATIONS, 50)
    assert not list(figure_against_indicator(check_input("80% forensic examinations conducted.", number)))
    share = counted("Percentage of forensic examinations conducted on time", 50, unit="percent")
    assert not list(
        figure_against_indicator(check_input("80 forensic examinations conducted on time.", share))
    )
    one(list(figure_against_indicator(check_input("80% of forensic examinations conducted on time.", share))))


def test_the_indicator_s_own_text_needs_only_its_noun():
    text = told("190 examinations", address="indicator/i131")
    one(list(figure_against_indicator(check_input(text, counted(EXAMINATIONS, 176)))))
    assert not list(figure_against_indicator(check_input("190 examinations", counted(EXAMINATIONS, 176))))


def test_an_office_is_held_against_its_own_figure_and_the_joint_text_against_the_joint_one():
    words = "200 forensic examinations were conducted."
    others = counted(EXAMINATIONS, 90, office="UNDP"), counted(EXAMINATIONS, 110)
    assert "has 110" in one(list(figure_against_indicator(check_input(words, *others)))).sentence
    joint = told(words, office="")
    assert not list(figure_against_indicator(check_input(joint, *others)))
    both = (*others, counted(EXAMINATIONS, 200, office=""))
    assert not list(figure_against_indicator(check_input(joint, *both)))
    assert "has 110" in one(list(figure_against_indicator(check_input(words, *both)))).sentence


def test_without_a_value_or_where_plans_are_asked_nothing_is_compared():
    words = "200 forensic examinations were conducted."
    assert not list(figure_against_indicator(check_input(words, counted(EXAMINATIONS, None))))
    assert not list(
        figure_against_indicator(check_input(told(words, tells=False), counted(EXAMINATIONS, 176)))
    )
