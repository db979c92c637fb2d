"""Looks into Word, Excel, PowerPoint and OpenDocument files, which are zip archives. Pure.

Sizes are known from the list of parts before anything is unpacked, and no part is unpacked beyond them.
"""

import re
import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext as _
from lxml import etree

from contributions.files.refusal import Refused

MOST_ENTRIES = 1000
MOST_UNPACKED = 100 * 1024 * 1024  # bytes
HIGHEST_RATIO = 100
_RATIO_MATTERS_FROM = 1024 * 1024  # small files of much the same letters compress well and harm nobody
_LARGEST_PART = 8 * 1024 * 1024  # bytes, of the parts that are read as XML

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
# Over a network, not the same computer: an address, or a server's name after two strokes.
_FAR_AWAY = re.compile(
    r"^\s*(?!file:)[a-z][a-z0-9+.-]+:|^\s*(file:)?[\\/]{2,}(?![\\/]*[a-z]:)[^\\/]", re.IGNORECASE
)
_FIELD_TEXT = re.compile(rb"<w:instrText\b[^>]*>([^<]*)</w:instrText>|w:instr=\"([^\"]*)\"")
_STARTING_FIELD = re.compile(rb"\bDDE(AUTO)?\s", re.IGNORECASE)
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, LookupError,
)  # fmt: skip


def check_archive(extension: str, content: bytes) -> None:
    """Refuse an office file that is damaged, a bomb, of another type, or holds macros or what is fetched from afar."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            _check_sizes(entries)
            _check_names([entry.filename for entry in entries])
            _check_kind(extension, package)
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
        raise Refused(
            _(
                "Unpacked, this file has too many parts or is too large to be opened safely. "
                "Take out pictures and empty sheets, or save it as PDF."
            )
        )


def _check_names(names: list[str]) -> None:
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
        fits = _read(package, package.getinfo("mimetype")).strip() == _MIMETYPE[extension]
    else:
        types = _read(package, package.getinfo("[Content_Types].xml"))
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


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > _LARGEST_PART:
        raise _damaged()
    return package.read(entry)


def _check_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack one part to its end, which shows damage and sizes that lie; look into those that could do harm."""
    name = entry.filename.lower()
    if name.endswith(".rels"):
        _check_relations(_read(package, entry))
    elif re.search(r"(^|/)(embeddings|object[^/]*)(/|$)", name):
        if any(sign in package.read(entry) for sign in _WRAPPED):
            raise _with_programs()
    elif re.search(r"externallinks/[^/]+\.xml$", name):
        if b"ddeLink" in _read(package, entry):
            raise _with_links()
    elif re.search(r"^word/(document|header\d*|footer\d*|footnotes|endnotes)\d*\.xml$", name):
        found = _FIELD_TEXT.findall(package.read(entry))
        if _STARTING_FIELD.search(b"".join(b"".join(pair) for pair in found) + b" "):
            raise _with_links()
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


def _check_relations(data: bytes) -> None:
    if _TYPE_OF_ITS_OWN.search(data.replace(b"\0", b"")):  # before anything is parsed; also in UTF-16
        raise _damaged()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for relation in etree.fromstring(data, parser):
        is_link = str(relation.get("Type", "")).endswith("/hyperlink")
        is_outside = relation.get("TargetMode", "").lower() == "external"
        if is_outside and not is_link and _FAR_AWAY.match(relation.get("Target", "")):
            raise _with_links()
