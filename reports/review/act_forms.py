"""Forms of the acts on a report."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributions.files.forms import CHOOSE_AGAIN
from core.fields import DayField, LineField, LongTextField, ReasonField
from core.formatting import day
from projects.models import ReportingPeriod


class SendForm(forms.Form):
    """Why a report goes to review without an organisation, and why points that stop stay."""

    use_required_attribute = False

    missing_reason = ReasonField(
        label="",
        longest=500,
        needed=_("Wait for them, or write one sentence why the report goes without."),
        help_text=_("One sentence; it is kept and printed."),
    )
    reason = ReasonField(
        label=_("Why the points that stop stay as they are"),
        longest=500,
        needed=_("Correct the points that stop, or write one sentence why they stay."),
        help_text=_("One sentence for all that have none yet; the reviewer reads it."),
    )

    def __init__(self, *args: Any, missing: list[str], has_stops: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["missing_reason"].label = _("Why the report goes without %(offices)s") % {
            "offices": ", ".join(missing)
        }
        if not missing:
            del self.fields["missing_reason"]
        if not has_stops:
            del self.fields["reason"]


class SendBackForm(forms.Form):
    """What the Secretariat says when it returns a report, and until when it waits."""

    use_required_attribute = False

    note = LongTextField(
        label=_("Note to the coordinator and the organisations"),
        rows=4,
        help_text=_("What has to change. The comments say the rest; without comments a note is needed."),
    )
    due_on = DayField(
        label=_("New date"),
        from_today=_("This day has passed: write a day to come, or leave it empty for none."),
        help_text=_("As day, month and year, for example 31.12.2030. Leave it empty for none."),
    )

    def __init__(self, *args: Any, has_comments: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_comments:
            needed = _("Comment on what has to change, or write a note: the organisations need to know.")
            self.fields["note"].needed = needed  # type: ignore[attr-defined]


class ClearForm(forms.Form):
    """What the cover prints as the Secretariat's comments on the report."""

    use_required_attribute = False

    note = LineField(
        label=_("Comments of the PBF Secretariat on the report"),
        longest=500,
        help_text=_("Printed on the cover, for example “Yes, incorporated”. It may stay empty."),
    )


class FinalForm(forms.Form):
    """Why a report is made final without every sign-off."""

    use_required_attribute = False

    unsigned_reason = ReasonField(
        label="",
        longest=500,
        needed=_("Ask the coordinator to record the sign-offs, or write one sentence why it goes without."),
        help_text=_("One sentence; it is kept with the version."),
    )

    def __init__(self, *args: Any, unsigned: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unsigned_reason"].label = _("Why it goes without the sign-off of %(offices)s") % {
            "offices": ", ".join(unsigned)
        }
        if not unsigned:
            del self.fields["unsigned_reason"]


class CorrectForm(forms.Form):
    """What has to be corrected in a final report."""

    use_required_attribute = False

    reason = LongTextField(
        label=_("What has to be corrected?"),
        rows=3,
        needed=_("Write what has to be corrected: the reason stays with the new version."),
        help_text=_("The reason stays with the new version, and its documents name it."),
    )


class SignOffForm(forms.Form):
    """Who signed off for an organisation, and the mail or scan that shows it."""

    use_required_attribute = False

    name = LineField(label=_("Name"), longest=200, needed=_("Write the name of the person who signed off."))
    title = LineField(
        label=_("Title"),
        longest=200,
        needed=_("Write the title of the person who signed off."),
        help_text=_("For example Head of Office."),
    )
    signed_on = DayField(
        label=_("Date"),
        needed=_("Write the day of the sign-off, for example 18.06.2021."),
        until_today=_("This day is still to come: write the day of the sign-off."),
        help_text=_("For example 18.06.2021."),
    )
    file = forms.FileField(
        label=_("Mail or scan"),
        required=False,
        allow_empty_file=True,  # refused with what to do when it is checked
        help_text=_("The mail or the signed page, as PDF, image or mail file. It stays internal."),
    )

    def __init__(self, *args: Any, period: ReportingPeriod, has_proof: bool, **options: Any) -> None:
        """Make the form; `has_proof` tells that this sending has the organisation's mail or scan already."""
        super().__init__(*args, **options)
        self.period, self.has_proof = period, has_proof
        if has_proof:
            self.fields["file"].help_text = _(
                "Leave it empty to keep the one that is there; another one takes its place. It stays internal."
            )

    def clean_signed_on(self) -> date | None:
        """Refuse a day before the report's period."""
        signed_on: date | None = self.cleaned_data["signed_on"]
        if signed_on is not None and signed_on < self.period.starts_on:
            raise forms.ValidationError(
                _("The period of the report began on %(day)s: write the day of the sign-off.")
                % {"day": day(self.period.starts_on)}
            )
        return signed_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.files.get("file"):
            if not self.has_proof:
                self.add_error("file", _("Attach the mail or the scan that shows the sign-off."))
        elif self.errors:
            self.ask_for_the_file_again()
        return cleaned

    def ask_for_the_file_again(self) -> None:
        """Say that a file that was chosen has to be chosen again, as no page can keep it."""
        if self.files.get("file") and "file" not in self.errors:
            self.add_error("file", str(CHOOSE_AGAIN))
