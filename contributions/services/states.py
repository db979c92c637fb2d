"""Submitting, reopening and sharing an input."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from contributions import permissions
from contributions.models import Contribution
from contributions.workflow import INPUT_WORKFLOW
from core.decisions import require
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
