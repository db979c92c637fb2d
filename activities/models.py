"""Promised activities in two levels: activities of the project document, and the work rows under them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import WithUid

# The order in which Annex 1 prints and numbers the work rows.
ROW_ORDER = (
    "parent__output__outcome__position",
    "parent__output__position",
    "parent__position",
    "position",
    "pk",
)


class ActivityQuerySet(models.QuerySet["Activity"]):
    def rows(self) -> ActivityQuerySet:
        """Return work rows only."""
        return self.filter(parent__isnull=False)

    def groups(self) -> ActivityQuerySet:
        """Return activities of the project document only."""
        return self.filter(parent__isnull=True)

    def of_project(self, project_id: int) -> ActivityQuerySet:
        """Return the activities and work rows of a project."""
        return self.filter(project_id=project_id)

    def in_form_order(self) -> ActivityQuerySet:
        """Return work rows in the order in which Annex 1 prints and numbers them."""
        return self.order_by(*ROW_ORDER)


class Activity(WithUid):
    """An activity (with an output) or a work row (with a parent). Its code is a label that may repeat or skip."""

    project = models.ForeignKey(
        "projects.Project", models.CASCADE, related_name="activities", verbose_name=_("project")
    )
    output = models.ForeignKey(
        "projects.Output",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("output"),
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="rows", verbose_name=_("activity")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    code = models.CharField(
        _("number"), max_length=20, blank=True, help_text=_("As in the project document, for example 1.1.")
    )
    title = models.TextField(_("title"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("Rows end by date; they are not deleted.")
    )

    objects: ClassVar[ActivityQuerySet] = ActivityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True, output__isnull=False)
                | Q(parent__isnull=False, output__isnull=True),
                name="activity_has_output_or_parent",
                violation_error_message=_(
                    "Choose an output (for an activity) or an activity (for a work row), not both."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title[:80]}".strip()


class ActivityResponsibility(models.Model):
    """An office responsible for a work row, in the row's order."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="responsibilities", verbose_name=_("work row")
    )
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("responsible office")
        verbose_name_plural = _("responsible offices")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "office"], name="activity_office_once")]

    def __str__(self) -> str:
        return self.office.short_name
