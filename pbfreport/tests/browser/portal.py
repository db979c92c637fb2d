"""The portal that a browser test visits: its own server process, its own database, fresh for every test."""

import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
PROCESS = "pbfreport.tests.browser.process"
DEMO, WITH_SMALL_PROJECT = "demo.sqlite3", "small.sqlite3"


def environment(folder: Path, shared: Path, database: Path) -> dict[str, str]:
    """Return the environment of a server whose database and mail are in these folders."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "COV_"))}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "pbfreport.tests.browser.settings",
        "BROWSER_TESTS_FOLDER": str(folder),
        "BROWSER_TESTS_STATIC": str(shared / "static"),
        "DATABASE_URL": f"sqlite:///{database}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def prepare_once(shared: Path) -> None:
    """Fill the databases that tests start from; of several test processes the first does it."""
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (shared / "known.json").exists():
            return
        made = subprocess.run(
            [sys.executable, "-m", PROCESS, "prepare", str(shared / "known.json")],
            cwd=ROOT,
            env=environment(shared, shared, shared / "filled.sqlite3"),
            capture_output=True,
            text=True,
        )
        assert made.returncode == 0, made.stderr


class Portal:
    """A running portal and what tests know about it."""

    def __init__(self, folder: Path, shared: Path) -> None:
        self.folder, self.shared = folder, shared
        self.database = folder / "portal.sqlite3"
        known: dict[str, dict[str, str]] = json.loads((shared / "known.json").read_text())
        self.sessions, self.inputs = known["sessions"], known["inputs"]
        self.log = (folder / "server.log").open("w")
        self.reset()
        self.process = subprocess.Popen(
            [sys.executable, "-m", PROCESS, "serve"],
            cwd=ROOT,
            env=environment(folder, shared, self.database),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        assert self.process.stdout
        port = self.process.stdout.readline().strip()
        assert port, self.errors()
        self.url = f"http://127.0.0.1:{port}"

    def reset(self, prepared: str = DEMO) -> None:
        """Put the database back to where a test starts, through SQLite itself: an open connection does no harm."""
        with closing(sqlite3.connect(self.shared / prepared)) as source, closing(self._connect()) as target:
            source.backup(target)
        shutil.rmtree(self.folder / "mail", ignore_errors=True)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.database, timeout=20)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return what a query finds in the portal's database."""
        with closing(self._connect()) as connection:
            return connection.execute(query, values).fetchall()

    def input(self, office: str, project: str, period: str, page: str = "") -> str:
        """Return the address of a page of an agency's input."""
        return f"/inputs/{self.inputs[f'{office} {project} {period}']}/" + (f"{page}/" if page else "")

    def mail(self) -> list[str]:
        """Return the texts of the mail that was sent, the earliest first."""
        files = sorted((self.folder / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        texts = []
        for file in files:
            message = message_from_bytes(file.read_bytes(), policy=policy.default)
            texts.append(str(message.get_content()))
        return texts

    def errors(self) -> str:
        """Return what the server said on standard error."""
        self.log.flush()
        return Path(self.log.name).read_text()

    def stop(self) -> None:
        """End the server by closing its input."""
        self.process.communicate(timeout=20)
        self.log.close()
