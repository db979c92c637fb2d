"""Reporting periods. They overlap by nature; what they cover and when things are due are separate dates."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import WithUid
from projects.models.editions import FormEdition
from projects.models.plan import Project
from projects.stage import COLLECTING


class ReportingPeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    def earlier_than(self, period: ReportingPeriod) -> ReportingPeriodQuerySet:
        """Return the periods of the same project that were reported before, the latest first.

        A final report covers the whole project and comes last: every other period is earlier than it, it than none.
        """
        others = self.filter(project_id=period.project_id).exclude(kind=ReportingPeriod.Kind.FINAL)
        if period.kind != ReportingPeriod.Kind.FINAL:
            others = others.filter(ends_on__lt=period.ends_on)
        return others.exclude(pk=period.pk).order_by("-ends_on", "-starts_on")


class ReportingPeriod(WithUid):
    """One round of reporting of one project."""

    class Kind(models.TextChoices):
        SEMI_ANNUAL = "semi_annual", _("Semi-annual")
        ANNUAL = "annual", _("Annual")
        FINAL = "final", _("Final")

    project = models.ForeignKey(Project, models.PROTECT, related_name="periods", verbose_name=_("project"))
    code = models.SlugField(
        _("code"), max_length=20, help_text=_("Stands in addresses, for example 2021-H1.")
    )
    kind = models.CharField(_("type of report"), max_length=20, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year of report"))
    starts_on = models.DateField(_("covers from"))
    ends_on = models.DateField(_("covers until"))
    cut_off_on = models.DateField(_("data as of"), null=True, blank=True)
    edition = models.ForeignKey(
        FormEdition, models.PROTECT, related_name="periods", verbose_name=_("form edition")
    )
    inputs_due_on = models.DateField(_("agency inputs due"), null=True, blank=True)
    coordinator_due_on = models.DateField(_("joint report due"), null=True, blank=True)
    review_due_on = models.DateField(_("review due"), null=True, blank=True)
    submission_due_on = models.DateField(_("submission to the Fund due"), null=True, blank=True)
    # How far its report is; written by the app that makes it, and read by projects.stage.
    stage = models.CharField(_("stage of the report"), max_length=20, default=COLLECTING, editable=False)
    sendings = models.PositiveSmallIntegerField(_("times sent to review"), default=0, editable=False)
    sent_at = models.DateTimeField(_("sent to review"), null=True, blank=True, editable=False)

    objects: ClassVar[ReportingPeriodQuerySet] = ReportingPeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        ordering = ["-ends_on", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="period_code_once_per_project"),
            models.UniqueConstraint(
                fields=["project", "kind", "starts_on"],
                name="period_once_per_kind_and_start",
                violation_error_message=_("This project has a period of this type with this start already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="period_ends_after_start",
                violation_error_message=_("The period ends before it starts: correct one of the two dates."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.code} {self.code}"

    @property
    def data_as_of(self) -> date:
        """Return the cut-off of the figures: its own date, or the end of the period."""
        return self.cut_off_on or self.ends_on
