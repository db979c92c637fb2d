"""Many who make the same report final at the same moment, on real threads of PostgreSQL: one version comes out."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection

from accounts.models import User
from audit.models import LogEntry
from core.decisions import WrongState
from pbfreport.tests.test_concurrency import at_once, db  # noqa: F401 - a copy of the database for each test
from reports.models import Report, ReportVersion, Snapshot
from reports.tests.way import cleared, report_of, reviewer_of, small_documents
from reports.versions import services
from reports.versions.services import make_final

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]
COUNT = 50


@pytest.fixture
def report(db: None, monkeypatch: pytest.MonkeyPatch) -> Report:  # noqa: F811
    monkeypatch.setattr(services, "documents_of", small_documents)
    report = cleared(report_of())
    mail.outbox.clear()
    return report


def kept() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("versions/*/*") if path.is_file()}


@pytest.mark.parametrize("same_key", [True, False])
def test_fifty_makings_final_at_once_leave_one_version_one_line_and_one_letter_a_person(
    report: Report, same_key: bool
):
    lines, files, by = LogEntry.objects.count(), kept(), reviewer_of(report)

    def act(number: int) -> ReportVersion | None:
        key = "the same" if same_key else f"key {number}"
        mine, person = Report.objects.get(pk=report.pk), User.objects.get(pk=by.pk)
        return make_final(mine, by=person, unsigned_reason="The mails follow.", key=key)

    results = at_once(COUNT, act)
    made = [result for result in results if isinstance(result, ReportVersion)]
    others = [result for result in results if not isinstance(result, ReportVersion)]
    assert len(made) == 1
    # Everyone else is told in a sentence, or was the same request and is told nothing.
    assert [
        result
        for result in others
        if not isinstance(result, WrongState) and not (same_key and result is None)
    ] == []
    assert ReportVersion.objects.filter(report=report).count() == 1
    assert Snapshot.objects.filter(report=report, kind="final").count() == 1
    assert Counter(LogEntry.objects.order_by("pk")[lines:].values_list("action", flat=True)) == {
        "make_final": 1,
        "create": 1,
    }
    assert sorted(letter.to[0].split("@")[0] for letter in mail.outbox) == ["coordinator2", "undp", "unodc"]
    assert {str(path.relative_to(settings.MEDIA_ROOT)) for path in kept() - files} == {
        file.file.name for file in made[0].files.all()
    }
    current = Report.objects.get(pk=report.pk)
    assert (current.state, current.making_until) == ("final", None)


def test_the_same_request_that_comes_again_afterwards_does_nothing(report: Report):
    by = reviewer_of(report)
    assert make_final(report, by=by, unsigned_reason="The mails follow.", key="the same") is not None
    lines, letters = LogEntry.objects.count(), len(mail.outbox)
    results = at_once(8, lambda _number: make_final(Report.objects.get(pk=report.pk), by=by, key="the same"))
    assert results == [None] * 8
    assert (LogEntry.objects.count(), len(mail.outbox)) == (lines, letters)
