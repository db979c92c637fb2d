"""The way of an agency input: open or submitted."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, workflow

OPEN = "open"
SUBMITTED = "submitted"

INPUT_WORKFLOW = workflow(
    Transition("submit", frozenset({OPEN}), SUBMITTED, _("This input was submitted already.")),
    Transition("reopen", frozenset({SUBMITTED}), OPEN, _("This input is open already.")),
)
