"""Files and links that belong to a project, a report, an input, a row or an indicator."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import WithUid
from core.uids import new_uid


def stored_name(_instance: models.Model, _filename: str) -> str:
    """Return a generated name; the name that someone gave a file never reaches the disk."""
    uid = new_uid()
    return f"attachments/{uid[:2]}/{uid}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def current(self) -> AttachmentQuerySet:
        """Return what has not been taken away."""
        return self.filter(ended_at__isnull=True)


class Attachment(WithUid):
    """A file or a link with what it is. Taken away by date, never deleted."""

    class Kind(models.TextChoices):
        BUDGET = "budget", _("Budget workbook")
        EVALUATION = "evaluation", _("Evaluation")
        SURVEY = "survey", _("Survey")
        PHOTO = "photo", _("Photo")
        SIGN_OFF = "sign_off", _("Sign-off")
        SOURCE = "source", _("Source of figures")
        OTHER = "other", _("Other")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="attachments", verbose_name=_("project")
    )
    period = models.ForeignKey(
        "projects.ReportingPeriod",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("period"),
    )
    contribution = models.ForeignKey(
        "contributions.Contribution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("agency input"),
    )
    address = models.CharField(_("place"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    dated = models.DateField(_("date"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to=stored_name, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=150, blank=True)
    content_type = models.CharField(_("type of the file"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size, bytes"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    has_consent = models.BooleanField(_("the people shown have consented"), default=False)
    is_internal = models.BooleanField(_("internal"), default=True)
    uploaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    uploaded_at = models.DateTimeField(_("added"), auto_now_add=True)
    ended_at = models.DateTimeField(_("taken away"), null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken away by"),
    )

    objects: ClassVar[AttachmentQuerySet] = AttachmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(url="")) | (~Q(file="") & Q(url="")),
                name="attachment_is_file_or_link",
            )
        ]

    def __str__(self) -> str:
        return self.title
