"""Joint texts, each remembering which answers or entries it was made from and how they read then."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributions.models import Answer, IndicatorEntry
from contributions.models.answers import AnswerContent
from core.models import Versioned
from reports.models.report import Report


class JointAnswer(AnswerContent):
    """The coordinator's answer to a question, as it goes into the report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="section_texts", verbose_name=_("report"))

    class Meta:
        verbose_name = _("joint text")
        verbose_name_plural = _("joint texts")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "question"], condition=Q(outcome__isnull=True), name="section_text_once"
            ),
            models.UniqueConstraint(
                fields=["report", "question", "outcome"],
                condition=Q(outcome__isnull=False),
                name="section_text_once_per_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} – {self.question}"


class TakenText(models.Model):
    """How a source read when it was taken over."""

    text = models.TextField(_("text when taken"), blank=True)
    taken_at = models.DateTimeField(_("taken"), auto_now=True)

    class Meta:
        abstract = True


class JointAnswerSource(TakenText):
    """An office's answer that a joint text was made from."""

    joint_answer = models.ForeignKey(
        JointAnswer, models.CASCADE, related_name="sources", verbose_name=_("joint text")
    )
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="+", verbose_name=_("answer"))

    class Meta:
        verbose_name = _("source of a joint text")
        verbose_name_plural = _("sources of joint texts")
        constraints = [
            models.UniqueConstraint(fields=["joint_answer", "answer"], name="joint_answer_source_once")
        ]

    def __str__(self) -> str:
        return f"{self.joint_answer} ← {self.answer}"


class JointIndicatorText(Versioned):
    """Whether an indicator is printed, and the joint words that are printed where several offices report on it."""

    FIELDS = ("is_included", "progress", "variance_reason")

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="indicator_texts", verbose_name=_("report")
    )
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    is_included = models.BooleanField(_("printed in this report"), default=True)
    progress = models.TextField(_("current progress, joint text"), blank=True)
    variance_reason = models.TextField(_("reason for variance or delay, joint text"), blank=True)

    class Meta:
        verbose_name = _("joint indicator text")
        verbose_name_plural = _("joint indicator texts")
        constraints = [models.UniqueConstraint(fields=["report", "indicator"], name="indicator_text_once")]

    def __str__(self) -> str:
        return f"{self.report} – {self.indicator}"


class JointIndicatorTextSource(TakenText):
    """An office's entry that a joint indicator text was made from."""

    joint_indicator_text = models.ForeignKey(
        JointIndicatorText, models.CASCADE, related_name="sources", verbose_name=_("joint indicator text")
    )
    entry = models.ForeignKey(IndicatorEntry, models.CASCADE, related_name="+", verbose_name=_("entry"))
    variance_reason = models.TextField(_("reason for variance or delay when taken"), blank=True)

    class Meta:
        verbose_name = _("source of a joint indicator text")
        verbose_name_plural = _("sources of joint indicator texts")
        constraints = [
            models.UniqueConstraint(
                fields=["joint_indicator_text", "entry"], name="joint_indicator_text_source_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.joint_indicator_text} ← {self.entry}"
