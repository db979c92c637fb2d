"""The points to check with which an input was handed in, and what its organisation wrote to them."""

from dataclasses import dataclass

from django.urls import reverse

from checks.data import Severity
from contributions.models import StoredPoint
from contributions.pages.editor import InputEditor


@dataclass(frozen=True, slots=True)
class SubmittedResults:
    """Stops and figures, each with the way to its place, and how many hints nobody dismissed."""

    stops: list[tuple[StoredPoint, str]]
    figures: list[tuple[StoredPoint, str]]
    hint_count: int


def points_handed_in(editor: InputEditor) -> SubmittedResults | None:
    """Return the points of an input that was handed in, as they stood then (one query); None where there is none.

    Who reads the own rows alone reads the points of these rows alone.
    """
    contribution = editor.contribution
    if not contribution.is_handed_in:
        return None
    urls = {
        block.address: reverse("contributions:edit", args=[contribution.uid, block.section])
        + f"#{block.anchor}"
        for block in editor.blocks
    }
    stored = [
        point
        for point in StoredPoint.objects.filter(contribution=contribution, sending=0, is_dismissed=False)
        if point.address in urls or not editor.is_only_writer
    ]
    if not stored:
        return None
    placed = [(point, urls.get(point.address, "")) for point in stored]
    return SubmittedResults(
        stops=[(point, url) for point, url in placed if point.severity == Severity.STOP],
        figures=[(point, url) for point, url in placed if point.severity == Severity.FIGURE],
        hint_count=sum(point.severity == Severity.HINT for point in stored),
    )
