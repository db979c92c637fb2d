"""Points about time: what a text tells of dates that lie outside the reporting period. Pure.

A date is a span of days. Names ("2017-2020 strategy", "Decree of 31 December 2018"), comparisons with earlier years
and spans that touch the period are left alone.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils.translation import ngettext

from checks.data import CheckInput, Finding
from checks.words import without_quotes
from core.formatting import period

NAMED = 3  # dates that the sentence shows
MOST = 2000  # dates of a text that are looked at
AROUND = 60  # characters on each side of a year in which its date stands
BACKGROUND_YEARS = 1  # what ended longer than this before the project is history, not a slip

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d\b"
_SHORT = r"['’‘]\d\d\b"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_TO = r"\s*(?:[-–—/,]|,?\s+and\b|\bto\b|\buntil\b|\btill?\b|\bthrough\b|,)\s*"
_DATE = re.compile(
    r"(?<![\w/.\\-])(?:"
    # "3 May 2018", "25-27 March 2020", "28 February to 3 March 2020"
    rf"(?:(?P<d0>{_DAY})(?:\s+(?P<dm0>{_MONTH}))?{_TO})?(?P<d>{_DAY})\s+(?:of\s+)?(?P<dm>{_MONTH}),?\s+(?P<dy>{_YEAR})"
    # "September 22, 2020", "March 25-27, 2020"
    rf"|(?P<mm>{_MONTH})\s+(?P<md0>{_DAY})(?:{_TO}(?P<md>{_DAY}))?,?\s+(?P<my>{_YEAR})"
    # "March 2020", "June-August 2020", "Oct/Nov’21"
    rf"|(?:(?P<n0>{_MONTH}){_TO})?(?P<n>{_MONTH})(?:(?:,?\s+(?:of\s+)?)(?P<ny>{_YEAR})|\s?(?P<ns>{_SHORT}))"
    # "15.03.2020", "15/03/2020", "2020-03-15"
    rf"|(?P<xd>\d{{1,2}})(?P<sep>[./\\-])(?P<xm>\d{{1,2}})(?P=sep)(?P<xy>{_YEAR})"
    rf"|(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)\b"
    # "Q3 2020", "03.2020"
    rf"|Q(?P<q>[1-4])[\s/,-]{{1,2}}(?P<qy>{_YEAR})|(?P<zm>0[1-9]|1[0-2])\.(?P<zy>{_YEAR})(?!\.\d)"
    # "2018-2019", "2019/20", "2019"
    rf"|(?P<ry>(?:19|20)\d\d)\s?[-–—/]\s?(?P<rz>{_YEAR}|\d\d\b)"
    rf"|(?P<y>{_YEAR})(?!\s?[%$€])"
    r")"
)
_BLANKS = re.compile(r"[^\S\n]+")  # many blanks in a row would cost time
_HAS_YEAR = re.compile(rf"\b{_YEAR}|{_SHORT}")

# A year alone is a date only after such words; else it is part of a name or a label.
_WHEN = re.compile(
    r"\b(?:in|during|throughout|within|since|after|before|until|till|by|from|between|early|late|mid|end|"
    r"(?:end|beginning|start|middle|half|quarter|months?|autumn|fall|spring|summer|winter)\s+of)"
    r"(?:\s+(?:early|late|mid|the\s+(?:end|beginning|start|middle)\s+of))?(?:\s+(?:the\s+)?years?)?[\s-]+$",
    re.IGNORECASE,
)
_PART_OF_YEAR = (
    r"(?:(?:the\s+)?(?:end|beginning|start|middle)\s+of\s+(?:the\s+year\s+)?"
    r"|(?:early|late|mid|end)[\s-]|the\s+year\s+)?"
)
_UP_TO = re.compile(
    rf"\b(?:by|until|till|before|prior\s+to|up\s+to|no\s+later\s+than)\s+{_PART_OF_YEAR}$", re.IGNORECASE
)
_STARTING = re.compile(
    rf"\b(?:since|after|as\s+of|as\s+from|starting\s+(?:from|in)|following)\s+{_PART_OF_YEAR}(?:the\s+)?$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(
    r"\s*(?:onwards?\b|and\s+(?:later|after|onwards?)\b|to\s+(?:date|now|the\s+present)\b|until\s+now\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:[-–—]|\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b)\s*(?:in\s+)?", re.IGNORECASE
)
_OPENS_SPAN = re.compile(r"\b(?:between|from)\s+(?:the\s+(?:end|beginning|start)\s+of\s+)?$", re.IGNORECASE)

_NAME = (
    r"(?:laws?|acts?|code|constitution|decrees?|resolution|order|regulation|decision|strategy|programmes?|programs?|"
    r"(?:action\s+)?plan|concept|convention|agreement|protocol|policy|agenda|framework|declaration|road\s?map|nap|unscr|"
    r"census|budget|memorand(?:um|a)|mou|treaty|charter|statute)"
)
_NAME_BEFORE = re.compile(rf"\b{_NAME}\b[^;\n]{{0,60}}?\b(?:of|dated)\s+$", re.IGNORECASE)
_WORDS_BETWEEN = r"(?:(?!and\b|was\b|were\b|is\b|has\b|the\b|a\b|for\b|on\b)[\w’'-]+\s+){0,2}"
_EVENT_AFTER = re.compile(
    rf"\)?\s+{_WORDS_BETWEEN}(?:elections?|referendum|revolution|events|conflict|crisis|unrest|baseline)\b",
    re.IGNORECASE,
)
_EVENT_BEFORE = re.compile(
    r"\b(?:elections?|referendum|revolution|conflict|crisis|unrest|clashes|protests|violence"
    r"|(?:the|political|tragic|violent|armed|border)\s+events)\s+of\s+(?:(?:early|late|mid)[\s-]+)?$",
    re.IGNORECASE,
)
_NUMBERED_BEFORE = re.compile(r"(?:№|#|\b(?:no|nr|number|version|v|item|section)\b\.?)\s*$", re.IGNORECASE)
_NAME_AFTER = re.compile(rf"\)?\s+{_WORDS_BETWEEN}{_NAME}(?<!s)\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:compar\w+|vs\b|versus|as\s+against|than\s+(?:in|during)|baseline\s+(?:in|of|was|value)"
    r"|(?:up|down|r[ai]s\w+|rose|gr[eo]w\w*|increas\w+|decreas\w+|fell|dropp\w+|reduc\w+)\s+(?:\w+\s+){0,3}from\s+\d)"
    r"[^;\n]{0,60}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date or span that a text names, as written and as first and last day."""

    start: int  # characters from the beginning of the text without idle blanks
    end: int
    words: str
    first: date
    last: date
    is_year: bool = False


