"""The joint report of one period."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Versioned
from projects.models import Project

if TYPE_CHECKING:
    from accounts.models import User


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> ReportQuerySet:
        """Return the reports of the projects that this person may see."""
        return self.filter(period__project__in=Project.objects.visible_to(user))


class Report(Versioned):
    """What the convening agency adds to the agencies' inputs: cover fields here, texts beside it."""

    FIELDS = ("prepared_by", "approved_by", "rate_override", "rate_reason")

    period = models.OneToOneField(
        "projects.ReportingPeriod", models.PROTECT, related_name="report", verbose_name=_("period")
    )
    prepared_by = models.CharField(_("report prepared by"), max_length=500, blank=True)
    approved_by = models.CharField(_("report approved by"), max_length=500, blank=True)
    rate_override = models.DecimalField(
        _("implementation rate, corrected, percent"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    rate_reason = models.CharField(_("reason for the correction"), max_length=300, blank=True)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.period)
