"""How django-allauth behaves here: nobody signs up by themselves; people are invited."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Keep sign-up closed, and say in plain words what to do."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account was closed. Ask an administrator to open it again."),
        "email_password_mismatch": _(
            "This e-mail address and password do not belong together. Check both, or choose a new password."
        ),
        "enter_current_password": _("This is not the password that you use now. Write it again."),
        "incorrect_password": _("This is not your password. Write it again."),
        "invalid_password_reset": _("This link was used already or is too old. Ask for a new one."),
        "too_many_login_attempts": _("Too many attempts failed. Wait five minutes, then sign in again."),
        "same_as_current": _("This is the address that you have already. Write another one."),
        "rate_limited": _("Too many requests came from you. Wait a minute, then go on."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
