"""The forms of an attachment: what it is, and the file or the link."""

import json
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contributions.files.checking import Checked, check_file, check_size, check_type
from contributions.files.refusal import Refused
from contributions.files.services import FIELDS
from contributions.files.types import CONTENT_TYPES
from contributions.models import Attachment
from core.fields import DayField, LineField
from core.files.stored_files import NotStored
from core.saving import digest

Kind = Attachment.Kind
CHOOSE_KIND = gettext_lazy("Choose what this is.")
CHOOSE_AGAIN = gettext_lazy(
    "Choose the file again: a file cannot be kept while something else on the page has to be corrected."
)
_is_address = URLValidator(schemes=["http", "https"])


class AddressField(LineField):
    """A link that begins with http:// or https://."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        try:
            _is_address(value)
        except ValidationError:
            raise ValidationError(_("Write the whole address, beginning with https:// or http://.")) from None


class DescriptionForm(forms.Form):
    """What an attachment is. `is_listed` is left out where it belongs to no report."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        # What shows a sign-off comes with recording the sign-off, and is never changed by hand.
        choices=[("", gettext_lazy("Choose")), *(item for item in Kind.choices if item[0] != Kind.SIGN_OFF)],
        required=False,
        error_messages={"invalid_choice": CHOOSE_KIND},
    )
    title = LineField(label=gettext_lazy("Title"), longest=200)
    dated = DayField(
        label=gettext_lazy("Date"), help_text=gettext_lazy("Of the document, for example 30.06.2021.")
    )
    caption = LineField(
        label=gettext_lazy("Caption"),
        longest=300,
        help_text=gettext_lazy("Of a photo: who or what is seen, where and when."),
    )
    credit = LineField(
        label=gettext_lazy("Credit"),
        longest=200,
        help_text=gettext_lazy("Of a photo: who took it, and for which organisation."),
    )
    has_consent = forms.BooleanField(
        label=gettext_lazy("The people shown have consented to its use"),
        required=False,
        help_text=gettext_lazy("A photo without this consent stays internal."),
    )
    is_listed = forms.BooleanField(
        label=gettext_lazy("List it in the documents of the report"),
        required=False,
        help_text=gettext_lazy("Otherwise it is internal: it is read here, and no document names it."),
    )

    def __init__(self, *args: Any, in_report: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not in_report:
            del self.fields["is_listed"]

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if not kind:
            raise ValidationError(str(CHOOSE_KIND))
        return kind

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if not title:
            raise ValidationError(
                _("Write a title by which others find it, for example “Baseline survey, 2020”.")
            )
        return title

    @property
    def values(self) -> dict[str, Any]:
        """Return what the form says, by the names of the record."""
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in FIELDS if name != "is_internal"} | {
            "is_internal": not cleaned.get("is_listed", False)
        }

    @property
    def stays_internal(self) -> bool:
        """Answer whether a photo was to be listed, and is not, for want of consent."""
        cleaned = self.cleaned_data
        is_photo = cleaned["kind"] == Kind.PHOTO
        return is_photo and cleaned.get("is_listed", False) and not cleaned["has_consent"]


class AddForm(DescriptionForm):
    """A new attachment: a file or a link."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ",".join(f".{extension}" for extension in CONTENT_TYPES)}),
    )
    url = AddressField(
        label=gettext_lazy("Or a link"),
        longest=500,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
        help_text=gettext_lazy("To where it is kept. The portal does not look after what stands there."),
    )
    field_order = ("kind", "title", "file", "url", "dated", "caption", "credit", "has_consent", "is_listed")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.checked: Checked | None = None
        self.fields["file"].help_text = _(
            "At most %(size)s: PDF, Word, Excel, PowerPoint, OpenDocument, text, picture or mail."
        ) % {"size": filesizeformat(settings.ATTACHMENT_LARGEST)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = self.files.get("file")
        if file is not None and cleaned.get("url"):
            self.add_error(
                "url", _("Keep one of the two: the file or the link. Add the other one by itself.")
            )
        elif file is None and not cleaned.get("url") and "url" not in self.errors:
            self.add_error("file", _("Choose a file, or write a link."))
        if file is not None:
            self._check_file(file, cleaned.get("kind", ""))
            if self.errors and "file" not in self.errors:
                self.add_error("file", str(CHOOSE_AGAIN))
        return cleaned

    def _check_file(self, file: Any, kind: str) -> None:
        try:
            check_size(file.size, settings.ATTACHMENT_LARGEST)
            self.checked = check_file(file.name or "", file.read(), kind, largest=settings.ATTACHMENT_LARGEST)
        except (Refused, NotStored) as refusal:
            self.add_error("file", str(refusal))


class ChangeForm(DescriptionForm):
    """What an attachment says of itself, with what it said when the page was shown."""

    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, attachment: Attachment, **options: Any) -> None:
        self.attachment = attachment
        digests = {name: digest(getattr(attachment, name)) for name in FIELDS}
        initial = {name: getattr(attachment, name) for name in FIELDS}
        initial |= {"is_listed": not attachment.is_internal, "base": json.dumps(digests)}
        super().__init__(*args, in_report=attachment.period_id is not None, initial=initial, **options)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.attachment.file and cleaned.get("kind"):
            try:
                check_type(self.attachment.file_name, cleaned["kind"])
            except Refused:
                self.add_error(
                    "kind", _("A file of this type is kept as something else: choose another kind.")
                )
        return cleaned

    @property
    def shown(self) -> dict[str, str]:
        """Return the digests that the page was based on; none where they were damaged."""
        try:
            found = json.loads(self.cleaned_data["base"])
            return {name: str(value) for name, value in found.items() if name in FIELDS}
        except (ValueError, AttributeError, RecursionError):
            return {}

    def again(self, clashes: tuple[str, ...]) -> "ChangeForm":
        """Return the form as it goes back to the page: what was typed, and beside it what somebody else has written.

        A field that only the other person changed comes back with the other person's words.
        """
        typed, shown = self.values, self.shown
        self.attachment.refresh_from_db()
        data = cast(QueryDict, self.data).copy()
        fresh = ChangeForm(attachment=self.attachment)
        for name, field in (("is_listed" if name == "is_internal" else name, name) for name in FIELDS):
            if name in fresh.fields and digest(typed[field]) == shown.get(field):
                stored = fresh.fields[name].prepare_value(fresh.initial[name])
                data.setlist(name, [] if stored in (None, False) else ["on" if stored is True else stored])
        data["base"] = fresh.initial["base"]
        form = ChangeForm(data, attachment=self.attachment)
        for name in clashes:
            form._tell_clash(name)
        return form

    def _tell_clash(self, field: str) -> None:
        name = "is_listed" if field == "is_internal" else field
        stored = self.initial[name]
        if isinstance(stored, bool):
            words = _("ticked") if stored else _("not ticked")
        elif name == "kind":
            words = str(Kind(stored).label)
        else:
            words = str(self.fields[name].prepare_value(stored) or "–")
        self.add_error(
            name,
            _("Somebody changed this meanwhile; it is now: %(words)s. Save again to put yours in its place.")
            % {"words": words},
        )
