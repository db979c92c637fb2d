"""Reading suggested wordings: by place, field and office, with what the reader may do."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Office
from contributions.models import Contribution, Suggestion
from contributions.wordings import permissions
from contributions.wordings.workflow import SUGGESTION_WORKFLOW
from core.annotated import annotated
from core.formatting import moment
from core.markup import to_html
from core.saving import digest
from core.textdiff import difference
from core.uids import new_uid
from discussion.address_words import field_words
from discussion.selectors import Target, target_name
from projects.actor import Actor
from projects.models import ReportingPeriod
from projects.stage import stage_of

Key = tuple[str, str, int | None]  # place, field, office


@dataclass(frozen=True, slots=True)
class Shown:
    """One suggestion as a page shows it."""

    suggestion: Suggestion
    is_open: bool
    may_accept: bool
    may_decline: bool
    may_withdraw: bool
    may_apply: bool
    waits_until: datetime | None  # the coordinator may apply it from then on
    why_not: str = ""  # why its owner cannot accept it now

    @property
    def uid(self) -> str:
        return self.suggestion.uid

    @property
    def words(self) -> list[tuple[str, str]]:
        """Return the difference, word by word."""
        return difference(self.suggestion.original, self.suggestion.proposed)

    @property
    def by(self) -> str:
        return str(self.suggestion.made_by)

    @property
    def when(self) -> str:
        return moment(self.suggestion.made_at)

    @property
    def about(self) -> str:
        """Return the field and the office in words."""
        office = self.suggestion.office.short_name if self.suggestion.office else _("Joint text")
        return ", ".join(filter(None, [field_words(self.suggestion.address, self.suggestion.field), office]))

    @property
    def waits_words(self) -> str:
        return moment(self.waits_until)

    @property
    def answer_words(self) -> str:
        """Return what became of it."""
        if self.is_open:
            return ""
        values = {
            "state": self.suggestion.get_state_display(),
            "who": self.suggestion.updated_by or "",
            "when": moment(self.suggestion.updated_at),
        }
        return _("%(state)s: %(who)s, %(when)s") % values

    @property
    def status_key(self) -> str:
        states = {
            "open": "needs-you" if self.may_accept else "progress",
            "accepted": "done",
            "applied": "done",
        }
        return states.get(self.suggestion.state, "todo")


def suggestions_at(
    period: ReportingPeriod, actor: Actor, *, only_open: bool = True
) -> dict[Key, list[Shown]]:
    """Return the suggestions that this person reads by place, field and office (one query whatever the number)."""
    if not permissions.can_read_wordings(actor):
        return {}
    inputs = Contribution.objects.filter(period=period, office=OuterRef("office"))
    found = (
        Suggestion.objects.filter(period=period)
        .select_related("made_by", "office__organisation", "updated_by")
        .annotate(
            is_readable=Exists(inputs.readable_in_report()),
            is_locked=Exists(inputs.filter(is_locked=True)),
            is_closed=Exists(inputs.filter(is_partial=True))
            & ~Exists(inputs.filter(is_partial=True, opened__address=OuterRef("address"))),
        )
        .order_by("made_at", "pk")
    )
    if only_open:
        found = found.filter(state=Suggestion.State.OPEN)
    is_writable = stage_of(period).is_writable
    shown: dict[Key, list[Shown]] = {}
    for item in found:
        if permissions.can_read_suggestion(
            actor,
            address=item.address,
            office_id=item.office_id,
            made_by_id=item.made_by_id,
            is_readable=annotated(item, "is_readable"),
        ):
            shown.setdefault((item.address, item.field, item.office_id), []).append(
                _shown(item, actor, is_writable=is_writable)
            )
    return shown


def _shown(item: Suggestion, actor: Actor, *, is_writable: bool) -> Shown:
    may = {act: bool(SUGGESTION_WORKFLOW.may(act, actor, item)) for act in SUGGESTION_WORKFLOW.transitions}
    if item.office_id:
        replaced = permissions.can_be_replaced(
            is_locked=annotated(item, "is_locked"), is_closed=annotated(item, "is_closed")
        )
    else:
        replaced = permissions.can_be_replaced(is_locked=not is_writable, is_closed=False)
    has_waited = permissions.has_waited(item)
    return Shown(
        item,
        is_open=item.state == Suggestion.State.OPEN,
        may_accept=may["accept"] and bool(replaced),
        may_decline=may["decline"],
        may_withdraw=may["withdraw"],
        may_apply=may["apply"] and has_waited and bool(replaced),
        waits_until=permissions.applies_from(item) if may["apply"] and not has_waited else None,
        why_not=str(replaced.reason) if may["accept"] or (may["apply"] and has_waited) else "",
    )


@dataclass(frozen=True, slots=True)
class Applied:
    """A wording that the coordinator put in place of an organisation's text, for the organisation to read."""

    proposed: str
    title: str
    before: str  # html


