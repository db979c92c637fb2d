"""Points to check: what people answered to them, and how they stood when something was handed in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributions.models.inputs import Contribution
from projects.models import ReportingPeriod


class PointAnswer(models.Model):
    """A reason, a sentence or a dismissal; it holds while the text stays, since `key` contains the text's hash."""

    period = models.ForeignKey(ReportingPeriod, models.CASCADE, related_name="+", verbose_name=_("period"))
    contribution = models.ForeignKey(
        Contribution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="point_answers",
        verbose_name=_("agency input"),
        help_text=_("None for the joint report."),
    )
    key = models.CharField(_("key"), max_length=16)
    rule = models.CharField(_("rule"), max_length=40)
    text = models.TextField(_("reason or sentence"), blank=True)
    is_dismissed = models.BooleanField(_("dismissed"), default=False)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"), auto_now=True)

    class Meta:
        verbose_name = _("answer to a point")
        verbose_name_plural = _("answers to points")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "key"],
                condition=Q(contribution__isnull=False),
                name="point_answer_once_per_input",
            ),
            models.UniqueConstraint(
                fields=["period", "key"],
                condition=Q(contribution__isnull=True),
                name="point_answer_once_per_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.text[:60]}"


class StoredPoint(models.Model):
    """A point as it stood at a submission (`sending` 0) or at a sending to review, with what was answered."""

    period = models.ForeignKey(
        ReportingPeriod, models.CASCADE, related_name="stored_points", verbose_name=_("period")
    )
    contribution = models.ForeignKey(
        Contribution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="stored_points",
        verbose_name=_("agency input"),
    )
    sending = models.PositiveSmallIntegerField(_("sending"), default=0)
    rule = models.CharField(_("rule"), max_length=40)
    severity = models.CharField(_("severity"), max_length=10)
    address = models.CharField(_("place"), max_length=120)
    field = models.CharField(_("field"), max_length=40, blank=True)
    where = models.CharField(_("where"), max_length=200, blank=True)
    office = models.CharField(_("organisation"), max_length=40, blank=True)
    text_hash = models.CharField(_("hash of the text"), max_length=16)
    sentence = models.TextField(_("what was found"))
    answer = models.TextField(_("reason or sentence"), blank=True)
    is_dismissed = models.BooleanField(_("dismissed"), default=False)
    stored_at = models.DateTimeField(_("stored"), auto_now_add=True)

    class Meta:
        verbose_name = _("stored point")
        verbose_name_plural = _("stored points")
        ordering = ["pk"]
        indexes = [models.Index(fields=["period", "sending", "severity"], name="stored_point_idx")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.sentence[:60]}"
