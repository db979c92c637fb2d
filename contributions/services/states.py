"""The acts on an agency input: submit, accept, return, take back, share, more days, enter on behalf."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.services import record
from contributions import permissions
from contributions.models import Contribution, OpenedRow
from contributions.points.results import CheckResults
from contributions.points.services import answer_points, current_points, store_points
from contributions.services.accepted_values import as_accepted
from contributions.states import SUBMITTED, WRITABLE
from contributions.workflow import INPUT_WORKFLOW, THE_RETURN_OF_THE_REPORT
from core import mail
from core.decisions import WrongState, require
from core.saving import plain_value
from core.workflow import USED_BEFORE, Change, Given, perform, remember, was_performed
from discussion.address_words import address_words, words_of
from projects.actor import actor_on
from projects.capabilities import Capability
from projects.models import Membership
from projects.selectors import people_with

Role = Membership.Role


def _perform(
    contribution: Contribution,
    act: str,
    *,
    by: User,
    change: Change,
    given: Given | None = None,
    key: str = "",
) -> bool:
    return perform(
        INPUT_WORKFLOW,
        act,
        on=contribution,
        by=by,
        actor=lambda: actor_on(by, contribution.period.project),
        record=record,
        given=given,
        change=change,
        key=key,
    )


def _letter(contribution: Contribution, template: str, to: Iterable[User], **context: Any) -> None:
    values = {
        "contribution": contribution,
        "period": contribution.period,
        "office": contribution.office.short_name,
        "link": mail.address_of(reverse("contributions:input", args=[contribution.uid])),
        **context,
    }
    mail.write(to, f"contributions/mail/{template}", values)


def _focal_points_of(contribution: Contribution) -> list[User]:
    return people_with(contribution.period.project, Role.FOCAL_POINT, contribution.office_id)


def submit_contribution(
    contribution: Contribution,
    *,
    by: User,
    reason: str = "",
    cleared_by_name: str | None = None,
    key: str = "",
) -> bool:
    """Submit an open or returned input and lock it; returns False where this very request was performed already.

    Every point to check is stored as it stands; `reason` says why the points that stop stay. Raises PermissionDenied,
    or WrongState where such a point has no reason. `cleared_by_name` says who cleared it in the organisation;
    None leaves what was said before.
    """
    found: list[CheckResults] = []

    def stops_without_reason() -> bool:
        found[:] = [current_points(contribution)]
        return bool(found[0].stops_without_reason) and not reason.strip()

    def then(submitted: Contribution) -> None:
        points = found[0]
        if points.stops_without_reason:
            points = answer_points(
                submitted.period, submitted, points, points.stops_without_reason, by=by, text=reason
            )
        store_points(submitted.period, submitted, points)
        coordinators = people_with(submitted.period.project, Role.COORDINATOR)
        _letter(submitted, "submitted", [person for person in coordinators if person != by], by=by)
        if submitted.on_behalf_by_id is not None:
            _letter(submitted, "submitted_on_behalf", _focal_points_of(submitted), by=by)

    fields: dict[str, Any] = {
        "submitted_at": timezone.now(),
        "submitted_by": by,
        "cleared_by_name": contribution.cleared_by_name if cleared_by_name is None else cleared_by_name,
    }
    if actor_on(by, contribution.period.project).may(Capability.SUBMIT_INPUTS, contribution.office_id):
        # Whoever entered for them before: the organisation hands it in itself now.
        fields |= {"on_behalf_by": None, "on_behalf_source": "", "on_behalf_on": None}
    return _perform(
        contribution,
        "submit",
        by=by,
        change=Change(fields, then=then, told=("cleared_by_name",)),
        given={"stops_without_reason": stops_without_reason},
        key=key,
    )


def accept_contribution(contribution: Contribution, *, by: User, key: str = "") -> bool:
    """Accept a submitted input; raises PermissionDenied or WrongState."""
    # What was asked for with a return is done with it: the note stays in the change log.
    fields = {"is_partial": False, "returned_note": ""}
    change = Change(fields, then=lambda accepted: open_rows(accepted, ()))
    return _perform(contribution, "accept", by=by, change=change, key=key)


def return_contribution(
    contribution: Contribution,
    *,
    by: User,
    note: str,
    addresses: Iterable[str] = (),
    due_on: date | None = None,
    key: str = "",
) -> bool:
    """Return an input that was handed in, with a note; with `places` only these rows are open, else all of it.

    `due_on` is the new date, if any. Raises PermissionDenied or WrongState.
    """
    opened = list(dict.fromkeys(addresses))

    def then(returned: Contribution) -> None:
        open_rows(returned, opened)
        writers = _focal_points_of(returned)
        words = address_words(returned.period) if opened else {}
        named = [words_of(address, words) for address in opened]
        _letter(
            returned, "returned", writers, note=note, rows=len(opened), named=named, due_on=returned.due_on
        )

    fields: dict[str, Any] = {
        "submitted_at": None,
        "submitted_by": None,
        "returned_note": note,
        "is_partial": bool(opened),
        "is_shared": False,  # what is written now is shared anew, if its writer wants to
    }
    if due_on is not None:
        fields["due_on"] = due_on
    return _perform(
        contribution,
        "return",
        by=by,
        change=Change(fields, note, then, also=_rows(opened)),
        given={"note": note},
        key=key,
    )


def _rows(opened: list[str]) -> dict[str, list[Any]]:
    """Return what the audit line of a return tells of the rows that it opened; none of them means all of it."""
    return {"rows": [None, opened]} if opened else {}


def open_rows(contribution: Contribution, addresses: Iterable[str]) -> None:
    """Make exactly these rows of a returned input the open ones; none means all of it."""
    opened = list(dict.fromkeys(addresses))
    # A row that is still open from an earlier return keeps what was accepted then.
    kept = dict(contribution.opened.values_list("address", "accepted_values"))
    contribution.opened.all().delete()
    OpenedRow.objects.bulk_create(
        OpenedRow(
            contribution=contribution,
            address=address,
            accepted_values=kept[address] if address in kept else as_accepted(contribution, address),
        )
        for address in opened
    )


def take_back_contribution(contribution: Contribution, *, by: User, key: str = "") -> bool:
    """Open again what was entered on the organisation's behalf, handed in or accepted; the coordinator is told.

    From then on it is the organisation's own: whoever wrote for it writes no more unless it is entered again.
    What a return had opened in part stays open in part until it is accepted. Raises PermissionDenied or WrongState.
    """

    def then(opened: Contribution) -> None:
        _letter(opened, "taken_back", people_with(opened.period.project, Role.COORDINATOR), by=by)

    mine: dict[str, Any] = {"on_behalf_by": None, "on_behalf_source": "", "on_behalf_on": None}
    fields = {"submitted_at": None, "submitted_by": None, **mine}
    change = Change(fields, then=then, told=("on_behalf_source", "on_behalf_on"))
    given = permissions.take_back_given(contribution)
    return _perform(contribution, "take_back", by=by, change=change, given=given, key=key)


def enter_on_behalf(contribution: Contribution, *, by: User, source: str, dated: date, key: str = "") -> bool:
    """Let the coordinator write for a silent organisation, naming the source; the organisation is told.

    Returns False where it stands so already. Raises PermissionDenied or WrongState.
    """
    with transaction.atomic():
        # Held until the end: of two clicks the second finds what the first has written.
        current = Contribution.objects.select_for_update().get(pk=contribution.pk)
        require(permissions.can_enter_on_behalf(actor_on(by, contribution.period.project), current))
        stands = (current.on_behalf_by_id, current.on_behalf_source, current.on_behalf_on)
        if stands != (by.pk, source, dated):
            if was_performed(key, "enter_on_behalf", current, by):
                raise WrongState(str(USED_BEFORE))
            fields = {"on_behalf_source": source, "on_behalf_on": dated}
            Contribution.objects.filter(pk=current.pk).update(on_behalf_by=by, **fields)
            changes = {
                name: [plain_value(getattr(current, name)), plain_value(value)]
                for name, value in fields.items()
            }
            record(by=by, action="enter_on_behalf", on=contribution, changes=changes)
            remember(key, "enter_on_behalf", current, by)
            focal_points = _focal_points_of(contribution)
            _letter(contribution, "on_behalf", focal_points, by=by, source=source, dated=dated)
    contribution.refresh_from_db()
    return stands != (by.pk, source, dated)


def share_contribution(contribution: Contribution, *, by: User, shared: bool) -> None:
    """Let the others on the project read the unfinished text, or stop it; raises PermissionDenied or WrongState."""
    if contribution.is_shared == shared:
        return
    require(permissions.can_share(actor_on(by, contribution.period.project), contribution))
    with transaction.atomic():
        done = (
            Contribution.objects.open()
            .filter(pk=contribution.pk, is_shared=not shared)
            .update(is_shared=shared)
        )
        if done:
            record(
                by=by,
                action="share" if shared else "unshare",
                on=contribution,
                changes={"is_shared": [not shared, shared]},
            )
    contribution.refresh_from_db(fields=["is_shared", "state"])


def set_due_date(contribution: Contribution, *, by: User, due_on: date | None) -> None:
    """Give one organisation its own date, or with None the period's again; raises PermissionDenied or WrongState."""
    require(permissions.can_give_days(actor_on(by, contribution.period.project), contribution))
    before = contribution.due_on
    if before == due_on:
        return
    with transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk).update(due_on=due_on)
        changes = {"due_on": [plain_value(before), plain_value(due_on)]}
        record(by=by, action="set_due_date", on=contribution, changes=changes)
    contribution.due_on = due_on


