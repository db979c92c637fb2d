"""One function performs every change of state: right, state, gate, change and line stand or fall together."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import LogEntry
from audit.services import record
from contributions.models import Contribution
from contributions.services import accept_contribution, return_contribution, submit_contribution
from core.decisions import YES, WrongState, no, not_now
from core.models import PerformedAct
from core.workflow import Change, Given, Transition, Workflow, perform, workflow
from core.zones import today
from projects.actor import actor_on
from projects.capabilities import Capability
from projects.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OnCommit = Callable[..., Any]


@pytest.fixture
def contribution(input_of: Callable[[str, str, str], Contribution]) -> Contribution:
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def by(person: Callable[[str], User]) -> User:
    return person("unicef")


def table(
    who: Callable[[Any, Any], Any] = lambda _roles, _on: YES,
    gate: Callable[[Any, Given], Any] = lambda _on, _given: YES,
) -> Workflow:
    """A small table on inputs: hand in what is open, and accept it."""
    late = "Too late: this was handed in."
    return workflow(
        Transition("hand_in", frozenset({"open", "returned"}), "submitted", late, who, gate),
        Transition("accept", frozenset({"submitted"}), "accepted", "Nothing to accept.", who),
    )


def hand_in(
    contribution: Contribution,
    by: User,
    acts: Workflow | None = None,
    *,
    key: str = "",
    then: Callable[[Any], None] | None = None,
    **options: Any,
) -> bool:
    change = Change({"submitted_at": timezone.now(), "submitted_by": by}, "All is in", then)
    values = {"actor": lambda: None, "record": record, "change": change, **options}
    return perform(acts or table(), "hand_in", on=contribution, by=by, key=key, **values)


def depth() -> int:
    """Return how many transactions are open inside each other."""
    return len(connection.savepoint_ids)


def end_membership(user: User) -> None:
    """Let everything that a person holds have ended long ago."""
    past = {"starts_on": "2019-01-01", "ends_on": "2020-01-01"}
    assert Membership.objects.filter(user=user).update(**past)


def as_stored(contribution: Contribution) -> tuple[str, int]:
    current = Contribution.objects.get(pk=contribution.pk)
    return current.state, current.version


def test_an_act_leads_from_its_state_to_the_next_and_leaves_a_line(contribution: Contribution, by: User):
    version = contribution.version
    assert hand_in(contribution, by) is True
    assert (contribution.state, contribution.version) == ("submitted", version + 1)
    assert (contribution.updated_by, contribution.state_since) == (by, contribution.updated_at)
    line = LogEntry.objects.latest("pk")
    assert (line.action, line.actor_id, line.object_uid) == ("hand_in", by.pk, contribution.uid)
    assert line.changes == {"state": ["open", "submitted"]}
    assert line.reason == "All is in"


def test_of_two_identical_acts_the_second_is_told_that_the_state_is_wrong(
    contribution: Contribution, by: User
):
    """Both pages were loaded while the input was open."""
    stale = Contribution.objects.get(pk=contribution.pk)
    hand_in(contribution, by)
    lines = LogEntry.objects.count()
    with pytest.raises(WrongState, match=r"Too late: this was handed in\."):
        hand_in(stale, by)
    assert LogEntry.objects.count() == lines


@pytest.mark.parametrize(
    ("acts", "error"),
    [
        (table(who=lambda _roles, _on: no("Refused: not you")), PermissionDenied),
        (table(gate=lambda _on, _given: not_now("Refused: not now")), WrongState),
        (table(gate=lambda _on, given: not_now("Refused: given") if given["missing"] else YES), WrongState),
    ],
    ids=["right", "gate", "gate by what was given"],
)
def test_a_refusal_changes_nothing(
    contribution: Contribution, by: User, acts: Workflow, error: type[Exception]
):
    lines, before = LogEntry.objects.count(), as_stored(contribution)
    with pytest.raises(error, match="Refused"):
        hand_in(contribution, by, acts, given={"missing": True}, key="k")
    assert as_stored(contribution) == before
    assert LogEntry.objects.count() == lines
    assert not PerformedAct.objects.exists()


def test_the_right_is_tested_before_the_state(contribution: Contribution, by: User):
    """Who may not do it at all is not told how far the input is."""
    hand_in(contribution, by)
    acts = table(who=lambda _roles, _on: no("Not you"))
    with pytest.raises(PermissionDenied, match="Not you"):
        hand_in(contribution, by, acts)


def test_right_and_gate_are_asked_inside_the_transaction_about_the_record_as_it_is_now(
    contribution: Contribution, by: User
):
    """The page was loaded when the input said something else."""
    Contribution.objects.filter(pk=contribution.pk).update(returned_note="Written meanwhile")
    seen: list[tuple[str, int]] = []
    outside = depth()

    def look(where: str, on: Contribution) -> Any:
        seen.append((f"{where}: {on.returned_note}", depth() - outside))
        return YES

    acts = table(who=lambda _roles, on: look("right", on), gate=lambda on, _given: look("gate", on))
    hand_in(contribution, by, acts)
    assert seen == [("right: Written meanwhile", 1), ("gate: Written meanwhile", 1)]


def test_the_actor_is_looked_up_anew_for_every_act_and_inside_its_transaction(
    contribution: Contribution, by: User
):
    depths: list[int] = []
    outside = depth()

    def actor() -> str:
        depths.append(depth() - outside)
        return "focal point"

    given: list[Any] = []

    def keep(actor: Any, _on: Any) -> Any:
        given.append(actor)
        return YES

    hand_in(contribution, by, table(who=keep), actor=actor)
    assert depths == [1]
    assert given == ["focal point"]


def test_a_right_that_is_lost_between_the_page_and_the_act_is_refused_and_changes_nothing(
    contribution: Contribution, by: User
):
    actor_of_the_page = actor_on(by, contribution.period.project)
    assert actor_of_the_page.may(Capability.SUBMIT_INPUTS, contribution.office_id)
    lines, before = LogEntry.objects.count(), as_stored(contribution)
    end_membership(by)
    with pytest.raises(PermissionDenied, match="Only focal points of UNICEF submit"):
        submit_contribution(contribution, by=by, reason="So it is.")
    assert as_stored(contribution) == before
    assert LogEntry.objects.count() == lines
    assert not contribution.stored_points.exists()


def test_a_coordinator_whose_role_ended_accepts_and_returns_no_more(
    contribution: Contribution, by: User, person: Callable[[str], User]
):
    submit_contribution(contribution, by=by, reason="So it is.")
    coordinator = person("coordinator")
    end_membership(coordinator)
    for act in (
        lambda: accept_contribution(contribution, by=coordinator),
        lambda: return_contribution(contribution, by=coordinator, note="Again"),
    ):
        with pytest.raises(PermissionDenied, match="Only the coordinator of the project"):
            act()
    assert as_stored(contribution)[0] == "submitted"


def test_a_role_that_starts_tomorrow_does_not_count_today(contribution: Contribution, by: User):
    Membership.objects.filter(user=by).update(starts_on=today().replace(year=today().year + 1))
    with pytest.raises(PermissionDenied):
        submit_contribution(contribution, by=by, reason="So it is.")


def test_a_repeated_key_does_nothing_more_and_says_so(
    contribution: Contribution, by: User, django_capture_on_commit_callbacks: OnCommit
):
    """The form was sent twice: one line, one letter per coordinator, the second answer without an error."""
    stale = Contribution.objects.get(pk=contribution.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert submit_contribution(contribution, by=by, reason="So it is.", key="k") is True
    lines, letters = LogEntry.objects.count(), [letter.to for letter in mail.outbox]
    assert letters == [["coordinator@example.org"]]
    with django_capture_on_commit_callbacks(execute=True):
        assert submit_contribution(stale, by=by, reason="Another reason", key="k") is False
    assert LogEntry.objects.count() == lines
    assert [letter.to for letter in mail.outbox] == letters
    assert (stale.state, stale.version) == (contribution.state, contribution.version)


def test_a_key_is_a_repeat_only_of_the_same_act_by_the_same_person_on_the_same_record(
    contribution: Contribution,
    by: User,
    person: Callable[[str], User],
    input_of: Callable[[str, str, str], Contribution],
):
    other = input_of("UN Women", "KGZ-PVE-1", "2021-H1")
    hand_in(contribution, by, key="k")
    acts = table()
    assert perform(acts, "accept", on=contribution, by=by, actor=lambda: None, record=record, key="k")
    assert contribution.state == "accepted"
    with pytest.raises(WrongState):  # another person's same key is an act of its own, which comes too late
        hand_in(contribution, person("undp"), key="k")
    with pytest.raises(WrongState):  # so is another key of the same person
        hand_in(contribution, by, key="l")
    assert hand_in(other, by, key="k") is True
    assert hand_in(other, by, key="k") is False


def test_a_key_is_a_repeat_while_the_record_is_where_the_act_led_and_an_old_form_afterwards(
    contribution: Contribution, by: User
):
    stale = Contribution.objects.get(pk=contribution.pk)
    assert hand_in(contribution, by, key="k") is True
    assert hand_in(stale, by, key="k") is False
    for state in ("returned", "accepted"):
        Contribution.objects.filter(pk=contribution.pk).update(state=state)
        with pytest.raises(WrongState, match="This form was used before"):
            hand_in(stale, by, key="k")
        assert as_stored(contribution)[0] == state


def test_the_line_tells_of_other_fields_that_the_act_names_unless_they_stay_empty(
    contribution: Contribution, by: User
):
    fields = {"submitted_at": timezone.now(), "submitted_by": by, "cleared_by_name": "Head of office"}
    change = Change(fields, told=("cleared_by_name", "is_partial"))
    change = Change({**fields, "is_partial": False}, told=change.told)
    hand_in(contribution, by, change=change)
    assert LogEntry.objects.latest("pk").changes == {
        "state": ["open", "submitted"],
        "cleared_by_name": ["", "Head of office"],
    }


def test_an_act_without_a_key_is_not_remembered(contribution: Contribution, by: User):
    hand_in(contribution, by)
    assert not PerformedAct.objects.exists()


def test_a_key_whose_act_failed_can_be_used_again(contribution: Contribution, by: User):
    with pytest.raises(WrongState):
        hand_in(contribution, by, table(gate=lambda _on, _given: not_now("Not yet")), key="k")
    assert hand_in(contribution, by, key="k") is True


@pytest.mark.parametrize("fails", ["line", "what follows"])
def test_without_its_line_or_what_follows_the_state_does_not_change(
    fails: str, contribution: Contribution, by: User
):
    def fail(*_record: Any, **_values: Any) -> None:
        raise RuntimeError("The log is full")

    before, lines = as_stored(contribution), LogEntry.objects.count()
    options: dict[str, Any] = {"record": fail} if fails == "line" else {"then": fail}
    with pytest.raises(RuntimeError):
        hand_in(contribution, by, key="k", **options)
    assert as_stored(contribution) == before
    assert LogEntry.objects.count() == lines
    assert not PerformedAct.objects.exists()


def test_a_record_that_is_gone_is_a_wrong_state(contribution: Contribution, by: User):
    gone = Contribution(pk=contribution.pk + 1000, period=contribution.period, office=contribution.office)
    with pytest.raises(WrongState, match="Too late"):
        hand_in(gone, by)


def test_mail_leaves_when_the_act_is_committed_and_not_before(
    contribution: Contribution, by: User, django_capture_on_commit_callbacks: OnCommit
):
    with django_capture_on_commit_callbacks() as ordered:
        submit_contribution(contribution, by=by, reason="So it is.")
    assert not mail.outbox
    for send in ordered:
        send()
    assert [letter.to for letter in mail.outbox] == [["coordinator@example.org"]]


def test_an_act_that_is_rolled_back_sends_no_mail(
    contribution: Contribution, by: User, django_capture_on_commit_callbacks: OnCommit
):
    with (
        django_capture_on_commit_callbacks(execute=True) as ordered,
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        submit_contribution(contribution, by=by, reason="So it is.", key="k")
        raise RuntimeError("The page around it failed")
    assert ordered == []
    assert not mail.outbox
    assert as_stored(contribution)[0] == "open"
    assert not PerformedAct.objects.exists()


def test_a_mail_server_that_refuses_does_not_undo_the_act(
    contribution: Contribution,
    by: User,
    django_capture_on_commit_callbacks: OnCommit,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    def refuse(*_args: Any, **_options: Any) -> None:
        raise ConnectionRefusedError("No mail server here")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        assert submit_contribution(contribution, by=by, reason="So it is.") is True
    assert as_stored(contribution)[0] == "submitted"
    assert LogEntry.objects.filter(action="submit", object_uid=contribution.uid).count() == 1
    assert "A letter to coordinator@example.org was not sent" in caplog.text
