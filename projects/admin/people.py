"""Who holds which role. Memberships end by date: they are never deleted and never turned into another one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.invitations import mail_invitation
from audit.model_admin import EndedNotDeleted
from audit.services import record
from core.zones import today
from projects.models import Membership


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


@admin.register(Membership)
class MembershipAdmin(EndedNotDeleted):
    list_display = ("user", "role", "place", "starts_on", "ends_on")
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        memberships = super().get_queryset(request)
        return memberships.select_related("user", "project", "office__organisation", "portfolio")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Let only the dates of a membership change; another role is another membership."""
        return ("user", "role", "project", "office", "portfolio") if obj else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write to a person who was given a role, when the transaction has been committed."""
        super().save_related(request, form, formsets, change)
        if not change:
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
                record(by=request.user, action="invite", on=membership)
        sentence = ngettext("%d invitation was sent.", "%d invitations were sent.", len(memberships))
        self.message_user(request, sentence % len(memberships), messages.SUCCESS)

    @admin.display(description=_("where"))
    def place(self, membership: Membership) -> str:
        if membership.portfolio:
            return str(membership.portfolio)
        project, office = membership.project, membership.office
        return f"{project.code if project else ''} · {office.short_name if office else ''}"

    @admin.action(description=_("End the selected memberships today"))
    def end_today(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        now, ended = today(), 0
        with transaction.atomic():
            for membership in queryset.exclude(ends_on__lte=now):
                before = membership.ends_on
                membership.ends_on = now
                membership.save(update_fields=["ends_on"])
                change = {"ends_on": [before.isoformat() if before else None, now.isoformat()]}
                record(by=request.user, action="change", on=membership, changes=change)
                ended += 1
        sentence = ngettext("%d membership ends today.", "%d memberships end today.", ended) % ended
        self.message_user(request, sentence, messages.SUCCESS)
