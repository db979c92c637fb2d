"""Rules about wording: acronyms, jargon, plans where results are asked, letters of another script."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checks.data import CheckInput, Finding, finding_in
from checks.plans import AIM, is_aim, plans_in
from checks.words import JARGON, KNOWN_ACRONYMS, ROMAN, URL, sentences, without_quotes

# "PVE", and names of ministries and papers with a small o: "MoJ", "MoES", "ToR"
_SHORT = r"[A-Z]{2,6}|[A-Z]{1,2}o[A-Z]{1,4}"
ACRONYM = re.compile(rf"(?<![\w@&.#-])({_SHORT})(?:s|es)?(?![\w&]|-\d)")
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Zo&/-]{1,6})s?\)")
_BEFORE_BRACKETS = re.compile(rf"(?<!\w)({_SHORT})s?(?:\s+[a-z]+)?\s*\(([^()\n]{{6,120}})\)")
_WORD = re.compile(r"[^\W\d_]{4,6}")
# "BATKEN", "URGENT": a word in capitals can be spoken; short forms that can be spoken have five letters mostly.
_SPOKEN = re.compile(r"(?!UN)(?=.*[AEIOUY].*[AEIOUY])(?!.*[^AEIOUY]{4})(?!.*[AEIOU]{3})[A-Z]{6}")
_LETTERS = re.compile(r"[^\W\d_]")
_NAME_LENGTH = 120  # characters before "(ABC)" in which the full name is looked for

_JARGON = tuple((letters, re.compile(rf"\b{words}\b", re.I), plain) for letters, words, plain in JARGON)
_JARGON_SHOWN = 3

_LATIN = "A-Za-z\u00c0-\u024f"
_CYRILLIC = "\u0400-\u052f"
_GREEK = "\u0370-\u03ff"
_OTHER_SCRIPT = re.compile(f"[{_CYRILLIC}{_GREEK}]")
_MIXED = re.compile(
    rf"[^\W\d_]{{0,40}}(?:[{_LATIN}][{_CYRILLIC}{_GREEK}]|[{_CYRILLIC}][{_LATIN}{_GREEK}]|[{_GREEK}][{_LATIN}{_CYRILLIC}])"
    r"[^\W\d_]{0,40}"
)
_WITH_ENDING = re.compile(rf"[A-Z]{{2,}}[{_CYRILLIC}]+")  # a Russian or Kyrgyz ending on an acronym
_MIXED_SHOWN = 3


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _initials(words: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", words)).upper()


def _explained(text: str) -> Iterator[str]:
    """Yield the acronyms that a text explains: a name with that initial stands before or inside the brackets."""
    for found in _IN_BRACKETS.finditer(text):
        before = text[max(0, found.start() - _NAME_LENGTH) : found.start()].rsplit("\n", 1)[-1]
        if found[1][0] in _initials(before)[-len(found[1]) - 4 :]:
            yield found[1]
    for found in _BEFORE_BRACKETS.finditer(text):
        if " " in found[2].strip() and found[1][0] in _initials(found[2])[:3]:
            yield found[1]


def _is_shouted(line: str) -> bool:
    """Tell whether a line is written in capitals as a whole, as headings are."""
    letters = _LETTERS.findall(line)
    return len(letters) > 12 and sum(letter.isupper() for letter in letters) > len(letters) / 2


def _acronyms(text: str) -> Iterator[str]:
    for line in URL.sub(" ", text).split("\n"):
        found = ACRONYM.findall(line)
        if found and not _is_shouted(line):
            yield from found


def _shouted(words: Iterable[str], texts: Iterable[str]) -> set[str]:
    """Return those of some words that are ordinary ones in capitals: in small letters they stand in a text."""
    asked = {word for word in words if len(word) > 3 and word.isupper()}
    if not asked:
        return set()
    usual = {word.upper() for text in texts for word in _WORD.findall(text) if not word.isupper()}
    return {word for word in asked if word in usual or _SPOKEN.fullmatch(word)}


def acronym_unexplained(check_input: CheckInput) -> Iterator[Finding]:
    """Find acronyms that no text explains: one point per text, for those that stand there first."""
    known = set(KNOWN_ACRONYMS)
    offices = {
        part.office
        for parts in (check_input.texts, check_input.rows, check_input.indicator_readings)
        for part in parts
    }
    known.update(word.upper() for office in offices for word in office.split())
    for text in check_input.texts:
        if "(" in text.text:
            known.update(_explained(text.text))
    for title in (
        part.title for parts in (check_input.rows, check_input.indicator_readings) for part in parts
    ):
        known.update(_explained(title))
    used = [
        (
            text,
            [
                acronym
                for acronym in dict.fromkeys(_acronyms(text.text))
                if acronym not in known and not ROMAN.fullmatch(acronym)
            ],
        )
        for text in check_input.texts
        if text.is_new
    ]
    shouted = _shouted(
        (one for _text, found in used for one in found), (text.text for text in check_input.texts)
    )
    known |= shouted
    for text, found in used:
        new = [acronym for acronym in found if acronym not in known]
        if not new:
            continue
        known.update(new)
        sentence = ngettext(
            "Explain %(acronyms)s at its first place: the full name, then the short form in brackets.",
            "Explain %(acronyms)s at their first place: the full name, then the short form in brackets.",
            len(new),
        ) % {"acronyms": _quoted(new)}
        yield finding_in(text, sentence, " ".join(new))


def jargon(check_input: CheckInput) -> Iterator[Finding]:
    """Find phrases of UN reports that have plain words: one point per text, naming at most three."""
    for text in check_input.texts:
        if not text.is_new:
            continue
        small = text.text.lower()
        # Most texts have none of these letters, and finding that out costs a tenth of the patterns.
        used = [
            (found[0], plain)
            for letters, words, plain in _JARGON
            if letters in small and (found := words.search(text.text))
        ]
        if not used:
            continue
        advice = "; ".join(
            _("“%(phrase)s”: %(plain)s") % {"phrase": phrase, "plain": _(plain)}
            for phrase, plain in used[:_JARGON_SHOWN]
        )
        sentence = _("Say it in plain words. %(advice)s.") % {"advice": advice}
        yield finding_in(text, sentence, " ".join(sorted(phrase.lower() for phrase, _plain in used)))


def aims_not_achievements(check_input: CheckInput) -> Iterator[Finding]:
    """Find texts that mostly speak of plans where results are asked: one point per text.

    Work that has not started has plans alone to tell of.
    """
    waiting = {(row.address, row.office) for row in check_input.rows if row.status == "not_started"}
    for text in check_input.texts:
        if not (text.tells and text.is_new) or (text.address, text.office) in waiting:
            continue
        if not AIM.search(text.text):
            continue
        parts = sentences(without_quotes(text.text))
        aims = [part for part in parts if is_aim(part)]
        if len(aims) * 2 <= len(parts):
            continue
        words = next(plans_in(aims[0]), None)
        sentence = _(
            "This text speaks mostly of plans (“%(words)s”). Write what has been achieved in the period; "
            "plans belong to the next steps."
        ) % {"words": " ".join(words[0].split()) if words else ""}
        yield finding_in(text, sentence, "\n".join(aims))


def _script(letter: str) -> str:
    if re.match(f"[{_CYRILLIC}]", letter):
        return _("Cyrillic")
    if re.match(f"[{_GREEK}]", letter):
        return _("Greek")
    return _("Latin")


def _strangers(word: str) -> tuple[str, str]:
    """Return the letters of the rarer script in a word, and the name of that script."""
    by_script: dict[str, list[str]] = {}
    for letter in word:
        by_script.setdefault(_script(letter), []).append(letter)
    script = min(by_script, key=lambda name: len(by_script[name]))
    return "".join(dict.fromkeys(by_script[script])), script


def mixed_script(check_input: CheckInput) -> Iterator[Finding]:
    """Find words with a letter of another script inside: one point per text, naming at most three words."""
    for text in check_input.texts:
        if not text.is_new or not _OTHER_SCRIPT.search(text.text):
            continue
        words = [
            word for word in dict.fromkeys(_MIXED.findall(text.text)) if not _WITH_ENDING.fullmatch(word)
        ]
        if not words:
            continue
        named = []
        for word in words[:_MIXED_SHOWN]:
            letters, script = _strangers(word)
            named.append(
                ngettext(
                    "“%(word)s” has the %(script)s letter %(letters)s",
                    "“%(word)s” has the %(script)s letters %(letters)s",
                    len(letters),
                )
                % {"word": word, "script": script, "letters": " ".join(letters)}
            )
        sentence = _("%(words)s, which only looks right. Type the word again.") % {"words": "; ".join(named)}
        yield finding_in(text, sentence, " ".join(words))
