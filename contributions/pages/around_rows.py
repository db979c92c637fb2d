"""What belongs to the rows of an input: comments, suggested wordings and files, beside the fields they are about."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from contributions.files.permissions import can_add
from contributions.files.selectors import attachments_by_address
from contributions.forms import AnswerForm
from contributions.models import Contribution
from contributions.pages import Block
from contributions.pages.editor import InputEditor
from contributions.wordings.selectors import Wordings, applied_to, suggestions_at
from contributions.wordings.texts import FIELDS
from discussion.about import Choices, fields_of
from discussion.permissions import can_read_discussion
from discussion.selectors import Discussion, phrases_of, threads_at, with_stage
from projects.actor import Actor
from projects.models import ReportingPeriod
from projects.stage import stage_of


def said_of(
    period: ReportingPeriod, actor: Actor, next_url: str, *, has_comments: bool, has_wordings: bool
) -> tuple[Discussion, Wordings] | None:
    """Return the comments and suggested wordings of a report that this person reads, None where none may be read.

    `has_comments` and `has_wordings` spare the two queries where nobody has said anything.
    """
    actor = with_stage(actor, stage_of(period))
    if not can_read_discussion(actor):
        return None
    discussion = Discussion(period, actor, next_url, {}, phrases_of(actor))
    if has_comments:
        discussion.threads = threads_at(period, actor)
    wordings = Wordings(period, actor, next_url, actor.stage.is_writable, {})
    if has_wordings:
        wordings.suggestions = suggestions_at(period, actor)
    return discussion, wordings


def text_of(record: Any, name: str) -> str:
    """Return a text of a record as it is stored; empty where the record has no such field."""
    return getattr(record, name, "") or ""


def add_comments(editor: InputEditor, actor: Actor, next_url: str) -> dict[str, Any]:
    """Put comments, suggested wordings and files beside the blocks; returns what the page's forms of them need.

    Four queries whatever the number of rows; none where nobody has said anything, nor for files where there is none.
    """
    loaded, contribution = editor.loaded, editor.contribution
    _add_files(editor, actor, next_url)
    if actor.works_for(contribution.office_id) and loaded.has_wordings:
        _add_applied(editor, contribution)
    said = said_of(
        contribution.period,
        actor,
        next_url,
        has_comments=loaded.has_comments,
        has_wordings=loaded.has_wordings,
    )
    if said is None:
        return {}
    discussion, wordings = said
    office = contribution.office
    for block in editor.blocks:
        words = f"{block.code} {block.title}"
        block.comments = discussion.at(block.address, "", office.uid, words, _fields_of(block))
        if block.comments.can_comment:
            there = {"at": block.comments.at, "next": next_url}
            block.comment_url = f"{discussion.add_url}?{urlencode(there)}"
        block.wordings = [
            wordings.at(block.address, name, office, contribution, text_of(block.form.record, name), words)
            for name in FIELDS.get(block.kind, ())
        ]
    return {"discussion": discussion, "wordings": wordings}


def _add_files(editor: InputEditor, actor: Actor, next_url: str) -> None:
    """Put files beside the blocks, and below rows and indicators the way to add one that leads back to them."""
    contribution, files = editor.contribution, {}
    if editor.loaded.has_attachments:
        files = attachments_by_address(contribution.period, actor, contribution=contribution)
    web_address = reverse("files:add", args=[contribution.period.project.code])
    may_add = can_add(actor, contribution, "activity")  # the same for all rows and indicators
    for block in editor.blocks:
        block.files = files.get(block.address, [])
        if may_add and block.kind in ("activity", "indicator") and not block.is_closed:
            there = {
                "input": contribution.uid,
                "place": block.address,
                "next": f"{next_url}#{block.anchor}",
            }
            block.add_file_url = f"{web_address}?{urlencode(there)}"


def _fields_of(block: Block) -> Choices:
    """Return the fields of a block that a comment can be about: those that its form asks for."""
    form = block.form
    question_type = form.question.type if isinstance(form, AnswerForm) else ""
    return fields_of(block.kind, question_type, among=form.fields)


def _add_applied(editor: InputEditor, contribution: Contribution) -> None:
    """Tell an organisation beside its rows what the coordinator changed, while they still read so."""
    applied = applied_to(contribution)
    for block in editor.blocks:
        for name in FIELDS.get(block.kind, ()):
            found = applied.get((block.address, name))
            if found is not None and found.proposed == text_of(block.form.record, name):
                block.applied.append(found)
