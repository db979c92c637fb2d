"""Submitting, reopening and sharing an input."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from contributions import permissions
from contributions.models import Contribution
from contributions.workflow import INPUT_WORKFLOW
from core.decisions import require
from core.saving import plain_value
from core.workflow import Change, perform
from projects.permissions import roles_on


def submit_contribution(contribution: Contribution, *, by: User) -> None:
    """Submit an open input and lock it; raises PermissionDenied or WrongState."""
    perform(
        INPUT_WORKFLOW,
        "submit",
        on=contribution,
        by=by,
        may=permissions.can_submit(roles_on(by, contribution.period.project), contribution),
        record=record,
        change=Change({"submitted_at": timezone.now(), "submitted_by": by}),
    )


def reopen_contribution(contribution: Contribution, *, by: User, reason: str) -> None:
    """Open a submitted input again with a reason; raises PermissionDenied or WrongState."""
    perform(
        INPUT_WORKFLOW,
        "reopen",
        on=contribution,
        by=by,
        may=permissions.can_reopen(roles_on(by, contribution.period.project), contribution),
        record=record,
        change=Change({"submitted_at": None, "submitted_by": None, "reopened_because": reason}, reason),
    )


def share_contribution(contribution: Contribution, *, by: User, shared: bool) -> None:
    """Let the others on the project read the unfinished text, or stop it; raises PermissionDenied or WrongState."""
    if contribution.is_shared == shared:
        return
    require(permissions.can_share(roles_on(by, contribution.period.project), contribution))
    with transaction.atomic():
        done = (
            Contribution.objects.open()
            .filter(pk=contribution.pk, is_shared=not shared)
            .update(is_shared=shared)
        )
        if done:
            record(
                by=by,
                action="share" if shared else "unshare",
                on=contribution,
                changes={"is_shared": [not shared, shared]},
            )
    contribution.refresh_from_db(fields=["is_shared", "state"])


def set_due_date(contribution: Contribution, *, by: User, due_on: date | None) -> None:
    """Give one organisation its own date, or with None the period's again; raises PermissionDenied or WrongState."""
    require(permissions.can_give_days(roles_on(by, contribution.period.project), contribution))
    before = contribution.due_on
    if before == due_on:
        return
    with transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk).update(due_on=due_on)
        changes = {"due_on": [plain_value(before), plain_value(due_on)]}
        record(by=by, action="set_due_date", on=contribution, changes=changes)
    contribution.due_on = due_on
