"""Pages of the acts on an input: check and submit, accept, return, take back, on behalf, share, more days."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PortalRequest
from contributions import permissions, services
from contributions.forms.acts import DueDateForm, OnBehalfForm, ReturnForm, SubmitForm
from contributions.loaded import get_input
from contributions.models import Contribution
from contributions.pages.editor import InputEditor
from contributions.pages.frame import page_context
from contributions.pages.tasks import input_tasks
from contributions.points.posted import read_points, save_points
from contributions.points.results import points_of_input
from contributions.workflow import INPUT_WORKFLOW
from core.decisions import require
from core.uids import act_key, key_of
from core.workflow import is_repeat
from projects.capabilities import Capability

PAGE = require_http_methods(["GET", "HEAD", "POST"])


def _is_repeat(request: PortalRequest, act: str, contribution: Contribution) -> bool:
    return is_repeat(INPUT_WORKFLOW, act, on=contribution, by=request.user, key=key_of(request.POST))


def _urls(editor: InputEditor, uid: str) -> dict[str, str]:
    """Return the way from each place to its field, coming back to the check."""
    return {
        block.address: reverse("contributions:edit", args=[uid, block.section])
        + f"?back=check#{block.anchor}"
        for block in editor.blocks
    }


@PAGE
def submit_input(request: PortalRequest, uid: str) -> HttpResponse:
    """Show everything once more with all points to check, and submit it."""
    loaded, actor = get_input(request.user, uid)
    contribution = loaded.contribution
    require(permissions.can_read(actor, contribution))
    if _is_repeat(request, "submit", contribution):
        return redirect("contributions:input", uid=uid)
    require(permissions.can_submit(actor, contribution))
    editor = InputEditor(loaded, actor)
    points = points_of_input(loaded, editor.records, _urls(editor, uid))
    posted = request.POST if request.method == "POST" else None
    status = 200
    given = {"cleared_by_name": contribution.cleared_by_name}
    form = SubmitForm(has_stops=bool(points.stops_without_reason), initial=given)
    if posted is not None:
        read = read_points(points, posted)
        points = save_points(contribution.period, contribution, read, by=request.user)
        has_stops = bool(points.stops_without_reason)
        form = SubmitForm(posted, has_stops=has_stops)
        if read.is_only_points:
            form = SubmitForm(initial=given | posted.dict(), has_stops=has_stops)
        elif form.is_valid():
            services.submit_contribution(
                contribution,
                by=request.user,
                reason=form.cleaned_data.get("reason", ""),
                cleared_by_name=form.cleaned_data["cleared_by_name"] if "cleared_by_name" in posted else None,
                key=key_of(posted),
            )
            words = _("Submitted. The coordinator sees your input now; it is locked.")
            if actor.may(Capability.DECIDE_ON_INPUTS):
                words = _("Submitted. The input is locked; you can accept it or return it.")
            messages.success(request, words)
            return redirect("contributions:input", uid=uid)
        else:
            status = 422
    context: dict[str, Any] = page_context(
        request, contribution, actor, _("Check and submit"), url_of_input=True
    )
    context |= input_tasks(editor, actor)
    shows_all = "all" in request.GET or not contribution.is_partial
    if not shows_all:
        editor.show_opened_only()
    context |= {"shows_all": shows_all}
    context |= {"editor": editor, "points": points, "form": form, "act_key": act_key(posted)}
    return render(request, "contributions/submit.html", context, status=status)


@require_POST
def accept_input(request: PortalRequest, uid: str) -> HttpResponse:
    """Accept a submitted input."""
    loaded, actor = get_input(request.user, uid)
    contribution = loaded.contribution
    if _is_repeat(request, "accept", contribution):
        return redirect("reports:report", contribution.period.project.code, contribution.period.code)
    require(permissions.can_accept(actor, contribution))
    services.accept_contribution(contribution, by=request.user, key=key_of(request.POST))
    messages.success(
        request, _("The input of %(office)s is accepted.") % {"office": contribution.office.short_name}
    )
    return redirect("reports:report", contribution.period.project.code, contribution.period.code)


@PAGE
def return_input(request: PortalRequest, uid: str) -> HttpResponse:
    """Return an input that was handed in, whole or some of its rows, with the note that its organisation reads."""
    loaded, actor = get_input(request.user, uid)
    contribution = loaded.contribution
    # Not to the input: what is being written again is read by its organisation alone.
    is_from_check = request.GET.get("back") == "check"
    report = (contribution.period.project.code, contribution.period.code)
    way_back = reverse("reports:check" if is_from_check else "reports:report", args=report)
    if _is_repeat(request, "return", contribution):
        return redirect(way_back)
    require(permissions.can_return(actor, contribution))
    editor = InputEditor(loaded, actor)
    rows = [(block.address, f"{block.code} {block.title}".strip()[:160]) for block in editor.blocks]
    posted = request.POST if request.method == "POST" else None
    form = ReturnForm(posted, rows=rows, initial={"addresses": request.GET.getlist("place")})
    if posted is not None and form.is_valid():
        services.return_contribution(
            contribution,
            by=request.user,
            note=form.cleaned_data["reason"],
            addresses=form.cleaned_data["addresses"],
            due_on=form.cleaned_data["due_on"],
            key=key_of(posted),
        )
        messages.success(
            request, _("%(office)s can write again.") % {"office": contribution.office.short_name}
        )
        return redirect(way_back)
    context = page_context(request, contribution, actor, _("Return"), url_of_input=True)
    context |= {
        "form": form,
        "act_key": act_key(posted),
        "is_from_check": is_from_check,
        "way_back": way_back,
    }
    return render(request, "contributions/return.html", context, status=422 if form.errors else 200)


@require_POST
def take_back_input(request: PortalRequest, uid: str) -> HttpResponse:
    """Open again what was entered on the organisation's behalf, handed in or accepted."""
    loaded, actor = get_input(request.user, uid)
    contribution = loaded.contribution
    if _is_repeat(request, "take_back", contribution):
        return redirect("contributions:input", uid=uid)
    require(permissions.can_take_back(actor, contribution))
    services.take_back_contribution(contribution, by=request.user, key=key_of(request.POST))
    messages.success(request, _("The input is open: correct it and submit it yourself."))
    return redirect("contributions:input", uid=uid)


