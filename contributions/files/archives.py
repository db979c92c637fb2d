"""Looks into Word, Excel, PowerPoint and OpenDocument files, which are zip archives. Pure.

Sizes are known from the list of parts before anything is unpacked, and no part is unpacked beyond them. What is
looked into is read as XML, never searched by patterns that could run long on hostile words.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from lxml import etree

from contributions.files.refusal import Refused

MOST_ENTRIES = 1000
MOST_UNPACKED = 100 * 1024 * 1024  # bytes
HIGHEST_RATIO = 100
_RATIO_MATTERS_FROM = 1024 * 1024  # small files of much the same letters compress well and harm nobody
LARGEST_PART = 5 * 1024 * 1024  # bytes, of a part that is looked into
MOST_LOOKED_INTO = 8 * 1024 * 1024  # bytes, of all such parts together
LONGEST_TARGET = 4000  # characters of an address or a path
LONGEST_NAME = 500  # characters of a part's name

_MAIN = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
_MIMETYPE = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
_MACROS = re.compile(r"vbaProject|vbaData|macrosheets/|activeX/|^Basic/|^Scripts/", re.IGNORECASE)
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|intlmacrosheet|excel\.macrosheet", re.IGNORECASE)
_PROGRAMS = re.compile(
    r"\.(exe|dll|scr|com|bat|cmd|ps1|js|jse|vbs|vbe|wsf|hta|lnk|jar|msi|docm|dotm|xlsm|xlsb|xltm|pptm|ppsm)$",
    re.IGNORECASE,
)
# A package that Windows wraps around any file, and macros in an embedded workbook or an old document.
_WRAPPED = (
    "Ole10Native".encode("utf-16-le"),
    "_VBA_PROJECT".encode("utf-16-le"),
    b"vbaProject.bin",
)
_TYPE_OF_ITS_OWN = re.compile(rb"<!(DOCTYPE|ENTITY)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:")
_DRIVE = re.compile(r"[a-z]:")
_FIELDS_IN = re.compile(r"^word/(document|header|footer|footnotes|endnotes)\d*\.xml$")
_OTHER_BOOKS = re.compile(r"externallinks/[^/]+\.xml$")
_LOOKED_INTO = re.compile(rf"\.rels$|{_OTHER_BOOKS.pattern}|{_FIELDS_IN.pattern}")
_STARTING_FIELD = re.compile(r"\bDDE(AUTO)?\s", re.IGNORECASE)
_LISTED = b"PK\x01\x02"  # before each part in the list at the end
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, LookupError,
)  # fmt: skip


@dataclass(slots=True)
class Reading:
    """How much may still be unpacked and looked into, in bytes; a mail shares it among the files that it carries."""

    unpacked: int = MOST_UNPACKED
    looked_into: int = MOST_LOOKED_INTO

    def unpack(self, size: int) -> None:
        """Count what is unpacked; raises Refused."""
        self.unpacked -= size
        if self.unpacked < 0:
            raise _too_much()

    def look_into(self, size: int) -> None:
        """Count a part that is read whole; raises Refused."""
        self.looked_into -= size
        if size > LARGEST_PART or self.looked_into < 0:
            raise Refused(
                _(
                    "This file is too large inside to be looked through safely. "
                    "Split it into smaller files, or save it as PDF."
                )
            )


def check_archive(extension: str, content: bytes, reading: Reading | None = None) -> None:
    """Refuse an office file that is damaged, a bomb, of another type, or holds macros or what is fetched from afar."""
    reading = reading or Reading()
    if content.count(_LISTED) > 5 * MOST_ENTRIES:  # an office file inside has a list of its own
        raise _too_much()
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            _check_sizes(entries)
            reading.unpack(sum(entry.file_size for entry in entries))
            _check_names([entry.filename for entry in entries])
            _check_kind(extension, package)
            for entry in entries:  # before the first of them is read
                if _LOOKED_INTO.search(entry.filename.lower()):
                    reading.look_into(entry.file_size)
            for entry in entries:
                _check_part(package, entry)
    except Refused:
        raise
    except _DAMAGED:
        raise _damaged() from None


def _damaged() -> Refused:
    return Refused(
        _(
            "This file is damaged or asks for a password. "
            "Open it, save it anew without a password, and choose it again."
        )
    )


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_dense = unpacked > _RATIO_MATTERS_FROM and unpacked > HIGHEST_RATIO * max(packed, 1)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or is_dense:
        raise _too_much()


def _too_much() -> Refused:
    return Refused(
        _(
            "Unpacked, this file has too many parts or is too large to be opened safely. "
            "Take out pictures and empty sheets, or save it as PDF."
        )
    )


def _check_names(names: list[str]) -> None:
    if any(len(name) > LONGEST_NAME for name in names):
        raise _damaged()
    if any(_MACROS.search(name) for name in names):
        raise _with_macros()
    if any(_PROGRAMS.search(name) for name in names):
        raise _with_programs()
    if len({name.lower() for name in names}) < len(names):
        raise _damaged()


def _with_macros() -> Refused:
    return Refused(
        _(
            "This file holds macros. Save it as a file without macros (.docx, .xlsx, .pptx) and choose that one."
        )
    )


def _with_programs() -> Refused:
    return Refused(
        _("This file holds another file inside that could run. Take that out, or save this one as PDF.")
    )


def _check_kind(extension: str, package: zipfile.ZipFile) -> None:
    if extension in _MIMETYPE:
        fits = _read(package, "mimetype").strip() == _MIMETYPE[extension]
    else:
        types = _read(package, "[Content_Types].xml")
        if _MACRO_TYPES.search(types):
            raise _with_macros()
        fits = _MAIN[extension] in types
    if not fits:
        raise Refused(
            _(
                "Inside, this file is of another type than its name says. "
                "Open it, save it as .%(extension)s, and choose it again."
            )
            % {"extension": extension}
        )


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    Reading().look_into(package.getinfo(name).file_size)
    return package.read(name)


def _check_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack one part to its end, which shows damage and sizes that lie; look into those that could do harm."""
    name = entry.filename.lower()
    if name.endswith(".rels"):
        _check_relations(package.read(entry))
    elif re.search(r"(^|/)(embeddings|object[^/]*)(/|$)", name):
        if any(sign in package.read(entry) for sign in _WRAPPED):
            raise _with_programs()
    elif _OTHER_BOOKS.search(name):
        if b"ddeLink" in package.read(entry):
            raise _with_links()
    elif _FIELDS_IN.search(name):
        _check_fields(package.read(entry))
    else:
        with package.open(entry) as part:
            while part.read(1024 * 1024):
                pass


