"""A writer sees and saves the own rows only, whatever is posted."""

import pytest

from audit.models import LogEntry
from contributions.models import ActivityEntry, Contribution
from contributions.tests.entries import name, rows_of, web_address
from core.saving import base_of
from pbfreport.tests.pages import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def women(input_of):
    return input_of("UN Women", "KGZ-PVE-1", "2021-H1")


def test_the_page_has_the_writers_two_rows_and_nothing_else(signed_in, women):
    rows = rows_of(women)
    page = Browser(signed_in("writer")).open(web_address(women, "all"))
    shown = {number for number, row in rows.items() if f"row-{row.uid}" in page.ids}
    assert shown == {14, 28}
    for number in set(rows) - {14, 28}:
        assert rows[number].uid not in page.source
    assert "money-spent" not in page.source
    assert not [n for n in page.root.xpath("//@name") if n.startswith("q-")]


def test_home_leads_the_writer_to_those_rows_in_one_click(signed_in, women):
    browser = Browser(signed_in("writer"))
    page = browser.open("/")
    link = next(a for a in page.root.iter("a") if a.get("href") == web_address(women, "all"))
    assert "Your rows of" in link.text_content()


def test_the_writer_saves_the_own_row(signed_in, women, person):
    row = rows_of(women)[14]
    browser = Browser(signed_in("writer"))
    browser.open(web_address(women, "activities"))
    browser.type(name(row, "progress"), "Written by the writer.")
    assert browser.click("Save the page").status == 200
    row.refresh_from_db()
    assert (row.progress, row.updated_by) == ("Written by the writer.", person("writer"))


def forged(entry):
    return {
        name(entry, "base"): base_of(entry, ActivityEntry.FIELDS).dump(),
        name(entry, "status"): "completed",
        name(entry, "progress"): "Forged.",
        name(entry, "next_steps"): "",
    }


def test_fields_of_another_row_change_nothing_when_they_are_posted_with_the_own_page(signed_in, women):
    other = rows_of(women)[8]
    lines = LogEntry.objects.count()
    for section in ("activities", "all"):
        assert signed_in("writer").post(web_address(women, section), forged(other)).status_code == 302
    assert ActivityEntry.objects.get(pk=other.pk).progress == other.progress
    assert LogEntry.objects.count() == lines


def test_another_row_cannot_be_saved_by_itself(signed_in, women):
    other = rows_of(women)[8]
    answer = signed_in("writer").post(web_address(women, "activities", f"row-{other.uid}"), forged(other))
    assert answer.status_code == 404
    assert ActivityEntry.objects.get(pk=other.pk).progress == other.progress


def test_expenditure_and_texts_change_nothing_when_they_are_posted_by_a_writer(signed_in, women):
    data = {"money-base": base_of(women, ("spent",)).dump(), "money-spent": "1"}
    client = signed_in("writer")
    assert client.post(web_address(women, "all"), data).status_code == 302
    for section in ("budget", "texts"):
        assert client.post(web_address(women, section), data).status_code == 403
        assert client.post(web_address(women, section, "money"), data).status_code == 403
    assert Contribution.objects.get(pk=women.pk).spent == women.spent


def test_a_row_of_another_office_changes_nothing_when_its_prefix_is_posted(signed_in, women, input_of):
    """The attacker knows the uid and the version of another office's entry, and posts it to the own page."""
    other = rows_of(input_of("UNICEF", "KGZ-PVE-1", "2021-H1"))[23]
    other_project = input_of("UNODC", "KGZ-PVE-2", "2021-FINAL")
    client = signed_in("unwomen")
    for section in ("activities", "all"):
        assert client.post(web_address(women, section), forged(other)).status_code == 302
    assert client.post(web_address(women, "activities", f"row-{other.uid}"), forged(other)).status_code == 404
    assert (
        client.post(web_address(other_project, "activities", f"row-{other.uid}"), forged(other)).status_code
        == 404
    )
    assert ActivityEntry.objects.get(pk=other.pk).progress == other.progress


def test_the_task_list_counts_the_writers_rows_only(signed_in, women):
    page = Browser(signed_in("writer")).open(web_address(women))
    assert "2 of 2 written" in page.words
    assert "Texts" not in [link.text_content().strip() for link in page.root.iter("a")]
    assert "Check and submit" not in page.words


def test_a_writer_whose_role_has_ended_is_out(signed_in, women, person):
    client = signed_in("writer")
    person("writer").memberships.update(starts_on="2020-01-01", ends_on="2021-01-01")
    assert client.get(web_address(women, "all")).status_code == 404
    assert client.post(web_address(women, "all"), {}).status_code == 404


def test_a_writer_who_reads_for_the_office_too_still_writes_the_own_rows_only(signed_in, women, person):
    person("writer").memberships.create(role="reader", project=women.period.project, office=women.office)
    other = rows_of(women)[8]
    signed_in("writer").post(
        web_address(women, "all"), {**forged(other), "money-base": '{"v": 1}', "money-spent": "5"}
    )
    other.refresh_from_db()
    women.refresh_from_db()
    assert other.progress != "Forged."
    assert women.spent is None


def test_the_address_of_a_row_names_its_section(signed_in, women):
    row = rows_of(women)[14]
    answer = signed_in("writer").post(f"/inputs/{women.uid}/all/row-{row.uid}/", forged(row))
    assert answer.status_code == 404
