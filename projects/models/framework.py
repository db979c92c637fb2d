"""Outcomes and outputs of a project. Codes are labels; the hierarchy is the foreign keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import WithUid
from projects.models.plan import Project


class Outcome(WithUid):
    """A change that the project contributes to."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="outcomes", verbose_name=_("project"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    code = models.CharField(_("number"), max_length=20)
    title = models.TextField(_("title"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.project.code} · {self.code} {self.title[:80]}"


class Output(WithUid):
    """What the project itself delivers towards an outcome."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="outputs", verbose_name=_("outcome"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    code = models.CharField(_("number"), max_length=20)
    title = models.TextField(_("title"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.title[:80]}"
