"""Points to check of an input: what the rules read, what they found, and what was answered to it."""
