"""A form edition as data: sections of a closed list of kinds, questions with a closed grammar."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormEdition(models.Model):
    """One edition of the report form in one language. Old reports keep theirs."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, default="en")
    title = models.CharField(_("heading line"), max_length=200)
    words = models.JSONField(
        _("fixed words"),
        default=dict,
        blank=True,
        help_text=_("Yes, No, Not provided … in the form's language."),
    )
    margin = models.DecimalField(
        _("margin for on track"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("0.10"),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))],
        help_text=_("Share of the planned change that a value may lag behind, 0.10 for ten per cent."),
    )
    is_active = models.BooleanField(_("offered for new periods"), default=True)

    class Meta:
        verbose_name = _("form edition")
        verbose_name_plural = _("form editions")
        ordering = ["-is_active", "name"]

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """One part of the form, in the form's order."""

    class Kind(models.TextChoices):
        COVER = "cover", _("Cover")
        NOTES = "notes", _("Notes")
        QUESTIONS = "questions", _("Questions")
        PER_OUTCOME = "per_outcome", _("Questions per outcome")
        INDICATORS = "indicators", _("Indicator table")
        ANNEX1 = "annex1", _("Activity table (Annex 1)")

    edition = models.ForeignKey(
        FormEdition, models.CASCADE, related_name="sections", verbose_name=_("form edition")
    )
    key = models.SlugField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    heading = models.CharField(_("heading as printed"), max_length=300)
    intro = models.TextField(_("introduction as printed"), blank=True)
    labels = models.JSONField(_("labels as printed"), default=dict, blank=True)
    columns = models.JSONField(
        _("columns of its table, in order"),
        default=list,
        blank=True,
        help_text=_("Each with a key that stays, the head as printed, and the field that it shows."),
    )
    as_table = models.BooleanField(_("printed as a two-column table"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("section of the form")
        verbose_name_plural = _("sections of the form")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="section_key_once_per_edition")
        ]

    def __str__(self) -> str:
        return self.heading


class Question(models.Model):
    """One question of the form."""

    class Type(models.TextChoices):
        TEXT = "text", _("Text")
        CHOICE = "choice", _("One choice")
        YES_NO = "yes_no", _("Yes or no")
        YES_NO_TEXT = "yes_no_text", _("Yes or no, with text")
        MONEY = "money", _("Amount in US dollars")
        MONEY_TEXT = "money_text", _("Amount in US dollars, or words such as n/a")
        FUNDERS = "funders", _("List of funders and amounts")
        MULTI_CHOICE = "multi_choice", _("Boxes to tick, with text")

    class Condition(models.TextChoices):
        ALWAYS = "always", _("Always")
        FINAL = "final", _("Final reports")
        ENDING = "ending", _("Final reports, and projects that end within six months")
        SEMI_ANNUAL = "semi_annual", _("Semi-annual reports")
        ANNUAL = "annual", _("Annual reports")

    class Who(models.TextChoices):
        COORDINATOR = "coordinator", _("Coordinator only")
        EVERY_OFFICE = "every_office", _("Every organisation")
        NAMED = "named", _("Named organisations")

    class Combine(models.TextChoices):
        COORDINATOR = "coordinator", _("The coordinator writes one text")
        SUM = "sum", _("Amounts are added")
        ANY_YES = "any_yes", _("Yes if one says yes")
        LIST = "list", _("All entries are listed")

    section = models.ForeignKey(Section, models.CASCADE, related_name="questions", verbose_name=_("section"))
    key = models.CharField(_("key"), max_length=60, help_text=_("Stays the same from edition to edition."))
    short = models.CharField(_("short name on screen"), max_length=80)
    label = models.TextField(_("question as printed"))
    type = models.CharField(_("type"), max_length=20, choices=Type)
    limit = models.PositiveIntegerField(_("limit, characters"), null=True, blank=True)
    options = models.JSONField(
        _("choices"), default=list, blank=True, help_text=_('Pairs such as ["on_track", "on track"].')
    )
    condition = models.CharField(_("asked in"), max_length=20, choices=Condition, default=Condition.ALWAYS)
    who_answers = models.CharField(_("who answers"), max_length=20, choices=Who, default=Who.EVERY_OFFICE)
    named = models.ManyToManyField("accounts.Organisation", blank=True, verbose_name=_("named organisations"))
    combine = models.CharField(
        _("how answers combine"), max_length=20, choices=Combine, default=Combine.COORDINATOR
    )
    is_required = models.BooleanField(_("response required"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["section", "key"], name="question_key_once_per_section")
        ]

    def __str__(self) -> str:
        return self.short

    def clean(self) -> None:
        needs_options = self.type in (self.Type.CHOICE, self.Type.MULTI_CHOICE)
        pairs = isinstance(self.options, list) and all(
            isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
            for pair in self.options
        )
        if not pairs or (needs_options and not self.options):
            raise ValidationError(
                {"options": _('Write the choices as pairs, for example [["on_track", "on track"]].')}
            )
