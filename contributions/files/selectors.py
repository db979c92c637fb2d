"""Reading attachments: of a project, of a report, of a place in it; and where a new one is to stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from contributions.files.permissions import can_change, can_read
from contributions.models import Attachment, Contribution, OpenedRow
from core.annotated import annotated
from core.formatting import day
from core.formatting import period as period_words
from core.markup import clean
from core.zones import use_time_zone
from discussion.address_words import words_at, words_of
from projects.actor import Actor, actor_on
from projects.models import Project, ReportingPeriod
from projects.selectors import time_zone_of


@dataclass(frozen=True, slots=True)
class AttachmentTarget:
    """Where an attachment stands: on the project, in a report, in an input, at a place in one of these."""

    project: Project
    period: ReportingPeriod | None = None
    contribution: Contribution | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """An attachment as a list shows it; `url` is its download or its link, `change_url` empty where not allowed."""

    attachment: Attachment
    url: str
    details: str  # date, size or address, who added it
    caption: str  # of a photo, with its credit
    where: str
    change_url: str
    take_away_url: str


@dataclass(frozen=True, slots=True)
class AttachmentGroup:
    """The attachments of the project itself, or of one of its reports."""

    heading: str
    lines: list[AttachmentLine]


def get_project(user: User, code: str) -> tuple[Project, Actor]:
    """Return a project that this person may see, with their roles; 404 otherwise (two queries)."""
    projects = Project.objects.visible_to(user).annotate(time_zone=time_zone_of("pk"))
    project = get_object_or_404(projects, code=code)
    use_time_zone(annotated(project, "time_zone"))
    return project, actor_on(user, project)


def current_attachments() -> QuerySet[Attachment]:
    """Return what was not taken away, with all that decides who may read and change it."""
    opened = OpenedRow.objects.filter(contribution=OuterRef("contribution"), address=OuterRef("address"))
    found = Attachment.objects.current().select_related(
        "project",
        "period",
        "uploaded_by",
        "contribution__office__organisation",
        "contribution__period__project",
    )
    return found.annotate(is_opened=Exists(opened))


def get_attachment(project: Project, uid: str) -> Attachment:
    """Return an attachment of a project; 404 where there is none, or it was taken away."""
    return get_object_or_404(current_attachments().filter(project=project), uid=uid)


def attachments_at(
    period: ReportingPeriod,
    actor: Actor,
    *,
    contribution: Contribution | None = None,
    address: str | None = None,
) -> list[AttachmentLine]:
    """Return what the person may read of a report's attachments, or of those of one input, or at one place.

    With `place` empty, those at no place in particular. One query; the lines tell no place.
    """
    found = current_attachments().filter(period=period)
    if contribution is not None:
        found = found.filter(contribution=contribution)
    if address is not None:
        found = found.filter(address=address)
    return _lines((item for item in found if can_read(actor, item)), actor, {})


def attachments_by_address(
    period: ReportingPeriod, actor: Actor, *, contribution: Contribution | None = None
) -> dict[str, list[AttachmentLine]]:
    """Return what the person may read of what stands at rows, indicators and questions, by place (one query)."""
    found = current_attachments().filter(period=period).exclude(address="")
    if contribution is not None:
        found = found.filter(contribution=contribution)
    by_address: dict[str, list[AttachmentLine]] = {}
    for item in found:
        if can_read(actor, item):
            by_address.setdefault(item.address, []).append(_line(item, actor, {}))
    return by_address


def attachment_groups(project: Project, actor: Actor, kind: str = "") -> list[AttachmentGroup]:
    """Return all that the person may read, the project's own first, then by report, the latest first."""
    found = current_attachments().filter(project=project)
    readable = [item for item in found if can_read(actor, item) and kind in ("", item.kind)]
    by_period: dict[int | None, list[Attachment]] = {}
    for item in readable:
        by_period.setdefault(item.period_id, []).append(item)
    periods = {item.period for item in readable if item.period is not None}
    groups = [
        AttachmentGroup(
            _("Report %(period)s, %(words)s")
            % {"period": period.code, "words": period_words(period.starts_on, period.ends_on)},
            _lines(by_period[period.pk], actor, _labels(project, period, by_period[period.pk])),
        )
        for period in sorted(periods, key=lambda item: (item.ends_on, item.starts_on, item.pk), reverse=True)
    ]
    if None in by_period:
        groups.insert(0, AttachmentGroup(_("The project"), _lines(by_period[None], actor, {})))
    return groups


def _labels(project: Project, period: ReportingPeriod, found: Iterable[Attachment]) -> dict[str, str]:
    """Return the places of what is attached to a report in words (one query per kind of place)."""
    wanted = {item.address for item in found if item.address}
    period.project = project  # loaded already
    words = words_at(period, wanted)
    return {address: words_of(address, words) for address in wanted}


def _lines(found: Iterable[Attachment], actor: Actor, labels: Mapping[str, str]) -> list[AttachmentLine]:
    return [_line(item, actor, labels) for item in found]


def _line(item: Attachment, actor: Actor, labels: Mapping[str, str]) -> AttachmentLine:
    web_address = [item.project.code, item.uid]
    may_change = bool(can_change(actor, item, is_opened=annotated(item, "is_opened")))
    what = filesizeformat(item.size or 0) if item.file else Truncator(item.url).chars(80)
    added = _("added by %(person)s, %(day)s") % {
        "person": item.uploaded_by,
        "day": day(localtime(item.uploaded_at).date()),
    }
    office = item.contribution.office.short_name if item.contribution else ""
    return AttachmentLine(
        item,
        item.url or reverse("files:download", args=web_address),
        " · ".join(part for part in (day(item.dated), item.file_name, what, added) if part),
        ". ".join(part for part in (item.caption.rstrip("."), item.credit) if part),
        " · ".join(part for part in (office, labels.get(item.address, "")) if part),
        reverse("files:change", args=web_address) if may_change else "",
        reverse("files:take-away", args=web_address) if may_change else "",
    )


def attachment_target_of(project: Project, named: Mapping[str, str]) -> AttachmentTarget:
    """Return the place that `period`, `input` and `place` of an address name; Http404 where one is not there."""
    texts = [named.get(name, "") for name in ("period", "input", "place")]
    if any(clean(text)[1] for text in texts):
        raise Http404  # no address holds a NUL, and no database looks for one
    code, uid, address = texts
    period, contribution = None, None
    if uid:
        inputs = Contribution.objects.select_related("period__project", "office__organisation")
        contribution = get_object_or_404(inputs.filter(period__project=project), uid=uid)
        period = contribution.period
        if code not in ("", period.code):
            raise Http404
    elif code:
        period = get_object_or_404(ReportingPeriod.objects.filter(project=project), code=code)
    if address and (period is None or not words_at(period, [address])):
        raise Http404
    return AttachmentTarget(project, period, contribution, address)


def address_words_of(target: AttachmentTarget) -> str:
    """Return the place of a target in words; empty where it is at no place in particular."""
    if target.period is None:
        return ""
    return words_at(target.period, [target.address]).get(target.address, "")
