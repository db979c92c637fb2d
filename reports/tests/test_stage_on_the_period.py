"""How far a report is stands on its period, after every act, and is what the apps below read."""

from collections.abc import Callable

import pytest

from projects.models import ReportingPeriod
from projects.stage import STAGES, stage_of
from reports.models import Report
from reports.review.services import clear_report, send_back
from reports.stage import put_report
from reports.tests.way import (
    cleared,
    corrected,
    made_final,
    report_of,
    reviewer_of,
    sent,
    small_documents,
)
from reports.versions import services
from reports.workflow import REPORT_WORKFLOW

pytestmark = pytest.mark.django_db


def returned(report: Report) -> None:
    send_back(report, by=reviewer_of(report), note="The figures of the round have to agree.")


# Every act of the table, in an order in which one report can go through all of them.
WALK: dict[str, Callable[[Report], object]] = {
    "send": sent,
    "send_back": returned,
    "clear": cleared,
    "make_final": made_final,
    "correct": corrected,
}


def on_the_period(report: Report) -> tuple[object, ...]:
    period = ReportingPeriod.objects.get(pk=report.period_id)
    return period.stage, period.sendings, period.sent_at


def of_the_report(report: Report) -> tuple[object, ...]:
    current = Report.objects.get(pk=report.pk)
    return current.state, current.sendings, current.sent_at


def test_the_period_tells_the_stage_after_every_act(monkeypatch):
    monkeypatch.setattr(services, "documents_of", small_documents)
    assert set(WALK) == set(REPORT_WORKFLOW.transitions)
    report = report_of()
    assert on_the_period(report) == of_the_report(report) == ("collecting", 0, None)
    seen = {"collecting"}
    for act, perform in WALK.items():
        perform(report)
        assert on_the_period(report) == of_the_report(report), act
        assert on_the_period(report)[0] == REPORT_WORKFLOW.transitions[act].target
        seen.add(str(on_the_period(report)[0]))
    assert seen == set(STAGES)


def test_an_act_that_fails_after_the_change_leaves_the_stage_as_it_was(monkeypatch):
    report = sent(report_of())

    def fail(*_args: object, **_options: object) -> None:
        raise OSError("no letter")

    monkeypatch.setattr("reports.review.services.write_letter", fail)
    with pytest.raises(OSError, match="no letter"):
        clear_report(report, by=reviewer_of(report))
    assert on_the_period(report)[0] == of_the_report(report)[0] == "in_review"


@pytest.mark.parametrize(
    ("state", "is_in_review", "is_writable", "is_with_reviewer"),
    [
        ("collecting", False, True, False),
        ("in_review", True, False, True),
        ("returned", False, True, False),
        ("cleared", False, False, True),
        ("final", False, False, False),
    ],
)
def test_what_a_stage_allows(state, is_in_review, is_writable, is_with_reviewer):
    stage = stage_of(ReportingPeriod(stage=state, sendings=2))
    assert (stage.sending, stage.is_in_review, stage.is_writable, stage.is_with_reviewer) == (
        2,
        is_in_review,
        is_writable,
        is_with_reviewer,
    )


def test_a_period_that_an_administrator_corrects_keeps_the_stage_that_was_written_meanwhile(
    signed_in, monkeypatch
):
    report = report_of()
    period, client = ReportingPeriod.objects.get(pk=report.period_id), signed_in("admin")
    way = f"/admin/projects/reportingperiod/{period.pk}/change/"
    form = client.get(way).context["adminform"].form
    values = {name: form[name].value() or "" for name in form.fields}
    clean = type(form).clean

    def sent_meanwhile(self):
        put_report(period, state="in_review", sendings=1, sent_at=period_sent, sent_by=reviewer_of(report))
        return clean(self)

    period_sent = "2021-07-01T10:00:00Z"
    monkeypatch.setattr("django.forms.models.BaseModelForm.clean", sent_meanwhile)
    response = client.post(way, {**values, "year": 2022})
    assert response.status_code == 302
    stored = ReportingPeriod.objects.get(pk=period.pk)
    assert (stored.year, stored.stage, stored.sendings) == (2022, "in_review", 1)
