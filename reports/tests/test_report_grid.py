"""The way of a report and of its versions: who may do what in which state, every act with every state and person."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from audit.services import record
from core.tests.grids import PEOPLE, Line, answer_of, grid_parameters, missing_lines, read_grid
from core.workflow import Workflow, perform
from pbfreport.demo import CAST
from projects.models import Portfolio, ReportingPeriod
from reports.joint_texts.services import ensure_report
from reports.models import Report, ReportVersion, Snapshot
from reports.review.clearers import actor_on_report
from reports.review.services import clear_report, correct_report, send_back, send_to_review
from reports.tests.review_states import approver_of, make_author, put_into
from reports.versions.services import make_final
from reports.workflow import REPORT_WORKFLOW, VERSION_WORKFLOW

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# On the report of KGZ-PVE-1: `coord` coordinates, `secr` is the Secretariat of its portfolio, `appr` its approver.
# +author: the Secretariat's only reviewer wrote part of it. +alone: the portfolio has no Secretariat.
GRID = """
                              undp ohchr women unicef unodc coord coord2 writer secr reader admin appr
send        collecting         403   403   403    403   403  done    403    403  403    403   403  403
send        in_review          403   403   403    403   403   409    403    403  403    403   403  403
send        returned           403   403   403    403   403  done    403    403  403    403   403  403
send        cleared            403   403   403    403   403   409    403    403  403    403   403  403
send        final              403   403   403    403   403   409    403    403  403    403   403  403

send_back   collecting         403   403   403    403   403   403    403    403  409    403   403  403
send_back   in_review          403   403   403    403   403   403    403    403 done    403   403  403
send_back   returned           403   403   403    403   403   403    403    403  409    403   403  403
send_back   cleared            403   403   403    403   403   403    403    403 done    403   403  403
send_back   final              403   403   403    403   403   403    403    403  409    403   403  403
send_back   in_review+author   403   403   403    403   403   403    403    403 done    403   403 done
send_back   in_review+alone    403   403   403    403   403   403    403    403  403    403   403 done

clear       collecting         403   403   403    403   403   403    403    403  409    403   403  403
clear       in_review          403   403   403    403   403   403    403    403 done    403   403  403
clear       returned           403   403   403    403   403   403    403    403  409    403   403  403
clear       cleared            403   403   403    403   403   403    403    403  409    403   403  403
clear       final              403   403   403    403   403   403    403    403  409    403   403  403
clear       in_review+author   403   403   403    403   403   403    403    403  403    403   403 done
clear       in_review+alone    403   403   403    403   403   403    403    403  403    403   403 done
clear       cleared+author     403   403   403    403   403   403    403    403  403    403   403  409
clear       cleared+alone      403   403   403    403   403   403    403    403  403    403   403  409

make_final  collecting         403   403   403    403   403   403    403    403  409    403   403  403
make_final  in_review          403   403   403    403   403   403    403    403  409    403   403  403
make_final  returned           403   403   403    403   403   403    403    403  409    403   403  403
make_final  cleared            403   403   403    403   403   403    403    403 done    403   403  403
make_final  final              403   403   403    403   403   403    403    403  409    403   403  403
make_final  cleared+author     403   403   403    403   403   403    403    403  403    403   403 done
make_final  cleared+alone      403   403   403    403   403   403    403    403  403    403   403 done

correct     collecting         403   403   403    403   403   409    403    403  409    403   403  403
correct     in_review          403   403   403    403   403   409    403    403  409    403   403  403
correct     returned           403   403   403    403   403   409    403    403  409    403   403  403
correct     cleared            403   403   403    403   403   409    403    403  409    403   403  403
correct     final              403   403   403    403   403  done    403    403 done    403   403  403
correct     final+author       403   403   403    403   403  done    403    403 done    403   403 done
correct     final+alone        403   403   403    403   403  done    403    403  403    403   403 done
"""

VERSION_GRID = """
                              undp ohchr women unicef unodc coord coord2 writer secr reader admin appr
