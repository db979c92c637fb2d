"""The page on which the coordinator checks the whole report before it goes to review."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from contributions import places
from contributions.points import Points
from core.markup import to_html
from projects.models import ReportingPeriod
from reports.cells import Cell, cells, is_written, where_of
from reports.making import assemble_sources
from reports.selectors import load_sources
from reports.services.review import missing_offices, only_handed_in, points_of_report
from reports.sources import ReportSources


@dataclass(slots=True)
class CheckedPlace:
    """One place of the report as it will be sent: its words, its texts, and the way to change it."""

    place: str
    words: str
    title: str
    url: str
    texts: list[tuple[str, SafeString]]  # (label, html)

    @property
    def is_return(self) -> bool:
        """Answer whether it is changed by its organisation alone."""
        return self.place.startswith("activity/")


@dataclass(slots=True)
class CheckPage:
    """Everything on one page: by section, with what is missing and the points."""

    sections: list[tuple[str, list[CheckedPlace]]]
    missing: list[str]
    points: Points


def check_page(period: ReportingPeriod) -> CheckPage:
    """Return the report as it would be sent now: only what was handed in."""
    sources = only_handed_in(load_sources(period))
    urls = change_urls(sources)
    frozen = assemble_sources(sources, as_of=period.data_as_of)
    words = where_of(frozen)
    sections = [
        (heading, [_place(place, list(group), words, urls) for place, group in groupby(found, key=_place_of)])
        for heading, found in groupby(filter(is_written, cells(frozen)), key=lambda cell: cell.section)
    ]
    return CheckPage(sections, missing_offices(sources), points_of_report(sources, urls))


def _place_of(cell: Cell) -> str:
    return cell.place


def _place(place: str, found: list[Cell], words: dict[str, str], urls: dict[str, str]) -> CheckedPlace:
    named = words.get(place, "")
    title = next((cell.text for cell in found if cell.field == "title"), "")
    found = [cell for cell in found if cell.field != "title"]
    texts = [(cell_label(cell, named), mark_safe(to_html(cell.text))) for cell in found]  # noqa: S308 - escaped
    return CheckedPlace(place, named, title, urls.get(place, ""), texts)


def cell_label(cell: Cell, words: str) -> str:
    """Return what a cell is within its place, with the organisation whose it is."""
    label = cell.where.removeprefix(words).lstrip(", ")
    label = label[:1].upper() + label[1:]
    return f"{label} ({cell.office})" if cell.office and cell.office not in label else label


def change_urls(sources: ReportSources) -> dict[str, str]:
    """Return, per place, where it is changed: the joint text, or the input of the first organisation that tells it."""
    args = [sources.project.code, sources.period.code]
    urls = {places.COVER: reverse("reports:section", args=[*args, "cover"])}
    for section in sources.sections:
        address = reverse("reports:section", args=[*args, section.key])
        urls[places.section(section.key)] = address
        for outcome in sources.outcomes if section.kind == "per_outcome" else (None,):
            for question in section.questions:
                uid = outcome.uid if outcome else ""
                anchor = f"j-{question.pk}-{uid or 'all'}"
                urls[places.question(question.key, uid)] = f"{address}?back=check#{anchor}"
        if section.kind == "indicators":
            for indicator in sources.indicators:
                urls[places.indicator(indicator.uid)] = f"{address}?back=check#k-{indicator.uid}"
    inputs = {office.office_id: office.input_uid for office in sources.offices}
    for group in sources.groups:
        for row in group.rows:
            uid = next((inputs[pk] for pk in row.office_ids if inputs.get(pk)), "")
            if uid:
                place = places.activity(row.uid)
                urls[place] = reverse("contributions:return", args=[uid]) + f"?place={place}"
    return urls
