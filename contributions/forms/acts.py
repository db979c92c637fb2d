"""Forms of acts on an input."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DayField, LineField, LongTextField, ReasonField


class SubmitForm(forms.Form):
    """What is asked when an input is submitted: who cleared it, and why points that stop stay."""

    use_required_attribute = False

    cleared_by_name = LineField(
        label=_("Cleared in my organisation by"),
        longest=300,
        help_text=_("Name and title, if somebody had to agree. That person needs no account."),
    )
    reason = ReasonField(
        label=_("Why the points that stop stay as they are"),
        longest=500,
        needed=_("Correct the points that stop, or write one sentence why they stay."),
        help_text=_("One sentence for all of them; the coordinator and the reviewer read it."),
    )

    def __init__(self, *args: Any, has_stops: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.has_stops = has_stops
        if not has_stops:
            del self.fields["reason"]


class ReturnForm(forms.Form):
    """Why an input goes back to its organisation, and which of its rows."""

    use_required_attribute = False

    reason = LongTextField(
        label=_("What has to change?"),
        rows=3,
        needed=_("Write in one sentence what has to change, so that the organisation knows."),
        help_text=_("The organisation reads it in its mail and on its input."),
    )
    addresses = forms.MultipleChoiceField(
        label=_("Open only these rows"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a tick the whole input is open again. What is not ticked stays as it is."),
    )
    due_on = DayField(
        label=_("New date for this organisation"),
        from_today=_("This day has passed: write a day to come, or leave it empty to keep the date."),
        help_text=_("As day, month and year, for example 31.12.2030. Leave it empty to keep the date."),
    )

    def __init__(self, *args: Any, rows: Iterable[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["addresses"].choices = list(rows)  # type: ignore[attr-defined]


class OnBehalfForm(forms.Form):
    """Where the coordinator has it from, what a silent organisation would have written."""

    use_required_attribute = False

    source = LineField(
        label=_("Source"),
        longest=300,
        needed=_("Write where you have it from: the organisation and the reviewer read it."),
        help_text=_("For example: e-mail of the programme officer, telephone call."),
    )
    dated = DayField(
        label=_("Date of the source"),
        needed=_("Write the date of the source, for example 18.06.2021."),
        until_today=_("This day is still to come: write the day on which you had it from the source."),
        help_text=_("For example 18.06.2021."),
    )


class DueDateForm(forms.Form):
    """Until when one organisation may write."""

    use_required_attribute = False

    due_on = DayField(
        label=_("Own date for this organisation"),
        from_today=_(
            "This day has passed: write a day to come, or leave it empty to go back to the date of the period."
        ),
        help_text=_(
            "As day, month and year, for example 31.12.2030. Leave it empty to go back to the date of the period."
        ),
    )
