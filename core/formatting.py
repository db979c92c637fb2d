"""Numbers, money, dates and periods in words, the same on pages and in every document.

Pure: knows no request and no model; month names follow the active language.
"""

from calendar import monthrange
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.dateformat import format as date_format

_CENT = Decimal("0.01")
_TENTH = Decimal("0.1")


def _grouped(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Decimal | int | None) -> str:
    """Return a figure with grouped thousands and no idle zeros, "1,234.5"; empty for None."""
    return "" if value is None else _grouped(Decimal(value))


def money(value: Decimal | None) -> str:
    """Return an amount with grouped thousands and two decimals, "1,258,000.00"; empty for None."""
    return "" if value is None else f"{Decimal(value).quantize(_CENT, ROUND_HALF_UP):,f}"


def percent(value: Decimal | None) -> str:
    """Return a percentage with at most one decimal, "87%"; empty for None."""
    if value is None:
        return ""
    rounded = Decimal(value).quantize(_TENTH, ROUND_HALF_UP)
    return _grouped(rounded if rounded else Decimal(0)) + "%"


def day(value: date | None) -> str:
    """Return a date as "12 January 2018" in the active language; empty for None."""
    return "" if value is None else date_format(value, "j F Y")


def period(starts: date, ends: date) -> str:
    """Return a span as "January – June 2021"; days are named only where it is not made of whole months."""
    whole_months = starts.day == 1 and ends.day == monthrange(ends.year, ends.month)[1]
    if not whole_months:
        return f"{day(starts)} – {day(ends)}"
    last = date_format(ends, "F Y")
    if (starts.year, starts.month) == (ends.year, ends.month):
        return last
    return f"{date_format(starts, 'F' if starts.year == ends.year else 'F Y')} – {last}"


def clock(value: datetime) -> str:
    """Return a time as "14:02" in the active time zone."""
    return timezone.localtime(value).strftime("%H:%M")


def moment(value: datetime | None) -> str:
    """Return a day and time as "12 January 2018, 14:02" in the active time zone; empty for None."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{day(local.date())}, {local:%H:%M}"
