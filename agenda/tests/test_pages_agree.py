"""Home, queue and the pages behind them say the same: how many are late, how many hints, which colour, what is open."""

import pytest

from agenda.tests.test_queue import line_of
from contributions.models import StoredPoint
from contributions.services import submit_contribution
from pbfreport.tests.pages import Browser, words_of
from reports.joint_texts.services import ensure_report
from reports.loaded import load_report
from reports.models import Report
from reports.review.check_page import check_page
from reports.states import REPORT_STATUS
from reports.tests.review_states import put_into, send

pytestmark = pytest.mark.django_db

PAGES = ("/", "/queue/?all=on", "/projects/KGZ-PVE-1/", "/projects/KGZ-PVE-1/2021-H1/report/")


@pytest.fixture
def report(period):
    return ensure_report(period("KGZ-PVE-1", "2021-H1"))


@pytest.fixture
def in_state(report, person):
    people = {"sent_by": person("coordinator"), "cleared_by": person("secretariat")}
    return lambda state: put_into(report, state, **people)


@pytest.mark.parametrize("state", ["collecting", "in_review", "cleared", "final"])
def test_home_counts_as_late_what_its_link_opens(in_state, signed_in, state):
    in_state(state)
    browser = Browser(signed_in("secretariat"))
    home = browser.open("/").words
    shown = browser.click("Late reports in the queue").words_in("reports")
    late = int(shown.split()[0])
    assert late and (f"{late} reports are late." in home or f"{late} report is late." in home)


def test_the_queue_counts_hints_that_say_the_same_as_one_like_the_check(report, person, signed_in):
    points = check_page(load_report(pk=report.period_id)).points
    send(report, person)
    values = {"severity": "hint", "rule": "r", "text_hash": "0", "sentence": "Too long.", "sending": 1}
    for address in ("row/1", "row/2", "row/3"):
        StoredPoint.objects.create(period=report.period, address=address, **values)
    groups = len({*(group.sentence for group in points.hint_groups), "Too long."})
    line = line_of(Browser(signed_in("secretariat")).open("/queue/"), "KGZ-PVE-1")
    assert f"{groups} hint" in line["Points"]


@pytest.mark.parametrize("state", ["in_review", "returned", "cleared"])
@pytest.mark.parametrize("who", ["secretariat", "coordinator"])
def test_a_state_has_one_colour_on_every_page(in_state, signed_in, state, who):
    report = in_state(state)
    label = str(Report.State(state).label)
    client, seen = signed_in(who), set()
    for url in PAGES if who == "secretariat" else (PAGES[0], *PAGES[2:]):
        page = Browser(client).open(url)
        tags = page.root.xpath("//span[contains(@class, 'status-')]")
        found = {tag.get("class") for tag in tags if words_of(tag) == label}
        assert found, url
        seen |= found
    assert seen == {f"status status-{REPORT_STATUS[report.state]}"}


def test_a_correction_stands_with_its_reason_on_home_and_in_the_queue(in_state, signed_in, input_of, person):
    report = in_state("collecting")
    reason = "The rate was wrong. " + "It was counted twice in a table. " * 10
    Report.objects.filter(pk=report.pk).update(correction_reason=reason)
    opened = "Open for a correction: The rate was wrong. It was counted twice"
    assert opened in Browser(signed_in("coordinator")).open("/").words
    secretariat = Browser(signed_in("secretariat"))
    assert opened in secretariat.open("/").words
    state = line_of(secretariat.open("/queue/"), "KGZ-PVE-1")["State"]
    assert opened in state and "missing: UN Women, UNICEF" in state and len(state) < 250
    for office, name in (("UN Women", "unwomen"), ("UNICEF", "unicef")):
        submit_contribution(input_of(office, "KGZ-PVE-1", "2021-H1"), by=person(name), reason="Known.")
    state = line_of(secretariat.open("/queue/"), "KGZ-PVE-1")["State"]
    assert opened in state and "inputs" not in state
    Report.objects.filter(pk=report.pk).update(correction_reason="")
    assert "Open for a correction" not in secretariat.open("/").words + secretariat.open("/queue/").words
