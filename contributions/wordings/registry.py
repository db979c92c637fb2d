"""What the app that makes the report does for wordings of the coordinator's own texts."""

from typing import Protocol

from accounts.models import User
from core.registry import Registered
from projects.models import ReportingPeriod


class JointWriter(Protocol):
    """Reads and writes the coordinator's own texts."""

    def read(self, period: ReportingPeriod, address: str, field: str) -> str | None:
        """Return a joint text as it reads now; None where there is no such text."""

    def write(
        self, period: ReportingPeriod, address: str, field: str, before: str, after: str, by: User
    ) -> None:
        """Write a joint text if it still reads as `before`, else raise WrongState."""


JOINT_WRITER: Registered[JointWriter] = Registered("contributions.wordings.registry.JOINT_WRITER")
