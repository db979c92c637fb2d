"""A figure of a text against the indicator that counts the same things. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from checks.data import CheckInput, Finding, IndicatorReading, Text, finding_in
from checks.figures.phrases import MOST, NUMBER
from checks.words import (
    CONTEXT,
    ENDS_HEAD,
    LINKS,
    PERSONS,
    PLAIN_ADJECTIVES,
    WIDE,
    figure,
    is_year,
    sentences,
    stem,
)
from core.formatting import number

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
_VERB_WITHIN = 4  # words before the number
_VERBS = frozenset({"built", "held", "made"})
_CLAUSE_END = re.compile(r"[,;:.]\s")
_WORDS_OF_A_BARE_HEAD = 3  # other words of the title that the sentence must have


@dataclass(frozen=True, slots=True)
class _Subject:
    """What an indicator counts, in stems: its noun, the words before the noun, every other word of the title."""

    indicator_reading: IndicatorReading
    heads: frozenset[str]
    modifiers: frozenset[str]
    others: frozenset[str]
    unit: frozenset[str]
    is_percent: bool


@dataclass(frozen=True, slots=True)
class _Mention:
    """A figure of a text about an indicator, as it stands there, and whether it contradicts the value."""

    indicator_reading: IndicatorReading
    phrase: str
    told: Decimal
    differs: bool


def _subject(indicator_reading: IndicatorReading) -> _Subject:
    title = _COUNTED.sub("", indicator_reading.title)
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
    unit = {stem(word) for word in re.findall(r"[^\W\d_]+", indicator_reading.unit)}
    is_percent = "%" in indicator_reading.unit or bool(unit & {"percent", "percentage", "cent"})
    return _Subject(
        indicator_reading=indicator_reading,
        heads=frozenset(heads),
        modifiers=frozenset(modifiers),
        others=frozenset(words - heads),
        unit=frozenset() if is_percent else frozenset(unit),
        is_percent=is_percent,
    )


def _measures_of(text: Text, check_input: CheckInput) -> list[IndicatorReading]:
    """Return the readings that a text can be held against: its office's own, else the joint one, else the only one."""
    by_address: dict[str, list[IndicatorReading]] = {}
    for indicator_reading in check_input.indicator_readings:
        by_address.setdefault(indicator_reading.address, []).append(indicator_reading)
    chosen = []
    for readings in by_address.values():
        own = [reading for reading in readings if reading.office == text.office]
        joint = [reading for reading in readings if not reading.office]
        only = readings if not text.office and len(readings) == 1 else []
        chosen += (own or joint or only)[:1]
    return [indicator_reading for indicator_reading in chosen if indicator_reading.value is not None]


def _is_done(subject: _Subject, just_before: set[str], in_sentence: set[str]) -> bool:
    """Tell whether the title's verb stands before the number ("adopted 5 regulations") and nothing else is missing."""
    verbs = {word for word in subject.others if word.endswith("ed") or word in _VERBS}
    rest = subject.others - verbs
    return bool(verbs & just_before) and (not rest or bool(rest & in_sentence))


def _is_about(
    subject: _Subject, address: str, following: list[str], in_sentence: set[str], just_before: set[str]
) -> int:
    """Return how many words after the number lead to what the indicator counts, or 0 where it is something else."""
    for at, word in enumerate(following[:_HEAD_WITHIN]):
        if word in LINKS and not (at == 0 and word == "of"):
            return 0
        if word not in subject.heads and word not in subject.unit:
            continue
        before = set(following[:at]) - PLAIN_ADJECTIVES - {"of"}
        around = (before | set(following[at + 1 :])) & (subject.others | subject.heads) - {word}
        is_own = address == subject.indicator_reading.address
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
            fits = is_own or bool(around) or _is_done(subject, just_before, in_sentence)
        if fits:
            return at + 1
    return 0


def _differs(told: Decimal, before: str, sentence: str, indicator_reading: IndicatorReading) -> bool:
    """Tell whether a figure of a text contradicts a value; a smaller one is mostly a part of it."""
    value = indicator_reading.value or Decimal(0)
    room = abs(value) * _NEAR_ENOUGH if _ABOUT.search(before) else Decimal(0)
    if told > value + room:
        return True
    is_whole = (
        not indicator_reading.is_cumulative and _WHOLE.search(sentence) and not _AT_LEAST.search(before)
    )
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
        for found in islice(NUMBER.finditer(sentence), MOST):
            following = _FOLLOWING.match(sentence, found.end())
            told, before = figure(found[0]), sentence[max(0, found.start() - CONTEXT) : found.start()]
            if following is None or is_year(found[0]) or _AT_MOST.search(before):
                continue
            if _ANOTHER_FIGURE.search(before) or _PLANNED.match(sentence, found.end()):
                continue
            words = following[2].split()
            stems = [stem(word) for word in words]
            near = [subject for word in set(stems[:_HEAD_WITHIN]) for subject in subjects.get(word, ())]
            if not near:
                continue
            just_before = {stem(word) for word in _CLAUSE_END.split(before)[-1].split()[-_VERB_WITHIN:]}
            for subject in near:
                if subject.is_percent != bool(following[1]):
                    continue
                if in_sentence is None:
                    in_sentence = {stem(word) for word in re.findall(r"[^\W\d_][\w-]*", sentence)}
                length = _is_about(subject, text.address, stems, in_sentence, just_before)
                if length:
                    phrase = " ".join((found[0] + (following[1] or ""), *words[:length]))
                    differs = _differs(told, before, sentence, subject.indicator_reading)
                    yield _Mention(subject.indicator_reading, phrase, told, differs)


def figure_against_indicator(check_input: CheckInput) -> Iterator[Finding]:
    """Find figures in a text that are larger than the value of the indicator which counts the same things."""
    subjects_of: dict[str, dict[str, list[_Subject]]] = {}
    for text in check_input.texts:
        if not (text.tells and text.is_new):
            continue
        if text.office not in subjects_of:
            subjects_of[text.office] = _by_word(
                [_subject(indicator_reading) for indicator_reading in _measures_of(text, check_input)]
            )
        by_address: dict[str, list[_Mention]] = {}
        for mention in _mentions(text, subjects_of[text.office]):
            by_address.setdefault(mention.indicator_reading.address, []).append(mention)
        for told in by_address.values():
            indicator_reading = told[0].indicator_reading
            if any(mention.told == indicator_reading.value for mention in told):
                continue  # who gives the indicator's figure as well speaks of two things
            differing = [mention for mention in told if mention.differs]
            if not differing:
                continue
            phrase = max(differing, key=lambda mention: mention.told).phrase
            sentence = _(
                "The text says “%(phrase)s”, but indicator %(code)s has %(value)s. "
                "Correct the one that is wrong, or say in one sentence why they differ."
            ) % {"phrase": phrase, "code": indicator_reading.code, "value": number(indicator_reading.value)}
            yield finding_in(text, sentence, f"{phrase} {indicator_reading.code} {indicator_reading.value}")
