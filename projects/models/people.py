"""Who holds which role on what, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import WithUid
from core.zones import today
from projects.models.plan import Portfolio, Project

if TYPE_CHECKING:
    from accounts.models import User


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self) -> MembershipQuerySet:
        """Return the memberships that hold today."""
        now = today()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=now), starts_on__lte=now)

    def of(self, user: User) -> MembershipQuerySet:
        """Return this person's memberships."""
        return self.filter(user=user)


class Membership(WithUid):
    """One role of one person. Ends by date; is never deleted."""

    class Role(models.TextChoices):
        WRITER = "writer", _("Writer")
        FOCAL_POINT = "focal_point", _("Focal point")
        READER = "reader", _("Reader")
        COORDINATOR = "coordinator", _("Coordinator")
        REVIEWER = "reviewer", _("Reviewer (PBF Secretariat)")
        APPROVER = "approver", _("Approver")

    OFFICE_ROLES = (Role.WRITER, Role.FOCAL_POINT, Role.READER, Role.COORDINATOR)
    PORTFOLIO_ROLES = (Role.REVIEWER, Role.APPROVER)

    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("project")
    )
    office = models.ForeignKey(
        "accounts.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("office"),
    )
    portfolio = models.ForeignKey(
        Portfolio,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("portfolio"),
    )
    starts_on = models.DateField(_("from"), default=today)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    deputy_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
        verbose_name=_("deputy for"),
        help_text=_("A deputy holds the same role from one day to another."),
    )

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(role__in=["writer", "focal_point", "reader", "coordinator"])
                    & Q(project__isnull=False, office__isnull=False, portfolio__isnull=True)
                )
                | (
                    Q(role__in=["reviewer", "approver"])
                    & Q(project__isnull=True, office__isnull=True, portfolio__isnull=False)
                ),
                name="membership_role_fits_place",
                violation_error_message=_(
                    "Writers, focal points, readers and coordinators need a project and an office; "
                    "reviewers and approvers need a portfolio instead."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "project", "office"],
                condition=Q(ends_on__isnull=True, portfolio__isnull=True),
                name="membership_once_per_office",
                violation_error_message=_("This person holds this role there already."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "portfolio"],
                condition=Q(ends_on__isnull=True, portfolio__isnull=False),
                name="membership_once_per_portfolio",
                violation_error_message=_("This person holds this role there already."),
            ),
            models.CheckConstraint(
                condition=Q(deputy_for__isnull=True) | Q(ends_on__isnull=False),
                name="membership_deputy_ends",
                violation_error_message=_("A deputy stands in until a day: write that day."),
            ),
        ]

    def __str__(self) -> str:
        place = self.portfolio or self.office
        return f"{self.user} – {self.get_role_display()}, {place}"
