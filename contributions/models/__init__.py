"""What each office enters for a period: its input, one entry per row, answers, expenditure, attachments, wordings."""

from contributions.models.answers import Answer, AnswerLine
from contributions.models.attachments import Attachment
from contributions.models.entries import ActivityEntry, IndicatorEntry
from contributions.models.inputs import Contribution, OpenedRow, WriterRow
from contributions.models.points import PointAnswer, StoredPoint
from contributions.models.suggestions import Suggestion

__all__ = [
    "ActivityEntry",
    "Answer",
    "AnswerLine",
    "Attachment",
    "Contribution",
    "IndicatorEntry",
    "OpenedRow",
    "PointAnswer",
    "StoredPoint",
    "Suggestion",
    "WriterRow",
]
