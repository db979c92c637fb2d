"""The field "offices, in order": short names of a project's offices in one line, kept as ordered records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Office
from projects.models import Participation, Project


def offices_of(project: Project) -> dict[str, Office]:
    """Return the offices that take part in a project by the name to write, in the order of the cover (one query)."""
    parts = Participation.objects.filter(project=project).select_related("office__organisation")
    offices = [part.office for part in parts]
    short_names = [office.short_name for office in offices]
    return {
        office.short_name
        if short_names.count(office.short_name) == 1
        else f"{office.short_name} ({office.country})": office
        for office in offices
    }


def parse_offices(text: str, project: Project, offices: dict[str, Office]) -> list[Office]:
    """Return the offices named in a line such as "UNDP, OHCHR"; raise a ValidationError that names those that exist."""
    by_name = {name.casefold(): office for name, office in offices.items()}
    chosen: list[Office] = []
    for name in (part.strip() for part in text.replace(";", ",").split(",")):
        if not name:
            continue
        office = by_name.get(name.casefold())
        if office is None and not offices:
            raise ValidationError(
                _(
                    "No office takes part in %(project)s yet: add the participating organisations to the project first."
                )
                % {"project": project.code}
            )
        if office is None:
            raise ValidationError(
                _("“%(name)s” does not take part in %(project)s. Choose from: %(names)s.")
                % {"name": name, "project": project.code, "names": ", ".join(offices)}
            )
        if office in chosen:
            raise ValidationError(_("%(name)s stands there twice: name it once.") % {"name": name})
        chosen.append(office)
    return chosen


class OfficesForm(forms.ModelForm):
    """A form of a record with ordered `responsibilities`; `lookup` gives the offices of many forms with one query.

    What it writes appears in the record's line of the change log as `offices`.
    """

    offices = forms.CharField(
        label=gettext_lazy("Offices, in order"),
        required=False,
        widget=forms.TextInput(attrs={"size": 40, "class": "offices-field"}),
        help_text=gettext_lazy("Short names with commas, the first one leads: UNDP, OHCHR."),
    )
    owner: ClassVar[str] = ""  # name of the foreign key from the responsibility to the record

    def __init__(
        self, *args: Any, lookup: Callable[[], dict[str, Office]] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.lookup = lookup
        self.more_changes: dict[str, list[Any]] = {}
        self.chosen: list[Office] | None = None
        self.before = self._responsible()
        if self.before and "offices" in self.fields:
            names = {office.pk: name for name, office in self.known_offices().items()}
            self.initial["offices"] = ", ".join(
                names.get(office.pk, office.short_name) for office in self.before
            )

    def _responsible(self) -> list[Office]:
        if not self.instance.pk:
            return []
        return [item.office for item in self.instance.responsibilities.all()]

    def project_of_record(self) -> Project | None:
        """Return the project that the record belongs to, as far as it is known yet."""
        return self.instance.project if self.instance.project_id else None

    def known_offices(self) -> dict[str, Office]:
        """Return the offices that may be named."""
        if self.lookup is not None:
            return self.lookup()
        project = self.project_of_record()
        return offices_of(project) if project else {}

    def check_offices(self) -> None:
        """Read the line of names; put what is wrong with it at the field. Call it when the project is known."""
        project = self.project_of_record()
        if project is None or "offices" not in self.cleaned_data or "offices" not in self.changed_data:
            return
        try:
            chosen = parse_offices(self.cleaned_data["offices"], project, self.known_offices())
            self._refuse_removal([office for office in self.before if office not in chosen])
        except ValidationError as error:
            self.add_error("offices", error)
        else:
            self.chosen = chosen

    def _refuse_removal(self, removed: list[Office]) -> None:
        """Keep offices that were asked about this record in a round already."""
        if not removed:
            return
        asked = self.instance.entries.filter(contribution__office__in=removed).select_related(
            "contribution__office__organisation", "contribution__period__project"
        )
        first = asked.first()
        if first is not None:
            raise ValidationError(
                _(
                    "%(office)s has an entry here in %(period)s already, so it stays. "
                    "To change who is responsible, end this one by date and add a new one."
                )
                % {"office": first.contribution.office.short_name, "period": first.contribution.period}
            )

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        if self.chosen is None or self.chosen == self.before:
            return
        model: type[models.Model] = self.instance.responsibilities.model
        model._default_manager.filter(**{self.owner: self.instance}).delete()
        model._default_manager.bulk_create(
            model(**{self.owner: self.instance}, office=office, position=position)
            for position, office in enumerate(self.chosen, start=1)
        )
        self.more_changes["offices"] = [
            [office.short_name for office in self.before],
            [office.short_name for office in self.chosen],
        ]
