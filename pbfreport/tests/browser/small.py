"""A small project for a long way: two agencies with two rows and one indicator each, one open round."""

from datetime import date
from typing import Any

from accounts.models import Office, User
from audit.services import created
from contributions.services import open_round
from pbfreport.demo.framework import load_project
from projects.models import FormEdition, Membership, Portfolio, ReportingPeriod

PROJECT, PERIOD = "SMALL-1", "2021-H1"
OFFICES = ("UNDP", "UNICEF")
ROWS = (
    "Train the members of the committees",
    "Mend the shared canal",
    "Teach pupils to measure the flow",
    "Hold the meetings of young people",
)
PEOPLE = (
    ("coordinator", "coordinator", "UNDP"),
    ("undp", "focal_point", "UNDP"),
    ("unicef", "focal_point", "UNICEF"),
)


def _indicator(address: str, code: str, title: str, office: str) -> dict[str, Any]:
    return {
        "parent": address,
        "code": code,
        "title": title,
        "offices": [office],
        "unit": "people",
        "direction": "higher",
        "combine": "sum",
        "when_measured": "every_round",
        "accumulation": "since_start",
        "by_sex": False,
        "by_age": False,
        "baseline_text": "0",
        "baseline_value": "0",
        "baseline_year": 2020,
        "target_text": "100",
        "target_value": "100",
        "target_date": "2021-12-31",
        "target_is_ceiling": False,
        "notes": "",
        "milestones": [],
    }


FRAMEWORK: dict[str, Any] = {
    "project": {
        "code": PROJECT,
        "title": "Water that two valleys share",
        "start_date": date(2020, 1, 1),
        "original_end_date": date(2021, 12, 31),
        "current_end_date": date(2021, 12, 31),
        "status": "active",
    },
    "participations": [
        {"office": office, "convening": office == "UNDP", "approved": None} for office in OFFICES
    ],
    "outcomes": [
        {
            "code": "1",
            "title": "Two valleys settle who takes water when",
            "outputs": [{"code": "1.1", "title": "Water committees work in both valleys"}],
        }
    ],
    "activities": [
        {
            "output": "1.1",
            "code": "1.1.1",
            "title": "Help the committees to meet",
            "rows": [
                {"title": title, "offices": [OFFICES[number // 2]]} for number, title in enumerate(ROWS)
            ],
        }
    ],
    "indicators": [
        _indicator("outcome:1", "1.1", "Members of committees trained", "UNDP"),
        _indicator("output:1.1", "1.1.1", "Pupils who measure the flow", "UNICEF"),
    ],
}


def create_small_project() -> None:
    """Create the project with its people and open its round."""
    people = {
        name: User.objects.get(email=f"{name}@example.org")
        for name in ("admin", "undp", "unicef", "coordinator")
    }
    administrator = people["admin"]
    offices = {office: Office.objects.get(organisation__short_name=office) for office in OFFICES}
    project, _is_new = load_project(FRAMEWORK, Portfolio.objects.get(), offices, by=administrator)
    for name, role, office in PEOPLE:
        membership = Membership.objects.create(
            user=people[name], role=role, project=project, office=offices[office]
        )
        created(membership, by=administrator)
    period = ReportingPeriod.objects.create(
        project=project,
        edition=FormEdition.objects.get(key="pbf-2021-en"),
        code=PERIOD,
        kind="semi_annual",
        year=2021,
        starts_on=date(2021, 1, 1),
        ends_on=date(2021, 6, 30),
        inputs_due_on=date(2021, 6, 4),
        coordinator_due_on=date(2021, 6, 9),
        review_due_on=date(2021, 6, 12),
        submission_due_on=date(2021, 6, 15),
    )
    created(period, by=administrator)
    open_round(period, by=people["coordinator"])
