"""The acts of a report, and its stage on the period: written with every change of the state, for the apps below.

Nothing else writes the columns of projects.stage.
"""

from dataclasses import replace
from typing import Any

from accounts.models import User
from audit.services import record
from core.workflow import Change, Given, perform
from projects.models import ReportingPeriod
from reports.models import Report
from reports.review.clearers import actor_on_report
from reports.workflow import REPORT_WORKFLOW


def perform_act(
    report: Report, act: str, *, by: User, change: Change, given: Given | None = None, key: str = ""
) -> bool:
    """Perform an act of REPORT_WORKFLOW; its period tells the new stage before anything else follows from it.

    Returns False where this very request was performed already. Raises PermissionDenied or WrongState.
    """
    then = change.then

    def and_on_the_period(done: Report) -> None:
        show_stage(done)
        if then:
            then(done)

    return perform(
        REPORT_WORKFLOW,
        act,
        on=report,
        by=by,
        actor=lambda: actor_on_report(by, report),
        record=record,
        given=given,
        change=replace(change, then=and_on_the_period),
        key=key,
    )


def show_stage(report: Report) -> None:
    """Write on the period how far its report is; call it in the transaction that changes the report."""
    ReportingPeriod.objects.filter(pk=report.period_id).update(
        stage=report.state, sendings=report.sendings, sent_at=report.sent_at
    )


def put_report(period: ReportingPeriod, **fields: Any) -> Report:
    """Write fields of a period's report past all acts, its state among them, and the stage with it.

    For benchmarks and tests alone; the report is made where there is none.
    """
    report, _is_new = Report.objects.update_or_create(period=period, defaults=fields)
    show_stage(report)
    return report
