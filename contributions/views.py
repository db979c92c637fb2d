"""Pages of an agency's input."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PortalRequest
from contributions import permissions, services
from contributions.context import page_context
from contributions.editor import InputEditor, section_title
from contributions.forms import notices_of
from contributions.forms.acts import DueDateForm, ReopenForm
from contributions.page import SECTIONS
from contributions.selectors import get_input
from contributions.tasks import input_tasks
from core.decisions import require
from core.formatting import clock


@require_safe
def show_input(request: PortalRequest, uid: str) -> HttpResponse:
    """Show the task list of an input, or the way to its one page."""
    contribution, roles = get_input(request.user, uid)
    require(permissions.can_read(roles, contribution))
    editor = InputEditor(contribution, roles)
    context = page_context(request, contribution, roles)
    return render(request, "contributions/input.html", {**context, **input_tasks(editor, roles)})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_input(request: PortalRequest, uid: str, section: str) -> HttpResponse:
    """Write one section of an input, or all of it on one page."""
    contribution, roles = get_input(request.user, uid)
    require(permissions.can_read(roles, contribution))
    if section in ("texts", "budget"):
        require(permissions.can_read_texts(roles, contribution))
    posted = request.POST if request.method == "POST" else None
    if posted is not None:
        require(permissions.can_write(roles, contribution))
    sections = SECTIONS if section == "all" else [section]
    editor = InputEditor(contribution, roles, sections, posted)
    status, errors, saved_words = 200, [], ""
    if posted is not None:
        result = editor.save(request.user)
        if not result.has_problems:
            messages.success(
                request, _("Saved at %(time)s.") % {"time": clock(timezone.now())} + " " + result.words
            )
            for notice in notices_of(block.form for block in editor.blocks):
                messages.info(request, notice)
            return redirect(_after_saving(request, uid, section))
        status, errors, saved_words = result.status, editor.errors, result.words
        editor = InputEditor(contribution, roles, sections)
        editor.put_back([*result.refused, *result.clashed])
    context = page_context(request, contribution, roles, section_title(section), url_of_input=True)
    page = {
        "editor": editor,
        "section": section,
        "errors": errors,
        "saved_words": saved_words,
        "is_all": section == "all",
    }
    return render(request, "contributions/edit.html", {**context, **page}, status=status)


def _after_saving(request: PortalRequest, uid: str, section: str) -> str:
    """Return where a save leads: on to submitting, or back to the row whose button was pressed."""
    if "submit" in request.POST:
        return reverse("contributions:submit", args=[uid])
    here = reverse("contributions:edit", args=[uid, section])
    return f"{here}#{request.POST['row'][:80]}" if request.POST.get("row") else here


@require_POST
def save_row(request: PortalRequest, uid: str, section: str, anchor: str) -> HttpResponse:
    """Save one row by itself and answer with its state line, or with the row and what is to be corrected."""
    if section not in SECTIONS:
        raise Http404
    contribution, roles = get_input(request.user, uid)
    require(permissions.can_read(roles, contribution))
    require(permissions.can_write(roles, contribution))
    if section in ("texts", "budget"):
        require(permissions.can_write_texts(roles, contribution))
    editor = InputEditor(contribution, roles, [section], request.POST)
    block = editor.block(anchor)
    if block is None:
        raise Http404
    result = editor.save(request.user, only=block)
    context = {
        "block": block,
        "saved_at": clock(timezone.now()),
        "section": section,
        "uid": uid,
        "can_write": True,
    }
    if result.has_problems:
        response = render(request, "contributions/_block.html", context, status=result.status)
        response["HX-Retarget"], response["HX-Reswap"] = f"#{block.anchor}", "outerHTML"
        return response
    fresh = InputEditor(contribution, roles, [section]).block(anchor)
    if "again" in request.GET:  # the row stands there with its errors or with two texts: show it as it is now
        response = render(request, "contributions/_block.html", {**context, "block": fresh})
        response["HX-Retarget"], response["HX-Reswap"] = f"#{anchor}", "outerHTML"
        return response
    return render(request, "contributions/_saved.html", {**context, "fresh": fresh})


@require_http_methods(["GET", "HEAD", "POST"])
def submit_input(request: PortalRequest, uid: str) -> HttpResponse:
    """Show everything once more and submit it."""
    contribution, roles = get_input(request.user, uid)
    require(permissions.can_read(roles, contribution))
    require(permissions.can_submit(roles, contribution))
    if request.method == "POST":
        services.submit_contribution(contribution, by=request.user)
        messages.success(request, _("Submitted. The coordinator sees your input now; it is locked."))
        return redirect("contributions:input", uid=uid)
    editor = InputEditor(contribution, roles)
    context = page_context(request, contribution, roles, _("Check and submit"), url_of_input=True)
    return render(
        request, "contributions/submit.html", {**context, **input_tasks(editor, roles), "editor": editor}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_input(request: PortalRequest, uid: str) -> HttpResponse:
    """Open a submitted input again, with the reason that its organisation reads."""
    contribution, roles = get_input(request.user, uid)
    require(permissions.can_reopen(roles, contribution))
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.reopen_contribution(contribution, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("%(office)s can write again.") % {"office": contribution.office.short_name}
        )
        return redirect("contributions:input", uid=uid)
    context = page_context(request, contribution, roles, _("Reopen"), url_of_input=True)
    return render(
        request, "contributions/reopen.html", {**context, "form": form}, status=422 if form.errors else 200
    )


@require_POST
def share_input(request: PortalRequest, uid: str) -> HttpResponse:
    """Let the other organisations read the unfinished text, or stop it."""
    contribution, roles = get_input(request.user, uid)
    require(permissions.can_read(roles, contribution))
    require(permissions.can_share(roles, contribution))
    shared = request.POST.get("shared") == "yes"
    services.share_contribution(contribution, by=request.user, shared=shared)
    words = (
        _("The others on this project can read your unfinished text now.")
        if shared
        else _("Only your organisation reads the unfinished text now.")
    )
    messages.success(request, words)
    return redirect("contributions:input", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def give_days(request: PortalRequest, uid: str) -> HttpResponse:
    """Give one organisation more days than the others."""
    contribution, roles = get_input(request.user, uid)
    require(permissions.can_give_days(roles, contribution))
    form = DueDateForm(
        request.POST if request.method == "POST" else None, initial={"due_on": contribution.due_on}
    )
    if request.method == "POST" and form.is_valid():
        services.set_due_date(contribution, by=request.user, due_on=form.cleaned_data["due_on"])
        messages.success(request, _("The date was changed."))
        return redirect("reports:report", contribution.period.project.code, contribution.period.code)
    context = page_context(request, contribution, roles, _("More days"), url_of_input=True)
    return render(
        request, "contributions/due.html", {**context, "form": form}, status=422 if form.errors else 200
    )
