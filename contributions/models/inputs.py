"""One office's input for one period, and the rows that a writer was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributions.states import ACCEPTED, DONE, OPEN, RETURNED, SUBMITTED, WRITABLE
from core.models import Versioned
from projects.models import Membership, Project

if TYPE_CHECKING:
    from accounts.models import User


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, user: User) -> ContributionQuerySet:
        """Return the inputs on the projects that this person may see; what of the text is in permissions."""
        return self.filter(period__project__in=Project.objects.visible_to(user))

    def of_offices_of(self, user: User) -> ContributionQuerySet:
        """Return the inputs of the offices on whose behalf this person works today."""
        memberships = Membership.objects.of(user).in_force().filter(role__in=Membership.OFFICE_ROLES)
        own = memberships.filter(office=models.OuterRef("office"), project=models.OuterRef("period__project"))
        return self.filter(models.Exists(own))

    def open(self) -> ContributionQuerySet:
        """Return the inputs that can still be written."""
        return self.filter(state__in=WRITABLE, is_locked=False)

    def readable_in_report(self) -> ContributionQuerySet:
        """Return the inputs whose text others may read: submitted, or shared by the writer."""
        return self.filter(Q(state__in=DONE) | Q(is_shared=True))


class Contribution(Versioned):
    """An office's input for a period, from open to accepted, with its expenditure.

    `is_locked` while the report is in review: nothing is written then. `is_partial` after a return that opened some
    rows only; these are its `opened` rows.
    """

    class State(models.TextChoices):
        OPEN = OPEN, _("Open")
        SUBMITTED = SUBMITTED, _("Submitted")
        ACCEPTED = ACCEPTED, _("Accepted")
        RETURNED = RETURNED, _("Returned")

    period = models.ForeignKey(
        "projects.ReportingPeriod", models.PROTECT, related_name="inputs", verbose_name=_("period")
    )
    office = models.ForeignKey(
        "accounts.Office", models.PROTECT, related_name="inputs", verbose_name=_("office")
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    due_on = models.DateField(
        _("own due date"), null=True, blank=True, help_text=_("Only where it differs from the period's.")
    )
    is_shared = models.BooleanField(_("others may read the unfinished text"), default=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    state_since = models.DateTimeField(_("in this state since"), null=True, blank=True, editable=False)
    is_locked = models.BooleanField(_("locked while the report is in review"), default=False)
    is_partial = models.BooleanField(_("only some rows are open"), default=False)
    returned_note = models.TextField(_("returned with the note"), blank=True)
    cleared_by_name = models.CharField(_("cleared in the organisation by"), max_length=300, blank=True)
    on_behalf_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered on behalf of the organisation by"),
    )
    on_behalf_source = models.CharField(_("source of what was entered"), max_length=300, blank=True)
    on_behalf_on = models.DateField(_("date of the source"), null=True, blank=True)
    spent = models.DecimalField(
        _("spent, US dollars"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    committed = models.DecimalField(
        _("committed, US dollars"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    gender_spent = models.DecimalField(
        _("spent on gender equality, US dollars"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    money_as_of = models.DateField(_("figures as of"), null=True, blank=True)
    money_is_provisional = models.BooleanField(_("provisional figures"), default=True)
    money_source = models.CharField(_("source of the figures"), max_length=200, blank=True)

    objects: ClassVar[ContributionQuerySet] = ContributionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("agency input")
        verbose_name_plural = _("agency inputs")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "office"], name="input_once_per_office_and_period"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "returned"])
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="input_submitted_has_time_and_person",
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_by__isnull=True)
                | (Q(on_behalf_on__isnull=False) & ~Q(on_behalf_source="")),
                name="input_on_behalf_has_source_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office.short_name}, {self.period}"

    @property
    def is_open(self) -> bool:
        """Answer whether it can be written: not handed in, and not part of a report in review."""
        return self.state in WRITABLE and not self.is_locked

    @property
    def is_handed_in(self) -> bool:
        return self.state in DONE

    @property
    def is_readable_by_others(self) -> bool:
        return self.state in DONE or self.is_shared


class OpenedRow(models.Model):
    """One row that was opened by a return, while the rest of the input stays as it was accepted."""

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, related_name="opened", verbose_name=_("agency input")
    )
    address = models.CharField(_("place"), max_length=120)
    # What was accepted: the report goes on saying it until the organisation hands in again.
    accepted_values = models.JSONField(_("as it was accepted"), default=dict, editable=False)

    class Meta:
        verbose_name = _("opened row")
        verbose_name_plural = _("opened rows")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contribution", "address"], name="opened_row_once")]

    def __str__(self) -> str:
        return f"{self.contribution} – {self.address}"


class WriterRow(models.Model):
    """One row that a writer was given: a work row or an indicator."""

    membership = models.ForeignKey(
        "projects.Membership", models.CASCADE, related_name="writer_rows", verbose_name=_("writer")
    )
    activity = models.ForeignKey(
        "activities.Activity",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("work row"),
    )
    indicator = models.ForeignKey(
        "indicators.Indicator",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("indicator"),
    )

    class Meta:
        verbose_name = _("row of a writer")
        verbose_name_plural = _("rows of writers")
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=True, indicator__isnull=False)
                | Q(activity__isnull=False, indicator__isnull=True),
                name="writer_row_is_activity_or_indicator",
            ),
            models.UniqueConstraint(
                fields=["membership", "activity"],
                condition=Q(activity__isnull=False),
                name="writer_activity_once",
            ),
            models.UniqueConstraint(
                fields=["membership", "indicator"],
                condition=Q(indicator__isnull=False),
                name="writer_indicator_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.activity or self.indicator}"
