"""What is said about the rows of an input: comments and suggested wordings, beside the fields they are about."""

from typing import Any

from contributions.editor import InputEditor
from contributions.models import Contribution
from contributions.page import Block
from contributions.suggest.selectors import Wordings, suggestions_at
from contributions.talk.permissions import can_read_talk
from contributions.talk.selectors import Talk, phrases_of, review_of, speaker, threads_at
from projects.permissions import Roles

TEXTS = {
    "activity": ("progress", "next_steps"),
    "indicator": ("progress", "variance_reason"),
    "question": ("text",),
}


def add_comments(
    editor: InputEditor, contribution: Contribution, roles: Roles, next_url: str
) -> dict[str, Any]:
    """Put comments and suggested wordings beside the blocks; returns what the page's forms of them need.

    Two queries whatever the number of rows, and none for a report on which nobody has said anything.
    """
    review = review_of(contribution.period)
    who = speaker(roles, review.sending, review.is_in_review)
    if not can_read_talk(who):
        return {}
    reporting = contribution.period
    talk = Talk(reporting, who, next_url, {}, phrases_of(who))
    if getattr(contribution, "has_comments", True):
        talk.threads = threads_at(reporting, who)
    wordings = Wordings(reporting, who, next_url, review.is_writable, {})
    if getattr(contribution, "has_wordings", True):
        wordings.suggestions = suggestions_at(reporting, who)
    office = contribution.office
    for block in editor.blocks:
        words = f"{block.code} {block.title}"
        block.comments = talk.at(block.place, "", office.uid, words)
        block.wordings = [
            wordings.at(block.place, name, office, contribution, stored, words)
            for name in TEXTS.get(block.kind, ())
            for stored in (_stored(block, name),)
        ]
    return {"talk": talk, "wordings": wordings}


def _stored(block: Block, name: str) -> str:
    return getattr(block.form.record, name, "") or ""
