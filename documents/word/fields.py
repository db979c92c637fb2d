"""What each placeholder of a Word form stands for. The list for administrators is docs/form-labels.md."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from documents import printed
from documents.data import IndicatorGroup, Question, Report, Section
from documents.word.template import Fields
from documents.word.xml import CELL, EMPTY_PARAGRAPH, TEXT, Writer

# Known to every form, so that one may ask for a section that an edition does not have.
SECTION_KEYS = ("notes", "part1", "part2", "part3", "covid", "indicators", "annex1")
# Known to every form as well; an edition without such a label prints nothing there.
LABEL_KEYS = {
    "cover": ("budget_organization", "budget_amount", "budget_total"),
    "indicators": ("group", "indicator", "baseline", "target", "milestone", "progress", "variance"),
    "annex1": ("number", "activity", "offices", "progress", "next_steps"),
}


def form_context(
    report: Report, writer: Writer, *, unknown_key: Callable[[str], None] | None = None
) -> dict[str, Any]:
    """Return what every placeholder stands for; `unknown_key` hears of a question key that is not in the report."""
    context: dict[str, Any] = dict.fromkeys(SECTION_KEYS)
    labels: dict[str, str] = {}
    answers: dict[str, Markup] = {}
    for section in report.sections:
        context[section.key] = _section(section, report, writer)
        for question in section.questions:
            labels[question.key] = question.label
            answers[question.key] = _answer(question, section, report, writer)

    def answer(key: str) -> Markup:
        if key not in answers and unknown_key:
            unknown_key(key)
        return answers.get(key, EMPTY_PARAGRAPH)

    def label(key: str) -> str:
        if key not in labels and unknown_key:
            unknown_key(key)
        return labels.get(key, "")

    context.update(
        title=report.title,
        project_code=report.project_code,
        project_title=report.project_title,
        period=report.period_label,
        draft_label=report.draft_label,
        reader_notes=list(report.notes),
        cover=_cover(report),
        answer=answer,
        label=label,
    )
    return context


def _cover(report: Report) -> Fields:
    section = report.section("cover")
    lines = printed.cover_lines(report)
    labels = dict.fromkeys(LABEL_KEYS["cover"], "") | {line.key: line.label for line in lines}
    values: dict[str, Any] = {"label": Fields("cover.label", labels | (section.labels if section else {}))}
    for line in lines:
        if line.kind == "boxes":
            values[line.key] = [
                Fields(line.key, {"box": printed.box(option.ticked), "label": option.label})
                for option in line.boxes
            ]
        elif line.kind in ("text", "budget"):
            text = f"{line.value} ({line.detail})" if line.value and line.detail else line.value
            values["total_budget" if line.kind == "budget" else line.key] = text or line.missing
        elif line.kind == "recipients":
            values["recipients"] = [
                Fields(
                    "recipient",
                    {
                        "kind": recipient.kind,
                        "name": recipient.name,
                        "convening": recipient.convening,
                        "approved": recipient.approved,
                    },
                )
                for recipient in line.recipients
            ]
            values["recipients_missing"] = line.missing
    return Fields("cover", values)


def _answer(question: Question, section: Section, report: Report, writer: Writer) -> Markup:
    style = CELL if section.as_table else TEXT
    return writer.answer(printed.answer(question, report), style, section.labels)


def _questions(
    questions: tuple[Question, ...], section: Section, report: Report, writer: Writer
) -> list[Fields]:
    return [
        Fields(
            "question",
            {
                "key": question.key,
                "label": question.label,
                "answer": _answer(question, section, report, writer),
            },
        )
        for question in questions
    ]


def _section(section: Section, report: Report, writer: Writer) -> Fields:
    return Fields(
        section.key,
        {
            "heading": section.heading,
            "intro": writer.text(section.intro) if section.intro else "",
            "label": Fields(
                f"{section.key}.label", dict.fromkeys(LABEL_KEYS.get(section.kind, ()), "") | section.labels
            ),
            "questions": _questions(section.questions, section, report, writer),
            "outcomes": [
                Fields(
                    "outcome",
                    {
                        "heading": outcome.heading,
                        "title": outcome.title,
                        "questions": _questions(outcome.questions, section, report, writer),
                    },
                )
                for outcome in section.outcomes
            ],
            "groups": _indicator_groups(section.indicator_groups, writer)
            or _activity_groups(section, report, writer),
        },
    )


def _indicator_groups(groups: tuple[IndicatorGroup, ...], writer: Writer) -> list[Fields]:
    return [
        Fields(
            "group",
            {
                "heading": group.heading,
                "title": group.title,
                "indicators": [
                    Fields(
                        "indicator",
                        {
                            "code": indicator.code,
                            "heading": indicator.heading,
                            "title": writer.text(indicator.title, CELL),
                            "baseline": writer.text(indicator.baseline, CELL),
                            "target": writer.text(indicator.target, CELL),
                            "milestone": writer.text(indicator.milestone, CELL),
                            "progress": writer.text(indicator.progress, CELL),
                            "variance": writer.text(indicator.variance_reason, CELL),
                            "figures": printed.figures(indicator),
                        },
                    )
                    for indicator in group.indicators
                ],
            },
        )
        for group in groups
    ]


def _activity_groups(section: Section, report: Report, writer: Writer) -> list[Fields]:
    return [
        Fields(
            "group",
            {
                "heading": group.heading,
                "title": group.title,
                "rows": [
                    Fields(
                        "row",
                        {
                            "number": f"{row.number}.",
                            "title": writer.text(row.title, CELL),
                            "offices": row.offices,
                            "status": row.status_label,
                            "progress": writer.parts(printed.progress_parts(row, report)),
                            "next_steps": writer.parts(printed.next_step_parts(row)),
                        },
                    )
                    for row in group.rows
                ],
            },
        )
        for group in section.activity_groups
    ]
