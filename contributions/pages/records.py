"""Saving the records of a page, each by itself: the one way of an agency's input and of the joint texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from contributions.forms import RecordForm, anchor_of
from core.decisions import WrongState
from core.saving import Saved


class Record(Protocol):
    """One record on a page with its form; a closed one stays as it was when others were returned."""

    anchor: str
    code: str
    title: str
    form: RecordForm
    is_closed: bool


R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class SaveResult(Generic[R]):
    """What became of a save: counts in words, and whether something has to be corrected."""

    saved: list[R] = field(default_factory=list)
    refused: list[R] = field(default_factory=list)
    clashed: list[R] = field(default_factory=list)

    @property
    def has_problems(self) -> bool:
        return bool(self.refused or self.clashed)

    @property
    def unsaved(self) -> dict[str, R]:
        """Return what is to be corrected by anchor, as it was typed: it is put back among what is stored."""
        return {record.anchor: record for record in (*self.refused, *self.clashed)}

    @property
    def status(self) -> int:
        return 409 if self.clashed else 422 if self.refused else 200

    @property
    def words(self) -> str:
        if not self.saved:
            return _("Nothing was changed.") if not self.has_problems else ""
        return ngettext("%(n)d part saved.", "%(n)d parts saved.", len(self.saved)) % {"n": len(self.saved)}


class RecordEditor(Generic[R]):
    """The records of a page: what they are, how one is written and why a closed one is not, says the page's own."""

    @property
    def items(self) -> Sequence[R]:
        """Return the records in the order of the page."""
        raise NotImplementedError

    def write(self, item: R, *, by: User) -> Saved:
        """Write one record whose form is valid; raises WrongState once it may not be written any more."""
        raise NotImplementedError

    def closed_sentence(self) -> str:
        """Return why a record that was not returned is not written."""
        raise NotImplementedError

    def save(self, *, by: User) -> SaveResult[R]:
        """Save what was sent and changed, each record by itself: one that is refused does not hold up the others.

        Raises WrongState, when the others are saved, where a record that was not returned was sent with something new.
        """
        result: SaveResult[R] = SaveResult()
        touched = [item for item in self.items if item.form.is_touched]
        for item in touched:
            if not item.is_closed:
                self._save_one(item, result, by)
        if any(item.is_closed for item in touched):
            raise WrongState(self.closed_sentence())
        return result

    def _save_one(self, item: R, result: SaveResult[R], by: User) -> None:
        form = item.form
        if not form.is_valid():
            result.refused.append(item)
            return
        form.saved = self.write(item, by=by)
        if form.saved.is_clash:
            result.clashed.append(item)
            form.rebase()
        elif form.saved.changed:
            result.saved.append(item)


def errors_of(records: Iterable[Record]) -> list[tuple[str, str]]:
    """Return (anchor id, sentence) of what is to be corrected, for the summary at the head of the page."""
    found: list[tuple[str, str]] = []
    for record in records:
        form = record.form
        for name, sentences in form.errors.items():
            anchor = anchor_of(form, name) or record.anchor
            found += [(anchor, f"{record.code} {sentence}".strip()) for sentence in sentences]
        if form.clashes:
            words = _("%(row)s: someone else changed this while you were writing. Choose what stays.")
            name_of = " ".join(f"{record.code} {record.title}".split())[:80]
            found.append((record.anchor, words % {"row": name_of}))
    return found
