"""The first page, the Secretariat's queue and a project at a glance."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import PortalRequest
from agenda import navigation
from agenda.home import home_page
from agenda.project import project_page
from agenda.queue import queue_page
from core.annotated import annotated
from core.zones import use_time_zone
from projects.actor import actor_on
from projects.models import Project
from projects.page_frame import page_frame
from projects.permissions import can_see_people
from projects.selectors import time_zone_of


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """Show what is waiting for this person."""
    page = home_page(request.user, request.GET)
    navigation.remember(request, reviews=page.is_reviewer)
    return render(request, "agenda/home.html", {"home": page, "here": "home", "role": page.roles})


@require_safe
def show_queue(request: PortalRequest) -> HttpResponse:
    """Show every report of the portfolios that this person reviews."""
    queue, roles = queue_page(request.user, request.GET)
    context = {"queue": queue, "here": "queue", "role": roles.words}
    return render(request, "agenda/queue.html", context)


@require_safe
def show_project(request: PortalRequest, code: str) -> HttpResponse:
    """Show a project with its periods, their history and its plan."""
    visible = Project.objects.visible_to(request.user).annotate(time_zone=time_zone_of("pk"))
    project = get_object_or_404(visible, code=code)
    use_time_zone(annotated(project, "time_zone"))
    actor = actor_on(request.user, project)
    context = {
        **page_frame(project, actor),
        "can_see_people": bool(can_see_people(actor)),
        **project_page(project, actor),
    }
    return render(request, "agenda/project.html", context)