def date_outside_period(check_input: CheckInput) -> Iterator[Finding]:
    """Find telling texts that name dates outside the period; one finding per text."""
    for text in check_input.texts:
        if not (text.tells and text.is_new and _HAS_YEAR.search(text.text)):
            continue
        outside = list(islice(_words_outside(text.text, check_input), NAMED + 1))
        if outside:
            yield Finding(
                address=text.address,
                field=text.field,
                where=text.where,
                office=text.office,
                sentence=_sentence(outside, check_input),
                about=text.text,
            )


def _sentence(words: list[str], check_input: CheckInput) -> str:
    shown = ", ".join(f"“{one}”" for one in words[:NAMED])
    if len(words) > NAMED:
        shown += " …"
    sentence = ngettext(
        "%(dates)s lies outside the reporting period (%(period)s). Check the date, and write what was done "
        "in this period.",
        "%(dates)s lie outside the reporting period (%(period)s). Check the dates, and write what was done "
        "in this period.",
        len(words),
    )
    return sentence % {"dates": shown, "period": period(check_input.period_starts, check_input.period_ends)}


def _words_outside(text: str, check_input: CheckInput) -> Iterator[str]:
    """Yield every date outside the period once, as it is written."""
    seen = set()
    for found in mentions(text):
        if found.words not in seen and _is_outside(found, check_input):
            seen.add(found.words)
            yield found.words


def _is_outside(found: Mention, check_input: CheckInput) -> bool:
    if found.first <= check_input.period_ends and found.last >= check_input.period_starts:
        return False
    starts, ends = check_input.project_starts, check_input.project_ends
    if found.is_year and found.last < starts:
        return False
    if found.last.year < starts.year - BACKGROUND_YEARS:
        return False
    # "The project started on 12 January 2018": the frame of the story, not the story.
    is_short = (found.last - found.first).days <= 31
    return not (is_short and (found.first <= starts <= found.last or found.first <= ends <= found.last))


