"""Django app of the joint report and its documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Give the apps below what they ask of the report: its page for guests, and its joint texts."""
        from contributions.wordings import services as wordings
        from discussion import guests
        from reports.joint_texts.wording import JointWording
        from reports.review.guest_page import report_html

        guests.report_html = report_html
        wordings.joint_writer = JointWording()
