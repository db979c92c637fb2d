"""Pages of a version: what it is, its files, its submissions to the Fund, making it public; and the comparison."""

import logging

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.requests import PortalRequest
from core.decisions import WrongState, require
from projects.actor import Actor, actor_on
from projects.models import ReportingPeriod
from projects.stage import FINAL
from reports.loaded import get_period, report_of
from reports.models import RecordedSubmission, ReportVersion, VersionFile
from reports.permissions import can_make_public, can_read_report, can_record_submission
from reports.review.clearers import with_report
from reports.review.sign_offs import sign_offs_of
from reports.versions.compare_page import comparison_page, states_to_choose
from reports.versions.forms import SubmissionForm
from reports.versions.services import ChangedMeanwhile, make_public, record_submission
from reports.views import frame

log = logging.getLogger(__name__)

MISSING_FILE = gettext_lazy(
    "The file of this version is not on the server as it was stored. Ask the administrator to bring it back "
    "from the backup; the version itself is unchanged."
)


def _find(
    request: PortalRequest, code: str, period: str, number: int
) -> tuple[ReportingPeriod, Actor, ReportVersion]:
    """Return a version that this person may read; 404, 403 or 409 otherwise."""
    loaded, actor = get_period(request.user, code, period)
    reporting = loaded.period
    require(can_read_report(actor, report_of(reporting)))
    versions = ReportVersion.objects.select_related("snapshot", "made_by", "public_by", "cleared_by").defer(
        "snapshot__content"
    )
    version = get_object_or_404(versions, report__period=reporting, number=number)
    version.report = reporting.report
    return reporting, actor, version


@require_safe
def show_version(request: PortalRequest, code: str, period: str, number: int) -> HttpResponse:
    """Show what a version is, its files, and what was recorded of it since."""
    reporting, actor, version = _find(request, code, period, number)
    actor = with_report(actor, version.report)
    context = {
        "version": version,
        "files": version.files.all(),
        "submissions": version.submissions.select_related("recorded_by"),
        "sign_offs": sign_offs_of(version.report, until=version.made_at),
        "is_current": version.state == FINAL,
        "before": number - 1,
        "next": number + 1,
        "can_record": bool(can_record_submission(actor)),
        "can_make_public": bool(can_make_public(actor, version)),
    }
    title = _("Version %(number)d") % {"number": number}
    return render(request, "reports/version.html", {**frame(reporting, actor, title), **context})


def _stored_file(user: User, code: str, period: str, number: int, document_format: str) -> VersionFile:
    """Return a file that this person may read, in two queries; 404, 403 or 409 otherwise."""
    files = VersionFile.objects.select_related("of_version__report__period__project").only(
        "format",
        "file",
        "file_name",
        "content_type",
        "size",
        "of_version__number",
        "of_version__report__sendings",
        "of_version__report__period__code",
        "of_version__report__period__project__code",
    )
    found: VersionFile | None = files.filter(
        of_version__report__period__project__code=code,
        of_version__report__period__code=period,
        of_version__number=number,
        format=document_format,
    ).first()
    report = found.of_version.report if found else None
    if found is None or report is None or not can_read_report(actor_on(user, report.period.project), report):
        loaded, actor = get_period(user, code, period)
        reporting = loaded.period
        require(can_read_report(actor, report_of(reporting)))
        raise Http404
    return found


@require_safe
def download_file(
    request: PortalRequest, code: str, period: str, number: int, document_format: str
) -> HttpResponseBase:
    """Send a stored document of a version to be saved, byte for byte as it was made."""
    found = _stored_file(request.user, code, period, number, document_format)
    try:
        size = found.file.size
        content = found.file.storage.open(found.file.name).file  # bare, as a static file is read
    except OSError as error:
        log.error("%s (%s) cannot be read: %s", found.of_version, found.file.name, error)
        raise WrongState(str(MISSING_FILE)) from error
    if size != found.size:
        content.close()
        log.error("%s (%s) has %d bytes, not %d", found.of_version, found.file.name, size, found.size)
        raise WrongState(str(MISSING_FILE))
    # Word, PDF and Excel are compressed in themselves: compressing them again would only take time.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response = FileResponse(
        content, as_attachment=True, filename=found.file_name, content_type=found.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: PortalRequest, code: str, period: str, number: int) -> HttpResponse:
    """Record that a version went to the Fund, or with `?edit=` add what the Fund answered."""
    reporting, actor, version = _find(request, code, period, number)
    require(can_record_submission(with_report(actor, version.report)))
    submission = _submission(version, request.GET.get("edit", ""))
    posted = request.POST if request.method == "POST" else None
    form = SubmissionForm(posted, version=version, submission=submission, by_name=str(request.user))
    if posted is not None and form.is_valid():
        if not form.says_something_new:
            words = _("Nothing was changed.") if submission else _("This submission is recorded already.")
            messages.info(request, words)
            return redirect("reports:version", code, period, number)
        said, seen = form.values, form.cleaned_data["seen"]
        try:
            record_submission(version, by=request.user, values=said, submission=submission, seen=seen)
        except ChangedMeanwhile:  # after the form was tested: tested again, it says what somebody else stored
            return record(request, code, period, number)
        messages.success(request, _("The submission was recorded."))
        return redirect("reports:version", code, period, number)
    title = _("Change a submission") if submission else _("Record a submission")
    context = {**frame(reporting, actor, title), "version": version, "form": form, "submission": submission}
    return render(request, "reports/submission.html", context, status=422 if form.errors else 200)


def _submission(version: ReportVersion, pk: str) -> RecordedSubmission | None:
    if not pk:
        return None
    wanted = int(pk) if pk.isdecimal() and len(pk) < 19 else 0
    return get_object_or_404(RecordedSubmission, of_version=version, pk=wanted)


@require_POST
def publish(request: PortalRequest, code: str, period: str, number: int) -> HttpResponse:
    """Make the current version public."""
    _reporting, actor, version = _find(request, code, period, number)
    require(can_make_public(with_report(actor, version.report), version))
    if make_public(version, by=request.user):
        messages.success(request, _("Version %(number)d is public now.") % {"number": number})
    else:
        messages.info(request, _("Version %(number)d was public already.") % {"number": number})
    return redirect("reports:version", code, period, number)


@require_safe
def compare_states(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Show two states of the project's reports side by side, word by word."""
    loaded, actor = get_period(request.user, code, period)
    reporting = loaded.period
    require(can_read_report(actor, report_of(reporting)))
    groups = states_to_choose(reporting, actor)
    asked = {name: request.GET.get(name, "")[:100] for name in ("old", "new", "page")}
    page = comparison_page(groups, **asked)
    context = {**frame(reporting, actor, _("Compare")), "comparison": page}
    return render(request, "reports/compare.html", context, status=409 if page.is_damaged else 200)
