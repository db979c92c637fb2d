"""What the rules about figures share: numbers in a text, what makes them vague, and how a phrase is shown. Pure."""

import re

from checks.words import DIGITS

SHOWN = 140  # characters of a phrase that a sentence quotes
MOST = 1000  # numbers or lists of one text or sentence that are looked at
NUMBER = re.compile(rf"(?<![\w.,#№/-])(?:{DIGITS})(?![\w/]|-\d)")
HEDGED = re.compile(
    r"\b(?:more than|over|above|at least|about|around|approximately|approx\.?|nearly|almost|up to|some|under|"
    r"less than|fewer than|below)\s+$",
    re.I,
)
PLACED = re.compile(r"\b(?:in|across|at|from|during|within|over|under|per|№|no\.?|nr\.?)\s+$", re.I)


def one_line(words: str) -> str:
    """Return words with single blanks between them."""
    return " ".join(words.split())


def shown(phrase: str) -> str:
    """Return a phrase, cut after SHOWN characters."""
    return phrase if len(phrase) <= SHOWN else phrase[:SHOWN].rsplit(" ", 1)[0] + " …"
