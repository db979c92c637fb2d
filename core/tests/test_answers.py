"""Which texts say nothing, and that a reason must say something."""

import pytest
from django.core.exceptions import ValidationError

from core.answers import says_nothing
from core.fields import LineField, ReasonField


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "-",
        "…",
        "***",
        "N/A",
        "n/a",
        "N.A.",
        "n / a",
        "TBD",
        "tbc.",
        "None",
        "none.",
        "Nil",
        "x",
        "X.",
    ],
)
def test_a_dash_a_letter_or_a_word_for_nothing_says_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", ["No", "no.", "Yes", "0", "5", "$ 0", "None planned.", "Не", "N/A, see row 3", "Ok"]
)
def test_no_and_numbers_and_words_are_answers(text):
    assert not says_nothing(text)


@pytest.mark.parametrize("text", ["", ".", "n/a", "tbd"])
def test_a_reason_that_says_nothing_comes_back_with_what_to_do(text):
    with pytest.raises(ValidationError, match="Write why"):
        ReasonField(longest=500, needed="Write why.").clean(text)


def test_a_reason_in_words_passes_and_a_name_of_one_letter_does_too():
    assert ReasonField(longest=500, needed="Write why.").clean("Staff left.") == "Staff left."
    assert LineField(longest=500, needed="Write a name.").clean("X") == "X"
