"""Checks a Word file before it becomes the form of an edition: is it safe to open, and can it be filled?"""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from jinja2 import ChainableUndefined
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError
from lxml import etree

from documents import printed
from documents.data import Report
from documents.trial import trial_report
from documents.word.fields import form_context
from documents.word.template import Fields, main_part, read_form
from documents.word.xml import Writer

UNPACKED_LIMIT = 50 * 1024 * 1024
RATIO_LIMIT = 100
ENTRY_LIMIT = 1000
_RATIO_MATTERS_FROM = 1024 * 1024  # small files of much the same letters compress well and harm nobody

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MACROS = re.compile(r"vbaProject|vbaData|activeX", re.IGNORECASE)
_EMBEDDED = re.compile(r"(^|/)embeddings/", re.IGNORECASE)
_TYPE_OF_ITS_OWN = re.compile(rb"<!(DOCTYPE|ENTITY)")
# Fields that make Word start a program or fetch something when the document is opened.
_FETCHING_FIELD = re.compile(
    r"^\s*(DDE|DDEAUTO|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK|IMPORT|DATABASE|RD)\b",
    re.IGNORECASE | re.MULTILINE,
)
# The properties are the report's own; on trial any will do.
_PROPERTIES = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_DAMAGED = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError, NotImplementedError)
_TEXT_TAGS = frozenset(f"{_W}{name}" for name in ("t", "instrText", "delText", "delInstrText"))


def check_form(form: bytes, report: Report | None = None) -> list[str]:
    """Return what has to be put right before the file can be used, in sentences; empty where it can.

    The file is filled with `report` on trial, or else with invented data of the 2020-2021 form.
    """
    try:
        found = _package_problems(form)
    except (*_DAMAGED, ValueError, LookupError, RuntimeError):  # the last where a part is encrypted
        return _not_opened()
    return found or _filling_problems(form, report or trial_report())


def _not_opened() -> list[str]:
    return [_("This file cannot be opened. Save it in Word as a document (.docx) and upload it again.")]


def _package_problems(form: bytes) -> list[str]:
    """Say why a package is not safe to open; nothing is unpacked before the sizes are known."""
    with zipfile.ZipFile(BytesIO(form)) as package:
        entries = package.infolist()
        if len(entries) > ENTRY_LIMIT:
            return [
                _("The file has more than %(limit)d parts. Save it anew in Word.") % {"limit": ENTRY_LIMIT}
            ]
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        if unpacked > UNPACKED_LIMIT:
            return [_("The file is larger than 50 MB when unpacked. Make its pictures smaller.")]
        if unpacked > _RATIO_MATTERS_FROM and unpacked > RATIO_LIMIT * max(packed, 1):
            return [_("The file unpacks to more than 100 times its size. Save it anew in Word.")]
        names = [entry.filename for entry in entries]
        if any(_MACROS.search(name) for name in names):
            return [
                _(
                    "The file holds macros or controls that run programs. Save it as a document without macros."
                )
            ]
        if any(_EMBEDDED.search(name) for name in names):
            return [
                _(
                    "The file holds another file inside (an embedded object). Remove it, or paste it as a picture."
                )
            ]
        if len(set(names)) < len(names):
            return _not_opened()
        if found := _part_problems(package, names):
            return found
        if not main_part(names, package.read).endswith(".xml"):
            return _not_opened()
        if b"wordprocessingml.document.main+xml" not in package.read("[Content_Types].xml"):
            return [_("The file is not a plain Word document. Save it in Word as .docx, not as a template.")]
        return []