def _with_links() -> Refused:
    return Refused(
        _(
            "This file takes something from another place when it is opened. "
            "Break these links (in Excel: Data, Edit links, Break link), save it, and choose it again."
        )
    )


def _parsed(data: bytes) -> etree._Element:
    """Return a part as XML: without entities, without what is elsewhere, and within the parser's own limits."""
    if _TYPE_OF_ITS_OWN.search(data.replace(b"\0", b"")):  # before anything is parsed; also in UTF-16
        raise _damaged()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def _check_relations(data: bytes) -> None:
    for relation in _parsed(data):
        is_link = str(relation.get("Type", "")).endswith("/hyperlink")
        is_outside = relation.get("TargetMode", "").lower() == "external"
        if is_outside and not is_link and _is_far_away(relation.get("Target", "")):
            raise _with_links()


def _is_far_away(target: str) -> bool:
    """Answer whether a target is over a network: an address, or a server's name after two strokes."""
    target = target.strip()
    if len(target) > LONGEST_TARGET:  # no path on the same computer is so long
        return True
    target = target.lower()
    scheme = _SCHEME.match(target)
    if scheme and scheme[0] != "file:":
        return True
    path = target.removeprefix("file:")
    name = path.lstrip("\\/")
    return len(path) - len(name) >= 2 and bool(name) and not _DRIVE.match(name)


def _check_fields(data: bytes) -> None:
    """Refuse a text with a field that starts a program, also where its words are cut in pieces."""
    root = _parsed(data)
    words = [element.text or "" for element in root.iter("{*}instrText")]
    for element in root.iter("{*}fldSimple"):
        words += [value for name, value in element.items() if etree.QName(name).localname == "instr"]
    if _STARTING_FIELD.search("".join(words) + " "):
        raise _with_links()
