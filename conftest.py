"""The fixed cast of every test: the demo portfolio, loaded once per database; and the size of a run."""

import gc
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Contribution
from core.tests.sizes import WHOLE
from projects.models import Project, ReportingPeriod

PASSWORD = "peace-2021"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what is marked `soak` to `make soak`."""
    left = [] if WHOLE else [item for item in items if item.get_closest_marker("soak")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def pytest_collection_finish() -> None:
    """Take what will live to the end out of the collector's rounds; they took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    from pbfreport.demo import load_demo

    with django_db_blocker.unblock():
        load_demo(PASSWORD)


@pytest.fixture
def person(db: None) -> Callable[[str], User]:
    """Return a member of the cast by the first part of the address: person("unicef")."""
    return lambda name: User.objects.get(email=f"{name}@example.org")


@pytest.fixture
def signed_in(person: Callable[[str], User]) -> Callable[[str], Client]:
    """Return a browser in which a member of the cast has signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(person(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def pve_1(db: None) -> Project:
    return Project.objects.get(code="KGZ-PVE-1")


@pytest.fixture
def pve_2(db: None) -> Project:
    return Project.objects.get(code="KGZ-PVE-2")


@pytest.fixture
def period(db: None) -> Callable[[str, str], ReportingPeriod]:
    """Return a period: period("KGZ-PVE-1", "2021-H1")."""
    return lambda project, code: ReportingPeriod.objects.select_related("project", "edition").get(
        project__code=project, code=code
    )


@pytest.fixture
def input_of(db: None) -> Callable[[str, str, str], Contribution]:
    """Return an agency input: input_of("UNICEF", "KGZ-PVE-1", "2021-H1")."""
    return lambda office, project, code: Contribution.objects.select_related(
        "office__organisation", "period__project", "period__edition"
    ).get(office__organisation__short_name=office, period__project__code=project, period__code=code)
