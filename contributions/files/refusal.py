"""The one way in which a file is refused."""


class Refused(ValueError):
    """Raised where a file cannot be kept; its message is one sentence that says what to do."""
