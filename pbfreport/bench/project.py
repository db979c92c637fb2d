"""A reference project in a database of its own, for measuring how long loading and assembling takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from accounts.models import Office, Organisation, User
from activities.models import Activity, ActivityResponsibility
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from contributions.services import open_round
from indicators.models import Indicator, IndicatorResponsibility
from projects.models import FormEdition, Outcome, Output, Participation, Project, Question, ReportingPeriod

ROWS, JOINT_ROWS, INDICATORS, TEXTS, TEXT_LENGTH = 30, 10, 40, 20, 2000
TEXT = ("The committees met, agreed on the wording and published their minutes for residents to read. " * 40)[
    :TEXT_LENGTH
]


@contextmanager
def empty_database() -> Iterator[None]:
    """Work in a fresh test database beside the real one (in memory for SQLite) and remove it afterwards."""
    real = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(real, verbosity=0)


def reference_period(code: str, times: int = 1) -> ReportingPeriod:
    """Create the reference project with so many times its rows, and return its latest of two periods."""
    project = Project.objects.create(
        code=code,
        title=code,
        starts_on=date(2020, 1, 1),
        original_ends_on=date(2021, 12, 31),
        ends_on=date(2021, 12, 31),
    )
    person, _created = User.objects.get_or_create(email="bench@example.org")
    offices = [_office(name) for name in ("UNDP", "OHCHR", "UN Women", "UNICEF")]
    for position, office in enumerate(offices, start=1):
        Participation.objects.create(
            project=project, office=office, position=position, is_convening=position == 1
        )
    outcome = Outcome.objects.create(project=project, code="1", title="Outcome")
    output = Output.objects.create(outcome=outcome, code="1.1", title="Output")
    _activities(project, output, offices, times)
    _indicators(project, output, offices, times)
    edition = FormEdition.objects.get(key="pbf-2021-en")
    periods = [
        ReportingPeriod.objects.create(
            project=project,
            code=name,
            kind="semi_annual",
            year=2021,
            starts_on=starts,
            ends_on=ends,
            edition=edition,
        )
        for name, starts, ends in (
            ("h2", date(2020, 7, 1), date(2020, 12, 31)),
            ("h1", date(2021, 1, 1), date(2021, 6, 30)),
        )
    ]
    for period in periods:
        _write(period, person)
    return periods[-1]


def _office(name: str) -> Office:
    organisation, _created = Organisation.objects.get_or_create(short_name=name, defaults={"name": name})
    return Office.objects.get_or_create(organisation=organisation, country="Bench")[0]


def _activities(project: Project, output: Output, offices: list[Office], times: int) -> None:
    group = Activity.objects.create(project=project, output=output, code="1.1", title="Activity")
    rows = Activity.objects.bulk_create(
        Activity(project=project, parent=group, position=number, title=f"Work row {number}")
        for number in range(ROWS * times)
    )
    ActivityResponsibility.objects.bulk_create(
        ActivityResponsibility(activity=row, office=offices[(number + step) % 4], position=step + 1)
        for number, row in enumerate(rows)
        for step in range(2 if number < JOINT_ROWS * times else 1)
    )


def _indicators(project: Project, output: Output, offices: list[Office], times: int) -> None:
    indicators = Indicator.objects.bulk_create(
        Indicator(
            project=project,
            output=output,
            position=number,
            code=f"1.1.{number}",
            title=f"Indicator {number}",
            unit="persons",
            baseline_value=Decimal(0),
            target_value=Decimal(100),
        )
        for number in range(INDICATORS * times)
    )
    IndicatorResponsibility.objects.bulk_create(
        IndicatorResponsibility(indicator=indicator, office=offices[number % 4])
        for number, indicator in enumerate(indicators)
    )


def _write(period: ReportingPeriod, person: User) -> None:
    inputs = open_round(period, by=None)
    ActivityEntry.objects.filter(contribution__period=period).update(
        progress=TEXT[:500], status="ongoing", counts_as_written=True
    )
    IndicatorEntry.objects.filter(contribution__period=period).update(
        progress=TEXT[:250], value=Decimal(40), counts_as_written=True
    )
    questions = Question.objects.filter(
        section__edition=period.edition, type="text", section__kind="questions"
    )
    pairs = [(contribution, question) for question in questions for contribution in inputs][:TEXTS]
    Answer.objects.bulk_create(
        Answer(contribution=contribution, question=question, text=TEXT, counts_as_written=True)
        for contribution, question in pairs
    )
    Contribution.objects.filter(period=period).update(
        state="submitted", submitted_at=timezone.now(), submitted_by=person
    )
