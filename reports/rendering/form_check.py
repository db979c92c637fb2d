"""Checks a Word file before it becomes the form of an edition: is it safe to open, and can it be filled?"""

import re
import zipfile
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import ChainableUndefined
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError
from lxml import etree

from reports.data import Report
from reports.rendering import printed
from reports.rendering.trial import trial_report
from reports.rendering.word_fields import form_context
from reports.rendering.word_form import Fields, fitted, main_part, read_form
from reports.rendering.word_xml import Writer

UNPACKED_LIMIT = 50 * 1024 * 1024
RATIO_LIMIT = 100
ENTRY_LIMIT = 1000
_RATIO_MATTERS_FROM = 1024 * 1024  # small files of much the same letters compress well and harm nobody

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MACROS = re.compile(r"vbaProject|vbaData|activeX", re.IGNORECASE)
_TEXT_TAGS = frozenset(f"{_W}{name}" for name in ("t", "instrText", "delText", "delInstrText"))


def check_form(form: bytes, report: Report | None = None) -> list[str]:
    """Return what has to be put right before the file can be used, in sentences; empty where it can.

    The file is filled with `report` on trial, or else with invented data of the 2020-2021 form.
    """
    try:
        found = _package_problems(form)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, KeyError, OSError, NotImplementedError):
        return [_("This file cannot be opened. Save it in Word as a document (.docx) and upload it again.")]
    return found or _filling_problems(form, report or trial_report())


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
        main_part(names, package.read)
        if b"wordprocessingml.document.main+xml" not in package.read("[Content_Types].xml"):
            return [_("The file is not a plain Word document. Save it in Word as .docx, not as a template.")]
        return _relation_problems(package, names)


def _relation_problems(package: zipfile.ZipFile, names: list[str]) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    problems = []
    for name in names:
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(name)[:4096]:
            problems.append(_("The file holds a document type of its own. Save it anew in Word."))
        if not name.endswith(".rels"):
            continue
        for relation in etree.fromstring(package.read(name), parser):
            is_link = str(relation.get("Type", "")).endswith("/hyperlink")
            if relation.get("TargetMode") == "External" and not is_link:
                target = str(relation.get("Target", ""))[:100]
                problems.append(
                    _("The file takes something from elsewhere (%(target)s). Put it into the file itself.")
                    % {"target": target}
                )
    return problems


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
            context = form_context(report, Writer(ready.styles), unknown_key=keys.append)
        written = {name: fitted(template.render(context)) for name, template in ready.templates.items()}
    except TemplateSyntaxError as error:
        return [
            _("A placeholder cannot be read: %(reason)s. Look at its braces and at the end of each loop.")
            % {"reason": str(error.message).rstrip(".")}
        ]
    except SecurityError as error:
        return [_("A placeholder asks for what a form may not do: %(reason)s.") % {"reason": error}]
    except (TemplateError, TypeError, ValueError, KeyError, OverflowError) as error:
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
    return problems or _opening_problems(form)


def _shape_problems(xml: str) -> list[str]:
    """Say where a text landed outside of a paragraph, or a paragraph inside of a line."""
    try:
        root = etree.fromstring(xml.encode())
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
    return []


def _opening_problems(form: bytes) -> list[str]:
    """Say whether the file opens as a document at all."""
    try:
        DocxTemplate(BytesIO(form)).get_docx()
    except Exception:  # whatever the library stumbles over, the answer is the same
        return [_("This file cannot be opened. Save it in Word as a document (.docx) and upload it again.")]
    return []
