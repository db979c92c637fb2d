"""What each office enters for a period: its input, one entry per row, answers, expenditure, and what is said of it."""

from contributions.models.answers import Answer, AnswerLine
from contributions.models.attachments import Attachment
from contributions.models.comments import Comment, Guest, Phrase, Suggestion
from contributions.models.entries import ActivityEntry, IndicatorEntry
from contributions.models.inputs import Contribution, OpenedRow, WriterRow
from contributions.models.points import PointAnswer, StoredPoint

__all__ = [
    "ActivityEntry",
    "Answer",
    "AnswerLine",
    "Attachment",
    "Comment",
    "Contribution",
    "Guest",
    "IndicatorEntry",
    "OpenedRow",
    "Phrase",
    "PointAnswer",
    "StoredPoint",
    "Suggestion",
    "WriterRow",
]
