"""What every page of an input says about where one is."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import PortalRequest
from contributions import permissions
from contributions.models import Contribution
from core.formatting import day, due_words, moment, period
from projects.permissions import Roles


def page_context(
    request: PortalRequest,
    contribution: Contribution,
    roles: Roles,
    title: str = "",
    *,
    url_of_input: bool = False,
) -> dict[str, Any]:
    """Return the context of the frame: place, breadcrumbs, role, due date."""
    reporting = contribution.period
    own = _("%(office)s's input") % {"office": contribution.office.short_name}
    input_url = reverse("contributions:input", args=[contribution.uid])
    crumbs = [
        (reporting.project.code, reverse("project", args=[reporting.project.code])),
        (own, input_url if url_of_input else None),
    ]
    if title:
        crumbs.append((title, None))
    due = contribution.due_on or reporting.inputs_due_on
    return {
        "contribution": contribution,
        "uid": contribution.uid,
        "period": reporting,
        "project": reporting.project,
        "period_words": period(reporting.starts_on, reporting.ends_on),
        "place": {
            "project": reporting.project.code,
            "period": reporting.code,
            "url": reverse("project", args=[reporting.project.code]),
        },
        "role": roles.label,
        "crumbs": crumbs,
        "title": title or own,
        "caption": own,
        "due_words": day(due),
        "due_sentence": due_words(due),
        "submitted_words": moment(contribution.submitted_at),
        "on_behalf_words": day(contribution.on_behalf_on),
        "locked_words": "" if contribution.is_open else permissions.locked_sentence(contribution),
        "can_write": bool(permissions.can_write(roles, contribution)),
    }
