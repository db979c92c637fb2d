"""Deputies for tests: a role of the cast, and who stands in for it on which days."""

from datetime import timedelta

import pytest

from core.zones import today
from projects.deputies.services import name_deputy

ADDRESS = "stand.in@example.org"


def later(days):
    """Return a day so many days from today."""
    return today() + timedelta(days=days)


@pytest.fixture
def held(person):
    """Return a role of the cast on the first project or over its portfolio: held("unicef")."""
    return lambda name: person(name).memberships.exclude(project__code="KGZ-PVE-2").get(deputy_for=None)


@pytest.fixture
def named(held, person):
    """Return a deputy whom the holder named: named("unicef", 0, 10) is one from today on."""

    def name(holder, first=0, last=10, email=ADDRESS, by=""):
        return name_deputy(
            held(holder),
            email=email,
            name="Stand In",
            starts_on=later(first),
            ends_on=later(last),
            by=person(by or holder),
            base_url="https://portal.example.org/",
        )

    return name
