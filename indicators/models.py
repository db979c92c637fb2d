"""Indicators as agreed: texts and numbers of baseline, target and milestones, and how progress is measured."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import WithUid


def _figure(label: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=15, decimal_places=4, null=True, blank=True)


class Indicator(WithUid):
    """One indicator of an outcome or an output. Its code is a label that may repeat."""

    class Direction(models.TextChoices):
        HIGHER = "higher", _("Higher is better")
        LOWER = "lower", _("Lower is better")

    class Combine(models.TextChoices):
        SUM = "sum", _("Figures are added")
        LATEST = "latest", _("The latest figure counts")
        MAXIMUM = "maximum", _("The largest figure counts")
        RATIO = "ratio", _("Parts and wholes are added, then divided")
        LEAD = "lead", _("The first organisation's figure counts")
        NONE = "none", _("No joint figure")

    class WhenMeasured(models.TextChoices):
        EVERY_ROUND = "every_round", _("Every round")
        YEARLY = "yearly", _("Yearly")
        BASELINE_END = "baseline_end", _("At the start and at the end")

    class Accumulation(models.TextChoices):
        SINCE_START = "since_start", _("Since project start")
        IN_PERIOD = "in_period", _("In this period")

    project = models.ForeignKey(
        "projects.Project", models.CASCADE, related_name="indicators", verbose_name=_("project")
    )
    outcome = models.ForeignKey(
        "projects.Outcome",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("outcome"),
    )
    output = models.ForeignKey(
        "projects.Output",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("output"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    code = models.CharField(_("number"), max_length=20)
    title = models.TextField(_("indicator"))
    unit = models.CharField(
        _("unit"), max_length=60, blank=True, help_text=_("For example persons, laws, percent.")
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.HIGHER)
    combine = models.CharField(
        _("how organisations' figures add up"), max_length=10, choices=Combine, default=Combine.SUM
    )
    when_measured = models.CharField(
        _("when measured"), max_length=20, choices=WhenMeasured, default=WhenMeasured.EVERY_ROUND
    )
    accumulation = models.CharField(
        _("figures count"), max_length=20, choices=Accumulation, default=Accumulation.SINCE_START
    )
    by_sex = models.BooleanField(_("asks for women and men"), default=True)
    by_age = models.BooleanField(_("asks for people under 30"), default=False)
    baseline_text = models.TextField(_("baseline, text"), blank=True)
    baseline_value = _figure(_("baseline, number"))
    baseline_denominator = _figure(_("baseline, whole of the ratio"))
    baseline_year = models.PositiveSmallIntegerField(_("baseline, year"), null=True, blank=True)
    target_text = models.TextField(_("target, text"), blank=True)
    target_value = _figure(_("target, number"))
    target_on = models.DateField(_("target, date"), null=True, blank=True)
    target_is_ceiling = models.BooleanField(_("target is a ceiling (“up to”)"), default=False)
    notes = models.TextField(_("notes"), blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__isnull=True, output__isnull=False)
                | Q(outcome__isnull=False, output__isnull=True),
                name="indicator_of_outcome_or_output",
                violation_error_message=_("Choose an outcome or an output for this indicator, not both."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title[:80]}"


class IndicatorResponsibility(models.Model):
    """An office that reports on an indicator, in the indicator's order."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="responsibilities", verbose_name=_("indicator")
    )
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("reporting office")
        verbose_name_plural = _("reporting offices")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["indicator", "office"], name="indicator_office_once")]

    def __str__(self) -> str:
        return self.office.short_name


class Milestone(models.Model):
    """A step on the way: planned (a target to date) or achieved (a value); with a `period`, that period's target."""

    class Kind(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ACHIEVED = "achieved", _("Achieved")

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="milestones", verbose_name=_("indicator")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PLANNED)
    period = models.ForeignKey(
        "projects.ReportingPeriod",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("target of period"),
    )
    due_on = models.DateField(_("date"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    value = _figure(_("number"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:80] or str(self.value)
