"""Whether what was frozen is still what it was: every snapshot and every file against its SHA-256."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from documents.frozen import sha256_of
from reports.models import ReportVersion, Snapshot, VersionFile
from reports.versions.services import FORMATS

AT_ONCE = 20  # snapshots that are in memory together
BLOCK = 1024 * 1024  # bytes that are read at a time


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at; `difference` is empty where it is as it was stored."""

    name: str
    difference: str = ""


def verify() -> Iterator[Checked]:
    """Yield every snapshot and every file of a version, with what differs."""
    yield from _snapshots()
    yield from _files()
    yield from _versions()


def _snapshots() -> Iterator[Checked]:
    rows = Snapshot.objects.select_related("report__period__project").order_by("pk")
    for snapshot in rows.iterator(chunk_size=AT_ONCE):
        found = sha256_of(snapshot.content)
        same = found == snapshot.sha256
        yield Checked(f"{snapshot}, text", "" if same else _not_the_same(found, snapshot.sha256))


def _files() -> Iterator[Checked]:
    rows = VersionFile.objects.select_related("of_version__report__period__project").order_by("pk")
    for stored in rows.iterator(chunk_size=AT_ONCE):
        name = f"{stored.of_version}, {stored.format} ({stored.file.name})"
        try:
            found, size = _read(stored)
        except OSError as error:
            yield Checked(name, f"cannot be read: {error.strerror or error}")
            continue
        difference = ""
        if size != stored.size:
            difference = f"has {size} bytes, stored were {stored.size}"
        elif found != stored.sha256:
            difference = _not_the_same(found, stored.sha256)
        yield Checked(name, difference)


def _read(stored: VersionFile) -> tuple[str, int]:
    sha256, size = hashlib.sha256(), 0
    with stored.file.open("rb") as content:
        for block in content.chunks(BLOCK):
            sha256.update(block)
            size += len(block)
    return sha256.hexdigest(), size


def _versions() -> Iterator[Checked]:
    """Yield the versions that have lost the record of a file."""
    rows = ReportVersion.objects.select_related("report__period__project").prefetch_related("files")
    for version in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        missing = [name for name in FORMATS if name not in {file.format for file in version.files.all()}]
        if missing:
            yield Checked(str(version), f"has no {', '.join(missing)}")


def _not_the_same(found: str, stored: str) -> str:
    return f"has the SHA-256 {found}, stored was {stored}"
