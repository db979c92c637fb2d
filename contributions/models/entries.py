"""One entry per row and office: what was achieved on a work row or an indicator in a period."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from checks import facts
from contributions.models.inputs import Contribution
from contributions.row_fields import ROW_FIELDS
from core.models import Versioned


class ActivityEntry(Versioned):
    """What one office did on a work row, where it stands, and what comes next: three things, three fields."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        ONGOING = "ongoing", _("Ongoing")
        COMPLETED = "completed", _("Completed")
        DELAYED = "delayed", _("Delayed")
        REPROGRAMMED = "reprogrammed", _("Reprogrammed")
        CANCELLED = "cancelled", _("Cancelled")

    FIELDS = tuple(field.name for field in ROW_FIELDS)

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, related_name="activity_entries", verbose_name=_("agency input")
    )
    activity = models.ForeignKey(
        "activities.Activity", models.PROTECT, related_name="entries", verbose_name=_("work row")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, blank=True)
    progress = models.TextField(_("progress achieved"), blank=True)
    next_steps = models.TextField(_("required next steps"), blank=True)
    written_with = models.JSONField(
        _("written together with"),
        default=list,
        blank=True,
        help_text=_("Uids of the offices whose part this text is too."),
    )
    carried_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("completed earlier, in"),
    )
    # What lists count: written by the office or covered by another one. Services keep it true for the whole row.
    counts_as_written = models.BooleanField(_("counts as written"), default=False, editable=False)

    class Meta:
        verbose_name = _("activity entry")
        verbose_name_plural = _("activity entries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "activity"], name="activity_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.contribution} – {self.activity}"

    @property
    def carried(self) -> str | None:
        """Return the text with which an earlier report printed the row as completed, if one did."""
        return self.carried_from.progress if self.carried_from else None

    @property
    def text(self) -> str:
        """Return what the row reads: its own text, else the one that is carried over."""
        return facts.text_of_row(self.status, self.progress, self.carried)

    @property
    def is_written(self) -> bool:
        return facts.is_row_written(self.status, self.progress, self.carried)

    @property
    def part(self) -> facts.RowPart:
        """Return the entry as far as it decides who covers whom on the row."""
        return facts.RowPart(self.contribution.office.uid, self.is_written, self.written_with)


class IndicatorEntry(Versioned):
    """What one office measured on an indicator: the text it wrote beside the numbers it confirmed."""

    FIELDS = (
        "progress",
        "value",
        "numerator",
        "denominator",
        "women",
        "men",
        "under_30",
        "measured_on",
        "source",
        "not_measured_because",
        "expected_on",
        "expected_source",
        "variance_reason",
    )

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, related_name="indicator_entries", verbose_name=_("agency input")
    )
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="entries", verbose_name=_("indicator")
    )
    progress = models.TextField(_("current progress"), blank=True)
    value = models.DecimalField(_("number"), max_digits=15, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(_("part"), max_digits=15, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("whole"), max_digits=15, decimal_places=4, null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men"), null=True, blank=True)
    under_30 = models.PositiveIntegerField(_("under 30"), null=True, blank=True)
    measured_on = models.DateField(_("measured on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    not_measured_because = models.TextField(_("not measured, because"), blank=True)
    expected_on = models.DateField(_("figure expected on"), null=True, blank=True)
    expected_source = models.CharField(_("expected from"), max_length=300, blank=True)
    variance_reason = models.TextField(_("reason for variance or delay"), blank=True)
    counts_as_written = models.BooleanField(_("counts as written"), default=False, editable=False)

    class Meta:
        verbose_name = _("indicator entry")
        verbose_name_plural = _("indicator entries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "indicator"], name="indicator_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.contribution} – {self.indicator}"

    @property
    def is_written(self) -> bool:
        return facts.is_indicator_written(self)

    def worked_out(self) -> dict[str, Any]:
        return {"counts_as_written": self.is_written}
