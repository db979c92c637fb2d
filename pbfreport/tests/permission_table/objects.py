"""What the objects of the table stand for, and their addresses; what the demo does not have is made here."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from accounts.invitations import tokens
from accounts.models import Office, User
from contributions.models import ActivityEntry, Attachment, Contribution, Suggestion, WriterRow
from contributions.services import enter_on_behalf, submit_contribution
from contributions.wordings.services import text_of
from core.zones import today
from discussion.guests import path_of
from discussion.models import Comment, Guest, Phrase
from discussion.selectors import Target
from discussion.tests.talking import say
from pbfreport.tests.permission_table.states import WAY
from projects import addresses
from projects.models import Membership, Project, ReportingPeriod

INPUTS = {
    "unicef-shared": ("UNICEF", "KGZ-PVE-1", "2021-H1"),  # open, shared with the others
    "ohchr-unshared": ("OHCHR", "KGZ-PVE-1", "2021-FINAL"),  # open, nobody else reads it
    "ohchr-submitted": ("OHCHR", "KGZ-PVE-1", "2021-H1"),
    "women-unshared": ("UN Women", "KGZ-PVE-1", "2021-FINAL"),  # the writer's office
    "women-shared": ("UN Women", "KGZ-PVE-1", "2021-H1"),
    "unodc-submitted": ("UNODC", "KGZ-PVE-2", "2020-ANNUAL"),
}
PROJECTS = {"pve-1": "KGZ-PVE-1", "pve-2": "KGZ-PVE-2"}
ROWS = {"ohchr-row": "OHCHR", "women-row": "UN Women", "writers-row": "UN Women", "unicef-row": "UNICEF"}
LONG_AGO = timedelta(days=30)


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def period_named(project: str, code: str) -> ReportingPeriod:
    periods = ReportingPeriod.objects.select_related("project", "edition")
    return periods.get(project__code=project, code=code)


def period_in(thing: str) -> tuple[str, str] | None:
    """Return project and code of the period that an object in words belongs to, if it belongs to one."""
    first, *rest = thing.split("/")
    if first in INPUTS:
        return INPUTS[first][1:]
    if first in PROJECTS and rest and rest[0].startswith("20"):
        return PROJECTS[first], rest[0]
    return None


def period_of(thing: str) -> ReportingPeriod | None:
    """Return that period itself."""
    found = period_in(thing)
    return period_named(*found) if found else None


def input_named(thing: str) -> Contribution:
    office, project, period = INPUTS[thing]
    inputs = Contribution.objects.select_related("office__organisation", "period__project", "period__edition")
    return inputs.get(
        office__organisation__short_name=office, period__project__code=project, period__code=period
    )


def entry_of(contribution: Contribution) -> ActivityEntry | None:
    """Return the first row of an input; UN Women's first is not one of its writer's."""
    return ActivityEntry.objects.filter(contribution=contribution).order_by("pk").first()


def web_address(name: str, thing: str) -> str:
    """Return the address of a line: the view's name with the object in words."""
    first, *rest = [word for word in thing.split("/") if word not in WAY]
    if first == "-":
        return reverse(name)
    if name == "invitation":
        return _invitation(first)
    if name == "guest":
        return _guest_page(first)
    if name.startswith("account_"):
        return reverse(name, args=[first, *rest])
    app = name.partition(":")[0]
    if app == "deputies":
        return reverse(name, args=[_membership(first, *rest).uid])
    if app == "files":
        return _attachment(name, first, rest)
    if app == "contributions":
        return _input(name, first, rest)
    code = PROJECTS[first]
    if app == "discussion":
        return _discussion(name, period_named(code, rest[0]), rest[1:])
    if app == "wordings":
        return _wording(name, period_named(code, rest[0]), rest[1:])
    if name == "end-person":
        rest = [Membership.objects.get(project__code=code, user__email=f"{rest[0]}@example.org").uid]
    if name == "reports:sign_off":
        rest[1] = Office.objects.get(organisation__short_name=rest[1]).uid
    return reverse(name, args=[code, *rest])


def _invitation(thing: str) -> str:
    user, _is_new = User.objects.get_or_create(email="invited@example.org")
    user.set_unusable_password()
    user.save()
    token = tokens.make_token(user) if thing == "good-link" else "no-token"
    return reverse("invitation", args=[user.uid, token])


def _guest(period: ReportingPeriod, invited_by: str) -> Guest:
    return Guest.objects.create(
        period=period,
        name="A guest",
        email="guest@example.net",
        until=today() + timedelta(days=3),
        invited_by=person(invited_by),
    )


def _guest_page(thing: str) -> str:
    guest = _guest(period_named("KGZ-PVE-1", "2021-H1"), "coordinator")
    if thing == "bad-link":
        return reverse("guest", args=[guest.uid, "no-token"])
    if thing == "link-of-yesterday":
        Guest.objects.filter(pk=guest.pk).update(until=today() - timedelta(days=1))
    if thing == "ended-link":
        Guest.objects.filter(pk=guest.pk).update(ended_at=timezone.now())
    return path_of(guest)