def mentions(text: str) -> Iterator[Mention]:
    """Yield the dates and spans that a text tells of, in its order; names and comparisons are left out."""
    own_words = without_quotes(_BLANKS.sub(" ", text))
    waiting: Mention | None = None
    for atom in islice(_atoms(own_words), MOST):
        if waiting and (span := _joined(own_words, waiting, atom)):
            waiting = span
            continue
        if waiting and _is_told(own_words, waiting):
            yield _open_ended(own_words, waiting)
        waiting = atom
    if waiting and _is_told(own_words, waiting):
        yield _open_ended(own_words, waiting)


def _atoms(text: str) -> Iterator[Mention]:
    """Yield single dates; only the surroundings of years are read, since most of a text holds none."""
    starts = -1
    for year in _HAS_YEAR.finditer(text):
        begins = max(starts, year.start() - AROUND)
        for match in _DATE.finditer(text, begins, year.end() + AROUND):
            if match.start() > year.end():
                break
            starts = match.end()
            atom = _atom(match)
            if atom and not _is_name(text, atom):
                yield atom


def _before(text: str, position: int, length: int = 80) -> str:
    return text[max(0, position - length) : position]


def _is_name(text: str, atom: Mention) -> bool:
    before = _before(text, atom.start)
    if any(pattern.search(before) for pattern in (_NAME_BEFORE, _COMPARES, _EVENT_BEFORE, _NUMBERED_BEFORE)):
        return True
    return bool(_EVENT_AFTER.match(text, atom.end) or (atom.is_year and _NAME_AFTER.match(text, atom.end)))


def _is_told(text: str, found: Mention) -> bool:
    return not found.is_year or bool(_WHEN.search(_before(text, found.start, 40)))


def _joined(text: str, one: Mention, other: Mention) -> Mention | None:
    """Return the span of "from March 2019 to May 2020", or None where two dates stand side by side."""
    between = text[one.end : other.start]
    if other.first < one.first or not _BETWEEN.fullmatch(between):
        return None
    if "and" in between and not _OPENS_SPAN.search(_before(text, one.start, 40)):
        return None
    words = " ".join(text[one.start : other.end].split())
    return Mention(one.start, other.end, words, one.first, other.last, one.is_year and other.is_year)


def _open_ended(text: str, found: Mention) -> Mention:
    """Return the mention with the span that "since" or "by" gives it."""
    before = _before(text, found.start, 40)
    first, last = found.first, found.last
    if _UP_TO.search(before):
        first = date.min
    if _STARTING.search(before) or _ONWARDS.match(text, found.end):
        last = date.max
    return Mention(found.start, found.end, found.words, first, last, found.is_year)


def _atom(match: re.Match[str]) -> Mention | None:
    try:
        span = _span(match)
    except ValueError:  # 31 June, month 13
        return None
    is_year = bool(match["y"] or match["ry"])
    return Mention(match.start(), match.end(), " ".join(match[0].split()), *span, is_year)


def _span(match: re.Match[str]) -> tuple[date, date]:
    if match["dy"]:
        year, month, day = int(match["dy"]), _month(match["dm"]), _day(match["d"])
        last = date(year, month, day)
        if not match["d0"]:
            return last, last
        return date(year, _month(match["dm0"] or match["dm"]), _day(match["d0"])), last
    if match["my"]:
        year, month = int(match["my"]), _month(match["mm"])
        return date(year, month, _day(match["md0"])), date(year, month, _day(match["md"] or match["md0"]))
    if match["n"]:
        year = int(match["ny"]) if match["ny"] else 2000 + int(match["ns"][1:])
        month = _month(match["n"])
        first = _month(match["n0"]) if match["n0"] else month
        # "November to January 2021" began the year before.
        began = date(year - 1 if first > month else year, first, 1)
        return began, date(year, month, monthrange(year, month)[1])
    if match["xy"]:
        year, month, day = int(match["xy"]), int(match["xm"]), int(match["xd"])
        one = date(year, day, month) if month > 12 else date(year, month, day)
        return one, one
    if match["iy"]:
        one = date(int(match["iy"]), int(match["im"]), int(match["id"]))
        return one, one
    if match["qy"]:
        year, month = int(match["qy"]), int(match["q"]) * 3
        return date(year, month - 2, 1), date(year, month, monthrange(year, month)[1])
    if match["zy"]:
        year, month = int(match["zy"]), int(match["zm"])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if match["ry"]:
        year, until = int(match["ry"]), match["rz"]
        last_year = int(until) if len(until) == 4 else year - year % 100 + int(until)
        return date(year, 1, 1), date(last_year, 12, 31)
    year = int(match["y"])
    return date(year, 1, 1), date(year, 12, 31)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))
