"""One organisation may get more days than the others."""

from datetime import date

import pytest

from audit.models import LogEntry

pytestmark = pytest.mark.django_db


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
