"""What several rules share: sentences, numbers spelled out, stems, and lists of words. Pure."""

import re
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext_noop as noop

DIGITS = r"\d{1,3}(?:[,\x20\xa0\u202f]\d{3}){1,6}(?!\d)|\d+(?:\.\d+)?"
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORTH = dict(zip(_ONES.split(), range(20), strict=True)) | dict(
    zip(_TENS.split(), range(20, 100, 10), strict=True)
)
_WORD = "|".join(sorted((*_WORTH, "hundred", "thousand"), key=len, reverse=True))
SPELLED = rf"\b(?:{_WORD})(?:(?:\s+|-)(?:and\s+)?(?:{_WORD}))*\b"
SPELLED_AT_END = re.compile(rf"({SPELLED})\s*$", re.IGNORECASE)
SPELLED_ALONE = re.compile(SPELLED, re.IGNORECASE)
_BETWEEN_NUMBER_WORDS = re.compile(r"[\s-]+(?:and\s+)?")

URL = re.compile(r"(?:https?://|www\.)\S+")
# What people said and what things are called is not the writer's own statement.
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„\n]{1,600}[”\"»“]|‘[^‘’\n]{1,80}’")
_SENTENCE_END = re.compile(r"\n+|(?<=[.!?])\s+(?=[A-ZА-Я“\"(\[])")
YEARS = range(1900, 2101)
CONTEXT = 80  # characters before a bracket or colon in which its total is looked for


def without_quotes(text: str) -> str:
    """Return the text with quoted stretches blanked out, every other character in its place."""
    return _QUOTED.sub(lambda found: " " * len(found[0]), text)


def sentences(text: str) -> list[str]:
    """Split a text at line ends and at full stops followed by a capital; empty pieces are left out."""
    return [piece.strip() for piece in _SENTENCE_END.split(text) if piece.strip()]


def sentence_start(text: str, position: int, within: int = CONTEXT) -> int:
    """Return where the sentence that holds a position begins, at most so many characters before it."""
    earliest = max(0, position - within)
    start = earliest
    for end in _SENTENCE_END.finditer(text, earliest, position):
        start = end.end()
    return start


def figure(digits: str) -> Decimal:
    """Return the number that digits with or without grouped thousands stand for."""
    return Decimal(re.sub(r"[,\s]", "", digits))


def spelled(words: str) -> int | None:
    """Return the number that English words stand for, or None where they are no number ("two ten")."""
    total = current = 0
    for word in _BETWEEN_NUMBER_WORDS.split(words.strip().lower()):
        worth = _WORTH.get(word)
        if worth is not None:
            tens = current % 100
            fits = tens == 0 if worth >= 10 else current % 10 == 0 and (tens == 0 or tens >= 20)
            if not fits:
                return None
            current += worth
        elif word == "hundred":
            if current > 9:
                return None
            current = (current or 1) * 100
        elif word == "thousand" and not total:
            total, current = (current or 1) * 1000, 0
        else:
            return None
    return total + current


def is_year(digits: str) -> bool:
    """Tell whether digits may be a year: "2000" may, "2 000" and "2,000" are numbers."""
    return digits.isdigit() and figure(digits) in YEARS


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a word in small letters without the ending of its plural."""
    small = word.lower()
    if small.endswith("ies") and len(small) > 4:
        return small[:-3] + "y"
    if small.endswith("s") and not small.endswith("ss") and len(small) > 3:
        return small[:-1]
    return small


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of some lines."""
    return frozenset(" ".join(lines).split())


# What every reader of a report knows, or what is no acronym at all. Short names of the organisations come on top.
UN_BODIES = word_set(
    "UN UNDP UNICEF OHCHR UNODC UNHCR UNFPA UNESCO WHO WFP FAO ILO IOM IMF UNEP UNAIDS UNOPS"
)
KNOWN_ACRONYMS = UN_BODIES | word_set(
    "PBF PBSO MPTF MPTFO RUNO SDG SG RC RCO NGO INGO CSO EU OSCE NATO CIS USA US UK UAE USSR",
    "USD EUR KGS GBP CHF JPY VAT GDP COVID HIV AIDS IT ICT TV FM CCTV PC PDF SMS CD DVD USB GPS ID URL FAQ",
    "CEO HQ VIP PR AM PM GM ONG ONU MoU",
    # shouted
    "OK NB PS AND OR THE NOT NO YES ALL FOR OF TO IN ON BY AS AT NEW NOTE DRAFT FINAL PART ANNEX TOTAL ONLY ALSO BOTH",
    "EACH EVERY NONE MUST WILL CAN ARE WAS HAS HAD DONE MORE LESS WITH THIS THAT FROM INTO OVER AFTER BEFORE FIRST",
    "LAST NEXT STILL NEVER ALWAYS ADDED WORD WORDS TEXT HERE OPEN DATE NAME TITLE TABLE TBC TBD",
)
ROMAN = re.compile(r"[IVX]{2,6}")