def lock_inputs(inputs: Iterable[Contribution], *, by: User, key: str = "") -> None:
    """Accept what is submitted and lock every input of a report that goes to review; call it inside its act."""
    for contribution in inputs:
        if contribution.state == SUBMITTED:
            accept_contribution(contribution, by=by)
    pks = [contribution.pk for contribution in inputs]
    Contribution.objects.filter(pk__in=pks).update(is_locked=True, version=F("version") + 1)


def unlock_inputs(
    inputs: Sequence[Contribution],
    *,
    by: User,
    note: str,
    rows: Mapping[int, Iterable[str]],
    due_on: date | None,
) -> None:
    """Open exactly these rows (place by input) after a review, with a note and a new date; the rest stays accepted.

    An input that had never been handed in is open again as a whole; rows of an earlier return that were not handed
    in since stay open beside the new ones. Call it inside the act of the report: its right has been tested there.
    """
    words: dict[str, str] = {}
    for contribution in inputs:
        commented = list(rows.get(contribution.pk, ()))
        opened = open_after_return(contribution, commented)
        if opened is None:
            continue
        if opened:
            words = words or address_words(contribution.period)
        if commented and opened:
            _return_rows(contribution, opened, by=by, note=note, due_on=due_on)
        elif due_on is not None:
            Contribution.objects.filter(pk=contribution.pk).update(due_on=due_on)
        contribution.refresh_from_db()
        writers = _focal_points_of(contribution)
        named = [words_of(address, words) for address in opened]
        template = "returned" if opened else "awaited"
        _letter(contribution, template, writers, note=note, rows=len(opened), named=named, due_on=due_on)
    Contribution.objects.filter(pk__in=[item.pk for item in inputs]).update(is_locked=False)


def open_after_return(contribution: Contribution, commented: Iterable[str]) -> list[str] | None:
    """Return the rows of an input that can be written after a review: [] means all of it, None that it stays closed."""
    still_open = (
        list(contribution.opened.values_list("address", flat=True)) if contribution.is_partial else []
    )
    commented = list(commented)
    if commented and (contribution.is_handed_in or contribution.is_partial):
        return list(dict.fromkeys([*still_open, *commented]))
    return still_open if contribution.state in WRITABLE else None


def _return_rows(
    contribution: Contribution, opened: list[str], *, by: User, note: str, due_on: date | None
) -> None:
    fields = {
        "submitted_at": None,
        "submitted_by": None,
        "returned_note": note,
        "is_partial": True,
        "is_shared": False,
        "due_on": due_on or contribution.due_on,
    }
    perform(
        INPUT_WORKFLOW,
        "reopen_rows",
        on=contribution,
        by=by,
        actor=lambda: THE_RETURN_OF_THE_REPORT,
        record=record,
        change=Change(fields, note, then=lambda returned: open_rows(returned, opened), also=_rows(opened)),
    )
