"""What is kept of a release: its filled database as compressed SQL and its stored files, for later releases to read."""

import io
import lzma
import sqlite3
import tarfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

FOLDER = settings.BASE_DIR / "fixtures" / "releases"
# Tables whose rows are of one day and one machine: who is signed in, and what was counted.
NOT_KEPT = ("django_session", "portal_cache")


def version() -> str:
    """Return the version of the portal, which stands in pyproject.toml and nowhere else."""
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def kept_releases() -> list[Path]:
    """Return the database files of all kept releases."""
    return sorted(FOLDER.glob("*.sql.xz"))


def media_of(database: Path) -> Path:
    """Return the archive of stored files that belongs to a kept database."""
    return database.with_name(database.name.removesuffix(".sql.xz") + ".media.tar.xz")


def keep_database(connection: sqlite3.Connection, path: Path) -> None:
    """Write a database as SQL; the same database gives the same file."""
    lines = (line for line in connection.iterdump() if not line.startswith(_inserts(NOT_KEPT)))
    path.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9))


def _inserts(tables: Iterable[str]) -> tuple[str, ...]:
    return tuple(f'INSERT INTO "{table}"' for table in tables)


def keep_media(folder: Path, path: Path) -> None:
    """Write the stored files as an archive; the same files give the same archive."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                entry = tarfile.TarInfo(file.relative_to(folder).as_posix())
                entry.size = file.stat().st_size
                with file.open("rb") as content:
                    tar.addfile(entry, content)
    path.write_bytes(lzma.compress(archive.getvalue(), preset=9))


def load_database(path: Path, target: Path) -> None:
    """Make a SQLite database of what was kept."""
    connection = sqlite3.connect(target)
    try:
        connection.executescript(lzma.decompress(path.read_bytes()).decode())
    finally:
        connection.close()


def load_media(path: Path, folder: Path) -> None:
    """Unpack the stored files that were kept."""
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(path.read_bytes()))) as tar:
        tar.extractall(folder, filter="data")
