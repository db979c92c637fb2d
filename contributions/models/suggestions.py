"""Suggested wordings: another text for one field, waiting for its owner."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from discussion.models import OnAddress


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def open(self) -> SuggestionQuerySet:
        """Return the suggestions that wait for an answer."""
        return self.filter(state=Suggestion.State.OPEN)


class Suggestion(OnAddress):
    """Another wording for one field; the text as it read stays here and, with its author, in the change log."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        APPLIED = "applied", _("Applied by the coordinator")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    original = models.TextField(_("text as it read"), blank=True)
    proposed = models.TextField(_("suggested wording"))
    note = models.CharField(_("why"), max_length=500, blank=True)
    answer_note = models.CharField(_("answer"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("suggested by")
    )
    made_at = models.DateTimeField(_("suggested"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    updated_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    updated_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )

    objects: ClassVar[SuggestionQuerySet] = SuggestionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("suggested wording")
        verbose_name_plural = _("suggested wordings")
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["period", "state"], name="suggestion_state_idx")]

    def __str__(self) -> str:
        return f"{self.period} – {self.address}"
