"""Points to check on a page: what was posted to them, for an input and for the joint report alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from checks.data import Severity
from contributions.models import Contribution
from contributions.points.results import AnsweredResult, CheckResults
from contributions.points.services import answer_points
from core.markup import clean
from projects.models import ReportingPeriod


def field_of(asked: AnsweredResult) -> str:
    """Return the name under which the sentence to a point is posted."""
    return f"sentence-{asked.point.key}"


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted to the points of a page; `is_only_points` where nothing else was asked for."""

    points: CheckResults
    changed: tuple[tuple[AnsweredResult, str], ...] = ()
    dismissed: tuple[AnsweredResult, ...] = ()
    brought_back: tuple[AnsweredResult, ...] = ()
    is_only_points: bool = False


def read_points(points: CheckResults, posted: Mapping[str, Any]) -> Posted:
    """Return what was posted; only points that are there now are answered, and only hints are dismissed."""
    changed = []
    for asked in points.all:
        typed, _had_nul = clean(str(posted.get(field_of(asked), asked.answer)))
        sentence = typed.strip()
        if asked.point.severity != Severity.HINT and sentence != asked.answer:
            changed.append((asked, sentence))
    dismiss = set(posted.get("dismiss", "").split(","))
    back = posted.get("bring_back", "")
    hints = [asked for asked in points.all if asked.point.severity == Severity.HINT]
    return Posted(
        points,
        tuple(changed),
        tuple(asked for asked in hints if asked.point.key in dismiss and not asked.is_dismissed),
        tuple(asked for asked in hints if asked.point.key == back and asked.is_dismissed),
        bool("dismiss" in posted or back or "save_points" in posted),
    )


def save_points(
    period: ReportingPeriod, contribution: Contribution | None, posted: Posted, *, by: User
) -> CheckResults:
    """Store what was posted to the points, and return them as they stand then."""
    points = posted.points
    for asked, sentence in posted.changed:
        points = answer_points(period, contribution, points, [asked], by=by, text=sentence)
    points = answer_points(period, contribution, points, posted.dismissed, by=by, is_dismissed=True)
    return answer_points(period, contribution, points, posted.brought_back, by=by)
