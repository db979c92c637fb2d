"""The people of a project: see, invite, end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PortalRequest
from contributions.people.forms import InviteForm
from contributions.people.services import invite_to_project, people_of
from core.decisions import require
from projects.actor import actor_on
from projects.models import Membership, Project
from projects.page_frame import page_frame
from projects.permissions import can_invite, can_see_people
from projects.services import end_membership


@require_http_methods(["GET", "HEAD", "POST"])
def show_people(request: PortalRequest, code: str) -> HttpResponse:
    """Show who works on a project and invite someone."""
    project = get_object_or_404(Project.objects.visible_to(request.user), code=code)
    actor = actor_on(request.user, project)
    require(can_see_people(actor))
    offices = [part.office for part in project.participations.select_related("office__organisation")]
    form = InviteForm(
        request.POST if request.method == "POST" else None, actor=actor, project=project, offices=offices
    )
    if request.method == "POST" and not form.offices:
        require(can_invite(actor, Membership.Role.READER, 0))
    if request.method == "POST" and form.is_valid():
        membership = invite_to_project(form, by=request.user, base_url=request.build_absolute_uri("/"))
        messages.success(request, _("%(person)s was invited by mail.") % {"person": membership.user.email})
        return redirect("people", code=code)
    context = {
        **page_frame(project, actor, (_("People"), None)),
        "people": people_of(project, actor),
        "form": form if form.offices else None,
    }
    return render(request, "contributions/people.html", context, status=422 if form.errors else 200)


@require_POST
def end_person(request: PortalRequest, code: str, uid: str) -> HttpResponse:
    """End someone's role on the project."""
    project = get_object_or_404(Project.objects.visible_to(request.user), code=code)
    membership = get_object_or_404(
        Membership.objects.in_force().filter(project=project).select_related("project", "user"), uid=uid
    )
    end_membership(membership, by=request.user)
    messages.success(request, _("%(person)s no longer works here.") % {"person": membership.user})
    return redirect("people", code=code)
