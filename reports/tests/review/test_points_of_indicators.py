"""Indicators of a report: the joint figure is held against the target, and the texts that are printed are checked."""

from decimal import Decimal

import pytest

from contributions.models import IndicatorEntry
from contributions.points.services import current_points
from indicators.models import IndicatorResponsibility
from reports.joint_texts.services import ensure_report
from reports.models import JointIndicatorText
from reports.review.services import handed_in_sources, points_of_report

pytestmark = pytest.mark.django_db
TARGET_RULES = {"off_track_without_reason", "far_above_target"}


@pytest.fixture
def report(period):
    return ensure_report(period("KGZ-PVE-2", "2021-FINAL"))


@pytest.fixture
def entry(input_of):
    """UNDP's entry on an indicator that it reports alone; its figures add up and its target is 250."""
    undp = input_of("UNDP", "KGZ-PVE-2", "2021-FINAL")
    found = undp.indicator_entries.select_related("indicator").filter(indicator__combine="sum")
    entry = next(one for one in found if one.indicator.target_value == 250)
    write(entry, 125)
    return entry


@pytest.fixture
def other(entry, input_of):
    """UNODC's entry on the same indicator."""
    unodc = input_of("UNODC", "KGZ-PVE-2", "2021-FINAL")
    IndicatorResponsibility.objects.create(indicator=entry.indicator, office=unodc.office, position=9)
    other = IndicatorEntry.objects.create(contribution=unodc, indicator=entry.indicator)
    write(other, 125)
    return other


def write(entry, value, reason=""):
    IndicatorEntry.objects.filter(pk=entry.pk).update(
        value=Decimal(value), progress=f"{value} people benefited.", variance_reason=reason
    )


def joint(report, entry, **texts):
    JointIndicatorText.objects.update_or_create(report=report, indicator=entry.indicator, defaults=texts)


def found(points, entry, rules=TARGET_RULES):
    code = entry.indicator.code
    return [
        (one.point.rule, one.point.office)
        for one in points.all
        if one.point.rule in rules and one.point.where.startswith(f"Indicator {code}")
    ]


def of_report(report, entry, rules=TARGET_RULES):
    return found(points_of_report(handed_in_sources(report.period)), entry, rules)


def test_an_organisation_that_reports_alone_is_held_against_the_target(report, entry):
    expected = [("off_track_without_reason", "UNDP")]
    assert found(current_points(entry.contribution), entry) == expected
    assert of_report(report, entry) == expected


def test_parts_that_reach_the_target_together_are_not_off_track(report, entry, other):
    assert found(current_points(entry.contribution), entry) == []
    assert found(current_points(other.contribution), other) == []
    assert of_report(report, entry) == []


def test_parts_that_are_far_above_the_target_together_ask_once_for_all(report, entry, other):
    write(entry, 300)
    write(other, 300)
    assert of_report(report, entry) == [("far_above_target", "")]
    assert found(current_points(entry.contribution), entry) == []
    write(other, 300, "The courses moved online.")
    assert of_report(report, entry) == []


def test_parts_that_miss_the_target_together_stop_once_until_a_reason_is_printed(report, entry, other):
    write(other, 5)
    assert of_report(report, entry) == [("off_track_without_reason", "")]
    write(other, 5, "The centres were closed.")
    assert of_report(report, entry) == []


def test_figures_that_are_not_combined_are_held_against_no_target(report, entry, other):
    type(entry.indicator).objects.filter(pk=entry.indicator_id).update(combine="none")
    assert of_report(report, entry) == []


def test_a_missing_figure_is_asked_of_the_organisation_that_owes_it(report, entry, other):
    IndicatorEntry.objects.filter(pk=other.pk).update(value=None, progress="")
    assert of_report(report, entry, {"indicator_without_answer"}) == [("indicator_without_answer", "UNODC")]


def test_a_joint_reason_counts_and_a_dash_does_not(report, entry):
    joint(report, entry, variance_reason="-")
    assert of_report(report, entry) == [("off_track_without_reason", "UNDP")]
    joint(report, entry, variance_reason="The centres were closed until May.")
    assert of_report(report, entry) == []


def test_the_joint_text_is_checked_in_address_of_those_that_are_not_printed(report, entry, other):
    IndicatorEntry.objects.filter(pk=entry.pk).update(progress="Five (6) people. " + "word " * 100)
    rules = {"over_limit", "words_against_figures"}
    assert of_report(report, entry, rules) == [("words_against_figures", "UNDP"), ("over_limit", "UNDP")]
    joint(report, entry, progress="Twenty (23) people. " + "word " * 100)
    assert of_report(report, entry, rules) == [("words_against_figures", ""), ("over_limit", "")]
    joint(report, entry, progress="250 people benefited.")
    assert of_report(report, entry, rules) == []
