"""Forms on a work row, an indicator, and the expenditure."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributions.forms.base import RecordForm
from contributions.models import ActivityEntry, Contribution, IndicatorEntry
from contributions.row_fields import ROW_FIELDS, RowField
from core.fields import DayField, LineField, LongTextField, MoneyField, NumberField, PeopleField
from core.formatting import number

STATUS_CHOICES = [("", _("Choose a status")), *ActivityEntry.Status.choices]


class ActivityEntryForm(RecordForm):
    """An office's entry on a work row; `partners` are (uid, name) of the other offices of a joint row."""

    names = ActivityEntry.FIELDS

    def __init__(
        self, *args: Any, record: ActivityEntry, partners: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, record=record, **options)
        if partners:
            self.fields["written_with"].choices = partners  # type: ignore[attr-defined]
        else:
            del self.fields["written_with"]


def _form_field(field: RowField) -> forms.Field:
    if field.kind == "status":
        return forms.ChoiceField(label=field.label, choices=STATUS_CHOICES, required=False)
    if field.kind == "offices":
        return forms.MultipleChoiceField(
            label=field.label, required=False, widget=forms.CheckboxSelectMultiple
        )
    return LongTextField(label=field.label, rows=field.lines, help_text=field.hint)


# What the form asks for stands in the description of a work row.
ActivityEntryForm.base_fields.update({field.name: _form_field(field) for field in ROW_FIELDS})


class IndicatorEntryForm(RecordForm):
    """An office's entry on an indicator; asks only for the figures that the indicator has."""

    names = IndicatorEntry.FIELDS

    progress = LongTextField(label=_("Current progress, in words"), rows=4, limit=300)
    value = NumberField(label=_("Number"))
    numerator = NumberField(label=_("Part"))
    denominator = NumberField(label=_("Whole"))
    women = PeopleField(label=_("Women"))
    men = PeopleField(label=_("Men"))
    under_30 = PeopleField(label=_("Under 30"))
    measured_on = DayField(label=_("Measured on"), help_text=_("For example 31.05.2021"))
    source = LineField(label=_("Source"), longest=300)
    not_measured_because = LongTextField(label=_("Not measured, because"), rows=2)
    expected_on = DayField(label=_("Figure expected on"))
    expected_source = LineField(label=_("Expected from"), longest=300)
    variance_reason = LongTextField(label=_("Reason for variance or delay"), rows=2, limit=300)

    def __init__(self, *args: Any, record: IndicatorEntry, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        indicator = record.indicator
        is_ratio = indicator.combine == indicator.Combine.RATIO
        unused = [] if is_ratio else ["numerator", "denominator"]
        unused += [] if indicator.by_sex else ["women", "men"]
        unused += [] if indicator.by_age else ["under_30"]
        for name in unused:
            if getattr(record, name) is None:
                del self.fields[name]
        if indicator.unit:
            self.fields["value"].widget.attrs["data-suffix"] = "%" if self._is_percent else indicator.unit

    @property
    def _is_percent(self) -> bool:
        record = self.record
        assert isinstance(record, IndicatorEntry)
        return record.indicator.unit.strip().lower() in ("percent", "%")

    @property
    def has_no_figure(self) -> bool:
        """Answer whether the fields for a missing figure are in use."""
        names = ("not_measured_because", "expected_on", "expected_source")
        return any(self[name].value() or self[name].errors for name in names)

    def total(self, cleaned: dict[str, Any]) -> Decimal | None:
        """Return the number of people that women and men are part of, or None where the figure counts no people."""
        if cleaned.get("numerator") is not None:
            part: Decimal = cleaned["numerator"]
            return part
        return None if self._is_percent else cleaned.get("value")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        total = self.total(cleaned)
        split = [cleaned[name] for name in ("women", "men") if cleaned.get(name) is not None]
        if total is not None and sum(split) > total:
            self.add_error(
                "women" if "women" in self.fields else "men",
                _(
                    "Women and men together are %(split)s, more than the total of %(total)s. "
                    "Correct one of these numbers; people who are counted once cannot be counted twice."
                )
                % {"split": number(sum(split)), "total": number(total)},
            )
        young = cleaned.get("under_30")
        if total is not None and young is not None and young > total:
            self.add_error(
                "under_30",
                _(
                    "People under 30 are %(young)s, more than the total of %(total)s. Correct one of the two numbers."
                )
                % {"young": number(young), "total": number(total)},
            )
        part, whole = cleaned.get("numerator"), cleaned.get("denominator")
        if part is not None and whole is not None and part > whole:
            self.add_error(
                "numerator",
                _(
                    "The part of %(part)s is larger than the whole of %(whole)s. Correct one of the two numbers."
                )
                % {"part": number(part), "whole": number(whole)},
            )
        return cleaned


class ExpenditureForm(RecordForm):
    """An office's expenditure to date."""

    names = ("spent", "committed", "gender_spent", "money_as_of", "money_is_provisional", "money_source")

    spent = MoneyField(label=_("Spent"))
    committed = MoneyField(label=_("Committed, not yet spent"))
    gender_spent = MoneyField(label=_("Spent on gender equality and women's empowerment"))
    money_as_of = DayField(label=_("Figures as of"), help_text=_("For example 31.05.2021"))
    money_is_provisional = forms.BooleanField(label=_("These figures are provisional"), required=False)
    money_source = LineField(label=_("Source of the figures"), longest=200)

    def __init__(self, *args: Any, record: Contribution, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
