"""Fields take numbers, amounts, dates and texts as people type them, and say what to do with the rest."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.fields import DayField, LineField, LongTextField, MoneyField, NumberField, PeopleField


def sentence(field, typed):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1377", "1377"),
        ("1,377", "1377"),
        ("1 377", "1377"),
        ("1\u00a0377", "1377"),
        ("1\u202f377,5", "1377.5"),
        ("12,5", "12.5"),
        ("45 %", "45"),
        ("+7", "7"),
        ("0", "0"),
        ("00012", "12"),
        ("0.00004", "0"),
        ("99 999 999 999", "99999999999"),
    ],
)
def test_a_number_is_taken_as_people_type_it(typed, number):
    assert NumberField().clean(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "about two hundred",
        "over 50%",
        "NaN",
        "sNaN",
        "Infinity",
        "-inf",
        "1e5",
        "1e400",
        "12 of 15",
        "1.2.3",
        "1,37,7",
        "--1",
        ".",
    ],
)
def test_words_and_machine_numbers_are_no_numbers(typed):
    assert sentence(NumberField(), typed).startswith("Write digits only, for example 1377 or 12.5.")


def test_a_number_below_zero_or_beyond_the_column_says_what_to_do():
    assert sentence(NumberField(), "-5") == "Write a number of 0 or more."
    for typed in ("1" * 12, "1" * 400, "99999999999.99996"):
        assert "at most 11 digits before the point" in sentence(NumberField(), typed)
    for typed in ("1" * 13, "999999999999.999"):
        assert "at most 12 digits before the point" in sentence(MoneyField(), typed)


def test_people_are_counted_in_whole_numbers():
    assert PeopleField().clean("1,234") == 1234
    for typed in ("12.5", "2000000001", "99999999999"):
        assert sentence(PeopleField(), typed).startswith("Write a whole number of people")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("$ 70 000", "70000"), ("US$1,258,000.00", "1258000"), ("12.345", "12.34"), ("0,5 USD", "0.5")],
)
def test_an_amount_is_taken_with_its_signs_and_kept_to_the_cent(typed, amount):
    assert MoneyField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    ["31.05.2021", "2021-05-31", "31/05/2021", "31 May 2021", "31 may 2021", " 31.05.21 ", "31  May  2021"],
)
def test_a_date_is_taken_as_people_type_it(typed):
    assert DayField().clean(typed) == date(2021, 5, 31)


@pytest.mark.parametrize(
    "typed", ["31.06.2021", "last spring", "2021", "2021-13-01", "05/31/2021", "0000-01-01", "٣"]
)
def test_a_date_that_is_none_says_how_to_write_one(typed):
    assert sentence(DayField(), typed) == "Write the date as day, month and year, for example 30.06.2021."


@pytest.mark.parametrize("value", [date(2021, 5, 31), date(21, 6, 30), date(1, 1, 1), date(9999, 12, 31)])
def test_a_date_shown_in_its_field_reads_back_as_itself(value):
    field = DayField()
    assert field.clean(field.prepare_value(value)) == value


@pytest.mark.parametrize("value", ["1377", "1377.25", "0.0001", "99999999999.9999"])
def test_a_number_shown_in_its_field_reads_back_as_itself(value):
    field = NumberField()
    assert field.clean(field.prepare_value(Decimal(value))) == Decimal(value)


def test_empty_is_nothing_and_never_zero():
    for field in (NumberField(), MoneyField(), PeopleField(), DayField()):
        assert field.clean("") is None
        assert field.clean("   ") is None
        assert field.clean(None) is None


def test_a_long_text_is_never_cut_and_keeps_its_lines():
    field = LongTextField(limit=300)
    assert field.clean("a\r\nb\rc") == "a\nb\nc"
    assert field.clean("\x00a\x00") == "a"
    assert len(field.clean("ө" * 200_000)) == 200_000
    assert field.clean("  a  ") == "a"


def test_a_line_that_is_too_long_is_an_error_and_never_a_cut():
    assert sentence(LineField(longest=5), "123456") == "Shorten this to 5 characters; it has 6."
    assert LineField(longest=5).clean("a\r\nb") == "a b"
