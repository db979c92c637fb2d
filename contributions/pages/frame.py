"""What every page of an input says about where one is."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import PortalRequest
from contributions import permissions
from contributions.models import Contribution
from contributions.states import ACCEPTED
from core.due import due_words
from core.formatting import day, moment
from core.zones import zone_shown
from projects.actor import Actor
from projects.capabilities import Capability
from projects.page_frame import page_frame


def page_context(
    request: PortalRequest,
    contribution: Contribution,
    actor: Actor,
    title: str = "",
    *,
    url_of_input: bool = False,
) -> dict[str, Any]:
    """Return the context of the frame: place, breadcrumbs, role, due date."""
    reporting = contribution.period
    own = _("%(office)s's input") % {"office": contribution.office.short_name}
    input_url = reverse("contributions:input", args=[contribution.uid])
    below = [(title, None)] if title else []
    due = contribution.due_on or reporting.inputs_due_on
    return {
        **page_frame(
            reporting.project,
            actor,
            (own, input_url if url_of_input else None),
            *below,
            period=reporting,
        ),
        "contribution": contribution,
        "uid": contribution.uid,
        "caption": own,
        "due_words": day(due),
        "due_sentence": due_words(due, zone_shown()),
        "submitted_words": moment(contribution.submitted_at),
        "behalf_words": _behalf_words(contribution),
        "locked_words": _locked_words(contribution, actor),
        "is_coordinator": actor.may(Capability.DECIDE_ON_INPUTS),
        "can_write": bool(permissions.can_write(actor, contribution)),
    }


def _locked_words(contribution: Contribution, actor: Actor) -> str:
    """Return why an input cannot be written, and whom to ask or, for the coordinator, what to do."""
    if contribution.is_open:
        return ""
    if not actor.may(Capability.DECIDE_ON_INPUTS) or contribution.is_locked:
        return permissions.locked_sentence(contribution)
    if contribution.state == ACCEPTED:
        return _("This input was accepted and is locked. If something has to change, return it.")
    return _("This input was submitted and is locked. Accept it, or return it if something has to change.")


def _behalf_words(contribution: Contribution) -> str:
    """Return who enters an input for its organisation, from what source, and what the organisation can do about it."""
    if contribution.on_behalf_by is None:
        return ""
    words = _("%(who)s enters this input on behalf of the organisation, from: %(source)s (%(date)s).") % {
        "who": contribution.on_behalf_by,
        "source": contribution.on_behalf_source,
        "date": day(contribution.on_behalf_on),
    }
    if contribution.is_locked:
        can = _("Nothing of it can be changed while it is part of a report that was sent to review.")
    elif contribution.is_handed_in:
        can = _(
            "Until the report goes to review, the organisation's focal points can open it and correct it."
        )
    elif contribution.is_partial:
        can = _("The organisation can correct what was returned.")
    else:
        can = _("The organisation can correct everything.")
    return f"{words} {can}"
