"""May this person read, write, submit or reopen this input?"""

from django.utils.translation import gettext as _

from contributions.models import Contribution
from core.decisions import YES, Decision, no, not_now
from projects.models import Membership
from projects.permissions import Roles

Role = Membership.Role


def can_read(roles: Roles, contribution: Contribution) -> Decision:
    """Own office always; others once it is submitted or shared; the Secretariat once the report was sent to it."""
    if roles.works_for(contribution.office_id):
        return YES
    if not roles.offices and not roles.is_administrator:
        return no(
            _("The PBF Secretariat reads the inputs when the coordinator has sent the report to review.")
        )
    if contribution.is_readable_by_others:
        return YES
    return no(
        _(
            "%(office)s is still writing. You can read this input when it is submitted, or when %(office)s shares it."
        )
        % {"office": contribution.office.short_name}
    )


def can_write(roles: Roles, contribution: Contribution) -> Decision:
    """Focal points and writers of the office, while the input is open."""
    office_id = contribution.office_id
    if not (roles.holds(Role.FOCAL_POINT, office_id) or roles.holds(Role.WRITER, office_id)):
        return no(
            _("Only focal points and writers of %(office)s write here.")
            % {"office": contribution.office.short_name}
        )
    if not contribution.is_open:
        return not_now(locked_sentence(contribution))
    return YES


def can_write_texts(roles: Roles, contribution: Contribution) -> Decision:
    """Texts, budget and expenditure belong to the focal point; a writer has rows only."""
    if not roles.holds(Role.FOCAL_POINT, contribution.office_id):
        return no(
            _("Only focal points of %(office)s write texts and expenditure.")
            % {"office": contribution.office.short_name}
        )
    return can_write(roles, contribution)


def can_read_texts(roles: Roles, contribution: Contribution) -> Decision:
    """A writer sees the own rows only."""
    decision = can_read(roles, contribution)
    if decision and is_only_writer(roles, contribution):
        return no(_("As a writer you have rows only; texts and expenditure are with your focal point."))
    return decision


def can_submit(roles: Roles, contribution: Contribution) -> Decision:
    """Focal points submit, while the input is open."""
    if not roles.holds(Role.FOCAL_POINT, contribution.office_id):
        return no(
            _("Only focal points of %(office)s submit this input.")
            % {"office": contribution.office.short_name}
        )
    if not contribution.is_open:
        return not_now(locked_sentence(contribution))
    return YES


def can_share(roles: Roles, contribution: Contribution) -> Decision:
    """Focal points share the unfinished text with the others on the project."""
    return can_submit(roles, contribution)


def can_reopen(roles: Roles, contribution: Contribution) -> Decision:
    """The coordinator reopens a submitted input."""
    if not roles.is_coordinator:
        return no(_("Only the coordinator of the project reopens an input."))
    if contribution.is_open:
        return not_now(_("This input is open already."))
    return YES


def can_give_days(roles: Roles, contribution: Contribution) -> Decision:
    """The coordinator gives one organisation more days, while its input is open."""
    if not roles.is_coordinator:
        return no(_("Only the coordinator of the project changes the date of an input."))
    if not contribution.is_open:
        return not_now(_("This input was submitted: there is no date to change."))
    return YES


def is_only_writer(roles: Roles, contribution: Contribution) -> bool:
    """Answer whether the person writes for the office without being its focal point: the own rows are all there is."""
    office_id = contribution.office_id
    return roles.holds(Role.WRITER, office_id) and not roles.holds(Role.FOCAL_POINT, office_id)


def locked_sentence(contribution: Contribution) -> str:
    """Return why a submitted input cannot be written and who can open it."""
    return _(
        "This input was submitted and is locked. "
        "If something has to change, ask the coordinator of the project to reopen it."
    )
