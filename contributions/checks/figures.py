"""Rules about figures inside texts: words against digits, parts against their total, a text against its indicator."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from contributions.checks.data import Finding, Material, Measure, Text
from contributions.checks.words import (
    CONTEXT,
    DIGITS,
    ENDS_HEAD,
    LINKS,
    NO_PART,
    PERSONS,
    PLAIN_ADJECTIVES,
    SPELLED,
    SPELLED_ALONE,
    SPELLED_AT_END,
    THINGS,
    WIDE,
    YEARS,
    figure,
    sentence_start,
    sentences,
    spelled,
    stem,
)
from core.formatting import number

SHOWN = 140  # characters of a phrase that a sentence quotes

_AFTER = re.compile(r"(?:\s+[^\W\d_][\w-]*){0,2}")
_FIGURE_IN_BRACKETS = re.compile(rf"\(\s*({DIGITS})\s*\)")
_WORDS_IN_BRACKETS = re.compile(rf"(?<![\w.,-])({DIGITS})\s*\(\s*([A-Za-z][A-Za-z -]{{2,60}})\s*\)")
_LAW = re.compile(r"\b(?:article|section|paragraph|chapter|part|phase|outcome|output|annex)\s+$", re.I)


def _point(text: Text, sentence: str, about: str) -> Finding:
    return Finding(
        place=text.place,
        sentence=sentence,
        where=text.where,
        field=text.field,
        office=text.office,
        about=about,
    )


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _shown(phrase: str) -> str:
    return phrase if len(phrase) <= SHOWN else phrase[:SHOWN].rsplit(" ", 1)[0] + " …"


def _spelled_pairs(text: str) -> Iterator[tuple[str, int, Decimal]]:
    """Yield each phrase that gives a number twice, with its number in words and in digits."""
    last_second = text.rfind("(2)")
    for found in _FIGURE_IN_BRACKETS.finditer(text):
        start = max(0, found.start() - CONTEXT)
        words = SPELLED_AT_END.search(text, start, found.start())
        if words is None or _LAW.search(text, start, words.start()):
            continue
        worth, digits = spelled(words[1]), figure(found[1])
        is_year = digits in YEARS and "," not in found[1]
        is_first_of_a_list = digits == 1 and found.end() < last_second
        if worth is None or is_year or is_first_of_a_list:
            continue
        after = _AFTER.match(text, found.end())
        yield _one_line(text[words.start() : after.end() if after else found.end()]), worth, digits
    for found in _WORDS_IN_BRACKETS.finditer(text):
        worth = spelled(found[2]) if SPELLED_ALONE.fullmatch(found[2]) else None
        if worth is not None:
            after = _AFTER.match(text, found.end())
            yield (
                _one_line(text[found.start() : after.end() if after else found.end()]),
                worth,
                figure(found[1]),
            )


def words_against_figures(material: Material) -> Iterator[Finding]:
    """Find numbers given in words and in digits that disagree."""
    for text in material.texts:
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
            yield _point(text, sentence, phrase)


# -- sums ---------------------------------------------------------------------------------------------------------

_SEX = r"wom[ae]n|m[ae]n|females?|males?|girls?|boys?"
_MALE = re.compile(r"\b(?:m[ae]n|males?|boys?)\b", re.I)
_FEMALE = re.compile(r"\b(?:wom[ae]n|females?|girls?)\b", re.I)
_PEOPLE_PART = rf"(?:({DIGITS})\s+(?:{_SEX})|(?:{_SEX})\s*[:–—-]?\s*({DIGITS}))"
_PEOPLE_PARTS = re.compile(
    rf"\s*{_PEOPLE_PART}(?:\s*(?:,|;|/|\+|&|\band\b)\s*(?:and\s+)?{_PEOPLE_PART})+\s*", re.I
)
_BRACKETS = re.compile(r"\(([^()\n]{6,80})\)")
_NUMBER = re.compile(rf"(?<![\w.,#№/-])(?:{DIGITS})(?![\w/]|-\d)")
_TOTAL_BEFORE = re.compile(rf"(?<![\w.,#№/-])({DIGITS})((?:\s+[^\W\d_][\w’'-]*){{1,5}})\s*$")
_HEDGED = re.compile(
    r"\b(?:more than|over|above|at least|about|around|approximately|approx\.?|nearly|almost|up to|some|under|"
    r"less than|fewer than|below)\s+$",
    re.I,
)
_PLACED = re.compile(r"\b(?:in|across|at|from|during|within|over|under|per|№|no\.?|nr\.?)\s+$", re.I)

_NUMERAL = rf"(?:{DIGITS}|{SPELLED})"
_LIST_TOTAL = re.compile(rf"(?<![\w.,#№/-])({_NUMERAL})((?:\s+[^\W\d_][\w’'-]*){{1,3}})\s*$", re.I)
_NEXT_PART = re.compile(rf"\s*(?:[,;]|\band\b)\s*(?:and\s+)?(?={_NUMERAL}\s)", re.I)
_PART = re.compile(rf"\s*({_NUMERAL})\s+([^\W\d_][^\d%$€]*)", re.I)
LONGEST_LIST = 500  # characters
_LIST_END = re.compile(r"[.!?](?:\s|$)|\n|$")
_OPEN_LIST = re.compile(r"\b(?:other|others|several|some|many|etc|more|further)\b", re.I)


def _worth(numeral: str) -> Decimal | None:
    if numeral[0].isdigit():
        return figure(numeral)
    worth = spelled(numeral)
    return None if worth is None else Decimal(worth)


def _people_sums(text: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yield "N people (a women and b men)" as phrase, N and a + b, where N can only be the total."""
    for found in _BRACKETS.finditer(text):
        parts = found[1]
        if not (_PEOPLE_PARTS.fullmatch(parts) and _MALE.search(parts) and _FEMALE.search(parts)):
            continue
        start = sentence_start(text, found.start())
        before = text[start : found.start()]
        total = _TOTAL_BEFORE.search(before)
        if (
            total is None
            or _HEDGED.search(before[: total.start()])
            or _PLACED.search(before[: total.start()])
        ):
            continue
        added = sum((figure(digits[0]) for digits in re.finditer(DIGITS, parts)), Decimal(0))
        # "48 staff of 8 offices (31 women, 17 men)": any number of the sentence may be the total.
        if any(figure(other[0]) == added for other in _NUMBER.finditer(before)):
            continue
        yield _one_line(total[0] + found[0]), figure(total[1]), added


