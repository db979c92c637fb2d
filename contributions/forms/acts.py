"""Forms of acts on an input."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.fields import DayField, LineField


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


class DueDateForm(forms.Form):
    """Until when one organisation may write."""

    use_required_attribute = False

    due_on = DayField(
        label=_("Own date for this organisation"),
        help_text=_("For example 18.06.2021. Leave it empty to go back to the date of the period."),
    )
