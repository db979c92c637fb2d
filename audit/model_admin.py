"""Base of every administration page that writes: each saved or deleted record leaves its line in the change log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from audit.models import LogEntry
from audit.services import UNLOGGED, record
from audit.words import in_words
from core.admin import OwnWords, collected, why_kept
from core.saving import plain_value

EMPTY: tuple[Any, ...] = (None, "", [], {})


def values_of(stored: models.Model) -> dict[str, Any]:
    """Return the logged values of a record: its columns, and what it is linked to."""
    values = {
        field.name: plain_value(getattr(stored, field.attname))
        for field in stored._meta.concrete_fields
        if not field.primary_key and field.name not in UNLOGGED
    }
    for link in stored._meta.many_to_many:
        values[link.name] = sorted(getattr(stored, link.name).values_list("pk", flat=True))
    return values


def stored_values(obj: models.Model) -> dict[str, Any]:
    """Return the logged values of a record as they stand in the database; nothing for a new record."""
    stored = type(obj)._base_manager.filter(pk=obj.pk).first() if obj.pk else None
    return values_of(stored) if stored else {}


class HistoryFromLog(admin.ModelAdmin):
    """The history of a record is its lines in the change log; Django keeps no second log."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        lines: list[Any] = []
        if obj is not None:
            log = LogEntry.objects.filter(
                object_type=obj._meta.label_lower, object_uid=str(getattr(obj, "uid", None) or obj.pk)
            )
            lines = in_words(list(log[:100]))
        return super().history_view(request, object_id, {**(extra_context or {}), "lines": lines})


class GuardedFormSet(BaseInlineFormSet):
    """Rows of an inline; a row on which something depends is not deleted, and the page says why."""

    along: ClassVar[frozenset[str]] = frozenset()
    instead: ClassVar[Any] = ""

    def rows_to_delete(self) -> list[forms.ModelForm]:
        """Return the forms that were ticked for deletion."""
        if not self.can_delete:
            return []
        return [form for form in self.initial_forms if self._should_delete_form(form)]  # type: ignore[attr-defined]

    def why_kept(self, row: models.Model) -> str:
        """Return the sentence that refuses to delete this row, or ""."""
        return why_kept(row, self.along, self.instead)

    def clean(self) -> None:
        super().clean()
        reasons = [reason for form in self.rows_to_delete() if (reason := self.why_kept(form.instance))]
        if reasons:
            raise ValidationError(reasons)


class GuardedTabular(OwnWords, admin.TabularInline):
    """A table of parts; `along` and `instead` as on AuditedAdmin."""

    formset = GuardedFormSet
    extra = 0
    along: frozenset[str] = frozenset()
    instead: Any = ""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Leave the four small buttons off a choice in a table; they would fill the page."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            for may in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
                setattr(field.widget, may, False)
        return field

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        formset.along, formset.instead = self.along, self.instead  # type: ignore[attr-defined]
        # The formset's own sentence replaces Django's list of protected records.
        formset.form.hand_clean_DELETE = lambda form: None  # type: ignore[attr-defined]
        return formset


class AuditedAdmin(OwnWords, HistoryFromLog):
    """A page that writes: one line per changed record in the same transaction; deleting is refused with the reason.

    `along` names (as app.model) the parts that may be deleted together with a record; everything else that
    depends on it refuses the deletion, with `instead` as advice.
    """

    list_per_page = 50
    show_full_result_count = False
    along: frozenset[str] = frozenset()
    instead: Any = gettext_lazy("Leave it in place.")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.values_before = stored_values(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        form.save_m2m()
        self.write_line(request, form)
        for formset in formsets:
            self.save_formset(request, form, formset, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        for obj in formset.deleted_objects:
            self.delete_with_lines(request, [obj])
        for row in formset.saved_forms:
            row.instance.values_before = stored_values(row.instance)
            row.instance.save()
        formset.save_m2m()
        for row in formset.saved_forms:
            self.write_line(request, row)

    def write_line(self, request: HttpRequest, form: Any) -> None:
        """Write the line of a saved form; a form that changed nothing leaves none.

        A form says in `more_changes` what it wrote outside its record, as [before, after] per name.
        """
        before: dict[str, Any] = form.instance.values_before
        after = stored_values(form.instance)
        changes = {
            name: [before.get(name), value]
            for name, value in after.items()
            if before.get(name) != value and not (name not in before and value in EMPTY)
        }
        changes.update(getattr(form, "more_changes", {}))
        if changes or not before:
            action = "change" if before else "create"
            record(by=request.user, action=action, on=form.instance, changes=changes)

    def why_kept(self, obj: models.Model) -> str:
        """Return the sentence that refuses to delete this record, or ""."""
        return why_kept(obj, self.along, self.instead)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        records = list(objs)
        if not records:
            return [], {}, set(), []
        to_delete, counts, _lacking, _protected = super().get_deleted_objects(records, request)
        return to_delete, counts, set(), [reason for obj in records if (reason := self.why_kept(obj))]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.delete_with_lines(request, [obj])

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        self.delete_with_lines(request, list(queryset))

    def delete_with_lines(self, request: HttpRequest, records: Iterable[models.Model]) -> None:
        """Delete records and their parts, each with its line; raise PermissionDenied where one is depended on."""
        with transaction.atomic():
            for obj in records:
                reason = self.why_kept(obj) if isinstance(obj, self.model) else ""
                if reason:
                    raise PermissionDenied(reason)
                for model, instances in collected([obj]).data.items():
                    if model._meta.auto_created:
                        continue
                    for instance in instances:
                        gone = {
                            name: [value, None]
                            for name, value in values_of(instance).items()
                            if value not in EMPTY
                        }
                        record(by=request.user, action="delete", on=instance, changes=gone)
                obj.delete()


class EndedNotDeleted(AuditedAdmin):
    """Records that end by date and are never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
