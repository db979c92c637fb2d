"""What each office enters for a period: its input, one entry per row, answers and expenditure."""

from contributions.models.answers import Answer, AnswerLine
from contributions.models.entries import ActivityEntry, IndicatorEntry
from contributions.models.inputs import Contribution, WriterRow

__all__ = ["ActivityEntry", "Answer", "AnswerLine", "Contribution", "IndicatorEntry", "WriterRow"]
