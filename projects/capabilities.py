"""What each role may do: one table for the whole portal. A new role is a line here and its tests.

The permission modules ask it through `Actor.may`; which state a thing must be in, they say themselves.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from projects.models import Membership

Role = Membership.Role
ADMINISTRATOR = "administrator"  # of the portal; the one role that is not a membership


class Capability(StrEnum):
    """Something that a person may have the right to do."""

    # People and deputies
    SEE_PEOPLE = "see who works on the project"
    INVITE_FOCAL_POINTS = "invite focal points"
    INVITE_WRITERS = "invite writers"
    INVITE_READERS = "invite readers"
    HAVE_A_DEPUTY = "have a deputy"
    NAME_DEPUTIES = "name deputies for anybody"
    END_DEPUTIES = "end the time of deputies"
    # Agency inputs
    READ_INPUTS = "read inputs that were submitted or shared"
    READ_UNFINISHED_INPUTS = "read inputs that are being written"
    WRITE_ROWS = "write rows"
    WRITE_TEXTS = "write texts, budget and expenditure"
    SUBMIT_INPUTS = "submit an input"
    SHARE_INPUTS = "share an unfinished input"
    TAKE_INPUTS_BACK = "open again what was entered on their behalf"
    ENTER_ON_BEHALF = "enter on behalf of an organisation"
    DECIDE_ON_INPUTS = "accept and return inputs"
    GIVE_DAYS = "give an organisation more days"
    # Attachments
    ADD_FILES = "add files to the project and its reports"
    ADD_FILES_TO_INPUTS = "add files to an input that others write"
    CHANGE_FILES = "change files that others added"
    # Comments and guests
    READ_COMMENTS = "read comments"
    COMMENT = "comment"
    COMMENT_EVERYWHERE = "comment on more than the own rows"
    RESOLVE_COMMENTS = "resolve comments of others"
    SPEAK_AS_SECRETARIAT = "read and write for the Secretariat what was sent to it"
    KEEP_PHRASES = "keep a stock of phrases"
    INVITE_GUESTS = "invite guests"
    END_LINKS_OF_GUESTS = "end links of guests whom others invited"
    # Suggested wordings
    READ_WORDINGS = "read suggested wordings"
    SUGGEST_WORDINGS = "suggest wordings while the report is written"
    APPLY_WORDINGS = "apply a wording that was not answered"
    # The joint report
    READ_DRAFTS = "read the draft of the report"
    READ_SENT_REPORTS = "read a report that was sent to review"
    WRITE_JOINT_TEXTS = "write the joint texts"
    SEND_TO_REVIEW = "send a report to review"
    RECORD_SIGN_OFFS = "record sign-offs"
    RETURN_REPORTS = "return a report"
    CLEAR_REPORTS = "clear a report and make it final"
    CORRECT_REPORTS = "open a final report for a correction"
    RATE_REPORTS = "rate a report"
    RECORD_SUBMISSIONS = "record a submission to the Fund"
    MAKE_REPORTS_PUBLIC = "make a report public"
    SEE_HISTORY = "see how a report went"
    READ_NOTES = "read why something was returned"


@dataclass(frozen=True, slots=True)
class Rights:
    """What a role may do, by how far it reaches.

    `everywhere`: on the whole project (a portfolio role: on the portfolio's projects; an administrator: on all).
    `own_office`: on what belongs to an office on which the role is held.
    `own_reports`: on a report for which the person answers (see `reports.review.clearers`).
    """

    everywhere: frozenset[Capability] = frozenset()
    own_office: frozenset[Capability] = frozenset()
    own_reports: frozenset[Capability] = frozenset()

    @property
    def all(self) -> frozenset[Capability]:
        return self.everywhere | self.own_office | self.own_reports


C = Capability

# Everybody who works for an organisation of the project.
_ON_PROJECT = frozenset(
    {
        C.READ_INPUTS,
        C.READ_COMMENTS,
        C.COMMENT,
        C.READ_WORDINGS,
        C.READ_DRAFTS,
        C.SEE_HISTORY,
        C.READ_NOTES,
    }
)
# Everybody who belongs to a Secretariat, or clears in its place.
_IN_PORTFOLIO = frozenset(
    {
        C.HAVE_A_DEPUTY,
        C.SPEAK_AS_SECRETARIAT,
        C.KEEP_PHRASES,
        C.READ_SENT_REPORTS,
        C.RATE_REPORTS,
        C.SEE_HISTORY,
        C.READ_NOTES,
    }
)
_OVER_A_REPORT = frozenset(
    {
        C.RETURN_REPORTS,
        C.CLEAR_REPORTS,
        C.CORRECT_REPORTS,
        C.RECORD_SUBMISSIONS,
        C.MAKE_REPORTS_PUBLIC,
    }
)

CAPABILITIES: Mapping[str, Rights] = {
    Role.WRITER: Rights(
        everywhere=_ON_PROJECT | {C.ADD_FILES},
        own_office=frozenset({C.READ_UNFINISHED_INPUTS, C.WRITE_ROWS}),
    ),
    Role.FOCAL_POINT: Rights(
        everywhere=_ON_PROJECT
        | {C.SEE_PEOPLE, C.HAVE_A_DEPUTY, C.ADD_FILES, C.COMMENT_EVERYWHERE, C.SUGGEST_WORDINGS},
        own_office=frozenset(
            {
                C.INVITE_WRITERS,
                C.INVITE_READERS,
                C.READ_UNFINISHED_INPUTS,
                C.WRITE_ROWS,
                C.WRITE_TEXTS,
                C.SUBMIT_INPUTS,
                C.SHARE_INPUTS,
                C.TAKE_INPUTS_BACK,
                C.RESOLVE_COMMENTS,
            }
        ),
    ),
    Role.READER: Rights(
        everywhere=_ON_PROJECT | {C.COMMENT_EVERYWHERE},
        own_office=frozenset({C.READ_UNFINISHED_INPUTS}),
    ),
    Role.COORDINATOR: Rights(
        everywhere=_ON_PROJECT
        | {
            C.SEE_PEOPLE,
            C.INVITE_FOCAL_POINTS,
            C.INVITE_READERS,
            C.HAVE_A_DEPUTY,
            C.END_DEPUTIES,
            C.ENTER_ON_BEHALF,
            C.DECIDE_ON_INPUTS,
            C.GIVE_DAYS,
            C.ADD_FILES,
            C.CHANGE_FILES,
            C.COMMENT_EVERYWHERE,
            C.RESOLVE_COMMENTS,
            C.INVITE_GUESTS,
            C.END_LINKS_OF_GUESTS,
            C.SUGGEST_WORDINGS,
            C.APPLY_WORDINGS,
            C.WRITE_JOINT_TEXTS,
            C.SEND_TO_REVIEW,
            C.RECORD_SIGN_OFFS,
            C.CORRECT_REPORTS,
            C.RECORD_SUBMISSIONS,
        },
        own_office=frozenset({C.READ_UNFINISHED_INPUTS, C.ADD_FILES_TO_INPUTS}),
    ),
    Role.REVIEWER: Rights(
        everywhere=_IN_PORTFOLIO | {C.SEE_PEOPLE, C.ADD_FILES},
        own_reports=_OVER_A_REPORT,
    ),
    Role.APPROVER: Rights(
        everywhere=_IN_PORTFOLIO,
        own_reports=_OVER_A_REPORT,
    ),
    ADMINISTRATOR: Rights(
        everywhere=frozenset(
            {
                C.SEE_PEOPLE,
                C.NAME_DEPUTIES,
                C.END_DEPUTIES,
                C.READ_INPUTS,
                C.CHANGE_FILES,
                C.READ_COMMENTS,
                C.SEE_HISTORY,
            }
        ),
    ),
}

# What it takes to invite somebody as this role; people come to the other roles through the administration.
INVITING: Mapping[str, Capability] = {
    Role.FOCAL_POINT: C.INVITE_FOCAL_POINTS,
    Role.WRITER: C.INVITE_WRITERS,
    Role.READER: C.INVITE_READERS,
}


def role_has(role: str, capability: Capability) -> bool:
    """Answer whether a role has a capability, however far it reaches."""
    return capability in CAPABILITIES[role].all


def roles_with(capability: Capability) -> list[str]:
    """Return the roles that have a capability, however far it reaches."""
    return [role for role in CAPABILITIES if role_has(role, capability)]


def any_role_has(roles: Collection[str], capability: Capability) -> bool:
    """Answer whether one of these roles has a capability, however far it reaches."""
    return any(role_has(role, capability) for role in roles)
