"""An office's answers to the questions of the form."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from checks import facts
from contributions.models.inputs import Contribution
from core.models import Versioned


class AnswerContent(Versioned):
    """The fields of any answer, by an office or by the coordinator. Which are used follows from the question's type."""

    FIELDS = ("text", "choice", "choices", "amount", "lines_key")

    question = models.ForeignKey(
        "projects.Question", models.PROTECT, related_name="+", verbose_name=_("question")
    )
    outcome = models.ForeignKey(
        "projects.Outcome", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("outcome")
    )
    text = models.TextField(_("text"), blank=True)
    choice = models.CharField(_("choice"), max_length=60, blank=True)
    choices = models.JSONField(_("boxes ticked"), default=list, blank=True)
    amount = models.DecimalField(
        _("amount, US dollars"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    # Digest of the list of funders: lets the list take part in the comparison of versions like any field.
    lines_key = models.CharField(max_length=16, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_filled(self) -> bool:
        """Answer whether anything stands there, so that it is printed."""
        return facts.is_answer_filled(self, has_lines=bool(self.lines_key))

    @property
    def is_written(self) -> bool:
        """Answer whether it says anything: a dash or "n/a" alone stands there, but is no answer."""
        return facts.is_answer_written(self, has_lines=bool(self.lines_key))


class FundLineContent(models.Model):
    """One funder with an amount and a note."""

    position = models.PositiveSmallIntegerField(_("order"), default=1)
    funder = models.CharField(_("name of funder"), max_length=300)
    amount = models.DecimalField(
        _("amount, US dollars"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.funder


class Answer(AnswerContent):
    """What one office answered to one question, per outcome where the section repeats per outcome."""

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, related_name="answers", verbose_name=_("agency input")
    )
    counts_as_written = models.BooleanField(_("counts as written"), default=False, editable=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "question"], condition=Q(outcome__isnull=True), name="answer_once"
            ),
            models.UniqueConstraint(
                fields=["contribution", "question", "outcome"],
                condition=Q(outcome__isnull=False),
                name="answer_once_per_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution} – {self.question}"

    def worked_out(self) -> dict[str, Any]:
        return {"counts_as_written": self.is_written}


class AnswerLine(FundLineContent):
    """One line of an office's list of funders."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="lines", verbose_name=_("answer"))

    class Meta(FundLineContent.Meta):
        verbose_name = _("line of a list")
        verbose_name_plural = _("lines of lists")
