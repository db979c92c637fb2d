"""Django app of what people say to each other about a report."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    name = "discussion"
    verbose_name = _("Comments and guests")

    def ready(self) -> None:
        """Give the acts of this app their words in the change log."""
        from audit import words

        words.register(
            {
                "comment": _("Commented"),
                "resolve_comment": _("Comment resolved"),
                "reopen_comment": _("Comment opened again"),
                "invite_guest": _("Guest invited"),
                "end_guest": _("Link of a guest ended"),
            }
        )
