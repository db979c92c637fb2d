"""What an organisation had handed in at a place, as plain values: the report has it while the place is open."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from core.saving import plain_value
from projects import addresses

MONEY = ("spent", "committed", "gender_spent", "money_as_of", "money_is_provisional", "money_source")


def as_accepted(contribution: Contribution, address: str) -> dict[str, Any]:
    """Return the values of a place as they stand, by field; empty where nothing was written there."""
    where = addresses.parse(address)
    if where is None:
        return {}
    record: models.Model | None = None
    names: tuple[str, ...] = ()
    if where.kind == "activity":
        entries = ActivityEntry.objects.filter(contribution=contribution, activity__uid=where.key)
        record, names = entries.select_related("carried_from").first(), ActivityEntry.FIELDS
    elif where.kind == "indicator":
        record = IndicatorEntry.objects.filter(contribution=contribution, indicator__uid=where.key).first()
        names = IndicatorEntry.FIELDS
    elif where.kind == "question":
        record, names = _answer(contribution, where), ("text", "choice", "choices", "amount")
    elif where.kind == "money":
        record, names = contribution, MONEY
    if record is None:
        return {}
    values = {name: plain_value(getattr(record, name)) for name in names}
    if isinstance(record, ActivityEntry):
        values["progress"] = record.text
    if isinstance(record, Answer):
        values["lines"] = [[line.funder, plain_value(line.amount), line.note] for line in record.lines.all()]
    return values


def _answer(contribution: Contribution, where: addresses.Address) -> Answer | None:
    answers = Answer.objects.filter(contribution=contribution, question__key=where.key)
    if where.outcome:
        return answers.filter(outcome__uid=where.outcome).first()
    return answers.filter(outcome__isnull=True).first()


def read_back(model: type[models.Model], values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return these fields of kept values as the model holds them today.

    What was kept may be older than the model: a field that it does not know has its default, and a field that the
    model does not know any more is left out.
    """
    return {name: _read_field(model, values, name) for name in names}


def _read_field(model: type[models.Model], values: Mapping[str, Any], name: str) -> Any:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    value = values.get(name)
    if value is None:
        return None if field.null else field.get_default()
    return field.to_python(value)
