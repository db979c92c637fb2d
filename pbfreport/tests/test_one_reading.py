"""One fact, one reading: what the page of an input says of a row, lists, checks and the report say too."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from agenda.lines import input_counts
from checks import facts
from checks.rows import required_unanswered, row_without_progress
from contributions.counts import store_counts_of_rows, texts_written, with_counts
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry, OpenedRow
from contributions.points.services import current_points
from contributions.services import save_activity_entry, save_answer, save_indicator_entry
from contributions.services.accepted_values import as_accepted
from contributions.tests.entries import indicators_of, rows_of, web_address
from core.saving import base_of
from indicators.models import Indicator
from pbfreport.tests.pages import Browser
from projects import addresses
from projects.models import Question, ReportingPeriod
from reports.assembling.contents import assemble_sources
from reports.assembling.loading import load_sources
from reports.joint_texts.tasks import section_tasks
from reports.loaded import load_report
from reports.models import JointAnswer, JointIndicatorText
from reports.review.check_input import material_of_report

pytestmark = pytest.mark.django_db
PROJECT, PERIOD = "KGZ-PVE-1", "2021-H1"
TEXT, OLD = "Two trainings took place in Osh.", "The manual was printed in 2020."
NOTHING = {"progress": "n/a"}


def open_to_all(contribution):
    """Open and share every input of a round, so that the draft has all that is written."""
    inputs = Contribution.objects.filter(period=contribution.period)
    inputs.update(state="open", is_shared=True, submitted_at=None, submitted_by=None)


@pytest.fixture
def own(input_of):
    """UNDP's input of a round that is open and shared."""
    open_to_all(input_of("UNDP", PROJECT, PERIOD))
    return input_of("UNDP", PROJECT, PERIOD)


@pytest.fixture
def measuring(input_of):
    """UNODC's input of a round of half a year that asks for indicators, open and shared."""
    where = ("UNODC", "KGZ-PVE-2", "2020-ANNUAL")
    period = input_of(*where).period
    dates = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 6, 30), "cut_off_on": None}
    ReportingPeriod.objects.filter(pk=period.pk).update(**dates)
    open_to_all(input_of(*where))
    return input_of(*where)


def sources_of(contribution):
    return load_sources(load_report(pk=contribution.period_id))


def listed(contribution):
    return with_counts(Contribution.objects.select_related("period__project")).get(pk=contribution.pk)


def label_of(client, contribution, section, anchor):
    """Return whether the page says that a block is written; None where the block is not on the page."""
    page = Browser(client).open(web_address(contribution, section))
    if anchor not in page.ids:
        return None
    words = page.words_in(anchor)
    says = [label for label in ("Not written yet", "Not due", "Optional") if label in words]
    assert says or "Written" in words
    return says[0] if says else "Written"


# Work rows


@dataclass(frozen=True)
class OnRow:
    """What UNDP and UN Women wrote on the row that they share, and whether UNDP's part is written."""

    is_written: bool
    own: dict[str, Any] = field(default_factory=dict)
    partner: dict[str, Any] = field(default_factory=dict)
    with_us: bool = False  # the partner says that its text is UNDP's too
    carried: str | None = None
    partner_carried: str | None = None
    is_shared: bool = True  # the partner lets its unfinished text be read
    accepted: str | None = None  # UNDP's row was returned, and this is what had been accepted
    in_report: bool | None = None  # where the report does not read what is being written


ROWS = {
    "nothing typed": OnRow(False),
    "blanks": OnRow(False, {"progress": " \n "}),
    "a text": OnRow(True, {"progress": TEXT}),
    "n/a": OnRow(False, NOTHING),
    "a dash": OnRow(False, {"progress": "-", "status": "ongoing"}),
    "no, which is an answer": OnRow(True, {"progress": "No."}),
    "a status alone": OnRow(False, {"status": "ongoing"}),
    "next steps alone": OnRow(False, {"next_steps": "A third training."}),
    "carried over": OnRow(True, {"status": "completed"}, carried=OLD),
    "carried over with a next step": OnRow(
        True, {"status": "completed", "next_steps": "Print again."}, carried=OLD
    ),
    "carried over and opened again": OnRow(False, {"status": "ongoing"}, carried=OLD),
    "opened again with the old text": OnRow(False, {"status": "ongoing", "progress": OLD}, carried=OLD),
    "opened again with a new text": OnRow(True, {"status": "ongoing", "progress": TEXT}, carried=OLD),
    "n/a carried over": OnRow(False, {"status": "completed"}, carried="n/a"),
    "the partner wrote with us": OnRow(True, partner={"progress": TEXT}, with_us=True),
    "the partner wrote n/a with us": OnRow(False, partner=NOTHING, with_us=True),
    "the partner wrote blanks with us": OnRow(False, partner={"progress": "  "}, with_us=True),
    "the partner wrote for itself": OnRow(False, partner={"progress": TEXT}),
    "n/a, and the partner wrote with us": OnRow(True, NOTHING, {"progress": TEXT}, with_us=True),
    "the partner carried over with us": OnRow(
        True, partner={"status": "completed"}, partner_carried=OLD, with_us=True
    ),
    "the partner opened that again": OnRow(
        False, partner={"status": "ongoing"}, partner_carried=OLD, with_us=True
    ),
    "the partner wrote with us and does not share": OnRow(
        True, partner={"progress": TEXT}, with_us=True, is_shared=False, in_report=False
    ),
    "returned and emptied": OnRow(False, {"progress": ""}, accepted=TEXT, in_report=True),
    "returned with n/a accepted, and written": OnRow(True, {"progress": TEXT}, accepted="-", in_report=False),
}