def applied_to(contribution: Contribution) -> dict[tuple[str, str], Applied]:
    """Return the wordings that were applied to an organisation's texts, the latest by place and field (one query)."""
    found = Suggestion.objects.filter(
        period=contribution.period_id, office=contribution.office_id, state=Suggestion.State.APPLIED
    ).order_by("updated_at", "pk")
    return {(item.address, item.field): _applied(item) for item in found}


def _applied(item: Suggestion) -> Applied:
    words = _("Changed by the coordinator on %(when)s") % {"when": moment(item.updated_at)}
    title = f"{name}: {words}" if (name := field_words(item.address, item.field)) else words
    return Applied(item.proposed, title, to_html(item.original))


@dataclass(frozen=True, slots=True)
class WordingHere:
    """What the fragments of one text show: its suggestions, and the form if the reader may suggest."""

    at: str
    text: str
    suggestions: list[Shown]
    can_suggest: bool
    words: str = ""  # what it is about, for those who do not see where the link stands

    @property
    def field_words(self) -> str:
        """Return the field of its place in words, where a place has several texts."""
        address, field_name, _office = self.at.split("~")
        return field_words(address, field_name)

    @property
    def base(self) -> str:
        """Return the digest of the text that the form is based on."""
        return digest(self.text)


@dataclass(slots=True)
class Wordings:
    """What a page with suggestions needs once: the form's address, its key, where it leads back."""

    period: ReportingPeriod
    actor: Actor
    next: str
    is_writable: bool
    suggestions: dict[Key, list[Shown]]
    key: str = field(default_factory=new_uid)

    @property
    def add_url(self) -> str:
        return reverse("wordings:add", args=[self.period.project.code, self.period.code])

    def at(
        self,
        address: str,
        field: str,
        office: Office | None,
        contribution: Contribution | None,
        text: str,
        words: str = "",
    ) -> WordingHere:
        """Return what stands beside one text; `contribution` is the office's input, None for a joint text."""
        office_id = office.pk if office else None
        if contribution is not None:
            may = permissions.can_suggest_for_office(self.actor, contribution)
        else:
            may = permissions.can_suggest_for_joint_text(self.actor, is_writable=self.is_writable)
        return WordingHere(
            target_name(address, field, office.uid if office else ""),
            text,
            self.suggestions.get((address, field, office_id), []),
            bool(may),
            words,
        )


def wordings_of(period: ReportingPeriod, actor: Actor, next_url: str, *, only_open: bool = True) -> Wordings:
    """Return what a page with suggestions needs (one query)."""
    found = suggestions_at(period, actor, only_open=only_open)
    return Wordings(period, actor, next_url, stage_of(period).is_writable, found)


def target_of(suggestion: Suggestion) -> Target:
    """Return the spot that a suggestion is about."""
    return Target(suggestion.address, suggestion.field, suggestion.office)
