"""Pages of the joint report: overview, sections, preview and downloads."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PortalRequest
from contributions.files.permissions import can_add
from contributions.files.selectors import attachments_at
from contributions.forms import notices_of
from contributions.pages.records import errors_of
from core.decisions import require
from core.formatting import clock
from core.formatting import period as period_words
from core.uids import act_key
from documents.html import render_body
from documents.render import FORMATS
from projects.actor import Actor
from projects.models import ReportingPeriod
from projects.page_frame import page_frame
from reports.assembling.annex import activity_groups
from reports.assembling.contents import current_content, read_content
from reports.assembling.cover import cover
from reports.assembling.loading import ALL_PARTS, load_sections, load_sources
from reports.assembling.making_documents import make_document
from reports.assembling.sources import ReportSources, SectionSource
from reports.assembling.whole import printed_words
from reports.joint_texts.around_texts import close_and_comment
from reports.joint_texts.editor import (
    CoverPage,
    JointIndicators,
    JointItem,
    JointPage,
    JointTexts,
)
from reports.joint_texts.services import ensure_report
from reports.joint_texts.tasks import office_lines, section_tasks, stage_dates
from reports.loaded import current_report, get_period, report_of
from reports.permissions import can_read_report, can_write_report, reads_the_draft, texts_closed_words
from reports.review.clearers import with_report
from reports.review.stage_words import stage_in_words
from reports.selectors import changed_since_taken, versions_of

PARTS = {
    "cover": ("country",),
    "questions": ("answers",),
    "per_outcome": ("answers",),
    "indicators": ("indicators",),
    "annex1": ("activities",),
}


def frame(period: ReportingPeriod, actor: Actor, title: str = "") -> dict[str, Any]:
    """Return the frame of a page of the joint report, or of one below it."""
    project = period.project
    own = _("Joint report %(period)s") % {"period": period.code}
    report_url = reverse("reports:report", args=[project.code, period.code])
    below = [(title, None)] if title else []
    return {
        **page_frame(project, actor, (own, report_url), *below, period=period),
        "report_url": report_url,
    }


@require_safe
def show_report(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Show how far the joint report is, who has not written, and the documents."""
    loaded, actor = get_period(request.user, code, period)
    reporting = loaded.period
    report = current_report(reporting)
    require(can_read_report(actor, report))
    writes = reads_the_draft(actor)
    sources = load_sources(loaded, ALL_PARTS - {"country"} if writes else ())
    can_write = bool(can_write_report(actor, report))
    versions = list(versions_of(report))
    context = {
        "tasks": section_tasks(sources, with_links=can_write, changed=_changed(reporting, can_write))
        if writes
        else [],
        "offices": office_lines(sources, actor),
        "dates": stage_dates(reporting),
        "texts_note": "" if can_write else texts_closed_words(actor, report),
        "report": report,
        "stage": stage_in_words(
            report,
            with_report(actor, report),
            reporting,
            versions[0].number if versions else 0,
            is_submitted=bool(versions and versions[0].submissions.all()),
            all_in=bool(sources.offices) and all(office.is_submitted for office in sources.offices),
        ),
        "versions": versions,
        "act_key": act_key(),
        "lines": attachments_at(reporting, actor) if loaded.has_attachments else [],
        "can_add_file": bool(can_add(actor)),
        "can_read": writes or report.sendings,
    }
    return render(request, "reports/report.html", {**frame(reporting, actor), **context})


def _changed(reporting: ReportingPeriod, can_write: bool) -> dict[str, int]:
    """Return the coordinator's count of texts that were changed since they were taken, by section."""
    return changed_since_taken([reporting.project_id]).get(reporting.pk, {}) if can_write else {}


@require_http_methods(["GET", "HEAD", "POST"])
def edit_section(request: PortalRequest, code: str, period: str, section: str) -> HttpResponse:
    """Make one section of the joint report out of the agencies' texts."""
    loaded, actor = get_period(request.user, code, period)
    reporting = loaded.period
    require(can_read_report(actor, report_of(reporting)))
    require(can_write_report(actor, report_of(reporting)))
    sections = load_sections(reporting)
    chosen = _find_section(sections, section)
    sources = load_sources(loaded, PARTS[chosen.kind], sections)
    posted = request.POST if request.method == "POST" else None
    page = _page(chosen, sources, reporting, posted)
    references = close_and_comment(page, loaded, actor, request.get_full_path())
    status, errors = 200, []
    if posted is not None and page is not None:
        result = page.save(by=request.user)
        if not result.has_problems:
            return _after_saving(request, page, len(result.saved))
        status = result.status
        errors = errors_of(item for item in page.items if item.anchor in result.unsaved)
        sources = load_sources(loaded, PARTS[chosen.kind], sections)
        page = _page(chosen, sources, reporting, None, unsaved=result.unsaved)
        references = close_and_comment(page, loaded, actor, request.get_full_path())
    context = {
        **frame(reporting, actor, _heading(chosen)),
        "section": chosen,
        "page": page,
        "errors": errors,
    }
    context |= _beside(chosen, sources) | references
    context["back"] = "check" if "check" in (request.GET.get("back"), request.POST.get("back")) else ""
    return render(request, f"reports/section_{_template(chosen.kind)}.html", context, status=status)


