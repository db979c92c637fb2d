"""The list of attachments at the end of a Word file, whatever the form: no form has a place for it."""

from django.utils.translation import gettext as _
from lxml import etree

from documents import printed
from documents.data import Report
from documents.word.xml import CELL, Writer

HEADING = "Heading1"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WIDTHS = (3400, 1700, 1500, 2900)  # twentieths of a point; Word stretches them to the page


def with_attachments(body: str, report: Report, writer: Writer) -> str:
    """Return the body of a filled Word file with the report's attachments at its end; as it is where there are none."""
    if not report.attachments:
        return body
    root = etree.fromstring(body.encode())
    address = root.find(f"{{{_W}}}body")
    if address is None:
        return body
    added = etree.fromstring(f'<x xmlns:w="{_W}" xmlns:r="{_R}">{_list(report, writer)}</x>')
    last = address[-1] if len(address) else None
    # What tells the last page's size comes last, or Word calls the file damaged.
    position = len(address) - 1 if last is not None and last.tag == f"{{{_W}}}sectPr" else len(address)
    for offset, element in enumerate(list(added)):
        address.insert(position + offset, element)
    return etree.tostring(root, encoding="unicode")


def _list(report: Report, writer: Writer) -> str:
    head = _row([writer.plain(text, CELL, "<w:b/>") for text in printed.attachment_heads()], is_head=True)
    rows = [
        _row(
            [
                writer.plain(line.title, CELL) + (writer.plain(line.note, CELL) if line.note else ""),
                writer.plain(line.kind, CELL),
                writer.plain(line.day, CELL),
                writer.link(line.where, line.url, CELL) if line.url else writer.plain(line.where, CELL),
            ],
        )
        for line in printed.attachment_lines(report)
    ]
    edge = 'w:val="single" w:sz="4" w:space="0" w:color="B8C7D1"'
    sides = "".join(
        f"<w:{side} {edge}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    return (
        f"{writer.plain(_('Attachments'), HEADING, '' if HEADING in writer.styles else '<w:b/>')}"
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{''.join(rows)}</w:tbl><w:p/>"
    )


def _row(cells: list[str], *, is_head: bool = False) -> str:
    flags = "<w:cantSplit/><w:tblHeader/>" if is_head else "<w:cantSplit/>"
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(_WIDTHS, cells, strict=True)
    )
    return f"<w:tr><w:trPr>{flags}</w:trPr>{inside}</w:tr>"
