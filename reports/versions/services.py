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
from contributions.files.services import end_attachment
from contributions.models import Attachment
from core.decisions import WrongState, require
from core.files.stored_files import stored_files
from core.saving import digest, plain_value
from core.uids import plain_key
from core.workflow import Change, is_repeat, perform
from documents import data
from documents.frozen import thaw
from documents.render import Document, render
from documents.word.render import default_form
from documents.word.template_places import left_out
from projects.actor import actor_on
from projects.models import Membership
from projects.selectors import people_with
from projects.stage import CLEARED, FINAL
from reports.assembling.making_documents import form_of
from reports.loaded import load_report
from reports.models import RecordedSubmission, Report, ReportVersion, SignOff, Snapshot, VersionFile
from reports.models.versions import version_file_name
from reports.permissions import can_make_public, can_record_submission, can_sign_off
from reports.review.clearers import actor_on_report
from reports.review.services import store_snapshot, tell_it_can_be_final, write_letter
from reports.review.sign_offs import latest_candidate, sign_offs_on, unsigned_offices
from reports.stage import perform_act
from reports.workflow import REPORT_WORKFLOW, VERSION_WORKFLOW, is_what_was_read

FORMATS = ("docx", "pdf", "xlsx")
CLAIM = timedelta(minutes=10)  # so long may the documents of one version take


class SentAgain(WrongState):
    """Raised where a sign-off was for what was sent before."""


class BeingMade(WrongState):
    """Raised where the very same request is making the version at this moment."""


class ChangedMeanwhile(WrongState):
    """Raised where somebody else has recorded or changed a submission since it was shown."""


def record_sign_off(
    report: Report,
    *,
    office: Office,
    name: str,
    title: str,
    signed_on: date,
    attachment: Attachment | None,
    by: User,
    seen: int | None = None,
) -> SignOff:
    """Record that an organisation signed off what is in review or cleared; a second one replaces the first.

    The mail or scan of the first stays where the second brings none. `seen` is the number of the sending that was
    signed off; another one is refused. Those who make it final are told when the last organisation has signed off.

    Raises PermissionDenied or WrongState, SentAgain for another sending.
    """
    with transaction.atomic():
        current = Report.objects.select_for_update().get(pk=report.pk)
        require(can_sign_off(actor_on(by, report.period.project), current))
        is_read = is_what_was_read(current, {"seen": seen})
        if not is_read:
            raise SentAgain(str(is_read.reason))
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
        if before is None:
            tell_it_can_be_final(current, by=by)
        elif before.attachment is not None and before.attachment != signed.attachment:
            _take_replaced_away(before.attachment, by=by)
    return signed


def _take_replaced_away(proof: Attachment, *, by: User) -> None:
    """Take a mail or scan away that a newer one replaced, unless another sign-off names it."""
    if not SignOff.objects.filter(attachment=proof).exists():
        end_attachment(proof, by=by)


def signatories(candidate: Snapshot) -> list[str]:
    """Return who signed off a candidate, as the cover prints them."""
    return [
        f"{sign_off.name}, {sign_off.title} ({sign_off.office.short_name})"
        for sign_off in sign_offs_on([candidate])
    ]


