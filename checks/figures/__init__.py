"""Rules about figures inside texts: words against digits, parts against their total, a text against its indicator."""

from checks.figures.indicators import figure_against_indicator
from checks.figures.sums import sum_does_not_add_up
from checks.figures.twice import words_against_figures

__all__ = ["figure_against_indicator", "sum_does_not_add_up", "words_against_figures"]
