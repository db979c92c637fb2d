"""What the coordinator adds: the cover, and joint words of an indicator. Answers use contributions.forms.AnswerForm."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributions.forms import RecordForm
from core.fields import LineField, LongTextField, NumberField
from reports.models import JointIndicatorText, Report


class CoverForm(RecordForm):
    """The fields of the cover that nobody has entered elsewhere."""

    names = Report.FIELDS

    prepared_by = LineField(label=_("Report prepared by"), longest=500)
    approved_by = LineField(label=_("Report approved by"), longest=500)
    rate_override = NumberField(
        label=_("Implementation rate, corrected"),
        places=1,
        help_text=_("Leave empty to print the computed rate."),
    )
    rate_reason = LineField(label=_("Reason for the correction"), longest=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rate_override"].widget.attrs["data-suffix"] = "%"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        rate = cleaned.get("rate_override")
        if rate is not None and rate > 999:
            self.add_error("rate_override", _("Write the rate in percent, for example 87."))
        if rate is not None and not cleaned.get("rate_reason"):
            self.add_error("rate_reason", _("Say in a few words why the computed rate is not printed."))
        return cleaned


class JointIndicatorTextForm(RecordForm):
    """Whether an indicator is printed; where several offices report, the joint words too."""

    names = JointIndicatorText.FIELDS

    is_included = forms.BooleanField(label=_("Print this indicator in the report"), required=False)
    progress = LongTextField(label=_("Current progress, joint text"), rows=3, limit=300)
    variance_reason = LongTextField(label=_("Reason for variance or delay, joint text"), rows=2, limit=300)

    def __init__(self, *args: Any, is_joint: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_joint:
            del self.fields["progress"], self.fields["variance_reason"]
