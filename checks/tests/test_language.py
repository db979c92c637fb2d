"""Points about wording, each with what it must leave alone."""

from datetime import date

import pytest

from checks.data import CheckInput, Finding, Row, Text
from checks.language import acronym_unexplained, aims_not_achievements, jargon, mixed_script


def row(number: int, words: str, **changes: object) -> Text:
    given = {"field": "progress", "where": f"Row {number}", "office": "UNDP"} | changes
    return Text(address=f"activity/r{number}", text=words, **given)  # type: ignore[arg-type]


def check_input(*texts: Text, **changes: object) -> CheckInput:
    return CheckInput(
        period_starts=date(2021, 1, 1),
        period_ends=date(2021, 6, 30),
        project_starts=date(2018, 1, 12),
        project_ends=date(2021, 6, 14),
        today=date(2021, 6, 10),
        texts=texts,
        **changes,  # type: ignore[arg-type]
    )


def one(found: list[Finding]) -> Finding:
    assert len(found) == 1, found
    return found[0]


# -- acronyms -----------------------------------------------------------------------------------------------------


def test_an_acronym_is_named_once_at_its_first_address():
    found = one(
        list(acronym_unexplained(check_input(row(1, "The NPM visited prisons."), row(2, "The NPM met."))))
    )
    assert (found.address, found.field, found.office, found.about) == (
        "activity/r1",
        "progress",
        "UNDP",
        "NPM",
    )
    assert "“NPM”" in found.sentence and "full name" in found.sentence


def test_the_acronyms_of_one_text_make_one_point():
    found = one(
        list(
            acronym_unexplained(check_input(row(1, "Recommendations on CT, VE and again VE; for VEPs too.")))
        )
    )
    assert "“CT”, “VE”, “VEP”" in found.sentence


@pytest.mark.parametrize(
    "explanation",
    [
        "The National Preventive Mechanism (NPM) works.",
        "The NPM (National Preventive Mechanism) works.",
        "The NPM staff (of the national preventive mechanism) works.",
    ],
)
def test_an_acronym_explained_anywhere_is_left_alone(explanation):
    assert not list(acronym_unexplained(check_input(row(1, "The NPM met."), row(2, explanation))))


def test_brackets_that_explain_something_else_explain_nothing():
    one(list(acronym_unexplained(check_input(row(1, "The visits (NPM) took place.")))))
    one(list(acronym_unexplained(check_input(row(1, "The NPM (25 visits) met.")))))


def test_the_title_of_a_row_may_explain():
    title = "Code on local self-governance (LSG)"
    told = Row("activity/r1", "Row 1", "UNDP", title, "1.1", "ongoing", "The LSG Code is drafted.", "")
    assert not list(acronym_unexplained(check_input(row(1, told.progress), rows=(told,))))


@pytest.mark.parametrize(
    "words",
    [
        "UNDP, UN Women and OHCHR trained NGOs and CSOs on COVID-19 in USD.",
        "Part IV and chapter XII of phase II.",
        "Project IRF-331 with marker GM2 and PRF00111260.",
        "See https://example.org/PVE/NPM or www.NPM.org",
        "PROGRESS OF THE LAST SIX MONTHS IN SHORT",
        "Group-IB gave a course.",
    ],
)
def test_what_readers_know_and_what_is_no_acronym_is_left_alone(words):
    assert not list(acronym_unexplained(check_input(row(1, words))))


def test_the_short_name_of_an_organisation_needs_no_explanation():
    assert not list(
        acronym_unexplained(check_input(row(1, "ACTED trained judges."), row(2, "Done.", office="ACTED")))
    )


def test_a_text_of_an_earlier_report_is_not_held_against_its_writer():
    old = row(1, "The NPM should leverage it. It will start. Сompleted.", is_new=False)
    for rule in (acronym_unexplained, jargon, aims_not_achievements, mixed_script):
        assert not list(rule(check_input(old)))
    assert one(list(acronym_unexplained(check_input(old, row(2, "The NPM met."))))).address == "activity/r2"


