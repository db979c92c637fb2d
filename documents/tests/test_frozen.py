"""A frozen report gives back the very report that was frozen, byte for byte and document for document."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from documents import data
from documents.frozen import SCHEMA, Unreadable, freeze, sha256_of, thaw
from documents.render import render
from pbfreport.bench.samples import sample_report, section_of, with_everywhere, with_section
from projects.models import ReportingPeriod
from reports.assembling.contents import assemble_draft
from reports.loaded import load_report

DEMO = [("KGZ-PVE-1", "2021-H1"), ("KGZ-PVE-2", "2021-FINAL")]
SAMPLE = sample_report()


def assembled(project: str, code: str) -> data.Report:
    return assemble_draft(load_report(project__code=project, code=code))


def leaves(value: Any) -> list[Any]:
    """Return everything that is no container, in order; Decimals as their digits."""
    if is_dataclass(value) and not isinstance(value, type):
        return [leaf for field in fields(value) for leaf in leaves(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [leaf for item in value for leaf in leaves(item)]
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in (key, value[key])]
    return [str(value) if isinstance(value, Decimal) else value]


def sheets(report: data.Report) -> list[list[list[Any]]]:
    book = openpyxl.load_workbook(BytesIO(render(report, "xlsx").content))
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets]


def changed(text: str, change: Callable[[dict[str, Any]], Any]) -> str:
    stored = json.loads(text)
    change(stored)
    return json.dumps(stored)


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize(("project", "code"), DEMO)
def test_a_report_of_the_demo_comes_back_equal_to_the_last_digit(project: str, code: str):
    report = assembled(project, code)
    thawed = thaw(freeze(report))
    assert thawed == report
    assert leaves(thawed) == leaves(report)


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize(("project", "code"), DEMO)
def test_assembling_twice_gives_the_same_bytes(
    period: Callable[[str, str], ReportingPeriod], project: str, code: str
):
    first, second = freeze(assembled(project, code)), freeze(assembled(project, code))
    assert first == second
    assert sha256_of(first) == sha256_of(second)


def test_the_order_in_which_labels_were_put_makes_no_difference():
    labels = section_of(SAMPLE, "indicators").labels
    turned = with_section(SAMPLE, "indicators", labels=dict(reversed(labels.items())))
    assert list(turned.section("indicators").labels) != list(labels)  # type: ignore[union-attr]
    assert freeze(turned) == freeze(SAMPLE)


def test_one_changed_letter_gives_another_fingerprint():
    other = replace(SAMPLE, project_title=SAMPLE.project_title + ".")
    assert sha256_of(freeze(other)) != sha256_of(freeze(SAMPLE))
    assert len(sha256_of(freeze(other))) == 64


def test_the_documents_of_a_frozen_report_say_what_those_of_the_report_say():
    thawed = thaw(freeze(SAMPLE))
    assert render(thawed, "html").content == render(SAMPLE, "html").content
    assert sheets(thawed) == sheets(SAMPLE)


@pytest.mark.parametrize("digits", ["12.50", "0.00", "-0", "1E+3", "123456789012345.67", "0.0001"])
def test_a_figure_keeps_its_digits(digits: str):
    report = replace(SAMPLE, cover=replace(SAMPLE.cover, total_budget=Decimal(digits)))
    assert str(thaw(freeze(report)).cover.total_budget) == digits


@pytest.mark.parametrize("figure", ["NaN", "Infinity"])
def test_what_is_no_figure_is_not_frozen(figure: str):
    with pytest.raises(TypeError):
        freeze(replace(SAMPLE, cover=replace(SAMPLE.cover, total_budget=Decimal(figure))))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
@example("\x00\x1b\x7f\u2028\u202e")
@example("\ud800 half a pair")
@example('"}],"schema":9,\\u0041\\\r\n')
@example("ө🕊️ " * 50)
def test_any_text_comes_back_as_it_was(text: str):
    report = with_everywhere(SAMPLE, text)
    frozen = freeze(report)
    assert thaw(frozen) == report
    assert thaw(frozen.encode().decode()) == report
    assert "\x00" not in frozen


_figures = st.decimals(allow_nan=False, allow_infinity=False)
_questions = st.builds(
    data.Question,
    lines=st.lists(
        st.builds(data.FundLine, amount=st.none() | _figures, office=st.text(max_size=9)), max_size=3
    ).map(tuple),
    options=st.lists(st.builds(data.Option), max_size=3).map(tuple),
    amount=st.none() | _figures,
    over_limit_by=st.integers(),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_questions, max_size=3).map(tuple))
def test_any_answer_comes_back_as_it_was(questions: tuple[data.Question, ...]):
    report = replace(SAMPLE, sections=(data.Section("s", "questions", "", "", questions=questions),))
    thawed = thaw(freeze(report))
    assert thawed == report
    assert leaves(thawed) == leaves(report)
    assert freeze(thawed) == freeze(report)


def test_the_text_is_small_and_sorted():
    frozen = freeze(SAMPLE)
    assert frozen.startswith('{"report":{"as_of":"2026-11-21",')
    assert '"cover":{"approved_by":"","country":"Kyrgyz Republic",' in frozen
    assert frozen.endswith(f'"schema":{SCHEMA}}}')
    assert "Жергиликтүү" in frozen


def test_an_older_text_without_a_later_field_takes_its_default():
    def drop(stored: dict[str, Any]) -> None:
        del stored["report"]["notes"]
        for section in stored["report"]["sections"]:
            for question in section["questions"]:
                del question["address"]

    thawed = thaw(changed(freeze(SAMPLE), drop))
    assert thawed == replace(SAMPLE, notes=())


def test_a_field_that_this_portal_does_not_know_is_passed_over():
    text = changed(freeze(SAMPLE), lambda stored: stored["report"]["cover"].update(moon="full"))
    assert thaw(text) == SAMPLE


def test_a_text_of_a_newer_portal_is_refused_in_one_sentence():
    with pytest.raises(Unreadable, match=r"newer portal; update this portal to open it\.$"):
        thaw(changed(freeze(SAMPLE), lambda stored: stored.update(schema=SCHEMA + 1)))


@pytest.mark.parametrize(
    "change",
    [
        lambda stored: stored.pop("schema"),
        lambda stored: stored.update(schema="1"),
        lambda stored: stored.update(schema=True),
        lambda stored: stored.pop("report"),
        lambda stored: stored.update(report=[]),
        lambda stored: stored["report"].pop("cover"),
        lambda stored: stored["report"].update(title=None),
        lambda stored: stored["report"].update(title=7),
        lambda stored: stored["report"].update(is_draft=1),
        lambda stored: stored["report"].update(as_of="soon"),
        lambda stored: stored["report"].update(notes="abc"),
        lambda stored: stored["report"]["cover"].update(year=True),
        lambda stored: stored["report"]["cover"].update(total_budget="a lot"),
        lambda stored: stored["report"]["cover"].update(total_budget="NaN"),
        lambda stored: stored["report"]["cover"].update(total_budget=12.5),
        lambda stored: stored["report"]["sections"][0].update(labels={"a": 1}),
    ],
)
def test_a_damaged_text_is_refused_in_one_sentence(change: Callable[[dict[str, Any]], Any]):
    with pytest.raises(Unreadable, match=r"damaged; restore it from a backup\.$"):
        thaw(changed(freeze(SAMPLE), change))


@pytest.mark.parametrize("text", ["", "null", "[]", "{", "[" * 100_000, "1" * 5000, freeze(SAMPLE)[:-9]])
def test_what_is_no_whole_json_is_refused_in_one_sentence(text: str):
    with pytest.raises(Unreadable, match="damaged"):
        thaw(text)
