"""The fields of a row, an indicator or a question that a comment can be about, by the labels of their forms."""

from collections.abc import Container
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from discussion.address_words import field_words
from discussion.registry import FIELD_LABELS
from projects import addresses
from projects.models import Question, ReportingPeriod

Choices = tuple[tuple[str, Any], ...]  # (field, label); the first is the place as a whole

_WHOLE = {
    "activity": gettext_lazy("The whole row"),
    "indicator": gettext_lazy("The whole indicator"),
    "question": gettext_lazy("The whole answer"),
    "money": gettext_lazy("All of it"),
}
# Other questions have one field: the whole answer says it.
_OF_TYPES = {
    Question.Type.YES_NO_TEXT.value: ("choice", "text"),
    Question.Type.MULTI_CHOICE.value: ("choices", "text"),
    Question.Type.FUNDERS.value: ("lines", "text"),
}


def fields_of(kind: str, question_type: str = "", *, among: Container[str] | None = None) -> Choices:
    """Return what a comment on this kind of place can be about; empty where there is nothing to choose.

    `among` are the fields that a form asks for, where that is known.
    """
    labels = FIELD_LABELS.get()(kind)
    names = _OF_TYPES.get(question_type, ()) if kind == "question" else tuple(labels)
    if among is not None and kind != "question":
        names = tuple(name for name in names if name in among)
    if not names:
        return ()
    return (("", _WHOLE[kind]), *((name, labels[name]) for name in names))


def fields_at(period: ReportingPeriod, address: str) -> Choices:
    """Return what a comment on one place of a report can be about (one query for a question)."""
    where = addresses.parse(address)
    if where is None:
        return ()
    if where.kind != "question":
        return fields_of(where.kind)
    asked = Question.objects.filter(section__edition_id=period.edition_id, key=where.key)
    return fields_of("question", asked.values_list("type", flat=True).first() or "")


def about_words(address: str, field: str) -> str:
    """Return which field of a place a comment is about, "About Required next steps"; empty for the whole."""
    if not field:
        return ""
    label = FIELD_LABELS.get()(address.partition("/")[0]).get(field)
    return _("About %(field)s") % {"field": label or field_words(address, field)}
