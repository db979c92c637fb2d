"""The form of a submission to the Fund: to whom a version went, when, by whom, and what was answered."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contributions.files.forms import AddressField
from core.fields import DayField, LineField, LongTextField
from core.formatting import day
from reports.models import RecordedSubmission, ReportVersion
from reports.versions.services import SubmissionValues, submission_digest

NAMES = tuple(SubmissionValues.__slots__)
STILL_TO_COME = gettext_lazy("This day is still to come: write the day on which it happened.")
CHOOSE_TO = gettext_lazy("Choose to whom the version went.")


class SubmissionForm(forms.Form):
    """A submission that is recorded, or changed when the Fund has answered."""

    use_required_attribute = False

    sent_to = forms.ChoiceField(
        label=gettext_lazy("Submitted to"),
        choices=RecordedSubmission.To.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": CHOOSE_TO},
    )
    sent_on = DayField(
        label=gettext_lazy("Date"),
        needed=gettext_lazy("Write the day on which it was submitted, for example 15.11.2021."),
        until_today=STILL_TO_COME,
        help_text=gettext_lazy("For example 15.11.2021."),
    )
    sent_by_name = LineField(
        label=gettext_lazy("Submitted by"),
        longest=200,
        help_text=gettext_lazy("Name and title of the person who sent it."),
    )
    gateway_link = AddressField(
        label=gettext_lazy("Link on the Gateway"),
        longest=500,
        help_text=gettext_lazy("Where the report can be read there, if it is there already."),
    )
    feedback = LongTextField(
        label=gettext_lazy("Feedback of the Fund"),
        rows=5,
        help_text=gettext_lazy("It often comes weeks later: add it then."),
    )
    feedback_on = DayField(
        label=gettext_lazy("Date of the feedback"),
        until_today=STILL_TO_COME,
        help_text=gettext_lazy("For example 15.12.2021."),
    )
    # What was stored when the page was made: somebody else may change the same record meanwhile.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        posted: Any = None,
        *,
        version: ReportVersion,
        submission: RecordedSubmission | None = None,
        by_name: str = "",
    ) -> None:
        self.version, self.submission = version, submission
        stored: dict[str, Any] = {"sent_by_name": by_name}
        if submission is not None:
            stored = {name: getattr(submission, name) for name in NAMES}
        super().__init__(posted, initial=stored | {"seen": _digest(submission)})
        self.is_recorded_already = False

    def clean_sent_to(self) -> str:
        sent_to: str = self.cleaned_data["sent_to"]
        if not sent_to:
            raise ValidationError(str(CHOOSE_TO))
        return sent_to

    def clean_sent_on(self) -> date:
        sent_on: date = self.cleaned_data["sent_on"]
        began = self.version.report.period.starts_on
        if sent_on < began:
            raise ValidationError(
                _("The period of the report began on %(day)s: write the day on which it was submitted.")
                % {"day": day(began)}
            )
        return sent_on

    def clean_sent_by_name(self) -> str:
        name: str = self.cleaned_data["sent_by_name"]
        if not name:
            raise ValidationError(_("Write who submitted it: name and title."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        sent_on, feedback_on = cleaned.get("sent_on"), cleaned.get("feedback_on")
        if feedback_on and not cleaned.get("feedback"):
            self.add_error(
                "feedback", _("Write what the Fund answered, or take the date of the feedback away.")
            )
        if cleaned.get("feedback") and feedback_on is None and "feedback_on" not in self.errors:
            self.add_error("feedback_on", _("Write the day of the feedback, for example 15.12.2021."))
        if sent_on and feedback_on and feedback_on < sent_on:
            self.add_error(
                "feedback_on", _("This is before the day of the submission: correct one of the two dates.")
            )
        if self.submission is None:
            self._refuse_a_second(cleaned)
        elif cleaned.get("seen") != _digest(self.submission):
            self._tell_what_changed()
        return cleaned

    def _refuse_a_second(self, cleaned: dict[str, Any]) -> None:
        """Refuse a second one to the same office on the same day, unless the button was only pressed twice."""
        sent_to, sent_on = cleaned.get("sent_to"), cleaned.get("sent_on")
        if not sent_to or not sent_on:
            return
        same = RecordedSubmission.objects.filter(of_version=self.version, sent_to=sent_to, sent_on=sent_on)
        told = same.first()
        if told is None:
            return
        if not self.errors and submission_digest(told) == submission_digest(self.values):
            self.is_recorded_already = True
        else:
            words = _("A submission to %(office)s on this day is recorded already. Change that one instead.")
            self.add_error("sent_on", words % {"office": RecordedSubmission.To(sent_to).label})

    def _tell_what_changed(self) -> None:
        """Show what somebody else has stored since the page was made; sending again then replaces it."""
        typed = dict(self.cleaned_data)
        for name in NAMES:
            stored = getattr(self.submission, name)
            if name in typed and typed[name] != stored:
                words = _(
                    "Somebody else has saved this meanwhile: %(stored)s. Keep yours or take theirs, and save."
                )
                self.add_error(name, words % {"stored": _shown(name, stored)})
        self.data = {**self.data.dict(), "seen": _digest(self.submission)}  # type: ignore[attr-defined]

    @property
    def values(self) -> SubmissionValues:
        """Return what the form says."""
        return SubmissionValues(**{name: self.cleaned_data[name] for name in NAMES})

    @property
    def says_something_new(self) -> bool:
        """Answer whether anything differs from what is stored."""
        stored = self.submission
        if stored is None:
            return not self.is_recorded_already
        return any(self.cleaned_data[name] != getattr(stored, name) for name in NAMES)


def _digest(submission: RecordedSubmission | None) -> str:
    return submission_digest(submission) if submission else ""


def _shown(name: str, value: Any) -> str:
    if name == "sent_to":
        return str(RecordedSubmission.To(value).label)
    if isinstance(value, date):
        return f"{value:%d.%m}.{value.year:04d}"
    return f"“{value}”" if value else _("empty")
