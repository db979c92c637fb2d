"""Facts about what organisations wrote, each decided here and nowhere else: is it written, who covers whom. Pure.

Pages, lists, checks, the report and the comparison ask these functions; what lists need in SQL is the column
`counts_as_written`, which a save stores from them. The other facts: whether a text says something is in core.answers,
what is late in core.due, whether an indicator is due in indicators.aggregation, whether a question is asked in a
period in projects.conditions.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from core.answers import says_something

COMPLETED = "completed"


def text_of_row(status: str, progress: str, carried: str | None) -> str:
    """Return what an organisation's part of a work row reads: its own text, else the one carried over.

    `carried` is the text with which an earlier report printed the row as completed, None where there was none. It
    stands for as long as the row stays completed.
    """
    if progress.strip():
        return progress
    return (carried or "") if status == COMPLETED else ""


def is_old_text(progress: str, carried: str | None) -> bool:
    """Tell whether a row has no text but the one that an earlier report printed."""
    return carried is not None and progress.strip() in ("", carried.strip())


def is_row_written(status: str, progress: str, carried: str | None) -> bool:
    """Tell whether an organisation has written its part of a work row itself.

    A text that says nothing is not written, and neither is the old text of a row that was opened again.
    """
    if is_old_text(progress, carried) and status != COMPLETED:
        return False
    return says_something(text_of_row(status, progress, carried))


class RowPart(NamedTuple):
    """One organisation's part of a work row, as far as it decides who covers whom."""

    office_uid: str
    is_written: bool
    written_with: Sequence[str]  # uids of the offices whose part the text is too


def covers(part: RowPart, office_uid: str) -> bool:
    """Tell whether a part is written for this other office too."""
    return part.is_written and office_uid != part.office_uid and office_uid in part.written_with


def covered_by(parts: Iterable[RowPart]) -> dict[str, str]:
    """Return, per office of a work row, whose text covers its part: its own, else one written together with it.

    Who is not in it has not written, and nobody did for it. Of several who wrote for an office it is the last.
    """
    parts = list(parts)
    found: dict[str, str] = {}
    for part in parts:
        if part.is_written:
            found[part.office_uid] = part.office_uid
            continue
        for writer in parts:
            if covers(writer, part.office_uid):
                found[part.office_uid] = writer.office_uid
    return found


def is_indicator_written(entry: Any) -> bool:
    """Tell whether an organisation has answered for an indicator; `entry` is read by attribute only.

    A figure (both parts, where it is made of two), a text, a reason why there is none and the day on which it is
    expected are each an answer. A source or a reason for variance alone is not.
    """
    has_figure = entry.value is not None or None not in (entry.numerator, entry.denominator)
    has_words = says_something(entry.progress) or says_something(entry.not_measured_because)
    return has_figure or has_words or entry.expected_on is not None


def is_answer_filled(answer: Any, *, has_lines: bool) -> bool:
    """Tell whether anything stands in an answer, so that it is printed; `answer` is read by attribute only."""
    return _is_more_than_text(answer, has_lines) or bool(answer.text.strip())


def is_answer_written(answer: Any, *, has_lines: bool) -> bool:
    """Tell whether an answer says anything: a dash or "n/a" alone stands there, but is no answer."""
    return _is_more_than_text(answer, has_lines) or says_something(answer.text)


def _is_more_than_text(answer: Any, has_lines: bool) -> bool:
    return bool(answer.choice or answer.choices or has_lines) or answer.amount is not None
