"""The points of an input or a report with what was answered to them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from checks.data import CheckResult, Severity
from checks.rules import find_points
from contributions.loaded import LoadedInput
from contributions.models import Contribution, PointAnswer, StoredPoint
from contributions.points.check_input import check_input_of_input
from contributions.selectors import InputRecords, opened_addresses
from core.answers import says_nothing
from core.formatting import number
from projects.models import ReportingPeriod

LONGEST = 1000  # characters of what is still read as one sentence


@dataclass(frozen=True, slots=True)
class AnsweredResult:
    """A point with what was answered to it, and where it can be corrected.

    In a report, `told_in` is the input in which its organisation answered it already.
    """

    point: CheckResult
    answer: str = ""
    is_dismissed: bool = False
    answered_by: str = ""
    url: str = ""
    told_in: Contribution | None = None

    @property
    def is_settled(self) -> bool:
        """Answer whether it asks nothing any more: a reason or a sentence was written, or the hint was dismissed."""
        return not says_nothing(self.answer) or self.is_dismissed

    @property
    def warning(self) -> str:
        """Return what is said beside a sentence that is long for one; it is kept whole."""
        count = len(self.answer)
        if count <= LONGEST:
            return ""
        return _(
            "%(count)s characters, where one sentence is asked. It is kept whole; shorten it if you can."
        ) % {"count": number(count)}


@dataclass(frozen=True, slots=True)
class HintGroup:
    """Hints that say the same of several places."""

    sentence: str
    all: tuple[AnsweredResult, ...]

    @property
    def keys(self) -> str:
        """Return what dismisses all of them."""
        return ",".join(asked.point.key for asked in self.all)


@dataclass(frozen=True, slots=True)
class CheckResults:
    """The points of an input or a report, in order."""

    all: tuple[AnsweredResult, ...] = field(default_factory=tuple)

    def of(self, severity: str) -> tuple[AnsweredResult, ...]:
        """Return those of one severity that have not been dismissed."""
        return tuple(
            asked for asked in self.all if asked.point.severity == severity and not asked.is_dismissed
        )

    @property
    def stops(self) -> tuple[AnsweredResult, ...]:
        return self.of(Severity.STOP)

    @property
    def figures(self) -> tuple[AnsweredResult, ...]:
        return self.of(Severity.FIGURE)

    @property
    def hints(self) -> tuple[AnsweredResult, ...]:
        return self.of(Severity.HINT)

    @property
    def has_sentences(self) -> bool:
        """Answer whether a figure asks here for a sentence; what its organisation answered asks no more."""
        return any(asked.told_in is None for asked in self.figures)

    @property
    def hint_groups(self) -> list[HintGroup]:
        """Return the hints, those that say the same together."""
        groups: dict[str, list[AnsweredResult]] = {}
        for asked in self.hints:
            groups.setdefault(asked.point.sentence, []).append(asked)
        return [HintGroup(sentence, tuple(group)) for sentence, group in groups.items()]

    @property
    def dismissed(self) -> tuple[AnsweredResult, ...]:
        return tuple(asked for asked in self.all if asked.is_dismissed)

    @property
    def stops_without_reason(self) -> tuple[AnsweredResult, ...]:
        return tuple(asked for asked in self.stops if not asked.is_settled)

    def at(self, address: str) -> tuple[AnsweredResult, ...]:
        """Return the points of one place that have not been dismissed."""
        return tuple(asked for asked in self.all if asked.point.address == address and not asked.is_dismissed)


def points_of_input(
    loaded: LoadedInput, records: InputRecords, urls: Mapping[str, str] | None = None
) -> CheckResults:
    """Return the points of an input with what was answered; `urls` leads from a place to its field."""
    contribution = loaded.contribution
    found = find_points(check_input_of_input(loaded, records))
    opened = opened_addresses(contribution)
    if opened is not None:  # what was not returned stays as it was accepted
        found = [point for point in found if point.address in opened]
    answers = PointAnswer.objects.filter(contribution=contribution).select_related("by")
    return with_answers(found, answers, lambda point: (urls or {}).get(point.address, ""))


def with_answers(
    found: Iterable[CheckResult],
    answers: Iterable[PointAnswer],
    url_of: Callable[[CheckResult], str],
    of_inputs: Iterable[PointAnswer] = (),
) -> CheckResults:
    """Return points with the answers that still fit: an answer names the text it was given to.

    Of a report, what organisations answered in their inputs holds where the coordinator answered nothing.
    """
    own = {answer.key: answer for answer in answers}
    theirs: dict[str, dict[str, PointAnswer]] = {}  # by short name of the organisation
    for answer in of_inputs:
        assert answer.contribution is not None
        theirs.setdefault(answer.contribution.office.short_name, {})[answer.key] = answer
    asked = []
    for point in found:
        answered, told_in = own.get(point.key), None
        if not _holds(point, answered) and (given := _given_in_an_input(point, theirs)) is not None:
            answered, told_in = given, given.contribution
        asked.append(
            AnsweredResult(
                point,
                answered.text if answered else "",
                bool(answered and answered.is_dismissed),
                str(answered.by) if answered else "",
                url_of(point),
                told_in,
            )
        )
    return CheckResults(tuple(asked))


def _holds(point: CheckResult, answer: PointAnswer | None) -> bool:
    """Answer whether this answer is the last word: a hint that was brought back is, a sentence taken away is not."""
    return answer is not None and (point.severity == Severity.HINT or bool(answer.text))


def _given_in_an_input(
    point: CheckResult, theirs: Mapping[str, Mapping[str, PointAnswer]]
) -> PointAnswer | None:
    """Return what an organisation answered to this point; a joint text may be the very text of any of them.

    What stops the report as a whole is answered by nobody for the others.
    """
    if point.severity == Severity.STOP and not point.office:
        return None
    for office in [point.office] if point.office else theirs:
        answer = theirs.get(office, {}).get(replace(point, office=office).key)
        if answer is not None and (answer.is_dismissed if point.severity == Severity.HINT else answer.text):
            return answer
    return None


def stored_points_of(period: ReportingPeriod, sending: int) -> QuerySet[StoredPoint]:
    """Return the points of the joint report as they stood when it was sent to review for this time."""
    stored = StoredPoint.objects.filter(period=period, sending=sending, sending__gt=0)
    return stored.select_related("contribution__office__organisation")
