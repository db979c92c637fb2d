"""Django app of the joint report and its documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Give the apps below what they ask of the report: its page for guests, and its joint texts."""
        from contributions.suggest import services as wordings
        from contributions.talk import guests
        from reports.guest_page import report_html
        from reports.joint_wording import JointWording

        guests.report_html = report_html
        wordings.joint_writer = JointWording()
