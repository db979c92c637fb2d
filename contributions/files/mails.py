"""Looks into saved mails, which sign-offs and sources often are. Pure."""

import re
from collections.abc import Callable
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser

from django.utils.translation import gettext as _

from contributions.files.refusal import Refused
from contributions.files.types import CONTENT_TYPES, extension_of

OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUTLOOK_MAIL = "__properties_version1.0".encode("utf-16-le")
_MOST_PARTS = 200
_MOST_NESTED = 30
_MOST_SHORT_LINES = 20_000
_SHORT_LINE = 60  # bytes; files in a mail stand in lines that are longer
LONGEST_HEADER = 8 * 1024  # bytes
_MOST_SPOKEN = 100_000  # bytes, of what all parts say of themselves
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
    _check_size_of_parts(content)
    head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0][:100_000]
    if b"\0" in head or len({found.lower() for found in _HEADERS.findall(head)}) < 2:
        raise _not_a_mail()
    try:
        mail: Message = BytesParser(policy=policy.compat32).parsebytes(content)
        parts = [(_name_of(part), part) for part in mail.walk()]
        for name, part in parts:
            _check_attached(name, part, check_content)
    except Refused:
        raise
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        raise _not_a_mail() from None


def _name_of(part: Message) -> str:
    """Return the name of an attached file, in words where it was encoded."""
    return str(make_header(decode_header(part.get_filename() or "")))


def _check_size_of_parts(content: bytes) -> None:
    """Refuse, before it is parsed, a mail whose headers or parts would keep the parser busy for long."""
    small = content.lower()
    if small.count(b"content-type:") > _MOST_PARTS or small.count(b"multipart") > _MOST_NESTED:
        raise _too_much_in_it()
    lines = small.count(b"\n") + small.count(b"\r") - small.count(b"\r\n")
    if lines > _MOST_SHORT_LINES + len(small) // _SHORT_LINE:
        raise _too_much_in_it()
    boundaries, length, spoken, is_head = 0, 0, 0, True
    for line in small.splitlines():
        boundaries += line.startswith(b"--")
        is_folded = length > 0 and line[:1] in (b" ", b"\t")
        # What parts say of themselves is parsed word by word, with the lines that are folded into it.
        length = length + len(line) if is_folded else len(line) if line.startswith(b"content-") else 0
        spoken += len(line) if length else 0
        is_head = is_head and bool(line)
        longest = max(length, len(line) if is_head else 0)
        if boundaries > _MOST_PARTS or longest > LONGEST_HEADER or spoken > _MOST_SPOKEN:
            raise _too_much_in_it()


def _too_much_in_it() -> Refused:
    return Refused(
        _(
            "This mail has too many parts or too long headers to be looked through safely. "
            "Print it as PDF and choose that file."
        )
    )


def _check_attached(name: str, part: Message, check_content: Callable[[str, bytes], None]) -> None:
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
