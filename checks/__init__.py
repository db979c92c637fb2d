"""Points to check: one pure function per rule over plain data, and the warnings beside single fields."""

from checks.fields import (
    above_budget,
    completed_with_next_steps,
    gender_above_spent,
    outside_project,
    over_limit,
)

__all__ = [
    "above_budget",
    "completed_with_next_steps",
    "gender_above_spent",
    "outside_project",
    "over_limit",
]
