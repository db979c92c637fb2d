"""The task list of an input: what is there to do, how far it is, what comes next."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from contributions import permissions
from contributions.models import Contribution
from contributions.pages import written_words
from contributions.pages.editor import InputEditor, Part
from core.uids import act_key
from projects.actor import Actor


def input_tasks(editor: InputEditor, actor: Actor) -> dict[str, Any]:
    """Return the tasks of an input, the next act, and who may do what with it."""
    contribution = editor.contribution
    tasks = [_task(part, contribution.uid, is_open=contribution.is_open) for part in editor.parts]
    done = sum(part.done for part in editor.parts)
    total = sum(part.total for part in editor.parts)
    return {
        "tasks": tasks,
        "done": done,
        "total": total,
        "written_words": written_words(done, total),
        "is_complete": done >= total,
        "is_small": editor.is_small,
        "all_url": reverse("contributions:edit", args=[contribution.uid, "all"]),
        "can_write": bool(permissions.can_write(actor, contribution)),
        "can_submit": bool(permissions.can_submit(actor, contribution)),
        "can_share": bool(permissions.can_share(actor, contribution)),
        "can_accept": bool(permissions.can_accept(actor, contribution)),
        "can_return": bool(permissions.can_return(actor, contribution)),
        "can_take_back": bool(permissions.can_take_back(actor, contribution)),
        "can_enter_on_behalf": _is_silent(actor, contribution),
        "act_key": act_key(),
        "unwritten": [block for block in editor.blocks if block.status_key == "todo" and not block.is_closed],
        "warned": [block for block in editor.blocks if block.warnings and not block.is_closed],
    }


def _is_silent(actor: Actor, contribution: Contribution) -> bool:
    """Answer whether the coordinator is offered to write for the organisation: not for the own one."""
    own = actor.works_for(contribution.office_id) or contribution.on_behalf_by_id is not None
    return bool(permissions.can_enter_on_behalf(actor, contribution)) and not own


def _task(part: Part, uid: str, *, is_open: bool) -> dict[str, Any]:
    if part.is_closed:
        key, label = "blocked", _("Not open")
    elif part.is_complete:
        key, label = "done", _("Completed")
    elif part.done:
        key, label = "progress", _("In progress")
    else:
        key, label = "todo", _("Not yet started")
    return {
        "title": part.title,
        "hint": part.words,
        "url": reverse("contributions:edit", args=[uid, part.key]),
        "status": key,
        "status_label": label,
        "done": part.done,
        "total": 0 if part.is_closed else part.total,
    }
