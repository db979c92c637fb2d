"""The form of an invitation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from activities.models import Activity
from core.fields import LineField
from projects.actor import Actor
from projects.capabilities import Capability
from projects.models import Membership, Project
from projects.permissions import can_invite

Role = Membership.Role
INVITED_ROLES = (Role.FOCAL_POINT, Role.WRITER, Role.READER)


class InviteForm(forms.Form):
    """Whom to invite, as what, for which office; a writer gets rows."""

    use_required_attribute = False

    email = LineField(label=_("E-mail address"), longest=254)
    name = LineField(label=_("Name"), longest=200)
    office = forms.ChoiceField(label=_("Organisation"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    rows = forms.MultipleChoiceField(
        label=_("Rows of a writer"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A writer sees and writes only the rows ticked here."),
    )

    def __init__(
        self, *args: Any, actor: Actor, project: Project, offices: list[Office], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.actor, self.project = actor, project
        self.offices = {
            office.uid: office
            for office in offices
            if any(can_invite(actor, role, office.pk) for role in INVITED_ROLES)
        }
        allowed = [
            role
            for role in INVITED_ROLES
            if any(can_invite(actor, role, office.pk) for office in self.offices.values())
        ]
        self.fields["office"].choices = [(uid, office.short_name) for uid, office in self.offices.items()]  # type: ignore[attr-defined]
        self.fields["role"].choices = [(role.value, role.label) for role in allowed]  # type: ignore[attr-defined]
        if Role.WRITER in allowed:
            self.fields["rows"].choices = self._rows(actor)  # type: ignore[attr-defined]
        else:
            del self.fields["rows"]

    def _rows(self, actor: Actor) -> list[tuple[str, str]]:
        own = actor.offices_with(Capability.INVITE_WRITERS)
        rows = Activity.objects.of_project(self.project.pk).rows().filter(responsibilities__office__in=own)
        return [(row.uid, row.title) for row in rows.in_form_order().distinct()]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError(_("Write an e-mail address, for example name@example.org.")) from None
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        office = self.offices.get(cleaned.get("office", ""))
        role = cleaned.get("role", "")
        if office is not None and role:
            decision = can_invite(self.actor, role, office.pk)
            if not decision:
                self.add_error("role", str(decision.reason))
        if not office:
            self.add_error("office", _("Choose an organisation."))
        if not role:
            self.add_error("role", _("Choose a role."))
        if role == Role.WRITER and not cleaned.get("rows"):
            self.add_error("rows", _("Tick at least one row for this writer."))
        return cleaned
