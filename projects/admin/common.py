"""Small parts that several pages of the administration of projects share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from audit.model_admin import GuardedFormSet
from projects.models import ReportingPeriod

UNTIL = _("Write the day it ended under “until” instead.")
SHORT_TEXT = forms.Textarea(attrs={"rows": 2, "cols": 60})
SMALL = forms.TextInput(attrs={"size": 6})
ORDER = forms.NumberInput(attrs={"class": "order-field"})


def next_position(records: QuerySet[Any]) -> int:
    """Return the place after the last of these records."""
    return int(records.aggregate(last=Max("position"))["last"] or 0) + 1


class NumberedFormSet(GuardedFormSet):
    """New rows of an inline that were given no place of their own come after the last one."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "position" in form.fields and not form.instance.pk:
            form.fields["position"].required = False
            form.fields["position"].initial = None
            form.initial.pop("position", None)

    def clean(self) -> None:
        super().clean()
        last = max(
            (form.cleaned_data.get("position") or 0 for form in self.initial_forms if form.is_bound),
            default=0,
        )
        for form in self.extra_forms:
            if form.has_changed() and hasattr(form, "cleaned_data"):
                last = form.cleaned_data.get("position") or last + 1
                form.instance.position = last


def period_filter(path: str) -> type[admin.SimpleListFilter]:
    """Return a filter by the reporting period at this path, whose names take one query."""

    class PeriodFilter(admin.SimpleListFilter):
        title = _("period")
        parameter_name = "period"

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            used = model_admin.model._default_manager.values(path)
            periods = ReportingPeriod.objects.filter(pk__in=used).select_related("project")
            return [(str(period.pk), str(period)) for period in periods.order_by("project__code", "-ends_on")]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            value = self.value() or ""
            return queryset.filter(**{path: value}) if value.isdigit() else queryset

    return PeriodFilter
