"""Prints how long a reference report takes, from the database to the documents, and pages with many projects."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import User
from pbfreport.bench.documents import run
from pbfreport.bench.files import lines
from pbfreport.bench.pages import run_pages
from pbfreport.bench.project import empty_database, reference_period
from pbfreport.bench.saves import lines as saves
from reports.assembling.contents import assemble_draft
from reports.loaded import load_report
from reports.review.services import handed_in_sources, points_of_report


class Command(BaseCommand):
    help = "Print warm medians for a reference report with 30 and 300 rows, and for pages with 10 and 1,000 projects."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        from pbfreport.bench.samples import sample_report

        with empty_database():
            small, large = reference_period("BENCH-30"), reference_period("BENCH-300", 10)
            run(
                sample_report(),
                sample_report(10),
                assembly=lambda: assemble_draft(load_report(pk=small.pk)),
                large_assembly=lambda: assemble_draft(load_report(pk=large.pk)),
                points=lambda: points_of_report(handed_in_sources(small)),
                large_points=lambda: points_of_report(handed_in_sources(large)),
            )
            for line in lines(small, User.objects.get(email="bench@example.org")):
                self.stdout.write(line)
            for line in saves():
                self.stdout.write(line)
            run_pages()
