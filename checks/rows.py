"""Points about work rows, required questions and lengths: written or not, open or done, and when. Pure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from checks.data import CheckInput, Finding, Row
from checks.fields import over_limit as over_limit_words
from checks.plans import announcement
from core.answers import says_nothing
from core.formatting import day

OPEN = frozenset({"ongoing", "delayed", "not_started", "reprogrammed"})
CLOSED = frozenset({"completed", "cancelled"})


def row_without_progress(check_input: CheckInput) -> Iterator[Finding]:
    """Find rows that nobody wrote: every row of the annex needs at least one sentence."""
    for row in check_input.rows:
        if row.is_written:
            continue
        yield _about_row(row, "progress", _nothing_written(row), about=row.progress)


def _nothing_written(row: Row) -> str:
    status = row.status
    if any(map(str.isalnum, row.progress)):
        return _(
            "“%(words)s” tells a reader nothing. Write what was achieved in this period, or one sentence on why "
            "nothing was."
        ) % {"words": row.progress.strip()}
    if status == "cancelled":
        return _(
            "Cancelled, but no text says so. One sentence is enough: write when and why it was cancelled."
        )
    if status == "not_started":
        return _("Not started, but no text says why. One sentence is enough: write what it waits for.")
    if status:
        return _("A status without a text. Write what was achieved in this period; one sentence is enough.")
    return _(
        "Nothing is written. Write what was achieved in this period, or one sentence on why nothing was."
    )


def required_unanswered(check_input: CheckInput) -> Iterator[Finding]:
    """Find required questions without an answer."""
    for question in check_input.required:
        if not question.is_answered:
            yield Finding(
                address=question.address,
                where=question.where,
                office=question.office,
                sentence=_(
                    "The form requires an answer here. Answer, or say in one sentence why you cannot."
                ),
            )


def over_limit(check_input: CheckInput) -> Iterator[Finding]:
    """Find texts that are longer than the form allows."""
    for text in check_input.texts:
        if sentence := over_limit_words(text.text, text.limit):
            yield Finding(
                address=text.address,
                field=text.field,
                where=text.where,
                office=text.office,
                sentence=sentence,
                about=text.text,
            )


def completed_but_planned(check_input: CheckInput) -> Iterator[Finding]:
    """Find completed rows whose own words announce further work; one finding per field."""
    offices = {row.office for row in check_input.rows if row.office}
    for row in check_input.rows:
        if row.status != "completed" or row.is_carried:
            continue
        for field, text in (("progress", row.progress), ("next_steps", row.next_steps)):
            words = announcement(text, offices, is_next_step=field == "next_steps")
            if words:
                sentence = _(
                    "Completed, yet the text says “%(words)s”. Change the status, or write what was done "
                    "and leave the plan out."
                ) % {"words": words}
                yield _about_row(row, field, sentence, about=text)


def open_without_next_step(check_input: CheckInput) -> Iterator[Finding]:
    """Find open rows with progress and no next step, while the project still runs.

    On a joint row one organisation may name the next step for all.
    """
    if has_ended(check_input):
        return
    named = {row.address for row in check_input.rows if not says_nothing(row.next_steps)}
    for row in check_input.rows:
        if row.status not in OPEN or row.is_carried or row.is_covered or row.address in named:
            continue
        if not says_nothing(row.progress):
            sentence = _(
                "The work is open, but no next step is named. Write what comes next, or set it completed."
            )
            yield _about_row(row, "next_steps", sentence, about=row.progress)


def work_open_after_end(check_input: CheckInput) -> Iterator[Finding]:
    """Find rows that are still open although the project has ended."""
    if not has_ended(check_input):
        return
    for row in check_input.rows:
        is_empty = not row.status and says_nothing(row.progress)  # row_without_progress speaks of those
        if row.status in CLOSED or row.is_carried or row.is_covered or is_empty:
            continue
        sentence = _(
            "The project ended on %(date)s and this work is not completed or cancelled. Change the status, "
            "or write who goes on with it and with what money."
        ) % {"date": day(check_input.project_ends)}
        yield _about_row(row, "status", sentence, about=row.progress)


def has_ended(check_input: CheckInput) -> bool:
    """Tell whether the project was over when the period closed; a late report of earlier months does not count."""
    if check_input.project_ends > check_input.period_ends:
        return False
    return check_input.is_final or check_input.project_ends < check_input.today


def _about_row(row: Row, field: str, sentence: str, *, about: str) -> Finding:
    return Finding(
        address=row.address, field=field, where=row.where, office=row.office, sentence=sentence, about=about
    )
