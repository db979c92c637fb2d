"""The change log: who changed what, when and why, as plain values without foreign keys. Append-only."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(Exception):
    """Raised by any attempt to alter or remove a line of the change log."""


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    def update(self, **values: Any) -> NoReturn:
        raise AppendOnlyError("Lines of the change log cannot be altered.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("Lines of the change log cannot be removed.")


class LogEntry(models.Model):
    """One change of one record by one person."""

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    actor_id = models.PositiveBigIntegerField(_("person number"), null=True)
    actor = models.CharField(_("person"), max_length=300)
    action = models.CharField(_("act"), max_length=60, db_index=True)
    object_type = models.CharField(_("kind of record"), max_length=60)
    object_uid = models.CharField(_("record"), max_length=60)
    object_label = models.CharField(_("name of the record"), max_length=300)
    changes = models.JSONField(_("changes"), default=dict)
    reason = models.TextField(_("reason"), blank=True)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_type", "object_uid", "-at"], name="audit_object_idx")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.action} {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError("Lines of the change log cannot be altered.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("Lines of the change log cannot be removed.")
