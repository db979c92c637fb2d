"""The Word form: what an administrator may upload, and what is said about a file that does not work."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from jinja2 import UndefinedError

from documents.word.render import default_form, render_word
from documents.word.template_builder import build_form
from documents.word.template_check import check_form
from pbfreport.bench.samples import sample_report, section_of


def form_with(*paragraphs):
    document = Document(BytesIO(default_form()))
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def saved(document):
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def package_with(changes, form=None):
    """The form with parts added or replaced, by name."""
    target = BytesIO()
    old = zipfile.ZipFile(BytesIO(form or default_form()))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            new.writestr(name, data)
    return target.getvalue()


def part_of_form(name):
    with zipfile.ZipFile(BytesIO(default_form())) as package:
        return package.read(name)


def test_the_portals_own_form_is_fit():
    assert check_form(default_form()) == []


def test_the_form_that_is_kept_is_the_one_that_the_builder_makes():
    def parts(form):
        with zipfile.ZipFile(BytesIO(form)) as package:
            return {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}

    assert parts(default_form()) == parts(build_form())


def test_unknown_placeholders_are_all_named_in_full():
    sentences = check_form(form_with("{{ cover.capital }} and {{ weather }}", "{{ cover.country }}"))
    assert len(sentences) == 2
    assert "{{ cover.capital }}" in sentences[0] and "{{ weather }}" in sentences[1]


def test_an_unknown_question_key_is_named():
    (sentence,) = check_form(form_with('{{p answer("part9.weather") }}'))
    assert "part9.weather" in sentence


def test_a_single_question_may_be_placed_by_its_key():
    form = form_with("Here: {{ label('part1.status') }}", "{{p answer(“part1.status”) }}")
    assert check_form(form) == []
    report = sample_report()
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(render_word(report, form))).paragraphs)
    question = section_of(report, "questions").questions[0]
    assert f"Here: {question.label}" in text and text.count("Text 1.") == 2


def test_a_placeholder_that_word_cut_into_pieces_still_works():
    document = Document(BytesIO(default_form()))
    paragraph = document.add_paragraph("Written in ")
    for piece in ("{", "{ cov", "er.cou", "ntry }", "}"):
        paragraph.add_run(piece)
    report = sample_report()
    filled = Document(BytesIO(render_word(report, saved(document))))
    assert filled.paragraphs[-1].text == "Written in Kyrgyz Republic"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ title", "cannot be read"),
        ("{%p for question in part1.questions %}", "cannot be read"),
        ("{{ 2 ** 100000000 }}", "may not do"),
        ("{{ part2.intro }}", "{{p instead of {{"),
        ("{{p title }}", "{{ instead of {{p"),
        ("{{ title.__class__ }}", "__class__"),
        ("{{ range(10) }}", "range"),
        ("{% import 'os' as x %}", "cannot be filled"),
    ],
)
def test_a_placeholder_that_does_not_work_is_explained_in_a_sentence(text, words):
    (sentence,) = check_form(form_with(text))
    assert words in sentence
    assert sentence.endswith(".")


def test_rendering_stops_at_an_unknown_placeholder_and_prints_nothing_wrong():
    with pytest.raises(UndefinedError, match="weather"):
        render_word(sample_report(), form_with("{{ weather }}"))


def test_what_is_no_word_file_is_refused():
    for content in (b"", b"plain text", b"PK\x03\x04 cut off", package_with({"_rels/.rels": b"<broken"})):
        (sentence,) = check_form(content)
        assert "cannot be opened" in sentence


def test_a_file_with_macros_is_refused():
    (sentence,) = check_form(package_with({"word/vbaProject.bin": b"x"}))
    assert "macros" in sentence


def test_a_template_instead_of_a_document_is_refused():
    with zipfile.ZipFile(BytesIO(default_form())) as package:
        types = package.read("[Content_Types].xml").replace(b"document.main+xml", b"template.main+xml")
    (sentence,) = check_form(package_with({"[Content_Types].xml": types}))
    assert ".docx" in sentence


def test_a_file_that_takes_pictures_from_elsewhere_is_refused_and_links_are_not():
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    name = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(BytesIO(default_form())) as package:
        relations = package.read(name)
    for what, count in (("image", 1), ("attachedTemplate", 1), ("hyperlink", 0)):
        entry = f'<Relationship Id="rIdX" Type="{kind}{what}" Target="https://example.org/x" TargetMode="External"/>'
        changed = relations.replace(b"</Relationships>", entry.encode() + b"</Relationships>")
        sentences = check_form(package_with({name: changed}))
        assert len(sentences) == count
        assert all("https://example.org/x" in sentence for sentence in sentences)


def test_a_file_that_unpacks_to_far_more_than_its_size_is_refused_unread():
    (sentence,) = check_form(package_with({"word/media/a.bin": b"0" * 20_000_000}))
    assert "100 times" in sentence
    (sentence,) = check_form(package_with({"word/media/a.bin": b"0" * 60_000_000}))
    assert "50 MB" in sentence


def test_a_file_of_more_than_a_thousand_parts_is_refused():
    (sentence,) = check_form(package_with({f"word/media/{number}.txt": b"" for number in range(1001)}))
    assert "1000 parts" in sentence


def test_a_document_type_of_its_own_is_refused():
    with zipfile.ZipFile(BytesIO(default_form())) as package:
        xml = package.read("word/document.xml").split(b"?>", 1)[1]
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + xml
    (sentence,) = check_form(package_with({"word/document.xml": bomb}))
    assert "document type" in sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_a_document_type_is_found_in_every_part_and_behind_a_long_comment(part, encoding):
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    head = f'<?xml version="1.0" encoding="{encoding}"?><!--{"x" * 5000}-->{bomb}'
    changed = (head + part_of_form(part).decode().split("?>", 1)[1]).encode(encoding)
    (sentence,) = check_form(package_with({part: changed}))
    assert "document type" in sentence


def test_styles_in_another_encoding_are_read_and_the_form_can_be_filled():
    xml = part_of_form("word/styles.xml").decode().split("?>", 1)[1]
    styles = ('<?xml version="1.0" encoding="UTF-16"?>' + xml).encode("utf-16")
    form = package_with({"word/styles.xml": styles})
    assert check_form(form) == []
    filled = Document(BytesIO(render_word(sample_report(), form)))
    assert any(getattr(paragraph.style, "name", "") != "Normal" for paragraph in filled.paragraphs)


def test_links_are_kept_where_the_list_of_relations_is_in_another_encoding():
    name = "word/_rels/document.xml.rels"
    xml = part_of_form(name).decode().split("?>", 1)[1]
    relations = ('<?xml version="1.0" encoding="UTF-16"?>' + xml).encode("utf-16")
    form = package_with({name: relations})
    assert check_form(form) == []
    with zipfile.ZipFile(BytesIO(render_word(sample_report(), form))) as package:
        assert b'TargetMode="External"' in package.read(name)


def test_a_part_with_bytes_that_are_no_letters_is_refused():
    for part in ("word/styles.xml", "word/document.xml", "docProps/app.xml"):
        (sentence,) = check_form(package_with({part: b"<?xml version='1.0'?><x>\xff\xfe\x00</x>"}))
        assert "upload it again" in sentence


def test_a_file_that_was_damaged_on_its_way_is_refused():
    form = default_form()
    with zipfile.ZipFile(BytesIO(form)) as package:
        entries = package.infolist()
    for entry in entries:
        begins = entry.header_offset + 30 + len(entry.filename) + 4
        damaged = form[:begins] + b"\xff" * 8 + form[begins + 8 :]
        (sentence,) = check_form(damaged)
        assert "upload it again" in sentence


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 3000 + "title" + ")" * 3000 + " }}",
        "{{ " + "(" * 3000 + " }}",
        "{{ " + "not " * 3000 + "title }}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% for a in part1.questions %}" * 30 + "{% endfor %}" * 30,
    ],
)
def test_placeholders_nested_without_end_are_explained_in_a_sentence(text):
    (sentence,) = check_form(form_with(text))
    assert "nested too deeply" in sentence


def test_a_file_with_another_file_inside_is_refused():
    for name in ("word/embeddings/oleObject1.bin", "word/Embeddings/sheet.xlsx"):
        (sentence,) = check_form(package_with({name: b"x"}))
        assert "embedded object" in sentence


def instruction(*pieces):
    """A field whose instruction stands in pieces, as Word writes it."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return mark.format("begin") + runs + mark.format("end")


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (instruction(" DDEAUTO c:\\\\x.exe"), "DDEAUTO"),
        (instruction("D", "D", "E x y"), "DDE"),
        (instruction(" {{ &quot;DDE&quot; }} x y"), "DDE"),
        (instruction("IncludePicture &quot;https://example.org/x&quot;"), "INCLUDEPICTURE"),
        ('<w:fldSimple w:instr=" INCLUDETEXT x "/>', "INCLUDETEXT"),
        ('<w:fldSimple w:instr="LINK Excel.Sheet.8 x"/>', "LINK"),
        ('<w:fldSimple w:instr="IMPORT x"/>', "IMPORT"),
        ('<w:fldSimple w:instr=" PAGE "/>', ""),
        (instruction("HYPERLINK &quot;https://example.org/link/dde&quot;"), ""),
    ],
)
def test_a_field_that_fetches_something_is_refused_and_others_are_not(field, name):
    xml = part_of_form("word/document.xml").decode()
    address = xml.rindex("<w:sectPr")
    changed = f"{xml[:address]}<w:p>{field}</w:p>{xml[address:]}"
    sentences = check_form(package_with({"word/document.xml": changed.encode()}))
    assert len(sentences) == bool(name)
    assert all(f"({name})" in sentence for sentence in sentences)


