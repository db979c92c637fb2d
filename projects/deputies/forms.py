"""The form in which a deputy is named."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from core.fields import DayField, LineField
from core.zones import today
from projects.deputies.services import why_not_deputy
from projects.models import Membership


class DeputyForm(forms.Form):
    """Who stands in, from which day until which."""

    use_required_attribute = False

    email = LineField(label=_("E-mail address"), longest=254)
    name = LineField(
        label=_("Name"), longest=200, help_text=_("Needed only for somebody who is new to the portal.")
    )
    starts_on = DayField(label=_("From"), initial=today)
    ends_on = DayField(
        label=_("Until"),
        help_text=_("The last day, at most 180 days in all. Days begin and end by universal time (UTC)."),
    )

    def __init__(self, *args: Any, membership: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.membership = membership

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError(_("Write an e-mail address, for example name@example.org.")) from None
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wrong = why_not_deputy(
            self.membership,
            email=cleaned.get("email", ""),
            starts_on=cleaned.get("starts_on"),
            ends_on=cleaned.get("ends_on"),
        )
        for name, sentence in wrong.items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return cleaned
