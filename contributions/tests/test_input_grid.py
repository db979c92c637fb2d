"""The way of an agency input: who may do what in which state, every act with every state and every person."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from audit.services import record
from contributions.models import Contribution
from contributions.services import (
    accept_contribution,
    return_contribution,
    submit_contribution,
    take_back_contribution,
)
from contributions.workflow import INPUT_WORKFLOW
from core.tests.grids import PEOPLE, Line, answer_of, grid_parameters, missing_lines, read_grid
from core.workflow import perform
from pbfreport.demo import CAST
from projects.actor import actor_on

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# On UN Women's input in KGZ-PVE-1: `women` is its focal point, `writer` writes two of its rows, `coord` coordinates.
# +behalf: the coordinator entered it for UN Women. +locked: the report is in review.
GRID = """
                             undp ohchr women unicef unodc coord coord2 writer secr reader admin
submit     open               403   403  done    403   403   403    403    403  403    403   403
submit     returned           403   403  done    403   403   403    403    403  403    403   403
submit     submitted          403   403   409    403   403   403    403    403  403    403   403
submit     accepted           403   403   409    403   403   403    403    403  403    403   403
submit     open+behalf        403   403  done    403   403  done    403    403  403    403   403
submit     returned+behalf    403   403  done    403   403  done    403    403  403    403   403
submit     submitted+behalf   403   403   409    403   403   409    403    403  403    403   403
submit     accepted+behalf    403   403   409    403   403   409    403    403  403    403   403
submit     open+locked        403   403   409    403   403   403    403    403  403    403   403
submit     returned+locked    403   403   409    403   403   403    403    403  403    403   403
submit     submitted+locked   403   403   409    403   403   403    403    403  403    403   403
submit     accepted+locked    403   403   409    403   403   403    403    403  403    403   403

accept     open               403   403   403    403   403   409    403    403  403    403   403
accept     returned           403   403   403    403   403   409    403    403  403    403   403
accept     submitted          403   403   403    403   403  done    403    403  403    403   403
accept     accepted           403   403   403    403   403   409    403    403  403    403   403
accept     submitted+behalf   403   403   403    403   403  done    403    403  403    403   403
accept     submitted+locked   403   403   403    403   403   409    403    403  403    403   403

return     open               403   403   403    403   403   409    403    403  403    403   403
return     returned           403   403   403    403   403   409    403    403  403    403   403
return     submitted          403   403   403    403   403  done    403    403  403    403   403
return     accepted           403   403   403    403   403  done    403    403  403    403   403
return     submitted+behalf   403   403   403    403   403  done    403    403  403    403   403
return     submitted+locked   403   403   403    403   403   409    403    403  403    403   403
return     accepted+locked    403   403   403    403   403   409    403    403  403    403   403

take_back  open               403   403   409    403   403   403    403    403  403    403   403
take_back  returned           403   403   409    403   403   403    403    403  403    403   403
take_back  submitted          403   403   409    403   403   403    403    403  403    403   403
take_back  accepted           403   403   409    403   403   403    403    403  403    403   403
take_back  open+behalf        403   403   409    403   403   403    403    403  403    403   403
take_back  returned+behalf    403   403   409    403   403   403    403    403  403    403   403
take_back  submitted+behalf   403   403  done    403   403   403    403    403  403    403   403
take_back  accepted+behalf    403   403  done    403   403   403    403    403  403    403   403
take_back  submitted+locked   403   403   409    403   403   403    403    403  403    403   403

reopen_rows open              403   403   403    403   403   403    403    403  403    403   403
reopen_rows returned          403   403   403    403   403   403    403    403  403    403   403
reopen_rows submitted         403   403   403    403   403   403    403    403  403    403   403
reopen_rows accepted          403   403   403    403   403   403    403    403  403    403   403
reopen_rows submitted+locked  403   403   403    403   403   403    403    403  403    403   403
reopen_rows accepted+locked   403   403   403    403   403   403    403    403  403    403   403
"""
LINES = read_grid(GRID)
ACTS: dict[str, Callable[..., Any]] = {
    "submit": lambda on, by: submit_contribution(on, by=by, reason="Nothing more is known."),
    "accept": lambda on, by: accept_contribution(on, by=by),
    "return": lambda on, by: return_contribution(on, by=by, note="A figure is missing."),
    "take_back": lambda on, by: take_back_contribution(on, by=by),
    # Only the return of the report performs it; with the roles of a person nobody does.
    "reopen_rows": lambda on, by: perform(
        INPUT_WORKFLOW,
        "reopen_rows",
        on=on,
        by=by,
        actor=lambda: actor_on(by, on.period.project),
        record=record,
    ),
}
TARGETS = {"submit": "submitted", "accept": "accepted", "return": "returned", "take_back": "open"}


@pytest.fixture
def women(input_of: Callable[[str, str, str], Contribution]) -> Contribution:
    return input_of("UN Women", "KGZ-PVE-1", "2021-H1")


def put_into(contribution: Contribution, state: str, special: str, by: User) -> None:
    """Put an input into a state past all acts."""
    handed_in = state in ("submitted", "accepted")
    fields: dict[str, Any] = {
        "state": state,
        "submitted_at": timezone.now() if handed_in else None,
        "submitted_by": by if handed_in else None,
        "is_locked": special == "locked",
    }
    if special == "behalf":
        fields |= {"on_behalf_by": by, "on_behalf_source": "A mail", "on_behalf_on": date(2021, 6, 1)}
    Contribution.objects.filter(pk=contribution.pk).update(**fields)
    contribution.refresh_from_db()


def test_every_act_in_every_state_for_every_person_of_the_cast_is_in_the_grid():
    assert missing_lines(INPUT_WORKFLOW, Contribution.State.values, LINES) == []
    assert set(ACTS) == set(INPUT_WORKFLOW.transitions)
    cast = {person.email.partition("@")[0] for person in CAST}
    assert set(PEOPLE.values()) == cast
    assert all([name for name, _answer in line.answers] == list(PEOPLE) for line in LINES)
    names = [line.name for line in LINES]
    assert len(names) == len(set(names))


def test_the_table_of_the_workflow_knows_no_other_states():
    states = {state for item in INPUT_WORKFLOW.transitions.values() for state in (*item.sources, item.target)}
    assert states == set(Contribution.State.values)


@pytest.mark.grid
@pytest.mark.parametrize("line", grid_parameters(LINES))
def test_the_answer_to(line: Line, women: Contribution, person: Callable[[str], User]):
    put_into(women, line.state, line.special, person("coordinator"))
    seen = []
    for name, _expected in line.answers:
        on, by = Contribution.objects.get(pk=women.pk), person(PEOPLE[name])
        seen.append((name, answer_of(ACTS[line.act], on, by)))
    assert seen == list(line.answers)


@pytest.mark.parametrize(
    "line", grid_parameters(line for line in LINES if "done" in dict(line.answers).values())
)
def test_what_is_done_leads_to_the_state_of_the_table(
    line: Line, women: Contribution, person: Callable[[str], User]
):
    put_into(women, line.state, line.special, person("coordinator"))
    name = next(name for name, answer in line.answers if answer == "done")
    ACTS[line.act](women, person(PEOPLE[name]))
    assert Contribution.objects.get(pk=women.pk).state == TARGETS[line.act]
