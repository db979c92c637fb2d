"""Telling a plan from a result: whether a sentence only says what is to come, and what announces open work. Pure.

English only. Both are cautious: a sentence that may as well tell of a result is left alone.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from checks.words import SPELLED_ALONE, UN_BODIES, sentences, stem, without_quotes, word_set

# "political will", "the will of the people": a noun, and no plan.
_NOUN_WILL = re.compile(
    r"(?:\b(?:the|a|an|its|their|our|his|her|own|of|no|any|free|good|ill|last|strong|weak|lacks?|shows?|shown|with|"
    r"without|against|at|political|popular|collective|common)|['’]s?)\s+$",
    re.I,
)
# "the action plan to prevent violence": a noun as well.
_NOUN_PLAN = re.compile(
    r"(?:\b(?:the|a|an|this|that|these|those|its|their|our|his|her|of|any|no|all|each|such|new|first|second|detailed|"
    r"action|work|training|development|national|regional|local|strategic|business|management|recovery|contingency|"
    r"annual|implementation|joint|draft|communication|sector|reform|budget|approved|adopted|\w+-year)|['’]s?)\s+$",
    re.I,
)
_FINITE_LATER = re.compile(r"\b(?:was|were|is|are|has|have|had|covers?|includes?)\b", re.I)
_MOST = 20  # plans of one sentence that are looked at
_LOOK_BACK = 24  # characters before "will" or "plan to" that tell a noun

# -- does a sentence speak of plans alone -------------------------------------------------------------------------

AIM = re.compile(
    r"\b(?:will(?:\s+(?:also|further|then|soon|now))?\s+(?!of\b)[a-z]+|shall\s+[a-z]+|(?:aims?|intends?|plans?|hopes?)\s+to"
    r"|(?:expects?|hopes?|plans)\s+that|seeks\s+to|(?:is|are)\s+going\s+to"
    r"|(?:(?:is|are|be|was|were|(?:(?:has|have|had)\s+)?been)\s+)?(?:still\s+)?(?<!\bas )(?<!\bthan )"
    r"(?:intended\s+to\b|(?:planned|expected|foreseen|envisaged|scheduled)"
    r"(?:\s+(?:to|for|in|by|with|on|that)\b|(?=\s*[.,;]|\s*$))))|\b(?:we|it|they|he|she)['’]ll\s+[a-z]+",
    re.I,
)
_PLAN = "\x00"  # stands for a plan once it is found
_RELATIVE = re.compile(
    r"\b(?:which|who|whom|whose|where"
    r"|(?<=\w )(?<!\bafter )(?<!\bbefore )(?<!\bwith )(?<!\bfor )(?<!\bof )(?<!\band )(?<!\bbut )(?<!\bin )(?<!\bon )"
    r"(?<!\bat )(?<!\bto )(?<!\bby )(?<!\bfrom )that)\b[^,;:]*",
    re.I,
)
_TOLD = re.compile(r"\b(?:was|were|has|have|had)\b", re.I)
# "14 schools teach the course; more will follow", "the courts apply the guide and plan to extend it"
_FACT_FIRST = re.compile(rf"[^{_PLAN};]{{12,}}(?:;|\b(?:and|but)\s+(?:(?:now|then|also|further)\s+)?{_PLAN})")
_SEGMENT_END = re.compile(r"[,;:–—()]|\b(?:and|but|while|whereas)\b", re.I)
_TOKEN = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_UNDER_CONDITION = word_set("once when if unless until till before as")

_PAST = word_set(
    "arose became began broke came chose drew drove fell forgave gave grew knew overcame oversaw ran rose sang saw",
    "sank shook spoke swore threw took undertook underwent went withdrew woke wrote",
)
# The same word is a participle: "a course held in May".
_PAST_OR_PARTICIPLE = word_set(
    "bought brought built caught dealt felt fought found got heard held kept laid learnt led left lent lost made",
    "meant met paid put read said sent sold sought spent split spread stood struck taught told thought understood won",
)
# Not what somebody did, whatever the ending.
_NO_PAST = word_set(
    "planned expected intended foreseen envisaged scheduled supposed aimed based related needed required interested",
    "detailed limited united advanced dedicated compared located entitled called named concerned skilled qualified",
    "experienced unprecedented need seed feed speed exceed proceed succeed indeed hundred breed convicted affected",
    "involved linked associated",
)
_BEFORE_PARTICIPLE = word_set(
    "the a an this that these those its their our his her each every all some any no not of in on for with to from at",
    "under about between among as than be being get gets will more most newly and or",
)
_BESIDE_VERB = word_set("also then later again further still now first since jointly already")
_OBJECT = word_set(
    "the a an its their our all both several many more over about two three four five six ten twenty"
)


def plans_in(sentence: str) -> Iterator[re.Match[str]]:
    """Yield what a sentence says of plans; "the will of" and "the action plan to" are names of things."""
    for found in islice(AIM.finditer(sentence), _MOST):
        word = found[0].lower()
        before = sentence[max(0, found.start() - _LOOK_BACK) : found.start()]
        if word.startswith("will") and _NOUN_WILL.search(before):
            continue
        if word.startswith(("plan ", "plans ", "aim ", "aims ")) and _NOUN_PLAN.search(before):
            continue
        yield found


def is_aim(sentence: str) -> bool:
    """Tell whether the main clause of a sentence speaks of plans and of nothing that has happened."""
    own = without_quotes(" ".join(sentence.split()))
    main = _RELATIVE.sub(lambda found: found[0].split()[0] if found[0][:4].lower() == "that" else " ", own)
    marked = _with_marks(main)
    if _PLAN not in marked or _FACT_FIRST.match(marked):
        return False
    # "was", "has" in a relative clause tells of something done as well: such a sentence is no mere plan.
    return not _TOLD.search(_with_marks(own)) and not _tells_past(marked)


def _with_marks(sentence: str) -> str:
    pieces: list[str] = []
    end = 0
    for found in plans_in(sentence):
        pieces += (sentence[end : found.start()], _PLAN)
        end = found.end()
    return "".join((*pieces, sentence[end:]))


def _tells_past(marked: str) -> bool:
    """Tell whether a clause without a plan has a verb of the past: "completed the course", "came into force"."""
    return any(
        _has_past(_TOKEN.findall(segment), is_first=at == 0)
        for at, segment in enumerate(_SEGMENT_END.split(marked))
        if _PLAN not in segment
    )


def _has_past(tokens: list[str], *, is_first: bool) -> bool:
    words = [token.lower() for token in tokens]
    if not words or words[0] in _UNDER_CONDITION:
        return False
    return any(_is_past(words, at, is_first=is_first) for at in range(len(words)))


def _is_past(words: list[str], at: int, *, is_first: bool) -> bool:
    word = words[at]
    if word in _PAST:
        return True
    is_regular = word.endswith("ed") and len(word) > 4 and word.rsplit("-")[-1] not in _NO_PAST
    if not is_regular and word not in _PAST_OR_PARTICIPLE:
        return False
    after = words[at + 1] if at + 1 < len(words) else ""
    back = at - 1
    while back >= 0 and (words[back] in _BESIDE_VERB or words[back].endswith("ly")):
        back -= 1
    if back < 0:
        # "Trained 20 judges" tells of something done, "Trained judges" does not.
        return is_first and (after in _OBJECT or after.isdigit() or bool(SPELLED_ALONE.fullmatch(after)))
    return after != "by" and words[back] not in _BEFORE_PARTICIPLE


# -- does a completed row announce work ---------------------------------------------------------------------------

# What the finished thing is good for later does not make it unfinished: "will be used by teachers".
_USE = (
    r"(?:(?:also|now|then|further|thus|therefore|continue\s+to)\s+)*"
    r"(?:be\s+(?:used|able|available|useful|accessible|applied|open|easier|better)|serve|help|enable|allow|benefit|"
    r"contribute|remain|improve|strengthen|facilitate|make|ensure|not|never|no|of|and|or|to|in|by|power)\b"
)
_COMING = re.compile(
    rf"\b(?:(?:[Ww]ill|shall|(?:is|are)\s+going\s+to|[Ii]ntends?\s+to|(?P<plan>[Pp]lans?)\s+to|(?P<we>[Ww]e)['’]ll))"
    rf"\s+(?!{_USE})(?P<verb>[a-z]+)(?:\s+[\w-]+){{0,2}}"
    r"|\b(?P<thing>plans)\s+(?:an?|another|further|more|additional|two|three|\d+)\s+[a-z]+(?:\s+[\w-]+)?"
)
_OPEN = re.compile(
    r"\b(?=[iarsyedtph])(?<!\bas )(?<!\bthan )(?:"  # most words are passed over by their first letter
    r"(?:is|are)\s+(?:also\s+|being\s+|still\s+|currently\s+)?(?:plann?ed|foreseen|scheduled)\b"
    r"|(?:is|are)\s+(?:now\s+|almost\s+)?ready\s+(?:to\s+be\s+(?!used)\w+|for\s+(?!use\b|operation\b)\w+)"
    r"|(?:is|are|remains?|still|yet|expected|due|scheduled|planned)\s+to\s+be\s+(?!used\b|applied\b)\w+"
    r"|(?<!allowed )(?<!enabled )to\s+be\s+(?:completed|finali[sz]ed)\b"
    r"|(?:is|are)\s+(?:still\s+)?(?:pending|in\s+progress|under\s+way|underway)\b"
    r"|(?:is|are)\s+still\s+(?:being\s+(?!used\b|applied\b|visited\b|read\b|shown\b)\w+|ongoing|awaited|missing|needed"
    r"|unfinished|incomplete|under\s+\w+|in\s+(?:preparation|development|discussion|draft)|not\s+\w+)\b"
    r"|(?:has|have|is|are)\s+not\s+yet\s+(?:been\s+)?\w+|(?:has|have)\s+not\s+been\s+\w+\s+yet\b"
    r"|(?:is|are|has|have)\s+yet\s+to\s+[a-z]+(?:\s+\w+)?"
    r"|(?:is|are)\s+(?:(?:expected|due)\s+(?:in|by)|(?:in|under)\s+preparation)\b"
    r"|(?:is|are)\s+expected\s+to\s+(?:adopt|approve|endorse|pass|sign|start|begin|finish|complete|take\s+place|open|launch|"
    r"finali[sz]e|submit|publish|issue|print|deliver|consider|review|conclude|resume|enter)\b"
    r")",
    re.I,
)
_STARTS_WITH_TO = re.compile(r"\s*(?:[-*•·]\s*)?To\s+[a-z]+(?:\s+[\w-]+){0,2}")
_NEGATED = re.compile(r"\b(?:no|not|nothing|none|never|neither|nor|without)\b(?!\s+only)", re.I)
_CLAUSE_END = re.compile(
    r"[,;:()–—]|\b(?:and|but|or|which|who|whom|whose|where|that|how|what|whether|why|when|because|so|while|then)\b",
    re.I,
)
# What a law or a lesson says of the future is its content.
_CONTENT = re.compile(
    r"\b(?:states?|stipulates?|provides|prescribes?|guarantees|requires|ensures|means)\s+(?:\w+\s+){0,2}that\b[^;]*$"
    r"|\b(?:how|what|whether|why)\b[^,;]*$"
    r"|\b(?:under|according\s+to)\s+(?:the|this|its)\s+(?:\w+\s+){0,2}(?:law|code|strategy|constitution|regulation)\b[^;]*$",
    re.I,
)
_LONGEST_CLAUSE = 160  # characters before an announcement in which its subject is looked for
_LEADS_IN = word_set("in on at by from with for after during within under through as since until following")
_PREPOSITIONS = _LEADS_IN | word_set("of about between among across to")
# Who does the project's work: whatever they will do is work that is open.
_DOERS = word_set(
    "project programme program we i team consultant contractor supplier partner organisation organization",
)
# What the work consists of: it is open where it is still to come.
_WORK = word_set(
    "phase course training seminar workshop meeting conference event session round forum work activity campaign study",
    "research survey evaluation assessment construction renovation publication printing testing launch handover",
    "presentation advocacy monitoring implementation follow-up rest remainder stage more it this report",
)
_COMES = word_set(
    "start begin continue finish end follow take go resume run proceed conclude open appear come last cover reach"
)


def announcement(text: str, offices: Iterable[str] = (), *, is_next_step: bool = False) -> str:
    """Return the first words of a text that announce work of the project, or nothing.

    What others will do with the result (local authorities, young people, the State) is no work of the project.
    """
    names = frozenset(offices) | UN_BODIES
    for sentence in sentences(without_quotes(text)):
        line = " ".join(sentence.split())
        opened = islice(_OPEN.finditer(line), _MOST)
        coming = islice(_COMING.finditer(line), _MOST)
        first = (
            next((match for match in opened if not _is_no_news(line, match.start())), None),
            next((match for match in coming if _is_own_work(line, match, names)), None),
        )
        found = [match for match in first if match]
        if is_next_step and (infinitive := _STARTS_WITH_TO.match(line)):
            found.append(infinitive)
        if found:
            return min(found, key=lambda match: match.start())[0].strip().lstrip("-*•· ")
    return ""


def _is_no_news(line: str, start: int) -> bool:
    """Tell whether what follows is denied ("no further work is planned") or what a law or a lesson says."""
    before = line[max(0, start - _LONGEST_CLAUSE) : start]
    clause = re.split(r"[,;:]|\b(?:and|but)\b", before)[-1]
    return bool(_NEGATED.search(clause) or _CONTENT.search(before))


def _is_own_work(line: str, found: re.Match[str], names: frozenset[str]) -> bool:
    """Tell whether what will be done is the project's: by its subject, or done to something ("will be printed")."""
    start = found.start()
    before = line[max(0, start - _LOOK_BACK) : start]
    plan = (found["plan"] or found["thing"] or "").lower()
    is_noun = (
        _NOUN_PLAN.search(before)
        if plan
        else found[0].lower().startswith("will") and _NOUN_WILL.search(before)
    )
    if is_noun or _is_no_news(line, start):
        return False
    before = line[max(0, start - _LONGEST_CLAUSE) : start]
    ends = list(_CLAUSE_END.finditer(before))
    joint, clause = (ends[-1][0].lower(), before[ends[-1].end() :]) if ends else ("", before)
    if joint in ("who", "whom", "whose"):
        return False
    if found["we"] or found["verb"] == "be" or " take place" in found[0]:
        return True
    words = [word for word in _TOKEN.findall(clause) if word.lower() not in _BESIDE_VERB]
    if not words:
        if joint in ("which", "that", "where"):
            return False
        if not before.strip(
            "-*•· "
        ):  # "Will continue", "Plan to train" – but "Plans to build it were dropped"
            return not (plan and _FINITE_LATER.search(line, found.end()))
        words = _TOKEN.findall(line[: min(start, _LONGEST_CLAUSE)])[
            :5
        ]  # "UNDP trained judges and will train others"
    return _is_doer(words, found["verb"] or "", names)


def _is_doer(words: list[str], verb: str, names: frozenset[str]) -> bool:
    """Tell whether a clause begins with the project's people, or with work that is still to come."""
    if words[0].lower() in _LEADS_IN:  # "In autumn the project"
        head = words[-2:]
    else:
        ends = (at for at, word in enumerate(words) if word.lower() in _PREPOSITIONS)
        head = words[: next(ends, len(words))]
    told = f" {' '.join(head)} "
    if any(f" {name} " in told for name in names):
        return True
    last = {head[-1].lower(), stem(head[-1])} if head else set()
    return bool(last & _DOERS) or (bool(last & _WORK) and verb in _COMES)
