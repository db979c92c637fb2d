"""Answering points to check, and storing them as they stand when something is handed in."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from accounts.models import User
from audit.services import record
from contributions.loaded import load_input
from contributions.models import Contribution, PointAnswer, StoredPoint
from contributions.points.results import AnsweredResult, CheckResults, points_of_input
from contributions.selectors import SECTIONS_TO_CHECK, load_all_records, opened_addresses
from projects.models import ReportingPeriod


def current_points(contribution: Contribution) -> CheckResults:
    """Return the points of an input as it is stored now."""
    loaded = load_input(contribution)
    return points_of_input(loaded, load_all_records(loaded, SECTIONS_TO_CHECK))


def answer_points(
    period: ReportingPeriod,
    contribution: Contribution | None,
    points: CheckResults,
    answered: Iterable[AnsweredResult],
    *,
    by: User,
    text: str = "",
    is_dismissed: bool = False,
) -> CheckResults:
    """Store one sentence, or a dismissal, for some of these points; returns them all as they stand then.

    For the joint report there is no contribution. What is stored already, by the same form sent twice, is not
    recorded again.
    """
    keys = set()
    for asked in answered:
        keys.add(asked.point.key)
        with transaction.atomic():
            answer, is_new = PointAnswer.objects.select_for_update().get_or_create(
                period=period,
                contribution=contribution,
                key=asked.point.key,
                defaults={"rule": asked.point.rule, "text": text, "is_dismissed": is_dismissed, "by": by},
            )
            if not is_new:
                if (answer.text, answer.is_dismissed) == (text, is_dismissed):
                    continue
                answer.text, answer.is_dismissed, answer.by = text, is_dismissed, by
                answer.save()
            act = "dismiss_point" if is_dismissed else "answer_point"
            changes = {"point": [None, asked.point.sentence]}
            record(by=by, action=act, on=contribution or period, changes=changes, reason=text)
    return CheckResults(
        tuple(
            replace(asked, answer=text, is_dismissed=is_dismissed, answered_by=str(by), told_in=None)
            if asked.point.key in keys
            else asked
            for asked in points.all
        )
    )


def store_points(
    period: ReportingPeriod, contribution: Contribution | None, points: CheckResults, *, sending: int = 0
) -> None:
    """Store points as they stand, with what was answered; earlier ones of the same sending are replaced.

    Of an input that was open in part, the points of the other places stay as they were stored. On a point of a
    report `contribution` names the input whose organisation answered it.
    """
    earlier = StoredPoint.objects.filter(period=period, sending=sending)
    if contribution is not None:
        earlier = earlier.filter(contribution=contribution)
        opened = opened_addresses(contribution)
        if opened is not None:
            earlier = earlier.filter(address__in=opened)
    earlier.delete()
    StoredPoint.objects.bulk_create(
        StoredPoint(
            period=period,
            contribution=contribution or asked.told_in,
            sending=sending,
            rule=asked.point.rule,
            severity=asked.point.severity,
            address=asked.point.address,
            field=asked.point.field,
            where=asked.point.where[:200],
            office=asked.point.office,
            text_hash=asked.point.text_hash,
            sentence=asked.point.sentence,
            answer=asked.answer,
            is_dismissed=asked.is_dismissed,
        )
        for asked in points.all
    )
