"""Pages of the acts on a report: check and send, return, clear, make final, correct, sign-offs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Office
from accounts.requests import PortalRequest
from contributions.files.signed import keep_sign_off
from contributions.points.posted import read_points, save_points
from core.decisions import require
from core.files.stored_files import NotStored, stored_files
from core.uids import act_key, key_of
from core.workflow import Workflow, is_repeat
from discussion.selectors import count_open, open_addresses
from projects.actor import Actor
from projects.models import ReportingPeriod
from reports.joint_texts.services import ensure_report
from reports.loaded import LoadedReport, current_report, get_period, report_of
from reports.models import Report
from reports.permissions import can_read_report, can_sign_off
from reports.review.act_forms import ClearForm, CorrectForm, FinalForm, SendBackForm, SendForm, SignOffForm
from reports.review.check_page import check_page
from reports.review.clearers import with_report
from reports.review.opening import opens_in_words, what_to_open
from reports.review.services import clear_report, correct_report, send_back, send_to_review
from reports.review.sign_offs import (
    cleared_inside,
    has_proof,
    sign_offs_of,
    signing_offices,
    unsigned_offices,
)
from reports.versions.services import BeingMade, SentAgain, make_final, record_sign_off
from reports.views import frame
from reports.workflow import REPORT_WORKFLOW


class Repeated(Exception):
    """Raised where this very form was performed already, by a second click or a line that broke off."""


def act_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a page of an act; a form that comes a second time leads where it led the first time."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def once(request: PortalRequest, code: str, period: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, code, period, **kwargs)
        except Repeated:
            return redirect("reports:report", code, period)

    return once


def _find(
    request: PortalRequest, code: str, period: str, act: str, table: Workflow = REPORT_WORKFLOW
) -> tuple[LoadedReport, Actor, Report]:
    """Return what an act is about, where this person may do it now; 404, 403 or 409 otherwise."""
    loaded, actor = get_period(request.user, code, period)
    report = current_report(loaded.period)
    require(can_read_report(actor, report))
    actor = with_report(actor, report)
    if report.pk and is_repeat(table, act, on=report, by=request.user, key=_key(request)):
        raise Repeated
    require(table.may(act, actor, report))
    return loaded, actor, report


def _seen(request: PortalRequest) -> int | None:
    """Return the number of the sending that the page showed."""
    sending = request.POST.get("sending", "")
    return int(sending) if sending.isdecimal() and len(sending) < 6 else None


def _posted(request: PortalRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _key(request: PortalRequest) -> str:
    return key_of(request.POST)


@act_page
def check_report(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Show the whole report with all points to check, and send it to review."""
    loaded, actor, report = _find(request, code, period, "send")
    reporting = loaded.period
    page = check_page(loaded)
    posted = _posted(request)
    points, status = page.points, 200
    form = SendForm(missing=page.missing, has_stops=bool(points.stops_without_reason))
    if posted is not None:
        read = read_points(points, posted)
        points = save_points(reporting, None, read, by=request.user)
        has_stops = bool(points.stops_without_reason)
        form = SendForm(posted, missing=page.missing, has_stops=has_stops)
        if read.is_only_points:
            form = SendForm(initial=posted.dict(), missing=page.missing, has_stops=has_stops)
        elif form.is_valid():
            send_to_review(
                ensure_report(reporting),
                by=request.user,
                missing_reason=form.cleaned_data.get("missing_reason", ""),
                stop_reason=form.cleaned_data.get("reason", ""),
                key=_key(request),
            )
            messages.success(
                request, _("Sent to review. The inputs are accepted and locked until it comes back.")
            )
            return redirect("reports:report", code, period)
        else:
            status = 422
    context = {**frame(reporting, actor, _("Check and send to review")), "page": page, "points": points}
    context |= {"form": form, "act_key": act_key(posted), "report": report}
    return render(request, "reports/check.html", context, status=status)


