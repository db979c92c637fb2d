"""Writing rows, answers and expenditure: while the input is open, by version, with an audit line."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypedDict

from accounts.models import User
from audit.services import record
from contributions.models import ActivityEntry, Answer, AnswerLine, Contribution, IndicatorEntry
from contributions.models.answers import AnswerContent, FundLineContent
from contributions.permissions import locked_sentence
from contributions.workflow import OPEN
from core.saving import Base, Saved, digest, plain_value, save_versioned
from projects.models import Outcome, Question


class FundLineValues(TypedDict):
    """One line of a list of funders as a form gives it; `amount` in US dollars."""

    funder: str
    amount: Decimal | None
    note: str


def save_activity_entry(entry: ActivityEntry, *, by: User, base: Base, values: Mapping[str, Any]) -> Saved:
    """Write an office's entry on a work row; raises WrongState once the input is submitted."""
    return _save_entry(entry, by=by, base=base, values=values)


def save_indicator_entry(entry: IndicatorEntry, *, by: User, base: Base, values: Mapping[str, Any]) -> Saved:
    """Write an office's entry on an indicator; raises WrongState once the input is submitted."""
    return _save_entry(entry, by=by, base=base, values=values)


def _save_entry(
    entry: ActivityEntry | IndicatorEntry, *, by: User, base: Base, values: Mapping[str, Any]
) -> Saved:
    return save_versioned(
        entry,
        base=base,
        values=values,
        by=by,
        record_change=lambda changes: record(by=by, action="write", on=entry, changes=changes),
        only_while={"contribution__state": OPEN},
        otherwise=locked_sentence(entry.contribution),
    )


def save_expenditure(contribution: Contribution, *, by: User, base: Base, values: Mapping[str, Any]) -> Saved:
    """Write the office's expenditure; raises WrongState once the input is submitted."""
    return save_versioned(
        contribution,
        base=base,
        values=values,
        by=by,
        record_change=lambda changes: record(by=by, action="write", on=contribution, changes=changes),
        only_while={"state": OPEN},
        otherwise=locked_sentence(contribution),
    )


def ensure_answer(contribution: Contribution, question: Question, outcome: Outcome | None) -> Answer:
    """Return the office's answer to a question, creating it empty; two people at once get the same one."""
    answer, _created = Answer.objects.get_or_create(
        contribution=contribution, question=question, outcome=outcome
    )
    return answer


def save_answer(
    contribution: Contribution,
    question: Question,
    outcome: Outcome | None,
    *,
    by: User,
    base: Base,
    values: Mapping[str, Any],
    lines: Sequence[FundLineValues] | None = None,
) -> Saved:
    """Write an office's answer with its list of funders; raises WrongState once the input is submitted."""
    answer = ensure_answer(contribution, question, outcome)
    return save_answer_content(
        answer,
        AnswerLine,
        {"answer": answer},
        by=by,
        base=base,
        values=values,
        lines=lines,
        only_while={"contribution__state": OPEN},
        otherwise=locked_sentence(contribution),
    )


def lines_key(lines: Sequence[FundLineValues]) -> str:
    """Return the digest that stands for a list of funders when versions are compared; empty for an empty list."""
    if not lines:
        return ""
    return digest([[line["funder"], plain_value(line["amount"]), line["note"]] for line in lines])


def save_answer_content(
    answer: AnswerContent,
    line_model: type[FundLineContent] | None,
    owner: Mapping[str, Any],
    *,
    by: User,
    base: Base,
    values: Mapping[str, Any],
    lines: Sequence[FundLineValues] | None,
    only_while: Mapping[str, Any],
    otherwise: str,
) -> Saved:
    """Write any answer, an office's or the coordinator's; the list of funders is replaced as a whole."""
    written = dict(values)
    if lines is not None:
        written["lines_key"] = lines_key(lines)

    def record_change(changes: dict[str, list[Any]]) -> None:
        if "lines_key" in changes and line_model is not None and lines is not None:
            stored = line_model._default_manager.filter(**owner)
            changes["lines"] = [
                [[line.funder, plain_value(line.amount), line.note] for line in stored],
                [[line["funder"], plain_value(line["amount"]), line["note"]] for line in lines],
            ]
            del changes["lines_key"]
            stored.delete()
            line_model._default_manager.bulk_create(
                line_model(**owner, position=position, **line) for position, line in enumerate(lines, start=1)
            )
        record(by=by, action="write", on=answer, changes=changes)

    return save_versioned(
        answer,
        base=base,
        values=written,
        by=by,
        record_change=record_change,
        only_while=only_while,
        otherwise=otherwise,
    )
