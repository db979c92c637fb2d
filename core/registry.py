"""What a lower app asks of an upper one: a typed place that the upper app fills in its `apps.py`. Pure."""

from typing import Generic, TypeVar

Given = TypeVar("Given")


class NotFilled(RuntimeError):
    """Raised where something is asked for that no app has given."""


class Registered(Generic[Given]):
    """One thing that an upper app gives; `what` names it for whoever forgot to give it."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._given: Given | None = None

    def fill(self, given: Given) -> None:
        """Give it, once, when the apps are ready; raises RuntimeError where another one was given before."""
        if self._given is not None and self._given != given:
            raise RuntimeError(f"{self.what} was given twice: {self._given!r} and {given!r}")
        self._given = given

    def get(self) -> Given:
        """Return it; raises NotFilled where no app has given it."""
        if self._given is None:
            raise NotFilled(f"{self.what} was not given: an app above fills it in its apps.py")
        return self._given
