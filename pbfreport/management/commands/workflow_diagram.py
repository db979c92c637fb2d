"""Write the diagram of each workflow to docs/workflows.md."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pbfreport.diagrams import PAGE, diagrams, with_diagrams


class Command(BaseCommand):
    help = "Writes the diagram of each workflow, made of its table, to docs/workflows.md."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--show", action="store_true", help="print the diagrams and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["show"]:
            self.stdout.write(diagrams())
            return
        try:
            PAGE.write_text(with_diagrams(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        except ValueError as error:
            raise CommandError(f"{PAGE.name}: {error}.") from error
        self.stdout.write(f"Written: docs/{PAGE.name}")
