"""The form on one question, for an office and for the coordinator alike; its fields follow from the question's type."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contributions.forms.base import RecordForm
from contributions.models.answers import AnswerContent, FundLineContent
from contributions.services.saving import FundLineValues
from core.fields import LineField, LongTextField, MoneyField, read_number
from projects.models import Question

Type = Question.Type
TEXT_TYPES = (Type.TEXT, Type.YES_NO_TEXT, Type.MULTI_CHOICE, Type.FUNDERS)
SPARE_LINES = 2


class AnswerForm(RecordForm):
    """One answer. `share` is the suggested part of the limit, `words` are Yes and No as the form prints them."""

    def __init__(
        self,
        *args: Any,
        record: AnswerContent,
        question: Question,
        share: int | None = None,
        lines: list[FundLineContent] | None = None,
        with_lines: bool = True,
        **options: Any,
    ) -> None:
        self.question = question
        self.stored_lines = lines or []
        self.has_lines = with_lines and question.type == Type.FUNDERS
        self.names = self._names(question)
        super().__init__(*args, record=record, **options)
        self._add_fields(record, question, share)
        if self.has_lines:
            self._add_lines()

    @staticmethod
    def _names(question: Question) -> tuple[str, ...]:
        return {
            Type.TEXT: ("text",),
            Type.CHOICE: ("choice",),
            Type.YES_NO: ("choice",),
            Type.YES_NO_TEXT: ("choice", "text"),
            Type.MONEY: ("amount",),
            Type.MONEY_TEXT: ("amount", "text"),
            Type.FUNDERS: ("text",),
            Type.MULTI_CHOICE: ("choices", "text"),
        }[Type(question.type)]

    def base_names(self) -> tuple[str, ...]:
        return (*self.names, "lines_key") if self.has_lines else self.names

    def _add_fields(self, record: AnswerContent, question: Question, share: int | None) -> None:
        rows = 6 if (question.limit or 0) >= 1500 else 4
        if question.type in (Type.YES_NO, Type.YES_NO_TEXT):
            choices = [("yes", _("Yes")), ("no", _("No"))]
            self.fields["choice"] = forms.ChoiceField(
                label=_("Answer"), choices=choices, required=False, widget=forms.RadioSelect
            )
        if question.type == Type.CHOICE:
            self.fields["choice"] = forms.ChoiceField(
                label=_("Choose one"), choices=question.options, required=False, widget=forms.RadioSelect
            )
        if question.type == Type.MULTI_CHOICE:
            self.fields["choices"] = forms.MultipleChoiceField(
                label=_("Tick all that apply"),
                choices=question.options,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if question.type in TEXT_TYPES:
            self.fields["text"] = LongTextField(
                label=self._text_label(question), rows=rows, limit=question.limit, share=share
            )
        if question.type == Type.MONEY:
            self.fields["amount"] = MoneyField(label=_("Amount"))
        if question.type == Type.MONEY_TEXT:
            self.fields["text"] = LineField(
                label=_("Amount in US dollars"), longest=300, help_text=_("A number, or words such as n/a.")
            )
            amount = record.amount
            if amount is not None and not self.initial.get("text"):
                self.initial["text"] = f"{amount:,.2f}"

    def _text_label(self, question: Question) -> Any:
        if question.type == Type.TEXT:
            return _("Your text")
        if question.type == Type.FUNDERS:
            return _("Note")
        return _("Explanation") if question.type == Type.YES_NO_TEXT else _("If other, describe it")

    def _add_lines(self) -> None:
        sent = 0
        while self.is_bound and self.add_prefix(f"funder_{sent}") in self.data:
            sent += 1
        self.line_count = max(len(self.stored_lines) + SPARE_LINES, sent)
        for index in range(self.line_count):
            line = self.stored_lines[index] if index < len(self.stored_lines) else None
            self.fields[f"funder_{index}"] = LineField(label=_("Name of funder"), longest=300)
            self.fields[f"amount_{index}"] = MoneyField(label=_("Amount"))
            self.fields[f"note_{index}"] = LineField(label=_("Note"), longest=2000)
            if line is not None:
                self.initial[f"funder_{index}"] = line.funder
                self.initial[f"amount_{index}"] = line.amount
                self.initial[f"note_{index}"] = line.note

    @property
    def line_fields(self) -> list[tuple[Any, Any, Any]]:
        """Return the bound fields of each line of a list of funders."""
        if not self.has_lines:
            return []
        return [(self[f"funder_{n}"], self[f"amount_{n}"], self[f"note_{n}"]) for n in range(self.line_count)]

    @property
    def own_fields(self) -> list[Any]:
        """Return the bound fields of the answer itself, in the order in which they are asked."""
        return [self[name] for name in ("choice", "choices", "amount", "text") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.question.type == Type.MONEY_TEXT:
            amount = read_number(cleaned.get("text", ""))
            cleaned["amount"] = None
            if amount is not None and amount >= 0:
                try:
                    cleaned["amount"], cleaned["text"] = MoneyField().clean(cleaned["text"]), ""
                except ValidationError as error:
                    self.add_error("text", error)
        for index in range(self.line_count if self.has_lines else 0):
            rest = cleaned.get(f"amount_{index}") is not None or cleaned.get(f"note_{index}")
            if rest and not cleaned.get(f"funder_{index}"):
                self.add_error(f"funder_{index}", _("Name the funder of this line, or empty the line."))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        if "choices" in values:
            order = [key for key, _label in self.question.options]
            values["choices"] = [key for key in order if key in values["choices"]]
        return values

    def lines(self) -> list[FundLineValues] | None:
        """Return the list of funders without its empty lines; None where the question has no list."""
        if not self.has_lines:
            return None
        return [
            {
                "funder": self.cleaned_data[f"funder_{index}"],
                "amount": self.cleaned_data[f"amount_{index}"],
                "note": self.cleaned_data[f"note_{index}"],
            }
            for index in range(self.line_count)
            if self.cleaned_data.get(f"funder_{index}")
        ]
