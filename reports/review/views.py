"""The page on which a report is read with its comments, and the reviewer's checklist."""

import logging
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PortalRequest
from contributions.files.selectors import attachments_by_address
from contributions.points.results import stored_points_of
from core.decisions import require
from discussion.selectors import discussion_of, with_stage
from documents import data
from documents.frozen import Unreadable
from projects.actor import Actor
from projects.capabilities import Capability
from projects.stage import IN_REVIEW, ReportStage
from reports.assembling.contents import DRAFT, Content, contents_of, current_content, read_content
from reports.loaded import LoadedReport, current_report, get_period
from reports.models import QualityReview, Report
from reports.permissions import can_read_report
from reports.review.clearers import with_report
from reports.review.page import review_page, severities
from reports.review.quality import QualityForm, can_rate, save_quality
from reports.review.sign_offs import latest_candidate
from reports.review.stage_words import stage_in_words
from reports.views import frame
from reports.workflow import REPORT_WORKFLOW

log = logging.getLogger(__name__)

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def show_review(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Show the report with its comments: everything, or what changed since it was sent last."""
    loaded, actor = get_period(request.user, code, period)
    reporting = loaded.period
    report = current_report(reporting)
    require(can_read_report(actor, report))
    content = current_content(reporting, actor)
    before, before_words = _before(content, report, actor, loaded)
    wanted = request.GET.get("show", "changes" if before is not None else "all")
    only_changes = before is not None and wanted != "all"
    stage = ReportStage(report.sendings, report.state == IN_REVIEW)
    discussion = discussion_of(reporting, with_stage(actor, stage), request.get_full_path())
    points = list(stored_points_of(reporting, report.sendings))
    inputs = reporting.inputs.values_list("office__organisation__short_name", "office__uid")
    shown = [] if content.name == DRAFT else points
    files = attachments_by_address(reporting, actor) if loaded.has_attachments else {}
    page = review_page(
        read_content(content, loaded),
        before,
        shown,
        discussion,
        dict(inputs),
        files,
        only_changes=only_changes,
        is_draft=content.name == DRAFT,
    )
    standing = with_report(actor, report)
    context = {
        **frame(reporting, actor, _("Report and comments")),
        "page": page,
        "discussion": discussion,
        "content": content,
        "before_words": before_words,
        "only_changes": only_changes,
        "counts": severities(shown),
        "stage": stage_in_words(report, standing, reporting),
        "may": {act: bool(REPORT_WORKFLOW.may(act, standing, report)) for act in REPORT_WORKFLOW.transitions},
        "report": report,
        "can_rate": bool(can_rate(standing, report)),
        "whole": discussion.at("report"),
        # While the report is written, wordings are suggested on the inputs themselves.
        "can_suggest": report.state == IN_REVIEW and actor.may(Capability.SPEAK_AS_SECRETARIAT),
    }
    return render(request, "reports/review.html", context)


def _before(
    content: Content, report: Report, actor: Actor, loaded: LoadedReport
) -> tuple[data.Report | None, str]:
    """Return what the reader saw last: of the draft the latest sending, of a sending the one before.

    One that is damaged is left out with a line in the log: the report is read without it.
    """
    sent = [item for item in contents_of(report, actor) if item.name.startswith("c")]
    if content.name != DRAFT:
        names = [item.name for item in sent]
        sent = sent[names.index(content.name) + 1 :] if content.name in names else []
    if not sent or (content.name == DRAFT and not report.sendings):
        return None, ""
    try:
        return read_content(sent[0], loaded), sent[0].words
    except Unreadable as error:
        log.error("Snapshot %s of %s cannot be compared with: %s", sent[0].snapshot_id, loaded.period, error)
        return None, ""


@PAGE
def rate_report(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Fill the reviewer's short checklist and rate the report."""
    loaded, actor = get_period(request.user, code, period)
    reporting = loaded.period
    report = current_report(reporting)
    require(can_read_report(actor, report))
    require(can_rate(with_report(actor, report), report))
    candidate = latest_candidate(report)
    assert candidate is not None  # it was sent
    stored = QualityReview.objects.filter(snapshot=candidate, by=request.user).first()
    posted: Any = request.POST if request.method == "POST" else None
    form = QualityForm(posted, stored=stored)
    if posted is not None and form.is_valid():
        save_quality(candidate, form.answers(), form.rating(), form.cleaned_data["note"], by=request.user)
        messages.success(request, _("The checklist is saved."))
        return redirect("reports:review", code, period)
    others = QualityReview.objects.filter(snapshot=candidate).exclude(by=request.user).select_related("by")
    context = {
        **frame(reporting, actor, _("Quality checklist")),
        "form": form,
        "others": list(others),
        "report": report,
    }
    return render(request, "reports/quality.html", context, status=422 if form.errors else 200)
