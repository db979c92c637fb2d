"""Reading and saving the sections of an input: each record by itself, nothing typed is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from contributions import services
from contributions.forms import (
    ActivityEntryForm,
    AnswerForm,
    ExpenditureForm,
    IndicatorEntryForm,
    RecordForm,
    anchor_of,
)
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
from contributions.permissions import can_write_texts, closed_row_sentence, is_only_writer
from contributions.selectors import load_records, returned_rows
from core.decisions import WrongState
from core.saving import Saved
from projects.actor import Actor


@dataclass(slots=True)
class Part:
    """One section of the page."""

    key: str
    title: str
    lead: str
    groups: list[Group]
    done: int
    total: int
    is_closed: bool = False  # a return opened rows, none of them here

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


@dataclass(slots=True)
class Result:
    """What became of a save: counts in words, and whether something has to be corrected."""

    saved: list[Block] = field(default_factory=list)
    refused: list[Block] = field(default_factory=list)
    clashed: list[Block] = field(default_factory=list)

    @property
    def has_problems(self) -> bool:
        return bool(self.refused or self.clashed)

    @property
    def status(self) -> int:
        return 409 if self.clashed else 422 if self.refused else 200

    @property
    def words(self) -> str:
        if not self.saved:
            return _("Nothing was changed.") if not self.has_problems else ""
        return ngettext("%(n)d part saved.", "%(n)d parts saved.", len(self.saved)) % {"n": len(self.saved)}


class InputEditor:
    """The chosen sections of an input with their forms; `data` is what was posted, if anything."""

    def __init__(
        self, contribution: Contribution, actor: Actor, sections: Iterable[str] = SECTIONS, data: Any = None
    ) -> None:
        self.contribution, self.actor, self.data = contribution, actor, data
        self.is_only_writer = is_only_writer(actor, contribution)
        self.is_own = actor.works_for(contribution.office_id)
        hidden = {"texts", "budget"} if self.is_only_writer else set()
        self.sections = [key for key in sections if key not in hidden]
        self.records = load_records(contribution, actor, self.sections)
        self.returned = returned_rows(contribution)
        self.parts = [part for part in map(self._part, self.sections) if part.groups]

    def _part(self, key: str) -> Part:
        if key == "activities":
            groups = activity_groups(self.contribution, self.records, self.data, is_own=self.is_own)
        elif key == "indicators":
            groups = indicator_groups(self.contribution, self.records, self.data)
        elif key == "texts":
            answering = getattr(self.contribution, "answering", None) or 1
            groups = question_groups(self.contribution, self.records, self.data, answering=answering)
        elif key == "budget":
            groups = [expenditure_group(self.contribution, self.data)]
        else:
            raise KeyError(key)
        blocks = [block for group in groups for block in group.blocks]
        for block in blocks:
            self._mark(block)
        # While it is with its organisation, what is counted is what there is to do.
        to_do = [block for block in blocks if not (block.is_closed and self.contribution.is_open)]
        done, total = written_of(to_do)
        return Part(key, section_title(key), _lead(key), groups, done, total, is_closed=not to_do)

    def _mark(self, block: Block) -> None:
        """Say whether a return opened this row, and what changed in it since."""
        if self.returned is None:
            return
        block.is_returned = block.address in self.returned
        block.is_closed = not block.is_returned
        if block.is_returned:
            block.is_folded = False
            block.changes = changed_since(block.form, self.returned[block.address])

    @property
    def blocks(self) -> list[Block]:
        return [block for part in self.parts for group in part.groups for block in group.blocks]

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

    def block(self, anchor: str) -> Block | None:
        """Return the block of a row, for saving it by itself."""
        return next((block for block in self.blocks if block.anchor == anchor), None)

    def save(self, by: User, only: Block | None = None) -> Result:
        """Save every record that was sent, each by itself: one that is refused does not hold up the others.

        Raises WrongState, when the others are saved, where a row that was not returned was sent with something new.
        """
        result = Result()
        sent = [block for block in ([only] if only else self.blocks) if block.form.was_sent]
        for block in sent:
            if block.is_closed:
                continue
            if not block.form.is_valid():
                result.refused.append(block)
                continue
            saved = save_form(block.form, self.contribution, by=by)
            block.form.saved = saved
            if saved.is_clash:
                result.clashed.append(block)
                block.form.rebase()
            elif saved.changed:
                result.saved.append(block)
        if any(set(block.form.changed_data) & set(block.form.names) for block in sent if block.is_closed):
            raise WrongState(closed_row_sentence())
        return result

    def put_back(self, blocks: Iterable[Block]) -> None:
        """Show these blocks as they were sent, among what is stored of the others."""
        sent = {block.anchor: block for block in blocks}
        for part in self.parts:
            for group in part.groups:
                group.blocks = [sent.get(block.anchor, block) for block in group.blocks]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Return (anchor id, sentence) for the summary at the head of the page."""
        found: list[tuple[str, str]] = []
        for block in self.blocks:
            form = block.form
            if not form.is_bound or not form.was_sent:
                continue
            for name, sentences in form.errors.items():
                anchor = anchor_of(form, name) or block.anchor
                found += [(anchor, f"{block.code} {sentence}".strip()) for sentence in sentences]
            if form.clashes:
                words = _("%(row)s: someone else changed this while you were writing. Choose what stays.")
                found.append(
                    (block.anchor, words % {"row": " ".join(f"{block.code} {block.title}".split())[:80]})
                )
        return found


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
    if not form.has_changed():
        return Saved()
    return services.save_answer(
        contribution,
        record.question,
        record.outcome,
        by=by,
        base=form.based_on,
        values=form.values(),
        lines=form.lines(),
    )
