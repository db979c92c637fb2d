"""Indicators with milestones and the offices that report on them, in order."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.model_admin import AuditedAdmin, GuardedTabular
from indicators.models import Indicator, IndicatorResponsibility, Milestone
from projects.admin.common import ORDER, SHORT_TEXT, UNTIL, NumberedFormSet, next_position
from projects.admin.framework import as_output_field
from projects.admin.offices import OfficesForm
from projects.models import Outcome, Output, ReportingPeriod

RESPONSIBLE = Prefetch(
    "responsibilities",
    IndicatorResponsibility.objects.select_related("office__organisation").order_by("position", "pk"),
)


class IndicatorForm(OfficesForm):
    """An indicator. Its project follows from its outcome or output."""

    owner = "indicator"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        outcome: Outcome | None = values.get("outcome")
        output: Output | None = values.get("output")
        if (outcome is None) == (output is None):
            if not self.errors:
                self.add_error(
                    "outcome",
                    gettext("Choose either the outcome or the output that this indicator measures."),
                )
            return values
        project = outcome.project if outcome else output.outcome.project  # type: ignore[union-attr]
        if self.instance.pk and self.instance.project_id != project.pk:
            self.add_error(
                "outcome" if outcome else "output",
                gettext("This indicator belongs to %(project)s: choose a place in that project.")
                % {"project": self.instance.project.code},
            )
            return values
        self.instance.project = project
        self.check_offices()
        return values


class MilestoneForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("text", "").strip() and values.get("value") is None:
            self.add_error("text", gettext("Write the milestone in words, as a number, or both."))
        return values


class MilestoneFormSet(NumberedFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["period"].queryset = ReportingPeriod.objects.filter(
            project=self.instance.project_id
        ).select_related("project")


class MilestoneInline(GuardedTabular):
    model = Milestone
    form = MilestoneForm
    formset = MilestoneFormSet
    fields = ("position", "kind", "text", "value", "due_on", "period")
    formfield_overrides = {
        models.TextField: {"widget": SHORT_TEXT},
        models.PositiveSmallIntegerField: {"widget": ORDER},
    }


@admin.register(Indicator)
class IndicatorAdmin(AuditedAdmin):
    form = IndicatorForm
    list_display = ("numbered_title", "project_code", "place", "responsible", "unit", "direction", "ends_on")
    list_filter = (("project", admin.RelatedOnlyFieldListFilter), "direction", "combine", "when_measured")
    search_fields = ("code", "title", "project__code", "unit")
    search_help_text = _("Number, title, unit or code of the project")
    ordering = ("project__code", "position", "pk")
    autocomplete_fields = ("outcome", "output")
    radio_fields = {"direction": admin.HORIZONTAL, "accumulation": admin.HORIZONTAL}
    inlines = (MilestoneInline,)
    along = frozenset({"indicators.indicatorresponsibility", "indicators.milestone"})
    instead = UNTIL
    fieldsets = (
        (None, {"fields": ("outcome", "output", ("position", "code"), "title", "offices")}),
        (
            _("How it is measured"),
            {
                "fields": (
                    ("unit", "when_measured"),
                    "direction",
                    "combine",
                    "accumulation",
                    ("by_sex", "by_age"),
                )
            },
        ),
        (
            _("Baseline"),
            {"fields": ("baseline_text", ("baseline_value", "baseline_denominator", "baseline_year"))},
        ),
        (_("Target"), {"fields": ("target_text", ("target_value", "target_on"), "target_is_ceiling")}),
        (_("Other"), {"fields": ("notes", "ends_on")}),
    )
    formfield_overrides = {models.TextField: {"widget": SHORT_TEXT}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Indicator]:
        indicators = (
            super()
            .get_queryset(request)
            .select_related("project", "outcome__project", "output__outcome__project")
        )
        return indicators.prefetch_related(RESPONSIBLE)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if db_field.name == "output" and field is not None:
            return as_output_field(field)
        if db_field.name == "outcome" and field is not None:
            field.queryset = Outcome.objects.select_related("project")
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        place = self._place_of(initial)
        if place is not None:
            initial["position"] = next_position(Indicator.objects.filter(project=place))
        return initial

    def _place_of(self, initial: dict[str, Any]) -> int | None:
        """Return the project of the outcome or output that the address names."""
        if str(initial.get("output", "")).isdigit():
            return (
                Output.objects.filter(pk=initial["output"]).values_list("outcome__project", flat=True).first()
            )
        if str(initial.get("outcome", "")).isdigit():
            return Outcome.objects.filter(pk=initial["outcome"]).values_list("project", flat=True).first()
        return None

    def response_add(
        self, request: HttpRequest, obj: Indicator, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Go on with the same outcome or output where another indicator is added."""
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST and isinstance(response, HttpResponseRedirect):
            place = [("output", obj.output_id) if obj.output_id else ("outcome", obj.outcome_id)]
            return HttpResponseRedirect(f"{reverse('admin:indicators_indicator_add')}?{urlencode(place)}")
        return response

    @admin.display(description=_("indicator"), ordering="position")
    def numbered_title(self, indicator: Indicator) -> str:
        return f"{indicator.code} {indicator.title[:100]}"

    @admin.display(description=_("project"), ordering="project__code")
    def project_code(self, indicator: Indicator) -> str:
        return indicator.project.code

    @admin.display(description=_("of"))
    def place(self, indicator: Indicator) -> str:
        if indicator.output:
            return gettext("Output %(code)s") % {"code": indicator.output.code}
        return gettext("Outcome %(code)s") % {"code": indicator.outcome.code if indicator.outcome else ""}

    @admin.display(description=_("offices, in order"))
    def responsible(self, indicator: Indicator) -> str:
        return ", ".join(item.office.short_name for item in indicator.responsibilities.all())

    @staticmethod
    def label_in_choices(indicator: Indicator) -> str:
        return f"{indicator.project.code} · {indicator}"
