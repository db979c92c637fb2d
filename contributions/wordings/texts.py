"""The text fields of an office's input that a wording can be suggested for: found, read, and written once."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from audit.services import record
from contributions.counts import rows_held, store_counts_of_rows
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from contributions.row_fields import ROW_TEXTS
from projects import addresses
from projects.conditions import belongs
from projects.models import Outcome, Question, ReportingPeriod, Section

FIELDS = {
    "activity": tuple(field.name for field in ROW_TEXTS),
    "indicator": ("progress", "variance_reason"),
    "question": ("text",),
}

Entry = ActivityEntry | IndicatorEntry | Answer


def input_of(period: ReportingPeriod, office_id: int) -> Contribution | None:
    """Return the input of an office for a period, with what the pages need."""
    inputs = Contribution.objects.filter(period=period, office=office_id)
    return inputs.select_related("office__organisation", "period__project").first()


def entry_at(contribution: Contribution, address: str, field: str) -> Entry | None:
    """Return the record that holds a text; None where there is no such text. An answer not yet given is unsaved."""
    where = addresses.parse(address)
    if where is None or field not in FIELDS.get(where.kind, ()):
        return None
    if where.kind == "activity":
        return ActivityEntry.objects.filter(contribution=contribution, activity__uid=where.key).first()
    if where.kind == "indicator":
        return IndicatorEntry.objects.filter(contribution=contribution, indicator__uid=where.key).first()
    return _answer(contribution, where.key, where.outcome)


def _answer(contribution: Contribution, key: str, outcome_uid: str) -> Answer | None:
    period = contribution.period
    who = Q(who_answers=Question.Who.EVERY_OFFICE) | Q(
        who_answers=Question.Who.NAMED, named=contribution.office.organisation_id
    )
    asked = Question.objects.filter(who, section__edition_id=period.edition_id, key=key)
    question = asked.select_related("section").first()
    if question is None or not belongs(question.condition, period):
        return None
    repeats = question.section.kind == Section.Kind.PER_OUTCOME
    outcome = Outcome.objects.filter(project_id=period.project_id, uid=outcome_uid).first()
    if repeats != bool(outcome_uid) or repeats != (outcome is not None):
        return None
    found = Answer.objects.filter(contribution=contribution, question=question, outcome=outcome).first()
    return found or Answer(contribution=contribution, question=question, outcome=outcome)


def write(entry: Entry, field: str, *, before: str, after: str, by: User, reason: str) -> bool:
    """Write a text if it still reads as `before`, in one conditional UPDATE with its line; False where it does not.

    Call it inside the transaction of the act, with the input locked.
    """
    if entry.pk is None:
        assert isinstance(entry, Answer)
        entry, _is_new = Answer.objects.get_or_create(
            contribution=entry.contribution, question=entry.question, outcome=entry.outcome
        )
    if isinstance(entry, ActivityEntry):
        list(rows_held([entry.activity_id]).select_for_update())
    manager: models.Manager = type(entry)._default_manager
    setattr(entry, field, after)
    done = manager.filter(pk=entry.pk, **{field: before}).update(
        **{field: after},
        **entry.worked_out(),
        version=F("version") + 1,
        updated_at=timezone.now(),
        updated_by=by,
    )
    if done:
        if isinstance(entry, ActivityEntry):
            store_counts_of_rows([entry.activity_id], period_id=entry.contribution.period_id)
        record(by=by, action="write", on=entry, changes={field: [before, after]}, reason=reason)
    return bool(done)
