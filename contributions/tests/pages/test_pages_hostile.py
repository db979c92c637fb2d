"""Hostile text through the real forms: stored by the rules, shown harmlessly, and every document comes out."""

import io
import re

import openpyxl
import pytest
from docx import Document

from contributions.models import ActivityEntry
from contributions.tests.entries import indicators_of, name, reopened, rows_of, web_address
from core.saving import base_of
from core.tests.sizes import sized
from pbfreport.tests.pages import Browser, form_values
from projects.models import Outcome, Question

pytestmark = pytest.mark.django_db

HOSTILE = {
    "script": "<script>alert('pbf')</script><img src=x onerror=alert(1)>",
    "placeholder": "{{ x }} {{ settings.SECRET_KEY }} {% include '/etc/passwd' %} {%p if 1 %} {# c #}",
    "file": "<img src=file:///etc/passwd> <link rel=attachment href=file:///etc/hostname> url(file:///etc/shadow)",
    "attribute": '" onmouseover=alert(1) x=" \' </textarea></td></table>',
    "control": "before\x07\x0b\x1b\x85after\u2028\ufffe\uffff",
    "rtl": "שלום \u202eسلام\u202c تقرير\u200f",
    "formula": '=HYPERLINK("http://evil.example","x")\n+1\n-1\n@SUM(A1)',
    "link": "[click](javascript:alert(1)) [x](data:text/html,y) **bold** [ok](https://example.org/a)",
    "entity": "&lt;b&gt; &amp;#x41; ]]> <![CDATA[ <?xml version='1.0'?>",
    "doctype": "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e;",
}


