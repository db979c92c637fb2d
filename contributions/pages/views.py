"""Pages of an agency's input."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PortalRequest
from contributions import permissions
from contributions.files.permissions import can_add
from contributions.files.selectors import attachments_at
from contributions.forms import notices_of
from contributions.loaded import get_input
from contributions.pages import SECTIONS
from contributions.pages.around_rows import add_comments
from contributions.pages.editor import InputEditor, section_title
from contributions.pages.frame import page_context
from contributions.pages.records import errors_of
from contributions.pages.tasks import input_tasks
from contributions.points.submitted import points_handed_in
from core.decisions import require
from core.formatting import clock


@require_safe
def show_input(request: PortalRequest, uid: str) -> HttpResponse:
    """Show the task list of an input, or the way to its one page."""
    loaded, actor = get_input(request.user, uid)
    contribution = loaded.contribution
    require(permissions.can_read(actor, contribution))
    editor = InputEditor(loaded, actor)
    context = page_context(request, contribution, actor)
    files = {
        "lines": attachments_at(contribution.period, actor, contribution=contribution)
        if loaded.has_attachments
        else [],
        "can_add_file": bool(can_add(actor, contribution)),
    }
    tasks = input_tasks(editor, actor)
    handed_in = {"handed_in": points_handed_in(editor)}
    return render(request, "contributions/input.html", {**context, **files, **tasks, **handed_in})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_input(request: PortalRequest, uid: str, section: str) -> HttpResponse:
    """Write one section of an input, or all of it on one page."""
    loaded, actor = get_input(request.user, uid)
    contribution = loaded.contribution
    require(permissions.can_read(actor, contribution))
    if section in ("texts", "budget"):
        require(permissions.can_read_texts(actor, contribution))
    posted = request.POST if request.method == "POST" else None
    if posted is not None:
        require(permissions.can_write(actor, contribution))
    sections = SECTIONS if section == "all" else [section]
    editor = InputEditor(loaded, actor, sections, posted)
    shows_all = "all" in request.GET or not contribution.is_partial
    status, errors, saved_words = 200, [], ""
    if posted is not None:
        result = editor.save(by=request.user)
        if not result.has_problems:
            if result.saved:
                when = _("Saved at %(time)s.") % {"time": clock(timezone.now())}
                messages.success(request, f"{when} {result.words}")
            else:
                messages.info(request, result.words)
            for notice in notices_of(block.form for block in editor.blocks):
                messages.info(request, notice)
            return redirect(_after_saving(request, uid, section))
        status, saved_words = result.status, result.words
        errors = errors_of(block for block in editor.blocks if block.anchor in result.unsaved)
        editor = InputEditor(loaded, actor, sections)
        editor.put_back(result.unsaved)
    hides_closed = not shows_all and contribution.is_open
    if hides_closed:
        editor.show_opened_only()
    context = page_context(request, contribution, actor, section_title(section), url_of_input=True)
    context |= add_comments(editor, actor, request.get_full_path())
    page = {
        "editor": editor,
        "section": section,
        "errors": errors,
        "saved_words": saved_words,
        "is_all": section == "all",
        "shows_all": shows_all,
        "hides_closed": hides_closed,
        "back": "check" if back_to_check(request) else "",
    }
    return render(request, "contributions/edit.html", {**context, **page}, status=status)


def back_to_check(request: PortalRequest) -> bool:
    """Answer whether the person came from the page on which everything is checked."""
    return "check" in (request.GET.get("back"), request.POST.get("back"))


def _after_saving(request: PortalRequest, uid: str, section: str) -> str:
    """Return where a save leads: on to submitting, or back to the row whose button was pressed."""
    if "submit" in request.POST or (back_to_check(request) and not request.POST.get("row")):
        return reverse("contributions:submit", args=[uid])
    here = reverse("contributions:edit", args=[uid, section])
    return f"{here}#{request.POST['row'][:80]}" if request.POST.get("row") else here


@require_POST
def save_row(request: PortalRequest, uid: str, section: str, anchor: str) -> HttpResponse:
    """Save one row by itself and answer with its state line, or with the row and what is to be corrected."""
    if section not in SECTIONS:
        raise Http404
    loaded, actor = get_input(request.user, uid)
    contribution = loaded.contribution
    require(permissions.can_read(actor, contribution))
    require(permissions.can_write(actor, contribution))
    if section in ("texts", "budget"):
        require(permissions.can_write_texts(actor, contribution))
    editor = InputEditor(loaded, actor, [section], request.POST, only=anchor)
    if not editor.blocks:
        raise Http404
    (block,) = editor.blocks
    result = editor.save(by=request.user)
    context = {
        "block": block,
        "contribution": contribution,
        "saved_at": clock(timezone.now()),
        "section": section,
        "uid": uid,
        "can_write": True,
    }
    if result.has_problems:
        return _whole_row(request, editor, context, result.status)
    part = editor.saved_part()
    (fresh,) = part.blocks
    if "again" in request.GET:  # the row stands there with its errors or with two texts: show it as it is now
        editor.parts = [part]
        return _whole_row(request, editor, {**context, "block": fresh}, 200)
    return render(request, "contributions/_saved.html", {**context, "fresh": fresh, "part": part})


def _whole_row(
    request: PortalRequest, editor: InputEditor, context: dict[str, Any], status: int
) -> HttpResponse:
    """Answer with a row as the page shows it, in place of the one that stands there."""
    here = reverse("contributions:edit", args=[context["uid"], context["section"]])
    editor.number_rows()
    add_comments(editor, editor.actor, here)
    response = render(request, "contributions/_block.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{context['block'].anchor}", "outerHTML"
    return response