def _part_problems(package: zipfile.ZipFile, names: list[str]) -> list[str]:
    """Read every part of XML and say what in it is not safe; raises where one cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    problems = []
    for name in names:
        data = package.read(name)
        if not name.lower().endswith((".xml", ".rels")):
            continue
        # Before anything is parsed; without the zeros of UTF-16.
        if _TYPE_OF_ITS_OWN.search(data.replace(b"\0", b"")):
            return [_("The file holds a document type of its own. Save it anew in Word.")]
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that hides it
            return [_("The file holds a document type of its own. Save it anew in Word.")]
        problems += _relation_problems(root) if name.lower().endswith(".rels") else _field_problems(root)
    return problems


def _relation_problems(relations: Any) -> list[str]:
    problems = []
    for relation in relations:
        is_link = str(relation.get("Type", "")).endswith("/hyperlink")
        if relation.get("TargetMode") == "External" and not is_link:
            target = str(relation.get("Target", ""))[:100]
            problems.append(
                _("The file takes something from elsewhere (%(target)s). Put it into the file itself.")
                % {"target": target}
            )
    return problems


def _field_problems(root: Any) -> list[str]:
    """Name the fields that would fetch something or start a program; Word may cut one into many pieces."""
    instructions = []
    for element in root.iter("{*}fldSimple", "{*}fldChar", "{*}instrText"):
        if element.tag.endswith("}instrText"):
            instructions.append("".join(element.itertext()))
        else:
            simple = [value for key, value in element.attrib.items() if str(key).endswith("}instr")]
            instructions.append("\n" + "".join(simple) + "\n")
    found = _FETCHING_FIELD.findall("".join(instructions))
    return [
        _("The file holds a field that takes something from elsewhere (%(name)s). Remove the field.")
        % {"name": name}
        for name in dict.fromkeys(name.upper() for name in found)
    ]


class _Unknown(ChainableUndefined):
    """Notes the name of an unknown placeholder where it would print, and goes on."""

    __slots__ = ()
    names: list[str] = []

    def _note(self) -> str:
        group = self._undefined_obj._path + "." if isinstance(self._undefined_obj, Fields) else ""
        name = f"{group}{self._undefined_name}"
        if name not in self.names:
            self.names.append(name)
        return ""

    def __str__(self) -> str:
        return self._note()

    def __html__(self) -> str:
        return self._note()

    def __iter__(self) -> Any:
        self._note()
        return iter(())

    def __bool__(self) -> bool:
        self._note()
        return False

    def __len__(self) -> int:
        self._note()
        return 0

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._note()


def _filling_problems(form: bytes, report: Report) -> list[str]:
    """Fill the form on trial and say which placeholders it asks for in vain, and what would come out damaged."""
    names: list[str] = []
    recorder = type("Unknown", (_Unknown,), {"names": names, "__slots__": ()})
    keys: list[str] = []
    try:
        ready = read_form(form, recorder)
        with printed.in_language(report):
            writer = Writer(ready.styles)
            context = form_context(report, writer, unknown_key=keys.append)
            filled = ready.fill(
                context,
                relationships=writer.relationships,
                properties=_PROPERTIES,
                language=report.language,
            )
        with zipfile.ZipFile(BytesIO(filled)) as package:
            written = {name: package.read(name) for name in ready.templates}
    except TemplateSyntaxError as error:
        return [
            _("A placeholder cannot be read: %(reason)s. Look at its braces and at the end of each loop.")
            % {"reason": str(error.message).rstrip(".")}
        ]
    except SecurityError as error:
        return [_("A placeholder asks for what a form may not do: %(reason)s.") % {"reason": error}]
    except (RecursionError, SyntaxError, MemoryError):  # Python's own limits on what Jinja makes of it
        return [_("A placeholder is nested too deeply. Use fewer brackets and fewer loops inside loops.")]
    except _DAMAGED:
        return _not_opened()
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return [_("A placeholder cannot be filled: %(reason)s.") % {"reason": error}]
    problems = [
        _("The placeholder {{ %(name)s }} is not known. Look it up in the list of placeholders.")
        % {"name": name}
        for name in names
    ]
    problems += [
        _("No question has the key %(key)s. Look it up in the list of placeholders.") % {"key": key}
        for key in dict.fromkeys(keys)
    ]
    for xml in written.values():
        problems += _shape_problems(xml)
    return problems or _opening_problems(filled)


def _shape_problems(xml: bytes) -> list[str]:
    """Say where a text landed outside of a paragraph, or a paragraph inside of a line."""
    try:
        root = etree.fromstring(xml)
    except etree.XMLSyntaxError:
        return [
            _(
                "The beginning and the end of a loop do not stand at the same level. Put {%%tr … %%} into rows of "
                "their own and {%%p … %%} into paragraphs of their own."
            )
            % {}
        ]
    if any(len(element) for element in root.iter(f"{_W}t")):
        return [
            _(
                "A text of several paragraphs stands inside a line. Begin its placeholder with {{p instead of {{."
            )
        ]
    for element in root.iter(etree.Element):
        inside = element.text if element.tag not in _TEXT_TAGS and str(element.tag).startswith(_W) else ""
        if (inside or "").strip() or (element.tail or "").strip():
            return [
                _(
                    "A short text stands where a paragraph is wanted. Begin its placeholder with {{ instead of {{p."
                )
            ]
    return _field_problems(root)  # a placeholder may have written one


def _opening_problems(filled: bytes) -> list[str]:
    """Say whether the filled file opens as a document at all."""
    try:
        Document(BytesIO(filled))
    except Exception:  # whatever the library stumbles over, the answer is the same
        return _not_opened()
    return []
