"""The final report of PVE-2: ten indicators with their figures, joint texts, catalytic funds, amounts."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.models import User
from contributions.models import Contribution
from core.saving import base_of
from documents import data
from projects.models import Question, ReportingPeriod
from reports.assembling.contents import assemble_draft
from reports.joint_texts.services import ensure_report, save_joint_answer, save_joint_indicator_text
from reports.loaded import load_report
from reports.models import JointAnswer, JointIndicatorText

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RAW: dict[str, Any] = json.loads(
    (Path(settings.BASE_DIR) / "fixtures/demo/kgz-pve-2.json").read_text("utf-8")
)
FINAL = next(period for period in RAW["periods"] if period["code"] == "2021-FINAL")
KEYS = [indicator["key"] for indicator in RAW["indicators"]]
Person = Callable[[str], User]


@pytest.fixture
def final(period: Callable[[str, str], ReportingPeriod]) -> ReportingPeriod:
    return period("KGZ-PVE-2", "2021-FINAL")


def draft(code: str = "2021-FINAL") -> data.Report:
    return assemble_draft(load_report(project__code="KGZ-PVE-2", code=code))


def indicators(report: data.Report | None = None) -> list[data.Indicator]:
    section = (report or draft()).section("indicators")
    assert section is not None
    return [indicator for group in section.indicator_groups for indicator in group.indicators]


def question(key: str, report: data.Report | None = None) -> data.Question:
    sections = (report or draft()).sections
    asked = [one for section in sections for one in section.questions]
    asked += [one for section in sections for outcome in section.outcomes for one in outcome.questions]
    return next(one for one in asked if one.key == key)


def entries_of(key: str) -> list[tuple[str, dict[str, Any]]]:
    offices = next(raw["offices"] for raw in RAW["indicators"] if raw["key"] == key)
    return [(office, FINAL["inputs"][office]["indicators"].get(key) or {}) for office in offices]


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def test_all_ten_indicators_are_printed_in_order_the_repeated_number_twice():
    printed = indicators()
    assert [one.code for one in printed] == [raw["code"] for raw in RAW["indicators"]]
    assert [one.heading for one in printed].count("Indicator 1.1.2") == 2
    section = draft().section("indicators")
    assert section is not None
    assert [(group.heading, len(group.indicators)) for group in section.indicator_groups] == [
        ("Outcome 1", 3),
        ("Output 1.1", 3),
        ("Output 1.2", 2),
        ("Output 1.3", 2),
    ]


@pytest.mark.parametrize("key", KEYS)
def test_each_indicator_prints_the_texts_of_its_sources(key: str):
    printed, raw = indicators()[KEYS.index(key)], RAW["indicators"][KEYS.index(key)]
    assert (printed.title, printed.cells["baseline"], printed.cells["target"]) == (
        raw["title"],
        raw["baseline_text"],
        raw["target_text"],
    )
    assert printed.cells["milestone"] == "\n".join(step["text"] for step in raw["milestones"])
    joint = FINAL["report"]["indicators"].get(key, {}).get("progress")
    texts = [entry["progress"] for _office, entry in entries_of(key) if entry.get("progress")]
    assert printed.cells["progress"] == (joint or texts[0])
    assert printed.offices == ", ".join(raw["offices"])


@pytest.mark.parametrize("key", KEYS)
def test_each_indicator_carries_the_figures_of_its_sources_beside_the_texts(key: str):
    printed, raw = indicators()[KEYS.index(key)], RAW["indicators"][KEYS.index(key)]
    lead = entries_of(key)[0][1]
    assert printed.baseline_value == number(raw["baseline_value"])
    assert printed.target_value == number(raw["target_value"])
    if "numerator" in lead:
        share = Decimal(lead["numerator"]) / Decimal(lead["denominator"]) * 100
        assert printed.value == share.quantize(Decimal("0.0001"))
    else:
        assert printed.value == number(lead.get("value"))
    assert printed.women == (int(lead["women"]) if "women" in lead else None)


@pytest.mark.parametrize(
    ("key", "percent", "status"),
    [
        ("1.1", "400", "over_achieved"),
        ("1.3", "100", "achieved"),
        ("1.1.2", "130", "over_achieved"),
        ("1.1.2b", "266.7", "over_achieved"),
        ("1.2.1", "221.6", "over_achieved"),
        ("1.3.1", "352", "over_achieved"),
        ("1.3.2", "100", "achieved"),
    ],
)
def test_progress_is_computed_against_baseline_and_target(key: str, percent: str, status: str):
    printed = indicators()[KEYS.index(key)]
    assert (printed.percent_achieved, printed.status) == (Decimal(percent), status)
    assert printed.formula


def test_an_indicator_without_numbers_has_no_percentage_and_no_verdict():
    printed = indicators()[KEYS.index("1.2.2")]
    assert (printed.value, printed.percent_achieved, printed.status, printed.status_label) == (
        None,
        None,
        "no_verdict",
        "",
    )
    assert printed.cells["variance"].startswith("The baseline and end-line surveys")


def test_the_joint_text_of_an_indicator_wins_over_the_proposal(final: ReportingPeriod):
    key = KEYS.index("1.2")
    assert indicators()[key].cells["progress"] == FINAL["report"]["indicators"]["1.2"]["progress"]
    JointIndicatorText.objects.filter(report__period=final).update(progress=" \n")
    names = [office for office, _entry in entries_of("1.2")]
    proposal = indicators()[key].cells["progress"]
    assert proposal == "\n\n".join(
        f"**{office}**\n{entry['progress']}" for office, entry in entries_of("1.2")
    )
    assert names == ["UNODC", "UNDP"]


def test_an_indicator_that_was_not_chosen_is_not_printed(final: ReportingPeriod, person: Person):
    report = ensure_report(final)
    chosen = final.project.indicators.order_by("position")[4]
    joint = JointIndicatorText(report=report, indicator=chosen)
    save_joint_indicator_text(
        report,
        chosen,
        by=person("coordinator2"),
        base=base_of(joint, joint.FIELDS),
        values={"is_included": False},
    )
    printed = indicators()
    assert len(printed) == 9
    assert chosen.uid not in [one.uid for one in printed]


def test_a_group_without_a_chosen_indicator_is_not_printed(final: ReportingPeriod):
    report = ensure_report(final)
    for indicator in final.project.indicators.filter(output__code="1.3"):
        JointIndicatorText.objects.update_or_create(
            report=report, indicator=indicator, defaults={"is_included": False}
        )
    section = draft().section("indicators")
    assert section is not None
    assert "Output 1.3" not in [group.heading for group in section.indicator_groups]


def test_the_catalytic_funds_of_all_organisations_are_listed_with_their_amounts():
    lines = question("part3.catalytic").lines
    raw = [
        (office, line)
        for office in ("UNODC", "UNDP")
        for line in FINAL["inputs"][office]["answers"]["part3.catalytic"]["lines"]
    ]
    assert [(line.office, line.funder, line.amount, line.note) for line in lines] == [
        (office, line["funder"], number(line["amount"]), line["note"]) for office, line in raw
    ]
    assert sum(line.amount for line in lines if line.amount is not None) == Decimal("2348039.00")
    assert [line.amount for line in lines].count(None) == 1


def test_the_monitoring_budget_is_what_the_coordinator_wrote_or_else_the_project_s(final: ReportingPeriod):
    assert question("part3.monitoring_budget").printed == "$ 70,000.00"
    JointAnswer.objects.filter(report__period=final, question__key="part3.monitoring_budget").delete()
    type(final.project).objects.update(monitoring_budget=Decimal("65000"))
    assert question("part3.monitoring_budget").amount == Decimal("65000.00")


def test_the_gender_amounts_stand_on_the_cover():
    cover = draft().cover
    assert cover.gender_budget == cover.gender_spent == Decimal("525552.00")


def test_the_cover_says_what_is_known_and_leaves_open_what_is_not():
    cover = draft().cover
    assert (cover.country, cover.report_type, cover.year) == ("Kyrgyzstan", "final", 2021)
    assert [(one.name, one.is_convening, one.approved) for one in cover.recipients] == [
        ("UNODC", True, None),
        ("UNDP", False, None),
    ]
    assert (cover.total_budget, cover.implementation_rate, cover.rate_basis) == (None, None, "")
    assert cover.ends_within_six_months is True
    assert cover.secretariat_reviewed == ""


@pytest.mark.parametrize("key", [key for key in FINAL["report"]["answers"] if "@" not in key])
def test_a_joint_text_wins_over_the_proposal(key: str):
    raw, printed = FINAL["report"]["answers"][key], question(key)
    if "text" in raw:
        assert printed.printed == raw["text"]
    if "choice" in raw:
        assert printed.choice == {"yes": "Yes", "no": "No"}[raw["choice"]]


def test_the_text_of_one_organisation_stands_there_already():
    assert question("part1.status").printed == FINAL["inputs"]["UNODC"]["answers"]["part1.status"]["text"]


def test_texts_of_several_organisations_are_joined_under_their_names_in_the_order_of_the_cover():
    texts = {
        office: FINAL["inputs"][office]["answers"]["part3.surveys"]["text"] for office in ("UNODC", "UNDP")
    }
    printed = question("part3.surveys")
    assert printed.printed == f"**UNODC**\n{texts['UNODC']}\n\n**UNDP**\n{texts['UNDP']}"
    assert printed.choice == "Yes"


def test_the_same_words_of_two_organisations_are_printed_once():
    assert question("covid.monetary").printed == "n/a"


def test_ticked_boxes_are_those_that_any_organisation_ticked():
    options = question("covid.categories").options
    assert [option.key for option in options if option.ticked] == ["crisis_management", "other"]
    assert len(options) == 6


def test_the_rating_per_outcome_is_printed_in_the_words_of_the_form():
    assert question("part2.rating").choice == "completed"


def test_a_text_over_its_limit_is_printed_whole_with_the_surplus_told(final: ReportingPeriod, person: Person):
    asked = Question.objects.get(key="part1.status")
    long = "ө" * 1501
    base = base_of(JointAnswer(), JointAnswer.FIELDS)
    save_joint_answer(
        ensure_report(final), asked, None, by=person("coordinator2"), base=base, values={"text": long}
    )
    printed = question("part1.status")
    assert (printed.printed, printed.over_limit_by) == (long, 1)


def test_a_required_question_that_nobody_answered_is_missing_and_an_optional_one_too(
    final: ReportingPeriod, input_of: Callable[[str, str, str], Contribution]
):
    for office in ("UNODC", "UNDP"):
        input_of(office, "KGZ-PVE-2", "2021-FINAL").answers.all().delete()
    JointAnswer.objects.filter(report__period=final).delete()
    report = draft()
    required, optional = question("part1.status", report), question("part3.other", report)
    assert (required.is_missing, required.is_required) == (True, True)
    assert (optional.is_missing, optional.is_required) == (True, False)
    assert report.not_provided == "Not provided"


def test_conditions_hide_the_questions_of_final_reports():
    keys = {one.key for section in draft("2020-ANNUAL").sections for one in section.questions}
    assert "part1.status" in keys
    type_final = {one.key for section in draft().sections for one in section.questions}
    assert {"part1.change", "part3.evaluation_preparations"} <= type_final


def test_questions_about_the_end_are_asked_as_soon_as_the_end_is_within_six_months(final: ReportingPeriod):
    asked_when_ending = {"part1.change", "part3.evaluation_preparations"}
    annual = ReportingPeriod.objects.get(project=final.project, code="2020-ANNUAL")
    for ends_on, asked in (("2021-04-30", True), ("2021-05-01", False)):
        type(final.project).objects.filter(pk=annual.project_id).update(ends_on=ends_on)
        report = draft("2020-ANNUAL")
        keys = {one.key for section in report.sections for one in section.questions}
        assert asked_when_ending <= keys if asked else not asked_when_ending & keys
        assert report.cover.ends_within_six_months is asked
