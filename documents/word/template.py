"""A Word file with placeholders, read once and kept ready: docxtpl's grammar, a closed Jinja environment.

Works on the package itself: only the parts with placeholders are written anew, all others are copied.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, NoReturn

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from documents.word.xml import INLINE_BREAK, INLINE_TAB

CORE_PROPERTIES = "docProps/core.xml"
_FILTERS = ("default", "first", "join", "last", "length", "lower", "replace", "trim", "upper")
_STORY = re.compile(r"(header|footer|footnotes|endnotes)\d*\.xml$")
_STYLE_ID = re.compile(r'<w:style\b[^>]*\bw:styleId="([^"]+)"')
_LANGUAGE = re.compile(r'(<w:lang\b[^>]*?\bw:val=")[^"]*(")')
_SAME_DATE = (1980, 1, 1, 0, 0, 0)  # so that the same report gives the same file


class Fields(dict[str, Any]):
    """A group of placeholders that knows its own name, so that an unknown one is named in full."""

    def __init__(self, name: str, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self._path = name  # with an underscore, so that no placeholder can mean it


class NamedUndefined(StrictUndefined):
    """Stops at an unknown placeholder and names it as it stands in the file."""

    __slots__ = ()

    @property
    def placeholder(self) -> str:
        group = self._undefined_obj._path + "." if isinstance(self._undefined_obj, Fields) else ""
        return f"{group}{self._undefined_name}"


class _Environment(ImmutableSandboxedEnvironment):
    # No arithmetic: a product of texts could fill the memory, and figures are worked out before.
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> NoReturn:
        from jinja2.exceptions import SecurityError

        raise SecurityError(f"the sign {operator} between two values")


def _inline(value: Any) -> Any:
    """Keep line ends and tabs of a plain value; what is XML already stays as it is."""
    if isinstance(value, str) and not isinstance(value, Markup) and ("\n" in value or "\t" in value):
        inside = str(escape(value)).replace("\t", INLINE_TAB).replace("\n", INLINE_BREAK)
        return Markup(inside)  # noqa: S704 - escaped above
    return value


def environment(undefined: type[Undefined] = NamedUndefined) -> ImmutableSandboxedEnvironment:
    """Return the environment of a form: no globals, few filters, nothing undefined, every value escaped."""
    made = _Environment(autoescape=True, undefined=undefined, finalize=_inline)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS}
    return made


@dataclass(frozen=True, slots=True)
class Form:
    """A Word file ready to be filled; `templates` by the name of the part."""

    templates: dict[str, Template]
    others: tuple[tuple[str, bytes], ...]
    main: str  # the part with the body
    styles: frozenset[str]

    def fill(
        self,
        context: Mapping[str, Any],
        *,
        relationships: Callable[[], str],
        properties: str,
        language: str,
        ending: Callable[[str], str] = str,
    ) -> bytes:
        """Return the filled Word file; `ending` adds to its body, then `relationships` is asked."""
        written = {name: fitted(template.render(context)) for name, template in self.templates.items()}
        written[self.main] = ending(written[self.main])
        folder, lists = posixpath.dirname(self.main), relations_part(self.main)
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as package:
            for name, data in self.others:
                if name == lists:
                    data = data.replace(b"</Relationships>", f"{relationships()}</Relationships>".encode())
                elif name == CORE_PROPERTIES:
                    data = properties.encode()
                elif name == f"{folder}/styles.xml" and language:
                    data = _in_language(data, language)
                _write(package, name, data)
            for name, text in written.items():
                _write(package, name, text.encode())
        return target.getvalue()


def fitted(xml: str) -> str:
    """Give every cell that a loop left empty the paragraph without which Word calls the file damaged."""
    return xml.replace("</w:tcPr></w:tc>", "</w:tcPr><w:p/></w:tc>").replace(
        "</w:tbl></w:tc>", "</w:tbl><w:p/></w:tc>"
    )


def _write(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _SAME_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, data)


def _in_language(styles: bytes, language: str) -> bytes:
    text = styles.decode()
    found = _LANGUAGE.search(text)
    if found and found[0].split('w:val="')[1].lower().startswith(language.split("-")[0].lower()):
        return styles  # "en-GB" of the form is more exact than "en"
    return _LANGUAGE.sub(rf"\g<1>{language}\g<2>", text, count=1).encode()


def _parsed(data: bytes) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)
    return etree.tostring(etree.fromstring(data, parser), encoding="unicode")


def relations_part(name: str) -> str:
    """Return the name of the part that lists what the part `name` refers to."""
    folder, file = posixpath.split(name)
    return f"{folder}/_rels/{file}.rels"


def main_part(names: list[str], read: Callable[[str], bytes]) -> str:
    """Return the name of the part with the body; ValueError where the package has none."""
    if "_rels/.rels" in names:
        for relation in etree.fromstring(read("_rels/.rels")):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                name = str(relation.get("Target", "")).lstrip("/")
                if name in names:
                    return name
    raise ValueError("no document part")


def read_form(form: bytes, undefined: type[Undefined] = NamedUndefined) -> Form:
    """Read a Word file with placeholders; raises what zipfile, lxml and Jinja raise on a damaged one."""
    surroundings = environment(undefined)
    grammar = DocxTemplate(BytesIO(form))
    templates, others = {}, []
    with zipfile.ZipFile(BytesIO(form)) as package:
        names = [entry.filename for entry in package.infolist() if not entry.is_dir()]
        main = main_part(names, package.read)
        styles_part = f"{posixpath.dirname(main)}/styles.xml"
        rewritten = {styles_part, relations_part(main)}
        styles = _parsed(package.read(styles_part)) if styles_part in names else ""
        for name in names:
            data = package.read(name)
            if name in rewritten:
                data = _parsed(data).encode()  # in UTF-8, whatever it was in
            if name == main or _STORY.search(name):
                templates[name] = surroundings.from_string(grammar.patch_xml(_parsed(data)))
            else:
                others.append((name, data))
    return Form(templates, tuple(others), main, frozenset(_STYLE_ID.findall(styles)))


@lru_cache(maxsize=8)
def ready_form(form: bytes) -> Form:
    """Return a form that was read before, or read it; the same bytes are read once in a process."""
    return read_form(form)
