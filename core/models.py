"""Abstract bases that every app's models share. No tables of their own."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.uids import new_uid


class WithUid(models.Model):
    """A record with a short immutable uid for everything that leaves the house."""

    uid = models.CharField(_("uid"), max_length=12, unique=True, editable=False, default=new_uid)

    class Meta:
        abstract = True


class Versioned(WithUid):
    """A record whose writes name the version they were based on."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
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

    class Meta:
        abstract = True

    def worked_out(self) -> dict[str, Any]:
        """Return the columns that follow from the fields, by name: a save stores them along."""
        return {}


class PerformedAct(models.Model):
    """The key that a page put into its form: the same form sent twice performs its act once."""

    key = models.CharField(_("key"), max_length=40)
    actor_id = models.PositiveBigIntegerField(_("person number"))
    act = models.CharField(_("act"), max_length=60)
    object_type = models.CharField(_("kind of record"), max_length=60)
    object_uid = models.CharField(_("record"), max_length=60)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("performed act")
        verbose_name_plural = _("performed acts")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "actor_id", "act", "object_type", "object_uid"], name="performed_act_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.object_uid}"
