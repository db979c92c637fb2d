"""People, organisations and offices. A person is added with an e-mail address and comes in by invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import ReadOnlyPasswordHashField
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Office, Organisation, User
from audit.model_admin import AuditedAdmin, GuardedTabular
from audit.services import record


class PersonForm(forms.ModelForm):
    """What a new person needs; the password is set by the person, from an invitation."""

    class Meta:
        model = User
        fields = ("email", "name", "is_active", "is_staff")

    def clean_email(self) -> str:
        return unique_email(self.cleaned_data["email"], self.instance)


class PersonChangeForm(forms.ModelForm):
    password = ReadOnlyPasswordHashField(
        label=_("Password"), help_text=_("Nobody can see it; a new one can be set.")
    )
    acting: User | None = None

    class Meta:
        model = User
        fields = ("email", "name", "password", "is_active", "is_staff")

    def clean_email(self) -> str:
        return unique_email(self.cleaned_data["email"], self.instance)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.acting is not None and self.acting.pk == self.instance.pk:
            for name in ("is_active", "is_staff"):
                if not values.get(name):
                    self.add_error(
                        name, gettext("You cannot take this from yourself; ask another administrator.")
                    )
        return values


def unique_email(email: str, person: User) -> str:
    """Return the address in lower case; raise a ValidationError where someone else has it."""
    email = email.lower()
    if User.objects.filter(email__iexact=email).exclude(pk=person.pk).exists():
        raise forms.ValidationError(
            gettext("%(email)s is there already; change that person instead.") % {"email": email}
        )
    return email


@admin.register(User)
class PersonAdmin(AuditedAdmin, UserAdmin):
    add_form_template = None
    form = PersonChangeForm
    add_form = PersonForm
    list_display = ("email", "name", "is_active", "is_staff", "joined_at", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    search_help_text = _("Name or e-mail address")
    ordering = ("name", "email")
    filter_horizontal = ()
    readonly_fields = ("joined_at", "last_login")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Access"), {"fields": ("is_active", "is_staff")}),
        (_("Dates"), {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": ("email", "name", "is_staff"),
                "description": _(
                    "The person gets no password here. Give them a role under Memberships: "
                    "the invitation goes out with it, and its link sets the first password."
                ),
            },
        ),
    )
    along = frozenset({"account.emailaddress", "account.emailconfirmation"})
    instead = _("Untick “may sign in” instead, and end the memberships.")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        form.acting = request.user  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        # An address that this person no longer has opens the door no longer.
        EmailAddress.objects.filter(user=obj).exclude(email__iexact=obj.email).delete()

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """Write the line of a password that was set; the other fields have theirs already."""
        if request.resolver_match and request.resolver_match.url_name == "auth_user_password_change":
            record(by=request.user, action="set_password", on=obj)


class OfficeInline(GuardedTabular):
    model = Office
    instead = _("Leave the office in place; end its part in projects by date.")


@admin.register(Organisation)
class OrganisationAdmin(AuditedAdmin):
    list_display = ("short_name", "name", "kind", "countries")
    list_filter = ("kind",)
    search_fields = ("short_name", "name")
    inlines = (OfficeInline,)
    along = frozenset({"accounts.office"})
    instead = _("Leave it in place; end its part in projects by date.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        return super().get_queryset(request).prefetch_related("offices")

    @admin.display(description=_("offices"))
    def countries(self, organisation: Organisation) -> str:
        return ", ".join(office.country for office in organisation.offices.all())


@admin.register(Office)
class OfficeAdmin(AuditedAdmin):
    list_display = ("organisation", "country", "projects")
    list_display_links = ("organisation", "country")
    list_filter = ("country",)
    search_fields = ("organisation__short_name", "organisation__name", "country")
    autocomplete_fields = ("organisation",)
    instead = _("Leave the office in place; end its part in projects by date.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Office]:
        offices = super().get_queryset(request).select_related("organisation")
        return offices.annotate(project_count=Count("participations", distinct=True))

    @admin.display(description=_("projects"), ordering="project_count")
    def projects(self, office: Any) -> int:
        return int(office.project_count)
