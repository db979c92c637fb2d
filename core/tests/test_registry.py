"""What an upper app gives to a lower one is there, or its absence has a name."""

import pytest

from core.registry import NotFilled, Registered


def test_what_was_given_is_returned():
    letters: Registered[str] = Registered("the alphabet")
    letters.fill("abc")
    assert letters.get() == "abc"


def test_what_nobody_gave_is_named():
    letters: Registered[str] = Registered("the alphabet")
    with pytest.raises(NotFilled, match="the alphabet was not given"):
        letters.get()


def test_two_apps_cannot_give_the_same_thing_and_one_may_be_ready_twice():
    letters: Registered[str] = Registered("the alphabet")
    letters.fill("abc")
    letters.fill("abc")
    with pytest.raises(RuntimeError, match="given twice"):
        letters.fill("xyz")
    assert letters.get() == "abc"
