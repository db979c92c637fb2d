"""Decimal arithmetic that never raises: a result that cannot be held is None."""

from __future__ import annotations

from collections.abc import Callable
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

HUNDRED = Decimal(100)
# With no trap set, overflow gives Infinity and a bad operation gives NaN instead of an exception.
_CALM = Context(prec=28, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])


def calm(function: Callable[P, R]) -> Callable[P, R]:
    """Run a function in a decimal context that raises nothing."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with localcontext(_CALM):
            return function(*args, **kwargs)

    return run


def finite(value: Decimal) -> Decimal | None:
    """Give the value, or None where it overflowed."""
    return value if value.is_finite() else None


def ratio(numerator: Decimal, denominator: Decimal, *, factor: Decimal = HUNDRED) -> Decimal | None:
    """Divide and multiply by the factor; None where the denominator is 0 or the result cannot be held."""
    if denominator == 0:
        return None
    return finite(numerator / denominator * factor)
