"""What each placeholder of a Word form stands for. The list for administrators is docs/form-labels.md."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from documents import printed
from documents.columns import OWN_FIELDS, known_keys
from documents.data import Question, Report, Section
from documents.word.template import Fields
from documents.word.xml import CELL, EMPTY_PARAGRAPH, TEXT, Writer

# Known to every form, so that one may ask for a section that an edition does not have.
SECTION_KEYS = ("notes", "part1", "part2", "part3", "covid", "indicators", "annex1")
# Known to every form as well; an edition without such a label prints nothing there.
COVER_LABELS = ("budget_organization", "budget_amount", "budget_total")


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
    labels = dict.fromkeys(COVER_LABELS, "") | {line.key: line.label for line in lines}
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
                f"{section.key}.label",
                dict.fromkeys(known_keys(section.kind), "")
                | section.labels
                | {column.key: column.label for column in section.columns},
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
            "groups": _indicator_groups(section, writer) or _activity_groups(section, report, writer),
        },
    )


def _indicator_groups(section: Section, writer: Writer) -> list[Fields]:
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
                            **dict.fromkeys(known_keys("indicators"), EMPTY_PARAGRAPH),
                            **{
                                cell.column.key: writer.text(cell.text, CELL)
                                for cell in printed.indicator_cells(indicator, section.columns)
                            },
                            "code": indicator.code,
                            "heading": indicator.heading,
                            "title": writer.text(indicator.title, CELL),
                            "figures": printed.figures(indicator),
                        },
                    )
                    for indicator in group.indicators
                ],
            },
        )
        for group in section.indicator_groups
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
                            **dict.fromkeys(known_keys("annex1"), EMPTY_PARAGRAPH),
                            **{
                                cell.column.key: writer.parts(cell.parts)
                                for cell in printed.row_cells(row, section.columns, report)
                                if cell.column.field not in OWN_FIELDS
                            },
                            "number": f"{row.number}.",
                            "title": writer.text(row.title, CELL),
                            "offices": row.offices,
                            "status": row.status_label,
                        },
                    )
                    for row in group.rows
                ],
            },
        )
        for group in section.activity_groups
    ]
