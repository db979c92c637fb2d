"""What is said about the rows of an input: comments and suggested wordings, beside the fields they are about."""

from typing import Any

from contributions.editor import InputEditor
from contributions.models import Contribution
from contributions.suggest.selectors import Wordings, suggestions_at
from contributions.suggest.texts import FIELDS
from contributions.talk.permissions import can_read_talk
from contributions.talk.selectors import Talk, phrases_of, review_of, speaker, threads_at
from projects.models import ReportingPeriod
from projects.permissions import Roles


def said_of(
    period: ReportingPeriod, roles: Roles, next_url: str, *, flags: Any
) -> tuple[Talk, Wordings] | None:
    """Return the comments and suggested wordings of a report that this person reads, None where none may be read.

    `flags` is the record that a page was loaded with: its `has_comments` and `has_wordings` spare the two queries
    where nobody has said anything.
    """
    review = review_of(period)
    who = speaker(roles, review.sending, review.is_in_review)
    if not can_read_talk(who):
        return None
    talk = Talk(period, who, next_url, {}, phrases_of(who))
    if getattr(flags, "has_comments", True):
        talk.threads = threads_at(period, who)
    wordings = Wordings(period, who, next_url, review.is_writable, {})
    if getattr(flags, "has_wordings", True):
        wordings.suggestions = suggestions_at(period, who)
    return talk, wordings


def text_of(record: Any, name: str) -> str:
    """Return a text of a record as it is stored; empty where the record has no such field."""
    return getattr(record, name, "") or ""


def add_comments(
    editor: InputEditor, contribution: Contribution, roles: Roles, next_url: str
) -> dict[str, Any]:
    """Put comments and suggested wordings beside the blocks; returns what the page's forms of them need.

    Two queries whatever the number of rows, and none for a report on which nobody has said anything.
    """
    said = said_of(contribution.period, roles, next_url, flags=contribution)
    if said is None:
        return {}
    talk, wordings = said
    office = contribution.office
    for block in editor.blocks:
        words = f"{block.code} {block.title}"
        block.comments = talk.at(block.place, "", office.uid, words)
        block.wordings = [
            wordings.at(block.place, name, office, contribution, text_of(block.form.record, name), words)
            for name in FIELDS.get(block.kind, ())
        ]
    return {"talk": talk, "wordings": wordings}
