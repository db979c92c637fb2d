"""Addresses of the whole site."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import defaults
from django.views.i18n import set_language

from accounts.views import invitation
from agenda import views
from contributions.people.views import end_person, show_people
from core.typed_text import TOO_LARGE, refused, too_large
from discussion.guest_views import guest_page

urlpatterns = [
    path("", views.home, name="home"),
    path("account/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("invitation/<slug:uid>/<slug:token>/", invitation, name="invitation"),
    path("deputies/", include("projects.deputies.urls")),
    path("inputs/", include("contributions.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("queue/", views.show_queue, name="queue"),
    path("projects/<slug:code>/", views.show_project, name="project"),
    path("projects/<slug:code>/people/", show_people, name="people"),
    path("projects/<slug:code>/people/<slug:uid>/end/", end_person, name="end-person"),
    path("projects/<slug:code>/attachments/", include("contributions.files.urls")),
    path("guest/<slug:uid>/<str:token>/", guest_page, name="guest"),
    path("projects/<slug:code>/<slug:period>/talk/", include("discussion.urls")),
    path("projects/<slug:code>/<slug:period>/wording/", include("contributions.wordings.urls")),
    path("projects/<slug:code>/<slug:period>/report/", include("reports.urls")),
]


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a bad request; one that is too large comes back with what was typed."""
    if isinstance(exception, TOO_LARGE):
        return too_large(request)
    return defaults.bad_request(request, exception)


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what this person may not do; a form comes back with what was typed."""
    return refused(request, exception, status=403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is not there for this person; a form comes back with what was typed."""
    return refused(request, exception, status=404)
