"""Several offices' or several periods' readings as one figure; a missing figure is left out, never 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .data import Accumulation, Combine, Combined, Plan, Reading
from .exact import HUNDRED, calm, finite, ratio
from .words import (
    day_words,
    moved_total_words,
    not_measured_words,
    number_words,
    percent_words,
    sentences,
    term,
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A reading that has a figure, with that figure."""

    reading: Reading
    value: Decimal


@calm
def combine_offices(plan: Plan, readings: Sequence[Reading]) -> Combined:
    """Combine one period's readings, given in the order of the offices, by the indicator's rule."""
    figures = _figures(plan, readings)
    combined = _BY_RULE[plan.combine](plan, readings, figures)
    reported = combined.reported if plan.combine == Combine.RATIO else len(figures)
    complete = ""
    if reported < len(readings):
        complete = ngettext(
            "%(reported)s of %(expected)s organisation.",
            "%(reported)s of %(expected)s organisations.",
            len(readings),
        ) % {"reported": reported, "expected": len(readings)}
    missing = sentences(_office_not_measured(reading) for reading in readings if reading.not_measured)
    note = sentences([complete, combined.note, missing])
    return replace(combined, reported=reported, expected=len(readings), note=note)


@calm
def combine_periods(plan: Plan, readings: Sequence[Reading]) -> Combined:
    """Combine readings of several periods, oldest first: the latest since the start, or their sum."""
    figures = _figures(plan, readings)
    if plan.accumulation == Accumulation.SINCE_START:
        combined = _latest_period(plan, readings, figures)
    else:
        combined = _added_periods(plan, readings, figures)
    return replace(combined, reported=len(figures), expected=len(readings))


def _figures(plan: Plan, readings: Sequence[Reading]) -> list[_Figure]:
    pairs = ((reading, _figure_of(plan, reading)) for reading in readings)
    return [_Figure(reading, value) for reading, value in pairs if value is not None]


def _figure_of(plan: Plan, reading: Reading) -> Decimal | None:
    if reading.not_measured:
        return None
    if plan.combine == Combine.RATIO and reading.has_parts:
        return _ratio_of(plan, reading.numerator, reading.denominator)
    return reading.value


