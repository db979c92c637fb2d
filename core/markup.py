"""The small markup of every running text: paragraphs, bullets, numbered lines, bold, links.

One parser for page, Word, PDF and Excel. Pure: no request, no ORM.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html import escape

REMEMBERED_UP_TO = 5_000  # characters; longer texts are rare and would fill the memory
# Excel and XML refuse these; TAB and LF are kept, the rest prints as U+FFFD.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BULLET = re.compile(r"^\s*[-*•·]\s+(?P<text>.*)$")
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,3})[.)]\s+(?P<text>.*)$")
_INLINE = re.compile(
    r"\*\*(?P<bold>[^*\n]+)\*\*"
    # No bracket in a label and a bound on the address: thousands of open brackets must not cost minutes.
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<target>https?://[^\s)]{1,4000})\)"
    r"|(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; `link` is an http(s) address or empty."""

    text: str
    bold: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or list line; `kind` is "paragraph", "bullet" or "number"."""

    kind: str
    runs: tuple[Run, ...]
    number: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def clean(text: str) -> tuple[str, bool]:
    """Return the text as it is stored (line ends LF, no NUL, no lone surrogates) and whether a NUL was dropped."""
    stored = text.replace("\r\n", "\n").replace("\r", "\n")
    had_nul = "\x00" in stored
    stored = stored.replace("\x00", "")
    stored = stored.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", stored), had_nul


def printable(text: str) -> str:
    """Return the text with control characters shown as U+FFFD, safe for XML and Excel."""
    return CONTROL.sub("\ufffd", text.replace("\r\n", "\n"))


def characters(text: str) -> int:
    """Count characters as the form's limits do: code points, each line end as one."""
    return len(text.replace("\r\n", "\n").strip())


def _runs(line: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    position = 0
    for match in _INLINE.finditer(line):
        if match.start() > position:
            runs.append(Run(line[position : match.start()]))
        if match["bold"]:
            runs.append(Run(match["bold"], bold=True))
        elif match["label"]:
            runs.append(Run(match["label"], link=match["target"]))
        else:
            runs.append(Run(match["url"], link=match["url"]))
        position = match.end()
    if position < len(line):
        runs.append(Run(line[position:]))
    return tuple(runs)


def parse(text: str) -> tuple[Block, ...]:
    """Split a stored text into blocks; an empty line ends a paragraph, a single line end starts a new one too."""
    return _remembered(text) if len(text) <= REMEMBERED_UP_TO else _parse(text)


@lru_cache(maxsize=2048)
def _remembered(text: str) -> tuple[Block, ...]:
    return _parse(text)


def _parse(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for line in printable(text).split("\n"):
        if not line.strip():
            continue
        if match := _BULLET.match(line):
            blocks.append(Block("bullet", _runs(match["text"].strip())))
        elif match := _NUMBERED.match(line):
            blocks.append(Block("number", _runs(match["text"].strip()), int(match["number"])))
        else:
            blocks.append(Block("paragraph", _runs(line.strip())))
    return tuple(blocks)


def plain(text: str) -> str:
    """Return the text without markup signs, list lines led by a bullet or their number (for Excel cells)."""
    lines = []
    for block in parse(text):
        lead = {"bullet": "• ", "number": f"{block.number}. "}.get(block.kind, "")
        words = "".join(
            f"{run.text} ({run.link})" if run.link and run.link != run.text else run.text
            for run in block.runs
        )
        lines.append(lead + words)
    return "\n".join(lines)


def _html_run(run: Run) -> str:
    text = escape(run.text)
    if run.bold:
        text = f"<strong>{text}</strong>"
    if run.link:
        text = f'<a href="{escape(run.link)}" rel="noopener noreferrer nofollow">{text}</a>'
    return text


def to_html(text: str) -> str:
    """Return escaped HTML: `p`, `ul`, `ol`, `strong` and `a` only."""
    parts: list[str] = []
    open_list = ""
    for block in parse(text):
        wanted = {"bullet": "ul", "number": "ol"}.get(block.kind, "")
        if open_list and open_list != wanted:
            parts.append(f"</{open_list}>")
            open_list = ""
        if wanted and not open_list:
            start = f' start="{block.number}"' if wanted == "ol" and block.number != 1 else ""
            parts.append(f"<{wanted}{start}>")
            open_list = wanted
        words = "".join(_html_run(run) for run in block.runs)
        parts.append(f"<li>{words}</li>" if wanted else f'<p dir="auto">{words}</p>')
    if open_list:
        parts.append(f"</{open_list}>")
    return "".join(parts)
