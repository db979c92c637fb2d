"""The first page, a project at a glance, and the pages that keep a text when something else went wrong."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import PortalRequest
from pbfreport.overview import home_page, project_page
from projects.models import Project
from projects.permissions import can_see_people, roles_on
from reports.permissions import can_read_report


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """Show what is waiting for this person."""
    page = home_page(request.user)
    return render(request, "pbfreport/home.html", {"home": page, "here": "home", "role": page.roles})


@require_safe
def show_project(request: PortalRequest, code: str) -> HttpResponse:
    """Show a project with its periods and its plan."""
    project = get_object_or_404(Project.objects.visible_to(request.user), code=code)
    roles = roles_on(request.user, project)
    context = {
        "project": project,
        "role": roles.label,
        "crumbs": [(project.code, None)],
        "can_see_people": bool(can_see_people(roles)),
        "can_read_report": bool(can_read_report(roles)),
        **project_page(project, roles),
    }
    return render(request, "pbfreport/project.html", context)
