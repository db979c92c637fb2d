"""One function performs every change of state: right, state, change and audit line stand or fall together."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from audit.models import LogEntry
from audit.services import record
from contributions.models import Contribution
from contributions.workflow import INPUT_WORKFLOW
from core.decisions import YES, WrongState, no, not_now
from core.workflow import Change, perform

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def contribution(input_of: Callable[[str, str, str], Contribution]) -> Contribution:
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def by(person: Callable[[str], User]) -> User:
    return person("unicef")


def submitted(by: User) -> Change:
    from django.utils import timezone

    return Change({"submitted_at": timezone.now(), "submitted_by": by}, "All is in")


def test_an_act_leads_from_its_state_to_the_next_and_leaves_a_line(contribution: Contribution, by: User):
    version = contribution.version
    perform(INPUT_WORKFLOW, "submit", on=contribution, by=by, may=YES, record=record, change=submitted(by))
    assert (contribution.state, contribution.version) == ("submitted", version + 1)
    line = LogEntry.objects.latest("pk")
    assert (line.action, line.actor_id, line.object_uid) == ("submit", by.pk, contribution.uid)
    assert line.changes == {"state": ["open", "submitted"]}
    assert line.reason == "All is in"


def test_of_two_identical_acts_the_second_is_told_that_the_state_is_wrong(
    contribution: Contribution, by: User
):
    """Both pages were loaded while the input was open."""
    stale = Contribution.objects.get(pk=contribution.pk)
    perform(INPUT_WORKFLOW, "submit", on=contribution, by=by, may=YES, record=record, change=submitted(by))
    lines = LogEntry.objects.count()
    with pytest.raises(WrongState, match="This input was submitted already"):
        perform(INPUT_WORKFLOW, "submit", on=stale, by=by, may=YES, record=record, change=submitted(by))
    assert LogEntry.objects.count() == lines


@pytest.mark.parametrize(
    ("may", "error"), [(no("Not you"), PermissionDenied), (not_now("Not now"), WrongState)]
)
def test_a_refusal_changes_nothing(contribution: Contribution, by: User, may: Any, error: type[Exception]):
    lines = LogEntry.objects.count()
    with pytest.raises(error, match=str(may.reason)):
        perform(INPUT_WORKFLOW, "submit", on=contribution, by=by, may=may, record=record)
    contribution.refresh_from_db()
    assert contribution.state == "open"
    assert LogEntry.objects.count() == lines


def test_without_its_line_the_state_does_not_change(contribution: Contribution, by: User):
    def fail(**_values: Any) -> None:
        raise RuntimeError("The log is full")

    with pytest.raises(RuntimeError):
        perform(INPUT_WORKFLOW, "submit", on=contribution, by=by, may=YES, record=fail, change=submitted(by))
    contribution.refresh_from_db()
    assert contribution.state == "open"
