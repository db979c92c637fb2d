"""What stays as it was: snapshots, final versions with their files, and what was said and recorded of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import WithUid
from core.uids import new_uid
from projects.stage import FINAL
from reports.models.report import Report
from reports.states import REPLACED


class FrozenError(Exception):
    """Raised by any attempt to alter or remove what was frozen."""


class FrozenQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> NoReturn:
        raise FrozenError("What was frozen cannot be altered.")

    def delete(self) -> NoReturn:
        raise FrozenError("What was frozen cannot be removed.")

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:
        if options.get("update_conflicts"):
            raise FrozenError("What was frozen cannot be altered.")
        return super().bulk_create(objs, *args, **options)


class Frozen(models.Model):
    """A record that is written once."""

    objects: ClassVar[Any] = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise FrozenError("What was frozen cannot be altered.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenError("What was frozen cannot be removed.")


class Snapshot(Frozen, WithUid):
    """The whole report as frozen data: a candidate at each sending to review, or the content of a version."""

    class Kind(models.TextChoices):
        CANDIDATE = "candidate", _("Candidate")
        FINAL = "final", _("Final")

    report = models.ForeignKey(Report, models.PROTECT, related_name="snapshots", verbose_name=_("report"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField(_("number"))  # of the sending, or of the version
    content = models.TextField(_("content"))
    schema = models.PositiveSmallIntegerField(_("schema number"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("made by"))

    class Meta(Frozen.Meta):
        abstract = False
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "kind", "number"], name="snapshot_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.get_kind_display()} {self.number}"


# What is said beside a version after it was made; all else of it stays as it was.
_BESIDE = frozenset(
    {"state", "replaced_at", "public_at", "public_by", "version", "updated_at", "updated_by"}
    | {"public_by_id", "updated_by_id"}
)


class VersionQuerySet(models.QuerySet["ReportVersion"]):
    def update(self, **values: Any) -> int:
        _refuse_frozen(values)
        return super().update(**values)

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:
        if options.get("update_conflicts"):
            _refuse_frozen(options.get("update_fields") or ())
        return super().bulk_create(objs, *args, **options)


def _refuse_frozen(names: Iterable[str]) -> None:
    if not _BESIDE.issuperset(names):
        raise FrozenError("What a version says of how it was made cannot be altered.")


class ReportVersion(WithUid):
    """A final version. Its content and files, who cleared it and who had not signed off never change.

    Replaced, made public and submitted are said beside it.
    """

    class State(models.TextChoices):
        FINAL = FINAL, _("Final")
        REPLACED = REPLACED, _("Replaced")

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions", verbose_name=_("report"))
    number = models.PositiveSmallIntegerField(_("version"))
    snapshot = models.OneToOneField(
        Snapshot, models.PROTECT, related_name="final_version", verbose_name=_("snapshot")
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.FINAL)
    made_at = models.DateTimeField(_("made final"), auto_now_add=True)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("made final by")
    )
    reason = models.TextField(_("reason for the correction"), blank=True)
    unsigned = models.JSONField(_("without the sign-off of"), default=list, blank=True)  # short names
    unsigned_reason = models.CharField(
        _("made final without a sign-off, because"), max_length=500, blank=True
    )
    cleared_at = models.DateTimeField(_("cleared"), null=True, blank=True)
    cleared_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cleared by"),
    )
    cleared_as = models.CharField(_("cleared as"), max_length=20, choices=Report.ClearedAs, blank=True)
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    public_at = models.DateTimeField(_("made public"), null=True, blank=True)
    public_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made public by"),
    )
    version = models.PositiveIntegerField(_("version of the record"), default=1, editable=False)
    updated_at = models.DateTimeField(_("last changed"), null=True, blank=True, editable=False)
    updated_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )

    objects: ClassVar[VersionQuerySet] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(state="final"), name="version_one_final_per_report"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and not kwargs.get("force_insert"):
            named = kwargs.get("update_fields")
            _refuse_frozen([item.name for item in self._meta.fields] if named is None else named)
        super().save(*args, **kwargs)

    @property
    def is_public(self) -> bool:
        return self.public_at is not None


def version_file_name(_instance: models.Model, _filename: str) -> str:
    """Return a generated name below the folder of versions."""
    uid = new_uid()
    return f"versions/{uid[:2]}/{uid}"


class VersionFile(Frozen):
    """One document of a version, as it was made."""

    of_version = models.ForeignKey(
        ReportVersion, models.PROTECT, related_name="files", verbose_name=_("version")
    )
    format = models.CharField(_("format"), max_length=10)
    file = models.FileField(_("file"), upload_to=version_file_name)
    file_name = models.CharField(_("name of the file"), max_length=150)
    content_type = models.CharField(_("type of the file"), max_length=100)
    size = models.PositiveBigIntegerField(_("size, bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta(Frozen.Meta):
        abstract = False
        verbose_name = _("file of a version")
        verbose_name_plural = _("files of versions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["of_version", "format"], name="version_file_once")]

    def __str__(self) -> str:
        return self.file_name


class SignOff(models.Model):
    """An organisation's word that the report may go out in its name, as the coordinator recorded it."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="sign_offs", verbose_name=_("report"))
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, related_name="sign_offs", verbose_name=_("what was signed off")
    )
    office = models.ForeignKey(
        "accounts.Office", models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("title"), max_length=200)
    signed_on = models.DateField(_("date"))
    attachment = models.ForeignKey(
        "contributions.Attachment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mail or scan"),
    )
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "office"], name="sign_off_once")]

    def __str__(self) -> str:
        return f"{self.office}: {self.name}"


class QualityReview(models.Model):
    """A reviewer's short checklist and rating of one candidate; `answers` maps its lines to yes, partly or no."""

    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, related_name="quality_reviews", verbose_name=_("candidate")
    )
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("reviewer"))
    answers = models.JSONField(_("checklist"), default=dict)
    rating = models.PositiveSmallIntegerField(_("rating, 1 to 4"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("time"), auto_now=True)

    class Meta:
        verbose_name = _("quality review")
        verbose_name_plural = _("quality reviews")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "by"], name="quality_review_once"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 4)), name="quality_rating_one_to_four"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot}: {self.rating}"


class RecordedSubmission(models.Model):
    """That a version was handed to the Fund, and what the Fund answered."""

    class To(models.TextChoices):
        PBSO = "pbso", _("PBSO")
        MPTFO = "mptfo", _("MPTF Office")

    of_version = models.ForeignKey(
        ReportVersion, models.PROTECT, related_name="submissions", verbose_name=_("version")
    )
    sent_to = models.CharField(_("submitted to"), max_length=10, choices=To)
    sent_on = models.DateField(_("date"))
    sent_by_name = models.CharField(_("submitted by"), max_length=200)
    gateway_link = models.URLField(_("link on the Gateway"), max_length=500, blank=True)
    feedback = models.TextField(_("feedback"), blank=True)
    feedback_on = models.DateField(_("date of the feedback"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("submission to the Fund")
        verbose_name_plural = _("submissions to the Fund")
        ordering = ["sent_on", "pk"]

    def __str__(self) -> str:
        return f"{self.of_version} → {self.get_sent_to_display()}, {self.sent_on}"
