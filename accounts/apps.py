"""Django app of people and organisations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and organisations")

    def ready(self) -> None:
        """Give the acts of this app their words in the change log."""
        from audit import words

        words.register(
            {
                "accept_invitation": _("Invitation accepted"),
                "set_password": _("Password set"),
            }
        )
