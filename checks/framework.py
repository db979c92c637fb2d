"""Points about the frame of the project: numbering, references, the gender share and the number of outcomes. Pure."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checks.data import CheckInput, Finding
from core.formatting import number, percent
from projects import addresses

# Usual least shares of the budget, in percent. They are practice, not a rule: reports with less were accepted.
USUAL_SHARE = {"GM3": Decimal(80), "GM2": Decimal(30), "GM1": Decimal(15)}
OUTCOMES_OF_FORM = 4

_NUMBERED = re.compile(r"\d+(?:\.\d+)*")
_LEADING_WORD = re.compile(r"^(?:activity|indicator|output|outcome)\s+", re.IGNORECASE)
# "Activity 2.9 million" and "2.9 %" are amounts, and "1.1. 25 people" ends after the first number.
_NO_AMOUNT = r"[a-z]?\b(?!\.\d)(?!\s*(?:%|percent|per cent|million|billion))"
_REFERENCE = re.compile(
    rf"\bActivit(?:y|ies)\s+(?:(?:nos?\b\.?|nr\b\.?|numbers?\b|№|#)\s*)?(\d+(?:\.\d+)*{_NO_AMOUNT}"
    # "1.1, 1.2, and 1.9", "1.1 – 1.4", "1.1/1.9"
    rf"(?:\.?(?:\s*[,;&/–—-]\s*(?:(?:and|or|&)\s+)?|\s+(?:and|or|to|through)\s+)\d+(?:\.\d+)+{_NO_AMOUNT})*)",
    re.IGNORECASE,
)
_CODE = re.compile(r"\d+(?:\.\d+)*[a-z]?", re.IGNORECASE)


def number_repeats_or_skips(check_input: CheckInput) -> Iterator[Finding]:
    """Find numbers of activities or indicators that stand twice, and numbers left out between two others.

    They are the project's: one office's input is not troubled with them.
    """
    if not check_input.is_whole:
        return
    activities = [(addresses.REPORT, code) for code in check_input.activity_codes]
    for address, code, sentence in _repeats(activities):
        where = _("Activity %(code)s") % {"code": code}
        yield Finding(address=address, where=where, sentence=sentence, about=code)
    for address, after, sentence in _skips(activities):
        where = _("Activity %(code)s") % {"code": after}
        yield Finding(address=address, where=where, sentence=sentence, about=sentence)
    for address, code, sentence in _repeats(check_input.indicator_codes):
        where = _("Indicator %(code)s") % {"code": code}
        yield Finding(address=address, field="code", where=where, sentence=sentence, about=code)
    for address, after, sentence in _skips(check_input.indicator_codes):
        where = _("Indicator %(code)s") % {"code": after}
        yield Finding(address=address, field="code", where=where, sentence=sentence, about=sentence)


def _repeats(numbered: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    seen: dict[str, int] = {}
    for address, printed in numbered:
        code = _bare(printed)
        seen[code] = seen.get(code, 0) + 1
        if code and seen[code] == 2:
            yield (
                address,
                code,
                _(
                    "The number %(code)s is used more than once. Give each its own number, unless the project "
                    "document has it so."
                )
                % {"code": code},
            )


def _skips(numbered: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    siblings: dict[tuple[int, ...], dict[int, str]] = {}
    for address, printed in numbered:
        code = _bare(printed)
        if _NUMBERED.fullmatch(code):
            *parent, last = map(int, code.split("."))
            siblings.setdefault(tuple(parent), {}).setdefault(last, address)
    for family, addresses_by_last in siblings.items():
        known = sorted(addresses_by_last)
        for before, after in zip(known, known[1:], strict=False):
            if after - before > 1:
                yield addresses_by_last[after], _code(family, after), _gap_words(family, before, after)


def _gap_words(family: tuple[int, ...], before: int, after: int) -> str:
    missing = after - before - 1
    sentence = ngettext(
        "%(first)s is missing between %(before)s and %(after)s. Check whether it was dropped or forgotten.",
        "%(first)s to %(last)s are missing between %(before)s and %(after)s. "
        "Check whether they were dropped or forgotten.",
        missing,
    )
    return sentence % {
        "first": _code(family, before + 1),
        "last": _code(family, after - 1),
        "before": _code(family, before),
        "after": _code(family, after),
    }


def _code(family: tuple[int, ...], last: int) -> str:
    return ".".join(map(str, (*family, last)))


def _bare(printed: str) -> str:
    """Return "1.1" for "Activity 1.1." and for "1.1 "."""
    return _LEADING_WORD.sub("", printed.strip()).rstrip(". ")


def unknown_activity(check_input: CheckInput) -> Iterator[Finding]:
    """Find references to activities that the report does not have; one finding per text."""
    known = {_bare(code).lower() for code in check_input.activity_codes}
    if not known:
        return
    has_single_numbers = any("." not in code for code in known)
    for text in check_input.texts:
        if "ctivit" not in text.text and "CTIVIT" not in text.text:
            continue
        unknown = [
            code
            for code in _references(text.text)
            if code.lower() not in known and ("." in code or has_single_numbers)
        ]
        if unknown:
            codes = ", ".join(dict.fromkeys(unknown))
            sentence = ngettext(
                "The text refers to Activity %(codes)s, which this project does not have. Correct the number.",
                "The text refers to Activities %(codes)s, which this project does not have. Correct the numbers.",
                len(set(unknown)),
            ) % {"codes": codes}
            yield Finding(
                address=text.address,
                field=text.field,
                where=text.where,
                office=text.office,
                sentence=sentence,
                about=text.text,
            )


def _references(text: str) -> Iterator[str]:
    for reference in _REFERENCE.finditer(text):
        yield from _CODE.findall(reference[1])


def gender_share_low(check_input: CheckInput) -> Iterator[Finding]:
    """Find a share of the budget for gender equality below what is usual for the project's marker."""
    usual = USUAL_SHARE.get(check_input.gender_marker.strip().upper())
    budget, total = check_input.gender_budget, check_input.total_budget
    if usual is None or budget is None or not total or total < 0:
        return
    share = budget / total * 100
    if share < usual:
        sentence = _(
            "%(share)s of the budget is for gender equality; for %(marker)s, %(usual)s or more is usual. "
            "Check both amounts and the marker, or be ready to explain it."
        ) % {
            "share": percent(share),
            "marker": check_input.gender_marker.strip().upper(),
            "usual": percent(usual),
        }
        yield Finding(
            address=addresses.COVER,
            field="gender_budget",
            where=_("Cover"),
            sentence=sentence,
            about=f"{check_input.gender_marker} {budget:f} / {total:f}",
        )


def more_than_four_outcomes(check_input: CheckInput) -> Iterator[Finding]:
    """Find a project with more outcomes than the form has room for."""
    if check_input.is_whole and check_input.outcomes > OUTCOMES_OF_FORM:
        sentence = _(
            "The project has %(count)s outcomes and the form has room for four. Ask the Peacebuilding Support "
            "Office for an adapted form before you send the report."
        ) % {"count": number(check_input.outcomes)}
        yield Finding(
            address=addresses.REPORT,
            where=_("Outcomes"),
            sentence=sentence,
            about=number(check_input.outcomes),
        )
