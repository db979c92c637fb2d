"""The page of work rows: each row saves by itself and with the page; what stands beside it; what stands apart."""

import pytest

from audit.models import LogEntry
from contributions.models import ActivityEntry
from contributions.services import share_contribution
from contributions.tests.entries import name, reopened, rows_of, web_address
from core.saving import base_of
from pbfreport.tests.pages import Browser, Page, form_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def unicef(input_of):
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1")


def test_the_page_saves_the_row_that_was_changed_and_no_other(signed_in, unicef, person):
    first, second = rows_of(unicef).values()
    lines = LogEntry.objects.count()
    browser = Browser(signed_in("unicef"))
    browser.open(web_address(unicef, "activities"))
    browser.type(name(first, "progress"), "Three trainings took place.\r\n\r\n- Osh\r\n- Bishkek")
    page = browser.click("Save the page")
    first.refresh_from_db()
    assert first.progress == "Three trainings took place.\n\n- Osh\n- Bishkek"
    assert (first.version, first.updated_by) == (3, person("unicef"))
    assert ActivityEntry.objects.get(pk=second.pk).version == second.version
    assert LogEntry.objects.count() == lines + 1
    assert list(LogEntry.objects.latest("pk").changes) == ["progress"]
    assert "1 part saved" in page.words


def test_saving_an_untouched_page_writes_nothing(signed_in, unicef):
    lines = LogEntry.objects.count()
    browser = Browser(signed_in("unicef"))
    browser.open(web_address(unicef, "all"))
    page = browser.click("Save the page")
    assert "Nothing was changed." in page.words
    assert LogEntry.objects.count() == lines


def test_the_button_of_a_row_leads_back_to_that_row_without_a_script(signed_in, unicef):
    row = rows_of(unicef)[23]
    client = signed_in("unicef")
    browser = Browser(client)
    browser.open(web_address(unicef, "activities"))
    browser.type(name(row, "next_steps"), "A study in autumn.")
    form = next(form for form in browser.page.root.forms if form.get("action") == browser.url)
    button = form.xpath(".//button[@name='row']")[0]
    response = client.post(browser.url, {"row": button.get("value"), **form_values(form), **browser.typed})
    assert response["Location"].endswith(f"#{button.get('value')}")
    row.refresh_from_db()
    assert row.next_steps == "A study in autumn."


def test_a_row_saved_by_itself_answers_with_its_state_line_and_a_fresh_base(signed_in, unicef):
    row = rows_of(unicef)[23]
    client, url = signed_in("unicef"), web_address(unicef, "activities", f"row-{row.uid}")

    def send(base, text):
        data = {name(row, "base"): base, name(row, "status"): row.status, name(row, "progress"): text}
        data[name(row, "next_steps")] = row.next_steps
        return client.post(url, data, headers={"HX-Request": "true"})

    answer = Page(send(base_of(row, ActivityEntry.FIELDS).dump(), "First."))
    assert answer.status == 200
    assert answer.words_in(f"row-{row.uid}-state").startswith("Saved")
    fresh = answer.part(f"row-{row.uid}-base")
    assert fresh.get("hx-swap-oob") == "true"
    second = send(fresh.find(".//input").get("value"), "Second.")
    assert second.status_code == 200
    row.refresh_from_db()
    assert row.progress == "Second."


def test_a_row_that_is_not_on_the_page_cannot_be_saved(signed_in, unicef):
    client = signed_in("unicef")
    assert client.post(web_address(unicef, "activities", "row-nothing"), {}).status_code == 404
    assert client.post(web_address(unicef, "budget", f"row-{rows_of(unicef)[23].uid}"), {}).status_code == 404


def test_last_time_and_what_was_announced_stand_beside_the_fields(signed_in, unicef, input_of):
    before = rows_of(input_of("UNICEF", "KGZ-PVE-1", "2020-ANNUAL"))
    told = next(row for row in before.values() if row.next_steps)
    now = next(row for row in rows_of(unicef).values() if row.activity_id == told.activity_id)
    page = Browser(signed_in("unicef")).open(web_address(unicef, "activities"))
    words = page.words_in(f"row-{now.uid}")
    assert (
        "Last time, 1 January 2020 – 30 November 2020" in words
        or "Last time, January – November 2020" in words
    )
    assert "Last time you said next:" in words
    assert " ".join(told.next_steps.split())[:40] in words
    assert " ".join(told.progress.split())[:40] in words


