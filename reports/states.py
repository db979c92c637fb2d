"""The states of a report and of its versions."""

COLLECTING = "collecting"
IN_REVIEW = "in_review"
RETURNED = "returned"
CLEARED = "cleared"
FINAL = "final"
REPLACED = "replaced"

WRITABLE = (COLLECTING, RETURNED)
WITH_REVIEWER = (IN_REVIEW, CLEARED)
