"""Say whether every snapshot and every file of a version is still what was stored."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.versions.verifying import verify


class Command(BaseCommand):
    help = "Recomputes the SHA-256 of every snapshot and every file of a version, and names what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        count, different = 0, 0
        for checked in verify():
            count += 1
            if checked.difference:
                different += 1
                self.stderr.write(f"{checked.name}: {checked.difference}")
        if different:
            raise CommandError(f"{different} of {count} differ: bring them back from a backup.")
        self.stdout.write(f"{count} texts and files of versions are as they were stored.")