# (letters that every form has, pattern, plain words)
JARGON: tuple[tuple[str, str, str], ...] = (
    (
        "capacity",
        r"capacity[\s-]+(?:building|development|strengthening)",
        noop("training, or what people can now do"),
    ),
    ("capacitat", r"capacitat(?:e|ed|es|ing)", noop("trained")),
    ("mainstream", r"mainstream(?:ed|ing)", noop("taken into account")),
    ("operationali", r"operationali[sz](?:e|ed|es|ing|ation)", noop("put to use")),
    ("institutionali", r"institutionali[sz](?:e|ed|es|ing|ation)", noop("made a lasting rule or unit")),
    ("sensiti", r"sensiti[sz](?:e|ed|ing|ation)", noop("informed, or talked with")),
    ("leverag", r"leverag(?:e|ed|es|ing)", noop("used, or raised")),
    ("synerg", r"synerg(?:y|ies|istic)", noop("working together")),
    ("modalit", r"modalit(?:y|ies)", noop("way of working")),
    ("stakeholder", r"multi[\s-]?stakeholder", noop("with several groups; name them")),
    (
        "stakeholder",
        r"(?:relevant|key|project|various|all)\s+stakeholders",
        noop("name the people or institutions"),
    ),
    ("bearers", r"duty[\s-]+bearers", noop("authorities")),
    ("holders", r"rights?[\s-]+holders", noop("people, or who they are")),
    ("enabling", r"enabling\s+environment", noop("what made it possible")),
    ("paradigm", r"paradigm\s+shift", noop("what changed")),
    ("upscal", r"upscal(?:e|ed|ing)", noop("extended, or tried in more places")),
    ("buy-in", r"buy-in", noop("agreement")),
    ("alia", r"inter[\s-]alia", noop("among other things")),
    ("vis-", r"vis-[àa]-vis", noop("towards, or compared with")),
)

# Which nouns can be a total, and of what: "10 documents: 2 laws and 8 regulations", "48 experts: 28 men and 20 women".
THINGS = word_set(
    "document act regulation law policy event activity meeting session training workshop seminar tool product",
    "material publication report manual visit institution organization organisation centre center video agreement",
    "plan amendment case initiative project grant",
)
PERSONS = word_set(
    "person people participant beneficiary expert officer member staff representative specialist employee judge",
    "prosecutor lawyer woman women man men girl boy youth prisoner client official teacher journalist student",
    "family police trainee volunteer leader respondent",
)
# Kinds of things of which one kind can add up to another: "12 events (5 seminars, 7 round tables)".
EVENTS = word_set(
    "event activity meeting session training workshop seminar visit conference course forum table lecture campaign",
    "discussion dialogue hearing briefing fair exhibition festival webinar",
)
PAPERS = word_set(
    "document act regulation law policy report manual plan amendment agreement decree order decision guide guideline",
    "handbook instruction rule study brochure leaflet booklet publication material product bylaw",
)
WIDE_EVENTS = word_set("event activity meeting training discussion")
WIDE_PAPERS = word_set("document act policy publication material product")
ANYBODY = word_set(
    "person people participant beneficiary trainee respondent individual member staff employee"
)
NO_PART = word_set("day hour month year week session module page usd dollar per percent each")

# For the titles of indicators.
LINKS = word_set(
    "of in on by who whom that which with for to from among at under into within per as than between through during",
    "the a an and or their its is are was were be been has have had",
)
ENDS_HEAD = word_set(
    "participating living working applying using receiving benefiting enjoying including having reporting ( , ; :"
)
PLAIN_ADJECTIVES = word_set("such complex new more other additional different various conducted completed")
WIDE = word_set("person people participant beneficiary woman women man men girl boy youth member individual")
