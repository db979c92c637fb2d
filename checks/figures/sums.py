"""A total whose parts, given beside it, add up to something else. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from checks.data import CheckInput, Finding, finding_in
from checks.figures.phrases import HEDGED, MOST, NUMBER, PLACED, one_line, shown
from checks.words import (
    ANYBODY,
    DIGITS,
    EVENTS,
    NO_PART,
    PAPERS,
    PERSONS,
    SPELLED,
    THINGS,
    WIDE_EVENTS,
    WIDE_PAPERS,
    figure,
    sentence_start,
    spelled,
    stem,
)
from core.formatting import number

_D = rf"(?:{DIGITS})"
_SEX = r"wom[ae]n|m[ae]n|females?|males?|girls?|boys?|(?-i:[FMW])(?![\w.’'])"
_MALE = re.compile(r"\b(?:m[ae]n|males?|boys?|(?-i:M))\b", re.I)
_FEMALE = re.compile(r"\b(?:wom[ae]n|females?|girls?|(?-i:[FW]))\b", re.I)
_PEOPLE_PART = rf"(?:({DIGITS})\s+(?:{_SEX})|(?:{_SEX})\s*[:–—-]?\s*({DIGITS}))"
_PEOPLE_PARTS = re.compile(
    rf"\s*{_PEOPLE_PART}(?:\s*(?:,|;|/|\+|&|\band\b)\s*(?:and\s+)?{_PEOPLE_PART})+\s*", re.I
)
_BRACKETS = re.compile(r"\(([^()\n]{6,80})\)")
_TOTAL_BEFORE = re.compile(rf"(?<![\w.,#№/-])({DIGITS})((?:\s+[^\W\d_][\w’'-]*){{1,5}})\s*$")
# "120 participants, of whom 70 women and 60 men", "45 people, 25 women and 30 men,"
_BESIDE = re.compile(
    rf"(?P<part>\b(?:including|incl\.|of\s+(?:whom|which|them)|among\s+(?:them|whom)):?|,)\s*"
    rf"(?P<pair>{_D}\s+(?:were\s+)?(?:{_SEX})\s*(?:,|&|/|\band\b)\s*(?:and\s+)?{_D}\s+(?:were\s+)?(?:{_SEX}))\b"
    r"(?P<end>\s*(?:[,;.)]|$))?",
    re.I,
)

_HEAD_END = re.compile(r"\s(?:of|for|in|with|from|to|at|on|by|and|or)\s", re.I)

_NUMERAL = rf"(?:{DIGITS}|{SPELLED})"
_LIST_TOTAL = re.compile(rf"(?<![\w.,#№/-])({_NUMERAL})((?:\s+[^\W\d_][\w’'-]*){{1,3}})\s*$", re.I)
_NEXT_PART = re.compile(rf"\s*(?:[,;]|\band\b)\s*(?:and\s+)?(?={_NUMERAL}\s)", re.I)
_PART = re.compile(rf"\s*({_NUMERAL})\s+([^\W\d_][^\d%$€]*)", re.I)
LONGEST_LIST = 500  # characters
_LIST_END = re.compile(r"[.!?](?:\s|$)|\n|$")
_LIST_IN_BRACKETS = re.compile(rf"\(([^()\n]{{6,{LONGEST_LIST}}})\)")
_OPEN_LIST = re.compile(r"\b(?:other|others|several|some|many|etc|more|further)\b", re.I)
_AT_PLACE = re.compile(r"in\s+[A-ZА-Я]")
# "25 people in Osh, 30 in Batken and 20 in Jalal-Abad, 85 in all"
_IN_ALL = re.compile(rf"(?<![\w.,#№/-])({DIGITS})\s+(?:[a-z]+\s+)?(?:in\s+all|in\s+total|altogether)\b", re.I)
_PLACE = r"in\s+[A-ZА-Я][\w’'-]*(?:\s+[A-ZА-Я][\w’'-]*)?"
_WORDS = r"(?:\s+[^\W\d_][\w’'-]*)"
_OVER_PLACES = re.compile(
    rf"(?<![\w.,#№/-]){_D}{_WORDS}{{1,4}}?\s+{_PLACE}"
    rf"(?:(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+){_D}{_WORDS}{{0,3}}?\s+{_PLACE})+[\s,;:–—-]*(?:or\s+|and\s+)?$"
)


def _worth(numeral: str) -> Decimal | None:
    if numeral[0].isdigit():
        return figure(numeral)
    worth = spelled(numeral)
    return None if worth is None else Decimal(worth)


def _is_vague(text: str, start: int, end: int) -> bool:
    """Tell whether the number at the end of a stretch is no exact total: "over 500", "in 8 regions"."""
    return bool(HEDGED.search(text, start, end) or PLACED.search(text, start, end))


def _digits_of(words: str) -> Decimal:
    return sum((figure(digits[0]) for digits in re.finditer(DIGITS, words)), Decimal(0))


def _people_sums(text: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yield "N people (a women and b men)" as phrase, N and a + b, where N can only be the total."""
    for found in islice(_BRACKETS.finditer(text), MOST):
        parts = found[1]
        if not (_PEOPLE_PARTS.fullmatch(parts) and _MALE.search(parts) and _FEMALE.search(parts)):
            continue
        start = sentence_start(text, found.start())
        before = text[start : found.start()]
        total = _TOTAL_BEFORE.search(before)
        if total is None or _is_vague(before, 0, total.start()) or _is_of_things(total[2]):
            continue
        added = _digits_of(parts)
        # "48 staff of 8 offices (31 women, 17 men)": any number of the sentence may be the total.
        if any(figure(other[0]) == added for other in NUMBER.finditer(before)):
            continue
        yield one_line(total[0] + found[0]), figure(total[1]), added


