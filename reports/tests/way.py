"""A report on its way, for tests: sent, cleared and made final by the demo's own people, with small documents."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from documents import data
from documents.render import Document
from projects.models import Membership, ReportingPeriod
from projects.selectors import people_with
from reports.joint_texts.services import ensure_report
from reports.models import Report, ReportVersion
from reports.review.services import clear_report, correct_report, send_to_review
from reports.versions.services import make_final, record_sign_off

PROJECT, PERIOD = "KGZ-PVE-2", "2021-FINAL"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def report_of(project: str = PROJECT, code: str = PERIOD) -> Report:
    """Return the report of a period of the demo; it is created where nobody has written on it yet."""
    return ensure_report(ReportingPeriod.objects.get(project__code=project, code=code))


def holder(report: Report, role: str) -> User:
    """Return the first person who holds a role on the report's project."""
    return people_with(report.period.project, role)[0]


def coordinator_of(report: Report) -> User:
    return holder(report, Membership.Role.COORDINATOR)


def reviewer_of(report: Report) -> User:
    return holder(report, Membership.Role.REVIEWER)


def sent(report: Report) -> Report:
    """Send a report to review as its coordinator, whoever is missing and whatever is to be checked."""
    send_to_review(
        report,
        by=coordinator_of(report),
        missing_reason="The others report in the next round.",
        stop_reason="Nothing more was at hand.",
    )
    return report


def cleared(report: Report, note: str = "") -> Report:
    """Send a report and clear it as the Secretariat; `note` is what the cover prints."""
    clear_report(sent(report), by=reviewer_of(report), note=note)
    return report


def final(report: Report) -> ReportVersion:
    """Bring a report that is written on to its next version, without sign-offs."""
    return made_final(cleared(report))


def made_final(report: Report) -> ReportVersion:
    """Make a cleared report final."""
    version = make_final(report, by=reviewer_of(report), unsigned_reason="The mails follow.")
    assert version is not None
    return version


def corrected(report: Report, reason: str = "A figure was wrong.") -> Report:
    """Open a final report for a correction as its coordinator."""
    correct_report(report, by=coordinator_of(report), reason=reason)
    return report


def signed_off(report: Report, **values: Any) -> None:
    """Record the sign-off of every organisation of the report, as its coordinator."""
    given = {"name": "A. Example", "title": "Representative", "attachment": None, **values}
    for participation in report.period.project.participations.select_related("office__organisation"):
        signed_on = given.get("signed_on", report.period.ends_on)
        record_sign_off(
            report,
            office=participation.office,
            by=coordinator_of(report),
            **{**given, "signed_on": signed_on},
        )


def small_documents(frozen: data.Report, _form_file: str) -> Mapping[str, Document]:
    """Stand in for `reports.versions.services.documents_of` where what the documents say does not matter."""
    name = f"{frozen.project_code}-{frozen.period_code}"
    return {
        key: Document(f"{key}: {name}, {frozen.as_of}".encode(), kind, f"{name}.{key}")
        for key, kind in TYPES.items()
    }
