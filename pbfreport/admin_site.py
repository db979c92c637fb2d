"""Django's admin as a part of the portal: one sign-in door, the portal's name, the apps in the order of the work."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

# The order of setting up a project; models that are not named come after those that are.
ORDER: dict[str, tuple[str, ...]] = {
    "projects": (
        "Project",
        "Outcome",
        "ReportingPeriod",
        "Membership",
        "Portfolio",
        "FocusArea",
        "FormEdition",
    ),
    "activities": ("Activity",),
    "indicators": ("Indicator",),
    "accounts": ("User", "Organisation", "Office"),
    "contributions": ("Contribution", "ActivityEntry", "IndicatorEntry", "Answer", "WriterRow"),
    "reports": ("DocumentTemplate", "Report", "JointAnswer", "JointIndicatorText"),
    "audit": ("LogEntry",),
}
RECENT = 10  # lines of the change log on the first page


class LabelledAutocomplete(AutocompleteJsonView):
    """Suggestions named as their own page says, so that "1.1" tells which project it belongs to."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "label_in_choices", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class PortalAdminSite(admin.AdminSite):
    site_header = gettext_lazy("PBF report portal – administration")
    site_title = gettext_lazy("PBF report portal")
    index_title = gettext_lazy("Administration")
    empty_value_display = "–"

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send people to the portal's sign-in page; who is signed in and no administrator gets 403 with the reason."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied(_("The administration is for administrators of the portal."))
        response: HttpResponseRedirect = redirect_to_login(wanted, reverse("account_login"))
        return response

    @method_decorator(require_POST)
    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        logout(request)
        return redirect("account_login")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return LabelledAutocomplete.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = self._build_app_dict(request, app_label)
        known = [label for label in ORDER if label in apps]
        ordered = [apps[label] for label in [*known, *(label for label in apps if label not in ORDER)]]
        for app in ordered:
            names = ORDER.get(app["app_label"], ())
            app["models"].sort(
                key=lambda model: (
                    names.index(model["object_name"]) if model["object_name"] in names else len(names)
                )
            )
        return ordered

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        del context["log_entries"]
        return context

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        from audit.models import LogEntry
        from audit.words import in_words

        own = LogEntry.objects.filter(actor_id=request.user.pk)[:RECENT]
        return super().index(request, {**(extra_context or {}), "recent": in_words(list(own))})


def leave_out_unused() -> None:
    """Take groups and the sign-in library's address book off the administration: rights stand in memberships."""
    from allauth.account.models import EmailAddress, EmailConfirmation
    from django.contrib.auth.models import Group

    for model in (Group, EmailAddress, EmailConfirmation):
        if admin.site.is_registered(model):
            admin.site.unregister(model)
