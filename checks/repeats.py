"""Points about the same words in two places of a report. Pure.

Sentences are compared without case, spaces and signs; almost equal ones only where they begin or end alike and hold
the same numbers and names, so that "25 judges in Osh" and "30 judges in Batken" stay two facts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from checks.data import CheckInput, Finding, Text

SHORTEST = 60  # characters; shorter sentences repeat by nature
FEWEST_WORDS = 8
ALIKE = 0.85  # share of equal words
NEIGHBOURS = 4  # almost equal sentences are looked for among so many with the same names and numbers,
COMPARED = 600  # in so many pairs of a whole report,
LONGEST = 120  # and among sentences of at most so many words: comparing words costs time
SHOWN = 60  # characters of the repeated words that the sentence shows
REASONS = frozenset({"variance_reason", "not_measured_because"})  # one cause may explain many figures

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Passage:
    source: int
    text: str
    words: tuple[str, ...]  # folded


def same_paragraph_twice(check_input: CheckInput) -> Iterator[Finding]:
    """Find passages that stand in two places, at the later one; one finding for each pair of places."""
    texts = check_input.texts
    first_seen: dict[str, _Passage] = {}
    alike = _Alike()
    paired: set[tuple[int, int]] = set()
    for source, text in enumerate(texts):
        if text.field in REASONS or len(text.text) < SHORTEST:
            continue
        for passage_text in _passages(text.text):
            words = tuple(_WORD.findall(passage_text.casefold()))
            if len(words) < FEWEST_WORDS:
                continue
            passage = _Passage(source, passage_text, words)
            earlier = first_seen.setdefault(" ".join(passage.words), passage)
            if earlier is passage:
                earlier = alike.earlier(passage) or passage
            pair = (earlier.source, source)
            if earlier.source == source or pair in paired or not _counts(texts[earlier.source], text):
                continue
            paired.add(pair)
            yield _finding(texts[earlier.source], text, passage)


def _passages(text: str) -> Iterator[str]:
    """Yield the sentences of a text, and the paragraphs whose sentences are all too short to count."""
    for line in text.split("\n"):
        if len(line) < SHORTEST:
            continue
        sentences = [piece.strip() for piece in _SENTENCE_END.split(line)]
        long_ones = [piece for piece in sentences if len(piece) >= SHORTEST]
        yield from long_ones or [line.strip()]


def _counts(earlier: Text, later: Text) -> bool:
    """Tell whether somebody can still change it: what an earlier report printed twice stays."""
    return earlier.is_new or later.is_new


class _Alike:
    """Remembers sentences by their names, numbers and first or last words, and finds almost equal ones."""

    def __init__(self) -> None:
        self._groups: dict[tuple[object, ...], list[_Passage]] = {}
        self._left = COMPARED

    def earlier(self, passage: _Passage) -> _Passage | None:
        """Return an almost equal sentence of another text, or None; remember this one."""
        if len(passage.words) > LONGEST:
            return None
        names = tuple(word for word in _WORD.findall(passage.text)[1:] if not word.islower())
        found: _Passage | None = None
        for key in ((names, passage.words[:3]), (names, "…", passage.words[-3:])):
            group = self._groups.setdefault(key, [])
            found = found or next((other for other in group if self._is_alike(other, passage)), None)
            if len(group) < NEIGHBOURS:
                group.append(passage)
        return found

    def _is_alike(self, one: _Passage, other: _Passage) -> bool:
        shorter, longer = sorted((len(one.words), len(other.words)))
        if one.source == other.source or 2 * shorter < ALIKE * (shorter + longer) or self._left <= 0:
            return False
        self._left -= 1
        matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
        return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _finding(earlier: Text, later: Text, passage: _Passage) -> Finding:
    words = " ".join(passage.text.split())
    shown = words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " …"
    where = earlier.where
    if earlier.office and earlier.office != later.office:
        where = f"{where} ({earlier.office})"
    return Finding(
        address=later.address,
        field=later.field,
        where=later.where,
        office=later.office,
        sentence=_(
            "The same words stand in %(where)s: “%(words)s” Tell it in one place and leave it out here."
        )
        % {"where": where, "words": shown},
        about=passage.text,
    )
