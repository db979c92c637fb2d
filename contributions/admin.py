"""Agency inputs to look at, and opening a round. Unfinished text stays with its office, here as everywhere."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.model_admin import AuditedAdmin, HistoryFromLog
from contributions.models import ActivityEntry, Answer, AnswerLine, Contribution, IndicatorEntry, WriterRow
from contributions.services import open_round
from contributions.states import DONE
from core.admin import ReadOnlyAdmin, ReadOnlyInline
from projects.admin import ReportingPeriodAdmin
from projects.admin.common import period_filter
from projects.models import ReportingPeriod

admin.site.unregister(ReportingPeriod)


@admin.register(ReportingPeriod)
class PeriodWithRoundAdmin(ReportingPeriodAdmin):
    """A reporting period whose round can be opened, and opened again when the framework has grown."""

    list_display = (*ReportingPeriodAdmin.list_display, "inputs_submitted")
    actions = ("open_rounds",)
    change_form_template = "admin/projects/reportingperiod/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportingPeriod]:
        submitted = Count("inputs", filter=Q(inputs__state__in=DONE))
        return super().get_queryset(request).annotate(input_count=Count("inputs"), submitted_count=submitted)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the edition of a period that has inputs: its answers belong to that edition's questions."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "edition") if obj and obj.inputs.exists() else fields

    @admin.display(description=_("inputs submitted"))
    def inputs_submitted(self, period: Any) -> str:
        if not period.input_count:
            return gettext("not opened")
        return gettext("%(done)s of %(all)s") % {"done": period.submitted_count, "all": period.input_count}

    @admin.action(description=_("Open the round, or add what is new in the framework"))
    def open_rounds(self, request: HttpRequest, queryset: QuerySet[ReportingPeriod]) -> None:
        for period in queryset.select_related("project"):
            self.open_one(request, period)

    def response_change(self, request: HttpRequest, obj: ReportingPeriod) -> HttpResponse:
        if "_open_round" in request.POST:
            self.open_one(request, obj)
            return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)

    def open_one(self, request: HttpRequest, period: ReportingPeriod) -> None:
        """Open one round and say for whom."""
        inputs = open_round(period, by=request.user if isinstance(request.user, User) else None)
        if not inputs:
            sentence = gettext(
                "%(period)s: no office takes part in these months. Add the organisations to the project first."
            )
            self.message_user(request, sentence % {"period": period}, messages.WARNING)
            return
        names = ", ".join(contribution.office.short_name for contribution in inputs)
        sentence = gettext("%(period)s: the round is open for %(offices)s.") % {
            "period": period,
            "offices": names,
        }
        self.message_user(request, sentence, messages.SUCCESS)


class ResultAdmin(HistoryFromLog, ReadOnlyAdmin):
    """What offices wrote: only inputs that were submitted or shared."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        readable = Contribution.objects.readable_in_report()
        return super().get_queryset(request).filter(contribution__in=readable)

    @admin.display(description=_("period"), ordering="contribution__period")
    def period(self, obj: Any) -> str:
        return str(obj.contribution.period)

    @admin.display(description=_("office"), ordering="contribution__office__organisation__short_name")
    def office(self, obj: Any) -> str:
        return str(obj.contribution.office.short_name)


INPUT_RELATED = ("contribution__period__project", "contribution__office__organisation")
PERIOD_FILTER = period_filter("contribution__period")
OFFICE_SEARCH = (
    "contribution__period__project__code",
    "contribution__period__code",
    "contribution__office__organisation__short_name",
)


@admin.register(Contribution)
class ContributionAdmin(HistoryFromLog, ReadOnlyAdmin):
    list_display = ("office", "period", "state", "is_shared", "due_on", "submitted_at", "submitted_by")
    list_filter = (
        "state",
        "is_shared",
        ("period__project", admin.RelatedOnlyFieldListFilter),
        "period__kind",
    )
    list_select_related = ("period__project", "office__organisation", "submitted_by")
    search_fields = ("period__project__code", "period__code", "office__organisation__short_name")
    search_help_text = _("Project, period or organisation")
    ordering = ("-period__ends_on", "period__project__code", "pk")

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Allow the filters that are shown and no other: figures of an open input cannot be guessed by asking."""
        return lookup.split("__")[0] in {"state", "is_shared", "period"}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        state = (
            "office",
            "period",
            "state",
            "is_shared",
            "due_on",
            "submitted_at",
            "submitted_by",
            "returned_note",
        )
        fieldsets: list[Any] = [(None, {"fields": state})]
        if obj is None or obj.is_readable_by_others:
            money = (
                "spent",
                "committed",
                "gender_spent",
                "money_as_of",
                "money_is_provisional",
                "money_source",
            )
            fieldsets.append((_("Expenditure"), {"fields": money}))
        return fieldsets


@admin.register(ActivityEntry)
class ActivityEntryAdmin(ResultAdmin):
    list_display = ("activity", "office", "period", "status", "updated_at")
    list_filter = ("status", PERIOD_FILTER)
    list_select_related = (*INPUT_RELATED, "activity")
    search_fields = ("activity__title", "progress", *OFFICE_SEARCH)
    ordering = ("-contribution__period__ends_on", "contribution", "pk")


@admin.register(IndicatorEntry)
class IndicatorEntryAdmin(ResultAdmin):
    list_display = (
        "indicator",
        "office",
        "period",
        "value",
        "numerator",
        "denominator",
        "measured_on",
        "updated_at",
    )
    list_filter = (PERIOD_FILTER,)
    list_select_related = (*INPUT_RELATED, "indicator")
    search_fields = ("indicator__code", "indicator__title", "progress", *OFFICE_SEARCH)
    ordering = ("-contribution__period__ends_on", "contribution", "pk")


class AnswerLineInline(ReadOnlyInline):
    model = AnswerLine


@admin.register(Answer)
class AnswerAdmin(ResultAdmin):
    list_display = ("question", "office", "period", "outcome_number", "updated_at")
    list_filter = (PERIOD_FILTER, "question__section")
    list_select_related = (*INPUT_RELATED, "question", "outcome")
    search_fields = ("question__short", "question__key", "text", *OFFICE_SEARCH)
    ordering = (
        "-contribution__period__ends_on",
        "contribution",
        "question__section__position",
        "question__position",
    )
    inlines = (AnswerLineInline,)

    @admin.display(description=_("outcome"))
    def outcome_number(self, answer: Answer) -> str:
        return answer.outcome.code if answer.outcome else "–"


@admin.register(WriterRow)
class WriterRowAdmin(AuditedAdmin):
    """Which rows a writer was given; taking one away takes no text away."""

    list_display = ("writer", "project", "activity", "indicator")
    list_display_links = ("writer",)
    list_filter = (("membership__project", admin.RelatedOnlyFieldListFilter),)
    list_select_related = (
        "membership__user",
        "membership__project",
        "membership__office__organisation",
        "membership__portfolio",
        "activity",
        "indicator",
    )
    search_fields = (
        "membership__user__name",
        "membership__user__email",
        "activity__title",
        "indicator__title",
    )
    autocomplete_fields = ("membership", "activity", "indicator")

    @admin.display(description=_("writer"), ordering="membership__user__name")
    def writer(self, row: WriterRow) -> str:
        return str(row.membership.user)

    @admin.display(description=_("project"), ordering="membership__project__code")
    def project(self, row: WriterRow) -> str:
        return row.membership.project.code if row.membership.project else "–"
