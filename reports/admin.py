"""The Word file of a form edition, tried out at upload; joint reports and their texts to look at."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.model_admin import AuditedAdmin, HistoryFromLog
from core.admin import ReadOnlyAdmin
from core.files.stored_files import NotStored
from projects.admin.common import period_filter
from projects.models import FormEdition
from reports.models import DocumentTemplate, JointAnswer, JointIndicatorText, Report

LARGEST = 10 * 1024 * 1024  # bytes


def as_file(edition: FormEdition) -> dict[str, Any]:
    """Return an edition as the file of an edition holds it, as far as printing asks for it."""
    sections = edition.sections.prefetch_related("questions")
    return {
        "title": edition.title,
        "language": edition.language,
        "sections": [
            {
                **model_to_dict(
                    section, ("key", "kind", "heading", "intro", "labels", "columns", "as_table")
                ),
                "questions": [
                    model_to_dict(question, ("key", "label", "type", "limit", "options"))
                    for question in section.questions.all()
                ],
            }
            for section in sections
        ],
    }


class WordFileForm(forms.ModelForm):
    class Meta:
        model = DocumentTemplate
        fields = ("edition", "file", "note")
        widgets = {"file": forms.FileInput(attrs={"accept": ".docx"})}

    def clean(self) -> dict[str, Any]:
        """Print a trial report with the file; each thing that does not work becomes a sentence at the field."""
        values = super().clean() or self.cleaned_data
        if values.get("file") and values.get("edition"):
            sentences = self.problems_of(values["file"], values["edition"])
            if sentences:
                self.add_error("file", ValidationError(sentences))
        return values

    def problems_of(self, file: Any, edition: FormEdition) -> list[str]:
        """Return what has to be put right before the file can print reports of the edition."""
        if file.size > LARGEST:
            return [gettext("The file has more than 10 MB: make its pictures smaller.")]
        from documents.trial import trial_report
        from documents.word.render import check_form

        try:
            content = file.read()
        except NotStored as refusal:
            return [str(refusal)]
        sentences = check_form(content, trial_report(as_file(edition)))
        file.seek(0)
        return list(sentences)


@admin.register(DocumentTemplate)
class DocumentTemplateAdmin(AuditedAdmin):
    """A new file is a new record; the latest one of an edition prints its reports."""

    form = WordFileForm
    list_display = ("edition", "note", "uploaded_at", "uploaded_by", "download")
    list_filter = ("edition",)
    list_select_related = ("edition", "uploaded_by")
    search_fields = ("edition__name", "note")
    autocomplete_fields = ("edition",)
    instead = ""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ("edition", "file", "note")
        return ("edition", "download", "note", "uploaded_at", "uploaded_by")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("edition", "download", "uploaded_at", "uploaded_by") if obj else ()

    def save_model(self, request: HttpRequest, obj: DocumentTemplate, form: Any, change: bool) -> None:
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    @admin.display(description=_("Word file (.docx)"))
    def download(self, document: DocumentTemplate) -> SafeString:
        web_address = reverse("admin:reports_documenttemplate_download", args=[document.pk])
        return format_html('<a href="{}">{}</a>', web_address, _("Download"))

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:pk>/download/",
            self.admin_site.admin_view(self.download_view),
            name="reports_documenttemplate_download",
        )
        return [own, *super().get_urls()]

    def download_view(self, request: HttpRequest, pk: int) -> FileResponse:
        document = self.get_object(request, str(pk))
        if document is None:
            raise Http404
        if not self.has_view_permission(request, document):
            raise PermissionDenied
        name = f"{document.edition.key}-{document.uploaded_at:%Y-%m-%d}.docx"
        return FileResponse(document.file.open("rb"), as_attachment=True, filename=name)


class JointTextAdmin(HistoryFromLog, ReadOnlyAdmin):
    list_filter: ClassVar[tuple[Any, ...]] = (period_filter("report__period"),)

    @admin.display(description=_("period"), ordering="report__period")
    def period(self, obj: Any) -> str:
        return str(obj.report.period)


@admin.register(Report)
class ReportAdmin(HistoryFromLog, ReadOnlyAdmin):
    list_display = (
        "period",
        "state",
        "state_since",
        "prepared_by",
        "approved_by",
        "updated_at",
        "updated_by",
    )
    list_filter = ("state", ("period__project", admin.RelatedOnlyFieldListFilter), "period__kind")
    list_select_related = ("period__project", "updated_by")
    search_fields = ("period__project__code", "period__code")
    ordering = ("-period__ends_on", "period__project__code")


@admin.register(JointAnswer)
class SectionTextAdmin(JointTextAdmin):
    list_display = ("question", "period", "outcome_number", "updated_at", "updated_by")
    list_select_related = ("report__period__project", "question", "outcome", "updated_by")
    search_fields = ("question__short", "question__key", "text", "report__period__project__code")
    ordering = ("-report__period__ends_on", "report", "question__section__position", "question__position")

    @admin.display(description=_("outcome"))
    def outcome_number(self, text: JointAnswer) -> str:
        return text.outcome.code if text.outcome else "–"


@admin.register(JointIndicatorText)
class IndicatorTextAdmin(JointTextAdmin):
    list_display = ("indicator", "period", "is_included", "updated_at", "updated_by")
    list_filter: ClassVar[tuple[Any, ...]] = ("is_included", *JointTextAdmin.list_filter)
    list_select_related = ("report__period__project", "indicator", "updated_by")
    search_fields = ("indicator__code", "indicator__title", "report__period__project__code")
    ordering = ("-report__period__ends_on", "report", "indicator__position")
