"""Forms of comments, phrases and guests."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from core.fields import DayField, LineField, LongTextField
from core.formatting import day, number
from core.markup import characters, clean
from core.zones import today
from discussion.about import Choices
from discussion.models import Comment, Phrase
from discussion.phrases import with_phrase

LONGEST = 5000
LONGEST_PHRASE = 1000
MOST_DAYS = 60
NOTHING = _("Write what you want to say.")


def not_too_long(text: str, longest: int = LONGEST) -> str:
    """Return the text; raises ValidationError with what to do where it is longer, and nothing of it is lost."""
    if (count := characters(text)) > longest:
        raise ValidationError(
            _("Shorten this to %(longest)s characters; it has %(count)s. Nothing of it was lost."),
            params={"longest": number(longest), "count": number(count)},
        )
    return text


class CommentForm(forms.Form):
    """A comment or a reply; the Secretariat chooses who reads it, and has its phrases at hand.

    `fields` are those of the place that it may be about; none are asked for where there is nothing to choose.
    """

    use_required_attribute = False

    field = forms.ChoiceField(label=_("About"), required=False)
    text = LongTextField(label=_("Your comment"), rows=5, limit=LONGEST)
    visibility = forms.ChoiceField(label=_("Who reads it"), required=False)
    phrase = forms.ChoiceField(label=_("Insert a phrase"), required=False)

    def __init__(
        self,
        *args: Any,
        can_keep: bool,
        phrases: list[Phrase],
        fields: Choices = (),
        stays: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if fields:
            self.fields["field"].choices = fields  # type: ignore[attr-defined]
            self.fields["field"].error_messages["invalid_choice"] = _("Choose what your comment is about.")
        else:
            del self.fields["field"]
        self.phrases = {str(phrase.pk): phrase.text for phrase in phrases}
        if can_keep and not stays:
            self.fields["visibility"].choices = Comment.Visibility.choices  # type: ignore[attr-defined]
        else:
            del self.fields["visibility"]
        if self.phrases:
            short = [(key, text[:80]) for key, text in self.phrases.items()]
            self.fields["phrase"].choices = [("", _("Choose a phrase")), *short]  # type: ignore[attr-defined]
        else:
            del self.fields["phrase"]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].strip()
        if not text:
            raise ValidationError(NOTHING)
        return not_too_long(text)

    def clean_visibility(self) -> str:
        return self.cleaned_data["visibility"] or Comment.Visibility.ALL

    def inserted(self) -> dict[str, Any]:
        """Return what the form shows after the button that inserts a phrase was pressed."""
        typed, _had_nul = clean(str(self.data.get(self.add_prefix("text"), "")))
        phrase = self.phrases.get(str(self.data.get(self.add_prefix("phrase"), "")), "")
        return {
            "field": self.data.get(self.add_prefix("field"), ""),
            "text": with_phrase(typed, phrase) if phrase else typed,
            "visibility": self.data.get(self.add_prefix("visibility"), Comment.Visibility.ALL),
        }


class PhraseForm(forms.Form):
    """A phrase to keep."""

    use_required_attribute = False

    text = LongTextField(label=_("New phrase"), rows=3, limit=LONGEST_PHRASE)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].strip()
        if not text:
            raise ValidationError(_("Write the phrase."))
        return not_too_long(text, LONGEST_PHRASE)


class GuestForm(forms.Form):
    """Whom to ask for comments, as what, and until when."""

    use_required_attribute = False

    name = LineField(label=_("Name"), longest=200)
    email = LineField(label=_("E-mail address"), longest=254)
    role = LineField(label=_("Asked as"), longest=100, help_text=_("For example gender adviser."))
    until = DayField(
        label=_("May comment until"),
        help_text=_("At most 60 days from today, for example 18.06.2021. The link ends that day."),
    )

    def clean_name(self) -> str:
        if not self.cleaned_data["name"]:
            raise ValidationError(_("Write the guest's name: it stands beside the comments."))
        name: str = self.cleaned_data["name"]
        return name

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError(_("Write an e-mail address, for example name@example.org.")) from None
        return email

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        last = today() + timedelta(days=MOST_DAYS)
        if until is None or not today() <= until <= last:
            raise ValidationError(
                _("Write a day from today to %(last)s: a guest's link is good for at most 60 days."),
                params={"last": day(last)},
            )
        return until


class GuestCommentForm(forms.Form):
    """What a guest says, and about what."""

    use_required_attribute = False

    address = forms.ChoiceField(label=_("About"), required=False)
    text = LongTextField(label=_("Your comment"), rows=6, limit=LONGEST)

    def __init__(self, *args: Any, words: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["address"].choices = list(words.items())  # type: ignore[attr-defined]
        self.fields["address"].error_messages["invalid_choice"] = _("Choose what your comment is about.")

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if not address:
            raise ValidationError(_("Choose what your comment is about."))
        return address

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].strip()
        if not text:
            raise ValidationError(NOTHING)
        return not_too_long(text)
