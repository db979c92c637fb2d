"""Django app of projects, periods, memberships and form editions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        """Give the acts of this app their words in the change log."""
        from audit import words

        words.register(
            {
                "invite_again": _("Invited again"),
                "end": _("Ended"),
            }
        )
