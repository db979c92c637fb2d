"""The states of an agency input."""

OPEN = "open"
SUBMITTED = "submitted"
ACCEPTED = "accepted"
RETURNED = "returned"

WRITABLE = (OPEN, RETURNED)
DONE = (SUBMITTED, ACCEPTED)
