"""The change log, to search and to read. Nobody writes it by hand."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from audit.models import LogEntry
from audit.words import act_in_words, in_words, kind_in_words
from core.admin import ReadOnlyAdmin


class KindFilter(admin.SimpleListFilter):
    title = _("kind of record")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        kinds = LogEntry.objects.order_by("object_type").values_list("object_type", flat=True).distinct()
        return sorted(((kind, kind_in_words(kind)) for kind in kinds), key=lambda item: item[1].casefold())

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        return queryset.filter(object_type=self.value()) if self.value() else queryset


class ActFilter(admin.SimpleListFilter):
    title = _("act")
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        acts = LogEntry.objects.order_by("action").values_list("action", flat=True).distinct()
        return [(act, act_in_words(act)) for act in acts]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        return queryset.filter(action=self.value()) if self.value() else queryset


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor", "act", "kind", "object_label", "fields_changed", "reason")
    list_filter = (ActFilter, KindFilter, "at")
    search_fields = ("actor", "object_label", "object_uid", "reason")
    search_help_text = _("Person, name or uid of the record, reason")
    date_hierarchy = "at"
    fields = ("at", "actor", "act", "kind", "object_label", "object_uid", "reason", "values")
    readonly_fields = ("act", "kind", "values")

    @admin.display(description=_("act"), ordering="action")
    def act(self, entry: LogEntry) -> str:
        return act_in_words(entry.action)

    @admin.display(description=_("kind of record"), ordering="object_type")
    def kind(self, entry: LogEntry) -> str:
        return kind_in_words(entry.object_type)

    @admin.display(description=_("fields"))
    def fields_changed(self, entry: LogEntry) -> str:
        names = list(entry.changes)
        return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")

    @admin.display(description=_("changes"))
    def values(self, entry: LogEntry) -> SafeString | str:
        changes = in_words([entry])[0].changes
        rows = format_html_join(
            "",
            "<li><strong>{}</strong>{}</li>",
            (
                (change.label, f": {change.before} → {change.after}" if change.has_values else "")
                for change in changes
            ),
        )
        return format_html("<ul class='change-list'>{}</ul>", rows) if rows else "–"