replace     final              403   403   403    403   403   403    403    403 done    403   403  403
replace     replaced           403   403   403    403   403   403    403    403  409    403   403  403
replace     final+author       403   403   403    403   403   403    403    403  403    403   403 done
replace     final+alone        403   403   403    403   403   403    403    403  403    403   403 done
"""
LINES, VERSION_LINES = read_grid(GRID), read_grid(VERSION_GRID)
ACTS: dict[str, Callable[..., Any]] = {
    "send": lambda on, by: send_to_review(
        on, by=by, missing_reason="It has closed.", stop_reason="Nothing more is known."
    ),
    "send_back": lambda on, by: send_back(on, by=by, note="The figures differ."),
    "clear": lambda on, by: clear_report(on, by=by),
    "make_final": lambda on, by: make_final(on, by=by, unsigned_reason="They agreed by telephone."),
    "correct": lambda on, by: correct_report(on, by=by, reason="A figure was wrong."),
}
TARGETS = {
    "send": "in_review",
    "send_back": "returned",
    "clear": "cleared",
    "make_final": "final",
    "correct": "collecting",
}


@pytest.fixture(autouse=True)
def no_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make no Word and PDF for each cell of the grid."""
    monkeypatch.setattr("reports.versions.services.documents_of", lambda _frozen, _form: {})


@pytest.fixture
def report(period: Callable[[str, str], ReportingPeriod]) -> Report:
    return ensure_report(period("KGZ-PVE-1", "2021-H1"))


@pytest.fixture
def who(person: Callable[[str], User]) -> Callable[[str], User]:
    """Return a person by the head of a column."""
    approver_of()
    return lambda name: approver_of() if name == "appr" else person(PEOPLE[name])


def make_special(report: Report, special: str, who: Callable[[str], User]) -> None:
    if special == "author":
        make_author(who("secr"), report)
    if special == "alone":
        Portfolio.objects.filter(projects=report.period.project).update(has_secretariat=False)


@pytest.mark.parametrize(
    ("table", "states", "lines"),
    [
        (REPORT_WORKFLOW, Report.State.values, LINES),
        (VERSION_WORKFLOW, ReportVersion.State.values, VERSION_LINES),
    ],
    ids=["report", "version"],
)
def test_every_act_in_every_state_for_every_person_of_the_cast_is_in_the_grid(
    table: Workflow, states: list[str], lines: list[Line]
):
    assert missing_lines(table, states, lines) == []
    cast = {person.email.partition("@")[0] for person in CAST}
    assert set(PEOPLE.values()) == cast
    assert all([name for name, _answer in line.answers] == [*PEOPLE, "appr"] for line in lines)
    names = [line.name for line in lines]
    assert len(names) == len(set(names))
    known = {state for item in table.transitions.values() for state in (*item.sources, item.target)}
    assert known <= set(states)


@pytest.mark.grid
@pytest.mark.parametrize("line", grid_parameters(LINES))
def test_the_answer_to(line: Line, report: Report, who: Callable[[str], User]):
    put_into(report, line.state, sent_by=who("coord"), cleared_by=who("secr"))
    make_special(report, line.special, who)
    seen = []
    for name, _expected in line.answers:
        on = Report.objects.select_related("period__project", "period__edition").get(pk=report.pk)
        seen.append((name, answer_of(ACTS[line.act], on, who(name))))
    assert seen == list(line.answers)


@pytest.mark.parametrize(
    "line", grid_parameters(line for line in LINES if "done" in dict(line.answers).values())
)
def test_what_is_done_leads_to_the_state_of_the_table(line: Line, report: Report, who: Callable[[str], User]):
    on = put_into(report, line.state, sent_by=who("coord"), cleared_by=who("secr"))
    make_special(report, line.special, who)
    name = next(name for name, answer in line.answers if answer == "done")
    ACTS[line.act](on, who(name))
    assert Report.objects.get(pk=report.pk).state == TARGETS[line.act]


@pytest.mark.parametrize("line", grid_parameters(VERSION_LINES))
def test_the_answer_to_replacing_a_version(line: Line, report: Report, who: Callable[[str], User]):
    on = put_into(report, "final", sent_by=who("coord"), cleared_by=who("secr"))
    make_special(report, line.special, who)
    frozen = Snapshot.objects.get(report=on)
    version = ReportVersion.objects.create(
        report=on, number=1, snapshot=frozen, state=line.state, made_by=who("secr")
    )

    def replace(by: User) -> None:
        perform(
            VERSION_WORKFLOW,
            line.act,
            on=ReportVersion.objects.get(pk=version.pk),
            by=by,
            actor=lambda: actor_on_report(by, on),
            record=record,
        )

    seen = [(name, answer_of(replace, who(name))) for name, _expected in line.answers]
    assert seen == list(line.answers)
