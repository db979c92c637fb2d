"""May this person see or make the joint report?"""

from django.utils.translation import gettext as _

from contributions.models import Contribution
from core.decisions import YES, Decision, no, not_now
from projects.permissions import Roles


def can_read_report(roles: Roles) -> Decision:
    """Everyone who works on the project reads the draft; the Secretariat when it was sent to review."""
    if roles.offices:
        return YES
    if roles.is_reviewer or roles.is_approver:
        return not_now(
            _(
                "This report is a draft that its organisations are still writing. "
                "The PBF Secretariat sees how far it is; the text is theirs until it is sent to review."
            )
        )
    return no(_("Only the organisations of the project read its draft report."))


def can_write_report(roles: Roles) -> Decision:
    """The coordinator makes the joint report."""
    if roles.is_coordinator:
        return YES
    return no(_("Only the coordinator of the project writes the joint report."))


def can_take_over(roles: Roles, contribution: Contribution) -> Decision:
    """The coordinator takes over what others may read: submitted, or shared by the writer."""
    decision = can_write_report(roles)
    if decision and not contribution.is_readable_by_others:
        return not_now(
            _("%(office)s is still writing. Its text can be taken over when it is submitted or shared.")
            % {"office": contribution.office.short_name}
        )
    return decision
