"""The way of a report and of its versions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.decisions import YES, Decision, no, not_now
from core.workflow import Given, Transition, workflow
from projects.actor import Actor
from projects.capabilities import Capability
from projects.stage import CLEARED, COLLECTING, FINAL, IN_REVIEW, RETURNED, WRITABLE
from reports.states import REPLACED


def _sends(actor: Actor, _report: Any) -> Decision:
    if actor.may(Capability.SEND_TO_REVIEW):
        return YES
    return no(_("Only the coordinator of the project sends its report to review."))


def _answers_for_it(actor: Actor, _report: Any) -> Decision:
    if actor.may(Capability.RETURN_REPORTS):
        return YES
    if actor.may(Capability.SPEAK_AS_SECRETARIAT):
        return no(_("Another Secretariat, or the reviewers before an approver, answer for this report."))
    return no(_("Only the PBF Secretariat returns a report."))


def _clears(actor: Actor, report: Any) -> Decision:
    if actor.may(Capability.CLEAR_REPORTS):
        if not actor.is_author:
            return YES
        return no(_("You wrote part of this report: somebody else has to clear it."))
    if actor.may(Capability.SPEAK_AS_SECRETARIAT):
        return no(_("Another Secretariat, or the reviewers before an approver, answer for this report."))
    return no(_("Only the PBF Secretariat clears a report and makes it final."))


def _may_correct(actor: Actor, _report: Any) -> Decision:
    if actor.may(Capability.CORRECT_REPORTS):
        return YES
    return no(_("The coordinator or the PBF Secretariat opens a final report for a correction."))


def _is_ready_to_send(_report: Any, given: Given) -> Decision:
    sending = given["sending"]
    if sending.has_nothing:
        return not_now(_("No organisation has submitted yet: there is nothing to review."))
    if sending.lacks_missing_reason:
        return not_now(
            _("%(offices)s has not submitted. Wait, or write one sentence why the report goes without.")
            % {"offices": ", ".join(sending.missing)}
        )
    if sending.lacks_stop_reason:
        return not_now(_("Some points stop the report: correct them, or write one sentence why they stay."))
    return YES


def is_what_was_read(report: Any, given: Given) -> Decision:
    """Answer whether the sending that a page showed (`seen`, None where it showed none) is still the last one."""
    if given.get("seen") not in (None, report.sendings):
        return not_now(_("The report was sent again since you opened the page: read what is new first."))
    return YES


def _says_what_to_change(report: Any, given: Given) -> Decision:
    unseen = is_what_was_read(report, given)
    if not unseen:
        return unseen
    if given["comments"]() or given["note"].strip():
        return YES
    return not_now(_("Comment on what has to change, or write a note: the organisations need to know."))


def _is_signed_off(report: Any, given: Given) -> Decision:
    unseen = is_what_was_read(report, given)
    if not unseen:
        return unseen
    if given["unsigned"] and not given["unsigned_reason"].strip():
        return not_now(
            _(
                "There is no sign-off of %(offices)s yet. Record it, or write one sentence why it goes without."
            )
            % {"offices": ", ".join(given["unsigned"])}
        )
    return YES


def _has_reason(_report: Any, given: Given) -> Decision:
    if given["reason"].strip():
        return YES
    return not_now(_("Write what has to be corrected: the reason stays with the new version."))


NOT_WITH_YOU = _("The report is not in review now: somebody else was faster, or it was returned already.")

REPORT_WORKFLOW = workflow(
    #          act           from                            to         what to say otherwise, who, gate
    Transition(
        "send",
        frozenset(WRITABLE),
        IN_REVIEW,
        _("This report was sent to review already."),
        _sends,
        _is_ready_to_send,
    ),
    Transition(
        "send_back",
        frozenset({IN_REVIEW, CLEARED}),
        RETURNED,
        NOT_WITH_YOU,
        _answers_for_it,
        _says_what_to_change,
    ),
    Transition("clear", frozenset({IN_REVIEW}), CLEARED, NOT_WITH_YOU, _clears, is_what_was_read),
    Transition(
        "make_final",
        frozenset({CLEARED}),
        FINAL,
        _("Only a cleared report is made final, once."),
        _clears,
        _is_signed_off,
    ),
    Transition(
        "correct",
        frozenset({FINAL}),
        COLLECTING,
        _("Only a final report is opened for a correction."),
        _may_correct,
        _has_reason,
    ),
)

VERSION_WORKFLOW = workflow(
    Transition(
        "replace",
        frozenset({FINAL}),
        REPLACED,
        _("This version was replaced by a newer one already."),
        _clears,
    ),
)
