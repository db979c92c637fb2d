"""What people say to each other about a report: comments with replies, a reviewer's phrases, guests."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import WithUid
from core.zones import today
from projects.models import ReportingPeriod


class OnAddress(WithUid):
    """Something that is said of one place in the report of a period (see projects.addresses)."""

    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="%(class)ss", verbose_name=_("period")
    )
    address = models.CharField(_("place"), max_length=120)
    field = models.CharField(_("field"), max_length=40, blank=True)
    office = models.ForeignKey(
        "accounts.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation whose part it is"),
    )

    class Meta:
        abstract = True


class Guest(WithUid):
    """Somebody without an account who may comment on one report until a date, by a mailed link."""

    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="guests", verbose_name=_("period")
    )
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("asked as"), max_length=100, blank=True)
    until = models.DateField(_("until"))
    invited_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})" if self.role else self.name

    @property
    def is_welcome(self) -> bool:
        """Answer whether the link still opens the report."""
        return self.ended_at is None and today() <= self.until


class CommentQuerySet(models.QuerySet["Comment"]):
    def open(self) -> CommentQuerySet:
        """Return the comments that nobody has resolved; replies belong to theirs."""
        return self.filter(parent__isnull=True, resolved_at__isnull=True)

    def in_open_threads(self) -> CommentQuerySet:
        """Return the comments that nobody has resolved, and all that is said in reply to such ones."""
        return self.filter(
            Q(parent__isnull=True, resolved_at__isnull=True)
            | Q(parent__isnull=False, parent__resolved_at__isnull=True)
        )

    def from_review(self, sending: int) -> CommentQuerySet:
        """Return what the Secretariat said to all organisations while it had the report of this sending."""
        return self.filter(is_from_review=True, visibility=Comment.Visibility.ALL, sending=sending)


class Comment(OnAddress):
    """A comment, or a reply where it has a parent. `sending` tells during which review it was made, 0 before."""

    class Visibility(models.TextChoices):
        ALL = "all", _("All organisations")
        SECRETARIAT = "secretariat", _("The Secretariat alone")

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("reply to")
    )
    text = models.TextField(_("comment"))
    author = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    guest = models.ForeignKey(
        Guest, models.PROTECT, null=True, blank=True, related_name="comments", verbose_name=_("guest")
    )
    is_from_review = models.BooleanField(_("made by the Secretariat in review"), default=False)
    visibility = models.CharField(_("read by"), max_length=20, choices=Visibility, default=Visibility.ALL)
    sending = models.PositiveSmallIntegerField(_("sending"), default=0)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    mentioned = models.ManyToManyField("accounts.User", blank=True, related_name="+", verbose_name=_("named"))
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolved by"),
    )

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["period", "address"], name="comment_place_idx")]
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=False, guest__isnull=True)
                | Q(author__isnull=True, guest__isnull=False),
                name="comment_by_person_or_guest",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | Q(resolved_by__isnull=False),
                name="comment_resolved_has_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} – {self.address}"

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None

    @property
    def by_name(self) -> str:
        return str(self.guest or self.author)


class Phrase(models.Model):
    """A sentence that a reviewer uses often: the own stock, nobody else's."""

    user = models.ForeignKey(
        "accounts.User", models.CASCADE, related_name="phrases", verbose_name=_("reviewer")
    )
    text = models.TextField(_("phrase"))

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
