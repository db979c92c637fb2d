"""What of a report has no place in a Word file: found by filling the file with marks and looking for them.

A file that is filled without an error may still leave a whole column or section out, and nobody would notice.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from django.utils.translation import gettext as _

from documents import printed
from documents.columns import OWN_FIELDS
from documents.data import ActivityRow, Column, Indicator, Part, Question, Report, Section
from documents.word.fields import form_context
from documents.word.template import ready_form
from documents.word.template_tables import placeholder
from documents.word.xml import Writer

_NUMBER = 987_654_321  # of the row on trial


def left_out(report: Report, form: bytes) -> list[str]:
    """Return in sentences which sections and columns of the report have no place in the Word file `form`."""
    marks = (f"Mark{number}End" for number in count(1000))
    trials = [_Trial(section, marks) for section in report.sections]
    ready = ready_form(form)
    writer = Writer(ready.styles)
    marked = replace(report, sections=tuple(trial.section for trial in trials))
    with printed.in_language(report):
        context = form_context(marked, writer)
        written = "".join(template.render(context) for template in ready.templates.values())
    return [sentence for trial in trials for sentence in trial.sentences(written)]


class _Trial:
    """A section with a mark in each place that people write in."""

    def __init__(self, section: Section, marks: Iterator[str]) -> None:
        self._heading = section.heading
        self._questions: list[str] = []
        self._columns: dict[str, Column] = {}
        questions = tuple(self._question(question, marks) for question in section.questions)
        outcomes = tuple(
            replace(outcome, questions=tuple(self._question(item, marks) for item in outcome.questions))
            for outcome in section.outcomes
        )
        indicators = tuple(
            replace(group, indicators=(self._indicator(group.indicators[0], section, marks),))
            for group in section.indicator_groups[:1]
        )
        activities = tuple(
            replace(group, rows=(self._row(group.rows[0], section, marks),))
            for group in [group for group in section.activity_groups if group.rows][:1]
        )
        self.section = replace(
            section,
            questions=questions,
            outcomes=outcomes,
            indicator_groups=indicators,
            activity_groups=activities,
        )

    def _question(self, question: Question, marks: Iterator[str]) -> Question:
        mark = next(marks)
        self._questions.append(mark)
        return Question(question.key, question.label, "text", None, mark)

    def _marked(self, columns: tuple[Column, ...], marks: Iterator[str]) -> dict[str, str]:
        found = {column.key: next(marks) for column in columns}
        self._columns |= {found[column.key]: column for column in columns}
        return found

    def _indicator(self, indicator: Indicator, section: Section, marks: Iterator[str]) -> Indicator:
        shown = tuple(column for column in section.columns if column.field != "group")
        cells = self._marked(shown, marks)
        title = next((cells[column.key] for column in shown if column.field == "title"), "")
        return replace(indicator, title=title, cells=cells)

    def _row(self, row: ActivityRow, section: Section, marks: Iterator[str]) -> ActivityRow:
        cells = self._marked(tuple(column for column in section.columns if column.field != "number"), marks)
        own = {column.field: cells[column.key] for column in section.columns if column.key in cells}
        for column in section.columns:
            if column.field == "number":
                self._columns[f"{_NUMBER}."] = column
        return replace(
            row,
            number=_NUMBER,
            title=own.get("title", ""),
            offices=own.get("offices", ""),
            status_label=own.get("status", ""),
            cells={
                column.key: (Part("", cells[column.key]),)
                for column in section.columns
                if column.field not in OWN_FIELDS
            },
        )

    def sentences(self, written: str) -> Iterator[str]:
        """Say what was looked for in vain in a filled Word file."""
        heads = {"section": self._heading}
        marks = [*self._questions, *self._columns]
        if marks and not any(mark in written for mark in marks):
            yield _("The Word file of this form has no place for “%(section)s”.") % heads
            return
        if any(mark not in written for mark in self._questions):
            yield _("The Word file of this form has no place for some answers of “%(section)s”.") % heads
        for mark, column in self._columns.items():
            if mark not in written:
                name = (
                    placeholder(column)
                    if self.section.kind == "annex1"
                    else f"{{{{p indicator.{column.key} }}}}"
                )
                yield _(
                    "The Word file of this form has no place for the column “%(column)s” of “%(section)s”: "
                    "put %(placeholder)s into its table."
                ) % {**heads, "column": column.label or column.key, "placeholder": name}
