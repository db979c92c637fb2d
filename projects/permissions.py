"""May this person see who works on a project, and invite somebody?"""

from django.utils.translation import gettext as _

from core.decisions import YES, Decision, no
from projects.actor import Actor
from projects.capabilities import INVITING, Capability


def can_see_people(actor: Actor) -> Decision:
    """Say whether the person may see who works on the project."""
    if actor.may(Capability.SEE_PEOPLE):
        return YES
    return no(_("Coordinators and focal points manage the people of a project."))


def can_invite(actor: Actor, role: str, office_id: int | None) -> Decision:
    """Say whether the person may invite someone as `role` of an office on the project."""
    capability = INVITING.get(role)
    if capability is not None and actor.may(capability, office_id):
        return YES
    return no(
        _(
            "A coordinator invites focal points and readers; "
            "a focal point invites writers and readers of the own office."
        )
    )
