"""Django app of what each office enters for a period."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContributionsConfig(AppConfig):
    name = "contributions"
    verbose_name = _("Agency inputs")

    def ready(self) -> None:
        """Give the acts of this app their words, and the discussion what a place of an input can be asked for."""
        from audit import words
        from contributions import registered

        words.register(
            {
                "open": _("Opened"),
                "add_rows": _("Rows added"),
                "write": _("Written"),
                "submit": _("Submitted"),
                "accept": _("Accepted"),
                "return": _("Returned"),
                "reopen_rows": _("Rows returned after a review"),
                "take_back": _("Opened again by its organisation"),
                "enter_on_behalf": _("Entered on behalf of the organisation"),
                "set_due_date": _("Date changed"),
                "share": _("Shared"),
                "unshare": _("No longer shared"),
                "answer_point": _("Sentence written to a point"),
                "dismiss_point": _("Hint dismissed"),
                "give_rows": _("Rows given to a writer"),
                "suggest_wording": _("Wording suggested"),
                "apply": _("Applied by the coordinator"),
                "decline": _("Declined"),
                "withdraw": _("Withdrawn"),
            },
            without_values={"write"},
        )
        registered.fill()
