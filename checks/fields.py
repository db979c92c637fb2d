"""Points that are saved with a warning, since real reports have them. Pure: one function per rule."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formatting import day, money, number
from core.markup import characters


def over_limit(text: str, limit: int | None) -> str:
    """Return a warning where a text is longer than the form's limit (it is printed whole all the same)."""
    count = characters(text)
    if not limit or count <= limit:
        return ""
    over = count - limit
    return ngettext(
        "%(over)s character over the limit of %(limit)s. It is saved and printed whole; the Fund may ask for less.",
        "%(over)s characters over the limit of %(limit)s. It is saved and printed whole; the Fund may ask for less.",
        over,
    ) % {"over": number(over), "limit": number(limit)}


def outside_project(name: str, value: date | None, starts: date, ends: date) -> str:
    """Return a warning where a date lies before or after the project."""
    if value is None or starts <= value <= ends:
        return ""
    return _(
        "%(name)s: %(date)s lies outside the project (%(starts)s to %(ends)s). It is saved; check the year."
    ) % {
        "name": name,
        "date": day(value),
        "starts": day(starts),
        "ends": day(ends),
    }


def above_budget(spent: Decimal | None, committed: Decimal | None, approved: Decimal | None) -> str:
    """Return a warning where expenditure is above what was approved for the organisation."""
    if approved is None or spent is None:
        return ""
    used = spent + (committed or 0)
    if used <= approved:
        return ""
    return _(
        "Spent and committed are %(used)s, above the approved %(approved)s US dollars. It is saved; check it."
    ) % {
        "used": money(used),
        "approved": money(approved),
    }


def gender_above_spent(gender_spent: Decimal | None, spent: Decimal | None) -> str:
    """Return a warning where more was spent on gender equality than altogether."""
    if gender_spent is None or spent is None or gender_spent <= spent:
        return ""
    return _("Spending on gender equality is larger than all spending. It is saved; check the two amounts.")


def completed_with_next_steps(status: str, next_steps: str) -> str:
    """Return a warning where a completed row still names next steps."""
    if status == "completed" and next_steps.strip():
        return _(
            "The row is completed but names next steps: the report prints the next steps, not “Completed”."
        )
    return ""
