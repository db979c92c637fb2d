"""Final versions: made once from a snapshot, stored, compared and verified."""
