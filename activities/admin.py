"""Activities with their work rows and, in order, the offices that are responsible for each row."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, ActivityResponsibility
from audit.model_admin import AuditedAdmin, GuardedTabular
from projects.admin.common import ORDER, SHORT_TEXT, SMALL, UNTIL, NumberedFormSet, next_position
from projects.admin.framework import as_output_field
from projects.admin.offices import OfficesForm, offices_of
from projects.models import Output

RESPONSIBLE = Prefetch(
    "responsibilities",
    ActivityResponsibility.objects.select_related("office__organisation").order_by("position", "pk"),
)


# Each activity, then its rows, in the order of Annex 1.
FORM_ORDER = (
    "project__code",
    Coalesce("output__outcome__position", "parent__output__outcome__position"),
    Coalesce("output__position", "parent__output__position"),
    Coalesce("parent__position", "position"),
    Coalesce("parent_id", "pk"),
    models.F("parent").asc(nulls_first=True),
    "position",
    "pk",
)


class LevelFilter(admin.SimpleListFilter):
    title = _("level")
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [("activity", _("Activities")), ("row", _("Work rows"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Activity]) -> QuerySet[Activity]:
        if self.value() is None:
            return queryset
        return queryset.filter(parent__isnull=self.value() == "activity")


class GroupForm(forms.ModelForm):
    """An activity of the project document. Its project follows from its output."""

    def clean_output(self) -> Output:
        output: Output | None = self.cleaned_data["output"]
        if output is None:
            raise ValidationError(gettext("Choose the output that this activity belongs to."))
        project = output.outcome.project
        if self.instance.pk and self.instance.project_id != project.pk:
            raise ValidationError(
                gettext("This activity belongs to %(project)s: choose an output of that project.")
                % {"project": self.instance.project.code}
            )
        self.instance.project = project
        return output


class RowForm(OfficesForm):
    """A work row in the table of its activity."""

    owner = "activity"

    class Meta:
        model = Activity
        fields = ("position", "code", "title", "starts_on", "ends_on")


class RowPageForm(RowForm):
    """A work row on its own page."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        parent: Activity | None = values.get("parent")
        if parent is None:
            self.add_error("parent", gettext("Choose the activity that this work row belongs to."))
        elif parent.parent_id is not None or parent.project_id != self.instance.project_id:
            self.add_error(
                "parent",
                gettext("Choose an activity of %(project)s, not a work row.")
                % {"project": self.instance.project.code},
            )
        self.check_offices()
        return values


class RowFormSet(NumberedFormSet):
    """The work rows of one activity; offices are looked up once for all of them."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "lookup": self.known_offices}

    def known_offices(self) -> dict[str, Any]:
        if not hasattr(self, "_offices") and self.instance.project_id:
            self._offices = offices_of(self.instance.project)
        return getattr(self, "_offices", {})

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            if hasattr(form, "cleaned_data") and form.has_changed():
                if self.instance.project_id:
                    form.instance.project = self.instance.project
                form.check_offices()


class RowInline(GuardedTabular):
    model = Activity
    fk_name = "parent"
    form = RowForm
    formset = RowFormSet
    fields = ("position", "code", "title", "offices", "ends_on")
    verbose_name = _("work row")
    verbose_name_plural = _("work rows")
    show_change_link = True
    along = frozenset({"activities.activityresponsibility"})
    instead = UNTIL
    formfield_overrides = {
        models.TextField: {"widget": SHORT_TEXT},
        models.CharField: {"widget": SMALL},
        models.PositiveSmallIntegerField: {"widget": ORDER},
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activity]:
        return super().get_queryset(request).prefetch_related(RESPONSIBLE)

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 1 if obj else 3


@admin.register(Activity)
class ActivityAdmin(AuditedAdmin):
    list_display = ("numbered_title", "project_code", "responsible", "ends_on")
    list_filter = (LevelFilter, ("project", admin.RelatedOnlyFieldListFilter))
    search_fields = ("code", "title", "project__code")
    search_help_text = _("Number, title or code of the project")
    autocomplete_fields = ("output", "parent")
    along = frozenset({"activities.activity", "activities.activityresponsibility"})
    instead = UNTIL
    list_per_page = 100
    formfield_overrides = {models.TextField: {"widget": SHORT_TEXT}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activity]:
        activities = (
            super().get_queryset(request).select_related("project", "output__outcome__project", "parent")
        )
        return activities.prefetch_related(RESPONSIBLE)

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        return FORM_ORDER

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        queryset, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.GET.get("field_name") == "parent":
            queryset = queryset.filter(parent__isnull=True)
        return queryset, may_repeat

    def get_fields(self, request: HttpRequest, obj: Activity | None = None) -> Any:
        if obj and obj.parent_id:
            return ("project", "parent", ("position", "code"), "title", "offices", ("starts_on", "ends_on"))
        return ("output", ("position", "code"), "title", ("starts_on", "ends_on"))

    def get_readonly_fields(self, request: HttpRequest, obj: Activity | None = None) -> tuple[str, ...]:
        return ("project",) if obj and obj.parent_id else ()

    def get_form(
        self, request: HttpRequest, obj: Activity | None = None, change: bool = False, **options: Any
    ) -> Any:
        options["form"] = RowPageForm if obj and obj.parent_id else GroupForm
        return super().get_form(request, obj, change=change, **options)

    def get_inlines(self, request: HttpRequest, obj: Activity | None) -> Any:
        return () if obj and obj.parent_id else (RowInline,)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if db_field.name == "output" and field is not None:
            return as_output_field(field)
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        output = (
            Output.objects.filter(pk=initial["output"]).first()
            if str(initial.get("output", "")).isdigit()
            else None
        )
        if output is not None:
            initial["position"] = next_position(
                Activity.objects.groups().of_project(output.outcome.project_id)
            )
        return initial

    def response_add(
        self, request: HttpRequest, obj: Activity, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Go on with the same output where another activity is added."""
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST and isinstance(response, HttpResponseRedirect):
            again = urlencode({"output": obj.output_id})
            return HttpResponseRedirect(f"{reverse('admin:activities_activity_add')}?{again}")
        return response

    @admin.display(description=_("activity or work row"))
    def numbered_title(self, activity: Activity) -> SafeString:
        kind = "work-row" if activity.parent_id else "work-group"
        return format_html(
            '<span class="{}">{}</span>', kind, f"{activity.code} {activity.title[:120]}".strip()
        )

    @admin.display(description=_("project"), ordering="project__code")
    def project_code(self, activity: Activity) -> str:
        return activity.project.code

    @admin.display(description=_("offices, in order"))
    def responsible(self, activity: Activity) -> str:
        return ", ".join(item.office.short_name for item in activity.responsibilities.all())

    @staticmethod
    def label_in_choices(activity: Activity) -> str:
        return f"{activity.project.code} · {activity}"