@PAGE
def enter_on_behalf(request: PortalRequest, uid: str) -> HttpResponse:
    """Enter for a silent organisation, with the source of what is entered."""
    loaded, actor = get_input(request.user, uid)
    contribution = loaded.contribution
    require(permissions.can_enter_on_behalf(actor, contribution))
    posted = request.POST if request.method == "POST" else None
    given = {"source": contribution.on_behalf_source, "dated": contribution.on_behalf_on}
    form = OnBehalfForm(posted, initial=given)
    if posted is not None and form.is_valid():
        services.enter_on_behalf(
            contribution,
            by=request.user,
            source=form.cleaned_data["source"],
            dated=form.cleaned_data["dated"],
            key=key_of(posted),
        )
        words = _("You can write for %(office)s now. Its focal points were told and can correct everything.")
        messages.success(request, words % {"office": contribution.office.short_name})
        return redirect("contributions:input", uid=uid)
    context = page_context(request, contribution, actor, _("Enter on behalf"), url_of_input=True)
    context |= {"form": form, "act_key": act_key(posted)}
    return render(request, "contributions/behalf.html", context, status=422 if form.errors else 200)


@require_POST
def share_input(request: PortalRequest, uid: str) -> HttpResponse:
    """Let the other organisations read the unfinished text, or stop it."""
    loaded, actor = get_input(request.user, uid)
    contribution = loaded.contribution
    require(permissions.can_read(actor, contribution))
    require(permissions.can_share(actor, contribution))
    shared = request.POST.get("shared") == "yes"
    services.share_contribution(contribution, by=request.user, shared=shared)
    words = (
        _("The others on this project can read your unfinished text now.")
        if shared
        else _("Only your organisation reads the unfinished text now.")
    )
    messages.success(request, words)
    return redirect("contributions:input", uid=uid)


@PAGE
def give_days(request: PortalRequest, uid: str) -> HttpResponse:
    """Give one organisation more days than the others."""
    loaded, actor = get_input(request.user, uid)
    contribution = loaded.contribution
    require(permissions.can_give_days(actor, contribution))
    form = DueDateForm(
        request.POST if request.method == "POST" else None, initial={"due_on": contribution.due_on}
    )
    if request.method == "POST" and form.is_valid():
        services.set_due_date(contribution, by=request.user, due_on=form.cleaned_data["due_on"])
        messages.success(request, _("The date was changed."))
        return redirect("reports:report", contribution.period.project.code, contribution.period.code)
    context = page_context(request, contribution, actor, _("More days"), url_of_input=True)
    return render(
        request, "contributions/due.html", {**context, "form": form}, status=422 if form.errors else 200
    )
