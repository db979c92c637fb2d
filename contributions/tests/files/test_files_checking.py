"""Which files are kept: the type by its content, no bombs, no macros, nothing from elsewhere; a harmless name."""

import zipfile
from io import BytesIO

import pytest

from contributions.files import archives
from contributions.files.checking import check_file, clean_name
from contributions.files.refusal import Refused
from contributions.files.types import ALLOWED, CONTENT_TYPES, Kind
from contributions.tests.files.attached import GOOD, JPEG, MAIL, OUTLOOK, PDF, archive, office

LARGEST = 1024 * 1024


def check(name, content, kind="source"):
    return check_file(name, content, kind, largest=LARGEST)


def refusal(name, content, kind="source"):
    """Return why a file is refused: one sentence, or two of which the last says what to do."""
    with pytest.raises(Refused) as caught:
        check(name, content, kind)
    sentence = str(caught.value)
    assert sentence.endswith(".") and len(sentence) < 260
    assert not any(word in sentence.lower() for word in ("invalid", "please", "required"))
    return sentence


@pytest.mark.parametrize("extension", CONTENT_TYPES)
def test_a_good_file_of_every_type_is_kept_with_the_content_type_of_the_table(extension):
    kept = check(
        f"file.{extension.upper()}", GOOD[extension], "photo" if extension in ("jpg", "png") else "source"
    )
    assert kept.content_type == CONTENT_TYPES[extension]
    assert kept.size == len(GOOD[extension]) and len(kept.sha256) == 64


@pytest.mark.parametrize("extension", [name for name in CONTENT_TYPES if name not in ("csv", "txt")])
@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00 a program", b"<html><script>1</script></html>", GOOD["csv"]]
)
def test_a_file_that_is_not_what_its_name_says_is_refused(extension, content):
    assert "choose it again" in refusal(f"file.{extension}", content) or "print it as PDF" in refusal(
        f"file.{extension}", content
    )


@pytest.mark.parametrize("extension", ["docx", "xlsx", "pptx", "odt", "ods"])
@pytest.mark.parametrize("other", ["docx", "xlsx", "pptx", "odt", "ods"])
def test_an_office_file_under_the_name_of_another_is_refused(extension, other):
    if extension != other:
        refusal(f"file.{extension}", GOOD[other])


@pytest.mark.parametrize(
    "name",
    [
        "page.html",
        "drawing.svg",
        "run.exe",
        "x.docm",
        "x.xlsm",
        "x.zip",
        "x.doc",
        "noextension",
        "a.pdf.exe",
        "x.js",
    ],
)
def test_other_types_are_refused_with_those_that_may_be_chosen(name):
    assert "pdf, docx" in refusal(name, PDF, "other")


def test_the_kind_decides_about_the_type():
    assert "xlsx, ods, csv, pdf" in refusal("photo.jpg", JPEG, "budget")
    assert "jpg, png" in refusal("photo.pdf", PDF, "photo")
    assert "eml" in refusal("plan.pptx", GOOD["pptx"], "sign_off")
    assert ", eml" not in refusal("mail.eml", MAIL, "evaluation")
    assert check("mail.eml", MAIL, "sign_off")
    assert set(ALLOWED) == set(Kind)


def test_size_is_told_before_the_content_is_looked_at():
    assert "at most 1.0" in refusal("big.docx", b"PK\x03\x04" + bytes(LARGEST))
    assert "empty" in refusal("nothing.pdf", b"")


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (2 * LARGEST, "has 2.0\xa0MB; at most 1.0\xa0MB"),
        (LARGEST + 1, "has a little over 1.0\xa0MB; at most 1.0"),
    ],
)
def test_a_file_that_is_a_few_bytes_too_large_is_not_said_to_have_what_is_allowed(size, words):
    assert words in refusal("big.pdf", bytes(size))


