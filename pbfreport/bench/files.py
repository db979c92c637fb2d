"""How long a stored file of a version takes to be served, against a static file of the same size."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from pbfreport.bench.documents import medians, seconds_once
from projects.models import Membership, ReportingPeriod
from reports.models import Report, ReportVersion, Snapshot, VersionFile
from reports.stage import put_report

SIZES = {"pdf": 80_000, "docx": 5_000_000}  # bytes: an ordinary report, and a very large one
ROUNDS = 100
Seconds = tuple[float, float]  # wall, processor
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def _folders() -> Iterator[Path]:
    """Keep the files of versions, and the static ones beside them, in folders that go away."""
    with TemporaryDirectory() as folder:
        static = Path(folder) / "static"
        static.mkdir()
        with override_settings(
            MEDIA_ROOT=str(Path(folder) / "media"),
            WHITENOISE_ROOT=str(static),
            ALLOWED_HOSTS=["testserver"],
        ):
            yield static


def _version(period: ReportingPeriod, by: User) -> ReportVersion:
    """Store a version with one file of each size."""
    now = timezone.now()
    report = put_report(
        period,
        state=Report.State.FINAL,
        sendings=1,
        sent_at=now,
        sent_by=by,
        cleared_at=now,
        cleared_by=by,
        cleared_as=Report.ClearedAs.SECRETARIAT,
    )
    snapshot = Snapshot.objects.create(
        report=report, kind=Snapshot.Kind.FINAL, number=1, content="{}", schema=1, sha256="", made_by=by
    )
    version = ReportVersion.objects.create(report=report, number=1, snapshot=snapshot, made_by=by)
    for name, size in SIZES.items():
        content = os.urandom(size)
        VersionFile.objects.create(
            of_version=version,
            format=name,
            file=ContentFile(content, name=name),
            file_name=f"report.{name}",
            content_type="application/octet-stream",
            size=size,
            sha256=hashlib.sha256(content).hexdigest(),
        )
    return version


def _reader(period: ReportingPeriod, user: User) -> Client:
    participation = period.project.participations.first()
    assert participation is not None
    Membership.objects.create(
        user=user, project=period.project, office=participation.office, role=Membership.Role.READER
    )
    client = Client(headers={"Accept-Encoding": "gzip"})  # as every browser asks
    client.force_login(user, backend=BACKEND)
    return client


def _fetch(client: Client, url: str, size: int) -> Callable[[], None]:
    def fetch() -> None:
        answer: Any = client.get(url)
        received = sum(len(block) for block in answer.streaming_content)
        if (answer.status_code, received) != (200, size):
            raise RuntimeError(f"{url} gave {received} bytes with {answer.status_code}")
        answer.close()

    return fetch


def serving(period: ReportingPeriod, user: User) -> dict[int, tuple[Seconds, Seconds]]:
    """Return, by size in bytes, the median seconds of a version's file and of a static file, taken in turns."""
    found: dict[int, tuple[Seconds, Seconds]] = {}
    with _folders() as static:
        version = _version(period, user)
        for file in version.files.all():
            (static / f"bench.{file.format}").write_bytes(Path(file.file.path).read_bytes())
        client = _reader(period, user)
        address = [period.project.code, period.code, 1]
        for name, size in SIZES.items():
            ours = _fetch(client, reverse("reports:version-file", args=[*address, name]), size)
            bare = _fetch(client, f"/bench.{name}", size)
            found[size] = _in_turns(ours, bare)
    return found


def _in_turns(ours: Callable[[], None], bare: Callable[[], None]) -> tuple[Seconds, Seconds]:
    """Return the medians of both, after one round that warms up."""
    pairs = [(seconds_once(ours), seconds_once(bare)) for _round in range(ROUNDS + 1)][1:]
    return medians([first for first, _second in pairs]), medians([second for _first, second in pairs])


def lines(period: ReportingPeriod, user: User) -> list[str]:
    """Return what to print of it, in milliseconds: both files, and what asking who may read it adds."""
    told = ["A file of a version against a static file of its size: milliseconds (wall / processor)"]
    for size, (ours, bare) in serving(period, user).items():
        more = ours[1] - bare[1]
        told.append(
            f"{size / 1000:>9,.0f} kB {_words(ours):>16} against {_words(bare):>13}: "
            f"{ours[1] / bare[1]:.1f} times; who may read it takes {more * 1000:.1f}"
        )
    return told


def _words(seconds: Seconds) -> str:
    return f"{seconds[0] * 1000:.2f} / {seconds[1] * 1000:.2f}"