@pytest.fixture
def shared_row(own, input_of):
    """The entries of UNDP and UN Women on the row that they share, empty."""
    partner = input_of("UN Women", PROJECT, PERIOD)
    row, other = rows_of(own)[3], rows_of(partner)[3]
    assert row.activity_id == other.activity_id
    empty: dict[str, Any] = {
        "progress": "",
        "next_steps": "",
        "status": "",
        "written_with": [],
        "carried_from": None,
    }
    ActivityEntry.objects.filter(activity=row.activity, contribution__period=own.period).update(**empty)
    store_counts_of_rows([row.activity_id], period_id=own.period_id)
    return rows_of(own)[3], rows_of(partner)[3]


def write(entry, by, values, carried=None, earlier=None):
    """Write an entry as its focal point; with a text that was carried over from the period before."""
    if carried is not None:
        old, _created = ActivityEntry.objects.get_or_create(contribution=earlier, activity=entry.activity)
        ActivityEntry.objects.filter(pk=old.pk).update(progress=carried, status="completed")
        ActivityEntry.objects.filter(pk=entry.pk).update(carried_from=old)
    entry = ActivityEntry.objects.select_related("contribution__period", "activity").get(pk=entry.pk)
    save_activity_entry(entry, by=by, base=base_of(entry, ActivityEntry.FIELDS), values=values)


@pytest.mark.parametrize("case", ROWS.values(), ids=ROWS)
def test_a_row_is_written_on_the_page_in_lists_in_checks_and_in_the_report(
    case, own, shared_row, input_of, person, signed_in
):
    row, other = shared_row
    before = listed(own).activities_written
    if case.accepted is not None:
        write(row, person("undp"), {"progress": case.accepted})
        address = addresses.activity(row.activity.uid)
        values = as_accepted(own, address)
        OpenedRow.objects.create(contribution=own, address=address, accepted_values=values)
        Contribution.objects.filter(pk=own.pk).update(state="returned", is_partial=True, is_shared=False)
    own = input_of("UNDP", PROJECT, PERIOD)
    with_us = {"written_with": [own.office.uid]} if case.with_us else {}
    write(row, person("undp"), case.own, case.carried, input_of("UNDP", PROJECT, "2020-ANNUAL"))
    partner_before = input_of("UN Women", PROJECT, "2020-ANNUAL")
    write(other, person("unwomen"), case.partner | with_us, case.partner_carried, partner_before)
    Contribution.objects.filter(pk=other.contribution_id).update(is_shared=case.is_shared)

    label = label_of(signed_in("undp"), own, "activities", f"row-{row.uid}")
    assert label == ("Written" if case.is_written else "Not written yet")
    assert listed(own).activities_written - before == case.is_written

    address = addresses.activity(row.activity.uid)
    found = {one.point.rule for one in current_points(own).at(address)}
    assert ("row_without_progress" not in found) == case.is_written

    sources = sources_of(own)
    in_report = case.is_written if case.in_report is None else case.in_report
    annex = assemble_sources(sources).section("annex1")
    assert annex is not None
    (printed,) = [
        item for group in annex.activity_groups for item in group.rows if item.uid == row.activity.uid
    ]
    assert ("UNDP" not in printed.missing_from) == in_report
    in_points = {
        one.office for one in row_without_progress(material_of_report(sources, {})) if one.address == address
    }
    if case.is_shared:
        assert ("UNDP" not in in_points) == in_report