@act_page
def return_report(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Return a report from review, with a note and a new date; the page lists all that opens."""
    loaded, actor, report = _find(request, code, period, "send_back")
    reporting = loaded.period
    commented = open_addresses(reporting, report.sendings)
    posted = _posted(request)
    form = SendBackForm(posted, has_comments=bool(commented))
    if posted is not None and form.is_valid():
        send_back(
            report,
            by=request.user,
            note=form.cleaned_data["note"],
            due_on=form.cleaned_data["due_on"],
            seen=_seen(request),
            key=_key(request),
        )
        messages.success(request, _("Returned. The organisations and the coordinator were told."))
        return redirect("reports:report", code, period)
    inputs = list(_inputs(reporting))
    context = {
        **frame(reporting, actor, _("Return the report")),
        "opened": opens_in_words(report, what_to_open(report, commented, inputs), inputs),
        "lead": _(
            "What stands under “What opens” can be written again by who is named there; the rest stays accepted."
        ),
        "button": _("Return the report"),
    }
    return _act_page(request, context, form)


def _inputs(period: ReportingPeriod) -> Any:
    return period.inputs.select_related("office__organisation")


def _act_page(request: PortalRequest, context: dict[str, Any], form: Any) -> HttpResponse:
    report = report_of(context["period"])
    # A page that comes back with an error goes on naming the sending that was read.
    sending = request.POST.get("sending", "") or (report.sendings if report else "")
    values = {"sending": sending, **context, "form": form, "act_key": act_key(_posted(request))}
    return render(request, "reports/act.html", values, status=422 if form.errors else 200)


@act_page
def clear(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Clear a report that is in review."""
    loaded, actor, report = _find(request, code, period, "clear")
    reporting = loaded.period
    posted = _posted(request)
    form = ClearForm(posted, initial={"note": report.clearing_note})
    if posted is not None and form.is_valid():
        clear_report(
            report, by=request.user, note=form.cleaned_data["note"], seen=_seen(request), key=_key(request)
        )
        messages.success(request, _("Cleared. It can be made final when the organisations have signed off."))
        return redirect("reports:report", code, period)
    waiting = count_open(reporting)
    context = {
        **frame(reporting, actor, _("Clear the report")),
        "lead": _("You confirm that the report can go to the Fund as it was sent to you."),
        "warning": ngettext(
            "%(n)d comment is not resolved yet.", "%(n)d comments are not resolved yet.", waiting
        )
        % {"n": waiting}
        if waiting
        else "",
        "button": _("Clear the report"),
    }
    return _act_page(request, context, form)


@act_page
def finalise(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Make a cleared report final: a version with its documents."""
    loaded, actor, report = _find(request, code, period, "make_final")
    reporting = loaded.period
    unsigned = unsigned_offices(report)
    posted = _posted(request)
    form = FinalForm(posted, unsigned=unsigned)
    if posted is not None and form.is_valid():
        reason = form.cleaned_data.get("unsigned_reason", "")
        seen, key = _seen(request), _key(request)
        try:
            make_final(report, by=request.user, unsigned_reason=reason, seen=seen, key=key)
            messages.success(request, _("The report is final. Word, PDF and Excel are stored with it."))
        except BeingMade as words:
            messages.info(request, str(words))
        return redirect("reports:report", code, period)
    context = {
        **frame(reporting, actor, _("Make final")),
        "lead": _(
            "The report is frozen as it was cleared, with its documents. "
            "A later correction makes a new version; this one stays."
        ),
        "sign_offs": sign_offs_of(report),
        "button": _("Make final"),
    }
    return _act_page(request, context, form)


@act_page
def correct(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Open a final report for a correction."""
    loaded, actor, report = _find(request, code, period, "correct")
    reporting = loaded.period
    posted = _posted(request)
    form = CorrectForm(posted)
    if posted is not None and form.is_valid():
        correct_report(report, by=request.user, reason=form.cleaned_data["reason"], key=_key(request))
        messages.success(
            request, _("The report is open again. Its version stays until a new one replaces it.")
        )
        return redirect("reports:report", code, period)
    context = {
        **frame(reporting, actor, _("Open for a correction")),
        "lead": _("The coordinator can write again and return rows to their organisations."),
        "button": _("Open for a correction"),
    }
    return _act_page(request, context, form)


@require_safe
def show_sign_offs(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Show who has signed off and who has not."""
    loaded, actor = get_period(request.user, code, period)
    reporting = loaded.period
    report = current_report(reporting)
    require(can_read_report(actor, report))
    signed = {sign_off.office_id: sign_off for sign_off in sign_offs_of(report)}
    cleared = cleared_inside(reporting)
    lines = [
        (office, signed.get(office.pk), cleared.get(office.pk, "")) for office in signing_offices(reporting)
    ]
    context = {
        **frame(reporting, actor, _("Sign-offs")),
        "lines": lines,
        "can_record": bool(can_sign_off(actor, report)),
        "report": report,
    }
    return render(request, "reports/sign_offs.html", context)


@act_page
def sign_off(request: PortalRequest, code: str, period: str, uid: str) -> HttpResponse:
    """Record an organisation's sign-off with the mail or scan."""
    loaded, actor = get_period(request.user, code, period)
    reporting = loaded.period
    report = current_report(reporting)
    require(can_sign_off(actor, report))
    office = next((office for office in signing_offices(reporting) if office.uid == uid), None)
    if office is None:
        raise Http404
    posted = _posted(request)
    recorded = next((item for item in sign_offs_of(report) if item.office_id == office.pk), None)
    form = SignOffForm(
        *((posted, request.FILES) if posted is not None else ()),
        period=reporting,
        has_proof=has_proof(report, office),
        initial=model_to_dict(recorded, ("name", "title", "signed_on")) if recorded else {},
    )
    if posted is not None and form.is_valid():
        _record(request, report, office, form)
        if not form.errors:
            words = _("The sign-off of %(office)s is recorded.")
            messages.success(request, words % {"office": office.short_name})
            return redirect("reports:sign_offs", code, period)
    context = {
        **frame(reporting, actor, _("Sign-off of %(office)s") % {"office": office.short_name}),
        "lead": _(
            "Who agreed that the report goes out in the organisation's name. That person needs no account."
        ),
        "button": _("Record the sign-off"),
        "has_file": True,
    }
    if form.non_field_errors():  # it was sent again: what comes back names what is in review now
        context["sending"] = report.sendings
    return _act_page(request, context, form)


def _record(request: PortalRequest, report: Report, office: Office, form: SignOffForm) -> None:
    """Record what the form says; a refusal that the same page can answer becomes an error of the form."""
    said = {name: form.cleaned_data[name] for name in ("name", "title", "signed_on")}
    by = request.user
    try:
        with stored_files() as stored, transaction.atomic():  # the file and what it shows, or neither
            kept = keep_sign_off(report.period, office, said["signed_on"], form, by=by, within=stored)
            if not form.errors:
                record_sign_off(report, office=office, attachment=kept, by=by, seen=_seen(request), **said)
    except NotStored as refusal:
        form.add_error("file", str(refusal))
    except SentAgain as refusal:
        form.add_error(None, str(refusal))
        form.ask_for_the_file_again()
