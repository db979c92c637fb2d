"""Pages of deputies: my roles, naming somebody, ending it early."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PortalRequest
from core.decisions import require
from core.formatting import day
from projects.deputies.forms import DeputyForm
from projects.deputies.permissions import actor_around, can_end_deputy, can_name_deputy
from projects.deputies.services import end_deputy, line_of, name_deputy, roles_of
from projects.models import Membership
from projects.selectors import memberships_known_to


@require_safe
def list_roles(request: PortalRequest) -> HttpResponse:
    """Show the roles of this person that may have a deputy, and for whom the person stands in."""
    own, stands_in = roles_of(request.user)
    crumbs = [(_("Deputies"), None)]
    return render(
        request, "projects/deputies/list.html", {"own": own, "stands_in": stands_in, "crumbs": crumbs}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def name_one(request: PortalRequest, uid: str) -> HttpResponse:
    """Name a deputy for a role; where one is named, show who it is."""
    membership = get_object_or_404(memberships_known_to(request.user), uid=uid)
    actor = actor_around(request.user, membership)
    require(can_name_deputy(actor, membership))
    form = DeputyForm(request.POST if request.method == "POST" else None, membership=membership)
    if request.method == "POST" and form.is_valid():
        deputy = name_deputy(
            membership, **form.cleaned_data, by=request.user, base_url=request.build_absolute_uri("/")
        )
        sentence = _("%(person)s was told by mail, and stands in from %(first)s until %(last)s.") % {
            "person": deputy.user,
            "first": day(deputy.starts_on),
            "last": day(deputy.ends_on),
        }
        messages.success(request, sentence)
        return redirect(_back(request, membership))
    line = line_of(membership)
    context = {
        "line": line,
        "form": form if form.is_bound or line.deputy is None else None,
        "is_own": membership.user_id == request.user.pk,
        "can_end": line.deputy is not None and bool(can_end_deputy(actor, line.deputy)),
        "back": _back(request, membership),
        "role": actor.label,
        "crumbs": [(_("Deputies"), reverse("deputies:list")), (_("Deputy"), None)],
    }
    return render(request, "projects/deputies/name.html", context, status=422 if form.errors else 200)


@require_POST
def end_one(request: PortalRequest, uid: str) -> HttpResponse:
    """End a deputy's time early."""
    deputies = memberships_known_to(request.user).filter(deputy_for__isnull=False)
    deputy = get_object_or_404(deputies, uid=uid)
    end_deputy(deputy, by=request.user)
    messages.success(request, _("%(person)s no longer stands in.") % {"person": deputy.user})
    assert deputy.deputy_for is not None
    return redirect(_back(request, deputy.deputy_for))


def _back(request: PortalRequest, membership: Membership) -> str:
    """Return where to go on: to the own roles, to the people of the project, or to the role in the administration."""
    if membership.user_id == request.user.pk:
        return reverse("deputies:list")
    if membership.project is not None:
        return reverse("people", args=[membership.project.code])
    return reverse("admin:projects_membership_change", args=[membership.pk])
