"""The joint report of one period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Versioned
from projects.models import Project
from projects.stage import CLEARED, COLLECTING, FINAL, IN_REVIEW, RETURNED, WRITABLE

if TYPE_CHECKING:
    from accounts.models import User


def _person(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> ReportQuerySet:
        """Return the reports of the projects that this person may see."""
        return self.filter(period__project__in=Project.objects.visible_to(user))


class Report(Versioned):
    """What the convening agency adds to the agencies' inputs, and how far the report is on its way.

    `sendings` counts how often it was sent to review. After a return `is_partial` says that only the `opened` texts
    can be written.
    """

    class State(models.TextChoices):
        COLLECTING = COLLECTING, _("Collecting")
        IN_REVIEW = IN_REVIEW, _("In review")
        RETURNED = RETURNED, _("Returned")
        CLEARED = CLEARED, _("Cleared")
        FINAL = FINAL, _("Final")

    class ClearedAs(models.TextChoices):
        SECRETARIAT = "secretariat", _("PBF Secretariat")
        APPROVER = "approver", _("Approver")

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
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.COLLECTING)
    state_since = models.DateTimeField(_("in this state since"), null=True, blank=True, editable=False)
    sendings = models.PositiveSmallIntegerField(_("times sent to review"), default=0)
    sent_at = models.DateTimeField(_("sent to review"), null=True, blank=True)
    sent_by = _person(_("sent to review by"))
    missing_reason = models.CharField(_("sent without an organisation, because"), max_length=500, blank=True)
    is_partial = models.BooleanField(_("only some texts are open"), default=False)
    returned_note = models.TextField(_("returned with the note"), blank=True)
    returned_due_on = models.DateField(_("due again"), null=True, blank=True)
    cleared_at = models.DateTimeField(_("cleared"), null=True, blank=True)
    cleared_by = _person(_("cleared by"))
    cleared_as = models.CharField(_("cleared as"), max_length=20, choices=ClearedAs, blank=True)
    clearing_note = models.CharField(
        _("comments of the Secretariat on the report"), max_length=500, blank=True
    )
    unsigned_reason = models.CharField(
        _("made final without a sign-off, because"), max_length=500, blank=True
    )
    correction_reason = models.TextField(_("opened for a correction, because"), blank=True)
    # While a version is being made its documents are rendered; nobody else begins the same meanwhile.
    making_until = models.DateTimeField(
        _("a version is being made until"), null=True, blank=True, editable=False
    )
    # By whom and with which key of a form, so that the same form sent twice is known.
    making_key = models.CharField(_("key of the making"), max_length=60, blank=True, editable=False)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "state_since"], name="report_state_idx")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="collecting")
                | Q(sent_at__isnull=False, sent_by__isnull=False, sendings__gt=0),
                name="report_sent_has_time_and_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cleared", "final"])
                | (Q(cleared_at__isnull=False, cleared_by__isnull=False) & ~Q(cleared_as="")),
                name="report_cleared_has_time_and_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.period)

    @property
    def is_writable(self) -> bool:
        """Answer whether the coordinator writes on it: it is not with the reviewer, cleared or final."""
        return self.state in WRITABLE


class OpenedText(models.Model):
    """One joint text that was opened by a return of the Secretariat, while the rest stays as it was sent."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="opened", verbose_name=_("report"))
    address = models.CharField(_("place"), max_length=120)

    class Meta:
        verbose_name = _("opened joint text")
        verbose_name_plural = _("opened joint texts")
        constraints = [models.UniqueConstraint(fields=["report", "address"], name="opened_text_once")]

    def __str__(self) -> str:
        return f"{self.report} – {self.address}"
