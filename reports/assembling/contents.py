"""The contents of a report: the draft as it is assembled, or a stored state; which of them a person reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contributions.models import ActivityEntry
from core.formatting import day
from documents import data
from documents.frozen import thaw
from projects.actor import Actor
from projects.models import ReportingPeriod
from projects.stage import COLLECTING, FINAL
from reports.assembling import assemble
from reports.assembling.loading import load_sources
from reports.assembling.sources import ReportSources
from reports.loaded import LoadedReport, report_of
from reports.models import Report, Snapshot
from reports.permissions import reads_the_draft

DRAFT = "draft"


def assemble_draft(loaded: LoadedReport, *, as_of: date | None = None) -> data.Report:
    """Return the draft of a period's report as it stands."""
    return assemble_sources(load_sources(loaded), as_of=as_of)


def assemble_sources(sources: ReportSources, *, as_of: date | None = None) -> data.Report:
    """Return the report that these sources make, in the language of its form."""
    with translation.override(sources.edition.language):
        statuses = {str(value): str(label) for value, label in ActivityEntry.Status.choices}
    return assemble(sources, as_of=as_of or timezone.localdate(), statuses=statuses)


@dataclass(frozen=True, slots=True)
class Content:
    """One state of a report that can be read or compared: the draft, what was sent, or a version."""

    name: str  # "draft", "c2" for the second sending, "v1" for version 1
    words: str
    snapshot_id: int | None = None


def contents_of(report: Report | None, actor: Actor) -> list[Content]:
    """Return the states of a report that this person may read, the newest first (one query)."""
    return contents_of_all([report], actor)[0]


def contents_of_all(reports: Sequence[Report | None], actor: Actor) -> list[list[Content]]:
    """Return for each report the states that this person may read, the newest first (one query for all)."""
    stored: dict[int, list[Content]] = {
        report.pk: [] for report in reports if report is not None and report.pk is not None
    }
    rows = Snapshot.objects.filter(report__in=stored).order_by("-pk") if stored else Snapshot.objects.none()
    for pk, report_id, kind, number, made_at in rows.values_list(
        "pk", "report_id", "kind", "number", "made_at"
    ):
        is_final = kind == Snapshot.Kind.FINAL
        words = _("Version %(number)d, %(day)s") if is_final else _("Sent %(number)d, %(day)s")
        made = day(timezone.localtime(made_at).date())
        content = Content(f"{'v' if is_final else 'c'}{number}", words % {"number": number, "day": made}, pk)
        stored[report_id].append(content)
    return [
        [*_draft_of(report, actor), *(stored.get(report.pk, ()) if report is not None else ())]
        for report in reports
    ]


def _draft_of(report: Report | None, actor: Actor) -> list[Content]:
    """Return the draft, where the report is being written and this person reads that."""
    is_written = reads_the_draft(actor) and (report is None or report.is_writable)
    return [Content(DRAFT, _("The draft as it is now"))] if is_written else []


def read_content(content: Content, loaded: LoadedReport) -> data.Report:
    """Return a state of the report as frozen data; raises documents.frozen.Unreadable for a damaged one."""
    if content.snapshot_id is None:
        return assemble_draft(loaded)
    return thaw(Snapshot.objects.get(pk=content.snapshot_id).content)


def current_content(period: ReportingPeriod, actor: Actor) -> Content:
    """Return what this person reads of a report today: the draft while it is written, else what was sent or made final.

    Raises Http404 where there is nothing for this person yet.
    """
    report = report_of(period)
    for draft in _draft_of(report, actor):
        return draft
    contents = contents_of(report, actor)
    # While a final report is corrected, its version is what counts for everyone who does not write.
    if report is not None and report.state in (FINAL, COLLECTING):
        contents = [content for content in contents if content.name.startswith("v")]
    else:
        contents = [content for content in contents if content.name.startswith("c")]
    if not contents:
        raise Http404
    return contents[0]
