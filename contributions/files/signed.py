"""The mail or scan that shows a sign-off, kept as an internal attachment of the report."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Office, User
from contributions.files.checking import check_file, check_size
from contributions.files.refusal import Refused
from contributions.files.selectors import AttachmentTarget
from contributions.files.services import FIELDS, add_attachment
from contributions.models import Attachment
from core.files.stored_files import NotStored, Stored
from projects.models import ReportingPeriod


def keep_sign_off(
    period: ReportingPeriod,
    office: Office,
    signed_on: date,
    form: forms.Form,
    *,
    by: User,
    within: Stored | None = None,
) -> Attachment | None:
    """Keep the file of a sign-off form; a refusal becomes an error of its field, and None is returned.

    Returns None where no file was given, too. `within` are the files of the whole act.
    """
    upload = form.cleaned_data.get("file")
    if upload is None:
        return None
    try:
        check_size(upload.size, settings.ATTACHMENT_LARGEST)
        checked = check_file(
            upload.name, upload.read(), Attachment.Kind.SIGN_OFF, largest=settings.ATTACHMENT_LARGEST
        )
    except (Refused, NotStored) as refusal:
        form.add_error("file", str(refusal))
        return None
    values = dict.fromkeys(FIELDS, "") | {
        "kind": Attachment.Kind.SIGN_OFF,
        "title": _("Sign-off of %(office)s") % {"office": office.short_name},
        "dated": signed_on,
        "has_consent": False,
        "is_internal": True,
    }
    return add_attachment(
        AttachmentTarget(period.project, period), by=by, values=values, file=checked, within=within
    )
