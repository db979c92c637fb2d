"""Forms of rows ask only for what the indicator has, and compare figures only where that means something."""

from decimal import Decimal

import pytest

from contributions.forms import ActivityEntryForm, AnswerForm, ExpenditureForm, IndicatorEntryForm, anchor_of
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from core.saving import base_of
from indicators.models import Indicator
from projects.models import Question


def bound(entry, **values):
    return IndicatorEntryForm({"base": base_of(entry, IndicatorEntry.FIELDS).dump(), **values}, record=entry)


def entry(*, unit="persons", combine="sum", by_sex=True, by_age=True, **fields):
    return IndicatorEntry(
        indicator=Indicator(unit=unit, combine=combine, by_sex=by_sex, by_age=by_age), **fields
    )


def test_an_indicator_asks_only_for_the_figures_that_it_has():
    assert not {"numerator", "denominator"} & set(bound(entry()).fields)
    assert {"numerator", "denominator"} <= set(bound(entry(combine="ratio")).fields)
    assert not {"women", "men", "under_30"} & set(bound(entry(by_sex=False, by_age=False)).fields)


def test_a_figure_that_is_stored_stays_on_the_page_when_the_indicator_no_longer_asks_for_it():
    form = bound(entry(by_sex=False, men=12), value="10", men="12")
    assert "men" in form.fields and "women" not in form.fields
    assert not form.is_valid()
    assert list(form.errors) == ["men"]


def test_women_and_men_may_be_less_than_the_total_and_never_more():
    assert bound(entry(), value="100", women="60", men="30").is_valid()
    assert bound(entry(), value="100", women="60", men="40").is_valid()
    assert list(bound(entry(), value="100", women="60", men="41").errors) == ["women"]
    assert list(bound(entry(), value="100", men="101").errors) == ["women"]


def test_women_and_men_are_not_compared_with_a_percentage_but_with_the_part_of_a_ratio():
    assert bound(entry(unit="percent"), value="50", women="60", men="40").is_valid()
    ratio = {"unit": "percent", "combine": "ratio"}
    assert bound(entry(**ratio), numerator="30", denominator="60", women="20", men="10").is_valid()
    assert list(bound(entry(**ratio), numerator="30", denominator="60", women="20", men="11").errors) == [
        "women"
    ]


def test_without_a_total_nothing_is_compared():
    assert bound(entry(), women="60", men="40", under_30="70").is_valid()


def test_a_number_and_its_words_are_two_fields_and_neither_replaces_the_other():
    form = bound(entry(), progress="over 50%", value="50")
    assert form.is_valid()
    assert (form.values()["progress"], form.values()["value"]) == ("over 50%", Decimal(50))
    form = bound(entry(), progress="over 50%", value="")
    assert form.is_valid()
    assert form.values()["value"] is None


def test_no_field_blocks_or_cuts_in_the_browser():
    forms = [
        bound(entry(combine="ratio")),
        ActivityEntryForm(record=ActivityEntry(), partners=[("u", "UNDP")]),
        ExpenditureForm(record=Contribution()),
        AnswerForm(record=Answer(), question=Question(type="funders", limit=300)),
    ]
    for form in forms:
        html = str(form)
        assert "required" not in html and "maxlength" not in html and 'type="number"' not in html


def test_every_field_has_a_address_on_the_page_to_which_an_error_can_lead():
    form = AnswerForm(record=Answer(), question=Question(type="yes_no_text"), prefix="q-1-all")
    assert anchor_of(form, "choice") == "id_q-1-all-choice"
    assert anchor_of(form, "text") == "id_q-1-all-text"
    assert anchor_of(form, "base") == anchor_of(form, "nothing") == ""


def test_null_characters_are_dropped_with_a_notice_and_other_texts_give_none():
    assert bound(entry(), progress="a\x00b").notices
    assert bound(entry(), progress="a\x00b").is_valid()
    assert not bound(entry(), progress="ab\x07").notices


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "x",
        "{}",
        "[]",
        "null",
        '{"v": "x"}',
        '{"v": 1e999}',
        '{"v": null}',
        '{"f_progress": 1}',
        "9" * 5000,
        "[" * 100_000,
    ],
)
def test_a_lost_or_damaged_version_is_a_sentence_and_never_a_crash(damaged):
    form = IndicatorEntryForm({"base": damaged, "progress": "typed"}, record=entry())
    assert not form.is_valid()
    assert "save once more" in form.errors["base"][0]


def test_an_amount_or_words_is_shown_as_an_amount_and_read_back_as_the_same():
    question = Question(type="money_text")
    stored = Answer(amount=Decimal("1234.50"))
    shown = AnswerForm(record=stored, question=question).initial["text"]
    base = base_of(stored, ("amount", "text")).dump()
    form = AnswerForm({"base": base, "text": shown}, record=stored, question=question)
    assert form.is_valid()
    assert (form.values()["amount"], form.values()["text"]) == (Decimal("1234.50"), "")
