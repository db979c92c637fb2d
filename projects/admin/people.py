"""Who holds which role. Memberships end by date: they are never deleted and never turned into another one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.invitations import mail_invitation
from accounts.models import User
from audit.model_admin import EndedNotDeleted
from audit.services import record
from core.zones import today
from projects.deputies.permissions import can_have_deputy
from projects.deputies.services import deputy_of, why_not_these_days
from projects.models import Membership
from projects.services import end_deputies_with


class InForceFilter(admin.SimpleListFilter):
    title = _("in force")
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [("yes", _("Today")), ("no", _("Ended or not yet begun"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> QuerySet[Membership]:
        if self.value() is None:
            return queryset
        now = today()
        current = Q(starts_on__lte=now) & (Q(ends_on__isnull=True) | Q(ends_on__gte=now))
        return queryset.filter(current) if self.value() == "yes" else queryset.exclude(current)


class MembershipForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        """Hold a deputy to the days that a deputy may have."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        original = self.instance.deputy_for
        if original is not None and not self.errors:
            wrong = why_not_these_days(
                cleaned.get("starts_on"), cleaned.get("ends_on"), role_ends_on=original.ends_on
            )
            for name, sentence in wrong.items():
                self.add_error(name, sentence)
        return cleaned


@admin.register(Membership)
class MembershipAdmin(EndedNotDeleted):
    form = MembershipForm
    list_display = ("user", "role", "place", "starts_on", "ends_on", "stands_in_for")
    list_filter = (InForceFilter, "role", ("project", admin.RelatedOnlyFieldListFilter), "portfolio")
    search_fields = (
        "user__email",
        "user__name",
        "project__code",
        "office__organisation__short_name",
        "portfolio__name",
    )
    search_help_text = _("Person, project, organisation or portfolio")
    autocomplete_fields = ("user", "project", "office", "portfolio")
    ordering = ("user__name", "pk")
    actions = ("end_today", "invite_again")
    fieldsets = (
        (None, {"fields": ("user", "role")}),
        (
            _("Where"),
            {
                "fields": ("project", "office", "portfolio"),
                "description": _(
                    "Writers, focal points, readers and coordinators: project and office. "
                    "Reviewers and approvers: portfolio. Saving sends the invitation."
                ),
            },
        ),
        (_("When"), {"fields": (("starts_on", "ends_on"),)}),
    )
    deputies = (_("Deputy"), {"fields": ("deputy_for", "has_deputy")})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        memberships = super().get_queryset(request)
        return memberships.select_related(
            "user", "project", "office__organisation", "portfolio", "deputy_for__user"
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show who stands in for whom on a membership that is there; a new one is nobody's deputy."""
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, self.deputies] if obj else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Let only the dates of a membership change; another role is another membership."""
        kept = ("user", "role", "project", "office", "portfolio", "deputy_for", "has_deputy")
        return kept if obj else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """End the deputies of a role that ends; write to a person who was given a role, on commit."""
        super().save_related(request, form, formsets, change)
        if change:
            assert isinstance(request.user, User)
            end_deputies_with(form.instance, by=request.user)
        else:
            self.send_invitation(request, form.instance)

    def send_invitation(self, request: HttpRequest, membership: Membership) -> None:
        mail_invitation(
            membership.user,
            place=self.place(membership),
            role=str(membership.get_role_display()),
            invited_by=str(request.user),
            base_url=request.build_absolute_uri("/"),
        )

    @admin.action(description=_("Send the invitation of the selected memberships again"))
    def invite_again(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        memberships = list(queryset)
        with transaction.atomic():
            for membership in memberships:
                self.send_invitation(request, membership)
                record(by=request.user, action="invite_again", on=membership)
        sentence = ngettext("%d invitation was sent.", "%d invitations were sent.", len(memberships))
        self.message_user(request, sentence % len(memberships), messages.SUCCESS)

    @admin.display(description=_("where"))
    def place(self, membership: Membership) -> str:
        if membership.portfolio:
            return str(membership.portfolio)
        project, office = membership.project, membership.office
        return f"{project.code if project else ''} · {office.short_name if office else ''}"

    @admin.display(description=_("deputy of"))
    def stands_in_for(self, membership: Membership) -> str:
        return str(membership.deputy_for.user) if membership.deputy_for else ""

    @admin.display(description=_("deputy"))
    def has_deputy(self, membership: Membership) -> str:
        """Return who stands in for this role, or the way to naming somebody."""
        if deputy := deputy_of(membership):
            address = reverse("admin:projects_membership_change", args=[deputy.pk])
            return format_html('<a href="{}">{}</a>', address, deputy.user)
        if can_have_deputy(membership):
            address = reverse("deputies:name", args=[membership.uid])
            return format_html('<a href="{}">{}</a>', address, gettext("Name a deputy"))
        return "–"

    @admin.action(description=_("End the selected memberships today"))
    def end_today(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        assert isinstance(request.user, User)
        now, ended = today(), 0
        with transaction.atomic():
            # Deputies come first: one who was selected together with the role is ended once.
            found = queryset.exclude(ends_on__lte=now).order_by(F("deputy_for").asc(nulls_last=True), "pk")
            for membership in found:
                before = membership.ends_on
                membership.ends_on = now
                membership.save(update_fields=["ends_on"])
                change = {"ends_on": [before.isoformat() if before else None, now.isoformat()]}
                record(by=request.user, action="change", on=membership, changes=change)
                end_deputies_with(membership, by=request.user)
                ended += 1
        sentence = ngettext("%d membership ends today.", "%d memberships end today.", ended) % ended
        self.message_user(request, sentence, messages.SUCCESS)
