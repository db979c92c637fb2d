"""Django app of the joint report and its documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Give the apps below what they ask of the report, and the acts of this app their words."""
        from audit import words

        words.register(
            {
                "send": _("Sent to review"),
                "send_back": _("Returned by the Secretariat"),
                "clear": _("Cleared"),
                "sign_off": _("Sign-off recorded"),
                "rate": _("Quality rated"),
                "make_final": _("Made final"),
                "replace": _("Replaced by a newer version"),
                "correct": _("Opened for a correction"),
                "record_submission": _("Submission to the Fund recorded"),
                "make_public": _("Made public"),
            }
        )
        from contributions.wordings import services as wordings
        from discussion import guests
        from reports.joint_texts.wording import JointWording
        from reports.review.guest_page import report_html

        guests.report_html = report_html
        wordings.joint_writer = JointWording()
