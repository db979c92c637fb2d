"""Reporting periods. Opening their rounds is added by the app that knows inputs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from audit.model_admin import AuditedAdmin, stored_values
from projects.models import ReportingPeriod


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(AuditedAdmin):
    list_display: tuple[str, ...] = (
        "code",
        "project",
        "kind",
        "starts_on",
        "ends_on",
        "inputs_due_on",
        "edition",
    )
    list_filter = ("kind", "year", ("project", admin.RelatedOnlyFieldListFilter), "edition")
    search_fields = ("code", "project__code", "project__title")
    search_help_text = _("Code of the period, code or title of the project")
    date_hierarchy = "ends_on"
    ordering = ("-ends_on", "project__code")
    autocomplete_fields = ("project",)
    fieldsets = (
        (None, {"fields": ("project", ("code", "kind", "year"), "edition")}),
        (_("What the report covers"), {"fields": (("starts_on", "ends_on"), "cut_off_on")}),
        (
            _("When things are due"),
            {"fields": (("inputs_due_on", "coordinator_due_on"), ("review_due_on", "submission_due_on"))},
        ),
    )
    instead = _("Correct its dates instead.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportingPeriod]:
        return super().get_queryset(request).select_related("project", "edition")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write what the page asks for; the stage of the report is written by its own acts, maybe at this moment."""
        if not change:
            super().save_model(request, obj, form, change)
            return
        obj.values_before = stored_values(obj)
        obj.save(update_fields=list(form.base_fields))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep a period in its project."""
        return ("project",) if obj else ()