def test_the_parts_of_other_agencies_are_read_only_when_shared_or_submitted(signed_in, input_of, person):
    undp, ohchr = (input_of(office, "KGZ-PVE-1", "2021-FINAL") for office in ("UNDP", "OHCHR"))
    theirs, own = rows_of(undp)[1], rows_of(ohchr)[1]
    part = " ".join(theirs.progress.split())[:40]
    browser = Browser(signed_in("ohchr"))
    page = browser.open(web_address(ohchr, "activities"))
    assert part not in page.words
    assert "UNDP Has not shared its part yet." in page.words_in(f"row-{own.uid}")
    share_contribution(undp, by=person("undp"), shared=True)
    words = browser.open(web_address(ohchr, "activities")).words_in(f"row-{own.uid}")
    assert "UNDP writes" in words and part in words


def test_a_row_written_together_counts_as_written_for_the_other_office_too(signed_in, input_of):
    """Row 3 is written by UN Women together with UNDP: UNDP has nothing left to do there."""
    undp = reopened(input_of("UNDP", "KGZ-PVE-1", "2021-H1"))
    theirs, own = rows_of(input_of("UN Women", "KGZ-PVE-1", "2021-H1"))[3], rows_of(undp)[3]
    assert undp.office.uid in theirs.written_with
    assert not own.progress
    page = Browser(signed_in("undp")).open(web_address(undp, "activities"))
    words = page.words_in(f"row-{own.uid}")
    assert "Written" in words and "Not written yet" not in words
    assert "UN Women wrote this row together with you" in words
    assert " ".join(theirs.progress.split())[:40] in words
    assert "16 of 16 written" in page.words


def test_status_progress_and_next_steps_are_three_fields(signed_in, unicef):
    row = rows_of(unicef)[23]
    browser = Browser(signed_in("unicef"))
    browser.open(web_address(unicef, "activities"))
    browser.type(name(row, "status"), "completed")
    browser.type(name(row, "next_steps"), "")
    browser.click("Save the page")
    row.refresh_from_db()
    assert (row.status, row.next_steps) == ("completed", "")
    assert row.progress
    browser.type(name(row, "next_steps"), "One more visit.")
    page = browser.click("Save the page")
    row.refresh_from_db()
    assert (row.status, row.next_steps) == ("completed", "One more visit.")
    assert "completed but names next steps" in page.words_in(f"row-{row.uid}")


def test_an_agency_writes_together_with_a_partner_of_the_row_only(signed_in, input_of):
    undp, ohchr, unodc = (
        input_of(*address)
        for address in (
            ("UNDP", "KGZ-PVE-1", "2021-FINAL"),
            ("OHCHR", "KGZ-PVE-1", "2021-FINAL"),
            ("UNODC", "KGZ-PVE-2", "2021-FINAL"),
        )
    )
    row = rows_of(ohchr)[1]
    browser = Browser(signed_in("ohchr"))
    browser.open(web_address(ohchr, "activities"))
    browser.type(name(row, "written_with"), [undp.office.uid])
    browser.click("Save the page")
    row.refresh_from_db()
    assert row.written_with == [undp.office.uid]
    browser.type(name(row, "written_with"), [unodc.office.uid])
    assert browser.click("Save the page").status == 422
    row.refresh_from_db()
    assert row.written_with == [undp.office.uid]


def test_rows_completed_earlier_stay_folded_and_can_be_written_again(signed_in, input_of):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-FINAL")
    carried = next(row for row in rows_of(unicef).values() if row.carried_from_id)
    browser = Browser(signed_in("unicef"))
    page = browser.open(web_address(unicef, "activities"))
    assert page.part(f"row-{carried.uid}").tag == "details"
    browser.type(name(carried, "progress"), "Used again by two more schools.")
    page = browser.click("Save the page")
    assert page.part(f"row-{carried.uid}").tag == "article"
    carried.refresh_from_db()
    assert carried.progress == "Used again by two more schools."
