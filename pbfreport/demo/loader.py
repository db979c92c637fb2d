"""Load, mark and reset the demo portfolio. Loading again doubles nothing and overwrites nothing."""

import json
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction

from accounts.models import Office, Organisation, User
from activities.selectors import row_numbers
from audit.models import LogEntry
from audit.services import created, record
from contributions.models import WriterRow
from pbfreport.demo.cast import CAST, Person
from pbfreport.demo.framework import load_project
from pbfreport.demo.rounds import load_periods
from projects.models import Membership, Portfolio, Project

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
PROJECT_FILES = ("kgz-pve-1.json", "kgz-pve-2.json")
MARK = "load_demo"
RESET_APPS = ("reports", "contributions", "indicators", "activities", "projects", "accounts", "audit", "core")
KEPT = {"projects.formedition", "projects.section", "projects.question", "projects.focusarea"}


def is_demo_database() -> bool:
    """Answer whether this database was filled by the demo and may be reset."""
    return LogEntry.objects.filter(action=MARK).exists()


def load_demo(password: str) -> None:
    """Create what is missing of the demo portfolio; every account that it creates gets the password."""
    with transaction.atomic():
        people = {person.email: _person(person, password) for person in CAST}
        administrator = people["admin@example.org"]
        raw = _read("portfolio.json")
        portfolio = _portfolio(raw["portfolio"], administrator)
        offices = _offices(raw, administrator)
        for name in PROJECT_FILES:
            project_raw = _read(name)
            project, is_new = load_project(project_raw, portfolio, offices, by=administrator)
            _memberships(project, portfolio, offices, people, administrator)
            load_periods(project_raw, project, offices, people, by=administrator)
            if is_new:
                _writer_rows(project, people)
        if not is_demo_database():
            record(by=administrator, action=MARK, on=portfolio)


def reset_demo() -> None:
    """Remove everything but the form editions from a demo database; the caller has asked `is_demo_database`."""
    with transaction.atomic():
        for label in RESET_APPS:
            for model in apps.get_app_config(label).get_models(include_auto_created=True):
                if model._meta.label_lower not in KEPT:
                    queryset = model._base_manager.all()
                    queryset._raw_delete(queryset.db)


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return content


def _person(person: Person, password: str) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, password, name=person.name, is_staff=person.is_staff)
        created(user, by=None)
    return user


def _portfolio(raw: dict[str, Any], by: User) -> Portfolio:
    portfolio, is_new = Portfolio.objects.get_or_create(code=raw["code"], defaults={**raw})
    if is_new:
        created(portfolio, by=by)
    return portfolio


def _offices(raw: dict[str, Any], by: User) -> dict[str, Office]:
    """Return the offices by the short name of their organisation."""
    offices = {}
    for item in raw["organisations"]:
        organisation, is_new = Organisation.objects.get_or_create(
            short_name=item["short_name"], defaults={**item}
        )
        if is_new:
            created(organisation, by=by)
    for item in raw["offices"]:
        organisation = Organisation.objects.get(short_name=item["organisation"])
        office, is_new = Office.objects.get_or_create(organisation=organisation, country=item["country"])
        if is_new:
            created(office, by=by)
        offices[organisation.short_name] = office
    return offices


def _memberships(
    project: Project, portfolio: Portfolio, offices: dict[str, Office], people: dict[str, User], by: User
) -> None:
    for person in CAST:
        wanted: list[dict[str, Any]] = [
            {"role": role, "project": project, "office": offices[organisation], "portfolio": None}
            for role, code, organisation in person.roles
            if code == project.code
        ]
        if person.portfolio_role:
            wanted.append(
                {"role": person.portfolio_role, "project": None, "office": None, "portfolio": portfolio}
            )
        for place in wanted:
            membership, is_new = Membership.objects.get_or_create(user=people[person.email], **place)
            if is_new:
                created(membership, by=by)


def _writer_rows(project: Project, people: dict[str, User]) -> None:
    activity_of = {number: pk for pk, number in row_numbers(project.pk, since=project.starts_on).items()}
    for person in CAST:
        membership = Membership.objects.filter(
            user=people[person.email], role="writer", project=project
        ).first()
        if membership:
            for number in person.rows:
                WriterRow.objects.get_or_create(membership=membership, activity_id=activity_of[number])
