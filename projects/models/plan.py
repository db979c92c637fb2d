"""Portfolios, projects and the offices that take part in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import WithUid
from core.zones import today

if TYPE_CHECKING:
    from accounts.models import User


def _money(label: Any, help_text: Any = "") -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, null=True, blank=True, help_text=help_text
    )


class PortfolioQuerySet(models.QuerySet["Portfolio"]):
    def visible_to(self, user: User) -> PortfolioQuerySet:
        """Return the portfolios whose projects this person may see."""
        return self.filter(projects__in=Project.objects.visible_to(user)).distinct()


class Portfolio(WithUid):
    """The projects of one country or region, and whether a PBF Secretariat stands over them."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country or region"), max_length=100)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    has_secretariat = models.BooleanField(_("has a PBF Secretariat"), default=True)

    objects: ClassVar[PortfolioQuerySet] = PortfolioQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("portfolio")
        verbose_name_plural = _("portfolios")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FocusArea(models.Model):
    """A PBF focus area as the cover prints it, for example "1.3 Political Dialogue"."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=200)
    is_verified = models.BooleanField(_("checked against the Fund's list"), default=False)

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: User) -> ProjectQuerySet:
        """Return the projects this person holds a role on, directly or through a portfolio; all for administrators."""
        if user.is_staff:
            return self
        now = today()
        current = Q(memberships__user=user) & _in_force("memberships__", now)
        through = Q(portfolios__memberships__user=user) & _in_force("portfolios__memberships__", now)
        return self.filter(
            Q(pk__in=Project.objects.filter(current)) | Q(pk__in=Project.objects.filter(through))
        )


def _in_force(prefix: str, now: object) -> Q:
    ends = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": now})
    return Q(**{f"{prefix}starts_on__lte": now}) & ends


class Project(WithUid):
    """A project of the Fund, run by several recipient organisations together."""

    class Modality(models.TextChoices):
        IRF = "IRF", _("IRF – Immediate Response Facility")
        PRF = "PRF", _("PRF – Peacebuilding and Recovery Facility")

    class Status(models.TextChoices):
        ONGOING = "ongoing", _("Ongoing")
        CLOSED = "closed", _("Closed")

    class FundKind(models.TextChoices):
        COUNTRY = "country", _("Country Trust Fund")
        REGIONAL = "regional", _("Regional Trust Fund")

    class GenderMarker(models.TextChoices):
        GM0 = "GM0", "GM0"
        GM1 = "GM1", "GM1"
        GM2 = "GM2", "GM2"
        GM3 = "GM3", "GM3"

    class RiskMarker(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Stands in addresses, for example KGZ-PVE-1.")
    )
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    portfolios = models.ManyToManyField(Portfolio, related_name="projects", verbose_name=_("portfolios"))
    cleared_in = models.ForeignKey(
        Portfolio,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cleared in"),
        help_text=_(
            "Only where the project lies in several portfolios: whose Secretariat clears its reports."
        ),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ONGOING)
    modality = models.CharField(_("modality"), max_length=3, choices=Modality, blank=True)
    gateway_number = models.CharField(_("number in the MPTF Office Gateway"), max_length=20, blank=True)
    fund_kind = models.CharField(_("paid into a trust fund"), max_length=10, choices=FundKind, blank=True)
    fund_name = models.CharField(_("name of the trust fund"), max_length=200, blank=True)
    starts_on = models.DateField(_("start date"))
    original_ends_on = models.DateField(_("original end date"))
    ends_on = models.DateField(_("current end date"))
    first_transfer_on = models.DateField(_("date of first transfer"), null=True, blank=True)
    approved_budget = _money(
        _("approved budget, US dollars"),
        help_text=_("Needed only where the shares of the organisations are not known."),
    )
    gender_budget = _money(_("budget for gender equality, US dollars"))
    monitoring_budget = _money(_("budget for monitoring and evaluation, US dollars"))
    gender_marker = models.CharField(_("gender marker"), max_length=3, choices=GenderMarker, blank=True)
    risk_marker = models.CharField(_("risk marker"), max_length=10, choices=RiskMarker, blank=True)
    focus_area = models.ForeignKey(
        FocusArea, models.PROTECT, null=True, blank=True, verbose_name=_("focus area")
    )
    window_gender = models.BooleanField(_("gender promotion initiative"), default=False)
    window_youth = models.BooleanField(_("youth promotion initiative"), default=False)
    window_transition = models.BooleanField(_("transition from a mission"), default=False)
    window_cross_border = models.BooleanField(_("cross-border or regional project"), default=False)
    partners = models.TextField(_("partners"), blank=True)
    coverage = models.CharField(_("geographic coverage"), max_length=300, blank=True)
    subject_area = models.CharField(_("subject area"), max_length=200, blank=True)
    funding_source = models.CharField(_("funding source"), max_length=200, blank=True)
    notes = models.TextField(
        _("notes"), blank=True, help_text=_("For example where sources disagree. Not printed.")
    )

    objects: ClassVar[ProjectQuerySet] = ProjectQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")) & Q(original_ends_on__gt=F("starts_on")),
                name="project_ends_after_start",
                violation_error_message=_("The project ends before it starts: correct one of the two dates."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"


class Participation(models.Model):
    """An office's part in a project: its order on the cover, its budget, whether it convenes."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="participations", verbose_name=_("project")
    )
    office = models.ForeignKey(
        "accounts.Office", models.PROTECT, related_name="participations", verbose_name=_("office")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    is_convening = models.BooleanField(_("convening agency"), default=False)
    approved = _money(_("approved, US dollars"))
    transferred = _money(_("transferred, US dollars"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("participating organisation")
        verbose_name_plural = _("participating organisations")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "office"], name="participation_once_per_office"),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(is_convening=True),
                name="participation_one_convening_agency",
                violation_error_message=_("A project has one convening agency: untick the other one first."),
            ),
            models.CheckConstraint(
                condition=Q(approved__isnull=True) | Q(approved__gte=0),
                name="participation_approved_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office.short_name} – {self.project.code}"