def test_what_an_office_typed_is_printed_though_it_says_nothing(own, shared_row, person):
    row, _other = shared_row
    write(row, person("undp"), NOTHING)
    annex = assemble_sources(sources_of(own)).section("annex1")
    assert annex is not None
    (printed,) = [
        item for group in annex.activity_groups for item in group.rows if item.uid == row.activity.uid
    ]
    assert "n/a" in [part.text for part in printed.cells["progress"]] and "UNDP" in printed.missing_from


def test_of_several_who_wrote_for_an_office_each_covers_it_and_none_covers_itself():
    wrote = facts.RowPart("a", True, ["a", "c"]), facts.RowPart("b", True, ["c"])
    assert facts.covered_by([*wrote, facts.RowPart("c", False, [])]) == {"a": "a", "b": "b", "c": "b"}
    assert facts.covered_by([facts.RowPart("a", False, ["a", "b"]), facts.RowPart("b", False, [])]) == {}
    assert not facts.covers(wrote[0], "a")


# Indicators


@dataclass(frozen=True)
class OnIndicator:
    """What UNODC wrote on an indicator, and whether that answers it; whether the period asks for it."""

    is_written: bool
    own: dict[str, Any] = field(default_factory=dict)
    when: str = "every_round"
    is_due: bool = True


INDICATORS = {
    "nothing typed": OnIndicator(False),
    "blanks": OnIndicator(False, {"progress": " \n"}),
    "n/a": OnIndicator(False, NOTHING),
    "a text without a value": OnIndicator(True, {"progress": TEXT}),
    "a value without words": OnIndicator(True, {"value": 40}),
    "a value of zero": OnIndicator(True, {"value": 0}),
    "half of a ratio": OnIndicator(False, {"numerator": 4}),
    "a date on which it is expected": OnIndicator(True, {"expected_on": date(2021, 9, 1)}),
    "a reason why it is not measured": OnIndicator(True, {"not_measured_because": "The survey is late."}),
    "a dash for a reason": OnIndicator(False, {"not_measured_because": "-"}),
    "a source alone": OnIndicator(False, {"source": "Survey"}),
    "not due": OnIndicator(False, when="baseline_end", is_due=False),
    "not due in the first half": OnIndicator(False, when="yearly", is_due=False),
    "not due, n/a": OnIndicator(False, NOTHING, when="baseline_end", is_due=False),
    "not due and measured all the same": OnIndicator(True, {"value": 4}, when="baseline_end", is_due=False),
}


@pytest.fixture
def indicator_entry(measuring):
    """UNODC's entry on an indicator that it reports alone, empty, without a joint text."""
    own = measuring
    entry = indicators_of(own)[0]
    entry.indicator.responsibilities.exclude(office=own.office).delete()
    others = IndicatorEntry.objects.filter(indicator=entry.indicator, contribution__period=own.period)
    others.exclude(pk=entry.pk).delete()
    names = ("value", "numerator", "denominator", "women", "men", "under_30", "expected_on", "measured_on")
    empty: dict[str, Any] = dict.fromkeys(names)
    empty |= dict.fromkeys(("progress", "source", "not_measured_because", "variance_reason"), "")
    IndicatorEntry.objects.filter(pk=entry.pk).update(**empty, counts_as_written=False)
    JointIndicatorText.objects.filter(report__period=own.period, indicator=entry.indicator).delete()
    return IndicatorEntry.objects.select_related("contribution__period", "indicator").get(pk=entry.pk)


@pytest.mark.parametrize("case", INDICATORS.values(), ids=INDICATORS)
def test_an_indicator_is_written_and_due_alike_everywhere(
    case, measuring, indicator_entry, person, signed_in
):
    entry, own = indicator_entry, measuring
    Indicator.objects.filter(pk=entry.indicator_id).update(when_measured="baseline_end")
    before = listed(own)
    Indicator.objects.filter(pk=entry.indicator_id).update(when_measured=case.when)
    in_report_before = tasks_done(own, "indicators")
    base = base_of(entry, IndicatorEntry.FIELDS)
    save_indicator_entry(entry, by=person("unodc"), base=base, values=case.own)

    label = label_of(signed_in("unodc"), own, "indicators", f"row-{entry.uid}")
    expected = "Not written yet" if case.is_due else "Not due"
    assert label == ("Written" if case.is_written else expected)
    counts = listed(own)
    assert counts.indicators_written - before.indicators_written == case.is_written
    assert counts.indicators_total - before.indicators_total == (case.is_written or case.is_due)

    address = addresses.indicator(entry.indicator.uid)
    found = {
        one.point.sentence[:13]
        for one in current_points(own).at(address)
        if one.point.rule == "indicator_without_answer"
    }
    assert ("No figure yet" in found) == (case.is_due and not case.is_written)
    assert tasks_done(own, "indicators") - in_report_before == case.is_written


