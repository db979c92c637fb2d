"""Reading what is said about a report: threads by place, what a return opens, the people who can be named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import Office, User
from core.annotated import annotated
from core.formatting import moment
from core.markup import to_html
from core.uids import new_uid
from core.zones import use_time_zone
from discussion.about import Choices, about_words, fields_of
from discussion.address_words import address_words, field_words, words_of
from discussion.models import Comment, Phrase
from discussion.permissions import can_comment, can_keep_phrases, can_read_discussion, can_resolve
from discussion.registry import OWN_ADDRESSES
from projects.actor import Actor, actor_on
from projects.models import Membership, Project, ReportingPeriod
from projects.selectors import time_zone_of
from projects.stage import ReportStage, stage_of


def get_period(user: User, code: str, period: str) -> tuple[ReportingPeriod, Actor]:
    """Return a period that this person may know of, and what they are to its report; 404 otherwise."""
    periods = ReportingPeriod.objects.select_related("project", "edition").filter(
        project__in=Project.objects.visible_to(user)
    )
    found = get_object_or_404(
        periods.annotate(time_zone=time_zone_of("project")), project__code=code, code=period
    )
    use_time_zone(annotated(found, "time_zone"))
    return found, with_stage(actor_on(user, found.project), stage_of(found))


def with_stage(actor: Actor, stage: ReportStage) -> Actor:
    """Return a person as they stand to a report at this stage; the rows of a writer take one query, nobody else any."""
    return replace(actor, stage=stage, own_addresses=OWN_ADDRESSES.get()(actor))


class Target(NamedTuple):
    """What a comment or a wording is about: a place, a field of it, and whose part."""

    address: str
    field: str = ""
    office: Office | None = None

    @property
    def at(self) -> str:
        """Return it as the pages name it, `PLACE~FIELD~OFFICE`."""
        return target_name(self.address, self.field, self.office.uid if self.office else "")


def target_name(address: str, field: str = "", office_uid: str = "") -> str:
    """Return the name of a spot on pages and in forms."""
    return f"{address}~{field}~{office_uid}"


def read_target(period: ReportingPeriod, name: str) -> tuple[Target, str]:
    """Return the spot that a page named and its words; 404 for one that is not in this report."""
    address, _sign, rest = name.partition("~")
    field_name, _sign, office_uid = rest.partition("~")
    words = address_words(period)
    known_field = not field_name or (field_name.replace("_", "").isalnum() and len(field_name) <= 40)
    if address not in words or not known_field:
        raise Http404
    office = None
    if office_uid:
        inputs = Office.objects.filter(inputs__period=period).select_related("organisation")
        office = get_object_or_404(inputs, uid=office_uid)
    parts = [words[address], field_words(address, field_name), office.short_name if office else ""]
    return Target(address, field_name, office), ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One comment or reply as a page shows it."""

    uid: str
    by: str
    when: str
    html: SafeString
    is_secretariat_only: bool
    is_from_review: bool
    is_guest: bool


@dataclass(slots=True)
class Thread:
    """A comment with its replies in the order in which they were written, and what the reader may do with it."""

    comment: Comment
    first: CommentLine
    may_reply: bool
    may_resolve: bool
    replies: list[CommentLine] = field(default_factory=list)

    @property
    def uid(self) -> str:
        return self.comment.uid

    @property
    def is_resolved(self) -> bool:
        return self.comment.is_resolved

    @property
    def about(self) -> str:
        """Return the field and the office that it is about, in words."""
        office = self.comment.office.short_name if self.comment.office else ""
        return ", ".join(filter(None, [about_words(self.comment.address, self.comment.field), office]))

    @property
    def resolved_words(self) -> str:
        if not self.comment.is_resolved:
            return ""
        values = {"who": self.comment.resolved_by, "when": moment(self.comment.resolved_at)}
        return _("Resolved by %(who)s, %(when)s") % values


def _said(comment: Comment) -> CommentLine:
    return CommentLine(
        comment.uid,
        comment.by_name,
        moment(comment.written_at),
        mark_safe(to_html(comment.text)),  # noqa: S308 - escaped there
        comment.visibility == Comment.Visibility.SECRETARIAT,
        comment.is_from_review,
        comment.guest_id is not None,
    )


def threads_at(period: ReportingPeriod, actor: Actor, address: str | None = None) -> dict[str, list[Thread]]:
    """Return what this person reads, by place (one query whatever the number)."""
    if not can_read_discussion(actor):
        return {}
    comments = Comment.objects.filter(period=period)
    if not actor.is_secretariat:
        comments = comments.filter(visibility=Comment.Visibility.ALL)
    if address is not None:
        comments = comments.filter(address=address)
    threads: dict[int, Thread] = {}
    found = comments.select_related("author", "guest", "office__organisation", "resolved_by")
    for comment in found.order_by("written_at", "pk"):
        if comment.parent_id is None:
            may_reply, may_resolve = can_comment(actor, comment.address), can_resolve(actor, comment)
            threads[comment.pk] = Thread(comment, _said(comment), bool(may_reply), bool(may_resolve))
        elif comment.parent_id in threads:
            thread = threads[comment.parent_id]
            thread.replies.append(_said(comment))
            if comment.is_from_review:
                thread.may_resolve = bool(can_resolve(actor, thread.comment, is_answered_in_review=True))
    grouped: dict[str, list[Thread]] = {}
    for thread in threads.values():
        grouped.setdefault(thread.comment.address, []).append(thread)
    return grouped


