"""Portfolios, focus areas, and the page on which a project is set up: who takes part, outcomes, periods."""

from __future__ import annotations

from collections import Counter
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from audit.model_admin import AuditedAdmin, GuardedTabular
from core.admin import in_words, why_kept
from projects.admin.common import ORDER, SHORT_TEXT, SMALL, UNTIL, NumberedFormSet
from projects.models import FocusArea, Outcome, Participation, Portfolio, Project, ReportingPeriod

PARTS_OF_A_PROJECT = frozenset(
    {
        "projects.participation",
        "projects.outcome",
        "projects.output",
        "activities.activity",
        "activities.activityresponsibility",
        "indicators.indicator",
        "indicators.indicatorresponsibility",
        "indicators.milestone",
    }
)


class PortfolioForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [(name, name) for name in sorted(available_timezones())],
        initial="UTC",
    )


@admin.register(Portfolio)
class PortfolioAdmin(AuditedAdmin):
    form = PortfolioForm
    list_display = ("name", "code", "country", "time_zone", "has_secretariat", "project_count")
    list_filter = ("has_secretariat",)
    search_fields = ("name", "code", "country")
    instead = _("Take its projects out of it first.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Portfolio]:
        return super().get_queryset(request).annotate(projects_in_it=Count("projects"))

    @admin.display(description=_("projects"), ordering="projects_in_it")
    def project_count(self, portfolio: Any) -> int:
        return int(portfolio.projects_in_it)

    def why_kept(self, obj: models.Model) -> str:
        if isinstance(obj, Portfolio) and obj.projects.exists():
            names = ", ".join(obj.projects.values_list("code", flat=True))
            return gettext("“%(name)s” is kept, because projects lie in it: %(projects)s. %(instead)s") % {
                "name": obj,
                "projects": names,
                "instead": self.instead,
            }
        return super().why_kept(obj)


@admin.register(FocusArea)
class FocusAreaAdmin(AuditedAdmin):
    list_display = ("code", "name", "is_verified")
    list_filter = ("is_verified",)
    search_fields = ("code", "name")
    instead = _("Give those projects another focus area first.")


class ParticipationForm(forms.ModelForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk and "office" in self.fields:
            self.fields["office"].disabled = True  # another office is another row

    def _get_validation_exclusions(self) -> set[str]:
        """Leave "one convening agency" to the whole table, so that it can move from one row to another in one go."""
        return {*super()._get_validation_exclusions(), "is_convening"}  # type: ignore[misc]


class ParticipationFormSet(NumberedFormSet):
    def clean(self) -> None:
        super().clean()
        deleted = self.rows_to_delete()
        kept = [form for form in self.forms if hasattr(form, "cleaned_data") and form not in deleted]
        if sum(1 for form in kept if form.cleaned_data.get("is_convening")) > 1:
            raise ValidationError(gettext("A project has one convening agency: tick it in one row."))

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit=commit)
        # The row that gives up convening is written before the one that takes it.
        self.saved_forms.sort(key=lambda form: form.instance.is_convening)
        return saved

    def why_kept(self, row: models.Model) -> str:
        """Return the refusal to take an office out that has inputs or rows on the project."""
        if not isinstance(row, Participation):
            return ""
        office, project = row.office, row.project
        depending: list[QuerySet[Any]] = [
            office.inputs.filter(period__project=project),
            office.memberships.filter(project=project),
            project.activities.filter(responsibilities__office=office),
            project.indicators.filter(responsibilities__office=office),
        ]
        counts = why_counts(depending)
        if not counts:
            return why_kept(row, self.along, self.instead)
        return gettext(
            "%(office)s stays in the project, because this depends on it: %(what)s. %(instead)s"
        ) % {
            "office": office.short_name,
            "what": counts,
            "instead": self.instead,
        }


def why_counts(depending: list[QuerySet[Any]]) -> str:
    """Return in words how many records each of these querysets has; "" where none has any."""
    counts = Counter({queryset.model: queryset.count() for queryset in depending})
    return in_words(+counts) if +counts else ""


class ParticipationInline(GuardedTabular):
    model = Participation
    form = ParticipationForm
    formset = ParticipationFormSet
    fields = ("position", "office", "is_convening", "approved", "transferred", "starts_on", "ends_on")
    autocomplete_fields = ("office",)
    instead = UNTIL
    formfield_overrides = {models.PositiveSmallIntegerField: {"widget": ORDER}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        return super().get_queryset(request).select_related("office__organisation", "project")

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        if db_field.name == "office":
            return Office.objects.select_related("organisation")
        return super().get_field_queryset(db, db_field, request)

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 1 if obj else 4


class OutcomeInline(GuardedTabular):
    model = Outcome
    formset = NumberedFormSet
    fields = ("position", "code", "title", "ends_on")
    show_change_link = True
    instead = UNTIL
    along = frozenset({"projects.output"})
    formfield_overrides = {
        models.TextField: {"widget": SHORT_TEXT},
        models.CharField: {"widget": SMALL},
        models.PositiveSmallIntegerField: {"widget": ORDER},
    }

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0 if obj else 1


class PeriodForm(forms.ModelForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk and "edition" in self.fields:
            self.fields["edition"].disabled = True  # is changed on the period's own page


class PeriodInline(GuardedTabular):
    model = ReportingPeriod
    form = PeriodForm
    fields = ("code", "kind", "year", "starts_on", "ends_on", "edition", "inputs_due_on")
    show_change_link = True
    instead = _("A period that was opened is part of the record.")
    formfield_overrides = {models.SlugField: {"widget": forms.TextInput(attrs={"size": 10})}}

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0 if obj else 1


class ProjectForm(forms.ModelForm):
    NOT_ITS_OWN = _("Choose one of the portfolios in which this project lies, or leave this empty.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "cleared_in" not in self.fields:
            return
        offered = Q(projects=self.instance.pk) if self.instance.pk else Q()
        if self.is_bound:
            chosen = self.fields["portfolios"].widget
            posted = chosen.value_from_datadict(self.data, self.files, self.add_prefix("portfolios"))
            offered |= Q(pk__in=[pk for pk in posted or () if pk.isdecimal()])
        field = self.fields["cleared_in"]
        field.queryset = Portfolio.objects.filter(offered).distinct()  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = self.NOT_ITS_OWN

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        portfolios, cleared_in = cleaned.get("portfolios"), cleaned.get("cleared_in")
        if cleared_in is not None and portfolios is not None and cleared_in not in portfolios:
            self.add_error("cleared_in", self.NOT_ITS_OWN)
        return cleaned


@admin.register(Project)
class ProjectAdmin(AuditedAdmin):
    form = ProjectForm
    list_display = (
        "code",
        "title",
        "in_portfolios",
        "status",
        "starts_on",
        "ends_on",
        "offices",
        "latest_period",
    )
    list_filter = ("status", "portfolios", "modality", "ends_on")
    search_fields = ("code", "title", "gateway_number")
    search_help_text = _("Code, title or number in the MPTF Office Gateway")
    autocomplete_fields = ("portfolios", "focus_area")
    radio_fields = {"status": admin.HORIZONTAL}
    inlines = (ParticipationInline, OutcomeInline, PeriodInline)
    along = PARTS_OF_A_PROJECT
    instead = _("Set its status to “Closed” instead.")
    change_form_template = "admin/projects/project/change_form.html"
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 80})}}
    fieldsets = (
        (None, {"fields": ("code", "title", "summary", "portfolios", "cleared_in", "status")}),
        (_("Dates"), {"fields": (("starts_on", "original_ends_on", "ends_on"), "first_transfer_on")}),
        (
            _("Fund"),
            {"fields": ("modality", "gateway_number", ("fund_kind", "fund_name"), "funding_source")},
        ),
        (
            _("Budget"),
            {
                "fields": ("approved_budget", ("gender_budget", "monitoring_budget")),
                "description": _(
                    "What each organisation was approved stands in the table of organisations below."
                ),
            },
        ),
        (
            _("Markers and windows"),
            {
                "fields": (
                    ("gender_marker", "risk_marker"),
                    "focus_area",
                    ("window_gender", "window_youth", "window_transition", "window_cross_border"),
                ),
            },
        ),
        (_("Description"), {"fields": ("partners", "coverage", "subject_area", "notes")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        projects = super().get_queryset(request)
        return projects.prefetch_related("portfolios", "participations__office__organisation", "periods")

    @admin.display(description=_("portfolios"))
    def in_portfolios(self, project: Project) -> str:
        return ", ".join(portfolio.name for portfolio in project.portfolios.all())

    @admin.display(description=_("organisations"))
    def offices(self, project: Project) -> str:
        return ", ".join(part.office.short_name for part in project.participations.all())

    @admin.display(description=_("latest period"))
    def latest_period(self, project: Project) -> str:
        return next((period.code for period in project.periods.all()), "–")
