"""Write one report as html, pdf, docx or xlsx to a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from documents.render import FORMATS
from projects.models import Project
from reports.assembling.making_documents import make_document
from reports.loaded import LoadedReport, load_report


class Command(BaseCommand):
    help = "Writes one report to a file, for example: render_report KGZ-PVE-1 2021-H1 --format pdf --output report.pdf"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="code of the project")
        parser.add_argument("period", help="code of the period")
        parser.add_argument("--format", choices=sorted(FORMATS), default="pdf")
        parser.add_argument("--output", required=True, help="file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = self._report(options["project"], options["period"])
        document = make_document(loaded, options["format"])
        output = Path(options["output"])
        try:
            output.write_bytes(document.content)
        except OSError as error:
            raise CommandError(
                f"{output} could not be written: {error.strerror}. Name a file in a folder that exists."
            ) from error
        self.stdout.write(f"{output}: {len(document.content):,} bytes")

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Say in one sentence where the database is empty."""
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                "This database has no tables: run `manage.py migrate`, or name the right one in DATABASE_URL."
            ) from error

    def _report(self, project_code: str, period_code: str) -> LoadedReport:
        project = Project.objects.filter(code=project_code).first()
        if project is None:
            codes = ", ".join(Project.objects.values_list("code", flat=True)) or "none"
            raise CommandError(f"There is no project {project_code}; there are: {codes}.")
        period = project.periods.filter(code=period_code).first()
        if period is None:
            codes = ", ".join(project.periods.order_by("ends_on").values_list("code", flat=True)) or "none"
            raise CommandError(f"{project_code} has no period {period_code}; it has: {codes}.")
        return load_report(pk=period.pk)
