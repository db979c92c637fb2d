"""What only reports say of a state: a version that was replaced, and the colour of each. The list: projects.stage."""

from projects.stage import CLEARED, COLLECTING, FINAL, IN_REVIEW, RETURNED

REPLACED = "replaced"  # of a version

# The colour of each state, on every page and for everyone.
REPORT_STATUS = {
    COLLECTING: "progress",
    IN_REVIEW: "submitted",
    RETURNED: "needs-you",
    CLEARED: "done",
    FINAL: "done",
}
