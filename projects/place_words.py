"""How a place of a report is called, where its number or code is at hand. Pure; titles: discussion.address_words."""

from django.utils.functional import lazy
from django.utils.translation import gettext as _


def row_words(number: int | str) -> str:
    """Return how a work row is called: "Row 3"."""
    return _("Row %(number)s") % {"number": number}


def indicator_words(code: str) -> str:
    """Return how an indicator is called: "Indicator 1.1.1"."""
    return _("Indicator %(code)s") % {"code": code}


def outcome_words(code: str) -> str:
    """Return how an outcome is called: "Outcome 1"."""
    return _("Outcome %(code)s") % {"code": code}


# For what is read in another language than the one in which it was laid out.
row_words_lazy = lazy(row_words, str)
