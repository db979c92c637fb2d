"""May this person see or make the joint report?"""

from django.utils.translation import gettext as _

from contributions.models import Contribution
from core.decisions import YES, Decision, no, not_now
from projects.actor import Actor
from projects.capabilities import Capability
from projects.stage import CLEARED, FINAL, WITH_REVIEWER
from reports.models import Report, ReportVersion


def can_read_report(actor: Actor, report: Report | None) -> Decision:
    """Everyone who works on the project reads the draft; the Secretariat from the first sending to review on."""
    if reads_the_draft(actor):
        return YES
    if actor.may(Capability.READ_SENT_REPORTS):
        if report is not None and report.sendings:
            return YES
        return not_now(
            _(
                "This report is a draft that its organisations are still writing. "
                "The PBF Secretariat sees how far it is; the text is theirs until it is sent to review."
            )
        )
    return no(_("Only the organisations of the project and the PBF Secretariat read its report."))


def reads_the_draft(actor: Actor) -> bool:
    """Answer whether the person reads what is being written now, not only what was sent to review."""
    return actor.may(Capability.READ_DRAFTS)


def can_write_report(actor: Actor, report: Report | None = None) -> Decision:
    """The coordinator makes the joint report, while it is not with the reviewer, cleared or final."""
    if not actor.may(Capability.WRITE_JOINT_TEXTS):
        return no(_("Only the coordinator of the project writes the joint report."))
    if report is not None and not report.is_writable:
        return not_now(locked_words(report))
    return YES


def locked_words(report: Report) -> str:
    """Return why the joint texts cannot be written and what would open them."""
    if report.state == FINAL:
        return _("This report is final. Open it for a correction if something has to change.")
    if report.state == CLEARED:
        return _("This report was cleared. Only the PBF Secretariat can return it.")
    return _("This report is in review. It can be written when the PBF Secretariat returns it.")


def texts_closed_words(actor: Actor, report: Report) -> str:
    """Return why this person finds no way to write above the joint texts of a report."""
    if not actor.may(Capability.WRITE_JOINT_TEXTS):
        return _("The coordinator makes the joint texts. You see how far they are.")
    if report.state == FINAL:
        return _("The joint texts are closed: the report is final.")
    return _("The joint texts are closed while the report is with the PBF Secretariat.")


def closed_text_words() -> str:
    """Return why one joint text of a returned report cannot be written."""
    return _("This text was not returned: it stays as it was sent to review.")


def can_take_over(actor: Actor, contribution: Contribution, report: Report | None = None) -> Decision:
    """The coordinator takes over what others may read: submitted, or shared by the writer."""
    decision = can_write_report(actor, report)
    if decision and not contribution.is_readable_by_others:
        return not_now(
            _("%(office)s is still writing. Its text can be taken over when it is submitted or shared.")
            % {"office": contribution.office.short_name}
        )
    return decision


def can_sign_off(actor: Actor, report: Report) -> Decision:
    """The coordinator records the organisations' sign-offs of what is in review or cleared."""
    if not actor.may(Capability.RECORD_SIGN_OFFS):
        return no(_("Only the coordinator of the project records sign-offs."))
    if report.state not in WITH_REVIEWER:
        return not_now(_("A sign-off is recorded for a report that is in review or cleared."))
    return YES


def can_record_submission(actor: Actor) -> Decision:
    """The coordinator or the Secretariat records that a version went to the Fund."""
    if actor.may(Capability.RECORD_SUBMISSIONS):
        return YES
    return no(_("The coordinator or the PBF Secretariat records a submission to the Fund."))


def can_make_public(actor: Actor, version: ReportVersion) -> Decision:
    """The Secretariat makes the current version public."""
    if not actor.may(Capability.MAKE_REPORTS_PUBLIC):
        return no(_("Only the PBF Secretariat makes a report public."))
    if version.state != FINAL:
        return not_now(_("This version was replaced: make the current one public."))
    return YES
