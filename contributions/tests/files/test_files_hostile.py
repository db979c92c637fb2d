"""Files that are made to keep the portal busy: each is refused, or read, without a pattern or a parser running away."""

import base64
from email.parser import BytesParser

import pytest

from contributions.files import archives, mails
from contributions.tests.files.attached import GOOD, MAIL, archive, office
from contributions.tests.files.test_files_checking import check, refusal, relation

HEAD = b"From: a@example.org\r\nSubject: x\r\n"
PARTS = HEAD + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"


def test_many_comments_before_a_text_are_passed_over_one_by_one():
    assert check("list.txt", b"<!---->" * 30 + b"x")
    assert check("list.txt", b"<!--" * 100_000)
    assert "web page" in refusal("list.txt", b"<!-- a > b -->\n" * 300 + b" <!--><HTML>")
    assert "web page" in refusal("list.txt", b"<!---->" * 100_000 + b"x")


def test_the_texts_of_word_are_read_as_xml_and_not_by_patterns():
    assert "damaged" in refusal(
        "file.docx", office("docx", **{"word/document.xml": b"<w:instrText " * 77_000})
    )
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'
    assert "damaged" in refusal("file.docx", office("docx", **{"word/document.xml": bomb}))
    assert "damaged" in refusal(
        "file.docx", office("docx", word__header1=b"x", **{"word/header1.xml": "<x>"})
    )


@pytest.mark.parametrize("stroke", ["/", "\\"])
def test_a_target_of_endless_strokes_is_refused(stroke):
    rels = relation(stroke * 900_000)
    assert "Break these links" in refusal(
        "file.docx", office("docx", **{"word/_rels/document.xml.rels": rels})
    )


def test_a_target_is_longer_than_any_path_from_4000_characters_on():
    for length, is_far in ((4000, False), (4001, True)):
        assert archives._is_far_away("a" * length) is is_far
    assert archives._is_far_away(f"//server/{'a' * 3000}")
    assert not archives._is_far_away(f"//{'/' * 3000}c:/x")


def test_a_part_is_looked_into_only_up_to_a_size_and_all_of_them_together(monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_PART", 2000)
    long = {"word/document.xml": f"<x>{'a' * 3000}</x>"}
    assert "save it as PDF" in refusal("file.docx", office("docx", **long))
    pictures = {"word/media/a": "a" * 3000}
    assert check("file.docx", office("docx", **pictures))
    few = {f"word/header{n}.xml": f"<x>{'a' * 1900}</x>" for n in range(3)}
    assert check("file.docx", office("docx", **few))
    reading = archives.Reading(looked_into=5000)
    with pytest.raises(archives.Refused, match="looked through safely"):
        archives.check_archive("docx", office("docx", **few), reading)


def test_nothing_is_read_of_a_file_with_too_much_to_look_into(monkeypatch):
    monkeypatch.setattr(archives, "_parsed", lambda _data: pytest.fail("it was parsed"))
    much = {f"word/header{n}.xml": f"<x>{n}{'a' * 3_000_000}</x>" for n in range(3)}
    noise = {"word/media/a": base64.b64encode(bytes(range(256)) * 400)}
    refusal("file.docx", office("docx", **much, **noise))


def test_the_files_of_one_mail_share_what_may_be_looked_into():
    one = office("docx", **{"word/document.xml": f"<x>{'a' * 900_000}</x>"})
    part = (
        b'--b\r\nContent-Disposition: attachment; filename="a.docx"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + base64.encodebytes(one)
        + b"\r\n"
    )
    assert check("mail.eml", PARTS + part * 5)
    assert "a.docx" in refusal("mail.eml", PARTS + part * 12)


def test_names_of_parts_without_end_and_lists_without_end_are_refused():
    assert "damaged" in refusal("file.docx", archive({"word/header" + "1" * 60_000 + "x": "<x/>"}))
    assert "too many parts" in refusal("file.docx", GOOD["docx"] + b"PK\x01\x02" * 6000)


@pytest.mark.parametrize(
    "mail",
    [
        HEAD + b"X: " + b"x" * 500_000 + b"\r\n\r\nx",
        HEAD + b"Content-Disposition: " + b"a;" * 50_000 + b"\r\n\r\nx",
        HEAD + b"Content-Disposition: " + b"a;a;a;\r\n " * 5_000 + b"\r\n\r\nx",
        PARTS + b"--b\r\nContent-Disposition: " + b"a;" * 50_000 + b"\r\n\r\nx",
        PARTS + (b"--b\r\nContent-Disposition: " + b"a;" * 4_000 + b"\r\n\r\nx\r\n") * 100,
        PARTS + b"--b\r\n\r\nx\r\n" * 201,
        PARTS + b"--b\r\n\r\n" + b"x\n" * 40_000,
        HEAD
        + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(31)
        ),
    ],
    ids=["header", "words", "folded", "part", "parts", "boundaries", "lines", "nested"],
)
def test_a_mail_that_would_keep_the_parser_busy_is_refused_before_it_is_parsed(monkeypatch, mail):
    monkeypatch.setattr(BytesParser, "parsebytes", lambda *_args, **_more: pytest.fail("it was parsed"))
    assert "Print it as PDF" in refusal("mail.eml", mail)


def test_a_mail_as_people_send_them_is_within_these_limits():
    received = b"Received: from a by b with c; Fri, 18 Jun 2021 10:00:00 +0600\r\n" * 40
    to = b"To: " + b"someone@example.org,\r\n " * 300 + b"a@example.org\r\n"
    scan = base64.encodebytes(GOOD["pdf"] + bytes(3_000_000)).replace(b"\n", b"\r\n")
    name = b"=?utf-8?b?" + base64.b64encode("Согласование.pdf".encode()) + b"?="
    part = (
        b'--b\r\nContent-Disposition: attachment; filename="'
        + name
        + b'"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    )
    assert check_large(received + to + PARTS + part + scan + b"--b--\r\n")
    assert "Программа.exe" in refusal(
        "mail.eml",
        PARTS + part.replace(name, b"=?utf-8?b?" + base64.b64encode("Программа.exe".encode()) + b"?=") + b"x",
    )
    assert check("mail.eml", MAIL + b"--------\r\n" * 150)


def check_large(content):
    mails.check_mail(content, lambda *_args: None)
    return True
