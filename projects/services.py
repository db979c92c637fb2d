"""Everything that changes who works on a project."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.invitations import mail_invitation
from accounts.models import Office, User
from accounts.services import ensure_person
from audit.services import created, record
from core.decisions import require
from core.zones import today
from projects.actor import actor_on
from projects.models import Membership, Project
from projects.permissions import can_invite


def invite(
    email: str, *, name: str, role: str, project: Project, office: Office, by: User, base_url: str
) -> Membership:
    """Give a person a role of an office on a project and write to them; raises PermissionDenied.

    A role that the person holds there already is returned as it is; standing in as a deputy is not that role.
    `base_url` is the portal's address.
    """
    require(can_invite(actor_on(by, project), role, office.pk))
    with transaction.atomic():
        user = ensure_person(email, name=name, by=by)
        membership = (
            Membership.objects.of(user)
            .in_force()
            .filter(role=role, project=project, office=office, deputy_for__isnull=True)
            .first()
        )
        if membership is None:
            membership = Membership.objects.create(user=user, role=role, project=project, office=office)
            created(membership, by=by)
        else:
            record(by=by, action="invite_again", on=membership)
        mail_invitation(
            user,
            place=f"{office.short_name}, {project}",
            role=str(membership.get_role_display()),
            invited_by=str(by),
            base_url=base_url,
        )
    return membership


def end_membership(membership: Membership, *, by: User) -> None:
    """End a role, and with it those of its deputies, as of yesterday.

    The people keep their accounts, and what they wrote keeps its author. Raises PermissionDenied.
    """
    assert membership.project is not None and membership.office_id is not None
    require(can_invite(actor_on(by, membership.project), membership.role, membership.office_id))
    with transaction.atomic():
        end_as_of(membership, today() - timedelta(days=1), by=by)
        end_deputies_with(membership, by=by)


def end_as_of(membership: Membership, last: date, *, by: User, reason: str = "") -> None:
    """Let a role end after this day, with its line; a role that would begin later has never been in force.

    Who calls it has tested the right, and opened the transaction.
    """
    before, begins = membership.ends_on, membership.starts_on
    membership.ends_on, membership.starts_on = last, min(begins, last)
    membership.save(update_fields=["ends_on", "starts_on"])
    changes = {"ends_on": [before.isoformat() if before else None, last.isoformat()]}
    if begins != membership.starts_on:
        changes["starts_on"] = [begins.isoformat(), membership.starts_on.isoformat()]
    record(by=by, action="end", on=membership, changes=changes, reason=reason)


def end_deputies_with(membership: Membership, *, by: User) -> None:
    """End the deputies of a role on the day on which the role itself ends; call it inside the transaction."""
    if membership.ends_on is None:
        return
    for deputy in membership.deputies.filter(ends_on__gt=membership.ends_on).select_related("user"):
        end_as_of(
            deputy, membership.ends_on, by=by, reason=_("The role that this deputy stood in for ended.")
        )
