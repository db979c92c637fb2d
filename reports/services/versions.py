"""Making a report final, and what is recorded of a version afterwards: submission to the Fund, made public."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Office, User
from audit.services import created, record
from contributions.models import Attachment
from core.decisions import WrongState, require
from core.saving import plain_value
from core.storing import stored_files
from core.workflow import Change, perform, was_performed
from projects.models import Membership
from projects.permissions import roles_on
from projects.selectors import people_with
from reports import data
from reports.frozen import thaw
from reports.making import form_of
from reports.models import RecordedSubmission, Report, ReportVersion, SignOff, Snapshot, VersionFile
from reports.models.versions import version_file_name
from reports.permissions import can_make_public, can_record_submission, can_sign_off
from reports.rendering.render import Document, render
from reports.selectors import periods_for_report
from reports.selectors.signed import latest_candidate, sign_offs_of, unsigned_offices
from reports.services.review import store_snapshot, write_letter
from reports.standing import standing_on
from reports.states import CLEARED, FINAL
from reports.workflow import REPORT_WORKFLOW, VERSION_WORKFLOW

FORMATS = ("docx", "pdf", "xlsx")
CLAIM = timedelta(minutes=10)  # so long may the documents of one version take


def record_sign_off(
    report: Report,
    *,
    office: Office,
    name: str,
    title: str,
    signed_on: date,
    attachment: Attachment | None,
    by: User,
) -> SignOff:
    """Record that an organisation signed off what is in review or cleared; a second one replaces the first.

    The mail or scan of the first stays where the second brings none.

    Raises PermissionDenied or WrongState.
    """
    with transaction.atomic():
        current = Report.objects.select_for_update().get(pk=report.pk)
        require(can_sign_off(roles_on(by, report.period.project), current))
        candidate = latest_candidate(report)
        assert candidate is not None  # what is in review or cleared was sent
        values: dict[str, Any] = {"name": name, "title": title, "signed_on": signed_on}
        if attachment is not None:
            values["attachment"] = attachment
        signed_before = SignOff.objects.select_related("attachment").filter(snapshot=candidate, office=office)
        before = signed_before.first()
        changes = {
            field: [plain_value(getattr(before, field, None)), plain_value(value)]
            for field, value in values.items()
            if getattr(before, field, None) != value
        }
        signed, _is_new = SignOff.objects.update_or_create(
            snapshot=candidate, office=office, defaults={**values, "report": report, "recorded_by": by}
        )
        if changes:
            record(by=by, action="sign_off", on=report, changes=changes, reason=office.short_name)
    return signed


def final_data(report: Report, candidate: Snapshot, number: int) -> data.Report:
    """Return the content of a version: what was cleared, with the cover fields that follow from the workflow."""
    cleared = thaw(candidate.content)
    words = report.period.edition.words
    was_reviewed = report.cleared_as == Report.ClearedAs.SECRETARIAT
    signed = [
        f"{sign_off.name}, {sign_off.title} ({sign_off.office.short_name})"
        for sign_off in sign_offs_of(report, until=candidate.made_at)
    ]
    cover = replace(
        cleared.cover,
        approved_by=cleared.cover.approved_by or "; ".join(signed),
        secretariat_reviewed=words.get("yes", "Yes") if was_reviewed else words.get("no", "No"),
        secretariat_comments=report.clearing_note,
    )
    notes = cleared.notes
    if number > 1:
        with translation.override(cleared.language):
            note = _("Version %(number)d, replaces version %(before)d: %(reason)s")
            notes = (
                *notes,
                note % {"number": number, "before": number - 1, "reason": report.correction_reason},
            )
    return replace(
        cleared, is_draft=False, draft_label="", as_of=timezone.localdate(), cover=cover, notes=notes
    )


def documents_of(frozen: data.Report, form: bytes | None) -> dict[str, Document]:
    """Render the documents of a version from its frozen data and nothing else; `form` is the edition's Word file."""
    return {name: render(frozen, name, form=form if name == "docx" else None) for name in FORMATS}


def _claim(report: Report) -> datetime | None:
    """Take the making of a version in hand, so that nobody renders the same beside it; None where somebody has."""
    now = timezone.now()
    until = now + CLAIM
    free = Q(making_until__isnull=True) | Q(making_until__lt=now)
    cleared = Report.objects.filter(free, pk=report.pk, state=CLEARED)
    return until if cleared.update(making_until=until) else None


def make_final(
    report: Report, *, by: User, unsigned_reason: str = "", seen: int | None = None, key: str = ""
) -> ReportVersion | None:
    """Freeze a cleared report as its next version with Word, PDF and Excel; an earlier version is replaced.

    The content is the candidate that was cleared, whatever has changed since. `unsigned_reason` says why it goes
    without a sign-off. Returns None where this very request was performed already. Raises PermissionDenied,
    WrongState, or NotStored where a file could not be written: then everything is as before.
    """
    if key and was_performed(key, "make_final", report, by):
        return None
    report.refresh_from_db()
    require(REPORT_WORKFLOW.may("make_final", standing_on(by, report), report))
    given = {"unsigned": unsigned_offices(report), "unsigned_reason": unsigned_reason, "seen": seen}
    require(REPORT_WORKFLOW.transitions["make_final"].gate(report, given))
    claim = _claim(report)
    if claim is None:
        raise WrongState(
            _("This report is being made final at this moment. Look at its page again in a minute.")
        )
    try:
        return _make_version(report, by=by, given=given, key=key)
    finally:
        Report.objects.filter(pk=report.pk, making_until=claim).update(making_until=None)


