"""What was frozen cannot be altered or removed, and what altered it behind the portal's back is found."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import ProtectedError

from reports.models import FrozenError, ReportVersion, Snapshot, VersionFile
from reports.tests.way import final, report_of, small_documents
from reports.versions import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(monkeypatch) -> ReportVersion:
    monkeypatch.setattr(services, "documents_of", small_documents)
    return final(report_of())


@pytest.fixture(params=["snapshot", "file"])
def frozen(request, version):
    return version.snapshot if request.param == "snapshot" else version.files.first()


def test_a_frozen_record_is_neither_saved_again_nor_removed(frozen):
    frozen.sha256 = "0" * 64
    for act in (frozen.save, frozen.delete, lambda: frozen.save(update_fields=["sha256"])):
        with pytest.raises(FrozenError):
            act()
    assert type(frozen).objects.get(pk=frozen.pk).sha256 != "0" * 64


def test_frozen_records_are_not_altered_or_removed_together(frozen):
    model = type(frozen)
    frozen.sha256 = "0" * 64
    acts = (
        lambda: model.objects.filter(pk=frozen.pk).update(sha256="0" * 64),
        lambda: model.objects.all().delete(),
        lambda: model._base_manager.filter(pk=frozen.pk).update(sha256="0" * 64),
        lambda: model.objects.bulk_update([frozen], ["sha256"]),
        lambda: model.objects.update_or_create(pk=frozen.pk, defaults={"sha256": "0" * 64}),
    )
    for act in acts:
        with pytest.raises(FrozenError), transaction.atomic():
            act()
    assert model.objects.get(pk=frozen.pk).sha256 != "0" * 64


def test_a_version_is_not_reached_through_what_it_belongs_to(version):
    with pytest.raises(FrozenError):
        version.files.all().delete()
    with pytest.raises(FrozenError):
        version.report.snapshots.update(content="")
    with pytest.raises(ProtectedError):
        version.delete()
    with pytest.raises(ProtectedError):
        version.report.delete()


FIXED = {
    "number": 7,
    "snapshot_id": 0,
    "made_at": datetime(2001, 1, 1, tzinfo=UTC),
    "made_by_id": None,
    "reason": "Another one.",
    "unsigned": [],
    "unsigned_reason": "Another one.",
    "cleared_at": None,
    "cleared_by_id": None,
    "cleared_as": "approver",
}


@pytest.mark.parametrize("name", FIXED)
def test_how_a_version_was_made_is_not_altered_and_what_came_after_is(version, name):
    stored, value = getattr(version, name), FIXED[name]
    setattr(version, name, value)
    acts = (
        version.save,
        lambda: version.save(update_fields=["public_at", name]),
        lambda: ReportVersion.objects.filter(pk=version.pk).update(**{name: value}),
        lambda: ReportVersion.objects.bulk_update([version], [name.removesuffix("_id")]),
        lambda: version.report.versions.update(**{"state": "replaced", name: value}),
        lambda: ReportVersion._base_manager.filter(pk=version.pk).update(**{name: value}),
        lambda: ReportVersion.objects.update_or_create(pk=version.pk, defaults={name: value}),
    )
    for act in acts:
        with pytest.raises(FrozenError), transaction.atomic():
            act()
    version.refresh_from_db()
    assert getattr(version, name) == stored != value
    version.public_at = version.made_at
    version.save(update_fields=["public_at"])
    assert ReportVersion.objects.filter(pk=version.pk, public_at=version.made_at).update(state="replaced")


def verified() -> tuple[str, str]:
    """Return what the command says, and the sentence with which it ends where something differs."""
    out, named = StringIO(), StringIO()
    try:
        call_command("verify_versions", stdout=out, stderr=named)
    except CommandError as error:
        assert error.returncode == 1
        return named.getvalue(), str(error)
    return out.getvalue(), ""


def alter(table: str, column: str, pk: int, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE id = %s', [value, pk])


def test_what_is_as_it_was_stored_is_said_with_its_number(version):
    words, refusal = verified()
    assert not refusal
    # The candidate, the text of the version and its three files.
    assert words == "5 texts and files of versions are as they were stored.\n"


def test_a_text_that_was_altered_in_the_database_is_named(version):
    alter("reports_snapshot", "content", version.snapshot_id, version.snapshot.content.replace("e", "a", 1))
    words, refusal = verified()
    assert words.startswith("KGZ-PVE-2 2021-FINAL Final 1, text: has the SHA-256 ")
    assert words.count("\n") == 1
    assert refusal == "1 of 5 differ: bring them back from a backup."


def test_a_fingerprint_that_was_altered_in_the_database_is_named(version):
    alter("reports_versionfile", "sha256", version.files.get(format="xlsx").pk, "0" * 64)
    words, refusal = verified()
    assert words.startswith("KGZ-PVE-2 2021-FINAL v1, xlsx (versions/")
    assert refusal


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda path: path.write_bytes(path.read_bytes().swapcase()), "has the SHA-256"),
        (lambda path: path.write_bytes(b""), "has 0 bytes, stored were"),
        (Path.unlink, "cannot be read: No such file"),
    ],
)
def test_a_file_that_was_altered_cut_or_removed_is_named(version, act, told):
    act(Path(version.files.get(format="pdf").file.path))
    words, refusal = verified()
    assert words.startswith("KGZ-PVE-2 2021-FINAL v1, pdf (versions/")
    assert told in words
    assert refusal == "1 of 5 differ: bring them back from a backup."


def test_a_version_that_has_lost_the_record_of_a_file_is_named(version):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reports_versionfile WHERE id = %s", [version.files.get(format="docx").pk])
    words, refusal = verified()
    assert words == "KGZ-PVE-2 2021-FINAL v1: has no docx\n"
    assert refusal


def test_a_frozen_record_is_stored_once(version):
    assert Snapshot.objects.filter(report=version.report).count() == 2
    assert VersionFile.objects.filter(of_version=version).count() == 3
