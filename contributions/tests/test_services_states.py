"""Submitting, returning, sharing: what each act writes, and the grid of who may read and write in which state."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from audit.models import LogEntry
from contributions import permissions
from contributions.models import Contribution
from contributions.services import return_contribution, share_contribution, submit_contribution
from core.decisions import Decision, WrongState
from pbfreport.demo import CAST
from projects.actor import actor_on
from projects.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NAMES = [person.email.partition("@")[0] for person in CAST]
Person = Callable[[str], User]
InputOf = Callable[[str, str, str], Contribution]


@pytest.fixture
def open_input(input_of: InputOf) -> Contribution:
    """UN Women's input: a focal point and a writer work on it, it is shared."""
    return input_of("UN Women", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def submitted_input(input_of: InputOf) -> Contribution:
    return input_of("OHCHR", "KGZ-PVE-1", "2021-H1")


def state_of(contribution: Contribution) -> str:
    return Contribution.objects.get(pk=contribution.pk).state


@pytest.mark.parametrize("name", NAMES)
def test_only_the_focal_point_of_the_office_submits(name: str, open_input: Contribution, person: Person):
    lines = LogEntry.objects.count()
    if name == "unwomen":
        submit_contribution(open_input, by=person(name))
        assert state_of(open_input) == "submitted"
        assert open_input.submitted_by == person(name)
        assert open_input.submitted_at is not None
        assert LogEntry.objects.latest("pk").action == "submit"
    else:
        with pytest.raises(PermissionDenied, match="Only focal points of UN Women submit"):
            submit_contribution(open_input, by=person(name))
        assert state_of(open_input) == "open"
    assert LogEntry.objects.count() == lines + (name == "unwomen")


@pytest.mark.parametrize("name", NAMES)
def test_only_the_coordinator_of_the_project_returns(
    name: str, submitted_input: Contribution, person: Person
):
    lines = LogEntry.objects.count()
    if name == "coordinator":
        return_contribution(submitted_input, by=person(name), note="A figure is missing")
        assert state_of(submitted_input) == "returned"
        assert submitted_input.returned_note == "A figure is missing"
        assert (submitted_input.submitted_at, submitted_input.submitted_by) == (None, None)
        line = LogEntry.objects.latest("pk")
        assert (line.action, line.reason) == ("return", "A figure is missing")
    else:
        with pytest.raises(PermissionDenied, match="Only the coordinator"):
            return_contribution(submitted_input, by=person(name), note="A figure is missing")
        assert state_of(submitted_input) == "submitted"
    assert LogEntry.objects.count() == lines + (name == "coordinator")


@pytest.mark.parametrize("name", NAMES)
def test_only_the_focal_point_of_the_office_shares_and_stops_sharing(
    name: str, open_input: Contribution, person: Person
):
    assert open_input.is_shared
    if name == "unwomen":
        share_contribution(open_input, by=person(name), shared=False)
        assert LogEntry.objects.latest("pk").action == "unshare"
    else:
        with pytest.raises(PermissionDenied):
            share_contribution(open_input, by=person(name), shared=False)
    open_input.refresh_from_db()
    assert open_input.is_shared is (name != "unwomen")


def test_submitting_twice_is_a_wrong_state(open_input: Contribution, person: Person):
    submit_contribution(open_input, by=person("unwomen"))
    with pytest.raises(WrongState, match="This input was submitted already"):
        submit_contribution(open_input, by=person("unwomen"))


def test_returning_what_is_open_is_a_wrong_state(open_input: Contribution, person: Person):
    with pytest.raises(WrongState, match="This input is with its organisation already"):
        return_contribution(open_input, by=person("coordinator"), note="x")


def test_sharing_a_submitted_input_is_a_wrong_state(submitted_input: Contribution, person: Person):
    with pytest.raises(WrongState, match="locked"):
        share_contribution(submitted_input, by=person("ohchr"), shared=not submitted_input.is_shared)


def test_an_input_goes_round_as_often_as_needed(open_input: Contribution, person: Person):
    for _round in range(2):
        submit_contribution(open_input, by=person("unwomen"))
        return_contribution(open_input, by=person("coordinator"), note="Again")
    submit_contribution(open_input, by=person("unwomen"))
    actions = (
        LogEntry.objects.filter(object_uid=open_input.uid).order_by("pk").values_list("action", flat=True)
    )
    assert list(actions)[-5:] == ["submit", "return", "submit", "return", "submit"]


def test_a_focal_point_whose_role_has_ended_submits_no_more(open_input: Contribution, person: Person):
    Membership.objects.filter(user=person("unwomen")).update(ends_on="2021-01-01", starts_on="2020-01-01")
    with pytest.raises(PermissionDenied):
        submit_contribution(open_input, by=person("unwomen"))


ACTS: dict[str, Callable[..., Decision]] = {
    "read": permissions.can_read,
    "read texts": permissions.can_read_texts,
    "write rows": permissions.can_write,
    "write texts": permissions.can_write_texts,
    "submit": permissions.can_submit,
    "share": permissions.can_share,
    "return": permissions.can_return,
}
ON_PVE_1 = {"undp", "ohchr", "unwomen", "unicef", "coordinator", "reader"}
# Who may, on UN Women's input, in each of its three states.
OPEN_AND_OWN = {
    "read": {"unwomen", "writer"},
    "read texts": {"unwomen"},
    "write rows": {"unwomen", "writer"},
    "write texts": {"unwomen"},
    "submit": {"unwomen"},
    "share": {"unwomen"},
    "return": set(),
}
OPEN_AND_SHARED = OPEN_AND_OWN | {
    "read": ON_PVE_1 | {"writer", "admin"},
    "read texts": ON_PVE_1 | {"admin"},
}
SUBMITTED = {
    "read": ON_PVE_1 | {"writer", "admin"},
    "read texts": ON_PVE_1 | {"admin"},
    "write rows": set(),
    "write texts": set(),
    "submit": set(),
    "share": set(),
    "return": {"coordinator"},
}
STATES = {
    "open": (Contribution(state="open", is_shared=False), OPEN_AND_OWN),
    "shared": (Contribution(state="open", is_shared=True), OPEN_AND_SHARED),
    "submitted": (Contribution(state="submitted", is_shared=False), SUBMITTED),
}


@pytest.mark.grid
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", NAMES)
def test_the_grid_of_people_acts_and_states(
    name: str, act: str, state: str, open_input: Contribution, person: Person
):
    like, allowed = STATES[state]
    open_input.state, open_input.is_shared = like.state, like.is_shared
    decision = ACTS[act](actor_on(person(name), open_input.period.project), open_input)
    assert bool(decision) is (name in allowed[act])
    assert decision.allowed or str(decision.reason).endswith(".")


@pytest.mark.parametrize(
    ("name", "act", "state"),
    [
        ("unwomen", "write rows", "submitted"),
        ("unwomen", "write texts", "submitted"),
        ("writer", "write rows", "submitted"),
        ("unwomen", "submit", "submitted"),
        ("coordinator", "return", "open"),
    ],
)
def test_a_right_in_the_wrong_state_is_not_now_instead_of_not_you(
    name: str, act: str, state: str, open_input: Contribution, person: Person
):
    open_input.state = state
    assert ACTS[act](actor_on(person(name), open_input.period.project), open_input).wrong_state


@pytest.mark.parametrize("act", ["write rows", "write texts", "submit", "return"])
def test_who_has_no_right_is_told_so_in_every_state(act: str, open_input: Contribution, person: Person):
    for state in ("open", "submitted"):
        open_input.state = state
        decision = ACTS[act](actor_on(person("reader"), open_input.period.project), open_input)
        assert not decision
        assert not decision.wrong_state


def test_a_focal_point_who_is_also_a_writer_there_sees_texts(open_input: Contribution, person: Person):
    project = open_input.period.project
    Membership.objects.create(
        user=person("unwomen"), role="writer", project=project, office=open_input.office
    )
    actor = actor_on(person("unwomen"), project)
    assert not permissions.is_only_writer(actor, open_input)
    assert permissions.can_read_texts(actor, open_input)


def test_a_writer_sees_no_texts_of_the_own_office_even_after_submission(
    open_input: Contribution, person: Person
):
    open_input.state = "submitted"
    assert not permissions.can_read_texts(actor_on(person("writer"), open_input.period.project), open_input)