def stored_form(text):
    """Return a text by the rules of storing: LF, without NUL, without blanks at its ends."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def harmless(page):
    """Check that nothing of the text became markup of the page."""
    root = page.root
    assert not root.xpath("//script[not(@src)]")
    assert not [a for a in root.xpath("//@*") if getattr(a, "attrname", "").lower().startswith("on")]
    assert not root.xpath("//img[not(starts-with(@src, '/') or starts-with(@src, 'data:'))]")
    for link in root.xpath("//a/@href"):
        assert not re.match(r"\s*(javascript|data|file|vbscript):", link, re.IGNORECASE), link
    assert "SECRET_KEY" not in page.source or "{{ settings.SECRET_KEY }}" in page.words
    assert "only-for-tests" not in page.source and "root:x:0" not in page.source


def write(window, address, fields, text):
    window.open(address)
    for field in fields:
        window.type(field, text)
    page = window.click("Save the page")
    assert page.status == 200, page.summary
    return page


def documents(client, project, period):
    """Return the words of the four documents of a report."""
    report = f"/projects/{project}/{period}/report/download/"
    word = Document(io.BytesIO(client.get(f"{report}docx/").content))
    parts = [p.text for p in word.paragraphs]
    for table in word.tables:
        parts += [cell.text for row in table.rows for cell in row.cells]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{report}xlsx/").content))
    cells = [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not [cell for cell in formulas if "HYPERLINK" in str(cell.value)]
    html = client.get(f"{report}html/").content.decode()
    return {"docx": "\n".join(parts), "xlsx": "\n".join(cells), "html": html}


def test_hostile_texts_in_a_work_row_are_stored_shown_harmlessly_and_printed(signed_in, input_of):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    row = rows_of(unicef)[23]
    window = Browser(signed_in("unicef"))
    text = "\n".join(HOSTILE.values())
    page = write(
        window, web_address(unicef, "activities"), [name(row, "progress"), name(row, "next_steps")], text
    )
    harmless(page)
    row.refresh_from_db()
    assert row.progress == row.next_steps == stored_form(text)
    assert page.field(name(row, "progress")).replace("\r\n", "\n") == stored_form(text)
    for address in ("", "all", "submit"):
        harmless(window.open(web_address(unicef, *([address] if address else []))))
    window.click("Submit UNICEF's input")
    harmless(window.open(web_address(unicef, "activities")))  # as text, since it is locked now
    coordinator = Browser(signed_in("coordinator"))
    for section in ("", "annex1", "preview"):
        page = coordinator.open(f"/projects/KGZ-PVE-1/2021-H1/report/{section + '/' if section else ''}")
        harmless(page)
    assert "<script>alert('pbf')</script>" in page.words
    assert "{{ x }}" in page.words and "before\ufffd" in page.words
    files = documents(coordinator.client, "KGZ-PVE-1", "2021-H1")
    for kind in ("docx", "xlsx"):
        assert "{{ settings.SECRET_KEY }}" in files[kind], kind
        assert "<script>alert('pbf')</script>" in files[kind], kind
        assert "سلام" in files[kind], kind
    assert "<script>alert" not in files["html"] and "only-for-tests" not in str(files)
    assert "root:x:0" not in str(files)


def test_hostile_texts_in_every_field_of_an_indicator_and_every_answer(signed_in, input_of, pve_2):
    unodc = reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))
    entry = indicators_of(unodc)[0]
    text = " ".join(HOSTILE.values())
    window = Browser(signed_in("unodc"))
    fields = ["progress", "not_measured_because", "variance_reason"]
    page = write(window, web_address(unodc, "indicators"), [name(entry, field) for field in fields], text)
    harmless(page)
    outcome = Outcome.objects.get(project=pve_2)
    addresses: list[tuple[str, Outcome | None]] = [
        (key, None) for key in ("part1.status", "part3.surveys", "covid.non_monetary", "covid.story")
    ]
    addresses.append(("part2.summary", outcome))
    names = [
        f"q-{Question.objects.get(key=key).pk}-{address.uid if address else 'all'}-text"
        for key, address in addresses
    ]
    harmless(write(window, web_address(unodc, "texts"), names, text))
    harmless(window.open(web_address(unodc, "submit")))
    window.click("Submit UNODC's input")
    coordinator = Browser(signed_in("coordinator2"))
    report = "/projects/KGZ-PVE-2/2021-FINAL/report/"
    for section in ("part1", "part2", "part3", "covid", "indicators", "preview"):
        harmless(coordinator.open(f"{report}{section}/"))
    files = documents(coordinator.client, "KGZ-PVE-2", "2021-FINAL")
    assert "{% include '/etc/passwd' %}" in files["docx"]
    assert "<script>alert" not in files["html"] and "root:x:0" not in str(files)


def test_hostile_short_texts_on_cover_source_funder_and_reason_stay_texts(signed_in, input_of):
    short = "<script>alert(1)</script>{{ x }}=1+1"
    unodc = reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))
    window = Browser(signed_in("unodc"))
    entry = indicators_of(unodc)[0]
    funders = Question.objects.get(key="part3.catalytic").pk
    harmless(write(window, web_address(unodc, "indicators"), [name(entry, "source")], short))
    harmless(
        write(
            window,
            web_address(unodc, "texts"),
            [f"q-{funders}-all-funder_0", f"q-{funders}-all-note_0"],
            short,
        )
    )
    harmless(write(window, web_address(unodc, "budget"), ["money-money_source"], short))
    window.open(web_address(unodc, "submit"))
    harmless(window.click("Submit UNODC's input"))
    coordinator = Browser(signed_in("coordinator2"))
    coordinator.open(web_address(unodc, "return"))
    coordinator.type("reason", short)
    harmless(coordinator.click("Return to UNODC"))
    harmless(window.open("/"))
    page = window.open(web_address(unodc))
    harmless(page)
    assert short in page.words
    report = "/projects/KGZ-PVE-2/2021-FINAL/report/"
    coordinator.open(f"{report}cover/")
    coordinator.type("cover-prepared_by", short)
    coordinator.type("cover-approved_by", short)
    harmless(coordinator.click("Save the cover"))
    harmless(coordinator.open(f"{report}preview/"))
    assert short in documents(coordinator.client, "KGZ-PVE-2", "2021-FINAL")["docx"]


def test_a_null_character_is_left_out_with_a_notice_on_the_row(signed_in, input_of):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    row = rows_of(unicef)[23]
    client = signed_in("unicef")
    page = Browser(client).open(web_address(unicef, "activities"))
    form = next(form for form in page.root.forms if form.get("action") == web_address(unicef, "activities"))
    data = {**form_values(form), name(row, "progress"): "with\x00out"}
    answer = client.post(web_address(unicef, "activities"), data, follow=True)
    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.progress == "without"
    assert "null characters" in answer.content.decode()
    base = base_of(row, ActivityEntry.FIELDS).dump()
    single = client.post(
        web_address(unicef, "activities", f"row-{row.uid}"),
        {name(row, "base"): base, name(row, "progress"): "wi\x00th"},
        headers={"HX-Request": "true"},
    )
    assert single.status_code == 200
    assert "null characters" in single.content.decode()


def test_very_many_kyrgyz_letters_are_kept_counted_and_printed(signed_in, input_of):
    letters = sized(20_000, whole=200_000)
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    row = rows_of(unicef)[23]
    text = ("Өлкөдөгү үч мектеп ачылды. " * (letters // 25))[:letters].strip()
    window = Browser(signed_in("unicef"))
    page = write(window, web_address(unicef, "activities"), [name(row, "progress")], text)
    row.refresh_from_db()
    assert row.progress == text
    assert page.field(name(row, "progress")) == text
    client = signed_in("coordinator")
    report = "/projects/KGZ-PVE-1/2021-H1/report/"
    assert text in Browser(client).open(f"{report}preview/").words
    files = documents(client, "KGZ-PVE-1", "2021-H1")
    assert files["docx"].count("Өлкөдөгү үч мектеп ачылды.") >= letters // 27 - 1
    assert files["xlsx"].count("Өлкөдөгү") >= letters // 27 - 1
