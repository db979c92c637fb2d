"""Pages of a project's attachments: all of them, a new one, changing, taking away, and the download."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PortalRequest
from contributions.files import services
from contributions.files.forms import AddForm, ChangeForm
from contributions.files.permissions import can_add, can_change, can_read
from contributions.files.selectors import (
    address_words_of,
    attachment_groups,
    attachment_target_of,
    get_attachment,
    get_project,
)
from contributions.models import Attachment
from core.addresses import own_address
from core.decisions import WrongState, require
from core.files.stored_files import NotStored
from projects.actor import Actor
from projects.models import Project
from projects.page_frame import page_frame


def _frame(project: Project, actor: Actor, title: str = "") -> dict[str, Any]:
    """Return the frame of the page of attachments, or of one below it."""
    list_url = reverse("files:list", args=[project.code])
    below = [(title, None)] if title else []
    return {**page_frame(project, actor, (_("Attachments"), list_url), *below), "list_url": list_url}


@require_safe
def show_attachments(request: PortalRequest, code: str) -> HttpResponse:
    """Show all attachments of a project that the person may read, or those of one kind."""
    project, actor = get_project(request.user, code)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Attachment.Kind.values else ""
    context = {
        "groups": attachment_groups(project, actor, kind),
        "kinds": Attachment.Kind.choices,
        "kind": kind,
        "can_add": bool(can_add(actor)),
    }
    return render(request, "contributions/files/list.html", {**_frame(project, actor), **context})


@require_http_methods(["GET", "HEAD", "POST"])
def add_attachment(request: PortalRequest, code: str) -> HttpResponse:
    """Add a file or a link, where `period`, `input` and `place` of the address say, and lead back to its `next`."""
    project, actor = get_project(request.user, code)
    target = attachment_target_of(project, request.GET.dict())
    back_url = own_address(request, request.GET.get("next", ""))
    require(can_add(actor, target.contribution, target.address))
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AddForm(*posted, in_report=target.period is not None)
    if posted and form.is_valid():
        try:
            attachment = services.add_attachment(
                target, by=request.user, values=form.values, file=form.checked, url=form.cleaned_data["url"]
            )
        except NotStored as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("“%(title)s” was added.") % {"title": attachment.title})
            return _back_to_list(request, code, form, back_url)
    context = {
        "form": form,
        "target": target,
        "back_url": back_url,
        "address_words": address_words_of(target),
    }
    frame = _frame(project, actor, _("Add an attachment"))
    status = 422 if form.errors else 200
    return render(request, "contributions/files/add.html", {**frame, **context}, status=status)


def _back_to_list(
    request: PortalRequest, code: str, form: AddForm | ChangeForm, back_url: str = ""
) -> HttpResponse:
    if form.stays_internal:
        messages.warning(
            request,
            _(
                "This photo stays internal: nobody has confirmed yet that the people shown have consented. "
                "Tick it under Change when they have."
            ),
        )
    return redirect(back_url) if back_url else redirect("files:list", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
def change_attachment(request: PortalRequest, code: str, uid: str) -> HttpResponse:
    """Change what an attachment says of itself; its file or link stays."""
    project, actor = get_project(request.user, code)
    attachment = get_attachment(project, uid)
    require(can_change(actor, attachment))
    form = ChangeForm(request.POST if request.method == "POST" else None, attachment=attachment)
    if request.method == "POST" and form.is_valid():
        done = services.change_attachment(attachment, by=request.user, values=form.values, shown=form.shown)
        if not done.clashes:
            words = (
                _("“%(title)s” was changed.") if done.changed else _("Nothing was changed in “%(title)s”.")
            )
            messages.success(request, words % {"title": attachment.title})
            return _back_to_list(request, code, form)
        form = form.again(done.clashes)
    context = {**_frame(project, actor, _("Change an attachment")), "attachment": attachment, "form": form}
    return render(request, "contributions/files/change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def take_away_attachment(request: PortalRequest, code: str, uid: str) -> HttpResponse:
    """Ask once more, and take an attachment away."""
    project, actor = get_project(request.user, code)
    attachment = get_attachment(project, uid)
    require(can_change(actor, attachment))
    if request.method == "POST":
        services.take_away(attachment, by=request.user)
        messages.success(request, _("“%(title)s” was taken away.") % {"title": attachment.title})
        return redirect("files:list", code=code)
    context = {**_frame(project, actor, _("Take away an attachment")), "attachment": attachment}
    return render(request, "contributions/files/take_away.html", context)


@require_safe
def download_attachment(request: PortalRequest, code: str, uid: str) -> HttpResponseBase:
    """Send the file of an attachment to be saved, never to be shown."""
    project, actor = get_project(request.user, code)
    attachment = get_attachment(project, uid)
    require(can_read(actor, attachment))
    if not attachment.file:
        raise Http404
    try:
        content = attachment.file.open("rb")
    except OSError as error:
        raise WrongState(
            _(
                "This file is not on the server any more. Ask the administrator to bring it back from the backup."
            )
        ) from error
    response = FileResponse(
        content, as_attachment=True, filename=attachment.file_name, content_type=attachment.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