@pytest.mark.parametrize(
    "content",
    [
        b"text \x00 with a zero",
        b"bell \x07",
        b"\xff\xfe\x00",
        b"  <!DOCTYPE html><p>",
        b"\n<!-- x --><html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg/>",
        b"#!/bin/sh\nrm",
        b"MZ\x90\x00\x03\x00",
    ],
)
def test_a_text_is_text_and_no_web_page_and_no_program(content):
    refusal("list.csv", content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_text_in_the_usual_encodings_is_kept(encoding):
    assert check("list.csv", "Район;12\r\nОш < Нарын;7\tx\r\n".encode(encoding))


@pytest.mark.parametrize(
    "parts",
    [
        {"word__vbaProject.bin": b"x"},
        {"word__activeX__activeX1.xml": "<x/>"},
        {"[Content_Types].xml": '<Types ContentType="wordprocessingml.document.main+xml macroEnabled"/>'},
    ],
)
def test_macros_are_refused(parts):
    assert "macros" in refusal("file.docx", office("docx", **parts))


def test_macros_of_a_workbook_and_of_an_open_document_are_refused():
    assert "macros" in refusal("file.xlsx", office("xlsx", xl__macrosheets__sheet1="<x/>"))
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "Basic/Standard/script-lb.xml": "<x/>"}
    assert "macros" in refusal("file.odt", archive(parts))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("word__embeddings__run.exe", b"MZ"),
        ("word__embeddings__book.xlsm", b"PK"),
        ("word__embeddings__object1.bin", bytes(600) + "\x01Ole10Native".encode("utf-16-le")),
        ("word__embeddings__book.xlsx", archive({"xl/vbaProject.bin": b"x"})),
    ],
)
def test_a_program_inside_is_refused(name, data):
    assert "could run" in refusal("file.docx", office("docx", **{name: data}))


def relation(target, kind="image", mode="External"):
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="http://x/relationships/{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>"
    )


@pytest.mark.parametrize(
    "target",
    [
        "http://192.0.2.1/a.png",
        "HTTPS://example.org/a.dotm",
        "ftp://example.org/a",
        "file://///server/share/a",
        "file://server/share/a.dotm",
        "\\\\server\\share\\a.xlsx",
        "//server/share/a.xlsx",
        "mhtml:http://example.org/x",
    ],
)
def test_what_is_fetched_from_afar_is_refused(target):
    content = office("docx", **{"word/_rels/document.xml.rels": relation(target)})
    assert "Break these links" in refusal("file.docx", content)


@pytest.mark.parametrize(
    "rels",
    [
        relation("https://example.org/report", kind="hyperlink"),
        relation("file:///C:/Users/me/Normal.dotm", kind="attachedTemplate"),
        relation("Budget%202020.xlsx", kind="externalLinkPath"),
        relation("media/image1.png", mode="Internal"),
    ],
)
def test_links_to_click_and_names_of_the_same_computer_do_no_harm(rels):
    assert check("file.docx", office("docx", **{"word/_rels/document.xml.rels": rels}))


def test_a_document_type_of_its_own_is_refused_before_it_is_parsed():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><Relationships>&a;</Relationships>'
    refusal("file.docx", office("docx", **{"word/_rels/document.xml.rels": bomb}))
    refusal("file.docx", office("docx", **{"word/_rels/document.xml.rels": bomb.encode("utf-16")}))


def words(body):
    """Return a text of Word."""
    return body.replace(
        "<w:p>", '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    )


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:p>",
        "<w:p><w:instrText> D</w:instrText><w:r/><w:instrText>DE x y</w:instrText></w:p>",
        "<w:p><w:instrText>&#68;<!-- x -->DE<?x y?>AUTO x</w:instrText></w:p>",
        '<w:p><w:fldSimple w:instr=" DDE x y"/></w:p>',
    ],
)
def test_a_field_that_starts_a_program_is_refused(body):
    assert "Break these links" in refusal("file.docx", office("docx", **{"word/document.xml": words(body)}))
    assert "Break these links" in refusal(
        "file.docx",
        office("docx", **{"word/document.xml": words(body).replace("w:", "o:").replace(":w=", ":o=")}),
    )