def _ratio_of(plan: Plan, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    if numerator is None or denominator is None:
        return None
    return ratio(numerator, denominator, factor=HUNDRED if plan.is_percent else Decimal(1))


def _taken(figure: _Figure, formula: str) -> Combined:
    reading = figure.reading
    return Combined(
        value=figure.value,
        numerator=reading.numerator,
        denominator=reading.denominator,
        women=reading.women,
        men=reading.men,
        under_30=reading.under_30,
        formula=formula,
    )


def _nothing_given(readings: Sequence[Reading]) -> Combined:
    if readings and all(reading.not_measured for reading in readings):
        return Combined()  # each organisation's own sentence follows
    return Combined(note=_("There is no figure to combine."))


def _office_not_measured(reading: Reading) -> str:
    words = not_measured_words(reading.expected_on)
    return f"{reading.office}: {words}" if reading.office else words


def _named(figure: _Figure) -> str:
    value = number_words(figure.value)
    return f"{figure.reading.office}: {value}" if figure.reading.office else value


# The rules for offices


def _summed(plan: Plan, readings: Sequence[Reading], figures: list[_Figure]) -> Combined:
    if not figures:
        return _nothing_given(readings)
    total = finite(_total([figure.value for figure in figures]))
    if total is None:
        return Combined(note=_("The figures are too large to add."))
    of_percentages = ""
    if plan.is_percent and len(figures) > 1:
        of_percentages = _("These are percentages: add them only if they are parts of the same whole.")
    split, partial = _added_split(figures)
    return replace(
        split, value=total, formula=_addition(figures, total), note=sentences([of_percentages, partial])
    )


def _total(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _addition(figures: list[_Figure], total: Decimal) -> str:
    if len(figures) == 1:
        return _named(figures[0])
    first, *others = [figure.value for figure in figures]
    terms = " + ".join([number_words(first), *(term(value) for value in others)])
    return f"{terms} = {number_words(total)}"


def _added_split(figures: list[_Figure]) -> tuple[Combined, str]:
    """Add women, men and under 30 where given, and say which of them not everyone gave."""
    names = {"women": _("women"), "men": _("men"), "under_30": _("under 30")}
    sums: dict[str, Decimal | None] = {}
    partial = []
    for name, words in names.items():
        given = [value for figure in figures if (value := getattr(figure.reading, name)) is not None]
        sums[name] = finite(_total(given)) if given else None
        if given and len(given) < len(figures):
            partial.append(f"{words} {len(given)}/{len(figures)}")
    note = _("Not everyone gave the split: %(counts)s.") % {"counts": ", ".join(partial)} if partial else ""
    return Combined(women=sums["women"], men=sums["men"], under_30=sums["under_30"]), note


def _latest(plan: Plan, readings: Sequence[Reading], figures: list[_Figure]) -> Combined:
    if not figures:
        return _nothing_given(readings)
    # max() keeps the first of equals, which is the order of the offices.
    latest = max(figures, key=lambda figure: figure.reading.measured_on or date.min)
    if latest.reading.measured_on is None:
        undated = _("No figure says when it was measured, so the first in the order stands here.")
        return replace(_taken(latest, _named(latest)), note=undated if len(figures) > 1 else "")
    formula = _("%(figure)s, measured on %(date)s") % {
        "figure": _named(latest),
        "date": day_words(latest.reading.measured_on),
    }
    return _taken(latest, formula)


def _maximum(plan: Plan, readings: Sequence[Reading], figures: list[_Figure]) -> Combined:
    if not figures:
        return _nothing_given(readings)
    highest = max(figures, key=lambda figure: figure.value)
    if len(figures) == 1:
        return _taken(highest, _named(highest))
    return _taken(highest, _("Highest figure: %(figure)s") % {"figure": _named(highest)})


def _divided(plan: Plan, readings: Sequence[Reading], figures: list[_Figure]) -> Combined:
    with_parts = [reading for reading in readings if reading.has_parts]
    whole = [figure for figure in figures if not figure.reading.has_parts]
    if not with_parts:
        return _without_parts(readings, whole)
    numerator = finite(_total([reading.numerator for reading in with_parts if reading.numerator is not None]))
    denominator = finite(
        _total([reading.denominator for reading in with_parts if reading.denominator is not None])
    )
    value = _ratio_of(plan, numerator, denominator)
    left_out = ""
    if whole:
        left_out = _("Left out, because the two parts of the ratio are not given: %(offices)s.") % {
            "offices": ", ".join(figure.reading.office for figure in whole)
        }
    if value is None:
        note = sentences([_why_no_ratio(denominator), left_out])
        return Combined(numerator=numerator, denominator=denominator, reported=len(with_parts), note=note)
    combined = Combined(value=value, numerator=numerator, denominator=denominator)
    if len(with_parts) == 1:
        only = with_parts[0]
        combined = replace(combined, women=only.women, men=only.men, under_30=only.under_30)
    formula = _division(plan, with_parts, value, numerator, denominator)
    return replace(combined, formula=formula, reported=len(with_parts), note=left_out)


def _without_parts(readings: Sequence[Reading], whole: list[_Figure]) -> Combined:
    if not whole:
        return _nothing_given(readings)
    if len(whole) == 1:
        return replace(_taken(whole[0], _named(whole[0])), reported=1)
    return Combined(
        note=_("Give the two parts of the ratio: percentages of different totals do not combine.")
    )


def _why_no_ratio(denominator: Decimal | None) -> str:
    if denominator == 0:
        return _("The total is 0, so there is no ratio.")
    return _("The figures are too large to compute with.")


def _division(
    plan: Plan,
    with_parts: list[Reading],
    value: Decimal,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> str:
    upper, lower = "", ""
    for parts in with_parts:
        if parts.numerator is not None and parts.denominator is not None:
            upper += f" + {term(parts.numerator)}"
            lower += f" + {term(parts.denominator)}"
    upper, lower = upper.removeprefix(" + "), lower.removeprefix(" + ")
    if len(with_parts) > 1:
        upper, lower = f"({upper})", f"({lower})"
    result = percent_words(value) if plan.is_percent else number_words(value, places=2)
    return f"{upper} ÷ {lower} = {result}"


def _lead(plan: Plan, readings: Sequence[Reading], figures: list[_Figure]) -> Combined:
    if not readings:
        return _nothing_given(readings)
    if not figures or figures[0].reading is not readings[0]:
        note = _("The lead, %(office)s, has given no figure.") % {"office": readings[0].office}
        return Combined(note=note)
    return _taken(figures[0], _named(figures[0]))


def _not_combined(plan: Plan, readings: Sequence[Reading], figures: list[_Figure]) -> Combined:
    return Combined(note=_("The organisations' figures stand side by side and are not combined."))


_BY_RULE: dict[Combine, Callable[[Plan, Sequence[Reading], list[_Figure]], Combined]] = {
    Combine.SUM: _summed,
    Combine.LATEST: _latest,
    Combine.MAXIMUM: _maximum,
    Combine.RATIO: _divided,
    Combine.LEAD: _lead,
    Combine.NONE: _not_combined,
}


# The rules for periods


def _latest_period(plan: Plan, readings: Sequence[Reading], figures: list[_Figure]) -> Combined:
    if not figures:
        return _no_period(readings)
    # Of periods that end together the later in the order wins, hence the position in the key.
    place, latest = max(
        enumerate(figures), key=lambda numbered: (numbered[1].reading.period_ends or date.min, numbered[0])
    )
    ends = latest.reading.period_ends
    value = percent_words(latest.value) if plan.is_percent else number_words(latest.value)
    formula = _("Since the start: %(value)s") % {"value": value}
    if ends is not None:
        formula = _("Since the start, as of %(date)s: %(value)s") % {"date": day_words(ends), "value": value}
    older = ""
    if any(_is_later(reading, latest.reading) for reading in readings):
        older = _("The latest period has no figure, so an earlier one stands here.")
    return replace(_taken(latest, formula), note=sentences([older, _moving_total(figures, latest)]))


def _is_later(reading: Reading, than: Reading) -> bool:
    if reading.period_ends is None or than.period_ends is None:
        return False
    return reading.period_ends > than.period_ends


def _moving_total(figures: list[_Figure], latest: _Figure) -> str:
    totals = [figure.reading.denominator for figure in figures if figure.reading.denominator is not None]
    now = latest.reading.denominator
    if now is None or not totals or totals[0] == now:
        return ""
    return moved_total_words(totals[0], now)


def _added_periods(plan: Plan, readings: Sequence[Reading], figures: list[_Figure]) -> Combined:
    if not figures:
        return _no_period(readings)
    if len(readings) == 1:
        return _taken(figures[0], number_words(figures[0].value))
    if plan.combine != Combine.SUM:
        return Combined(note=_("Figures of single periods are added only for indicators that add up."))
    reason = _why_not_added([figure.reading for figure in figures])
    if reason:
        return Combined(note=reason)
    total = finite(_total([figure.value for figure in figures]))
    if total is None:
        return Combined(note=_("The figures are too large to add."))
    complete = ""
    if len(figures) < len(readings):
        complete = ngettext(
            "%(reported)s of %(expected)s period.", "%(reported)s of %(expected)s periods.", len(readings)
        ) % {"reported": len(figures), "expected": len(readings)}
    split, partial = _added_split(figures)
    note = sentences([complete, partial])
    return replace(split, value=total, formula=_addition(figures, total), note=note)


def _no_period(readings: Sequence[Reading]) -> Combined:
    if readings and readings[-1].not_measured:
        return Combined(note=not_measured_words(readings[-1].expected_on))
    return Combined(note=_("No period has a figure yet."))


def _why_not_added(readings: Sequence[Reading]) -> str:
    spans = sorted(
        (reading.period_starts, reading.period_ends)
        for reading in readings
        if reading.period_starts is not None
        and reading.period_ends is not None
        and reading.period_starts <= reading.period_ends
    )
    if len(spans) < len(readings):
        return _("Not added: give every period a first and a last day.")
    if any(later[0] <= earlier[1] for earlier, later in pairwise(spans)):
        return _("Not added: the periods overlap, and what falls into both would count twice.")
    return ""
