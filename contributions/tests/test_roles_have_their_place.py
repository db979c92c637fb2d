"""The database lets a role be held only where it belongs: on an office, a project or a portfolio."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from contributions.tests.test_constraints import copy_of, membership, office, project, refuse, user
from projects.models import (
    Membership,
    Portfolio,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROLES = ["writer", "focal_point", "reader", "coordinator", "reviewer", "approver"]
PLACES: dict[str, Callable[[], dict[str, Any]]] = {
    "nowhere": dict,
    "project": lambda: {"project": project()},
    "office": lambda: {"office": office("UNODC")},
    "project and office": lambda: {"project": project(), "office": office("UNODC")},
    "portfolio": lambda: {"portfolio": Portfolio.objects.get(code="KGZ")},
    "all three": lambda: {
        "project": project(),
        "office": office("UNODC"),
        "portfolio": Portfolio.objects.get(code="KGZ"),
    },
}


@pytest.mark.parametrize("role", [*ROLES, "emperor"])
@pytest.mark.parametrize("address", PLACES)
def test_a_role_is_held_only_where_it_belongs(role: str, address: str):
    fits = (role in ROLES[:4] and address == "project and office") or (
        role in ROLES[4:] and address == "portfolio"
    )
    record = membership(role=role, **PLACES[address]())
    if fits:
        Membership.objects.bulk_create([record])
    else:
        assert "membership_role_fits_place" in refuse(record)


def test_a_role_that_ended_can_be_held_again():
    ended = Membership.objects.get(user=user(), role="focal_point")
    Membership.objects.filter(pk=ended.pk).update(ends_on=date(2021, 1, 1))
    Membership.objects.bulk_create([copy_of(ended, ends_on=None)])