def _membership(address: str, name: str, what: str = "") -> Membership:
    """Return a role, one that `has-a-deputy`, or that `deputy`, whose time may be over: `past-deputy`."""
    held = Membership.objects.filter(user__email=f"{name}@example.org")
    found = (
        held.get(project__code=PROJECTS[address]) if address in PROJECTS else held.get(portfolio__code="KGZ")
    )
    if what == "role-is-over":
        held.filter(pk=found.pk).update(ends_on=today() - timedelta(days=1))
    elif what:
        last = today() + timedelta(days=-3 if what == "past-deputy" else 3)
        deputy, _is_new = User.objects.get_or_create(email="deputy@example.org")
        standing_in = Membership.objects.create(
            user=deputy,
            role=found.role,
            project=found.project,
            office=found.office,
            portfolio=found.portfolio,
            starts_on=min(last, today()),
            ends_on=last,
            deputy_for=found,
        )
        return found if what == "has-a-deputy" else standing_in
    return found


def _input(name: str, thing: str, rest: list[str]) -> str:
    contribution = input_named(thing)
    if rest and rest[0].endswith("on-behalf"):
        _on_behalf(contribution, handed_in=rest.pop(0).startswith("handed-in"))
    if name == "contributions:row" and len(rest) == 1:
        entry = entry_of(contribution)
        rest.append(f"row-{entry.uid}" if entry else "money")
    return reverse(name, args=[contribution.uid, *rest])


def _on_behalf(contribution: Contribution, *, handed_in: bool) -> None:
    coordinator = person("coordinator")
    enter_on_behalf(contribution, by=coordinator, source="A telephone call", dated=date(2021, 6, 18))
    if handed_in:
        submit_contribution(contribution, by=coordinator, reason="Nothing more was at hand.")


def _attachment(name: str, thing: str, rest: list[str]) -> str:
    """Return the address of a project's attachments, or of one that UN Women's focal point has added."""
    own = input_named(thing) if thing in INPUTS else None
    code = own.period.project.code if own else PROJECTS[thing]
    if name in ("files:list", "files:add"):
        query = f"?input={own.uid}" if own else f"?period={rest[0]}" if rest else ""
        return reverse(name, args=[code]) + query
    attachment = Attachment.objects.create(
        project=Project.objects.get(code=code),
        period=own.period if own else None,
        contribution=own,
        address=addresses.MONEY if rest == ["at-its-money"] else "",
        kind="other",
        title="A paper",
        uploaded_by=person("unwomen"),
        file=ContentFile(b"%PDF-1.7", "paper.pdf"),
        file_name="paper.pdf",
        content_type="application/pdf",
    )
    return reverse(name, args=[code, attachment.uid])


def target_named(period: ReportingPeriod, thing: str) -> Target:
    """Return a spot by its words: the whole report, a joint text, or a row of an organisation's input."""
    if thing == "whole-report":
        return Target(addresses.REPORT)
    if thing == "joint-text":
        return Target(addresses.question("part1.status"), "text")
    inputs = Contribution.objects.filter(period=period).select_related("office__organisation")
    own = inputs.get(office__organisation__short_name=ROWS[thing])
    entry = entry_of(own)
    if thing == "writers-row":
        given = WriterRow.objects.filter(membership__office=own.office_id).values("activity")
        entry = ActivityEntry.objects.filter(contribution=own, activity__in=given).order_by("pk").first()
    assert entry is not None
    return Target(addresses.activity(entry.activity.uid), "progress", own.office)


def _discussion(name: str, period: ReportingPeriod, rest: list[str]) -> str:
    args: list[object] = [period.project.code, period.code]
    if name == "discussion:add":
        return f"{reverse(name, args=args)}?at={target_named(period, rest[0]).at}"
    if name == "discussion:end-guest":
        args.append(_guest(period, rest[0].removeprefix("guest-of-")).uid)
    elif name == "discussion:remove-phrase":
        owner = person("secretariat" if rest[0] == "own-phrase" else "admin")
        args.append(Phrase.objects.create(user=owner, text="Who says so?").pk)
    elif rest:
        comment = _comment(period, *rest)
        if name == "discussion:reopen":
            comment.resolved_at, comment.resolved_by = timezone.now(), person("coordinator")
            comment.save()
        args.append(comment.uid)
    return reverse(name, args=args)


def _comment(period: ReportingPeriod, by: str, where: str) -> Comment:
    """Return what somebody has said at a spot; `secretariat-alone` is what the Secretariat keeps to itself."""
    options = {"visibility": "secretariat"} if by.endswith("-alone") else {}
    name = by.removeprefix("by-").removesuffix("-alone")
    return say(period, name, "The figures differ.", target_named(period, where), **options)


def _wording(name: str, period: ReportingPeriod, rest: list[str]) -> str:
    args: list[object] = [period.project.code, period.code]
    if name == "wordings:add":
        return f"{reverse(name, args=args)}?at={target_named(period, rest[0]).at}"
    if rest:
        args.append(_suggestion(period, *rest).uid)
    return reverse(name, args=args)


def _suggestion(period: ReportingPeriod, by: str, where: str, what: str = "") -> Suggestion:
    """Return a wording that somebody has suggested, `long-ago` or now, perhaps `declined` meanwhile."""
    target = target_named(period, where)
    original = text_of(period, target)
    made = Suggestion.objects.create(
        period=period,
        address=target.address,
        field=target.field,
        office=target.office,
        original=original or "",
        proposed=f"{original} This is clearer.",
        made_by=person(by.removeprefix("by-")),
        state="declined" if what == "declined" else "open",
    )
    if what == "long-ago":
        Suggestion.objects.filter(pk=made.pk).update(made_at=timezone.now() - LONG_AGO)
    return made
