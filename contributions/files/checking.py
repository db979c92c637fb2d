"""Checks a file before it is kept: its name, size, and whether it is inside what its name says. Pure.

Every refusal is one sentence that says what to do.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import partial

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from contributions.files import archives, mails
from contributions.files.refusal import Refused
from contributions.files.types import CONTENT_TYPES, WORDS, allowed_for, extension_of

LONGEST_NAME = 120
_FOLDERS = re.compile(r"[\\/]")
_IN_NO_NAME = re.compile(r'[<>:"|?*;]')
_MAGIC = {
    "pdf": b"%PDF-",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "msg": mails.OUTLOOK,
}
_ZIPS = frozenset({"docx", "xlsx", "pptx", "odt", "ods"})
_WEB_PAGE = re.compile(r"<(!doctype|html|head|body|script|svg|\?xml)\b", re.IGNORECASE)
_MOST_COMMENTS = 1000
_SPACE = re.compile(r"\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept; `size` in bytes."""

    content: bytes
    file_name: str
    content_type: str
    size: int
    sha256: str


def clean_name(name: str) -> str:
    """Return the name to show: without folders, control and direction characters, not longer than 120 characters."""
    name = _FOLDERS.split(unicodedata.normalize("NFC", name))[-1]
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    name = " ".join(_IN_NO_NAME.sub("_", name).split()).strip(". ")
    stem, point, extension = name.rpartition(".")
    if point and stem and len(extension) <= 10:
        return f"{stem[: LONGEST_NAME - len(extension) - 1].rstrip('. ')}.{extension}"
    return name[:LONGEST_NAME] or "file"


def check_size(size: int, largest: int) -> None:
    """Refuse a file that is empty or too large, before it is read; sizes in bytes."""
    if not size:
        raise Refused(_("This file is empty. Open it, see what is missing, save it and choose it again."))
    if size > largest:
        has, most = filesizeformat(size), filesizeformat(largest)
        has = _("a little over %(largest)s") % {"largest": most} if has == most else has
        raise Refused(
            _(
                "This file has %(size)s; at most %(largest)s can be kept. "
                "Make its pictures smaller, or put it elsewhere and add a link."
            )
            % {"size": has, "largest": most}
        )


def check_type(file_name: str, kind: str) -> str:
    """Return the extension of a file where this kind of attachment may have it."""
    extension, allowed = extension_of(file_name), allowed_for(kind)
    if extension not in allowed:
        raise Refused(
            _(
                "%(name)s cannot be added as this kind. Save it as one of these and choose it again: %(types)s."
            )
            % {"name": file_name, "types": ", ".join(item for item in allowed if item != "jpeg")}
        )
    return extension


def check_file(name: str, content: bytes, kind: str, *, largest: int) -> Checked:
    """Return what is stored of a file, or raise Refused; `largest` in bytes."""
    file_name = clean_name(name)
    check_size(len(content), largest)
    extension = check_type(file_name, kind)
    check_content(extension, content)
    return Checked(
        content, file_name, CONTENT_TYPES[extension], len(content), hashlib.sha256(content).hexdigest()
    )


def check_content(extension: str, content: bytes, reading: archives.Reading | None = None) -> None:
    """Refuse a file that is not inside what its extension says, or that could do harm.

    `reading` is shared by the files of one mail.
    """
    reading = reading or archives.Reading()
    if extension in _MAGIC and not content.startswith(_MAGIC[extension]):
        raise _not_what_it_says(extension)
    if extension in _ZIPS:
        if not content.startswith(b"PK\x03\x04"):
            raise _not_what_it_says(extension)
        archives.check_archive(extension, content, reading)
    elif extension in ("csv", "txt"):
        _check_text(content, extension)
    elif extension == "msg":
        mails.check_outlook(content)
    elif extension == "eml":
        mails.check_mail(content, partial(check_content, reading=reading))


def _not_what_it_says(extension: str) -> Refused:
    return Refused(
        _(
            "Inside, this file is not %(what)s, though its name ends with .%(extension)s; or it asks for a password. "
            "Open it, save it anew without a password, and choose it again."
        )
        % {"what": WORDS[extension], "extension": extension}
    )


def _check_text(content: bytes, extension: str) -> None:
    text = _read(content)
    if text is None or _CONTROL.search(text):
        raise _not_what_it_says(extension)
    if _is_web_page(text) or text.startswith("#!"):
        raise Refused(_("This is a web page or a program, not a text. Save it as PDF and choose that file."))


def _is_web_page(text: str) -> bool:
    """Answer whether a text begins with the tag of a page or drawing, however many comments stand before it."""
    start = _after_space(text, 0)
    for _number in range(_MOST_COMMENTS):
        if not text.startswith("<!--", start):
            return bool(_WEB_PAGE.match(text[start : start + 1000]))
        end = text.find("-->", start + 2)  # "<!-->" is a whole comment, too
        if end < 0:
            return False
        start = _after_space(text, end + 3)
    return True


def _after_space(text: str, start: int) -> int:
    found = _SPACE.match(text, start)
    return found.end() if found else start


def _read(content: bytes) -> str | None:
    """Return a text in one of the encodings in use, or None."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1251", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
