"""Putting a report into a state, the people around a review and what they write, for tests."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import Office, User
from audit.services import record
from contributions import services
from contributions.models import ActivityEntry, Contribution
from core.saving import base_of
from discussion.models import Comment
from projects.models import Membership, Portfolio, Question
from reports.joint_texts.services import save_joint_answer
from reports.models import JointAnswer, Report, Snapshot
from reports.review.services import keep_candidate, send_back, send_to_review
from reports.stage import put_report

People = Callable[[str], User]

SENT = ("in_review", "returned", "cleared", "final")
CLEARED = ("cleared", "final")


def put_into(report: Report, state: str, *, sent_by: User, cleared_by: User) -> Report:
    """Put a report into a state past all acts; where it was sent there is a candidate."""
    now = timezone.now()
    fields: dict[str, Any] = {"state": state}
    if state in SENT:
        fields |= {"sendings": 1, "sent_at": now, "sent_by": sent_by}
    if state in CLEARED:
        fields |= {"cleared_at": now, "cleared_by": cleared_by, "cleared_as": "secretariat"}
    put_report(report.period, **fields)
    report = Report.objects.select_related("period__project", "period__edition").get(pk=report.pk)
    if state in SENT and not Snapshot.objects.filter(report=report).exists():
        keep_candidate(report, by=sent_by)
    return report


def approver_of(code: str = "KGZ") -> User:
    """Return a person who approves in a portfolio; the demo has none."""
    user, _is_new = User.objects.get_or_create(
        email=f"approver-{code.lower()}@example.org", defaults={"name": f"Approver {code}"}
    )
    Membership.objects.get_or_create(
        user=user,
        role="approver",
        portfolio=Portfolio.objects.get(code=code),
        defaults={"starts_on": date(2021, 1, 1)},
    )
    return user


def make_author(user: User, report: Report) -> None:
    """Let the change log say that a person wrote part of a report."""
    contribution = Contribution.objects.filter(period=report.period_id).order_by("pk")[0]
    record(by=user, action="write", on=contribution)


def comment_on(
    report: Report, address: str, by: User, office: Office | None = None, **fields: Any
) -> Comment:
    """Let the Secretariat comment on a place during the current review."""
    values = {"is_from_review": True, "visibility": "all", "sending": report.sendings, **fields}
    return Comment.objects.create(
        period=report.period, address=address, office=office, text="The figures differ.", author=by, **values
    )


def send(report: Report, person: People, **options: Any) -> bool:
    """Send a report as its coordinator, with every sentence that may be asked for."""
    reasons = {"missing_reason": "They report later.", "stop_reason": "It is known.", **options}
    return send_to_review(report, by=person("coordinator"), **reasons)


def give_back(report: Report, person: People, **options: Any) -> bool:
    """Return a report as the Secretariat."""
    values = {"note": "", "due_on": date(2021, 8, 2), **options}
    return send_back(report, by=person("secretariat"), **values)


def question(key: str) -> Question:
    return Question.objects.get(key=key)


def write_row(entry: ActivityEntry, by: User, text: str = "Written now") -> None:
    entry = ActivityEntry.objects.select_related("contribution__office", "activity").get(pk=entry.pk)
    base = base_of(entry, ActivityEntry.FIELDS)
    services.save_activity_entry(entry, by=by, base=base, values={"progress": text})


def write_text(report: Report, key: str, by: User) -> None:
    asked = question(key)
    text = JointAnswer.objects.filter(report=report, question=asked, outcome=None).first()
    base = base_of(text or JointAnswer(version=0), ("text",))
    save_joint_answer(report, asked, None, by=by, base=base, values={"text": "Written now"})


def fresh(report: Report) -> Report:
    return Report.objects.select_related("period__project", "period__edition").get(pk=report.pk)


def states(report: Report) -> dict[str, str]:
    found = Contribution.objects.filter(period=report.period).select_related("office__organisation")
    return {item.office.short_name: item.state for item in found}


def locked(report: Report) -> set[bool]:
    return set(Contribution.objects.filter(period=report.period).values_list("is_locked", flat=True))
