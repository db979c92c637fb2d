"""Which types of file may be added as what, and the content type each is sent with. Pure."""

from django.utils.translation import gettext_lazy as _

from contributions.models import Attachment

Kind = Attachment.Kind

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "odt": f"{_OPEN}text",
    "ods": f"{_OPEN}spreadsheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
}

_PICTURES = ("jpg", "jpeg", "png")
_TABLES = ("xlsx", "ods", "csv")
_PAPERS = ("pdf", "docx", "odt", "pptx", *_TABLES, "txt", *_PICTURES)
ALLOWED = {
    Kind.BUDGET: (*_TABLES, "pdf"),
    Kind.EVALUATION: _PAPERS,
    Kind.SURVEY: _PAPERS,
    Kind.PHOTO: _PICTURES,
    Kind.SIGN_OFF: ("pdf", "docx", "odt", "txt", *_PICTURES, "eml", "msg"),
    Kind.SOURCE: (*_PAPERS, "eml", "msg"),
    Kind.OTHER: _PAPERS,
}

# Content types as sentences name them.
WORDS = {
    "pdf": _("a PDF"),
    "docx": _("a Word document"),
    "xlsx": _("an Excel workbook"),
    "pptx": _("a PowerPoint presentation"),
    "odt": _("an OpenDocument text"),
    "ods": _("an OpenDocument spreadsheet"),
    "csv": _("a table of plain text"),
    "txt": _("a plain text"),
    "jpg": _("a JPEG picture"),
    "jpeg": _("a JPEG picture"),
    "png": _("a PNG picture"),
    "eml": _("a saved mail"),
    "msg": _("a mail saved by Outlook"),
}


def extension_of(name: str) -> str:
    """Return what stands after the last point of a file's name, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def allowed_for(kind: str) -> tuple[str, ...]:
    """Return the extensions that a kind of attachment may have; those of every kind where it is not known."""
    return ALLOWED[Kind(kind)] if kind in Kind.values else tuple(CONTENT_TYPES)
