"""What the versions of a database that is in use get when they begin to keep who cleared and who had not signed off."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from reports.models import ReportVersion
from reports.tests.way import cleared, corrected, final, report_of, reviewer_of, small_documents
from reports.versions import services

pytestmark = pytest.mark.django_db

NAME = "0003_what_a_version_keeps"
EMPTY: dict[str, object] = {
    "unsigned": [],
    "unsigned_reason": "",
    "cleared_at": None,
    "cleared_by": None,
    "cleared_as": "",
}


def kept(version) -> dict[str, object]:
    return ReportVersion.objects.filter(pk=version.pk).values(*EMPTY).get()


@pytest.fixture
def migrate():
    """Return the data migration, to be run on versions that keep nothing yet."""
    apps = MigrationLoader(connection).project_state(("reports", NAME)).apps

    def run():
        apps.get_model("reports", "ReportVersion").objects.update(**EMPTY)
        import_module(f"reports.migrations.{NAME}").keep_with_the_version(apps, None)

    return run


def test_the_current_version_gets_what_its_report_still_knows(migrate, monkeypatch):
    monkeypatch.setattr(services, "documents_of", small_documents)
    report = report_of()
    first = final(report)
    before = kept(first)
    assert (before["unsigned"], before["cleared_by"]) == (["UNODC", "UNDP"], reviewer_of(report).pk)
    migrate()
    assert kept(first) == before
    second = final(corrected(report))
    before = kept(second)
    migrate()
    assert (kept(first), kept(second)) == (EMPTY, before)
    cleared(corrected(report))  # what the report knows now is about the next version
    migrate()
    assert kept(second) == EMPTY
