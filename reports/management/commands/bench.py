"""Prints how long a reference report takes, from the database to the documents."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.bench import run
from reports.bench_project import empty_database, reference_period
from reports.making import assemble_draft
from reports.selectors import periods_for_report


class Command(BaseCommand):
    help = "Print warm medians for a reference report, with 30 and with 300 rows."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        from reports.tests.samples import sample_report

        with empty_database():
            small, large = reference_period("BENCH-30"), reference_period("BENCH-300", 10)
            run(
                sample_report(),
                sample_report(10),
                assembly=lambda: assemble_draft(periods_for_report().get(pk=small.pk)),
                large_assembly=lambda: assemble_draft(periods_for_report().get(pk=large.pk)),
            )
