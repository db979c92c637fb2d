"""The table of capabilities: who may do what, how far it reaches, and how an actor asks it."""

from dataclasses import replace

from accounts.models import User
from projects.actor import Actor
from projects.capabilities import ADMINISTRATOR, CAPABILITIES, INVITING, Capability, Rights, any_role_has
from projects.models import Membership
from projects.stage import ReportStage

Role = Membership.Role

# all: on the whole project; office: on the own office; report: on a report for which the person answers.
TABLE = """
                        writer  focal_point reader  coordinator reviewer approver administrator
SEE_PEOPLE              -       all         -       all         all      -        all
INVITE_FOCAL_POINTS     -       -           -       all         -        -        -
INVITE_WRITERS          -       office      -       -           -        -        -
INVITE_READERS          -       office      -       all         -        -        -
HAVE_A_DEPUTY           -       all         -       all         all      all      -
NAME_DEPUTIES           -       -           -       -           -        -        all
END_DEPUTIES            -       -           -       all         -        -        all
READ_INPUTS             all     all         all     all         -        -        all
READ_UNFINISHED_INPUTS  office  office      office  office      -        -        -
WRITE_ROWS              office  office      -       -           -        -        -
WRITE_TEXTS             -       office      -       -           -        -        -
SUBMIT_INPUTS           -       office      -       -           -        -        -
SHARE_INPUTS            -       office      -       -           -        -        -
TAKE_INPUTS_BACK        -       office      -       -           -        -        -
ENTER_ON_BEHALF         -       -           -       all         -        -        -
DECIDE_ON_INPUTS        -       -           -       all         -        -        -
GIVE_DAYS               -       -           -       all         -        -        -
ADD_FILES               all     all         -       all         all      -        -
ADD_FILES_TO_INPUTS     -       -           -       office      -        -        -
CHANGE_FILES            -       -           -       all         -        -        all
READ_COMMENTS           all     all         all     all         -        -        all
COMMENT                 all     all         all     all         -        -        -
COMMENT_EVERYWHERE      -       all         all     all         -        -        -
RESOLVE_COMMENTS        -       office      -       all         -        -        -
SPEAK_AS_SECRETARIAT    -       -           -       -           all      all      -
KEEP_PHRASES            -       -           -       -           all      all      -
INVITE_GUESTS           -       -           -       all         -        -        -
END_LINKS_OF_GUESTS     -       -           -       all         -        -        -
READ_WORDINGS           all     all         all     all         -        -        -
SUGGEST_WORDINGS        -       all         -       all         -        -        -
APPLY_WORDINGS          -       -           -       all         -        -        -
READ_DRAFTS             all     all         all     all         -        -        -
READ_SENT_REPORTS       -       -           -       -           all      all      -
WRITE_JOINT_TEXTS       -       -           -       all         -        -        -
SEND_TO_REVIEW          -       -           -       all         -        -        -
RECORD_SIGN_OFFS        -       -           -       all         -        -        -
RETURN_REPORTS          -       -           -       -           report   report   -
CLEAR_REPORTS           -       -           -       -           report   report   -
CORRECT_REPORTS         -       -           -       all         report   report   -
RATE_REPORTS            -       -           -       -           all      all      -
RECORD_SUBMISSIONS      -       -           -       all         report   report   -
MAKE_REPORTS_PUBLIC     -       -           -       -           report   report   -
SEE_HISTORY             all     all         all     all         all      all      all
READ_NOTES              all     all         all     all         all      all      -
"""


def reach(rights: Rights, capability: Capability) -> str:
    """Return how far a capability reaches in a line of the table, in the words of the table above."""
    reaches = {"all": rights.everywhere, "office": rights.own_office, "report": rights.own_reports}
    return "+".join(word for word, held in reaches.items() if capability in held) or "-"