def tasks_done(contribution, kind):
    """Return how much of a kind of section the joint report's first page counts as done."""
    sources = sources_of(contribution)
    tasks = section_tasks(sources, with_links=False, changed={})
    headings = {section.heading for section in sources.sections if section.kind == kind}
    return sum(task["done"] for task in tasks if task["title"] in headings)


# Answers


@dataclass(frozen=True)
class OnQuestion:
    """What UNDP, which alone is asked, answered to a required question; None where it is not asked."""

    is_written: bool | None
    own: dict[str, Any] = field(default_factory=dict)
    condition: str = "always"


QUESTIONS = {
    "nothing typed": OnQuestion(False),
    "blanks": OnQuestion(False, {"text": "  \n"}),
    "n/a": OnQuestion(False, {"text": "n/a"}),
    "a dash": OnQuestion(False, {"text": "–"}),
    "a text": OnQuestion(True, {"text": TEXT}),
    "no, which is an answer": OnQuestion(True, {"text": "No"}),
    "asked in this type of report": OnQuestion(True, {"text": TEXT}, condition="semi_annual"),
    "asked in another type of report": OnQuestion(None, {"text": TEXT}, condition="annual"),
    "asked in final reports": OnQuestion(None, {"text": TEXT}, condition="final"),
    "asked at the end, which is near": OnQuestion(True, {"text": TEXT}, condition="ending"),
    "n/a at the end": OnQuestion(False, {"text": "n/a"}, condition="ending"),
}


@pytest.mark.parametrize("case", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_is_answered_alike_everywhere(case, own, person, signed_in):
    question = Question.objects.get(section__edition=own.period.edition_id, key="part1.status")
    Answer.objects.filter(question=question, contribution__period=own.period).delete()
    JointAnswer.objects.filter(question=question, report__period=own.period).delete()
    Question.objects.filter(pk=question.pk).update(
        who_answers="named", condition=case.condition, is_required=True
    )
    question.named.set([own.office.organisation_id])
    type(own.period.project).objects.filter(pk=own.period.project_id).update(ends_on=date(2021, 9, 30))
    before = texts_written(listed(own))
    save_answer(
        own, question, None, by=person("undp"), base=base_of(Answer(), Answer.FIELDS), values=case.own
    )

    label = label_of(signed_in("undp"), own, "texts", f"q-{question.pk}-all")
    assert label == {True: "Written", False: "Not written yet", None: None}[case.is_written]
    assert texts_written(listed(own)) - before == bool(case.is_written)

    address = addresses.question(question.key)
    asked = case.is_written is not None
    found = {one.point.rule for one in current_points(own).at(address)}
    assert ("required_unanswered" in found) == (asked and not case.is_written)
    sources = sources_of(own)
    missing = {one.address for one in required_unanswered(material_of_report(sources, {}))}
    assert (address in missing) == (asked and not case.is_written)
    keys = {one.key for section in sources.sections for one in section.questions}
    assert (question.key in keys) == asked


# What is stored


def test_what_lists_count_is_what_the_functions_say_in_the_whole_demo():
    entries = ActivityEntry.objects.select_related("contribution__office", "carried_from")
    rows: dict[Any, list[ActivityEntry]] = {}
    for entry in entries:
        rows.setdefault((entry.activity_id, entry.contribution.period_id), []).append(entry)
    for of_row in rows.values():
        covered = facts.covered_by(entry.part for entry in of_row)
        for entry in of_row:
            assert entry.counts_as_written == (entry.contribution.office.uid in covered), entry
    for other in [*IndicatorEntry.objects.all(), *Answer.objects.all()]:
        assert other.worked_out() == {"counts_as_written": vars(other)["counts_as_written"]}, other
    assert {entry.counts_as_written for entry in entries} == {True, False}


def test_home_counts_a_partner_that_wrote_nothing_for_us_as_nothing(own, shared_row, person):
    _row, other = shared_row
    done, total = input_counts(listed(own))
    write(other, person("unwomen"), {"progress": TEXT, "written_with": [own.office.uid]})
    assert input_counts(listed(own)) == (done + 1, total)
    write(other, person("unwomen"), {"progress": "n/a"})
    assert input_counts(listed(own)) == (done, total)
    write(other, person("unwomen"), {"progress": TEXT, "written_with": []})
    assert input_counts(listed(own)) == (done, total)
