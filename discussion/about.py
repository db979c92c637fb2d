"""The fields of a row, an indicator or a question that a comment can be about, by the labels of their forms."""

from collections.abc import Container
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from discussion.address_words import field_words
from projects import addresses
from projects.models import Question, ReportingPeriod

Choices = tuple[tuple[str, Any], ...]  # (field, label); the first is the place as a whole

_WHOLE = {
    "activity": gettext_lazy("The whole row"),
    "indicator": gettext_lazy("The whole indicator"),
    "question": gettext_lazy("The whole answer"),
    "money": gettext_lazy("All of it"),
}
_BOX, _LIST, _TEXT = gettext_lazy("Answer"), gettext_lazy("List of funders"), gettext_lazy("Explanation")
_OF_ANSWERS = {"choice": _BOX, "choices": _BOX, "lines": _LIST, "text": _TEXT}
# Other questions have one field: the whole answer says it.
_OF_TYPES = {
    Question.Type.YES_NO_TEXT.value: ("choice", "text"),
    Question.Type.MULTI_CHOICE.value: ("choices", "text"),
    Question.Type.FUNDERS.value: ("lines", "text"),
}


@cache
def _labels(kind: str) -> dict[str, Any]:
    """Return the fields of a kind of place with the labels of the form in which they are written."""
    from contributions.forms import rows  # here, as forms and services of inputs are loaded before it

    form: Any = {
        "activity": rows.ActivityEntryForm,
        "indicator": rows.IndicatorEntryForm,
        "money": rows.ExpenditureForm,
    }.get(kind)
    if form is None:
        return _OF_ANSWERS if kind == "question" else {}
    hidden = ("base", "written_with")
    return {name: field.label for name, field in form.base_fields.items() if name not in hidden}


def fields_of(kind: str, question_type: str = "", *, among: Container[str] | None = None) -> Choices:
    """Return what a comment on this kind of place can be about; empty where there is nothing to choose.

    `among` are the fields that a form asks for, where that is known.
    """
    names = _OF_TYPES.get(question_type, ()) if kind == "question" else tuple(_labels(kind))
    if among is not None and kind != "question":
        names = tuple(name for name in names if name in among)
    if not names:
        return ()
    return (("", _WHOLE[kind]), *((name, _labels(kind)[name]) for name in names))


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
    label = _labels(address.partition("/")[0]).get(field)
    return _("About %(field)s") % {"field": label or field_words(field)}
