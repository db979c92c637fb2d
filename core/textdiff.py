"""The difference of two texts, word by word. Pure."""

import re
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")
MOST_WORDS = 6000  # beyond this the comparison would take seconds; whole texts are shown instead


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Return (op, text) with op "equal", "insert" or "delete", in reading order."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [("delete", before), ("insert", after)] if before != after else [("equal", after)]
    words: list[tuple[str, str]] = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            words.append(("equal", "".join(old[a:b])))
            continue
        if b > a:
            words.append(("delete", "".join(old[a:b])))
        if d > c:
            words.append(("insert", "".join(new[c:d])))
    return words
