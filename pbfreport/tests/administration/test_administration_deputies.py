"""Deputies in the administration: seen, named from there, held to their days, ended with the role."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import LogEntry
from core.zones import today
from pbfreport.tests.administration.admin_forms import errors_of, shown
from projects.models import Membership

pytestmark = pytest.mark.django_db

LIST = reverse("admin:projects_membership_changelist")


def later(days):
    return today() + timedelta(days=days)


def page_of(membership):
    return reverse("admin:projects_membership_change", args=[membership.pk])


@pytest.fixture
def role(person):
    return person("unicef").memberships.get()


@pytest.fixture
def deputy(person, role):
    """Return the reader, who is the deputy of UNICEF's focal point for ten days."""
    return Membership.objects.create(
        user=person("reader"),
        role=role.role,
        project=role.project,
        office=role.office,
        deputy_for=role,
        starts_on=today(),
        ends_on=later(9),
    )


@pytest.mark.parametrize("name", ["unicef", "coordinator", "secretariat"])
def test_an_administrator_names_a_deputy_for_anybody_from_the_page_of_the_role(signed_in, person, name):
    client = signed_in("admin")
    membership = person(name).memberships.get()
    web_address = reverse("deputies:name", args=[membership.uid])
    assert web_address in client.get(page_of(membership)).content.decode()
    values = {"email": "new@example.org", "starts_on": later(0).isoformat(), "ends_on": later(3).isoformat()}
    assert client.post(web_address, values).status_code == 302
    deputy = Membership.objects.get(user__email="new@example.org")
    assert deputy.deputy_for == membership
    page = client.get(page_of(membership)).content.decode()
    assert web_address not in page
    assert page_of(deputy) in page


@pytest.mark.parametrize("name", ["writer", "reader"])
def test_a_role_without_deputies_offers_none(signed_in, person, name):
    membership = person(name).memberships.get()
    page = signed_in("admin").get(page_of(membership)).content.decode()
    assert reverse("deputies:name", args=[membership.uid]) not in page


def test_whose_deputy_it_is_can_be_read_and_not_changed(signed_in, role, deputy, person):
    client = signed_in("admin")
    assert str(role) in client.get(page_of(deputy)).content.decode()
    assert "deputy_for" not in shown(client, page_of(deputy))
    values = shown(client, page_of(deputy)) | {"deputy_for": person("undp").memberships.first().pk}
    assert client.post(page_of(deputy), values).status_code == 302
    deputy.refresh_from_db()
    assert deputy.deputy_for == role
    assert f'<td class="field-stands_in_for">{role.user}</td>' in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        (None, "Write the last day"),
        (180, "A deputy stands in for 180 days at most"),
        (21, "The role itself ends on"),
        (-1, "The last day comes before the first one"),
    ],
)
def test_a_deputy_is_held_to_the_days_that_a_deputy_may_have(signed_in, role, deputy, last, sentence):
    Membership.objects.filter(pk=role.pk).update(ends_on=later(20))
    values = shown(signed_in("admin"), page_of(deputy))
    values["ends_on"] = "" if last is None else later(last).isoformat()
    assert sentence in errors_of(signed_in("admin").post(page_of(deputy), values))
    deputy.refresh_from_db()
    assert deputy.ends_on == later(9)
    values["ends_on"] = later(20).isoformat()
    assert signed_in("admin").post(page_of(deputy), values).status_code == 302


def test_a_role_that_is_given_an_end_takes_its_deputy_along(signed_in, role, deputy, person):
    values = shown(signed_in("admin"), page_of(role)) | {"ends_on": later(4).isoformat()}
    assert signed_in("admin").post(page_of(role), values).status_code == 302
    deputy.refresh_from_db()
    assert deputy.ends_on == later(4)
    line = LogEntry.objects.get(object_uid=deputy.uid, action="end")
    assert line.actor_id == person("admin").pk
    assert line.changes == {"ends_on": [later(9).isoformat(), later(4).isoformat()]}


@pytest.mark.parametrize("both", [True, False], ids=["with the deputy selected", "alone"])
def test_ending_a_role_today_ends_its_deputy_once(signed_in, role, deputy, both):
    selected = [role.pk, deputy.pk] if both else [role.pk]
    signed_in("admin").post(LIST, {"action": "end_today", "_selected_action": selected})
    for membership in (role, deputy):
        membership.refresh_from_db()
        assert membership.ends_on == today()
        assert LogEntry.objects.filter(object_uid=membership.uid).exclude(action="create").count() == 1
