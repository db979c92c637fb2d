"""Two reports side by side: every printed thing that changed is found, at its place and nowhere else."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any, get_type_hints

import openpyxl
import pytest
from django.utils import translation

from documents import data
from documents.comparison import cells, changed_addresses, compare, sections_of, where_of
from documents.frozen import freeze, thaw
from documents.render import render
from documents.tests.test_comparison_of_offices import told, with_progress, with_row
from pbfreport.bench.samples import sample_report, section_of, with_section
from projects import addresses
from reports.assembling.contents import assemble_draft
from reports.loaded import load_report

DEMO = [("KGZ-PVE-1", "2021-H1"), ("KGZ-PVE-2", "2021-FINAL")]
SAMPLE = sample_report()

# What identifies, what only marks a draft as one, how a section is laid out, and what no document prints.
NOT_CONTENT = {
    "uid", "key", "address", "language", "is_draft", "as_of", "draft_label", "not_provided", "is_required",
    "project_uid", "period_code", "period_starts", "period_ends", "as_table", "field",
}  # fmt: skip


def small() -> data.Report:
    """Return the sample with one of each thing: a joint row, a silent one, an indicator, every kind of question."""
    part2, table, annex = (section_of(SAMPLE, kind) for kind in ("per_outcome", "indicators", "annex1"))
    group, indicators = annex.activity_groups[0], table.indicator_groups[0]
    silent = annex.activity_groups[-1].rows[-1]
    measured = replace(
        indicators.indicators[0],
        women=4,
        men=5,
        under_30=6,
        cells={**indicators.indicators[0].cells, "variance": "Rain", "milestone": "Half"},
    )
    report = with_section(SAMPLE, "per_outcome", outcomes=part2.outcomes[:1])
    report = with_section(
        report, "indicators", indicator_groups=(replace(indicators, indicators=(measured,)),)
    )
    report = with_section(
        report, "annex1", activity_groups=(replace(group, rows=(group.rows[0], group.rows[1], silent)),)
    )
    sections = tuple(
        replace(
            section, questions=tuple({question.kind: question for question in section.questions}.values())
        )
        for section in report.sections
    )
    attachments = (
        data.Attachment("Survey", "Evaluation", date(2021, 5, 4), file_name="survey.pdf"),
        data.Attachment(
            "Film", "Photo", None, url="https://example.org/film", caption="A day", credit="UNDP"
        ),
    )
    return replace(report, sections=sections, attachments=attachments)


def mended(value: Any, hint: Any) -> Any:
    """Return another value of the same kind."""
    kinds = [kind for kind in (bool, int, Decimal, date) if kind is hint or f"{kind.__name__} |" in str(hint)]
    if isinstance(value, str):
        return f"{value} mended"
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, int | Decimal):
        return value + 1
    return {bool: True, int: 7, Decimal: Decimal(7), date: date(2021, 1, 1)}[kinds[0]] if kinds else None


def anchor_of(thing: Any, outer: str) -> str:
    """Return the address under which a thing is compared, worked out from its kind."""
    match thing:
        case data.Cover():
            return addresses.COVER
        case data.Section(kind="cover"):
            return addresses.COVER
        case data.Section():
            return addresses.section(thing.key)
        case data.Question():
            return addresses.question(
                thing.key, outer.removeprefix("outcome:") if "outcome:" in outer else ""
            )
        case data.Outcome():
            return f"outcome:{thing.uid}"
        case data.Indicator():
            return addresses.indicator(thing.uid)
        case data.ActivityRow():
            return addresses.activity(thing.uid)
    return outer


def variants(
    thing: Any, outer: str, put: Callable[[Any], data.Report]
) -> Iterator[tuple[str, str, data.Report]]:
    """Yield (name, place, report) for every field below a thing changed by itself, and for every part left out."""
    address = anchor_of(thing, outer)
    shown = addresses.section("part2") if address.startswith("outcome:") else address
    if isinstance(thing, data.Option):
        shown = outer
    for field in fields(thing):
        value, hint = getattr(thing, field.name), get_type_hints(type(thing))[field.name]
        is_kind = field.name == "kind" and not isinstance(thing, data.Recipient | data.Attachment)
        if field.name in NOT_CONTENT or is_kind:
            continue

        def with_value(new: Any, name: str = field.name) -> data.Report:
            return put(replace(thing, **{name: new}))

        if is_dataclass(value):
            yield from variants(value, address, with_value)
        elif isinstance(value, dict):
            for key, held in value.items():

                def with_held(new: Any, at: str = key, old: dict[str, Any] = value) -> data.Report:
                    return with_value({**old, at: new})

                name = f"{field.name}.{key}"
                if isinstance(held, str):
                    yield name, shown, with_held(f"{held} mended")
                else:
                    yield from items(name, held, address, shown, with_held)
        elif isinstance(value, tuple):
            yield from items(f"{type(thing).__name__}.{field.name}", value, address, shown, with_value)
        elif (new := mended(value, hint)) is not None:
            yield f"{type(thing).__name__}.{field.name}", shown, with_value(new)


def items(
    name: str, value: tuple[Any, ...], address: str, shown: str, put: Callable[[Any], data.Report]
) -> Iterator[tuple[str, str, data.Report]]:
    """Yield the same for every item of a list, changed and left out."""
    for position, item in enumerate(value):

        def with_item(*new: Any, at: int = position) -> data.Report:
            return put((*value[:at], *new, *value[at + 1 :]))

        if isinstance(item, str):
            yield f"{name}[{position}]", shown, with_item(f"{item} mended")
        else:
            yield from variants(item, address, with_item)
        if not isinstance(item, data.Section | data.IndicatorGroup | data.ActivityGroup | data.Outcome):
            yield f"{name}[{position}] left out", anchor_of(item, address), with_item()


def sheets(report: data.Report) -> list[list[Any]]:
    book = openpyxl.load_workbook(BytesIO(render(report, "xlsx").content))
    return [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]


def test_every_printed_thing_that_changes_is_found_at_its_address_and_only_there():
    report = small()
    page, book = render(report, "html").content, sheets(report)
    seen = set()
    for name, address, other in variants(report, addresses.REPORT, lambda whole: whole):
        if render(other, "html").content != page or sheets(other) != book:
            seen.add(name)
            found = changed_addresses(report, other)
            # With a column its texts go as well.
            assert found == {address} or (address in found and name.startswith("Section.columns")), name
        else:
            assert changed_addresses(report, other) == frozenset(), name
    assert len(seen) > 150
    assert {
        "Report.notes[0]", "Attachment.title", "Attachment.url", "Report.attachments[0] left out",
        "Cover.rate_basis", "Recipient.approved", "Question.choice", "Question.label",
        "FundLine.note", "Option.ticked", "Outcome.title", "IndicatorGroup.title", "cells.progress",
        "Indicator.women", "Indicator.formula", "Indicator.source", "ActivityGroup.title", "ActivityRow.number",
        "ActivityRow.status_label", "ActivityRow.missing_from[0]", "Part.name", "Part.text", "Section.intro",
        "Column.label", "ActivityGroup.rows[0] left out", "cells.progress[1] left out",
    } <= seen  # fmt: skip


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize(("project", "code"), DEMO)
def test_a_report_and_its_frozen_self_do_not_differ(project: str, code: str):
    report = assemble_draft(load_report(project__code=project, code=code))
    assert compare(report, thaw(freeze(report))) == []
    assert len(cells(report)) > 150


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize(("project", "code"), DEMO)
def test_every_address_of_an_assembled_report_is_an_address_with_words(project: str, code: str):
    report = assemble_draft(load_report(project__code=project, code=code))
    words = where_of(report)
    for cell in cells(report):
        assert str(addresses.parse(cell.address)) == cell.address
        assert words[cell.address] and cell.section and cell.where.startswith(words[cell.address])


@pytest.mark.django_db
@pytest.mark.database
def test_the_assembled_report_says_whose_each_text_is():
    report = assemble_draft(load_report(project__code="KGZ-PVE-1", code="2021-H1"))
    rows = [row for group in section_of(report, "annex1").activity_groups for row in group.rows]
    parts = [(row, part) for row in rows for cell in row.cells.values() for part in cell]
    assert parts
    for row, part in parts:
        assert part.offices
        assert set(part.offices.split(", ")) <= set(row.offices.split(", "))
        assert part.name in ("", part.offices)
    assert {cell.address for cell in cells(report) if cell.field == "progress" and cell.office == "UNDP"}
    outcomes = section_of(report, "per_outcome").outcomes
    assert [question.address for outcome in outcomes for question in outcome.questions] == [
        addresses.question(question.key, outcome.uid)
        for outcome in outcomes
        for question in outcome.questions
    ]


def test_what_stood_first_and_is_gone_is_told_first():
    found = compare(SAMPLE, replace(SAMPLE, title="", project_code="X"))
    assert [(change.cell.field, change.kind) for change in found] == [
        ("title", "removed"),
        ("project_code", "changed"),
    ]


def test_who_has_not_written_is_not_told_beside_what_they_wrote():
    silent = with_row(
        lambda row: replace(
            row, cells={**row.cells, "progress": row.cells["progress"][:1]}, missing_from=("OHCHR",)
        )
    )
    assert [change.cell.field for change in compare(silent, SAMPLE)] == ["progress"]


def test_a_new_row_is_told_by_what_it_says():
    groups = section_of(SAMPLE, "annex1").activity_groups
    without = with_section(
        SAMPLE, "annex1", activity_groups=(replace(groups[0], rows=groups[0].rows[1:]), *groups[1:])
    )
    fields_told = ["title", "offices", "progress", "progress", "next_steps", "next_steps", "status"]
    assert [change.cell.field for change in compare(without, SAMPLE)] == fields_told
    gone = compare(SAMPLE, without)
    assert [change.cell.field for change in gone] == fields_told
    assert {(change.kind, change.cell.address) for change in gone} == {
        ("removed", addresses.activity("ac0001"))
    }


def test_a_row_under_another_activity_has_moved():
    groups = section_of(SAMPLE, "annex1").activity_groups
    moved = (
        replace(groups[0], rows=groups[0].rows[1:]),
        replace(groups[1], rows=(groups[0].rows[0], *groups[1].rows)),
        *groups[2:],
    )
    [change] = compare(SAMPLE, with_section(SAMPLE, "annex1", activity_groups=moved))
    assert (change.cell.field, change.before, change.after) == ("group", "Activity 1.1.", "Activity 1.2.")


def test_an_idle_zero_and_a_trailing_blank_are_no_change():
    blank = with_progress(data.Part("UNDP", "One\n \n"), data.Part("OHCHR", "Two"))
    plain = with_progress(data.Part("UNDP", "One"), data.Part("OHCHR", "Two"))
    assert compare(blank, plain) == []
    budget = replace(SAMPLE.cover, total_budget=Decimal("1258000.00"))
    assert compare(SAMPLE, replace(SAMPLE, cover=budget)) == []


def test_a_title_that_stands_in_the_head_and_on_the_cover_is_told_once():
    new = replace(SAMPLE, project_title="New", cover=replace(SAMPLE.cover, project_title="New"))
    assert told(SAMPLE, new) == [("Cover, project title", "", "changed", "New")]


def test_the_final_form_of_a_draft_only_loses_the_notes_to_its_reader():
    assert [change.cell.field for change in compare(SAMPLE, sample_report(is_draft=False))] == ["notes"]


def test_a_missing_answer_that_is_given_is_added():
    part1 = section_of(SAMPLE, "questions")
    question = replace(part1.questions[0], printed="", choice="", is_missing=True)
    before = with_section(SAMPLE, "questions", questions=(question, *part1.questions[1:]))
    [change] = compare(before, SAMPLE)
    assert (change.kind, change.before, change.cell.field) == ("added", "", "answer")


def test_changes_stand_in_the_order_of_the_form_under_their_sections():
    groups = section_of(SAMPLE, "indicators").indicator_groups
    first = groups[0].indicators[0]
    indicator = replace(first, cells={**first.cells, "progress": "Less"}, value=Decimal(3))
    table = (
        replace(groups[0], indicators=(indicator, *groups[0].indicators[1:])),
        *groups[1:],
    )
    new = with_section(
        with_row(lambda row: replace(row, cells={**row.cells, "progress": ()})),
        "indicators",
        indicator_groups=table,
    )
    new = replace(new, cover=replace(new.cover, gender_marker="GM1"))
    found = [
        (heading, [(change.cell.where, change.kind) for change in changes])
        for heading, changes in sections_of(compare(SAMPLE, new))
    ]
    assert found == [
        ("Cover", [("Cover, gender marker", "changed")]),
        (
            "PART IV: INDICATOR BASED PERFORMANCE ASSESSMENT",
            [
                ("Indicator 1.1, current progress", "changed"),
                ("Indicator 1.1, figures", "changed"),
            ],
        ),
        (
            "Annex 1: Project implementation status achieved during the reporting period",
            [("Row 1, progress achieved", "removed"), ("Row 1, progress achieved", "removed")],
        ),
    ]


def test_addresses_have_short_words_of_their_own():
    words = where_of(SAMPLE)
    assert words[addresses.activity("ac0003")] == "Row 3"
    assert words[addresses.indicator("in0001")] == "Indicator 1.1"
    assert words[addresses.COVER] == "Cover"
    question = section_of(SAMPLE, "per_outcome").outcomes[1].questions[0]
    assert words[addresses.question(question.key, "ou0002")].startswith("Outcome 2: ")
    assert max(len(text) for text in words.values()) < 100


def test_texts_are_in_the_language_of_the_report_whatever_the_reader_s():
    with translation.override("en"):
        english = [cell.text for cell in cells(SAMPLE)]
    with translation.override("ru"):
        assert [cell.text for cell in cells(SAMPLE)] == english
