"""How much of one section of an input is written, counted by the database: what a row that was saved answers with."""

from django.db.models import Count, Q, QuerySet

from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from contributions.selectors import (
    asked_questions,
    given_rows,
    membership_of_writer,
    opened_addresses,
)
from indicators.selectors import due_condition
from projects import addresses
from projects.actor import Actor
from projects.models import Outcome, Section


def count_written(contribution: Contribution, actor: Actor, section: str) -> tuple[int, int]:
    """Return how many records of a section are written, of how many that wait for something.

    After a return that opened some rows only these are counted; for a writer the given rows.
    """
    if section == "activities":
        rows = ActivityEntry.objects.filter(contribution=contribution)
        return _counted(_of_whom(rows, contribution, actor, "activity"), Q(counts_as_written=True), Q())
    if section == "indicators":
        entries = IndicatorEntry.objects.filter(contribution=contribution)
        waiting = due_condition(indicator="indicator", period="contribution__period") | Q(
            counts_as_written=True
        )
        return _counted(
            _of_whom(entries, contribution, actor, "indicator"), Q(counts_as_written=True), waiting
        )
    if section == "texts":
        return _count_texts(contribution)
    filled = contribution.spent is not None or contribution.gender_spent is not None
    return int(filled), 1


def _of_whom(entries: QuerySet, contribution: Contribution, actor: Actor, row: str) -> QuerySet:
    membership_id = membership_of_writer(contribution, actor)
    if membership_id is not None:
        entries = entries.filter(**{f"{row}__in": given_rows(contribution, membership_id, row)})
    opened = opened_addresses(contribution)
    if opened is not None:
        parsed = [addresses.parse(address) for address in opened]
        uids = [address.key for address in parsed if address is not None and address.kind == row]
        entries = entries.filter(**{f"{row}__uid__in": uids})
    return entries


def _counted(entries: QuerySet, written: Q, waiting: Q) -> tuple[int, int]:
    counts = entries.aggregate(done=Count("pk", filter=written), total=Count("pk", filter=waiting or None))
    return counts["done"], counts["total"]


def _count_texts(contribution: Contribution) -> tuple[int, int]:
    """Count answers and required questions; there are as many questions as the form has (three queries)."""
    opened = opened_addresses(contribution)
    questions = asked_questions(contribution)
    outcomes: list[tuple[int | None, str]] = []
    if any(question.section.kind == Section.Kind.PER_OUTCOME for question in questions):
        found = Outcome.objects.filter(project_id=contribution.period.project_id)
        outcomes = list(found.values_list("pk", "uid"))
    written = {
        (answer.question_id, answer.outcome_id)
        for answer in Answer.objects.filter(contribution=contribution)
        if answer.is_written
    }
    done = total = 0
    for question in questions:
        per_outcome = question.section.kind == Section.Kind.PER_OUTCOME
        for outcome_id, outcome_uid in outcomes if per_outcome else [(None, "")]:
            if opened is not None and addresses.question(question.key, outcome_uid) not in opened:
                continue
            is_written = (question.pk, outcome_id) in written
            done += is_written
            total += is_written or question.is_required
    return done, total
