"""Outcomes with their outputs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from audit.model_admin import AuditedAdmin, GuardedTabular
from projects.admin.common import ORDER, SHORT_TEXT, SMALL, UNTIL, NumberedFormSet, next_position
from projects.models import Outcome, Output


class OutputInline(GuardedTabular):
    model = Output
    formset = NumberedFormSet
    fields = ("position", "code", "title", "ends_on")
    instead = UNTIL
    formfield_overrides = {
        models.TextField: {"widget": SHORT_TEXT},
        models.CharField: {"widget": SMALL},
        models.PositiveSmallIntegerField: {"widget": ORDER},
    }

    def get_extra(self, request: HttpRequest, obj: Outcome | None = None, **options: Any) -> int:
        return 1 if obj and obj.outputs.exists() else 3


@admin.register(Outcome)
class OutcomeAdmin(AuditedAdmin):
    list_display = ("numbered_title", "project_code", "outputs_in_it", "ends_on")
    list_filter = (("project", admin.RelatedOnlyFieldListFilter),)
    ordering = ("project__code", "position", "pk")
    search_fields = ("code", "title", "project__code", "project__title")
    autocomplete_fields = ("project",)
    fields = ("project", ("position", "code"), "title", "ends_on")
    inlines = (OutputInline,)
    along = frozenset({"projects.output"})
    instead = UNTIL
    formfield_overrides = {models.TextField: {"widget": SHORT_TEXT}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outcome]:
        return super().get_queryset(request).select_related("project").annotate(output_count=Count("outputs"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("project",) if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        if str(initial.get("project", "")).isdigit():
            initial["position"] = next_position(Outcome.objects.filter(project_id=initial["project"]))
        return initial

    @admin.display(description=_("outcome"), ordering="position")
    def numbered_title(self, outcome: Outcome) -> str:
        return f"{outcome.code} {outcome.title[:100]}"

    @admin.display(description=_("project"), ordering="project__code")
    def project_code(self, outcome: Outcome) -> str:
        return outcome.project.code

    @admin.display(description=_("outputs"), ordering="output_count")
    def outputs_in_it(self, outcome: Any) -> int:
        return int(outcome.output_count)

    @staticmethod
    def label_in_choices(outcome: Outcome) -> str:
        return str(outcome)


@admin.register(Output)
class OutputAdmin(AuditedAdmin):
    """Found by name from activities and indicators; written on the outcome's page."""

    list_display = ("numbered_title", "outcome", "ends_on")
    ordering = ("outcome__project__code", "outcome__position", "position", "pk")
    search_fields = ("code", "title", "outcome__project__code")
    list_filter = (("outcome__project", admin.RelatedOnlyFieldListFilter),)
    fields = ("outcome", ("position", "code"), "title", "ends_on")
    formfield_overrides = {models.TextField: {"widget": SHORT_TEXT}}
    instead = UNTIL

    def get_queryset(self, request: HttpRequest) -> QuerySet[Output]:
        return super().get_queryset(request).select_related("outcome__project")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("outcome",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}

    @admin.display(description=_("output"), ordering="position")
    def numbered_title(self, output: Output) -> str:
        return f"{output.code} {output.title[:100]}"

    @staticmethod
    def label_in_choices(output: Output) -> str:
        return f"{output.outcome.project.code} · {output}"


def as_output_field(field: Any) -> Any:
    """Let a field that chooses an output name its project too, with one query."""
    field.queryset = Output.objects.select_related("outcome__project")
    field.label_from_instance = OutputAdmin.label_in_choices
    return field