def test_a_form_without_the_portals_styles_still_prints_lists_and_texts():
    document = Document()
    document.add_paragraph("{{p answer('part1.status') }}")
    assert check_form(saved(document)) == []
    filled = Document(BytesIO(render_word(sample_report(), saved(document))))
    texts = [paragraph.text for paragraph in filled.paragraphs]
    assert "•\tthe second step is open" in texts and "1.\tone numbered line" in texts
    assert all(paragraph.style == filled.styles["Normal"] for paragraph in filled.paragraphs)


def test_the_properties_of_the_forms_author_are_not_passed_on():
    document = Document(BytesIO(default_form()))
    document.core_properties.author = "Author of the form"
    document.core_properties.keywords = "private"
    with zipfile.ZipFile(BytesIO(render_word(sample_report(), saved(document)))) as package:
        assert b"Author" not in package.read("docProps/core.xml")


def test_a_text_with_line_ends_in_a_short_address_keeps_them():
    report = sample_report()
    changed = replace(report, cover=replace(report.cover, prepared_by="First unit\nSecond & <third>"))
    table = Document(BytesIO(render_word(changed))).tables[0]
    cell = next(row.cells[1] for row in table.rows if row.cells[0].text == "Project report prepared by:")
    assert cell.text == "First unit\nSecond & <third>"
    assert [node.tag for node in cell._tc.iter(qn("w:br"))] == [OxmlElement("w:br").tag]
