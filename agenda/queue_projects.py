"""Projects of the queue that have no reporting period yet, as lines beside those of the reports."""

from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    Field,
    IntegerField,
    OuterRef,
    QuerySet,
    Value,
)

from agenda.rounds import NO_ROUND
from projects.models import Project, ReportingPeriod

_NUMBER: Field = IntegerField()
_WORDS: Field = CharField()
_DAY: Field = DateField()
_MOMENT: Field = DateTimeField()
# What a line of a report has, and a project without one has not.
_WITHOUT: dict[str, Value] = {
    "pk": Value(None, output_field=_NUMBER),
    "ends_on": Value(None, output_field=_DAY),
    "step_due": Value(None, output_field=_DAY),
    "since": Value(None, output_field=_MOMENT),
    "time_zone": Value("", output_field=_WORDS),
    "starts_on": Value(None, output_field=_DAY),
    "inputs_due_on": Value(None, output_field=_DAY),
    "coordinator_due_on": Value(None, output_field=_DAY),
    "review_due_on": Value(None, output_field=_DAY),
    "submission_due_on": Value(None, output_field=_DAY),
    "report__returned_due_on": Value(None, output_field=_DAY),
    "report__correction_reason": Value("", output_field=_WORDS),
    "code": Value("", output_field=_WORDS),
    "kind": Value("", output_field=_WORDS),
    "state": Value(NO_ROUND, output_field=_WORDS),
    "step": Value(NO_ROUND, output_field=_WORDS),
    "is_submitted": Value(False, output_field=BooleanField()),
    "is_clearing": Value(False, output_field=BooleanField()),
    "rank": Value(1, output_field=_NUMBER),  # nobody has begun: after what waits for the reviewer
    "way": Value(-1, output_field=_NUMBER),  # before every state of a report
}
_OWN = {"project__code": "code", "project__title": "title"}


def without_round(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Return those of these projects that have no reporting period."""
    return projects.filter(~Exists(ReportingPeriod.objects.order_by().filter(project=OuterRef("pk"))))


def as_lines(projects: QuerySet[Project], fields: tuple[str, ...]) -> QuerySet[Any, Any]:
    """Return projects with the same columns as the reports' lines, in the same order, to be put among them."""
    columns = {
        f"line_{name}".replace("__", "_"): F(_OWN[name]) if name in _OWN else _WITHOUT[name]
        for name in fields
    }
    return projects.order_by().annotate(**columns).values_list(*columns)
