"""Django app of the whole site, and Django's admin with the portal's own site."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "pbfreport"
    verbose_name = "PBF report portal"
    default = True

    def ready(self) -> None:
        """Let the head of the pages know who has a queue, and give the mark of the demo its words."""
        from agenda import navigation  # noqa: F401 - connects itself
        from audit import words

        words.register({"load_demo": _("Demo loaded")})


class PortalAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "pbfreport.admin_site.PortalAdminSite"

    def ready(self) -> None:
        """Collect the pages of all apps, and leave out those that the portal has no use for."""
        super().ready()
        from pbfreport.admin_site import leave_out_unused

        leave_out_unused()