def _make_version(report: Report, *, by: User, given: Mapping[str, Any], key: str) -> ReportVersion | None:
    candidate = latest_candidate(report)
    assert candidate is not None  # a cleared report was sent
    earlier = ReportVersion.objects.filter(report=report).order_by("-number").first()
    number = earlier.number + 1 if earlier else 1
    frozen = final_data(report, candidate, number)
    documents = documents_of(frozen, form_of(periods_for_report().get(pk=report.period_id)))
    made: list[ReportVersion] = []
    reason = given["unsigned_reason"].strip() if given["unsigned"] else ""
    with stored_files() as stored:
        names = {
            name: stored.write(version_file_name(report, ""), document.content)
            for name, document in documents.items()
        }

        def then(final: Report) -> None:
            latest = latest_candidate(final)
            if latest is None or latest.pk != candidate.pk or unsigned_offices(final) != given["unsigned"]:
                raise WrongState(
                    _("The report or its sign-offs changed while its documents were made. Look at it again.")
                )
            if earlier is not None and earlier.state == FINAL:
                _replace(earlier, by=by, report=final)
            snapshot = store_snapshot(final, frozen, kind=Snapshot.Kind.FINAL, number=number, by=by)
            version = ReportVersion.objects.create(
                report=final,
                number=number,
                snapshot=snapshot,
                made_by=by,
                reason=final.correction_reason if number > 1 else "",
            )
            for name, document in documents.items():
                VersionFile.objects.create(
                    of_version=version,
                    format=name,
                    file=names[name],
                    file_name=_named(document.file_name, number),
                    content_type=document.content_type,
                    size=len(document.content),
                    sha256=hashlib.sha256(document.content).hexdigest(),
                )
            created(version, by=by)
            people = people_with(final.period.project, Membership.Role.COORDINATOR)
            people += people_with(final.period.project, Membership.Role.FOCAL_POINT)
            write_letter(final, "final", people, by=by, version=version)
            made.append(version)

        done = perform(
            REPORT_WORKFLOW,
            "make_final",
            on=report,
            by=by,
            standing=lambda: standing_on(by, report),
            record=record,
            given=given,
            change=Change({"unsigned_reason": reason}, reason, then),
            key=key,
        )
        if not done:
            stored.remove()
    return made[0] if made else None


def _named(file_name: str, number: int) -> str:
    """Return the name of a document with the number of its version."""
    stem, point, extension = file_name.rpartition(".")
    return f"{stem}-v{number}{point}{extension}"


def _replace(version: ReportVersion, *, by: User, report: Report) -> None:
    perform(
        VERSION_WORKFLOW,
        "replace",
        on=version,
        by=by,
        standing=lambda: standing_on(by, report),
        record=record,
        change=Change({"replaced_at": timezone.now()}, report.correction_reason),
    )


@dataclass(frozen=True, slots=True)
class SubmissionValues:
    """What is recorded of a submission to the Fund."""

    sent_to: str
    sent_on: date
    sent_by_name: str
    gateway_link: str = ""
    feedback: str = ""
    feedback_on: date | None = None


def record_submission(
    version: ReportVersion,
    *,
    by: User,
    values: SubmissionValues,
    submission: RecordedSubmission | None = None,
) -> RecordedSubmission:
    """Record that a version went to the Fund, or weeks later the Fund's answer; raises PermissionDenied."""
    require(can_record_submission(standing_on(by, version.report)))
    fields = {name: getattr(values, name) for name in SubmissionValues.__slots__}
    with transaction.atomic():
        ReportVersion.objects.select_for_update().get(pk=version.pk)
        if submission is None:
            told = RecordedSubmission.objects.filter(
                of_version=version, sent_to=values.sent_to, sent_on=values.sent_on
            ).first()
            if told is not None:  # the same was recorded a moment ago
                return told
            submission = RecordedSubmission.objects.create(of_version=version, recorded_by=by, **fields)
            changes = {name: [None, plain_value(value)] for name, value in fields.items() if value}
        else:
            changes = {
                name: [plain_value(getattr(submission, name)), plain_value(value)]
                for name, value in fields.items()
                if getattr(submission, name) != value
            }
            for name, value in fields.items():
                setattr(submission, name, value)
            submission.save(update_fields=list(fields))
        if changes:
            record(by=by, action="record_submission", on=version, changes=changes)
    return submission


def make_public(version: ReportVersion, *, by: User) -> bool:
    """Make the current version public; returns False where it is already. Raises PermissionDenied or WrongState."""
    with transaction.atomic():
        current = ReportVersion.objects.select_for_update().get(pk=version.pk)
        require(can_make_public(standing_on(by, version.report), current))
        done = ReportVersion.objects.filter(pk=version.pk, state=FINAL, public_at__isnull=True).update(
            public_at=timezone.now(), public_by=by
        )
        if done:
            record(by=by, action="make_public", on=version, changes={"public": [False, True]})
    version.refresh_from_db()
    return bool(done)
