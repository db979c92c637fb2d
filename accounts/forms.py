"""What a person who was invited fills in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class AcceptInvitationForm(forms.Form):
    """A name and a password, typed once."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Your name"), max_length=200, required=False, help_text=_("As the others shall see it.")
    )
    password = forms.CharField(
        label=_("Choose a password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A few words that you remember are a good one."),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {"name": user.name}
        self.user = user

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if not name:
            raise ValidationError(_("Write your name, so that the others know who wrote a text."))
        return name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not password:
            raise ValidationError(_("Choose a password of at least 10 characters."))
        validate_password(password, self.user)
        return password
