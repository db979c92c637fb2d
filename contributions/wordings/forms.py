"""The form of a suggested wording."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.fields import LineField, LongTextField
from core.saving import digest
from discussion.forms import not_too_long

LONGEST = 20_000  # characters
LONGEST_NOTE = 500


class SuggestForm(forms.Form):
    """How the text should read, and why; carries the digest of the text that the person saw."""

    use_required_attribute = False

    wording = LongTextField(label=_("The text as it should read"), rows=8)
    note = LineField(
        label=_("Why"), longest=LONGEST_NOTE, help_text=_("Optional, one sentence for who wrote the text.")
    )
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, text: str, **options: Any) -> None:
        self.text = text
        super().__init__(*args, **options)
        self.initial = {"wording": text, "base": digest(text)}
        self.fields["note"].widget = forms.Textarea({"rows": 2})

    def clean_wording(self) -> str:
        wording: str = self.cleaned_data["wording"].strip()
        if not wording:
            raise ValidationError(_("Write how the text should read."))
        if wording == self.text.strip():
            raise ValidationError(_("This is the text as it reads now: change what should read differently."))
        return not_too_long(wording, LONGEST)

    def based_on_now(self) -> "SuggestForm":
        """Return the form with what was typed, based on the text as it reads now."""
        data = {name: self.data.get(self.add_prefix(name), "") for name in self.fields}
        data = {self.add_prefix(name): value for name, value in data.items()}
        data[self.add_prefix("base")] = digest(self.text)
        return SuggestForm(data, prefix=self.prefix, text=self.text)
