"""Questions and expenditure as blocks of a page."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

import checks
from contributions.forms import AnswerForm, ExpenditureForm
from contributions.models import Answer, Contribution
from contributions.pages.blocks import Block, Group, ReferenceText, kept, period_words
from contributions.selectors import QUESTION_PREFIX, InputRecords
from core.formatting import day, number
from core.markup import to_html
from projects import addresses
from projects.models import Outcome, Question, Section

MONEY_ANCHOR = "money"


def question_groups(
    contribution: Contribution, records: InputRecords, data: Any, *, answering: int
) -> list[Group]:
    """Return the office's questions under the headings of the form; `answering` offices share a limit."""
    groups: dict[tuple[int, int | None], Group] = {}
    for question in records.questions:
        per_outcome = question.section.kind == Section.Kind.PER_OUTCOME
        outcomes: list[Outcome | None] = [*records.outcomes] if per_outcome else [None]
        for outcome in outcomes:
            key = (question.section_id, outcome.pk if outcome else None)
            title = (
                _("Outcome %(code)s: %(title)s") % {"code": outcome.code, "title": outcome.title}
                if outcome
                else ""
            )
            anchor = f"section-{question.section.key}-{outcome.uid if outcome else 'all'}"
            group = groups.setdefault(key, Group(anchor, "", question.section.heading, title))
            group.blocks.append(_question_block(question, outcome, contribution, records, data, answering))
    return list(groups.values())


def answer_prefix(question: Question, outcome: Outcome | None) -> str:
    """Return the prefix of a question's fields on a page."""
    return f"{QUESTION_PREFIX}-{question.pk}-{outcome.uid if outcome else 'all'}"


def _question_block(
    question: Question,
    outcome: Outcome | None,
    contribution: Contribution,
    records: InputRecords,
    data: Any,
    answering: int,
) -> Block:
    answer = records.answers.get((question.pk, outcome.pk if outcome else None))
    lines = records.lines.get(answer.pk, []) if answer else []
    shared = question.limit and question.combine == Question.Combine.COORDINATOR and answering > 1
    prefix = answer_prefix(question, outcome)
    form = AnswerForm(
        data,
        prefix=prefix,
        record=answer or Answer(contribution=contribution, question=question, outcome=outcome, version=0),
        question=question,
        share=(question.limit or 0) // answering if shared else None,
        lines=lines,  # type: ignore[arg-type]
    )
    block = Block(
        anchor=prefix,
        code="",
        title=question.short,
        form=form,
        kind="question",
        address=addresses.question(question.key, outcome.uid if outcome else ""),
        lead=question.label,
    )
    block.is_written = bool(answer and answer.is_written)
    if block.is_written:
        block.status_key, block.status_label = "done", _("Written")
    elif question.is_required:
        block.status_key, block.status_label = "todo", _("Not written yet")
    else:
        block.status_key, block.status_label = "blocked", _("Optional")
        block.is_folded = not (answer and answer.is_filled)
    last = records.last_answers.get((question.key, outcome.uid if outcome else None))
    if last is not None and last.text.strip():
        words = _("Last time, %(period)s") % {"period": period_words(last.contribution)}
        block.references = [ReferenceText(words, [("", to_html(last.text))])]
    if answer is not None:
        block.warnings = kept(checks.over_limit(answer.text, question.limit))
        block.read = _read_answer(answer, question, lines)
    return block


def _read_answer(answer: Answer, question: Question, lines: list[Any]) -> list[tuple[str, str]]:
    labels = {"yes": _("Yes"), "no": _("No"), **{str(key): str(label) for key, label in question.options}}
    shown = [(_("Answer"), labels.get(answer.choice, answer.choice))]
    shown += [("", to_html("\n".join(f"- {labels.get(choice, choice)}" for choice in answer.choices)))]
    shown += [(_("Amount in US dollars"), number(answer.amount)), ("", to_html(answer.text))]
    shown += [(line.funder, f"{number(line.amount)} {to_html(line.note)}".strip()) for line in lines]
    return [(label, html) for label, html in shown if html]


def expenditure_group(contribution: Contribution, data: Any, *, approved: Decimal | None) -> Group:
    """Return the office's expenditure with its approved budget, in US dollars."""
    form = ExpenditureForm(data, prefix="money", record=contribution)
    filled = contribution.spent is not None or contribution.gender_spent is not None
    block = Block(
        anchor=MONEY_ANCHOR,
        code="",
        title=_("Budget and expenditure"),
        form=form,
        kind="money",
        address=addresses.MONEY,
        status_key="done" if filled else "todo",
        status_label=_("Written") if filled else _("Not written yet"),
        is_written=filled,
    )
    block.facts = [
        (_("Approved for your organisation, US dollars"), number(approved) or _("not known to the portal"))
    ]
    project = contribution.period.project
    block.warnings = kept(
        checks.above_budget(contribution.spent, contribution.committed, approved),
        checks.gender_above_spent(contribution.gender_spent, contribution.spent),
        checks.outside_project(
            _("Figures as of"), contribution.money_as_of, project.starts_on, project.ends_on
        ),
    )
    block.read = [
        (_("Spent"), number(contribution.spent)),
        (_("Committed, not yet spent"), number(contribution.committed)),
        (_("Spent on gender equality and women's empowerment"), number(contribution.gender_spent)),
        (_("Provisional figures"), _("Yes") if filled and contribution.money_is_provisional else ""),
        (_("Figures as of"), day(contribution.money_as_of)),
        (_("Source of the figures"), to_html(contribution.money_source)),
    ]
    block.read = [(label, html) for label, html in block.read if html]
    return Group(
        "budget", "", _("Budget and expenditure"), _("US dollars, since the start of the project."), [block]
    )
