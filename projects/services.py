"""Everything that changes who works on a project."""

from datetime import timedelta

from django.db import transaction

from accounts.invitations import mail_invitation
from accounts.models import Office, User
from accounts.services import ensure_person
from audit.services import created, record
from core.decisions import require
from core.zones import today
from projects.models import Membership, Project
from projects.permissions import can_invite, roles_on


def invite(
    email: str, *, name: str, role: str, project: Project, office: Office, by: User, base_url: str
) -> Membership:
    """Give a person a role of an office on a project and write to them; raises PermissionDenied.

    A role that the person holds there already is returned as it is. `base_url` is the portal's address.
    """
    require(can_invite(roles_on(by, project), role, office.pk))
    with transaction.atomic():
        user = ensure_person(email, name=name, by=by)
        membership = (
            Membership.objects.of(user).in_force().filter(role=role, project=project, office=office).first()
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
    """End a role as of yesterday; the person keeps the account and what they wrote keeps its author."""
    assert membership.project is not None and membership.office_id is not None
    require(can_invite(roles_on(by, membership.project), membership.role, membership.office_id))
    yesterday = today() - timedelta(days=1)
    starts_on = min(membership.starts_on, yesterday)
    with transaction.atomic():
        Membership.objects.filter(pk=membership.pk).update(ends_on=yesterday, starts_on=starts_on)
        record(by=by, action="end", on=membership, changes={"ends_on": [None, yesterday.isoformat()]})