def _find_section(sections: tuple[SectionSource, ...], key: str) -> SectionSource:
    for section in sections:
        if section.key == key and section.kind in PARTS:
            return section
    raise Http404


def _template(kind: str) -> str:
    return {"cover": "cover", "annex1": "annex"}.get(kind, "texts")


def _heading(section: SectionSource) -> str:
    return _("Cover") if section.kind == "cover" else section.heading


def _page(
    section: SectionSource,
    sources: ReportSources,
    reporting: ReportingPeriod,
    posted: Any,
    unsaved: Mapping[str, JointItem] | None = None,
) -> JointPage | None:
    """Return the joint texts of a section; `unsaved` are those to be corrected, put back as they were typed."""
    if section.kind == "annex1":
        return None
    # Looking at a page makes no record: the report is created with the first thing that is saved.
    report = ensure_report(reporting) if posted is not None else current_report(reporting)
    page: JointPage
    if section.kind == "cover":
        page = CoverPage(report, posted)
    elif section.kind == "indicators":
        page = JointIndicators(sources, report, posted)
    else:
        page = JointTexts(section, sources, report, posted)
    page.put_back(unsaved or {})
    return page


def _beside(section: SectionSource, sources: ReportSources) -> dict[str, Any]:
    """Return what a section shows besides its joint texts: the computed cover, or the joined annex."""
    if section.kind == "cover":
        return {"cover": cover(sources, section.labels), "labels": section.labels}
    if section.kind == "annex1":
        label = period_words(sources.period.starts_on, sources.period.ends_on)
        labels, columns = printed_words(section, label)
        return {"groups": activity_groups(sources, labels, columns, {}), "columns": columns}
    return {}


def _after_saving(request: PortalRequest, page: JointPage, changed: int) -> HttpResponse:
    """Take over a text if its button was pressed, and go back to where it was."""
    take = request.POST.get("take", "")
    if take.isdecimal() and len(take) < 19 and page.take(int(take), by=request.user):
        messages.success(request, _("Taken over. You can change it; the agency's own text stays as it is."))
    elif changed:
        messages.success(request, _("Saved at %(time)s.") % {"time": clock(timezone.now())})
    else:
        messages.info(request, _("Nothing was changed."))
    for notice in notices_of(item.form for item in page.items):
        messages.info(request, notice)
    if (
        "check" in (request.GET.get("back"), request.POST.get("back"))
        and not take
        and "at" not in request.POST
    ):
        code, period = request.resolver_match.kwargs["code"], request.resolver_match.kwargs["period"]  # type: ignore[union-attr]
        return redirect("reports:check", code, period)
    anchor = request.POST.get("at", "")
    known = {item.anchor for item in page.items}
    return redirect(f"{request.path}#{anchor}" if anchor in known else request.path)


@require_safe
def preview_report(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Show the draft as it will be printed."""
    loaded, actor = get_period(request.user, code, period)
    reporting = loaded.period
    require(can_read_report(actor, report_of(reporting)))
    content = current_content(reporting, actor)
    report = read_content(content, loaded)
    body = mark_safe(render_body(report))  # noqa: S308 - the renderer escapes every text
    context = {**frame(reporting, actor, _("Preview")), "report": report, "body": body, "content": content}
    return render(request, "reports/preview.html", context)


@require_safe
def download_report(request: PortalRequest, code: str, period: str, document_format: str) -> HttpResponse:
    """Send the draft as Word, PDF, Excel or one HTML file."""
    loaded, actor = get_period(request.user, code, period)
    reporting = loaded.period
    require(can_read_report(actor, report_of(reporting)))
    if document_format not in FORMATS:
        raise Http404
    frozen = read_content(current_content(reporting, actor), loaded)
    document = make_document(loaded, document_format, frozen)
    response = HttpResponse(document.content, content_type=document.content_type)
    response["Content-Disposition"] = f'attachment; filename="{document.file_name}"'
    return response