def test_short_names_with_a_small_o_are_acronyms_too():
    found = one(
        list(acronym_unexplained(check_input(row(1, "The MoJ, the MoES and the MoI wrote ToRs and an MoU."))))
    )
    assert "“MoJ”, “MoES”, “MoI”, “ToR” at" in found.sentence
    explained = row(2, "The Ministry of Justice (MoJ) and the MoI (Ministry of the Interior) met.")
    assert not list(acronym_unexplained(check_input(row(1, "The MoJ and the MoI met."), explained)))


@pytest.mark.parametrize(
    "words",
    [
        "A PhD student of DeVito used YouTube, GoPro and LinkedIn on a Mac.",
        "Two words were ADDED to the WORD file.",
        "The list of ALL the people who came was URGENT for them.",
        "People came from BATKEN, and BATKEN is far from there.",
        "The staff came; that all the other STAFF came as well was agreed.",
    ],
)
def test_names_and_words_in_capitals_for_their_weight_are_no_acronyms(words):
    assert not list(acronym_unexplained(check_input(row(1, words))))


def test_short_forms_that_can_be_spoken_are_still_acronyms():
    words = "Experts of UNOCT, UNITAR, SIPRI and KOICA met with the other experts in the capital."
    assert (
        "“UNOCT”, “UNITAR”, “SIPRI”, “KOICA”"
        in one(list(acronym_unexplained(check_input(row(1, words))))).sentence
    )


# -- jargon -------------------------------------------------------------------------------------------------------


def test_jargon_comes_with_plain_words():
    found = one(
        list(jargon(check_input(row(1, "45 reporters were capacitated. They were Capacitated well."))))
    )
    assert "“capacitated”: trained" in found.sentence and found.about == "capacitated"


def test_one_text_makes_one_point_with_at_most_three_phrases():
    words = "Leveraging synergies, stakeholders were sensitized on modalities for rights holders."
    found = one(list(jargon(check_input(row(1, words)))))
    assert found.sentence.count("“") == 3


@pytest.mark.parametrize(
    "words",
    ["Stakeholders met twice.", "A lever was built.", "The mainstream press wrote.", "Sensitive cases."],
)
def test_common_words_are_no_jargon(words):
    assert not list(jargon(check_input(row(1, words))))


# -- aims ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "OHCHR plans to continue to use the findings.",
        "The progress will be set after the evaluation.",
        "Two trainings are planned for autumn.",
        "The conference is expected to take place in May. Guests will come.",
        "The campaign was planned for March.",
    ],
)
def test_a_text_of_plans_alone_is_found(words):
    found = one(list(aims_not_achievements(check_input(row(1, words)))))
    assert "next steps" in found.sentence


@pytest.mark.parametrize(
    "words",
    [
        "Analyses completed and discussed. The results will go to Parliament.",
        "The manual was approved and will be used in 12 schools.",
        "A course aimed at judges took place.",
        "“We will reach our goals”, said a participant of the course.",
        "Political will of the authorities grew.",
        "Three trainings took place as planned with 40 people.",
    ],
)
def test_results_with_an_outlook_are_left_alone(words):
    assert not list(aims_not_achievements(check_input(row(1, words))))


def test_plans_are_welcome_where_plans_are_asked():
    steps = row(1, "UNDP will go on.", field="next_steps", tells=False)
    assert not list(aims_not_achievements(check_input(steps)))


# -- letters of another script ------------------------------------------------------------------------------------


def test_a_cyrillic_letter_in_a_latin_word_is_named():
    found = one(list(mixed_script(check_input(row(1, "\u0421ompleted")))))
    assert (
        "“\u0421ompleted” has the Cyrillic letter \u0421" in found.sentence
        and found.about == "\u0421ompleted"
    )


def test_a_latin_letter_in_a_cyrillic_word_is_named():
    found = one(list(mixed_script(check_input(row(1, "Проведен тренин\u0067 для судей")))))
    assert "Latin letter g" in found.sentence


@pytest.mark.parametrize(
    "words",
    [
        "Проведено 5 тренингов.",
        "Закон Кыргыз Жараны and the Law",
        "IT-отдел, PVE-программа",
        "UNDPнин",
        "café – 5 µm",
    ],
)
def test_words_wholly_in_one_script_are_left_alone(words):
    assert not list(mixed_script(check_input(row(1, words))))