def final_data(report: Report, candidate: Snapshot, number: int) -> data.Report:
    """Return the content of a version: what was cleared, with the cover fields that follow from the workflow."""
    cleared = thaw(candidate.content)
    words = report.period.edition.words
    was_reviewed = report.cleared_as == Report.ClearedAs.SECRETARIAT
    cover = replace(
        cleared.cover,
        approved_by=cleared.cover.approved_by or "; ".join(signatories(candidate)),
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


def _claim(report: Report, mark: str = "") -> datetime:
    """Take the making of a version in hand, so that nobody renders the same beside it.

    `mark` tells one request from another. Raises WrongState where somebody has begun, BeingMade where it was this
    very request.
    """
    now = timezone.now()
    until = now + CLAIM
    free = Q(making_until__isnull=True) | Q(making_until__lt=now)
    cleared = Report.objects.filter(free, pk=report.pk, state=CLEARED)
    if cleared.update(making_until=until, making_key=mark):
        return until
    report.refresh_from_db(fields=["making_key"])
    if mark and report.making_key == mark:
        raise BeingMade(_("The report is being made final. Its version stands here in a minute."))
    raise WrongState(_("This report is being made final at this moment. Look at its page again in a minute."))


def make_final(
    report: Report, *, by: User, unsigned_reason: str = "", seen: int | None = None, key: str = ""
) -> ReportVersion | None:
    """Freeze a cleared report as its next version with Word, PDF and Excel; an earlier version is replaced.

    The content is the candidate that was cleared, whatever has changed since. `unsigned_reason` says why it goes
    without a sign-off. Returns None where this very request was performed already. Raises PermissionDenied,
    WrongState, BeingMade where this very request is being performed, or NotStored where a file could not be
    written: then everything is as before.
    """
    if is_repeat(REPORT_WORKFLOW, "make_final", on=report, by=by, key=key):
        return None
    report.refresh_from_db()
    given = {"unsigned": unsigned_offices(report), "unsigned_reason": unsigned_reason, "seen": seen}
    try:
        require(REPORT_WORKFLOW.may("make_final", actor_on_report(by, report), report))
        require(REPORT_WORKFLOW.transitions["make_final"].gate(report, given))
        claim = _claim(report, f"{by.pk} {plain_key(key)}" if key else "")
    except WrongState:
        if is_repeat(REPORT_WORKFLOW, "make_final", on=report, by=by, key=key):  # it was done a moment ago
            return None
        raise
    try:
        return _make_version(report, by=by, given=given, key=key)
    finally:
        Report.objects.filter(pk=report.pk, making_until=claim).update(making_until=None, making_key="")


def _make_version(report: Report, *, by: User, given: Mapping[str, Any], key: str) -> ReportVersion | None:
    candidate = latest_candidate(report)
    assert candidate is not None  # a cleared report was sent
    earlier = ReportVersion.objects.filter(report=report).order_by("-number").first()
    number = earlier.number + 1 if earlier else 1
    signed = signatories(candidate)
    frozen = final_data(report, candidate, number)
    form = form_of(load_report(pk=report.period_id))
    if sentences := left_out(frozen, form or default_form()):
        raise WrongState(" ".join([*sentences, _("Ask the administrator for a Word file that has it.")]))
    documents = documents_of(frozen, form)
    made: list[ReportVersion] = []
    reason = given["unsigned_reason"].strip() if given["unsigned"] else ""
    with stored_files() as stored:
        names = {
            name: stored.write(version_file_name(report, ""), document.content)
            for name, document in documents.items()
        }

        def then(final: Report) -> None:
            now_unsigned, now_signed = unsigned_offices(final), signatories(candidate)
            if latest_candidate(final) != candidate or (now_unsigned, now_signed) != (
                given["unsigned"],
                signed,
            ):
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
                unsigned=now_unsigned,
                unsigned_reason=reason,
                cleared_at=final.cleared_at,
                cleared_by_id=final.cleared_by_id,
                cleared_as=final.cleared_as,
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

        change = Change({"unsigned_reason": reason}, reason, then)
        done = perform_act(report, "make_final", by=by, change=change, given=given, key=key)
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
        actor=lambda: actor_on_report(by, report),
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
    seen: str = "",
) -> RecordedSubmission:
    """Record that a version went to the Fund, or weeks later the Fund's answer; the same again is recorded once.

    `seen` is the digest of the submission that the page showed. Raises PermissionDenied, or ChangedMeanwhile where
    somebody else has recorded or changed it since.
    """
    require(can_record_submission(actor_on_report(by, version.report)))
    fields = {name: getattr(values, name) for name in SubmissionValues.__slots__}
    with transaction.atomic():
        ReportVersion.objects.select_for_update().get(pk=version.pk)
        recorded = RecordedSubmission.objects.select_for_update().filter(of_version=version)
        if submission is None:
            told = recorded.filter(sent_to=values.sent_to, sent_on=values.sent_on).first()
            if told is not None and submission_digest(told) != submission_digest(values):
                raise ChangedMeanwhile(_("This submission was recorded a moment ago: change that one."))
            if told is not None:
                return told
            current = RecordedSubmission.objects.create(of_version=version, recorded_by=by, **fields)
            changes = {name: [None, plain_value(value)] for name, value in fields.items() if value}
        else:
            current = recorded.get(pk=submission.pk)
            if seen and seen != submission_digest(current):
                raise ChangedMeanwhile(_("Somebody else has changed this submission: look at it again."))
            changes = {
                name: [plain_value(getattr(current, name)), plain_value(value)]
                for name, value in fields.items()
                if getattr(current, name) != value
            }
            for name, value in fields.items():
                setattr(current, name, value)
            current.save(update_fields=list(fields))
        if changes:
            record(by=by, action="record_submission", on=version, changes=changes)
    return current


def submission_digest(said: RecordedSubmission | SubmissionValues) -> str:
    """Return what tells one state of a recorded submission from another."""
    return digest([getattr(said, name) for name in SubmissionValues.__slots__])


def make_public(version: ReportVersion, *, by: User) -> bool:
    """Make the current version public; returns False where it is already. Raises PermissionDenied or WrongState."""
    with transaction.atomic():
        current = ReportVersion.objects.select_for_update().get(pk=version.pk)
        require(can_make_public(actor_on_report(by, version.report), current))
        done = ReportVersion.objects.filter(pk=version.pk, state=FINAL, public_at__isnull=True).update(
            public_at=timezone.now(), public_by=by
        )
        if done:
            record(by=by, action="make_public", on=version, changes={"public": [False, True]})
    version.refresh_from_db()
    return bool(done)
