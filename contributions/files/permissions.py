"""May this person read, add, change or take away an attachment? Asked of people who may see the project."""

from django.utils.translation import gettext as _

from contributions import permissions as inputs
from contributions import places
from contributions.models import Attachment, Contribution
from contributions.states import ACCEPTED
from contributions.workflow import IN_REVIEW
from core.decisions import YES, Decision, no, not_now
from projects.models import Membership
from projects.permissions import Roles

Role = Membership.Role
_ADDING = (Role.FOCAL_POINT, Role.WRITER, Role.COORDINATOR)


def can_read(roles: Roles, attachment: Attachment) -> Decision:
    """Everyone on the project and its Secretariat; what belongs to an input those who may read the input.

    The Secretariat reads what belongs to an accepted input: the report that was sent may list it.
    """
    if attachment.contribution is None:
        return YES
    was_sent = attachment.contribution.state == ACCEPTED or attachment.contribution.is_locked
    if (roles.is_reviewer or roles.is_approver) and attachment.contribution.is_handed_in and was_sent:
        return YES
    return _can_read_there(roles, attachment.contribution, attachment.place)


def _can_read_there(roles: Roles, contribution: Contribution, place: str) -> Decision:
    there = places.parse(place)
    if there is not None and there.kind in ("question", "money"):
        return inputs.can_read_texts(roles, contribution)
    return inputs.can_read(roles, contribution)


def can_add(roles: Roles, contribution: Contribution | None = None, place: str = "") -> Decision:
    """Who writes for an organisation adds to project, report and the own open input; reviewers to the first two."""
    if contribution is None:
        if roles.is_reviewer or any(roles.holds(role) for role in _ADDING):
            return YES
        return no(
            _(
                "Focal points, writers and coordinators of the project, and the PBF Secretariat, add attachments."
            )
        )
    if roles.holds(Role.COORDINATOR, contribution.office_id) and not contribution.is_open:
        return not_now(inputs.locked_sentence(contribution))
    if roles.holds(Role.COORDINATOR, contribution.office_id):
        return YES
    return inputs.can_write(roles, contribution) and _can_read_there(roles, contribution, place)


def can_change(roles: Roles, attachment: Attachment) -> Decision:
    """Who added it, the coordinator, or an administrator, where they may read it."""
    decision = can_read(roles, attachment)
    if not decision:
        return decision
    if attachment.contribution is not None and attachment.contribution.is_locked:
        return not_now(IN_REVIEW)
    is_own = attachment.uploaded_by_id == roles.user.pk
    if is_own or roles.is_coordinator or roles.is_administrator:
        return YES
    return no(
        _("Only who added this attachment, the coordinator or an administrator changes it or takes it away.")
    )
