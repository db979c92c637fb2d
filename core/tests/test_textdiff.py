"""The difference of two texts: exact, and of bounded cost whatever people send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import textdiff
from core.textdiff import difference

TEXTS = st.text(alphabet="ab \n\u00a0é", max_size=60) | st.text(max_size=60)


def side(pieces, *ops):
    return "".join(text for op, text in pieces if op in ops)


@given(TEXTS, TEXTS)
def test_what_stays_and_what_went_is_the_old_text_and_what_stays_and_came_the_new_one(before, after):
    pieces = difference(before, after)
    assert side(pieces, "equal", "delete") == before
    assert side(pieces, "equal", "insert") == after
    assert all(text for _op, text in pieces)
    assert all(one[0] != other[0] for one, other in zip(pieces, pieces[1:], strict=False))


def longest(old, new):
    """Return the length of the longest common subsequence, by the book."""
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            best[i + 1][j + 1] = best[i][j] + 1 if a == b else max(best[i][j + 1], best[i + 1][j])
    return best[-1][-1]


@given(st.lists(st.sampled_from("abc"), max_size=25), st.lists(st.sampled_from("abcd"), max_size=25))
def test_as_many_words_stay_as_possible(old, new):
    pieces = difference(" ".join(old), " ".join(new))
    assert len(side(pieces, "equal").split()) == longest(old, new)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("the same", "the same", [("equal", "the same")]),
        ("", "new", [("insert", "new")]),
        ("old", "", [("delete", "old")]),
        ("a b", "a b c", [("equal", "a b"), ("insert", " c")]),
        ("b c", "a b c", [("insert", "a "), ("equal", "b c")]),
        ("a old c", "a new c", [("equal", "a "), ("delete", "old"), ("insert", "new"), ("equal", " c")]),
        ("a b", "a\n\nb", [("equal", "a"), ("delete", " "), ("insert", "\n\n"), ("equal", "b")]),
        (
            "in March 2021",
            "in May 2021",
            [("equal", "in "), ("delete", "March"), ("insert", "May"), ("equal", " 2021")],
        ),
    ],
)
def test_a_word_that_changed_is_shown_with_the_words_around_it_left_alone(before, after, pieces):
    assert difference(before, after) == pieces


def test_a_text_of_repeated_words_is_compared_to_the_end():
    """A comparison whose cost grows with the square of what repeats would never come back from these."""
    before, after = "a a b " * 490, "b a " * 740
    pieces = difference(before, after)
    assert side(pieces, "equal", "delete") == before
    assert side(pieces, "equal", "insert") == after
    assert len(side(pieces, "equal").split()) > 900


def test_two_rewritten_texts_of_twenty_thousand_characters_are_compared_word_by_word():
    before, after = "a b c d e " * 800, "e d c x a " * 800
    pieces = difference(before, after)
    assert [op for op, _text in pieces].count("equal") > 100
    assert side(pieces, "equal", "insert") == after


def test_beyond_the_limit_what_differs_is_shown_in_one_piece_and_its_frame_is_kept(monkeypatch):
    monkeypatch.setattr(textdiff, "MOST_PAIRS", 8)
    assert difference("so a b c end", "so c a b end") == [
        ("equal", "so "),
        ("delete", "a b c"),
        ("insert", "c a b"),
        ("equal", " end"),
    ]
