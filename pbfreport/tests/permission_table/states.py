"""How far a report is when a line of the table is asked, brought there by the acts of its own people."""

from projects.models import ReportingPeriod
from reports.models import Report, ReportVersion
from reports.review.services import clear_report, send_back
from reports.tests.way import corrected, made_final, report_of, reviewer_of, sent

# In the order in which one report can be all of them, one after the other. "corrected" is open again with its
# first version, "replaced" has a second one.
WAY = ("draft", "in-review", "returned", "cleared", "final", "corrected", "replaced")


def state_in(thing: str) -> str:
    """Return the state that an object in words names; one that names none is about a draft."""
    return next((word for word in thing.split("/") if word in WAY), "draft")


def bring(period: ReportingPeriod, wanted: str) -> None:
    """Bring the report of a period to a state; a draft is left as it is, even where there is no report yet."""
    if wanted != "draft":
        _go(report_of(period.project.code, period.code), wanted)


def _go(report: Report, wanted: str) -> None:
    if _state_of(report) == wanted:
        return
    match wanted:
        case "in-review":
            sent(report)
        case "returned":
            _go(report, "in-review")
            send_back(report, by=reviewer_of(report), note="The figures of the round have to agree.")
        case "cleared":
            _go(report, "in-review")
            clear_report(report, by=reviewer_of(report))
        case "final":
            _go(report, "cleared")
            made_final(report)
        case "corrected":
            _go(report, "final")
            corrected(report)
        case "replaced":
            _go(report, "corrected")
            clear_report(sent(report), by=reviewer_of(report))
            made_final(report)


def _state_of(report: Report) -> str:
    versions = ReportVersion.objects.filter(report=report).count()
    if report.state == "collecting":
        return "corrected" if versions else "draft"
    if report.state == "final":
        return "replaced" if versions > 1 else "final"
    return str(report.state).replace("_", "-")
