"""Inviting with rows, and the list of people."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from activities.models import Activity
from audit.services import record
from contributions.models import WriterRow
from contributions.people.forms import InviteForm
from core.zones import today
from projects.actor import Actor
from projects.deputies.permissions import can_end_deputy, can_name_deputy
from projects.models import Membership, Project
from projects.permissions import can_invite
from projects.services import invite


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One role of one person, who stands in for it, and what the reader of the page may do about it."""

    membership: Membership
    rows: str
    deputy: Membership | None
    can_end: bool
    can_name_deputy: bool


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


def people_of(project: Project, actor: Actor) -> list[PersonLine]:
    """Return who works on a project today, by organisation (four queries)."""
    coming = Membership.objects.filter(deputy_for__project=project, ends_on__gte=today())
    deputies = {item.deputy_for_id: item for item in coming.select_related("user")}
    memberships = (
        Membership.objects.in_force()
        .filter(project=project)
        .select_related("user", "office__organisation", "deputy_for__user")
        .prefetch_related("writer_rows__activity")
        .order_by("office__organisation__short_name", "role", "user__name")
    )
    return [
        PersonLine(
            membership,
            "; ".join(row.activity.title for row in membership.writer_rows.all() if row.activity),
            deputies.get(membership.pk),
            membership.user_id != actor.user.pk and _can_end(actor, membership),
            bool(can_name_deputy(actor, membership)),
        )
        for membership in memberships
    ]


def _can_end(actor: Actor, membership: Membership) -> bool:
    if membership.deputy_for is not None:
        return bool(can_end_deputy(actor, membership))
    return bool(can_invite(actor, membership.role, membership.office_id or 0))
