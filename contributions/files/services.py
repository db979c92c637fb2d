"""Adding, changing and taking away attachments, each with its line in the change log."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.services import created, record
from contributions.files.checking import Checked
from contributions.files.permissions import can_add, can_change
from contributions.files.selectors import AttachmentTarget
from contributions.models import Attachment
from contributions.models.attachments import stored_name
from core.decisions import WrongState, require
from core.files.stored_files import Stored, stored_files
from core.saving import digest, plain_value
from projects.actor import actor_on
from projects.models import Project

FIELDS = ("kind", "title", "dated", "caption", "credit", "has_consent", "is_internal")
TAKEN_AWAY = gettext_lazy("This attachment was taken away in the meantime; add it again if it is needed.")


def add_attachment(
    target: AttachmentTarget,
    *,
    by: User,
    values: Mapping[str, Any],
    file: Checked | None = None,
    url: str = "",
    within: Stored | None = None,
) -> Attachment:
    """Keep a checked file, or a link; the same sent twice by the same person is kept once.

    `within` are the files of a larger act, which takes them away again where it ends with an error.

    Raises PermissionDenied or WrongState, and NotStored where the disk refuses the file: nothing is left then.
    """
    with nullcontext(within) if within else stored_files() as stored, transaction.atomic():
        # One at a time on a project, so that of two clicks the second sees what the first has kept.
        Project.objects.select_for_update().get(pk=target.project.pk)
        actor = actor_on(by, target.project)
        contribution = target.contribution
        if contribution is not None:
            contribution.refresh_from_db(fields=["state", "is_locked", "is_shared"])
        require(can_add(actor, contribution, target.address))
        attachment = Attachment(
            project=target.project,
            period=target.period,
            contribution=contribution,
            address=target.address,
            url=url,
            uploaded_by=by,
            **_kept_inside(values),
        )
        twin = _twin(attachment, file)
        if twin is not None:
            return twin
        if file is not None:
            attachment.file.name = stored.write(stored_name(attachment, ""), file.content)
            attachment.file_name, attachment.content_type = file.file_name, file.content_type
            attachment.size, attachment.sha256 = file.size, file.sha256
        attachment.save()
        created(attachment, by=by)
    return attachment


def _kept_inside(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values; a photo without the consent of those whom it shows stays internal."""
    kept = {name: values[name] for name in FIELDS}
    if kept["kind"] == Attachment.Kind.PHOTO and not kept["has_consent"]:
        kept["is_internal"] = True
    return kept


def _twin(attachment: Attachment, file: Checked | None) -> Attachment | None:
    """Return the same attachment as this person has kept it already."""
    same = {name: getattr(attachment, name) for name in (*FIELDS, "address", "url")}
    found = Attachment.objects.current().filter(
        project=attachment.project,
        period=attachment.period,
        contribution=attachment.contribution,
        uploaded_by=attachment.uploaded_by,
        sha256=file.sha256 if file else "",
        **same,
    )
    return found.first()


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a change: with `clashes`, the fields that someone else changed meanwhile, nothing was written."""

    changed: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()


def change_attachment(
    attachment: Attachment, *, by: User, values: Mapping[str, Any], shown: Mapping[str, str]
) -> Changed:
    """Write what this person changed of what an attachment says; `shown` are the digests that the form was based on.

    Raises PermissionDenied, and WrongState where it was taken away.
    """
    with transaction.atomic():
        current = _locked(attachment)
        require(can_change(actor_on(by, current.project), current))
        stored = {name: digest(getattr(current, name)) for name in FIELDS}
        typed = {
            name: value
            for name, value in values.items()
            if digest(value) not in (stored[name], shown.get(name, stored[name]))
        }
        clashes = tuple(name for name in typed if stored[name] != shown.get(name, stored[name]))
        if clashes:
            return Changed(clashes=clashes)
        new = _kept_inside({name: getattr(current, name) for name in FIELDS} | typed)
        changes = {
            name: [plain_value(getattr(current, name)), plain_value(value)]
            for name, value in new.items()
            if digest(value) != stored[name]
        }
        if changes:
            Attachment.objects.filter(pk=current.pk).update(**{name: new[name] for name in changes})
            record(by=by, action="change", on=current, changes=changes)
    attachment.refresh_from_db()
    return Changed(tuple(changes))


def take_away(attachment: Attachment, *, by: User) -> None:
    """Take an attachment away by date; its file and its line stay. Raises PermissionDenied or WrongState."""
    with transaction.atomic():
        current = _locked(attachment)
        require(can_change(actor_on(by, current.project), current))
        end_attachment(current, by=by)


def end_attachment(attachment: Attachment, *, by: User) -> None:
    """End an attachment with its line, whoever may; call it inside the transaction of the act."""
    now = timezone.now()
    if Attachment.objects.current().filter(pk=attachment.pk).update(ended_at=now, ended_by=by):
        record(by=by, action="end", on=attachment, changes={"ended_at": [None, plain_value(now)]})


def _locked(attachment: Attachment) -> Attachment:
    """Return the attachment as it stands now, held until the transaction ends."""
    current = Attachment.objects.current().select_for_update().filter(pk=attachment.pk).first()
    if current is None:
        raise WrongState(str(TAKEN_AWAY))
    return current
