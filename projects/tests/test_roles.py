"""Who sees what: every member of the cast on both projects, and roles that end by date."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import Office, User
from contributions.models import Contribution
from core.decisions import Decision
from core.zones import today
from pbfreport.demo import CAST
from projects.actor import Actor, actor_on
from projects.models import Membership, Portfolio, Project
from projects.permissions import can_invite, can_see_people
from reports.models import Report
from reports.permissions import can_read_report, can_write_report

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PVE_1, PVE_2 = "KGZ-PVE-1", "KGZ-PVE-2"
SEES = {
    "undp": {PVE_1, PVE_2},
    "ohchr": {PVE_1},
    "unwomen": {PVE_1},
    "unicef": {PVE_1},
    "unodc": {PVE_2},
    "coordinator": {PVE_1},
    "coordinator2": {PVE_2},
    "writer": {PVE_1},
    "secretariat": {PVE_1, PVE_2},
    "reader": {PVE_1},
    "admin": {PVE_1, PVE_2},
}
Person = Callable[[str], User]


def test_the_table_has_everyone_of_the_cast():
    assert {person.email.partition("@")[0] for person in CAST} == set(SEES)


@pytest.mark.parametrize("name", SEES)
def test_each_sees_exactly_the_own_projects(name: str, person: Person):
    codes = list(Project.objects.visible_to(person(name)).values_list("code", flat=True))
    assert sorted(codes) == sorted(SEES[name])


@pytest.mark.parametrize("name", SEES)
def test_inputs_and_reports_are_visible_with_their_project(name: str, person: Person):
    for queryset in (Contribution.objects.visible_to(person(name)), Report.objects.visible_to(person(name))):
        codes = list(queryset.values_list("period__project__code", flat=True))
        assert set(codes) == SEES[name]
        assert len(codes) == queryset.model.objects.filter(period__project__code__in=SEES[name]).count()


@pytest.mark.parametrize("name", SEES)
def test_the_portfolio_is_visible_once_however_many_projects_are(name: str, person: Person):
    assert [portfolio.code for portfolio in Portfolio.objects.visible_to(person(name))] == ["KGZ"]


def test_a_stranger_sees_nothing():
    stranger = User.objects.create_user("stranger@example.org", "x")
    assert not Project.objects.visible_to(stranger).exists()
    assert not Contribution.objects.visible_to(stranger).exists()
    assert not Report.objects.visible_to(stranger).exists()
    assert not Portfolio.objects.visible_to(stranger).exists()


@pytest.mark.parametrize(
    ("starts", "ends", "in_force"),
    [(0, None, True), (-5, 0, True), (-5, -1, False), (1, None, False), (-5, 5, True)],
    ids=["from today", "until today", "until yesterday", "from tomorrow", "around today"],
)
@pytest.mark.parametrize("name", ["unicef", "secretariat"])
def test_roles_start_and_end_by_date(
    name: str, starts: int, ends: int | None, in_force: bool, person: Person, pve_1: Project
):
    now, user = today(), person(name)
    user.memberships.update(
        starts_on=now + timedelta(days=starts),
        ends_on=None if ends is None else now + timedelta(days=ends),
    )
    actor = actor_on(user, pve_1)
    assert Project.objects.visible_to(user).filter(pk=pve_1.pk).exists() is in_force
    assert bool(actor.roles) is in_force
    assert Contribution.objects.of_offices_of(user).exists() is (in_force and name == "unicef")


def test_a_role_that_ended_does_not_lend_its_dates_to_another(person: Person, pve_1: Project, pve_2: Project):
    """One membership was of this project, another one still runs elsewhere."""
    user, now = person("undp"), today()
    user.memberships.filter(project=pve_1).update(ends_on=now - timedelta(days=1))
    assert list(Project.objects.visible_to(user)) == [pve_2]


def test_a_project_in_two_portfolios_is_seen_by_both_secretariats_once(person: Person, pve_1: Project):
    second = Portfolio.objects.create(code="TJK", name="Tajikistan", country="Tajikistan")
    pve_1.portfolios.add(second)
    other = User.objects.create_user("other@example.org", "x")
    Membership.objects.create(user=other, role="reviewer", portfolio=second)
    Membership.objects.create(user=person("secretariat"), role="reviewer", portfolio=second)
    assert list(Project.objects.visible_to(other)) == [pve_1]
    assert [project.code for project in Project.objects.visible_to(person("secretariat"))] == [PVE_1, PVE_2]


@pytest.mark.parametrize(
    ("name", "works_for", "words"),
    [
        ("unicef", "UNICEF", "Focal point"),
        ("reader", "UNICEF", "Reader"),
        ("writer", "UN Women", "Writer"),
        ("coordinator", "UNDP", "Coordinator"),
        ("secretariat", None, "Reviewer (PBF Secretariat)"),
        ("admin", None, "Administrator"),
        ("unodc", None, ""),
    ],
)
def test_roles_on_a_project_are_told_in_words(
    name: str, works_for: str | None, words: str, person: Person, pve_1: Project
):
    actor = actor_on(person(name), pve_1)
    offices = Office.objects.select_related("organisation")
    assert [office.short_name for office in offices if actor.works_for(office.pk)] == (
        [works_for] if works_for else []
    )
    assert actor.label == words


def test_roles_take_one_query(person: Person, pve_1: Project, django_assert_num_queries: Callable):
    user = person("undp")
    with django_assert_num_queries(1):
        actor_on(user, pve_1)


ON_PVE_1 = {"undp", "ohchr", "unwomen", "unicef", "coordinator", "writer", "reader"}
DRAFT, SENT = Report(), Report(state="in_review", sendings=1)
ALLOWED: dict[str, tuple[set[str], Callable[[Actor], Decision]]] = {
    "people": ({"undp", "ohchr", "unwomen", "unicef", "coordinator", "secretariat", "admin"}, can_see_people),
    "read draft": (ON_PVE_1, lambda actor: can_read_report(actor, DRAFT)),
    "read what was sent": (ON_PVE_1 | {"secretariat"}, lambda actor: can_read_report(actor, SENT)),
    "write report": ({"coordinator"}, can_write_report),
}


@pytest.mark.grid
@pytest.mark.parametrize("act", ALLOWED)
@pytest.mark.parametrize("name", SEES)
def test_the_grid_of_roles_and_acts_on_pve_1(act: str, name: str, person: Person, pve_1: Project):
    names, may = ALLOWED[act]
    decision: Decision = may(actor_on(person(name), pve_1))
    assert bool(decision) is (name in names)
    assert decision.allowed or str(decision.reason).endswith(".")
    assert decision.wrong_state is (act == "read draft" and name == "secretariat")


@pytest.mark.parametrize(
    ("name", "role", "office", "allowed"),
    [
        ("coordinator", "focal_point", "UNICEF", True),
        ("coordinator", "reader", "UNICEF", True),
        ("coordinator", "writer", "UNICEF", False),
        ("coordinator", "coordinator", "UNDP", False),
        ("unicef", "writer", "UNICEF", True),
        ("unicef", "reader", "UNICEF", True),
        ("unicef", "writer", "OHCHR", False),
        ("unicef", "focal_point", "UNICEF", False),
        ("writer", "writer", "UN Women", False),
        ("reader", "reader", "UNICEF", False),
        ("secretariat", "focal_point", "UNICEF", False),
        ("admin", "writer", "UNICEF", False),
        ("coordinator2", "focal_point", "UNICEF", False),
    ],
)
def test_who_invites_whom(name: str, role: str, office: str, allowed: bool, person: Person, pve_1: Project):
    invited = Office.objects.get(organisation__short_name=office)
    assert bool(can_invite(actor_on(person(name), pve_1), role, invited.pk)) is allowed
