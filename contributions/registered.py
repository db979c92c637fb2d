"""What this app tells the discussion below it (see discussion.registry): labels of fields, and a writer's rows."""

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from contributions.forms import rows
from contributions.models import WriterRow
from discussion import registry
from projects import addresses
from projects.actor import Actor

_FORMS: dict[str, Any] = {
    "activity": rows.ActivityEntryForm,
    "indicator": rows.IndicatorEntryForm,
    "money": rows.ExpenditureForm,
}
_HIDDEN = ("base", "written_with")
_OF_ANSWERS = {
    "choice": _("Answer"),
    "choices": _("Answer"),
    "lines": _("List of funders"),
    "text": _("Explanation"),
}


@cache
def field_labels(kind: str) -> dict[str, Any]:
    """Return the fields of a kind of place with the labels of the form in which they are written."""
    if kind == "question":
        return _OF_ANSWERS
    form = _FORMS.get(kind)
    fields = {} if form is None else form.base_fields
    return {name: field.label for name, field in fields.items() if name not in _HIDDEN}


def own_addresses(actor: Actor) -> frozenset[str]:
    """Return the places of the rows that a writer was given."""
    if not actor.writer_memberships:
        return frozenset()
    given = WriterRow.objects.filter(membership__in=actor.writer_memberships.values())
    return frozenset(
        addresses.activity(activity) if activity else addresses.indicator(indicator)
        for activity, indicator in given.values_list("activity__uid", "indicator__uid")
    )


def fill() -> None:
    """Give them; called once, when the apps are ready."""
    registry.FIELD_LABELS.fill(field_labels)
    registry.OWN_ADDRESSES.fill(own_addresses)
