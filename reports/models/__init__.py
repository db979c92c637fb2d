"""The joint report of a period: its cover, its joint texts, its Word file, and what was frozen of it."""

from reports.models.documents import DocumentTemplate
from reports.models.report import OpenedText, Report
from reports.models.texts import JointAnswer, JointAnswerSource, JointIndicatorText, JointIndicatorTextSource
from reports.models.versions import (
    FrozenError,
    QualityReview,
    RecordedSubmission,
    ReportVersion,
    SignOff,
    Snapshot,
    VersionFile,
)

__all__ = [
    "DocumentTemplate",
    "FrozenError",
    "JointIndicatorText",
    "JointIndicatorTextSource",
    "OpenedText",
    "QualityReview",
    "RecordedSubmission",
    "Report",
    "ReportVersion",
    "JointAnswer",
    "JointAnswerSource",
    "SignOff",
    "Snapshot",
    "VersionFile",
]