def _people_beside(text: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yield "N people, of whom a women and b men" where the two are more than all, or stand alone for them."""
    for found in islice(_BESIDE.finditer(text), MOST):
        pair = found["pair"]
        if not (_MALE.search(pair) and _FEMALE.search(pair)):
            continue  # "70 women and 60 young people" are no parts of one whole
        start = sentence_start(text, found.start())
        before = text[start : found.start()].rstrip(" ,(–—-")
        total = _TOTAL_BEFORE.search(before)
        if total is None or _is_vague(before, 0, total.start()):
            continue
        head = _kinds(_HEAD_END.split(total[2])[0])
        whole, added = figure(total[1]), _digits_of(pair)
        is_part = found["part"] != ","
        # Parts may leave somebody out; two women's and men's figures after a comma are the whole only before its end.
        fits = added > whole and head & PERSONS if is_part else found["end"] is not None and head & ANYBODY
        if not fits or any(figure(other[0]) == added for other in NUMBER.finditer(before)):
            continue
        yield one_line(text[start + total.start() : found.end("pair")]), whole, added


def _kinds(words: str) -> set[str]:
    return {stem(word) for word in re.findall(r"[^\W\d_]+", words)}


def _is_of_things(words: str) -> bool:
    """Tell whether "meetings" or "trainings for staff" are counted, and not people."""
    head = _kinds(_HEAD_END.split(words)[0])
    return bool(head & (THINGS | EVENTS | PAPERS)) and not head & PERSONS


def _are_parts_of(total_words: str, parts: list[str], *, is_strict: bool) -> bool:
    """Tell whether the parts can be parts of the total: things of things, people of people.

    In brackets (strict) much else may stand: there, events are only added to events and papers to papers.
    """
    whole = _kinds(total_words)
    heads = [_kinds(" ".join(part.split()[:4])) for part in parts]
    if any(head & NO_PART for head in heads):
        return False
    if is_strict:
        return any(
            whole & wide and all(head & kind for head in heads)
            for wide, kind in ((WIDE_EVENTS, EVENTS), (WIDE_PAPERS, PAPERS))
        )
    if whole & PERSONS:
        return all(head & PERSONS for head in heads)
    return bool(whole & THINGS) and not any(head & PERSONS for head in heads)


def _added(total: re.Match[str], listed: str, *, is_strict: bool) -> tuple[Decimal, Decimal] | None:
    """Return a total and the sum of the parts listed beside it, or None where the list is no sum."""
    parts = [_PART.fullmatch(part) for part in _NEXT_PART.split(listed.rstrip(" ,;"))]
    whole = _worth(total[1])
    if len(parts) < 2 or whole is None or _OPEN_LIST.search(listed):
        return None
    told = [part[2] for part in parts if part]
    worths = [worth for part in parts if part and (worth := _worth(part[1])) is not None]
    if len(worths) < len(parts):
        return None
    added = sum(worths, Decimal(0))
    if all(map(_AT_PLACE.match, told)):
        # "3 trainings: 25 in Osh and 20 in Batken" counts people; in brackets a place or two may be an example.
        fits = max(worths) < whole and (added > whole or not is_strict)
    else:
        fits = _are_parts_of(total[2], told, is_strict=is_strict)
    return (whole, added) if fits else None


def _list_sums(text: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yield "N things: a x, b y and c z" as phrase, N and a + b + c, where each part begins with its number."""
    for colon in (found.start() for found in islice(re.finditer(":", text), MOST)):
        start = sentence_start(text, colon)
        total = _LIST_TOTAL.search(text, start, colon)
        if total is None or _is_vague(text, start, total.start()):
            continue
        end = _LIST_END.search(text, colon + 1, colon + 1 + LONGEST_LIST)
        if end is None or (end.start() == colon + 1 + LONGEST_LIST < len(text)):
            continue
        listed = text[colon + 1 : end.start()]
        if sums := _added(total, listed, is_strict=False):
            yield one_line(total[0] + ":" + listed), *sums
    for found in islice(_LIST_IN_BRACKETS.finditer(text), MOST):
        start = sentence_start(text, found.start())
        total = _LIST_TOTAL.search(text, start, found.start())
        if total is None or _is_vague(text, start, total.start()) or _PEOPLE_PARTS.fullmatch(found[1]):
            continue
        if sums := _added(total, found[1], is_strict=True):
            yield one_line(total[0] + found[0]), *sums


def _address_sums(text: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yield "a people in X, b in Y and c in Z, N in all" as phrase, N and a + b + c."""
    for found in islice(_IN_ALL.finditer(text), MOST):
        start = sentence_start(text, found.start(), LONGEST_LIST // 2)
        parts = _OVER_PLACES.search(text, start, found.start())
        if parts is None or HEDGED.search(text, start, parts.start()):
            continue
        yield one_line(parts[0] + found[0]), figure(found[1]), _digits_of(parts[0])


def _sums(text: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    yield from _people_sums(text)
    yield from _people_beside(text)
    yield from _list_sums(text)
    yield from _address_sums(text)


def sum_does_not_add_up(check_input: CheckInput) -> Iterator[Finding]:
    """Find a total whose parts, given beside it, add up to something else."""
    for text in check_input.texts:
        if not text.is_new:
            continue
        seen = set()
        for phrase, total, added in _sums(text.text):
            if total == added or phrase in seen:
                continue
            seen.add(phrase)
            sentence = _(
                "“%(phrase)s”: the total is %(total)s, its parts add up to %(added)s. "
                "Correct the figure that is wrong, or say in one sentence why they differ."
            ) % {"phrase": shown(phrase), "total": number(total), "added": number(added)}
            yield finding_in(text, sentence, phrase)
