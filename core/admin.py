"""What every app's administration shares: pages to look at, what depends on a record, fields of lines. No domain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import ValidationError
from django.db import models, router
from django.http import HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

SEPARATOR = "="


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records that are looked at here and written elsewhere."""

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(admin.TabularInline):
    """Parts of a record that are looked at here and written elsewhere."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def collected(records: Iterable[models.Model]) -> NestedObjects:
    """Return what deleting these records would take along, and what would forbid it."""
    records = list(records)
    collector = NestedObjects(using=router.db_for_write(type(records[0])))
    collector.collect(records)
    return collector


def dependents(record: models.Model, along: frozenset[str]) -> Counter[type[models.Model]]:
    """Count, per model, what depends on a record, apart from the parts (labels in `along`) that go with it."""
    collector = collected([record])
    found: Counter[type[models.Model]] = Counter()
    for model, instances in collector.data.items():
        if not model._meta.auto_created and model._meta.label_lower not in along:
            found[model] += sum(1 for instance in instances if instance != record)
    for instance in collector.protected:
        if instance not in collector.data.get(type(instance), ()):
            found[type(instance)] += 1
    return +found


def in_words(counts: Counter[type[models.Model]]) -> str:
    """Return counts of records as words, the largest first: "34 activity entries and 2 memberships"."""
    parts = [
        f"{count} {model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural}"
        for model, count in counts.most_common()
    ]
    return str(get_text_list(parts, _("and")))


def why_kept(record: models.Model, along: frozenset[str], instead: Any) -> str:
    """Return the sentence that refuses to delete a record, or "" where nothing depends on it."""
    counts = dependents(record, along)
    if not counts:
        return ""
    sentence = _("“%(name)s” is kept, because this depends on it: %(what)s.") % {
        "name": record,
        "what": in_words(counts),
    }
    return f"{sentence} {instead}".strip()


class OwnWords(admin.options.BaseModelAdmin):
    """Fields that say what to do where they were left empty."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None:
            field.error_messages["required"] = _("“%(label)s” is empty: fill it in.") % {"label": field.label}
        return field


class LinesField(forms.CharField):
    """A list of keys with texts, one `key = text` per line; as a dictionary or as a list of pairs."""

    def __init__(self, *, as_pairs: bool = False, **options: Any) -> None:
        self.as_pairs = as_pairs
        options.setdefault("widget", forms.Textarea(attrs={"rows": 5, "cols": 80}))
        options.setdefault("required", False)
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            value = list(value.items())
        if isinstance(value, list):
            return "\n".join(f"{key} {SEPARATOR} {text}" for key, text in value)
        return value

    def to_python(self, value: Any) -> Any:
        pairs = []
        for number, line in enumerate(str(value or "").splitlines(), start=1):
            if not line.strip():
                continue
            key, separator, text = (part.strip() for part in line.partition(SEPARATOR))
            if not (key and separator) or (self.as_pairs and not text):
                raise ValidationError(
                    _("Line %(number)s: write a key, “=” and a text, for example “on_track = on track”."),
                    params={"number": number},
                )
            pairs.append([key, text])
        keys = [key for key, _text in pairs]
        for key in keys:
            if keys.count(key) > 1:
                raise ValidationError(
                    _("“%(key)s” stands there twice: keep one of the two lines."), params={"key": key}
                )
        return pairs if self.as_pairs else dict(pairs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != (initial or self.to_python("")))
        except ValidationError:
            return True

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(_("Write at least one line such as “on_track = on track”."))

    def run_validators(self, value: Any) -> None:
        """Do nothing: the validators of a text do not fit a list."""
