"""The forms of an agency's input. A form is one record: a row, an answer, the expenditure."""

from contributions.forms.answers import AnswerForm
from contributions.forms.base import RecordForm, anchor_of, notices_of
from contributions.forms.rows import ActivityEntryForm, ExpenditureForm, IndicatorEntryForm

__all__ = [
    "ActivityEntryForm",
    "AnswerForm",
    "ExpenditureForm",
    "IndicatorEntryForm",
    "RecordForm",
    "notices_of",
    "anchor_of",
]
