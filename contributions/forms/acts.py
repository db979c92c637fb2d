"""Forms of acts on an input."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.fields import LineField


class ReopenForm(forms.Form):
    """Why a submitted input is opened again."""

    use_required_attribute = False

    reason = LineField(
        label=_("What has to change?"),
        longest=300,
        help_text=_("One sentence; the organisation reads it on its input."),
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not reason:
            raise ValidationError(
                _("Write in one sentence what has to change, so that the organisation knows.")
            )
        return reason
