"""A number given twice, in words and in digits. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from checks.data import CheckInput, Finding, finding_in
from checks.figures.phrases import MOST, one_line
from checks.words import CONTEXT, DIGITS, SPELLED_ALONE, SPELLED_AT_END, figure, is_year, spelled
from core.formatting import number

_AFTER = re.compile(r"(?:\s+[^\W\d_][\w-]*){0,2}")
_FIGURE_IN_BRACKETS = re.compile(rf"\(\s*({DIGITS})\s*\)")
_WORDS_IN_BRACKETS = re.compile(rf"(?<![\w.,-])({DIGITS})\s*\(\s*([A-Za-z][A-Za-z -]{{2,60}})\s*\)")
_LAW = re.compile(r"\b(?:article|section|paragraph|chapter|part|phase|outcome|output|annex)\s+$", re.I)


def _spelled_pairs(text: str) -> Iterator[tuple[str, int, Decimal]]:
    """Yield each phrase that gives a number twice, with its number in words and in digits."""
    last_second = text.rfind("(2)")
    for found in islice(_FIGURE_IN_BRACKETS.finditer(text), MOST):
        start = max(0, found.start() - CONTEXT)
        words = SPELLED_AT_END.search(text, start, found.start())
        if words is None or _LAW.search(text, start, words.start()):
            continue
        worth, digits = spelled(words[1]), figure(found[1])
        is_first_of_a_list = digits == 1 and found.end() < last_second
        if worth is None or is_year(found[1]) or is_first_of_a_list:
            continue
        after = _AFTER.match(text, found.end())
        yield one_line(text[words.start() : after.end() if after else found.end()]), worth, digits
    for found in islice(_WORDS_IN_BRACKETS.finditer(text), MOST):
        worth = spelled(found[2]) if SPELLED_ALONE.fullmatch(found[2]) else None
        if worth is not None:
            after = _AFTER.match(text, found.end())
            yield (
                one_line(text[found.start() : after.end() if after else found.end()]),
                worth,
                figure(found[1]),
            )


def words_against_figures(check_input: CheckInput) -> Iterator[Finding]:
    """Find numbers given in words and in digits that disagree."""
    for text in check_input.texts:
        if "(" not in text.text or not text.is_new:
            continue
        seen = set()
        for phrase, worth, digits in _spelled_pairs(text.text):
            if worth == digits or phrase in seen:
                continue
            seen.add(phrase)
            sentence = _(
                "“%(phrase)s”: %(words)s in words, %(digits)s in figures. Correct the one that is wrong."
            ) % {"phrase": phrase, "words": number(worth), "digits": number(digits)}
            yield finding_in(text, sentence, phrase)
