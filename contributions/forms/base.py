"""What every form of one record shares: the version it was based on, the values to write, notices."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.markup import to_html
from core.saving import Base, Clash, Saved, base_of, digest, plain_value

LOST_BASE = _(
    "Part of this page was lost on the way, so it cannot be compared with what others wrote. "
    "Your text is still here: save once more."
)


class RecordForm(forms.Form):
    """A form on one versioned record; `names` are the fields that it writes."""

    use_required_attribute = False
    names: tuple[str, ...] = ()

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, record: models.Model, **options: Any) -> None:
        self.record = record
        self.saved: Saved | None = None
        initial = {name: getattr(record, name) for name in self.names if name not in ("lines_key",)}
        super().__init__(*args, **options)
        self.proposed = {name: value for name, value in self.initial.items() if name in self.names}
        self.initial = {**initial, **self.initial, "base": self._base().dump()}

    def _base(self) -> Base:
        proposed = {name: digest(value) for name, value in self.proposed.items()}
        return replace(base_of(self.record, self.base_names()), proposed=proposed)

    def base_names(self) -> tuple[str, ...]:
        """Return the fields whose digests travel with the form."""
        return self.names

    @property
    def was_sent(self) -> bool:
        """Answer whether this record was part of what was posted."""
        return self.add_prefix("base") in self.data

    @property
    def is_touched(self) -> bool:
        """Answer whether it was sent with something to write: another value than the stored or the proposed one."""
        return self.was_sent and (bool(set(self.changed_data) - {"base"}) or self.proposal_moved)

    @property
    def based_on(self) -> Base:
        """Return the version that the person saw."""
        base = Base.load(self.cleaned_data["base"])
        assert base is not None  # clean_base has made sure
        return base

    def clean_base(self) -> str:
        text: str = self.cleaned_data["base"]
        if Base.load(text) is None:
            raise ValidationError(LOST_BASE)
        return text

    def values(self) -> dict[str, Any]:
        """Return what the person typed, by field.

        Left out are fields where the stored text is kept after a clash, and proposals left as they were shown.
        """
        typed = {name: self.cleaned_data[name] for name in self.names if name in self.cleaned_data}
        shown = self.based_on.proposed
        return {
            name: value
            for name, value in typed.items()
            if self.data.get(self.keep_name(name)) != "theirs" and digest(value) != shown.get(name)
        }

    @property
    def proposal_moved(self) -> bool:
        """Answer whether what was proposed has changed since the person saw it."""
        base = Base.load(self.data.get(self.add_prefix("base"), ""))
        seen = base.proposed if base else {}
        return any(digest(value) != seen[name] for name, value in self.proposed.items() if name in seen)

    def keep_name(self, name: str) -> str:
        """Return the name of the choice between two texts of a field."""
        return f"keep-{self.add_prefix(name)}"

    @property
    def field_names(self) -> list[str]:
        """Return the names under which this form's fields are posted."""
        return [self.add_prefix(name) for name in self.fields] + [self.keep_name(name) for name in self.names]

    @property
    def notices(self) -> list[str]:
        """Return what was changed in the text on the way in."""
        if self.is_bound and any(
            "\x00" in str(self.data.get(self.add_prefix(name), "")) for name in self.fields
        ):
            return [str(_("Signs that no text can hold (null characters) were left out."))]
        return []

    def rebase(self) -> None:
        """After a clash, take the stored version as the new base, so that saving again is a decision."""
        if self.record.pk:
            self.record.refresh_from_db()
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("base")] = self._base().dump()
        self.data = data

    @property
    def clashes(self) -> list[dict[str, Any]]:
        """Return the fields that two people changed, with both texts for the page."""
        if self.saved is None:
            return []
        return [self._two_texts(clash) for clash in self.saved.clashes]

    def _two_texts(self, clash: Clash) -> dict[str, Any]:
        field = self.fields.get(clash.name)
        return {
            "name": self.keep_name(clash.name),
            "label": field.label if field else _("List"),
            "mine_html": to_html(self.shown(clash.name, clash.typed)),
            "theirs_html": to_html(self.shown(clash.name, clash.stored)),
            "theirs_by": clash.stored_by,
        }

    def shown(self, name: str, value: Any) -> str:
        """Return a value in words, for the comparison of two versions."""
        choices = dict(getattr(self.fields.get(name), "choices", []) or [])
        if isinstance(value, list):
            return ", ".join(str(choices.get(item, item)) for item in value)
        return str(choices.get(value, "" if value is None else plain_value(value)))


def notices_of(forms: Iterable[RecordForm]) -> list[str]:
    """Return what was changed in the texts of these forms on the way in, each sentence once."""
    return list(dict.fromkeys(notice for form in forms if form.was_sent for notice in form.notices))


def anchor_of(form: RecordForm, name: str) -> str:
    """Return the id on the page where an error of this field is corrected; empty where the field is not shown."""
    if name == "base" or name not in form.fields:
        return ""
    return form[name].id_for_label or form[name].auto_id  # a group of boxes has no label of its own
