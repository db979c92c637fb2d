"""Form editions. Once an edition has answers, its keys, kinds and types stand, and no question goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.model_admin import AuditedAdmin, GuardedTabular
from core.admin import LinesField, OwnWords
from projects.admin.common import ORDER, NumberedFormSet
from projects.models import FormEdition, Question, Section

HAS_ANSWERS = _(
    "Reports were written with this edition: keys, kinds and types stay as they are. Start a new edition instead."
)


def has_answers(edition: FormEdition | None) -> bool:
    """Answer whether anyone has answered a question of this edition, in an input or in a report."""
    if edition is None or edition.pk is None:
        return False
    answers = [
        relation
        for relation in Question._meta.get_fields(include_hidden=True)
        if relation.one_to_many and not relation.related_model._meta.auto_created  # type: ignore[union-attr]
    ]
    return any(
        relation.related_model._base_manager.filter(  # type: ignore[union-attr]
            **{f"{relation.field.name}__section__edition": edition}  # type: ignore[union-attr]
        ).exists()
        for relation in answers
    )


class SectionForm(forms.ModelForm):
    locked = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.locked and self.instance.pk:
            for name in ("key", "kind"):
                if name in self.fields:
                    self.fields[name].disabled = True


class SectionPageForm(SectionForm):
    labels = LinesField(label=_("Labels as printed"), help_text=_("One per line: key = words."))
    columns = LinesField(
        label=_("Columns of its table"),
        help_text=_(
            "One per line, in order: key = head as printed. What a column shows is part of the edition."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["columns"] = {column["key"]: column["label"] for column in self.instance.columns}

    def clean_columns(self) -> list[dict[str, str]]:
        """Take over heads and order; every column stays, and shows what it showed."""
        heads, held = self.cleaned_data["columns"], {item["key"]: item for item in self.instance.columns}
        if set(heads) != set(held):
            raise ValidationError(
                gettext("Write one line for each of these columns and for no other: %(keys)s.")
                % {"keys": ", ".join(held)}
            )
        return [{**held[key], "label": head} for key, head in heads.items()]


class SectionInline(GuardedTabular):
    model = Section
    form = SectionForm
    formset = NumberedFormSet
    fields = ("position", "key", "kind", "heading")
    show_change_link = True
    along = frozenset({"projects.question"})
    instead = HAS_ANSWERS
    formfield_overrides = {
        models.PositiveSmallIntegerField: {"widget": ORDER},
        models.SlugField: {"widget": forms.TextInput(attrs={"size": 14})},
        models.CharField: {"widget": forms.TextInput(attrs={"size": 60})},
    }

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        formset.form.locked = has_answers(obj)
        return formset


class EditionForm(forms.ModelForm):
    words = LinesField(label=_("Fixed words"), help_text=_("One per line: not_provided = Not provided."))


@admin.register(FormEdition)
class FormEditionAdmin(AuditedAdmin):
    form = EditionForm
    list_display = ("name", "key", "language", "question_count", "period_count", "is_active")
    list_filter = ("is_active", "language")
    search_fields = ("name", "key")
    fields = (("name", "key"), ("language", "is_active"), "title", "margin", "words")
    inlines = (SectionInline,)
    along = frozenset({"projects.section", "projects.question"})
    instead = _("Untick “offered for new periods” instead.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[FormEdition]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                questions_in_it=Count("sections__questions", distinct=True),
                used_by=Count("periods", distinct=True),
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("key",) if has_answers(obj) else ()

    @admin.display(description=_("questions"), ordering="questions_in_it")
    def question_count(self, edition: Any) -> int:
        return int(edition.questions_in_it)

    @admin.display(description=_("periods"), ordering="used_by")
    def period_count(self, edition: Any) -> int:
        return int(edition.used_by)


class QuestionForm(forms.ModelForm):
    options = LinesField(
        label=_("Choices"),
        as_pairs=True,
        help_text=_("One per line, for questions with choices: on_track = on track."),
    )
    locked = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.locked and self.instance.pk:
            for name in ("key", "type"):
                self.fields[name].disabled = True

    def clean_options(self) -> Any:
        """Keep the keys of choices that answers may hold; new ones can be added and words corrected."""
        options = self.cleaned_data["options"]
        if self.locked and self.instance.pk:
            missing = [key for key, _text in self.instance.options if key not in dict(options)]
            if missing:
                raise ValidationError(
                    gettext(
                        "Answers may hold %(keys)s already: keep these lines and change their words only."
                    )
                    % {"keys": ", ".join(missing)}
                )
        return options


class QuestionFormSet(NumberedFormSet):
    def clean(self) -> None:
        super().clean()
        deleted = self.rows_to_delete()
        elsewhere = set(
            Question.objects.filter(section__edition=self.instance.edition_id)
            .exclude(section=self.instance.pk)
            .values_list("key", flat=True)
        )
        for form in self.forms:
            key = getattr(form, "cleaned_data", {}).get("key")
            if key in elsewhere and form not in deleted:
                form.add_error(
                    "key",
                    gettext("Another section of this edition has the key %(key)s: choose another one.")
                    % {"key": key},
                )


class QuestionInline(OwnWords, admin.StackedInline):
    model = Question
    form = QuestionForm
    formset = QuestionFormSet
    extra = 0
    autocomplete_fields = ("named",)
    fields = (
        ("position", "key", "short"),
        "label",
        ("type", "limit", "is_required"),
        "options",
        "condition",
        ("who_answers", "combine"),
        "named",
    )
    formfield_overrides = {
        models.PositiveSmallIntegerField: {"widget": ORDER},
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 80})},
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return super().get_queryset(request).prefetch_related("named")

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        formset.instead = HAS_ANSWERS  # type: ignore[attr-defined]
        formset.form.hand_clean_DELETE = lambda form: None  # type: ignore[attr-defined]
        formset.form.locked = has_answers(obj.edition if obj else None)  # type: ignore[attr-defined]
        return formset


@admin.register(Section)
class SectionAdmin(AuditedAdmin):
    """Reached from its edition."""

    form = SectionPageForm
    list_display = ("heading", "edition", "kind", "position")
    list_filter = ("edition", "kind")
    list_select_related = ("edition",)
    search_fields = ("heading", "key")
    fields = ("edition", ("position", "key", "kind"), "heading", "intro", "labels", "columns", "as_table")
    inlines = (QuestionInline,)
    along = frozenset({"projects.question"})
    instead = HAS_ANSWERS

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave the columns out where a section has none."""
        return [name for name in self.fields if name != "columns" or (obj and obj.columns)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("edition", "key", "kind") if obj and has_answers(obj.edition) else ("edition",) if obj else ()

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}
