"""Looks into saved mails, which sign-offs and sources often are. Pure."""

import re
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from django.utils.translation import gettext as _

from contributions.files.refusal import Refused
from contributions.files.types import CONTENT_TYPES, extension_of

OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUTLOOK_MAIL = "__properties_version1.0".encode("utf-16-le")
_MOST_PARTS = 200
# Besides what may be added by itself: small signs, signatures, invitations and cards.
_IN_A_MAIL = frozenset(CONTENT_TYPES) | {"gif", "ics", "vcf", "p7s"}
_HEADERS = re.compile(
    rb"^(from|to|subject|date|message-id|received|return-path):", re.IGNORECASE | re.MULTILINE
)
_PROGRAM = re.compile(
    rb"This program cannot be run in DOS mode|vbaProject\.bin|"
    + "_VBA_PROJECT".encode("utf-16-le")
    + rb"|\.\0("
    + b"|".join(
        re.escape(name.encode("utf-16-le"))
        for name in (
            "exe",
            "scr",
            "bat",
            "cmd",
            "ps1",
            "js",
            "vbs",
            "hta",
            "lnk",
            "jar",
            "docm",
            "xlsm",
            "pptm",
        )
    )
    + rb")\0\0"
)


def check_outlook(content: bytes) -> None:
    """Refuse a compound file that is not a mail, or a mail that carries a program."""
    if _OUTLOOK_MAIL not in content:
        raise _not_a_mail()
    if _PROGRAM.search(content):
        raise _with_another_file("")


def check_mail(content: bytes, check_content: Callable[[str, bytes], None]) -> None:
    """Refuse what is not a saved mail, and a mail with attached files that could not be added by themselves."""
    head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0][:100_000]
    if b"\0" in head or len({found.lower() for found in _HEADERS.findall(head)}) < 2:
        raise _not_a_mail()
    if content.lower().count(b"content-type:") > _MOST_PARTS:
        raise _not_a_mail()
    try:
        mail: EmailMessage = BytesParser(policy=policy.default).parsebytes(content)
        parts = [(part.get_filename() or "", part) for part in mail.walk()]
        for name, part in parts:
            _check_attached(name, part, check_content)
    except Refused:
        raise
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        raise _not_a_mail() from None


def _check_attached(name: str, part: EmailMessage, check_content: Callable[[str, bytes], None]) -> None:
    if not name or part.is_multipart():
        return
    extension = extension_of(name.strip())
    if extension not in _IN_A_MAIL:
        raise _with_another_file(name)
    payload = part.get_payload(decode=True)
    if (
        extension in CONTENT_TYPES
        and extension not in ("eml", "msg", "csv", "txt")
        and isinstance(payload, bytes)
    ):
        try:
            check_content(extension, payload)
        except Refused:
            raise _with_another_file(name) from None


def _not_a_mail() -> Refused:
    return Refused(
        _("This is not a saved mail. Save the mail anew from your mail program, or print it as PDF.")
    )


def _with_another_file(name: str) -> Refused:
    shown = " ".join(name.split())[:60]
    if shown:
        return Refused(
            _(
                "The mail carries a file that cannot be kept (%(name)s). Save the mail without it, or print it as PDF."
            )
            % {"name": shown}
        )
    return Refused(_("The mail carries a file that could run. Save the mail without it, or print it as PDF."))