class OpenedAddress(NamedTuple):
    """A place on which the Secretariat wants something, and whose part it is (None: the joint text)."""

    address: str
    office_id: int | None


def open_addresses(period: ReportingPeriod, sending: int | None = None) -> list[OpenedAddress]:
    """Return the places that a return of the Secretariat opens, each once.

    They are those of unresolved threads in which it said something that the organisations read since the current
    sending: began them, or answered in them.
    """
    sending = stage_of(period).sending if sending is None else sending
    comments = Comment.objects.in_open_threads().from_review(sending).filter(period=period)
    comments = comments.order_by("written_at", "pk")
    return [OpenedAddress(*pair) for pair in dict.fromkeys(comments.values_list("address", "office_id"))]


@dataclass(frozen=True, slots=True)
class PlaceComments:
    """What the fragment of one spot shows."""

    at: str
    threads: list[Thread]
    can_comment: bool
    words: str = ""  # what it is about, for those who do not see where the link stands
    fields: Choices = ()  # of which one may be chosen

    @property
    def open_count(self) -> int:
        return sum(not thread.is_resolved for thread in self.threads)

    @property
    def resolved_count(self) -> int:
        return sum(thread.is_resolved for thread in self.threads)


@dataclass(slots=True)
class Discussion:
    """What a page with comments needs once: the form's address, its key, where it leads back, and the threads."""

    period: ReportingPeriod
    actor: Actor
    next: str
    threads: Mapping[str, list[Thread]]
    phrases: list[Phrase]
    key: str = field(default_factory=new_uid)

    @property
    def add_url(self) -> str:
        return reverse("discussion:add", args=[self.period.project.code, self.period.code])

    @property
    def can_keep_to_secretariat(self) -> bool:
        return self.actor.is_secretariat

    def at(
        self,
        address: str,
        field: str = "",
        office_uid: str = "",
        words: str = "",
        fields: Choices | None = None,
    ) -> PlaceComments:
        """Return what is said at a spot: with a field or an office, what is about it or about the place as a whole.

        `words` name the spot to who does not see where the link stands; `fields` are those to choose from, where
        the kind of the place alone does not tell them.
        """
        threads = [
            thread
            for thread in self.threads.get(address, [])
            if (not field or thread.comment.field in ("", field))
            and (not office_uid or thread.comment.office is None or thread.comment.office.uid == office_uid)
        ]
        name = target_name(address, field, office_uid)
        if fields is None:
            fields = fields_of(address.partition("/")[0])
        return PlaceComments(name, threads, bool(can_comment(self.actor, address)), words, fields)


def discussion_of(
    period: ReportingPeriod, actor: Actor, next_url: str, address: str | None = None
) -> Discussion:
    """Return what a page with comments needs (one query, one more for a reviewer's phrases)."""
    return Discussion(period, actor, next_url, threads_at(period, actor, address), phrases_of(actor))


def phrases_of(actor: Actor) -> list[Phrase]:
    """Return the reviewer's own stock; nobody else has one."""
    return list(Phrase.objects.filter(user=actor.user)) if can_keep_phrases(actor) else []


@dataclass(frozen=True, slots=True)
class PlaceThreads:
    """The threads of one place under its words."""

    address: str
    words: str
    threads: list[Thread]


def grouped_by_address(threads: Mapping[str, list[Thread]], words: Mapping[str, str]) -> list[PlaceThreads]:
    """Return threads under the words of their places, in the order of the words."""
    order = {address: number for number, address in enumerate(words)}
    return [
        PlaceThreads(address, words_of(address, words), threads[address])
        for address in sorted(threads, key=lambda address: order.get(address, len(order)))
        if threads[address]
    ]


def chosen(
    threads: Mapping[str, list[Thread]], show: str, user: User, period: ReportingPeriod
) -> dict[str, list[Thread]]:
    """Return the open threads, the resolved ones, or those that this person wrote in or is named in."""
    if show == "mine":
        mine = Comment.objects.filter(period=period).filter(Q(author=user) | Q(mentioned=user))
        pks = {pk for pair in mine.values_list("pk", "parent_id") for pk in pair if pk}
        wanted: Iterable[Thread] = (
            item for group in threads.values() for item in group if item.comment.pk in pks
        )
    else:
        wanted = (
            item for group in threads.values() for item in group if item.is_resolved == (show == "resolved")
        )
    found: dict[str, list[Thread]] = {}
    for thread in wanted:
        found.setdefault(thread.comment.address, []).append(thread)
    return found


def people_here(period: ReportingPeriod) -> dict[User, set[str]]:
    """Return who can be named, with their roles: the people of the project and of its portfolio's Secretariat."""
    memberships = (
        Membership.objects.in_force()
        .filter(Q(project=period.project_id) | Q(portfolio__projects=period.project_id), user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )
    people: dict[User, set[str]] = {}
    for membership in memberships:
        people.setdefault(membership.user, set()).add(membership.role)
    return people


def count_open(period: ReportingPeriod) -> int:
    """Return how many comments that the organisations read are not resolved."""
    return Comment.objects.open().filter(period=period, visibility=Comment.Visibility.ALL).count()
