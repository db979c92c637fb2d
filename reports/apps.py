"""Django app of the joint report and its documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Give the apps below what they ask of the report, and the acts of this app their words."""
        from audit import words
        from contributions.wordings.registry import JOINT_WRITER
        from discussion.registry import GUEST_REPORT
        from reports.joint_texts.wording import JointWording
        from reports.review.guest_page import report_html

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
        GUEST_REPORT.fill(report_html)
        JOINT_WRITER.fill(JointWording())
