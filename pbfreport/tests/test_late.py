"""Late is late where the project is: home, queue, input, project page and letters judge by the same day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail

from contributions.models import Contribution
from contributions.tests.entries import web_address
from core.due import days_late, due_words, is_late
from core.zones import use_time_zone
from pbfreport.tests.pages import Browser, words_of
from projects.models import Membership, Portfolio, ReportingPeriod

pytestmark = pytest.mark.django_db
PROJECT, PERIOD = "KGZ-PVE-1", "2021-H1"
DUE = date(2021, 7, 20)


@dataclass(frozen=True)
class Moment:
    """A moment by universal time, a portfolio's zone, and whether 20 July is over there."""

    at: datetime
    zone: str
    is_late: bool


MOMENTS = {
    "the evening of the day, Bishkek": Moment(datetime(2021, 7, 20, 20, tzinfo=UTC), "Asia/Bishkek", True),
    "the same by universal time": Moment(datetime(2021, 7, 20, 20, tzinfo=UTC), "UTC", False),
    "the noon of the day, Bishkek": Moment(datetime(2021, 7, 20, 12, tzinfo=UTC), "Asia/Bishkek", False),
    "the night after it, Bogota": Moment(datetime(2021, 7, 21, 3, tzinfo=UTC), "America/Bogota", False),
    "the same night by universal time": Moment(datetime(2021, 7, 21, 3, tzinfo=UTC), "UTC", True),
    "the morning after it, Bogota": Moment(datetime(2021, 7, 21, 12, tzinfo=UTC), "America/Bogota", True),
    "a zone that is not known": Moment(datetime(2021, 7, 21, 3, tzinfo=UTC), "Asia/Nowhere", True),
}


@pytest.fixture
def open_round(input_of):
    """A round whose dates are all the same day, with UNDP's input still open and no report begun."""
    contribution = input_of("UNDP", PROJECT, PERIOD)
    period = contribution.period
    names = ("inputs_due_on", "coordinator_due_on", "review_due_on", "submission_due_on")
    ReportingPeriod.objects.filter(pk=period.pk).update(**dict.fromkeys(names, DUE))
    Contribution.objects.filter(pk=contribution.pk).update(
        state="open", submitted_at=None, submitted_by=None, due_on=None
    )
    Contribution.objects.filter(period=period).update(due_on=None)
    Membership.objects.update(starts_on="2021-01-01")
    return input_of("UNDP", PROJECT, PERIOD)


def line_with(page, words):
    """Return the words and the classes of the task that is called so."""
    lines = page.root.xpath("//ul[contains(@class, 'task-list')]/li")
    found = next((line for line in lines if words in words_of(line.find(".//a"))), None)
    assert found is not None, page.words
    return words_of(found), found.get("class")


def line_in_queue(client, query="?all=on"):
    page = Browser(client).open(f"/queue/{query}")
    for row in page.root.xpath("//table//tbody/tr"):
        if PROJECT in words_of(row) and "January – June 2021" in words_of(row):
            return words_of(row)
    return None


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_every_page_says_the_same_of_the_same_day(moment, open_round, signed_in):
    Portfolio.objects.update(time_zone=moment.zone)
    says = "Was due 20 July 2021" if moment.is_late else "Due 20 July 2021"
    with time_machine.travel(moment.at, tick=False):
        line, classes = line_with(Browser(signed_in("undp")).open("/"), "UNDP's input to KGZ-PVE-1, January")
        assert says in line and ("needs-you" in classes.split()) == moment.is_late
        coordinator = Browser(signed_in("coordinator"))
        assert says in line_with(coordinator.open("/"), "Joint report of KGZ-PVE-1, January")[0]

        assert f"{says}." in Browser(signed_in("undp")).open(web_address(open_round)).words
        assert f"Agency inputs: {says}" in Browser(signed_in("undp")).open(f"/projects/{PROJECT}/").words

        row = line_in_queue(signed_in("secretariat"))
        assert row is not None and ("1 day" in row) == moment.is_late
        assert (line_in_queue(signed_in("secretariat"), "?late=on&all=on") is not None) == moment.is_late


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_letter_names_no_day_that_is_over_where_the_project_is(
    moment, open_round, signed_in, input_of, person, django_capture_on_commit_callbacks
):
    Portfolio.objects.update(time_zone=moment.zone)
    accepted = input_of("UNICEF", PROJECT, PERIOD)
    Contribution.objects.filter(pk=accepted.pk).update(
        state="submitted", submitted_at=moment.at, submitted_by=person("unicef")
    )
    with time_machine.travel(moment.at, tick=False):
        mail.outbox.clear()
        values = {"reason": "A figure has to change.", "due_on": "20.07.2021"}
        with django_capture_on_commit_callbacks(execute=True):
            answer = signed_in("coordinator").post(web_address(accepted, "return"), values)
    letters = [letter.body for letter in mail.outbox]
    if moment.is_late:
        assert not letters and "This day has passed" in answer.content.decode()
    else:
        assert letters and all("20 July 2021" in letter for letter in letters)


def test_on_the_day_itself_nothing_is_late_and_without_a_date_nothing_is_ever():
    with time_machine.travel(datetime(2021, 7, 20, 20, tzinfo=UTC), tick=False):
        assert (is_late(DUE, "UTC"), is_late(DUE, "Asia/Bishkek")) == (False, True)
        assert (days_late(DUE, "UTC"), days_late(DUE, "Asia/Bishkek")) == (0, 1)
        assert (is_late(None, "UTC"), days_late(None, "UTC"), due_words(None, "UTC")) == (False, 0, "")
        use_time_zone("Asia/Bishkek")  # what a page shows decides nothing
        assert due_words(DUE, "UTC") == "Due 20 July 2021"
