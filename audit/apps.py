"""Django app of the audit log."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Change log")

    def ready(self) -> None:
        """Give the acts of every record their words in the change log."""
        from audit import words

        words.register(
            {
                "create": _("Added"),
                "change": _("Changed"),
                "delete": _("Deleted"),
            }
        )