def test_fields_of_another_kind_do_no_harm():
    body = "<w:p><w:instrText> PAGE </w:instrText><w:t>DDE is a word here.</w:t></w:p>"
    assert check("file.docx", office("docx", **{"word/document.xml": words(body)}))


def test_a_bomb_is_refused_by_its_list_of_parts_alone(monkeypatch):
    bomb = office("xlsx", xl__sheet=bytes(3_000_000))
    assert len(bomb) < 10_000

    def unpack(*_args):
        raise AssertionError("it was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpack)
    assert "Unpacked" in refusal("file.xlsx", bomb)


def test_too_many_parts_and_too_large_ones_are_refused(monkeypatch):
    many = office("docx", **{f"word__part{number}.xml": "<x/>" for number in range(archives.MOST_ENTRIES)})
    assert "too many parts" in refusal("file.docx", many)
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)
    assert "Unpacked" in refusal(
        "file.docx", office("docx", word__media=b"".join(bytes([n % 251]) for n in range(1200)))
    )


def test_a_part_that_says_less_than_it_holds_is_refused():
    part = b"a long part of many letters" * 50
    good = office("docx", word__x=part)
    record = good.rindex(b"PK\x01\x02")
    lie = bytearray(good)
    lie[record + 24 : record + 28] = (20).to_bytes(4, "little")
    assert zipfile.ZipFile(BytesIO(bytes(lie))).infolist()[-1].file_size == 20
    assert "damaged" in refusal("file.docx", bytes(lie))


def test_a_file_that_was_cut_off_is_refused():
    refusal("file.docx", GOOD["docx"][:-40])
    assert "password" in refusal("file.docx", OUTLOOK)  # so an encrypted document looks


def test_two_parts_of_one_name_are_refused():
    with pytest.warns(UserWarning):
        target = BytesIO(GOOD["docx"])
        with zipfile.ZipFile(target, "a") as package:
            package.writestr("word/document.xml", "<other/>")
    refusal("file.docx", target.getvalue())


def mail_with(name, content=b"x"):
    import base64

    return (
        b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\nContent-Type: application/octet-stream\r\n"
        b'Content-Disposition: attachment; filename="' + name.encode() + b'"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content) + b"\r\n--b--\r\n"
    )


def test_a_mail_may_carry_what_could_be_added_by_itself_and_nothing_else():
    assert check("mail.eml", mail_with("scan.pdf", PDF))
    assert check("mail.eml", mail_with("logo.gif"))
    assert "run.exe" in refusal("mail.eml", mail_with("run.exe"))
    assert "cannot be kept" in refusal("mail.eml", mail_with("scan.pdf", b"MZ"))
    assert "cannot be kept" in refusal("mail.eml", mail_with("x.docx", office("docx", word__vbaProject="x")))
    assert "cannot be kept" in refusal("mail.eml", mail_with("noextension"))


def test_a_mail_of_outlook_with_a_program_is_refused():
    assert "could run" in refusal("mail.msg", OUTLOOK + "run.exe\0".encode("utf-16-le"))
    assert "could run" in refusal("mail.msg", OUTLOOK + b"This program cannot be run in DOS mode")
    assert "not a saved mail" in refusal("mail.msg", OUTLOOK[:512])


def test_a_mail_of_endless_parts_is_refused():
    head = b"From: a@example.org\r\nSubject: x\r\n"
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
    )
    flat = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    many = head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    assert check("mail.eml", many + flat * 100)
    refusal("mail.eml", many + flat * 300)
    refusal("mail.eml", head + deep)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\Survey 2020.pdf", "Survey 2020.pdf"),
        ('a\r\nSet-Cookie: x="1".pdf', "aSet-Cookie_ x=_1_.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("Отчёт\x00 за год.docx", "Отчёт за год.docx"),
        ("a" * 300 + ".xlsx", "a" * 115 + ".xlsx"),
        (".htaccess", "htaccess"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_the_name_that_is_shown_has_no_folders_and_no_signs_that_do_harm(given, shown):
    assert clean_name(given) == shown
    assert len(clean_name(given)) <= 120
