"""Where a report stands in words, and the one act that comes next for this person."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from core.formatting import day, moment
from core.workflow import Workflow
from projects.actor import Actor
from projects.capabilities import Capability
from projects.models import ReportingPeriod
from projects.stage import CLEARED, COLLECTING, FINAL, IN_REVIEW, RETURNED, WITH_REVIEWER
from reports.models import Report
from reports.permissions import can_record_submission
from reports.states import REPORT_STATUS
from reports.workflow import REPORT_WORKFLOW


@dataclass(slots=True)
class Stage:
    """The state of a report for the head of its page."""

    key: str
    label: str
    words: str
    note: str = ""
    acts: list[tuple[str, str]] = field(default_factory=list)  # (label, address), the next one first


def stage_in_words(
    report: Report,
    actor: Actor,
    period: ReportingPeriod,
    version: int = 0,
    *,
    is_submitted: bool = True,
    all_in: bool = False,
) -> Stage:
    """Return the state in words with what this person may do now.

    `version` is the number of the current version, `is_submitted` tells whether it was recorded as sent to the Fund,
    `all_in` whether every organisation has handed in.
    """
    stage = Stage(
        REPORT_STATUS[report.state],
        str(report.get_state_display()),
        _words(report, version, all_in=all_in),
    )
    if report.state == RETURNED:
        stage.note = report.returned_note
    elif report.state == COLLECTING and report.correction_reason:
        stage.note = report.correction_reason
    stage.acts = _acts(report, actor, period, REPORT_WORKFLOW)
    if report.state == FINAL and version and not is_submitted and can_record_submission(actor):
        web_address = reverse("reports:submission", args=[period.project.code, period.code, version])
        stage.acts.insert(0, (_("Record the submission to the Fund"), web_address))
    return stage


def _words(report: Report, version: int, *, all_in: bool) -> str:
    if report.state == IN_REVIEW:
        return _("Sent to review by %(who)s, %(when)s. Nothing is written until it is returned.") % {
            "who": report.sent_by,
            "when": moment(report.sent_at),
        }
    if report.state == RETURNED:
        due = report.returned_due_on
        words = _("Returned by the PBF Secretariat. What it opened can be written; the rest stays accepted.")
        return f"{words} {_('Due again %(day)s.') % {'day': day(due)}}" if due else words
    if report.state == CLEARED:
        return _("Cleared by %(who)s, %(when)s. It becomes final when the organisations have signed off.") % {
            "who": report.cleared_by,
            "when": moment(report.cleared_at),
        }
    if report.state == FINAL:
        return _("Version %(number)d is final. It does not change any more.") % {"number": version}
    if version:
        return _("Opened for a correction. Version %(number)d stays until a new one replaces it.") % {
            "number": version
        }
    if all_in:
        return _("All inputs are in. The coordinator checks the report and sends it to review.")
    return _("The organisations are writing. The coordinator sends the report to review when it is complete.")


def _acts(report: Report, actor: Actor, period: ReportingPeriod, table: Workflow) -> list[tuple[str, str]]:
    args = [period.project.code, period.code]
    offered = []
    if report.state == IN_REVIEW and actor.answers_for_report:
        # Who wrote part of it reads, comments and may return it; somebody else clears it.
        label = _("Review the report") if actor.clears_as else _("Read and comment")
        offered.append((label, reverse("reports:review", args=args)))
    names = (
        ("send", "check", _("Check and send to review")),
        ("make_final", "final", _("Make final")),
        ("clear", "clear", _("Clear")),
        ("send_back", "send_back", _("Return")),
        ("correct", "correct", _("Open for a correction")),
    )
    for act, name, label in names:
        if table.may(act, actor, report):
            offered.append((label, reverse(f"reports:{name}", args=args)))
    if report.state in WITH_REVIEWER and actor.may(Capability.RECORD_SIGN_OFFS):
        offered.append((_("Record sign-offs"), reverse("reports:sign_offs", args=args)))
    return offered
