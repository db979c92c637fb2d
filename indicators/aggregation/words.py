"""Numbers, dates and short sentences in words for formulas and notes; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .exact import HUNDRED, calm

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_GROUP_SPACE = "\N{NO-BREAK SPACE}"


@calm
def number_words(value: Decimal, *, places: int = 4) -> str:
    """Write a number with at most `places` decimals, a true minus sign and spaces from 10 000 on."""
    if not value:
        return "0"
    if value.adjusted() > 17 or value.adjusted() < -places:
        return f"{value:.3E}".replace("-", "\N{MINUS SIGN}")
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    digits = f"{rounded:,f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    # Four digits read well without a gap, and no separator is the same in every language.
    digits = digits.replace(",", _GROUP_SPACE if abs(rounded) >= 10_000 else "")
    return digits.replace("-", "\N{MINUS SIGN}")


@calm
def percent_words(value: Decimal) -> str:
    """Write a percentage with one decimal; short of 100 it never rounds up to "100 %"."""
    text = number_words(value, places=1)
    if value < HUNDRED and text == "100":
        text = number_words(value.quantize(Decimal("0.1"), rounding=ROUND_DOWN), places=1)
    return f"{text} %"


def term(value: Decimal) -> str:
    """Write a number as a term of a formula, a negative one in brackets."""
    return f"({number_words(value)})" if value < 0 else number_words(value)


def day_words(day: date) -> str:
    """Write a date as day, month name and year; Django's own catalogues translate the month."""
    month = pgettext("alt. month", _MONTHS[day.month - 1])
    return f"{day.day} {month} {day.year}"


def sentences(parts: Iterable[str]) -> str:
    """Join sentences, leaving out the empty ones."""
    return " ".join(part for part in parts if part)


def not_measured_words(expected_on: date | None) -> str:
    """Say that nothing was measured and, where known, when a figure will come."""
    if expected_on is None:
        return _("Not measured this time.")
    return _("Not measured this time; expected on %(date)s.") % {"date": day_words(expected_on)}


def moved_total_words(before: Decimal, now: Decimal) -> str:
    """Say that the denominator of a ratio has changed."""
    return _("The total moved from %(before)s to %(now)s, so both parts of the ratio changed.") % {
        "before": number_words(before),
        "now": number_words(now),
    }


@calm
def variance_words(variance: Decimal | None, *, is_percent: bool) -> str:
    """Say how far a value lies above or below its target, for percentages in percentage points."""
    if variance is None:
        return ""
    if variance == 0:
        return _("equal to the target")
    amount = number_words(abs(variance))
    if is_percent:
        amount = _points_words(abs(variance), amount)
    if variance > 0:
        return _("%(amount)s above the target") % {"amount": amount}
    return _("%(amount)s below the target") % {"amount": amount}


def _points_words(points: Decimal, amount: str) -> str:
    # A plural form needs a whole number; fractions and very large amounts read as "several".
    count = int(points) if points < 1_000_000 and points == int(points) else 2
    return ngettext("%(amount)s percentage point", "%(amount)s percentage points", count) % {"amount": amount}
