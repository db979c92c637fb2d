"""Texts of a report as WordprocessingML: the small markup becomes paragraphs, lists, bold runs and links.

Strings are put together by hand, which is many times quicker than an object per run. Every text is escaped here.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from core.markup import Block, Run, parse
from documents.printed import Answer, PrintedPart, box

TEXT, CELL = "ReportText", "ReportCell"
EMPTY_PARAGRAPH = Markup("<w:p/>")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD_ADDRESS_LIMIT = 2083  # Word calls a file with a longer address damaged
_MISSING = '<w:i/><w:color w:val="8A3B00"/>'


class Writer:
    """Turns texts into paragraphs of one Word file; remembers the links, which the package lists apart."""

    def __init__(self, styles: frozenset[str]) -> None:
        self.styles = styles
        self.links: dict[str, str] = {}

    def text(self, text: str, style: str = TEXT) -> Markup:
        """Return a text in the small markup as paragraphs, at least one."""
        return _xml(self._blocks(text, style))

    def plain(self, text: str, style: str, properties: str = "") -> str:
        """Return one line of text as a paragraph; `properties` are run properties as XML."""
        return f"<w:p>{self._paragraph_properties(style, text)}{_run(text, properties)}</w:p>"

    def link(self, text: str, web_address: str, style: str) -> str:
        """Return one line of text that leads to an address as a paragraph."""
        return f"<w:p>{self._paragraph_properties(style, text)}{self._run(Run(text, link=web_address))}</w:p>"

    def answer(self, answer: Answer, style: str, labels: dict[str, str]) -> Markup:
        """Return the whole answer to a question as paragraphs and, for funds, a grid."""
        parts = [self.plain(line, style, "<w:b/>") for line in (answer.lead, answer.amount) if line]
        parts += [self.plain(f"{box(option.ticked)} {option.label}", style) for option in answer.boxes]
        if answer.text_label:
            parts.append(self.plain(answer.text_label, style))
        if answer.text:
            parts.append(self._blocks(answer.text, style))
        if answer.funds:
            parts.append(self._funds(answer, labels))
        if answer.missing:
            parts.append(self.plain(answer.missing, style, _MISSING))
        return _xml("".join(parts))

    def parts(self, parts: Iterable[PrintedPart]) -> Markup:
        """Return a cell of Annex 1: each office's paragraphs under its name in bold."""
        found = []
        for part in parts:
            if part.name:
                found.append(self.plain(part.name, CELL, "<w:b/>"))
            if part.missing:
                found.append(self.plain(part.missing, CELL, _MISSING))
            found.append(self._blocks(part.text, CELL))
        return _xml("".join(found))

    def _blocks(self, text: str, style: str) -> str:
        return "".join([self._block(block, style) for block in parse(text)])

    def _block(self, block: Block, style: str) -> str:
        runs = "".join([self._run(run) for run in block.runs])
        if block.kind == "paragraph":
            return f"<w:p>{self._paragraph_properties(style, block.text)}{runs}</w:p>"
        if block.kind == "bullet":
            list_style = f"{style}Bullet"
            if list_style in self.styles:
                return f"<w:p>{self._paragraph_properties(list_style, block.text)}{runs}</w:p>"
            lead = "•"
        else:
            # The writer's own number is printed, so no numbering of Word's can shift it.
            lead = f"{block.number}."
        hanging = (
            '<w:tabs><w:tab w:val="left" w:pos="340"/></w:tabs>',
            '<w:ind w:left="340" w:hanging="340"/>',
        )
        properties = self._paragraph_properties(style, block.text, *hanging)
        return f"<w:p>{properties}<w:r><w:t>{lead}</w:t><w:tab/></w:r>{runs}</w:p>"

    def _paragraph_properties(self, style: str, text: str, tabs: str = "", indent: str = "") -> str:
        # Elements in the order of the standard: style, tabs, direction, indent.
        named = f'<w:pStyle w:val="{style}"/>' if style in self.styles else ""
        return f"<w:pPr>{named}{tabs}{_direction(text)}{indent}</w:pPr>"

    def _run(self, run: Run) -> str:
        if run.link and (relation := self._relation(run.link)):
            look = '<w:color w:val="0B5C8A"/><w:u w:val="single"/>'
            return f'<w:hyperlink r:id="{relation}">{_run(run.text, look)}</w:hyperlink>'
        return _run(run.text, "<w:b/>" if run.bold else "")

    def _relation(self, web_address: str) -> str:
        """Return the id of the link in the package, empty for an address that Word would refuse."""
        try:
            urlsplit(web_address)
        except ValueError:
            return ""
        target = quote(web_address, safe="/#%[]=:;$&()+,!?*@'~")
        if len(target) > _WORD_ADDRESS_LIMIT:
            return ""
        return self.links.setdefault(target, f"rIdLink{len(self.links) + 1}")

    def relationships(self) -> str:
        """Return the links as entries of the package's relationships."""
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        return "".join(
            f'<Relationship Id="{identifier}" Type="{kind}" Target={quoteattr(target)} TargetMode="External"/>'
            for target, identifier in self.links.items()
        )

    def _funds(self, answer: Answer, labels: dict[str, str]) -> str:
        edge = 'w:val="single" w:sz="4" w:space="0" w:color="B8C7D1"'
        sides = "".join(
            f"<w:{side} {edge}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        head = self._fund_row(labels.get("funder", ""), labels.get("amount", ""), "", is_head=True)
        rows = [self._fund_row(fund.funder, fund.amount, fund.note) for fund in answer.funds]
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
            '<w:tblGrid><w:gridCol w:w="4200"/><w:gridCol w:w="1900"/></w:tblGrid>'
            f"{head}{''.join(rows)}</w:tbl>{EMPTY_PARAGRAPH}"
        )

    def _fund_row(self, funder: str, amount: str, note: str, *, is_head: bool = False) -> str:
        look = "<w:b/>" if is_head else ""
        flags = "<w:cantSplit/><w:tblHeader/>" if is_head else "<w:cantSplit/>"
        left = self.plain(funder, CELL, look) + self._blocks(note, CELL)
        named = f'<w:pStyle w:val="{CELL}"/>' if CELL in self.styles else ""
        right = f'<w:p><w:pPr>{named}<w:jc w:val="right"/></w:pPr>{_run(amount, look)}</w:p>'
        cell = '<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>'
        return f"<w:tr><w:trPr>{flags}</w:trPr>{cell % (4200, left)}{cell % (1900, right)}</w:tr>"


def _xml(paragraphs: str) -> Markup:
    return Markup(paragraphs) if paragraphs else EMPTY_PARAGRAPH  # noqa: S704 - every text in it is escaped


def _is_right_to_left(text: str) -> bool:
    if not _RIGHT_TO_LEFT.search(text):
        return False
    first = _LETTER.search(text)
    return bool(first and _RIGHT_TO_LEFT.match(first[0]))


def _direction(text: str) -> str:
    return "<w:bidi/>" if _is_right_to_left(text) else ""


def _run(text: str, properties: str = "") -> str:
    if _RIGHT_TO_LEFT.search(text):
        properties += "<w:rtl/>" if _is_right_to_left(text) else ""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}{in_text(text)}</w:r>"


def in_text(text: str) -> str:
    """Return a text as w:t elements; tabs and line ends become Word's own."""
    inside = escape(text)
    if "\t" in inside or "\n" in inside:
        inside = inside.replace("\t", INLINE_TAB).replace("\n", INLINE_BREAK)
    return f'<w:t xml:space="preserve">{inside}</w:t>'


INLINE_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
INLINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
