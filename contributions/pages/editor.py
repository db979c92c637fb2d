"""Reading and saving the sections of an input: each record by itself, nothing typed is lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from activities.selectors import row_number
from contributions import services
from contributions.forms import ActivityEntryForm, AnswerForm, ExpenditureForm, IndicatorEntryForm, RecordForm
from contributions.loaded import LoadedInput
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from contributions.pages import (
    SECTIONS,
    SMALL_INPUT_ROWS,
    Block,
    Group,
    activity_groups,
    changed_since,
    expenditure_group,
    indicator_groups,
    question_groups,
    written_of,
    written_words,
)
from contributions.pages.counts import count_written
from contributions.pages.questions import MONEY_ANCHOR
from contributions.pages.records import RecordEditor
from contributions.permissions import can_write_texts, closed_row_sentence, is_only_writer
from contributions.selectors import QUESTION_PREFIX, load_records, returned_rows
from core.saving import Saved
from projects.actor import Actor


@dataclass(slots=True)
class Part:
    """One section of the page."""

    key: str
    title: str
    lead: str
    groups: list[Group]
    done: int = 0
    total: int = 0
    is_closed: bool = False  # a return opened rows, none of them here

    @property
    def blocks(self) -> list[Block]:
        return [block for group in self.groups for block in group.blocks]

    @property
    def words(self) -> str:
        if self.is_closed:
            return _("Nothing here was returned: it stays as it was.")
        return written_words(self.done, self.total)

    @property
    def is_complete(self) -> bool:
        return self.done >= self.total


def section_title(key: str) -> str:
    """Return the name of a section on screen."""
    return {
        "activities": _("Activities"),
        "indicators": _("Indicators"),
        "texts": _("Texts"),
        "budget": _("Budget and expenditure"),
        "all": _("Your input on one page"),
    }[key]


def _lead(key: str) -> str:
    return {
        "activities": _("What was achieved in the period, where each row stands, and what comes next."),
        "indicators": _("The text is printed as you write it; the number is what the portal computes with."),
        "texts": _("Your organisation's part. The coordinator makes one text out of all parts."),
        "budget": _(
            "US dollars, since the start of the project. The report prints the sum and how many reported."
        ),
    }[key]


class InputEditor(RecordEditor[Block]):
    """The chosen sections of an input with their forms; `data` is what was posted, if anything.

    With `only`, the anchor of one record, there is this record alone, loaded with what stands beside it.
    """

    def __init__(
        self,
        loaded: LoadedInput,
        actor: Actor,
        sections: Iterable[str] = SECTIONS,
        data: Any = None,
        *,
        only: str = "",
    ) -> None:
        self.loaded, self.contribution, self.actor, self.only = loaded, loaded.contribution, actor, only
        self.is_only_writer = is_only_writer(actor, self.contribution)
        self.is_own = actor.works_for(self.contribution.office_id)
        hidden = {"texts", "budget"} if self.is_only_writer else set()
        self.sections = [key for key in sections if key not in hidden]
        self.records = load_records(loaded, actor, self.sections, only)
        self.parts = self._parts(data)

    def _parts(self, data: Any) -> list[Part]:
        parts = [Part(key, section_title(key), _lead(key), self._groups(key, data)) for key in self.sections]
        parts = [part for part in parts if part.groups]
        blocks = [block for part in parts for block in part.blocks]
        returned = returned_rows(
            self.contribution, [block.address for block in blocks] if self.only else None
        )
        for block in blocks:
            _mark(block, returned)
        for part in parts:
            # While it is with its organisation, what is counted is what there is to do.
            to_do = [block for block in part.blocks if not (block.is_closed and self.contribution.is_open)]
            part.done, part.total = written_of(to_do)
            part.is_closed = not to_do
        return parts

    def _groups(self, key: str, data: Any) -> list[Group]:
        if key == "activities":
            return activity_groups(self.contribution, self.records, data, is_own=self.is_own)
        if key == "indicators":
            return indicator_groups(self.contribution, self.records, data)
        if key == "texts":
            return question_groups(self.contribution, self.records, data, answering=self.loaded.answering)
        if key == "budget" and self.only in ("", MONEY_ANCHOR):
            return [expenditure_group(self.contribution, data, approved=self.loaded.approved)]
        return []

    @property
    def blocks(self) -> list[Block]:
        return [block for part in self.parts for block in part.blocks]

    @property
    def items(self) -> Sequence[Block]:
        return self.blocks

    def show_opened_only(self) -> None:
        """Leave on the page what a return opened; the rest stays as it was accepted."""
        for part in self.parts:
            for group in part.groups:
                group.blocks = [block for block in group.blocks if not block.is_closed]
            part.groups = [group for group in part.groups if group.blocks]
        self.parts = [part for part in self.parts if part.groups]

    @property
    def is_small(self) -> bool:
        """Answer whether the whole input fits one page: few rows."""
        rows = len(self.records.activity_entries) + len(self.records.indicator_entries)
        return rows <= SMALL_INPUT_ROWS

    @property
    def can_write_texts(self) -> bool:
        return bool(can_write_texts(self.actor, self.contribution))

    def write(self, item: Block, *, by: User) -> Saved:
        """Write one record through its service; raises WrongState once the input is submitted."""
        return save_form(item.form, self.contribution, by=by)

    def closed_sentence(self) -> str:
        """Return why a row that was not returned is not written."""
        return closed_row_sentence()

    def put_back(self, unsaved: Mapping[str, Block]) -> None:
        """Show these blocks as they were sent, among what is stored of the others."""
        for part in self.parts:
            for group in part.groups:
                group.blocks = [unsaved.get(block.anchor, block) for block in group.blocks]

    def saved_part(self) -> Part:
        """Return the section of the one record as it is stored now, with what is written of the whole section."""
        if self.only.startswith(f"{QUESTION_PREFIX}-"):  # written to a record of its own
            self.records = load_records(self.loaded, self.actor, self.sections, self.only)
        part = self._parts(None)[0]
        part.done, part.total = count_written(self.contribution, self.actor, part.key)
        return part

    def number_rows(self) -> None:
        """Give the one record its running number, where it is shown whole (one query)."""
        for entry, block in zip(self.records.activity_entries, self.blocks, strict=False):
            block.code = str(row_number(entry.activity, since=self.contribution.period.starts_on))


def _mark(block: Block, returned: Mapping[str, Mapping[str, Any]] | None) -> None:
    """Say whether a return opened this row, and what changed in it since."""
    if returned is None:
        return
    block.is_returned = block.address in returned
    block.is_closed = not block.is_returned
    if block.is_returned:
        block.is_folded = False
        block.changes = changed_since(block.form, returned[block.address])


def save_form(form: RecordForm, contribution: Contribution, *, by: User) -> Saved:
    """Write a valid form through the service of its record; raises WrongState once the input is submitted."""
    record: Model = form.record
    if isinstance(form, ActivityEntryForm) and isinstance(record, ActivityEntry):
        return services.save_activity_entry(record, by=by, base=form.based_on, values=form.values())
    if isinstance(form, IndicatorEntryForm) and isinstance(record, IndicatorEntry):
        return services.save_indicator_entry(record, by=by, base=form.based_on, values=form.values())
    if isinstance(form, ExpenditureForm) and isinstance(record, Contribution):
        return services.save_expenditure(record, by=by, base=form.based_on, values=form.values())
    assert isinstance(form, AnswerForm) and isinstance(record, Answer)
    return services.save_answer(
        contribution,
        record.question,
        record.outcome,
        by=by,
        base=form.based_on,
        values=form.values(),
        lines=form.lines(),
    )