def _kinds(words: str) -> set[str]:
    return {stem(word) for word in re.findall(r"[^\W\d_]+", words)}


def _are_parts_of(total_words: str, parts: list[str]) -> bool:
    """Tell whether the parts can be parts of the total: things of things, people of people."""
    whole = _kinds(total_words)
    heads = [_kinds(" ".join(part.split()[:4])) for part in parts]
    if any(head & NO_PART for head in heads):
        return False
    if whole & PERSONS:
        return all(head & PERSONS for head in heads)
    return bool(whole & THINGS) and not any(head & PERSONS for head in heads)


def _list_sums(text: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yield "N things: a x, b y and c z" as phrase, N and a + b + c, where each part begins with its number."""
    for colon in (found.start() for found in re.finditer(":", text)):
        start = sentence_start(text, colon)
        total = _LIST_TOTAL.search(text, start, colon)
        if (
            total is None
            or _HEDGED.search(text, start, total.start())
            or _PLACED.search(text, start, total.start())
        ):
            continue
        end = _LIST_END.search(text, colon + 1, colon + 1 + LONGEST_LIST)
        if end is None or (end.start() == colon + 1 + LONGEST_LIST < len(text)):
            continue
        listed = text[colon + 1 : end.start()]
        parts = [_PART.fullmatch(part) for part in _NEXT_PART.split(listed.rstrip(" ,;"))]
        worth = _worth(total[1])
        if len(parts) < 2 or worth is None or _OPEN_LIST.search(listed):
            continue
        worths = [_worth(part[1]) for part in parts if part]
        if (
            len(worths) < len(parts)
            or None in worths
            or not _are_parts_of(total[2], [p[2] for p in parts if p])
        ):
            continue
        yield _one_line(total[0] + ":" + listed), worth, sum((w for w in worths if w is not None), Decimal(0))


def sum_does_not_add_up(material: Material) -> Iterator[Finding]:
    """Find a total whose parts, given beside it, add up to something else."""
    for text in material.texts:
        if not text.is_new:
            continue
        seen = set()
        for phrase, total, added in (*_people_sums(text.text), *_list_sums(text.text)):
            if total == added or phrase in seen:
                continue
            seen.add(phrase)
            sentence = _(
                "“%(phrase)s”: the total is %(total)s, its parts add up to %(added)s. "
                "Correct the figure that is wrong, or say in one sentence why they differ."
            ) % {"phrase": _shown(phrase), "total": number(total), "added": number(added)}
            yield _point(text, sentence, phrase)


# -- a text against its indicator ---------------------------------------------------------------------------------

_COUNTED = re.compile(
    r"^\s*(?:total\s+)?(?:(?:number|no\.?|nr\.?|percentage|per\s?cent|share|proportion|ratio|rate)\s+of|[#%])\s*(?:the\s+)?",
    re.I,
)
_TITLE_WORD = re.compile(r"[^\W\d_][\w’'-]*|[(,;:]")
_FOLLOWING = re.compile(r"(\s*%|\s+per\s?cent\b)?((?:\s+[^\W\d_][\w’'-]*){1,8})")
_AT_MOST = re.compile(r"\b(?:less than|fewer than|under|up to|below|nearly|almost|at most)\s+$", re.I)
_AT_LEAST = re.compile(r"\b(?:more than|over|above|at least)\s+$", re.I)
_ABOUT = re.compile(r"\b(?:about|around|approximately|approx\.?|some)\s+$", re.I)
_ANOTHER_FIGURE = re.compile(
    r"\b(?:will|plan\w*|target\w*|aim\w*|expect\w*|baseline|out\s+of)\b[^.;]{0,40}$", re.I
)
_PLANNED = re.compile(r"[^.;,]{0,60}\b(?:will|(?:is|are)\s+(?:planned|expected|foreseen))\b", re.I)
_WHOLE = re.compile(r"\b(?:in total|total of|totally|altogether|in all|overall)\b", re.I)
_NEAR_ENOUGH = Decimal("0.1")  # "about 180" is no other figure than 176
_HEAD_WITHIN = 4  # words after the number
_WORDS_OF_A_BARE_HEAD = 3  # other words of the title that the sentence must have


@dataclass(frozen=True, slots=True)
class _Subject:
    """What an indicator counts, in stems: its noun, the words before the noun, every other word of the title."""

    measure: Measure
    heads: frozenset[str]
    modifiers: frozenset[str]
    others: frozenset[str]
    unit: frozenset[str]
    is_percent: bool


@dataclass(frozen=True, slots=True)
class _Mention:
    """A figure of a text about an indicator, as it stands there, and whether it contradicts the value."""

    measure: Measure
    phrase: str
    told: Decimal
    differs: bool


def _subject(measure: Measure) -> _Subject:
    title = _COUNTED.sub("", measure.title)
    groups: list[list[str]] = [[]]
    for word in _TITLE_WORD.findall(title):
        small = word.lower()
        if small in ("and", "or") and groups[-1]:
            groups.append([])
        elif small in LINKS or small in ENDS_HEAD or (groups[-1] and small.endswith(("ed", "ly"))):
            break
        else:
            groups[-1].append(stem(word))
    heads = {group[-1] for group in groups if group}
    modifiers = {word for group in groups for word in group[:-1]}
    words = {stem(word) for word in re.findall(r"[^\W\d_][\w-]*", title) if word.lower() not in LINKS}
    unit = {stem(word) for word in re.findall(r"[^\W\d_]+", measure.unit)}
    is_percent = "%" in measure.unit or bool(unit & {"percent", "percentage", "cent"})
    return _Subject(
        measure=measure,
        heads=frozenset(heads),
        modifiers=frozenset(modifiers),
        others=frozenset(words - heads),
        unit=frozenset() if is_percent else frozenset(unit),
        is_percent=is_percent,
    )


def _measures_of(text: Text, material: Material) -> list[Measure]:
    """Return the readings that a text can be held against: its office's own, else the joint one, else the only one."""
    by_place: dict[str, list[Measure]] = {}
    for measure in material.measures:
        by_place.setdefault(measure.place, []).append(measure)
    chosen = []
    for readings in by_place.values():
        own = [reading for reading in readings if reading.office == text.office]
        joint = [reading for reading in readings if not reading.office]
        only = readings if not text.office and len(readings) == 1 else []
        chosen += (own or joint or only)[:1]
    return [measure for measure in chosen if measure.value is not None]


def _is_about(subject: _Subject, place: str, following: list[str], in_sentence: set[str]) -> int:
    """Return how many words after the number lead to what the indicator counts, or 0 where it is something else."""
    for at, word in enumerate(following[:_HEAD_WITHIN]):
        if word in LINKS and not (at == 0 and word == "of"):
            return 0
        if word not in subject.heads and word not in subject.unit:
            continue
        before = set(following[:at]) - PLAIN_ADJECTIVES - {"of"}
        around = (before | set(following[at + 1 :])) & (subject.others | subject.heads) - {word}
        is_own = place == subject.measure.place
        if word in WIDE or word not in subject.heads:
            fits = len(around) >= 2 or is_own
        elif subject.modifiers & before:
            # People are counted in many ways: trained, employed, asked. One more word of the title must agree.
            fits = word not in PERSONS or is_own or bool(in_sentence & (subject.others - subject.modifiers))
        elif before or subject.modifiers:
            # A bare noun ("800 examinations") is the indicator's where the sentence speaks of it; "139 probation
            # staff" is never "prison staff".
            fits = not before and (is_own or len(in_sentence & subject.others) >= _WORDS_OF_A_BARE_HEAD)
        else:
            fits = is_own or bool(around)
        if fits:
            return at + 1
    return 0


def _differs(told: Decimal, before: str, sentence: str, measure: Measure) -> bool:
    """Tell whether a figure of a text contradicts a value; a smaller one is mostly a part of it."""
    value = measure.value or Decimal(0)
    room = abs(value) * _NEAR_ENOUGH if _ABOUT.search(before) else Decimal(0)
    if told > value + room:
        return True
    is_whole = not measure.is_cumulative and _WHOLE.search(sentence) and not _AT_LEAST.search(before)
    return bool(is_whole) and told < value - room


def _by_word(subjects: list[_Subject]) -> dict[str, list[_Subject]]:
    """Index what indicators count by the nouns that a text may use for it."""
    index: dict[str, list[_Subject]] = {}
    for subject in subjects:
        for word in subject.heads | subject.unit:
            index.setdefault(word, []).append(subject)
    return index


def _mentions(text: Text, subjects: dict[str, list[_Subject]]) -> Iterator[_Mention]:
    """Yield the figures of a text that count what an indicator counts; targets, plans and limits are left out."""
    for sentence in sentences(text.text):
        in_sentence: set[str] | None = None
        for found in _NUMBER.finditer(sentence):
            following = _FOLLOWING.match(sentence, found.end())
            told, before = figure(found[0]), sentence[max(0, found.start() - CONTEXT) : found.start()]
            is_year = told in YEARS and "," not in found[0]
            if following is None or is_year or _AT_MOST.search(before):
                continue
            if _ANOTHER_FIGURE.search(before) or _PLANNED.match(sentence, found.end()):
                continue
            words = following[2].split()
            stems = [stem(word) for word in words]
            near = [subject for word in set(stems[:_HEAD_WITHIN]) for subject in subjects.get(word, ())]
            for subject in near:
                if subject.is_percent != bool(following[1]):
                    continue
                if in_sentence is None:
                    in_sentence = {stem(word) for word in re.findall(r"[^\W\d_][\w-]*", sentence)}
                length = _is_about(subject, text.place, stems, in_sentence)
                if length:
                    phrase = " ".join((found[0] + (following[1] or ""), *words[:length]))
                    differs = _differs(told, before, sentence, subject.measure)
                    yield _Mention(subject.measure, phrase, told, differs)


def figure_against_indicator(material: Material) -> Iterator[Finding]:
    """Find figures in a text that are larger than the value of the indicator which counts the same things."""
    subjects_of: dict[str, dict[str, list[_Subject]]] = {}
    for text in material.texts:
        if not (text.tells and text.is_new):
            continue
        if text.office not in subjects_of:
            subjects_of[text.office] = _by_word(
                [_subject(measure) for measure in _measures_of(text, material)]
            )
        by_place: dict[str, list[_Mention]] = {}
        for mention in _mentions(text, subjects_of[text.office]):
            by_place.setdefault(mention.measure.place, []).append(mention)
        for told in by_place.values():
            measure = told[0].measure
            if any(mention.told == measure.value for mention in told):
                continue  # who gives the indicator's figure as well speaks of two things
            differing = [mention for mention in told if mention.differs]
            if not differing:
                continue
            phrase = max(differing, key=lambda mention: mention.told).phrase
            sentence = _(
                "The text says “%(phrase)s”, but indicator %(code)s has %(value)s. "
                "Correct the one that is wrong, or say in one sentence why they differ."
            ) % {"phrase": phrase, "code": measure.code, "value": number(measure.value)}
            yield _point(text, sentence, f"{phrase} {measure.code} {measure.value}")
