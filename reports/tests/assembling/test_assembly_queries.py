"""A report is loaded in a fixed number of queries, however many rows it has."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Activity, ActivityResponsibility
from contributions.models import ActivityEntry, Contribution
from projects.models import Project
from reports.assembling.contents import assemble_draft
from reports.assembling.loading import load_sources
from reports.loaded import load_report

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MOST = 12


def queries(project: str, code: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        load_sources(load_report(project__code=project, code=code))
    return len(captured)


@pytest.mark.parametrize(
    ("project", "code"),
    [("KGZ-PVE-1", "2021-H1"), ("KGZ-PVE-1", "2021-FINAL"), ("KGZ-PVE-2", "2021-FINAL")],
)
def test_twelve_queries_load_a_report(project: str, code: str):
    assert queries(project, code) <= MOST


def test_three_hundred_rows_take_no_query_more_and_are_all_there(
    pve_1: Project, input_of: Callable[[str, str, str], Contribution]
):
    before = queries("KGZ-PVE-1", "2021-H1")
    inputs = [input_of(office, "KGZ-PVE-1", "2021-H1") for office in ("UNDP", "OHCHR")]
    groups = list(Activity.objects.of_project(pve_1.pk).groups())
    rows = Activity.objects.bulk_create(
        Activity(project=pve_1, parent=groups[n % 16], position=50 + n, title=f"Row {n}") for n in range(270)
    )
    ActivityResponsibility.objects.bulk_create(
        ActivityResponsibility(activity=row, office=one.office, position=position)
        for row in rows
        for position, one in enumerate(inputs, start=1)
    )
    ActivityEntry.objects.bulk_create(
        ActivityEntry(contribution=one, activity=row, status="ongoing", progress=f"Progress of {row.title}")
        for row in rows
        for one in inputs
    )
    assert queries("KGZ-PVE-1", "2021-H1") == before
    report = assemble_draft(load_report(project=pve_1, code="2021-H1"))
    annex = report.section("annex1")
    assert annex is not None
    printed = [row for group in annex.activity_groups for row in group.rows]
    assert [row.number for row in printed] == list(range(1, 301))
    assert sum(len(row.cells["progress"]) for row in printed if row.title.startswith("Row ")) == 540


def test_assembling_asks_the_database_nothing(django_assert_num_queries: Callable):
    """The assembly is pure: everything was loaded before."""
    from reports.assembling import assemble

    sources = load_sources(load_report(project__code="KGZ-PVE-2", code="2021-FINAL"))
    with django_assert_num_queries(0):
        assemble(sources, as_of=sources.period.ends_on, statuses={})


def test_a_draft_takes_no_more_queries_than_its_sources():
    with CaptureQueriesContext(connection) as captured:
        assemble_draft(load_report(project__code="KGZ-PVE-1", code="2021-H1"))
    assert len(captured) <= MOST
