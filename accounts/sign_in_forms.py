"""django-allauth's forms with the portal's sentences: what to do, at the field."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "login": _("Write the e-mail address that you were invited with."),
    "email": _("Write an e-mail address, for example name@example.org."),
    "password": _("Write your password."),
    "oldpassword": _("Write the password that you use now."),
    "password1": _("Choose a new password of at least 10 characters."),
    "password2": _("Write the new password a second time."),
}
LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "remember": _("Stay signed in on this device"),
}


class PlainSentences(forms.Form):
    """Say what to do where a field was left empty or holds something else."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in LABELS.items():
            if name in self.fields:
                self.fields[name].label = label
        for name, sentence in SENTENCES.items():
            field = self.fields.get(name)
            if field is not None:
                field.error_messages["required"] = field.error_messages["invalid"] = sentence
                for validator in field.validators:
                    if hasattr(validator, "message") and hasattr(validator, "user_regex"):
                        validator.message = SENTENCES["email"]


class LoginForm(PlainSentences, allauth_forms.LoginForm):
    """Signing in."""


class ResetPasswordForm(PlainSentences, allauth_forms.ResetPasswordForm):
    """Asking for a link to choose a new password."""


class ResetPasswordKeyForm(PlainSentences, allauth_forms.ResetPasswordKeyForm):
    """Choosing a new password behind that link."""


class ChangePasswordForm(PlainSentences, allauth_forms.ChangePasswordForm):
    """Changing the password while signed in."""


class SetPasswordForm(PlainSentences, allauth_forms.SetPasswordForm):
    """Choosing a first password while signed in."""


class ReauthenticateForm(PlainSentences, allauth_forms.ReauthenticateForm):
    """Signing in once more before something delicate."""
