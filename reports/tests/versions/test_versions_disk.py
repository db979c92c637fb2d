"""A disk that is full while a version is written: one sentence, nothing half made, and a second try works."""

import errno
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.storage import default_storage

from audit.models import LogEntry
from core.files.stored_files import NotStored
from reports.models import Report, ReportVersion, Snapshot
from reports.tests.way import cleared, made_final, report_of, small_documents
from reports.versions import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(monkeypatch) -> Report:
    monkeypatch.setattr(services, "documents_of", small_documents)
    return cleared(report_of())


@pytest.fixture
def full_disk(monkeypatch) -> None:
    """Let the disk be full when the second file is written, after half of it."""
    save, written = default_storage.save, []

    def save_until_full(name, content, *args, **options):
        written.append(name)
        if len(written) == 2:
            path = Path(settings.MEDIA_ROOT) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        return save(name, content, *args, **options)

    monkeypatch.setattr(default_storage, "save", save_until_full)


def kept() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("versions/*/*") if path.is_file()}


def test_a_full_disk_leaves_the_report_cleared_and_no_file_behind(report, full_disk):
    before, lines = kept(), LogEntry.objects.count()
    mail.outbox.clear()
    with pytest.raises(NotStored, match="its disk may be full. Nothing was changed"):
        made_final(report)
    report.refresh_from_db()
    assert (report.state, report.making_until) == ("cleared", None)
    assert kept() == before
    assert not ReportVersion.objects.filter(report=report).exists()
    assert not Snapshot.objects.filter(report=report, kind="final").exists()
    assert LogEntry.objects.count() == lines
    assert not mail.outbox


def test_a_second_try_after_a_full_disk_makes_the_version(report, full_disk):
    with pytest.raises(NotStored):
        made_final(report)
    version = made_final(report)
    assert version.number == 1
    assert [file.size for file in version.files.all()] == [
        len(file.file.read()) for file in version.files.all()
    ]


def test_an_error_after_the_files_were_written_takes_them_away_again(report, monkeypatch):
    before = kept()

    def refuse(*_args, **_options):
        raise RuntimeError("The database went away.")

    monkeypatch.setattr(services, "store_snapshot", refuse)
    with pytest.raises(RuntimeError):
        made_final(report)
    report.refresh_from_db()
    assert (report.state, report.making_until) == ("cleared", None)
    assert kept() == before


def test_while_a_version_is_being_made_nobody_begins_another(report):
    assert services._claim(report)
    with pytest.raises(services.WrongState, match="is being made final at this moment"):
        made_final(report)
    report.refresh_from_db()
    assert report.making_until is not None
