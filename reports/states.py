"""The states of a report and of its versions."""

COLLECTING = "collecting"
IN_REVIEW = "in_review"
RETURNED = "returned"
CLEARED = "cleared"
FINAL = "final"
REPLACED = "replaced"

WRITABLE = (COLLECTING, RETURNED)
WITH_REVIEWER = (IN_REVIEW, CLEARED)

# The colour of each state, on every page and for everyone.
REPORT_STATUS = {
    COLLECTING: "progress",
    IN_REVIEW: "submitted",
    RETURNED: "needs-you",
    CLEARED: "done",
    FINAL: "done",
}
