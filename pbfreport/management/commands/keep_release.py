"""Keep the database of this release, filled by the demo, under fixtures/releases/."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from pbfreport.demo import load_demo, load_history
from pbfreport.releases import FOLDER, keep_database, keep_media, media_of, version

PASSWORD = "peace-2021"  # noqa: S105 - of the demo's made-up accounts


class Command(BaseCommand):
    help = "Fills an empty SQLite database in memory with the demo and keeps it under fixtures/releases/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="write this version anew, as long as it is not released"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite" or "memory" not in str(connection.settings_dict["NAME"]):
            raise CommandError(
                "Run it with --settings pbfreport.settings.test and without DATABASE_URL: "
                "it fills an empty database in memory."
            )
        path = FOLDER / f"{version()}.sql.xz"
        if path.exists() and not options["again"]:
            raise CommandError(
                f"{path.name} is kept already. A new release has a new version in pyproject.toml; "
                "--again writes one anew that nobody has yet."
            )
        FOLDER.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        load_demo(PASSWORD)
        load_history()
        connection.ensure_connection()
        keep_database(connection.connection, path)
        keep_media(Path(settings.MEDIA_ROOT), media_of(path))
        self.stdout.write(f"Kept: {path.name} ({path.stat().st_size} bytes) and {media_of(path).name}")
