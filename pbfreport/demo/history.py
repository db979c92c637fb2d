"""What the demo's people have done with its reports: one is final, one cleared, one in review, one still written."""

from datetime import date

from accounts.models import User
from activities.models import Activity
from contributions.wordings.services import suggest, text_of
from core.saving import digest
from discussion.models import Comment, Phrase
from discussion.selectors import Target
from discussion.services import add_comment
from indicators.models import Indicator
from projects import addresses
from projects.models import Project, ReportingPeriod
from projects.stage import WITH_REVIEWER, ReportStage
from reports.joint_texts.services import ensure_report
from reports.models import Report
from reports.review.services import clear_report, send_to_review
from reports.versions.services import SubmissionValues, make_final, record_sign_off, record_submission

NOT_AT_HAND = "The paper report of that round had nothing on these points."
PHRASES = (
    "Please say who did this, where, and how many people it reached.",
    "Please write the acronym out at its first use.",
    "Please give women and men apart.",
)


def _person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def load_history() -> None:
    """Bring the demo's reports on their way; a report that somebody has sent since is left as it is."""
    for text in PHRASES:
        Phrase.objects.get_or_create(user=_person("secretariat"), text=text)
    annual = _untouched("KGZ-PVE-2", "2020-ANNUAL")
    if annual:
        _finish(annual)
    earlier = _untouched("KGZ-PVE-1", "2020-ANNUAL")
    if earlier:
        send_to_review(earlier, by=_person("coordinator"), stop_reason=NOT_AT_HAND)
        clear_report(earlier, by=_person("secretariat"), note="Yes, incorporated")
    final = _untouched("KGZ-PVE-2", "2021-FINAL")
    if final:
        send_to_review(final, by=_person("coordinator2"), stop_reason=NOT_AT_HAND)
        _review(final)
    _suggest("KGZ-PVE-1", "2021-H1")


def _untouched(code: str, period: str) -> Report | None:
    """Return a report that was never sent, or None."""
    report = ensure_report(
        ReportingPeriod.objects.select_related("project", "edition").get(project__code=code, code=period)
    )
    return None if report.sendings else report


def _finish(report: Report) -> None:
    """Send, clear, sign off and make final, and record that it went to the Fund."""
    coordinator, secretariat = _person("coordinator2"), _person("secretariat")
    send_to_review(report, by=coordinator, stop_reason=NOT_AT_HAND)
    clear_report(report, by=secretariat, note="No comments")
    for participation in report.period.project.participations.select_related("office__organisation"):
        record_sign_off(
            report,
            office=participation.office,
            name=f"Head of {participation.office.short_name}",
            title="Representative in Kyrgyzstan",
            signed_on=date(2020, 11, 13),
            attachment=None,
            by=coordinator,
        )
    version = make_final(report, by=secretariat)
    assert version is not None
    values = SubmissionValues("pbso", date(2020, 11, 15), "PVE 2 coordinator")
    record_submission(version, by=coordinator, values=values)


def _review(report: Report) -> None:
    """Let the Secretariat comment on two cells of a report that is in review."""
    period = report.period
    project = Project.objects.get(pk=period.project_id)
    said = {
        "1.3.2": "28 men and 20 women make 48 experts, Part II speaks of 28. Which figure is right?",
        "1.3.1": "Three and a half times the target: please say in one sentence how this came about.",
    }
    for code, text in said.items():
        indicator = Indicator.objects.filter(project=project, code=code).first()
        assert indicator is not None  # of the demo's own framework
        _comment(period, Target(addresses.indicator(indicator.uid), "progress"), "secretariat", text, report)


def _comment(period: ReportingPeriod, target: Target, name: str, text: str, report: Report) -> Comment | None:
    is_there = report.state in WITH_REVIEWER
    added = add_comment(
        period, target, by=_person(name), text=text, sending=report.sendings, is_with_reviewer=is_there
    )
    return added.comment


def _suggest(code: str, period_code: str) -> None:
    """Let the coordinator suggest a plainer wording of one row, and ask a question about another."""
    period = ReportingPeriod.objects.select_related("project", "edition").get(
        project__code=code, code=period_code
    )
    if period.comments.exists() or period.suggestions.exists():
        return
    rows = Activity.objects.of_project(period.project_id).rows().in_form_order()
    office = (
        period.inputs.select_related("office__organisation")
        .get(office__organisation__short_name="OHCHR")
        .office
    )
    row = rows.filter(entries__contribution__period=period, entries__contribution__office=office).first()
    assert row is not None
    target = Target(addresses.activity(row.uid), "progress", office)
    text = text_of(period, target)
    if text:
        suggest(
            period,
            target,
            by=_person("coordinator"),
            proposed=text.rstrip(". ") + ", as agreed with the ministry.",
            note="So that a reader knows with whom.",
            base=digest(text),
            review=ReportStage(),
        )
    report = ensure_report(period)
    _comment(
        period,
        Target(addresses.REPORT),
        "coordinator",
        "Please submit by Friday, so that one week is left.",
        report,
    )
