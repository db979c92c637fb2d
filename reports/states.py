"""The states of a report and of its versions."""

from projects.stage import CLEARED, COLLECTING, IN_REVIEW, RETURNED, WITH_REVIEWER, WRITABLE

FINAL = "final"
REPLACED = "replaced"

# The colour of each state, on every page and for everyone.
REPORT_STATUS = {
    COLLECTING: "progress",
    IN_REVIEW: "submitted",
    RETURNED: "needs-you",
    CLEARED: "done",
    FINAL: "done",
}

__all__ = [
    "CLEARED",
    "COLLECTING",
    "FINAL",
    "IN_REVIEW",
    "REPLACED",
    "REPORT_STATUS",
    "RETURNED",
    "WITH_REVIEWER",
    "WRITABLE",
]
