"""A portfolio of many projects, each with a round in one of its states, made in bulk for measuring and for tests."""

from datetime import UTC, date, datetime, timedelta

from accounts.models import Office, Organisation, User
from contributions.models import Contribution
from projects.models import FormEdition, Membership, Participation, Portfolio, Project, ReportingPeriod
from projects.stage import CLEARED, COLLECTING, FINAL, IN_REVIEW, RETURNED
from reports.models import Report
from reports.stage import show_stage

# Of ten projects four are collecting, two of these with everything handed in.
STATES = (
    COLLECTING,
    COLLECTING,
    IN_REVIEW,
    RETURNED,
    CLEARED,
    COLLECTING,
    FINAL,
    IN_REVIEW,
    COLLECTING,
    RETURNED,
)
BEGIN = datetime(2021, 7, 1, 9, tzinfo=UTC)
DUE = {
    "inputs_due_on": date(2021, 7, 5),
    "coordinator_due_on": date(2021, 7, 10),
    "review_due_on": date(2021, 7, 20),
    "submission_due_on": date(2021, 7, 31),
}


def many_projects(
    number: int, *, portfolio: Portfolio, coordinator: User, prefix: str = "MANY"
) -> list[ReportingPeriod]:
    """Create so many projects of a portfolio with two organisations, an earlier round and a current one.

    Project n waits since n hours after the first; its dates are n days, at most 90, after those of the first.
    Returns the current rounds.
    """
    edition = FormEdition.objects.get(key="pbf-2021-en")
    offices = [_office("MANY-A"), _office("MANY-B")]
    projects = Project.objects.bulk_create(
        Project(
            code=f"{prefix}-{n:04}",
            title=f"Dialogue in district {n}",
            starts_on=date(2020, 1, 1),
            original_ends_on=date(2022, 12, 31),
            ends_on=date(2022, 12, 31),
            status=Project.Status.CLOSED if n % 5 == 4 else Project.Status.ONGOING,
        )
        for n in range(number)
    )
    through = Project.portfolios.through
    through.objects.bulk_create(through(project=project, portfolio=portfolio) for project in projects)
    Participation.objects.bulk_create(
        Participation(project=project, office=office, position=address, is_convening=address == 1)
        for project in projects
        for address, office in enumerate(offices, start=1)
    )
    Membership.objects.bulk_create(
        Membership(
            user=coordinator,
            role=Membership.Role.COORDINATOR,
            project=project,
            office=offices[0],
            starts_on=date(2021, 1, 1),
        )
        for project in projects
    )
    earlier = _periods(projects, edition, "2020-H2", date(2020, 7, 1), date(2020, 12, 31))
    current = _periods(projects, edition, "2021-H1", date(2021, 1, 1), date(2021, 6, 30))
    _inputs(earlier, offices, coordinator, all_open=True)
    _inputs(current, offices, coordinator)
    _reports(current, coordinator)
    return current


def _office(name: str) -> Office:
    organisation, _created = Organisation.objects.get_or_create(short_name=name, defaults={"name": name})
    return Office.objects.get_or_create(organisation=organisation, country="Many")[0]


def _periods(
    projects: list[Project], edition: FormEdition, code: str, starts_on: date, ends_on: date
) -> list[ReportingPeriod]:
    return ReportingPeriod.objects.bulk_create(
        ReportingPeriod(
            project=project,
            edition=edition,
            code=code,
            kind=ReportingPeriod.Kind.SEMI_ANNUAL,
            year=ends_on.year,
            starts_on=starts_on,
            ends_on=ends_on,
            **{name: due + timedelta(days=min(n, 90)) for name, due in DUE.items()},
        )
        for n, project in enumerate(projects)
    )


def _inputs(
    periods: list[ReportingPeriod], offices: list[Office], person: User, *, all_open: bool = False
) -> None:
    inputs = []
    for n, period in enumerate(periods):
        for address, office in enumerate(offices):
            item = Contribution(period=period, office=office)
            # Of those that are collecting every other one waits for one organisation.
            if not all_open and not (STATES[n % 10] == COLLECTING and n % 2 == 0 and address == 1):
                item.state = Contribution.State.SUBMITTED
                item.submitted_at = item.state_since = BEGIN + timedelta(hours=n)
                item.submitted_by = person
            inputs.append(item)
    Contribution.objects.bulk_create(inputs)


def _reports(periods: list[ReportingPeriod], person: User) -> None:
    reports = []
    for n, period in enumerate(periods):
        state, at = STATES[n % 10], BEGIN + timedelta(hours=n)
        if state == COLLECTING:
            continue
        report = Report(period=period, state=state, state_since=at, sendings=1, sent_at=at, sent_by=person)
        if state in (CLEARED, FINAL):
            report.cleared_at, report.cleared_by, report.cleared_as = at, person, "secretariat"
        reports.append(report)
    Report.objects.bulk_create(reports)
    for report in reports:
        show_stage(report)
