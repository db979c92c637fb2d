"""Hostile text comes out harmlessly in all four formats; nothing is fetched and no foreign file is read."""

import builtins
import io
import logging
import os
import re
import socket
import tempfile
import threading
import xml.etree.ElementTree as ElementTree
import zipfile
from dataclasses import replace
from html import unescape
from io import BytesIO

import openpyxl
import pypdf
import pytest
from docx import Document

from core.markup import plain, printable
from documents import pdf
from documents.html import render_body
from documents.pdf import html_to_pdf
from documents.render import FORMATS, render
from pbfreport.bench.samples import HOSTILE, sample_report, section_of, with_everywhere, with_section

LONG = "ңөү" * 66_667
# The portal, its libraries, fonts, and the temporary files that the libraries write themselves.
OWN_FILES = re.compile(
    r"/(site-packages|lib|share|fontconfig|static/documents|templates/documents|documents)/"
    rf"|^{re.escape(tempfile.gettempdir())}(/|$)|^/dev/null$"
)


@pytest.fixture(scope="module")
def hostile_report():
    return with_everywhere(sample_report(), "\n\n".join(HOSTILE))


@pytest.fixture
def closed_machine(monkeypatch):
    """Collect every attempt to connect, and every file that is opened and is not the portal's own."""
    attempts: list[tuple[str, object]] = []

    def refuse(*args, **_options):
        attempts.append(("connection", args))
        raise OSError("no connection in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    for module, name in ((builtins, "open"), (io, "open"), (os, "open")):
        real = getattr(module, name)

        def watched(path, *args, _real=real, **options):
            if isinstance(path, str | bytes | os.PathLike) and not OWN_FILES.search(os.fsdecode(path)):
                attempts.append(("file", os.fsdecode(path)))
            return _real(path, *args, **options)

        monkeypatch.setattr(module, name, watched)
    return attempts


def all_text(content, format):
    """Everything that a document says, white space apart."""
    match format:
        case "html":
            text = re.sub(r"<style>.*?</style>|<wbr>", "", content.decode(), flags=re.DOTALL)
        case "pdf":
            text = "".join(page_text(page) for page in pypdf.PdfReader(BytesIO(content)).pages)
        case "docx":
            body = Document(BytesIO(content)).element.body
            text = "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))
        case _:
            sheets = openpyxl.load_workbook(BytesIO(content)).worksheets
            text = "".join(str(cell.value) for sheet in sheets for row in sheet for cell in row if cell.value)
    # The marks of lists stand apart from their text in a PDF.
    return "".join(text.split()).replace("\u200b", "").replace("•", "")


def page_text(page):
    """What stands on a page, without the lines in its margins."""
    lines = page.extract_text().split("\n")
    return "".join(
        line for line in lines if not re.search(r"^Page \d+ of|^Draft, |^KGZ-PVE-1 ·", line.strip())
    )


def with_text(text):
    """A small report in which the text answers one question and begins one narrow cell."""
    report = with_everywhere(sample_report(), "short")
    report = replace(
        report, sections=tuple(item for item in report.sections if item.key in ("part1", "annex1"))
    )
    group = section_of(report, "annex1").activity_groups[0]
    row = replace(group.rows[0], title=text[:10_000])
    report = with_section(report, "annex1", activity_groups=(replace(group, rows=(row,)),))
    question = replace(section_of(report, "questions").questions[0], printed=text)
    return with_section(report, "questions", questions=(question,))


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_fetched_and_no_foreign_file_is_read(hostile_report, closed_machine, format):
    content = render(hostile_report, format).content
    assert closed_machine == []
    assert b"root:x:0" not in content
    assert "root:x:0" not in all_text(content, format)


@pytest.mark.parametrize("format", FORMATS)
def test_each_snippet_comes_out_as_the_text_it_is(hostile_report, format):
    content = render(hostile_report, format).content
    if format == "html":
        assert not re.search(r"<(script|img|link)\b", content.decode())
        assert content.decode().count("<style>") == 1
        return
    found = all_text(content, format)
    for text in HOSTILE:
        if format == "pdf":
            # The order of letters from right to left is the reader's; what else there is must be there.
            words = [word for word in re.findall(r"[\x21-\x7e]+", plain(text)) if len(word) < 40]
            assert all(word in found for word in words), text
        else:
            lines = [line for line in printable(text).split("\n") if "](" not in line]
            assert all("".join(line.split()) in found for line in lines), text


@pytest.mark.parametrize("format", FORMATS)
def test_a_word_of_two_hundred_thousand_letters_comes_out_whole(format):
    content = render(with_text(LONG), format).content
    # In a workbook the rest stands in rows below, each with the key of its question.
    assert LONG in all_text(content, format).replace("part1.status(continued)", "")


@pytest.mark.parametrize(
    "text",
    [LONG, "&" * 4000, "<" * 4000, ("a" * 40 + "&") * 100, "\u00a0a" * 2000, "&amp;" * 800, "a;" * 2000],
)
def test_no_line_goes_on_for_long_without_a_address_to_break(text):
    body = render_body(with_text(text))
    stretches = re.split(r"<[^>]*>|[ \n]", body)
    assert max(len(unescape(stretch)) for stretch in stretches) <= 40
    assert text.strip() in unescape(body.replace("<wbr>", ""))


def test_a_word_of_ordinary_length_is_not_cut():
    body = render_body(with_text("a" * 40 + " &amp; " + "&" * 40))
    assert "<wbr>" not in body


@pytest.mark.parametrize("sign", ["&", "<", "\u00a0a"])
def test_signs_that_html_writes_in_full_come_out_whole_in_the_pdf(sign):
    text = sign * 3000
    found = all_text(render(with_text(text), "pdf").content, "pdf")
    # Once in the answer and once in the table.
    assert found.count(sign.strip()) >= 6000


def test_only_one_pdf_is_made_at_a_time(monkeypatch):
    together, most = [], []

    class Engine:
        def __init__(self, **_options):
            together.append(self)

        def write_pdf(self, **_options):
            most.append(len(together))
            # Lets the other threads run; they would come in here if nothing kept them out.
            threading.Event().wait(0.02)
            together.pop()
            return b""

    monkeypatch.setattr(pdf, "_engine", lambda: Engine)
    threads = [threading.Thread(target=html_to_pdf, args=("<p>x</p>",)) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]


def test_warnings_of_the_engine_do_not_fill_the_log(caplog):
    html_to_pdf("<html lang=en><head><title>x</title></head><body><p>x</p></body></html>")
    for name in ("weasyprint", "fontTools.subset"):
        logging.getLogger(name).warning("a sign that no font has")
        logging.getLogger(name).error("an error")
    assert [record.message for record in caplog.records] == ["an error", "an error"]


def test_control_characters_show_as_the_replacement_sign():
    report = with_everywhere(sample_report(), "bell\x07 null\x00 end")
    for format in ("html", "docx", "xlsx"):
        found = all_text(render(report, format).content, format)
        assert "bell\ufffdnull\ufffdend" in found


def test_the_word_file_holds_no_picture_no_program_and_no_address_but_links():
    content = render(with_everywhere(sample_report(), "\n\n".join(HOSTILE)), "docx").content
    with zipfile.ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))
        relations = package.read("word/_rels/document.xml.rels").decode()
    outside = re.findall(r'<Relationship [^>]*TargetMode="External"[^>]*>', relations)
    assert outside
    assert all(re.search(r'/hyperlink" Target="https?://', relation) for relation in outside)


