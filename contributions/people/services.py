"""Inviting with rows, and the list of people."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from activities.models import Activity
from audit.services import record
from contributions.models import WriterRow
from contributions.people.forms import InviteForm
from projects.models import Membership, Project
from projects.permissions import Roles, can_invite
from projects.services import invite


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One role of one person, and whether the reader of the page may end it."""

    membership: Membership
    rows: str
    can_end: bool


def invite_to_project(form: InviteForm, *, by: User, base_url: str) -> Membership:
    """Invite the person of a valid form; a writer's rows are written in the same transaction as the role."""
    cleaned = form.cleaned_data
    with transaction.atomic():
        membership = invite(
            cleaned["email"],
            name=cleaned["name"],
            role=cleaned["role"],
            project=form.project,
            office=form.offices[cleaned["office"]],
            by=by,
            base_url=base_url,
        )
        if membership.role == Membership.Role.WRITER:
            give_rows(membership, cleaned.get("rows", []), by=by)
    return membership


def give_rows(membership: Membership, uids: list[str], *, by: User) -> None:
    """Give a writer these work rows of the own office, besides those given before."""
    rows = Activity.objects.filter(
        uid__in=uids, project=membership.project, responsibilities__office=membership.office
    )
    new = [row for row in rows if WriterRow.objects.get_or_create(membership=membership, activity=row)[1]]
    if new:
        record(by=by, action="give_rows", on=membership, changes={"rows": [None, [row.uid for row in new]]})


def people_of(project: Project, roles: Roles) -> list[PersonLine]:
    """Return who works on a project today, by organisation (two queries)."""
    memberships = (
        Membership.objects.in_force()
        .filter(project=project)
        .select_related("user", "office__organisation")
        .prefetch_related("writer_rows__activity")
        .order_by("office__organisation__short_name", "role", "user__name")
    )
    return [
        PersonLine(
            membership,
            "; ".join(row.activity.title for row in membership.writer_rows.all() if row.activity),
            membership.user_id != roles.user.pk
            and bool(can_invite(roles, membership.role, membership.office_id or 0)),
        )
        for membership in memberships
    ]
