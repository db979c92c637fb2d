"""The page on which the coordinator checks the whole report before it goes to review."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checks.data import CheckResult
from contributions.points.results import CheckResults
from core.markup import to_html
from documents.addressed_cells import Cell, cells, is_content, where_of
from projects import addresses
from reports.assembling import notes_on_behalf
from reports.assembling.contents import assemble_sources
from reports.assembling.loading import load_sources
from reports.assembling.sources import ReportSources
from reports.loaded import LoadedReport
from reports.review.services import missing_offices, only_handed_in, points_of_report

BACK = "?back=check"
FIGURES = frozenset({"value", "women", "men", "under_30"})


@dataclass(slots=True)
class CheckedPlace:
    """One place of the report as it will be sent: its words, its texts, and the way to change it."""

    address: str
    words: str
    title: str
    url: str
    texts: list[tuple[str, SafeString]]  # (label, html)
    returns: Mapping[str, str]  # the way back to each organisation, where nobody else changes it


@dataclass(slots=True)
class CheckPage:
    """Everything on one page: by section, with what is missing and the points."""

    sections: list[tuple[str, list[CheckedPlace]]]
    missing: list[str]
    points: CheckResults


def check_page(loaded: LoadedReport) -> CheckPage:
    """Return the report as it would be sent now: only what was handed in."""
    sources = only_handed_in(load_sources(loaded))
    urls, returns = change_urls(sources), return_urls(sources)
    frozen = replace(assemble_sources(sources, as_of=loaded.period.data_as_of), notes=_notes(sources))
    words = where_of(frozen)
    sections = [
        (
            heading,
            [
                _address(address, list(group), words, urls.get(address, ""), returns.get(address, {}))
                for address, group in groupby(found, key=_address_of)
            ],
        )
        for heading, found in groupby(filter(is_content, cells(frozen)), key=lambda cell: cell.section)
    ]
    points = points_of_report(sources, lambda point: way_to(point, urls, returns))
    return CheckPage(sections, missing_offices(sources), points)


def _notes(sources: ReportSources) -> tuple[str, ...]:
    """Return whose text is not sent or sent as it was accepted, and for whom was written."""
    waiting = [office for office in sources.offices if not office.is_submitted]
    missing = [office.name for office in waiting if not office.is_kept]
    kept = [office.name for office in waiting if office.is_kept]
    notes = []
    with translation.override(sources.edition.language):
        if missing:
            words = ngettext(
                "Not submitted: %(offices)s; its text is not sent.",
                "Not submitted: %(offices)s; their text is not sent.",
                len(missing),
            )
            notes.append(words % {"offices": ", ".join(missing)})
        if kept:
            words = _("Sent as accepted before rows were returned: %(offices)s.")
            notes.append(words % {"offices": ", ".join(kept)})
        return (*notes, *notes_on_behalf(sources))


def _address_of(cell: Cell) -> str:
    return cell.address


def _address(
    address: str, found: list[Cell], words: dict[str, str], url: str, returns: Mapping[str, str]
) -> CheckedPlace:
    named = words.get(address, "")
    title = next((cell.text for cell in found if cell.field == "title"), "")
    found = [cell for cell in found if cell.field != "title"]
    texts = [(cell_label(cell, named), mark_safe(to_html(cell.text))) for cell in found]  # noqa: S308 - escaped
    return CheckedPlace(address, named, title, url, texts, {} if url else returns)


def cell_label(cell: Cell, words: str) -> str:
    """Return what a cell is within its place, with the organisation whose it is."""
    label = cell.where.removeprefix(words).lstrip(", ")
    label = label[:1].upper() + label[1:]
    return f"{label} ({cell.office})" if cell.office and cell.office not in label else label


def way_to(point: CheckResult, urls: Mapping[str, str], returns: Mapping[str, Mapping[str, str]]) -> str:
    """Return where a point is mended: in the joint text, or by the organisation whose row or figure it is about."""
    joint = urls.get(point.address, "")
    own = returns.get(point.address, {}).get(point.office, "")
    return own if own and (not joint or point.field in FIGURES) else joint


def change_urls(sources: ReportSources) -> dict[str, str]:
    """Return, per place, where the coordinator changes its joint text."""
    args = [sources.project.code, sources.period.code]
    urls = {addresses.COVER: reverse("reports:section", args=[*args, "cover"]) + BACK}
    for section in sources.sections:
        web_address = reverse("reports:section", args=[*args, section.key]) + BACK
        urls[addresses.section(section.key)] = web_address
        if section.kind == "annex1":  # there the activities of the project stand with their numbers
            urls[addresses.REPORT] = web_address
        for outcome in sources.outcomes if section.kind == "per_outcome" else (None,):
            for question in section.questions:
                uid = outcome.uid if outcome else ""
                anchor = f"j-{question.pk}-{uid or 'all'}"
                urls[addresses.question(question.key, uid)] = f"{web_address}#{anchor}"
        if section.kind == "indicators":
            for indicator in sources.indicators:
                urls[addresses.indicator(indicator.uid)] = f"{web_address}#k-{indicator.uid}"
    return urls


def return_urls(sources: ReportSources) -> dict[str, dict[str, str]]:
    """Return, per row and indicator, the way back to each organisation that handed it in, by its short name."""
    offices = {office.office_id: office for office in sources.offices if office.is_submitted}
    told = [(addresses.activity(row.uid), row.office_ids) for group in sources.groups for row in group.rows]
    told += [(addresses.indicator(item.uid), item.office_ids) for item in sources.indicators]
    return {
        address: {
            offices[pk].name: reverse("contributions:return", args=[offices[pk].input_uid])
            + f"{BACK}&place={address}"
            for pk in office_ids
            if pk in offices
        }
        for address, office_ids in told
    }
