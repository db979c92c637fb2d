"""How the answers of several offices become the one that is printed."""

from dataclasses import dataclass
from decimal import Decimal

from core.answers import says_something
from core.formatting import money
from core.markup import characters
from documents import data
from projects import addresses
from reports.assembling.sources import AnswerSource, QuestionSource, ReportSources

TEXT_TYPES = {"text", "yes_no_text", "money_text", "multi_choice", "funders"}


@dataclass(frozen=True, slots=True)
class Combined:
    """One answer out of several; `is_proposed` while the coordinator has not written it."""

    text: str = ""
    choice: str = ""
    choices: tuple[str, ...] = ()
    amount: Decimal | None = None
    lines: tuple[data.FundLine, ...] = ()
    is_proposed: bool = True


def joined_texts(named: list[tuple[str, str]]) -> str:
    """Return one text out of (office, text): a single one as it is, equal ones once, several under their names."""
    distinct: dict[str, list[str]] = {}
    for name, text in named:
        if text.strip():
            distinct.setdefault(text.strip(), []).append(name)
    if len(distinct) == 1:
        return next(iter(distinct))
    return "\n\n".join(f"**{', '.join(names)}**\n{text}" for text, names in distinct.items())


def combine(
    question: QuestionSource,
    answers: tuple[AnswerSource, ...],
    joint: AnswerSource | None,
    sources: ReportSources,
) -> Combined:
    """Return what the coordinator wrote, else what the answers propose by the question's rule."""
    proposal = Combined(
        text=joined_texts([(sources.office_name(answer.office_id), answer.text) for answer in answers]),
        choice=_any_yes([answer.choice for answer in answers]),
        choices=tuple(
            str(key) for key, _label in question.options if any(key in answer.choices for answer in answers)
        )
        if question.type == "multi_choice"
        else (),
        amount=sum_known([answer.amount for answer in answers])
        if question.combine == "sum"
        else _only(answers),
        lines=tuple(
            data.FundLine(line.funder, line.amount, line.note, sources.office_name(answer.office_id))
            for answer in answers
            for line in answer.lines
        ),
    )
    if joint is None or not joint.is_filled:
        return proposal
    return Combined(
        text=joint.text if joint.text.strip() else proposal.text,
        choice=joint.choice or proposal.choice,
        choices=tuple(joint.choices) or proposal.choices,
        amount=joint.amount if joint.amount is not None else proposal.amount,
        lines=proposal.lines,
        is_proposed=False,
    )


def _any_yes(choices: list[str]) -> str:
    given = [choice for choice in choices if choice]
    if "yes" in given:
        return "yes"
    return given[0] if given and all(choice == given[0] for choice in given) else ""


def sum_known(amounts: list[Decimal | None]) -> Decimal | None:
    """Return the sum of the amounts that are known; None where none is, since missing is never 0."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _only(answers: tuple[AnswerSource, ...]) -> Decimal | None:
    known = [answer.amount for answer in answers if answer.amount is not None]
    return known[0] if len(known) == 1 else None


def printed_question(
    question: QuestionSource, outcome_id: int | None, sources: ReportSources
) -> data.Question:
    """Return a question with the answer that the report prints."""
    answers = sources.answers_to(question, outcome_id)
    outcome_uid = next((outcome.uid for outcome in sources.outcomes if outcome.pk == outcome_id), "")
    combined = combine(question, answers, sources.joint.get((question.pk, outcome_id)), sources)
    amount = combined.amount
    if amount is None and question.key == "part3.monitoring_budget":
        amount = sources.project.monitoring_budget
    labels = {str(key): str(label) for key, label in question.options}
    labels.setdefault("yes", sources.words.get("yes", "Yes"))
    labels.setdefault("no", sources.words.get("no", "No"))
    text = combined.text if question.type in TEXT_TYPES else ""
    printed = text or (f"$ {money(amount)}" if amount is not None else "")
    if text and amount is not None and question.type == "money_text":
        printed = f"$ {money(amount)}\n{text}"
    choice = (
        labels.get(combined.choice, combined.choice) if question.type.startswith(("choice", "yes_no")) else ""
    )
    is_missing = not (printed.strip() or choice or combined.choices or combined.lines)
    return data.Question(
        key=question.key,
        label=question.label,
        kind=question.type,
        limit=question.limit,
        printed=printed,
        choice=choice,
        amount=amount,
        lines=combined.lines if question.type == "funders" else (),
        options=tuple(
            data.Option(str(key), str(label), key in combined.choices) for key, label in question.options
        )
        if question.type == "multi_choice"
        else (),
        is_missing=is_missing,
        is_required=question.is_required,
        over_limit_by=max(0, characters(text) - question.limit) if question.limit else 0,
        sublabel=labels.get("other", ""),
        address=addresses.question(question.key, outcome_uid),
    )


def is_answered(
    printed: data.Question, question: QuestionSource, outcome_id: int | None, sources: ReportSources
) -> bool:
    """Tell whether what is printed says anything: "-" or "n/a" from everybody stands there, but is no answer."""
    if printed.is_missing:
        return False
    if (
        printed.choice
        or printed.amount is not None
        or printed.lines
        or any(o.ticked for o in printed.options)
    ):
        return True
    joint = sources.joint.get((question.pk, outcome_id))
    if joint is not None and joint.text.strip():
        return says_something(joint.text)
    return any(says_something(answer.text) for answer in sources.answers_to(question, outcome_id))
