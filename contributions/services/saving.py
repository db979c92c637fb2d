"""Writing rows, answers and expenditure: while the input is open, by version, with an audit line."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypedDict

from django.db.models import QuerySet
from django.utils.functional import lazy

from accounts.models import User
from audit.services import record
from contributions.counts import rows_held, store_counts_of_rows
from contributions.models import ActivityEntry, Answer, AnswerLine, Contribution, IndicatorEntry
from contributions.models.answers import AnswerContent, FundLineContent
from contributions.permissions import closed_row_sentence, locked_sentence
from contributions.states import WRITABLE
from core.decisions import Sentence
from core.saving import Base, Saved, digest, plain_value, save_versioned
from projects import addresses
from projects.models import Outcome, Question


class FundLineValues(TypedDict):
    """One line of a list of funders as a form gives it; `amount` in US dollars."""

    funder: str
    amount: Decimal | None
    note: str


def while_open(contribution: Contribution, address: str, prefix: str = "contribution__") -> dict[str, Any]:
    """Return the filter that must hold at the moment of writing: the input is open, and so is this place of it.

    After a return that opened some rows only, every other row stays as it was accepted.
    """
    guard: dict[str, Any] = {f"{prefix}state__in": WRITABLE, f"{prefix}is_locked": False}
    if contribution.is_partial:
        return {**guard, f"{prefix}opened__address": address}
    return {**guard, f"{prefix}is_partial": False}


def _refusal(pk: int) -> str:
    current = Contribution.objects.get(pk=pk)
    return closed_row_sentence() if current.is_open else locked_sentence(current)


def _otherwise(contribution: Contribution) -> Sentence:
    """Return why nothing was written; read from the database when it is said, for that may just have changed."""
    return lazy(_refusal, str)(contribution.pk)


def save_activity_entry(entry: ActivityEntry, *, by: User, base: Base, values: Mapping[str, Any]) -> Saved:
    """Write an office's entry on a work row; raises WrongState once the input is submitted."""

    def record_change(changes: dict[str, list[Any]]) -> None:
        store_counts_of_rows([entry.activity_id], period_id=entry.contribution.period_id)
        record(by=by, action="write", on=entry, changes=changes)

    return save_versioned(
        entry,
        base=base,
        values=values,
        by=by,
        record_change=record_change,
        **_while_open(entry, addresses.activity(entry.activity.uid), rows_held([entry.activity_id])),
    )


def save_indicator_entry(entry: IndicatorEntry, *, by: User, base: Base, values: Mapping[str, Any]) -> Saved:
    """Write an office's entry on an indicator; raises WrongState once the input is submitted."""
    return save_versioned(
        entry,
        base=base,
        values=values,
        by=by,
        record_change=lambda changes: record(by=by, action="write", on=entry, changes=changes),
        **_while_open(entry, addresses.indicator(entry.indicator.uid)),
    )


def _while_open(entry: ActivityEntry | IndicatorEntry, address: str, *held: QuerySet) -> dict[str, Any]:
    """Return what must hold and stand still while an entry is written."""
    return {
        "only_while": while_open(entry.contribution, address),
        "otherwise": _otherwise(entry.contribution),
        "holding": [Contribution.objects.filter(pk=entry.contribution_id), *held],
    }


def save_expenditure(contribution: Contribution, *, by: User, base: Base, values: Mapping[str, Any]) -> Saved:
    """Write the office's expenditure; raises WrongState once the input is submitted."""
    return save_versioned(
        contribution,
        base=base,
        values=values,
        by=by,
        record_change=lambda changes: record(by=by, action="write", on=contribution, changes=changes),
        only_while=while_open(contribution, addresses.MONEY, prefix=""),
        otherwise=_otherwise(contribution),
        holding=[Contribution.objects.filter(pk=contribution.pk)],
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
        only_while=while_open(contribution, addresses.question(question.key, outcome.uid if outcome else "")),
        otherwise=_otherwise(contribution),
        holding=[Contribution.objects.filter(pk=contribution.pk)],
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
    otherwise: Sentence,
    holding: Sequence[QuerySet],
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
        holding=holding,
    )
