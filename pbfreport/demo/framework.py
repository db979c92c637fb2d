"""Create a demo project with its results framework, once."""

from typing import Any

from accounts.models import Office, User
from activities.models import Activity, ActivityResponsibility
from audit.services import created
from indicators.models import Indicator, IndicatorResponsibility, Milestone
from projects.models import Outcome, Output, Participation, Portfolio, Project

Offices = dict[str, Office]

RENAMED = {
    "start_date": "starts_on",
    "original_end_date": "original_ends_on",
    "current_end_date": "ends_on",
    "first_transfer_date": "first_transfer_on",
}
INDICATOR_FIELDS = (
    "code",
    "title",
    "unit",
    "direction",
    "combine",
    "when_measured",
    "accumulation",
    "by_sex",
    "by_age",
    "baseline_text",
    "baseline_value",
    "baseline_year",
    "target_text",
    "target_value",
    "target_is_ceiling",
    "notes",
)


def load_project(
    raw: dict[str, Any], portfolio: Portfolio, offices: Offices, *, by: User
) -> tuple[Project, bool]:
    """Return the project, and whether it was created now; a project that is there already is left as it is."""
    code = raw["project"]["code"]
    existing = Project.objects.filter(code=code).first()
    if existing:
        return existing, False
    fields = {RENAMED.get(name, name): value for name, value in raw["project"].items()}
    project = Project.objects.create(**fields)
    project.portfolios.add(portfolio)
    created(project, by=by)
    for position, item in enumerate(raw["participations"], start=1):
        participation = Participation.objects.create(
            project=project,
            office=offices[item["office"]],
            position=position,
            is_convening=item["convening"],
            approved=item["approved"],
        )
        created(participation, by=by)
    places = _outcomes(raw["outcomes"], project, by)
    _activities(raw["activities"], project, places, offices, by)
    _indicators(raw["indicators"], project, places, offices, by)
    return project, True


def _outcomes(raw: list[dict[str, Any]], project: Project, by: User) -> dict[str, Outcome | Output]:
    places: dict[str, Outcome | Output] = {}
    for position, item in enumerate(raw, start=1):
        outcome = Outcome.objects.create(
            project=project, position=position, code=item["code"], title=item["title"]
        )
        created(outcome, by=by)
        places[f"outcome:{item['code']}"] = outcome
        for order, part in enumerate(item["outputs"], start=1):
            output = Output.objects.create(
                outcome=outcome, position=order, code=part["code"], title=part["title"]
            )
            created(output, by=by)
            places[f"output:{part['code']}"] = output
    return places


def _activities(
    raw: list[dict[str, Any]], project: Project, places: dict[str, Any], offices: Offices, by: User
) -> None:
    for position, item in enumerate(raw, start=1):
        group = Activity.objects.create(
            project=project,
            output=places[f"output:{item['output']}"],
            position=position,
            code=item["code"],
            title=item["title"],
        )
        created(group, by=by)
        for order, part in enumerate(item["rows"], start=1):
            row = Activity.objects.create(project=project, parent=group, position=order, title=part["title"])
            created(row, by=by)
            ActivityResponsibility.objects.bulk_create(
                ActivityResponsibility(activity=row, office=offices[name], position=rank)
                for rank, name in enumerate(part["offices"], start=1)
            )


def _indicators(
    raw: list[dict[str, Any]], project: Project, places: dict[str, Any], offices: Offices, by: User
) -> None:
    for position, item in enumerate(raw, start=1):
        place = places[item["parent"]]
        indicator = Indicator.objects.create(
            project=project,
            position=position,
            outcome=place if isinstance(place, Outcome) else None,
            output=place if isinstance(place, Output) else None,
            target_on=item["target_date"],
            baseline_denominator=item.get("baseline_denominator"),
            **{name: item[name] for name in INDICATOR_FIELDS},
        )
        created(indicator, by=by)
        IndicatorResponsibility.objects.bulk_create(
            IndicatorResponsibility(indicator=indicator, office=offices[name], position=rank)
            for rank, name in enumerate(item["offices"], start=1)
        )
        Milestone.objects.bulk_create(
            Milestone(indicator=indicator, position=rank, **step)
            for rank, step in enumerate(item["milestones"], start=1)
        )