def actor(*roles: str, office: int = 1, is_staff: bool = False, **towards_a_report: bool) -> Actor:
    """Return somebody with these roles on one office or one portfolio."""
    return Actor(
        User(pk=7, is_staff=is_staff),
        {role: frozenset({office}) for role in roles if role in Membership.OFFICE_ROLES},
        {role: frozenset({5}) for role in roles if role in Membership.PORTFOLIO_ROLES},
        **towards_a_report,  # type: ignore[arg-type]
    )


def test_each_role_may_do_what_the_table_says_as_far_as_it_says():
    head, *lines = [line.split() for line in TABLE.strip().splitlines()]
    told = {name: dict(zip(head, cells, strict=True)) for name, *cells in lines}
    assert told == {
        capability.name: {role: reach(rights, capability) for role, rights in CAPABILITIES.items()}
        for capability in Capability
    }


def test_every_role_has_a_line_and_nobody_else_has_one():
    assert list(CAPABILITIES) == [*Role.values, ADMINISTRATOR]


def test_a_right_reaches_no_further_than_its_kind_of_role():
    for role, rights in CAPABILITIES.items():
        assert not rights.everywhere & (rights.own_office | rights.own_reports), role
        assert not rights.own_office or role in Membership.OFFICE_ROLES, role
        assert not rights.own_reports or role in Membership.PORTFOLIO_ROLES, role


def test_people_are_invited_as_the_roles_that_an_office_gives():
    assert {*INVITING} == {*Membership.OFFICE_ROLES} - {Role.COORDINATOR}


def test_a_right_on_the_own_office_is_none_on_another_nor_on_the_whole_project():
    focal_point = actor(Role.FOCAL_POINT)
    assert focal_point.may(Capability.SUBMIT_INPUTS, 1)
    assert not focal_point.may(Capability.SUBMIT_INPUTS, 2)
    assert not focal_point.may(Capability.SUBMIT_INPUTS)
    assert focal_point.offices_with(Capability.SUBMIT_INPUTS) == {1}


def test_a_right_on_the_whole_project_is_one_on_every_office_too():
    coordinator = actor(Role.COORDINATOR)
    assert all(coordinator.may(Capability.INVITE_READERS, office_id) for office_id in (None, 1, 2))


def test_one_role_does_not_lend_its_offices_to_another():
    both = Actor(User(pk=7), {Role.WRITER: frozenset({1}), Role.FOCAL_POINT: frozenset({2})})
    assert both.may(Capability.WRITE_ROWS, 1)
    assert both.may(Capability.WRITE_TEXTS, 2)
    assert not both.may(Capability.WRITE_TEXTS, 1)


def test_a_right_over_a_report_is_there_for_who_answers_for_it_alone():
    assert not actor(Role.REVIEWER).may(Capability.CLEAR_REPORTS)
    assert actor(Role.REVIEWER, answers_for_report=True).may(Capability.CLEAR_REPORTS)
    assert not actor(Role.COORDINATOR, answers_for_report=True).may(Capability.CLEAR_REPORTS)


def test_whoever_holds_nothing_may_nothing():
    assert not any(actor().may(capability, 1) for capability in Capability)
    assert not any_role_has([], Capability.READ_COMMENTS)


def test_the_secretariat_is_heard_once_the_report_was_sent_to_it():
    reviewer, coordinator = actor(Role.REVIEWER), actor(Role.COORDINATOR)
    assert not reviewer.is_secretariat
    assert replace(reviewer, stage=ReportStage(sending=1)).is_secretariat
    assert not replace(coordinator, stage=ReportStage(sending=1)).is_secretariat


def test_roles_are_told_in_the_order_of_the_table_and_the_administrator_only_where_there_is_no_other():
    assert actor(Role.REVIEWER, Role.WRITER).label == "Writer, Reviewer (PBF Secretariat)"
    assert actor(Role.READER, is_staff=True).label == "Reader"
    assert actor(is_staff=True).label == "Administrator"
