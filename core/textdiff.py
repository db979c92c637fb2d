"""The difference of two texts, word by word. Pure, and of bounded cost: the texts are whatever people send."""

import re
from os.path import commonprefix

_WORDS = re.compile(r"\S+\s*|\s+")
# Old words times new words that are compared. Each pair takes one bit: this is 8 MB and less than 0.1 s.
# Beyond it what differs is shown as one piece that went and one that came.
MOST_PAIRS = 64_000_000


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Return (op, text) with op "equal", "insert" or "delete", in reading order.

    What is equal or deleted joins to `before`, what is equal or inserted to `after`. The words that stay are as many
    as possible.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces = _Pieces()
    at_old = at_new = 0
    for i, j in _that_stay([word.rstrip() for word in old], [word.rstrip() for word in new]):
        pieces.change("".join(old[at_old:i]), "".join(new[at_new:j]))
        word = old[i].rstrip()
        pieces.keep(word)
        pieces.change(old[i][len(word) :], new[j][len(word) :])
        at_old, at_new = i + 1, j + 1
    pieces.change("".join(old[at_old:]), "".join(new[at_new:]))
    return pieces.done()


def _blank_after(text: str) -> str:
    return text[len(text.rstrip()) :]


class _Pieces:
    """The pieces of a difference, neighbours of one kind joined."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self.equal: list[str] = []
        self.gone: list[str] = []
        self.come: list[str] = []

    def keep(self, text: str) -> None:
        if text:
            self._end(self.gone, "delete")
            self._end(self.come, "insert")
            self.equal.append(text)

    def change(self, gone: str, come: str) -> None:
        blank = commonprefix([_blank_after(gone)[::-1], _blank_after(come)[::-1]])[::-1]
        gone, come = gone.removesuffix(blank), come.removesuffix(blank)
        if gone or come:
            self._end(self.equal, "equal")
            self.gone.append(gone)
            self.come.append(come)
        self.keep(blank)

    def done(self) -> list[tuple[str, str]]:
        self.keep("\n")  # ends a change; never shown
        self.equal.pop()
        self._end(self.equal, "equal")
        return self.found

    def _end(self, parts: list[str], op: str) -> None:
        if text := "".join(parts):
            self.found.append((op, text))
        parts.clear()


def _that_stay(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Return the places, in order, of the words that are the same in both."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = _common(old[head : len(old) - tail], new[head : len(new) - tail])
    return [
        *((at, at) for at in range(head)),
        *((head + i, head + j) for i, j in middle),
        *((len(old) - at, len(new) - at) for at in range(tail, 0, -1)),
    ]


def _common(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Return the places of a longest common subsequence: every word of `new` is one step on a row of bits.

    The rows are those of Hyyrö's algorithm, in which a zero says that one more word is common from there on. It takes
    the same time whatever the words are.
    """
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        return []
    where: dict[str, int] = {}
    for i, word in enumerate(old):
        where[word] = where.get(word, 0) | 1 << i
    row = every = (1 << len(old)) - 1
    rows = [row]
    for word in new:
        if found := row & where.get(word, 0):
            row = ((row + found) | (row - found)) & every
        rows.append(row)
    pairs: list[tuple[int, int]] = []
    i, j = len(old), len(new)
    while i and j:
        if rows[j] >> (i - 1) & 1:
            i -= 1
            continue
        j -= 1
        if rows[j] >> (i - 1) & 1:
            i -= 1
            pairs.append((i, j))
    return pairs[::-1]