def test_an_address_that_word_would_refuse_stays_as_text():
    long = "https://example.org/" + "ө" * 3000
    content = render(with_everywhere(sample_report(), f"[odd](http://[::1) {long}"), "docx").content
    with zipfile.ZipFile(BytesIO(content)) as package:
        relations = package.read("word/_rels/document.xml.rels")
    assert b"[::1" not in relations and b"%D3%A9" not in relations
    assert long in all_text(content, "docx")


def test_a_link_of_many_thousand_letters_does_not_swell_the_pdf():
    long = "https://example.org/" + "ө" * 20_000
    content = render(with_text(long), "pdf").content
    assert len(content) < 1_000_000
    assert b"%D3%A9" not in content


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/passwd" alt="x">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/a.css">',
        "<style>@import url(http://127.0.0.1:9/a.css);@font-face{font-family:x;src:url(file:///etc/passwd)}</style>",
        '<object data="file:///etc/passwd"></object><embed src="http://127.0.0.1:9/x">',
        '<svg><image href="file:///etc/passwd"/></svg>',
    ],
)
def test_the_pdf_comes_out_even_where_its_page_asks_for_something(closed_machine, html):
    page = f"<html lang=en><head><title>x</title></head><body><p>Still here</p>{html}</body></html>"
    content = html_to_pdf(page)
    assert "Still here" in pypdf.PdfReader(BytesIO(content)).pages[0].extract_text()
    assert closed_machine == []
    assert b"/EmbeddedFile" not in content


def test_the_guard_of_these_tests_sees_what_it_should(closed_machine):
    with open("/etc/hostname", "rb") as file:
        file.read()
    with pytest.raises(OSError, match="no connection"):
        socket.create_connection(("127.0.0.1", 9))
    assert [kind for kind, _detail in closed_machine] == ["file", "connection"]


def test_the_preview_shows_markup_of_others_as_text():
    body = render_body(with_everywhere(sample_report(), HOSTILE[0]))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body and "<script" not in body
