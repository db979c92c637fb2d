"""One organisation may get more days than the others."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from audit.models import LogEntry
from projects.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def early_june(person):
    """The inputs are due on 4 June 2021; people have had their roles since long before."""
    Membership.objects.update(starts_on="2021-01-01")
    with time_machine.travel(datetime(2021, 6, 2, 8, tzinfo=UTC)):
        yield


def test_the_coordinator_gives_one_organisation_more_days(signed_in, input_of):
    contribution = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    answer = signed_in("coordinator").post(f"/inputs/{contribution.uid}/days/", {"due_on": "18.06.2021"})
    assert answer.status_code == 302
    contribution.refresh_from_db()
    assert contribution.due_on == date(2021, 6, 18)
    assert input_of("UN Women", "KGZ-PVE-1", "2021-H1").due_on is None
    line = LogEntry.objects.filter(action="set_due_date").get()
    assert line.changes == {"due_on": [None, "2021-06-18"]}
    assert "18 June 2021" in signed_in("unicef").get("/").content.decode()


def test_an_empty_date_goes_back_to_the_period(signed_in, input_of):
    contribution = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    coordinator = signed_in("coordinator")
    coordinator.post(f"/inputs/{contribution.uid}/days/", {"due_on": "18.06.2021"})
    coordinator.post(f"/inputs/{contribution.uid}/days/", {"due_on": ""})
    contribution.refresh_from_db()
    assert contribution.due_on is None


def test_what_is_no_date_comes_back_with_a_sentence(signed_in, input_of):
    contribution = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    answer = signed_in("coordinator").post(f"/inputs/{contribution.uid}/days/", {"due_on": "next week"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "next week" in page
    assert "for example 30.06.2021" in page


@pytest.mark.parametrize(("day", "status"), [("01.06.2021", 422), ("02.06.2021", 302)])
def test_a_day_that_has_passed_is_no_date_for_an_organisation(signed_in, input_of, day, status):
    contribution = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    answer = signed_in("coordinator").post(f"/inputs/{contribution.uid}/days/", {"due_on": day})
    assert answer.status_code == status
    assert ("This day has passed: write a day to come" in answer.content.decode()) == (status == 422)


@pytest.mark.parametrize(("day", "status"), [("01.06.2021", 422), ("02.06.2021", 302)])
def test_an_input_is_returned_until_a_day_to_come(signed_in, input_of, day, status):
    contribution = input_of("OHCHR", "KGZ-PVE-1", "2021-H1")
    values = {"reason": "Say how many took part.", "due_on": day}
    answer = signed_in("coordinator").post(f"/inputs/{contribution.uid}/return/", values)
    assert answer.status_code == status
    assert ("This day has passed: write a day to come" in answer.content.decode()) == (status == 422)
    contribution.refresh_from_db()
    assert contribution.state == ("submitted" if status == 422 else "returned")
