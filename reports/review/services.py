"""The acts on a report: send to review, send back, clear, open for a correction."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User
from checks.data import CheckResult
from checks.rules import find_points
from contributions.models import Contribution, PointAnswer
from contributions.points.results import CheckResults, with_answers
from contributions.points.services import answer_points, store_points
from contributions.services.states import lock_inputs, unlock_inputs
from core import mail
from core.workflow import Change
from discussion.selectors import OpenedAddress, open_addresses
from documents import data
from documents.frozen import SCHEMA, freeze, sha256_of
from projects.models import Membership, ReportingPeriod
from projects.selectors import people_with
from projects.stage import CLEARED
from reports.assembling import notes_on_behalf
from reports.assembling.contents import assemble_sources
from reports.assembling.loading import load_sources
from reports.assembling.sources import ReportSources
from reports.loaded import load_report
from reports.models import OpenedText, Report, Snapshot
from reports.review.check_input import last_values, material_of_report
from reports.review.clearers import actor_on_report, who_reviews
from reports.review.opening import opens_in_words, what_to_open
from reports.review.sign_offs import unsigned_offices
from reports.stage import perform_act

Role = Membership.Role


def write_letter(report: Report, template: str, to: Iterable[User], **context: Any) -> None:
    """Write to these people what happened to a report, with the way to its page."""
    period = report.period
    web_address = mail.address_of(reverse("reports:report", args=[period.project.code, period.code]))
    values = {"report": report, "period": period, "project": period.project, "link": web_address, **context}
    mail.write(to, f"reports/mail/{template}", values)


def tell_it_can_be_final(report: Report, *, by: User) -> None:
    """Tell those who make a report final that it is cleared and every organisation has signed off, where it is so."""
    if report.state != CLEARED or unsigned_offices(report):
        return
    write_letter(report, "signed_off", who_reviews(report), by=by)


def handed_in_sources(period: ReportingPeriod) -> ReportSources:
    """Return what a sending to review is assembled from: only what organisations have handed in, shared or not."""
    return only_handed_in(load_sources(load_report(pk=period.pk)))


def only_handed_in(sources: ReportSources) -> ReportSources:
    """Leave out what is only shared; of an input returned in part the report tells what had been accepted."""
    offices = tuple(
        replace(office, is_readable=office.is_submitted or office.is_kept) for office in sources.offices
    )
    attachments = tuple(item for item in sources.attachments if item.is_handed_in)
    return replace(sources, offices=offices, attachments=attachments)


def points_of_report(
    sources: ReportSources, url_of: Callable[[CheckResult], str] | None = None
) -> CheckResults:
    """Return the points of a report with what the coordinator, or before that their organisations, answered to them.

    `url_of` leads from a point to where it is mended.
    """
    found = find_points(material_of_report(sources, last_values(sources.period)))
    inputs = {office.input_id for office in sources.offices if office.is_readable}
    answers = PointAnswer.objects.filter(period=sources.period).order_by("pk")
    given = list(answers.select_related("by", "contribution__office__organisation"))
    return with_answers(
        found,
        [answer for answer in given if answer.contribution_id is None],
        url_of or (lambda _point: ""),
        [answer for answer in given if answer.contribution_id in inputs],
    )


def missing_offices(sources: ReportSources) -> list[str]:
    """Return the organisations that have not handed in, or not again."""
    return [office.name for office in sources.offices if not office.is_submitted]


def _notes_of_sending(report: Report, sources: ReportSources) -> tuple[str, ...]:
    """Return what a reader of what was sent has to know: who is missing and why, and who was written for."""
    missing = [office.name for office in sources.offices if not office.is_submitted and not office.is_kept]
    kept = [office.name for office in sources.offices if office.is_kept]
    notes = []
    if missing:
        notes.append(
            _("Without %(offices)s: %(reason)s")
            % {"offices": ", ".join(missing), "reason": report.missing_reason}
        )
    if kept:
        notes.append(
            _("%(offices)s: as accepted before rows were returned. %(reason)s")
            % {"offices": ", ".join(kept), "reason": report.missing_reason}
        )
    return (*notes, *notes_on_behalf(sources))


def _inputs(report: Report) -> list[Contribution]:
    return list(
        Contribution.objects.filter(period=report.period_id).select_related(
            "office__organisation", "period__project"
        )
    )


def send_to_review(
    report: Report, *, by: User, missing_reason: str = "", stop_reason: str = "", key: str = ""
) -> bool:
    """Send a report to the PBF Secretariat: accepts what is submitted, locks it, and keeps a candidate snapshot.

    `missing_reason` says why it goes without an organisation, `stop_reason` why points that stop stay. Returns False
    where this very request was performed already. Raises PermissionDenied or WrongState.
    """
    given = _Sending(report, missing_reason, stop_reason)

    def then(sent: Report) -> None:
        if not given.missing:
            Report.objects.filter(pk=sent.pk).update(missing_reason="")
            sent.missing_reason = ""
        lock_inputs(_inputs(sent), by=by)
        sent.opened.all().delete()
        points = given.points
        if points.stops_without_reason:
            points = answer_points(
                sent.period, None, points, points.stops_without_reason, by=by, text=stop_reason
            )
        store_points(sent.period, None, points, sending=sent.sendings)
        keep_candidate(sent, by=by)
        write_letter(sent, "sent", who_reviews(sent), by=by, missing=given.missing)

    reason = missing_reason.strip()
    now = timezone.now()
    fields = {
        "sendings": F("sendings") + 1,
        "sent_at": now,
        "sent_by": by,
        "missing_reason": reason,
        "is_partial": False,
    }
    change = Change(fields, reason, then)
    return perform_act(report, "send", by=by, change=change, given={"sending": given}, key=key)


class _Sending:
    """What is asked before a report goes to review; read when its gate asks, with its inputs held until the end."""

    def __init__(self, report: Report, missing_reason: str, stop_reason: str) -> None:
        self.report = report
        self.missing_reason, self.stop_reason = missing_reason.strip(), stop_reason.strip()

    @cached_property
    def sources(self) -> ReportSources:
        inputs = Contribution.objects.select_for_update().filter(period=self.report.period_id).order_by("pk")
        list(inputs.values_list("pk"))
        return handed_in_sources(self.report.period)

    @cached_property
    def missing(self) -> list[str]:
        return missing_offices(self.sources)

    @cached_property
    def points(self) -> CheckResults:
        return points_of_report(self.sources)

    @property
    def has_nothing(self) -> bool:
        return len(self.missing) == len(self.sources.offices)

    @property
    def lacks_missing_reason(self) -> bool:
        return bool(self.missing) and not self.missing_reason

    @property
    def lacks_stop_reason(self) -> bool:
        return not self.stop_reason and bool(self.points.stops_without_reason)


def keep_candidate(report: Report, *, by: User) -> Snapshot:
    """Freeze the report as it was sent; call it inside the act of sending."""
    period = load_report(pk=report.period_id).period
    sources = handed_in_sources(period)
    with translation.override(period.edition.language):
        notes = _notes_of_sending(report, sources)
    frozen = replace(assemble_sources(sources), notes=notes)
    return store_snapshot(report, frozen, kind=Snapshot.Kind.CANDIDATE, number=report.sendings, by=by)


def store_snapshot(report: Report, frozen: data.Report, *, kind: str, number: int, by: User) -> Snapshot:
    """Store frozen data with its schema number and SHA-256."""
    content = freeze(frozen)
    return Snapshot.objects.create(
        report=report,
        kind=kind,
        number=number,
        content=content,
        schema=SCHEMA,
        sha256=sha256_of(content),
        made_by=by,
    )


def send_back(
    report: Report,
    *,
    by: User,
    note: str,
    due_on: date | None = None,
    seen: int | None = None,
    key: str = "",
) -> bool:
    """Return a report from review, until a new date: opens what the page of the return lists (ADR 0009).

    `seen` is the number of the sending that was read; another one is refused.

    Raises PermissionDenied or WrongState.
    """
    commented: list[OpenedAddress] = []

    def count_comments() -> int:
        commented[:] = open_addresses(report.period, report.sendings)
        return len(commented)

    def then(returned: Report) -> None:
        inputs = _inputs(returned)
        opened = what_to_open(returned, commented, inputs)
        opens = opens_in_words(returned, opened, inputs)
        returned.is_partial = not opened.all_because
        returned.opened.all().delete()
        OpenedText.objects.bulk_create(
            OpenedText(report=returned, address=address) for address in opened.texts
        )
        Report.objects.filter(pk=returned.pk).update(is_partial=returned.is_partial)
        words = note.strip() or _("See the comments on your rows.")
        unlock_inputs(inputs, by=by, note=words, rows=opened.rows, due_on=due_on)
        coordinators = people_with(returned.period.project, Role.COORDINATOR)
        write_letter(returned, "sent_back", coordinators, by=by, note=note, due_on=due_on, opens=opens)

    fields = {
        "returned_note": note,
        "returned_due_on": due_on,
        "cleared_at": None,
        "cleared_by": None,
        "cleared_as": "",
    }
    given = {"note": note, "comments": count_comments, "seen": seen}
    return perform_act(report, "send_back", by=by, change=Change(fields, note, then), given=given, key=key)


def clear_report(report: Report, *, by: User, note: str = "", seen: int | None = None, key: str = "") -> bool:
    """Clear a report in review; `note` is the Secretariat's comment that the cover prints.

    `seen` is the number of the sending that was read; another one is refused.

    Raises PermissionDenied (also to whoever wrote part of it) or WrongState.
    """

    def then(cleared: Report) -> None:
        write_letter(cleared, "cleared", people_with(cleared.period.project, Role.COORDINATOR), by=by)
        tell_it_can_be_final(cleared, by=by)

    fields = {
        "cleared_at": timezone.now(),
        "cleared_by": by,
        "cleared_as": actor_on_report(by, report).clears_as,
        "clearing_note": note,
    }
    change = Change(fields, note, then)
    return perform_act(report, "clear", by=by, change=change, given={"seen": seen}, key=key)


def correct_report(report: Report, *, by: User, reason: str, key: str = "") -> bool:
    """Open a final report again for a correction, with its reason; its version stays until a new one replaces it."""

    def then(opened: Report) -> None:
        Contribution.objects.filter(period=opened.period_id).update(is_locked=False)
        opened.opened.all().delete()
        coordinators = people_with(opened.period.project, Role.COORDINATOR)
        told = [user for user in (*coordinators, *who_reviews(opened)) if user != by]
        write_letter(opened, "correction", told, by=by)

    fields = {
        "correction_reason": reason,
        "is_partial": False,
        "cleared_at": None,
        "cleared_by": None,
        "cleared_as": "",
        "unsigned_reason": "",
        "returned_note": "",
        "returned_due_on": None,
    }
    change = Change(fields, reason, then)
    return perform_act(report, "correct", by=by, change=change, given={"reason": reason}, key=key)
