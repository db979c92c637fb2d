"""Abstract bases that every app's models share. No tables of their own."""

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
