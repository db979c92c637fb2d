"""The check of a report: each point and each place leads to who can change it, and back to the check."""

import pytest

from contributions.models import ActivityEntry, Contribution, IndicatorEntry
from contributions.tests.entries import indicators_of, rows_of
from pbfreport.tests.pages import Browser
from projects import addresses
from projects.models import Project
from reports.loaded import load_report
from reports.review.check_page import check_page

pytestmark = pytest.mark.django_db
CHECK = "/projects/KGZ-PVE-1/2021-H1/report/check/"


def points(code="KGZ-PVE-1", period="2021-H1"):
    return check_page(load_report(project__code=code, code=period)).points.all


@pytest.fixture
def inputs(input_of):
    return {office: input_of(office, "KGZ-PVE-1", "2021-H1") for office in ("UNDP", "OHCHR")}


@pytest.fixture
def shared_row(inputs):
    """OHCHR's part of a row that UNDP, which comes first, tells too."""
    of_undp = {entry.activity_id for entry in rows_of(inputs["UNDP"]).values()}
    row = next(entry for entry in rows_of(inputs["OHCHR"]).values() if entry.activity_id in of_undp)
    ActivityEntry.objects.filter(pk=row.pk).update(progress="45 judges (25 women, 30 men) were trained.")
    return row


def test_a_point_on_a_row_leads_to_the_organisation_that_wrote_it(inputs, shared_row):
    (point,) = [one for one in points() if one.point.rule == "sum_does_not_add_up"]
    address = addresses.activity(shared_row.activity.uid)
    assert point.url == f"/inputs/{inputs['OHCHR'].uid}/return/?back=check&place={address}"


def test_a_row_of_two_organisations_is_returned_to_either(signed_in, inputs, shared_row):
    page = Browser(signed_in("coordinator")).open(CHECK)
    address = addresses.activity(shared_row.activity.uid)
    ways = {link.get("href"): " ".join(link.text_content().split()) for link in page.root.xpath("//a[@href]")}
    for office, contribution in inputs.items():
        assert ways[f"/inputs/{contribution.uid}/return/?back=check&place={address}"].startswith(
            f"Return to {office}"
        )


def test_a_return_that_began_at_the_check_comes_back_to_it(signed_in, inputs, shared_row):
    browser = Browser(signed_in("coordinator"))
    way = f"/inputs/{inputs['OHCHR'].uid}/return/?back=check&place={addresses.activity(shared_row.activity.uid)}"
    page = browser.open(way)
    assert CHECK in [link.get("href") for link in page.root.xpath("//main//a[@href]")]
    browser.type("reason", "The parts make 55.")
    browser.click("Return to OHCHR")
    assert browser.url == CHECK
    returned = Contribution.objects.get(pk=inputs["OHCHR"].pk)
    assert list(returned.opened.values_list("address", flat=True)) == [
        addresses.activity(shared_row.activity.uid)
    ]


def test_every_point_has_a_way_and_those_to_sections_come_back(signed_in, shared_row):
    Project.objects.filter(code="KGZ-PVE-1").update(gender_marker="GM3", gender_budget=1)
    found = points()
    assert {"number_repeats_or_skips", "gender_share_low"} <= {one.point.rule for one in found}
    assert not [one.point for one in found if not one.url]
    client = signed_in("coordinator")
    for way in {one.url for one in found if "/report/" in one.url}:
        assert "?back=check" in way
        page = Browser(client).open(way.split("#")[0])
        assert "Back to the check" in page.words, way


def test_saving_the_cover_from_the_check_comes_back_to_it(signed_in, report_cover):
    browser = Browser(signed_in("coordinator"))
    browser.open(report_cover)
    browser.click("Save the cover")
    assert browser.url == CHECK


@pytest.fixture
def report_cover():
    Project.objects.filter(code="KGZ-PVE-1").update(gender_marker="GM3", gender_budget=1)
    return next(one.url for one in points() if one.point.rule == "gender_share_low")


def test_a_figure_of_one_organisation_leads_to_it_and_a_reason_to_the_joint_text(input_of):
    undp = input_of("UNDP", "KGZ-PVE-2", "2021-FINAL")
    entry = next(one for one in indicators_of(undp) if one.indicator.target_value == 250)
    empty = {"numerator": None, "denominator": None, "not_measured_because": "", "expected_on": None}
    IndicatorEntry.objects.filter(pk=entry.pk).update(value=None, progress="", **empty)
    address = addresses.indicator(entry.indicator.uid)
    ways = {
        one.point.rule: one.url for one in points("KGZ-PVE-2", "2021-FINAL") if one.point.address == address
    }
    assert ways["indicator_without_answer"] == f"/inputs/{undp.uid}/return/?back=check&place={address}"
    IndicatorEntry.objects.filter(pk=entry.pk).update(value=125, progress="125.", variance_reason="")
    ways = {
        one.point.rule: one.url for one in points("KGZ-PVE-2", "2021-FINAL") if one.point.address == address
    }
    section = f"/projects/KGZ-PVE-2/2021-FINAL/report/indicators/?back=check#k-{entry.indicator.uid}"
    assert ways["off_track_without_reason"] == section
