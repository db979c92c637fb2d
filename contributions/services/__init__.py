"""Everything that changes an agency input."""

from contributions.rounds.services import open_round
from contributions.services.saving import (
    save_activity_entry,
    save_answer,
    save_expenditure,
    save_indicator_entry,
)
from contributions.services.states import (
    accept_contribution,
    enter_on_behalf,
    return_contribution,
    set_due_date,
    share_contribution,
    submit_contribution,
    take_back_contribution,
)

__all__ = [
    "accept_contribution",
    "enter_on_behalf",
    "open_round",
    "return_contribution",
    "save_activity_entry",
    "save_answer",
    "save_expenditure",
    "save_indicator_entry",
    "set_due_date",
    "share_contribution",
    "submit_contribution",
    "take_back_contribution",
]
