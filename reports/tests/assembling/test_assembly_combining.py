"""How several answers become one, and how the implementation rate is worked out: on plain sources, no database."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from reports.assembling.answers import combine, joined_texts, printed_question
from reports.assembling.cover import cover, implementation_rate, total_budget
from reports.assembling.sources import AnswerSource, LineSource, OfficeInput, QuestionSource, ReportSources

NAMES = ("UNDP", "OHCHR", "UN Women", "UNICEF")


def office(number: int, **fields: Any) -> OfficeInput:
    known = {
        "office_id": number,
        "office_uid": f"uid{number}",
        "name": NAMES[number - 1],
        "kind": "RUNO",
        "is_convening": number == 1,
        "approved": None,
        "input_id": number,
        "input_uid": "",
        "is_readable": True,
        "is_submitted": True,
        "spent": None,
        "committed": None,
        "gender_spent": None,
        "money_as_of": None,
        "money_is_provisional": False,
    }
    return OfficeInput(**{**known, **fields})


def question(kind: str = "text", combine_by: str = "coordinator", **fields: Any) -> QuestionSource:
    known = {
        "pk": 1,
        "key": "q",
        "label": "?",
        "short": "?",
        "limit": None,
        "options": [],
        "who_answers": "every_office",
        "is_required": True,
    }
    return QuestionSource(type=kind, combine=combine_by, **{**known, **fields})


def answer(office_id: int | None, **fields: Any) -> AnswerSource:
    known: dict[str, Any] = {"outcome_id": None, "text": "", "choice": "", "choices": [], "amount": None}
    return AnswerSource(pk=office_id or 99, office_id=office_id, question_id=1, **{**known, **fields})


def sources(
    offices: Iterable[OfficeInput], answers: Iterable[AnswerSource] = (), report: Any = None, **project: Any
) -> ReportSources:
    known = {
        "approved_budget": None,
        "monitoring_budget": None,
        "gender_budget": None,
        "ends_on": date(2021, 6, 14),
        "title": "",
        "modality": "PRF",
        "gateway_number": "00111260",
        "fund_kind": "",
        "fund_name": "",
        "first_transfer_on": None,
        "window_gender": True,
        "window_youth": False,
        "window_transition": False,
        "window_cross_border": False,
        "gender_marker": "GM2",
        "risk_marker": "low",
        "focus_area": None,
    }
    period = SimpleNamespace(kind="semi_annual", year=2021, data_as_of=date(2021, 6, 30))
    return ReportSources(
        period=period,
        project=SimpleNamespace(**{**known, **project}),
        edition=SimpleNamespace(language="en"),
        report=report,
        country="Kyrgyzstan",
        sections=(),
        offices=tuple(offices),
        outcomes=(),
        groups=(),
        indicators=(),
        answers=tuple(answers),
        joint={},
    )


ALL = [office(number) for number in (1, 2, 3, 4)]


def test_one_text_stands_there_as_it_is():
    assert joined_texts([("UNDP", ""), ("OHCHR", "Only this"), ("UNICEF", " \n")]) == "Only this"


def test_several_texts_stand_under_their_names():
    assert joined_texts([("UNDP", "A"), ("OHCHR", "B")]) == "**UNDP**\nA\n\n**OHCHR**\nB"


def test_equal_texts_are_printed_once_under_both_names():
    assert (
        joined_texts([("UNDP", "A"), ("OHCHR", "B"), ("UNICEF", "A ")])
        == "**UNDP, UNICEF**\nA\n\n**OHCHR**\nB"
    )
    assert joined_texts([("UNDP", "n/a"), ("OHCHR", "n/a")]) == "n/a"


def test_nothing_written_is_an_empty_text():
    assert joined_texts([]) == joined_texts([("UNDP", " ")]) == ""


@pytest.mark.parametrize(
    ("choices", "combined"),
    [
        ([], ""),
        ([""], ""),
        (["no"], "no"),
        (["no", "no"], "no"),
        (["no", "yes", ""], "yes"),
        (["yes"], "yes"),
        (["no", ""], "no"),
    ],
)
def test_one_yes_is_enough_for_yes(choices: list[str], combined: str):
    answers = tuple(answer(number, choice=choice) for number, choice in enumerate(choices, start=1))
    assert combine(question("yes_no", "any_yes"), answers, None, sources(ALL)).choice == combined


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        ([], None),
        ([None, None], None),
        ([Decimal("0.00"), None], Decimal(0)),
        ([Decimal("10.10"), Decimal("0.20"), None], Decimal("10.30")),
    ],
)
def test_amounts_are_added_where_the_question_says_so_and_an_unknown_one_is_not_zero(
    amounts: list[Decimal | None], total: Decimal | None
):
    answers = tuple(answer(number, amount=amount) for number, amount in enumerate(amounts, start=1))
    assert combine(question("money", "sum"), answers, None, sources(ALL)).amount == total


def test_amounts_that_are_not_to_be_added_are_never_added():
    answers = (answer(1, amount=Decimal(10)), answer(2, amount=Decimal(5)))
    assert combine(question("money"), answers, None, sources(ALL)).amount is None
    assert combine(question("money"), answers[:1], None, sources(ALL)).amount == Decimal(10)


def test_lists_are_put_one_after_the_other_with_the_name_of_the_organisation():
    answers = (
        answer(1, lines=(LineSource("A", Decimal(1), "x"), LineSource("B", None, ""))),
        answer(2, lines=(LineSource("A", Decimal(2), ""),)),
    )
    lines = combine(question("funders", "list"), answers, None, sources(ALL)).lines
    assert [(line.office, line.funder, line.amount) for line in lines] == [
        ("UNDP", "A", Decimal(1)),
        ("UNDP", "B", None),
        ("OHCHR", "A", Decimal(2)),
    ]


def test_what_the_coordinator_left_open_is_filled_from_the_proposal():
    joint = answer(None, choice="no")
    combined = combine(
        question("yes_no_text", "any_yes"), (answer(1, choice="yes", text="T"),), joint, sources(ALL)
    )
    assert (combined.choice, combined.text, combined.is_proposed) == ("no", "T", False)


def test_an_empty_joint_answer_leaves_the_proposal_as_it_is():
    combined = combine(question(), (answer(1, text="T"),), answer(None, text=" "), sources(ALL))
    assert (combined.text, combined.is_proposed) == ("T", True)


def test_a_joint_amount_of_zero_wins():
    combined = combine(
        question("money", "sum"),
        (answer(1, amount=Decimal(5)),),
        answer(None, amount=Decimal(0)),
        sources(ALL),
    )
    assert combined.amount == Decimal(0)


def test_answers_of_inputs_that_cannot_be_read_take_no_part():
    hidden = [office(1, is_readable=False), office(2)]
    answers = [answer(1, text="Hidden", choice="yes", amount=Decimal(7)), answer(2, text="Seen", choice="no")]
    printed = printed_question(question("yes_no_text", "any_yes"), None, sources(hidden, answers))
    assert (printed.printed, printed.choice, printed.amount) == ("Seen", "No", None)


def test_texts_are_joined_in_the_order_of_the_cover_whatever_the_order_of_writing():
    answers = [answer(3, text="C"), answer(1, text="A")]
    printed = printed_question(question(), None, sources(ALL, answers)).printed
    assert printed.index("UNDP") < printed.index("UN Women")


def test_an_answer_per_outcome_does_not_get_into_another_outcome():
    answers = [answer(1, text="One", outcome_id=1), answer(1, text="Two", outcome_id=2)]
    assert printed_question(question(), 1, sources(ALL, answers)).printed == "One"
    assert printed_question(question(), 3, sources(ALL, answers)).is_missing


def test_an_amount_and_words_are_both_printed():
    answers = [answer(1, text="In kind", amount=Decimal("1500"))]
    printed = printed_question(question("money_text", "sum"), None, sources(ALL, answers)).printed
    assert printed == "$ 1,500.00\nIn kind"


def test_an_amount_of_zero_is_printed_and_not_missing():
    printed = printed_question(question("money", "sum"), None, sources(ALL, [answer(1, amount=Decimal(0))]))
    assert (printed.printed, printed.is_missing) == ("$ 0.00", False)


@pytest.mark.parametrize(("length", "over"), [(10, 0), (11, 1)])
def test_the_surplus_over_a_limit_counts_a_line_end_as_one(length: int, over: int):
    text = "a\r\n" + "ө" * (length - 2)
    assert (
        printed_question(question(limit=10), None, sources(ALL, [answer(1, text=text)])).over_limit_by == over
    )


def funded(*amounts: tuple[int | None, int | None], **fields: Any) -> list[OfficeInput]:
    return [
        office(
            number,
            approved=None if approved is None else Decimal(approved),
            spent=None if spent is None else Decimal(spent),
            **fields,
        )
        for number, (approved, spent) in enumerate(amounts, start=1)
    ]


def rate(given: ReportSources) -> tuple[Decimal | None, str]:
    return implementation_rate(given, total_budget(given))


def test_the_rate_says_its_basis_and_how_many_organisations_it_rests_on():
    given = sources(funded((1000, 500), (1000, 250), (1000, 0), (1000, None)))
    assert rate(given) == (
        Decimal("18.8"),
        "750.00 of 4,000.00 US dollars spent; figures of 3 of 4 organisations",
    )


def test_provisional_figures_are_called_provisional():
    given = sources(funded((1000, 500), money_is_provisional=True))
    assert rate(given)[1].endswith("figures of 1 of 1 organisation; provisional")


def test_expenditure_of_an_input_that_cannot_be_read_does_not_count():
    offices = [*funded((1000, 500)), office(2, approved=Decimal(1000), spent=Decimal(900), is_readable=False)]
    assert rate(sources(offices)) == (
        Decimal("25.0"),
        "500.00 of 2,000.00 US dollars spent; figures of 1 of 2 organisations",
    )


@pytest.mark.parametrize("amounts", [[(1000, None)], [(None, 500)], [(0, 500)], []])
def test_without_budget_or_expenditure_there_is_no_rate_and_no_division_by_zero(amounts: list[Any]):
    assert rate(sources(funded(*amounts))) == (None, "")


def test_the_budget_is_the_project_s_own_where_a_share_is_unknown():
    assert total_budget(sources(funded((1000, None), (None, None)), approved_budget=Decimal(3000))) == 3000
    assert total_budget(sources(funded((1000, None), (500, None)), approved_budget=Decimal(3000))) == 1500


def test_more_spent_than_approved_is_told_as_it_is():
    assert rate(sources(funded((1000, 1100))))[0] == Decimal("110.0")


def corrected(value: str, reason: str) -> SimpleNamespace:
    return SimpleNamespace(rate_override=Decimal(value), rate_reason=reason, prepared_by="", approved_by="")


def test_a_corrected_rate_goes_first_with_its_reason():
    given = sources(funded((1000, 500)), report=corrected("72.5", "Commitments are counted"))
    assert rate(given) == (Decimal("72.5"), "Corrected by the coordinator: Commitments are counted")


def test_a_rate_corrected_to_zero_is_a_correction():
    assert rate(sources(funded((1000, 500)), report=corrected("0", "")))[0] == Decimal(0)


def test_gender_spending_is_added_up_where_known_and_readable():
    offices = [
        office(1, gender_spent=Decimal("100.50")),
        office(2),
        office(3, gender_spent=Decimal("9"), is_readable=False),
    ]
    assert cover(sources(offices), {}).gender_spent == Decimal("100.50")
    assert cover(sources([office(2)]), {}).gender_spent is None


def test_expenditure_on_the_cover_is_shown_of_readable_inputs_only():
    offices = [office(1, spent=Decimal(5)), office(2, spent=Decimal(9), is_readable=False)]
    assert [one.spent for one in cover(sources(offices), {}).recipients] == [Decimal(5), None]


def test_the_cover_prints_number_and_windows_as_entered():
    printed = cover(sources(ALL), {"window_gender": "Gender promotion initiative"})
    assert printed.gateway_number == "PRF 00111260"
    assert [option.ticked for option in printed.windows] == [True, False, False, False]
    assert printed.windows[0].label == "Gender promotion initiative"
    assert printed.ends_within_six_months is True
