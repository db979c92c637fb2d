"""The diagram of each workflow, made of its table as text that needs no program to be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models

from contributions.models import Contribution, Suggestion
from contributions.wordings.workflow import SUGGESTION_WORKFLOW
from contributions.workflow import INPUT_WORKFLOW
from core.workflow import Transition, Workflow
from reports.models import Report, ReportVersion
from reports.workflow import REPORT_WORKFLOW, VERSION_WORKFLOW

PAGE = settings.BASE_DIR / "docs" / "workflows.md"
BEGIN = "<!-- made by manage.py workflow_diagram: change the tables, not these lines -->"
END = "<!-- end of what is made -->"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One workflow with the record that goes its way and the module where its table stands."""

    title: str
    table: Workflow
    model: type[models.Model]
    module: str


WORKFLOWS = (
    Drawn("An agency's input", INPUT_WORKFLOW, Contribution, "contributions/workflow.py"),
    Drawn("The joint report", REPORT_WORKFLOW, Report, "reports/workflow.py"),
    Drawn("A version of a report", VERSION_WORKFLOW, ReportVersion, "reports/workflow.py"),
    Drawn("A suggested wording", SUGGESTION_WORKFLOW, Suggestion, "contributions/wordings/workflow.py"),
)


def in_words(function: Any) -> str:
    """Return the name of a right or a gate as words: `_has_note` is "has note"."""
    name: str = function.__name__
    return name.strip("_").replace("_", " ")


def states_in_order(drawn: Drawn) -> list[str]:
    """Return the states as the record's field lists them, the first one being where it begins."""
    field: Any = drawn.model._meta.get_field(drawn.table.field)
    states = [str(value) for value, _label in field.choices]
    assert states[0] == str(field.default), f"{drawn.title} does not begin in the first state of its field"
    return states


def arrows(drawn: Drawn) -> list[str]:
    """Return the workflow as lines of plain text: below each state its acts, and where each leads."""
    acts = drawn.table.transitions.values()
    width = max(len(transition.act) for transition in acts) + 4
    lines = []
    for number, state in enumerate(states_in_order(drawn)):
        leaving = [transition for transition in acts if state in transition.sources]
        lines.append(state + ("  (begins here)" if number == 0 else "") + ("" if leaving else "  (stays)"))
        for transition in leaving:
            line = "-" * (width - len(transition.act))
            lines.append(f"    {transition.act} {line}> {transition.target}")
    return lines


def mermaid(drawn: Drawn) -> list[str]:
    """Return the workflow as a state diagram that some readers of Markdown draw."""
    states = states_in_order(drawn)
    lines = ["stateDiagram-v2", f"    [*] --> {states[0]}"]
    for transition in drawn.table.transitions.values():
        lines += [
            f"    {state} --> {transition.target}: {transition.act}"
            for state in states
            if state in transition.sources
        ]
    return lines


def rows(drawn: Drawn) -> Iterable[str]:
    """Yield the table of acts: from which states each leads where, who may do it and what must hold besides."""
    yield "| act | from | to | who | and |"
    yield "|---|---|---|---|---|"
    for transition in drawn.table.transitions.values():
        sources = ", ".join(state for state in states_in_order(drawn) if state in transition.sources)
        yield (
            f"| `{transition.act}` | {sources} | {transition.target} "
            f"| {in_words(transition.who)} | {gate_in_words(transition)} |"
        )


def gate_in_words(transition: Transition) -> str:
    """Return what must hold besides; empty where nothing does."""
    words = in_words(transition.gate)
    return "" if words == "always" else words


def diagrams() -> str:
    """Return the diagrams of all workflows as Markdown, between their two marks."""
    parts = [BEGIN, ""]
    for drawn in WORKFLOWS:
        parts += [f"## {drawn.title}", "", f"`{drawn.module}`", ""]
        parts += ["```text", *arrows(drawn), "```", "", *rows(drawn), ""]
        parts += ["```mermaid", *mermaid(drawn), "```", ""]
    return "\n".join([*parts, END])


def with_diagrams(page: str) -> str:
    """Return the page with the diagrams as the tables are now; raises ValueError where a mark is missing."""
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("the two marks between which the diagrams stand are missing")
    return before + diagrams() + after
