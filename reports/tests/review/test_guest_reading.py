"""What a guest reads: what was handed in or sent, nothing else, and a sentence where that cannot be read."""

import logging
from html import unescape

import pytest
from django.db import connection

from contributions.models import ActivityEntry, Contribution
from reports.models import Snapshot
from reports.review.guest_page import report_html
from reports.stage import put_report
from reports.tests.way import report_of, sent

pytestmark = pytest.mark.django_db
SHARED, HANDED_IN = "Shared for the organisations alone", "Handed in for everyone"


@pytest.fixture
def report():
    """Return a report with a text that was handed in, and one that is shared with the other organisations."""
    report = report_of("KGZ-PVE-1", "2021-H1")
    for office, state, text in (("UNICEF", "open", SHARED), ("OHCHR", "submitted", HANDED_IN)):
        own = Contribution.objects.get(period=report.period, office__organisation__short_name=office)
        assert (own.state, own.is_readable_by_others) == (state, True)
        rows = ActivityEntry.objects.filter(contribution=own)
        assert rows.update(progress=text)
    return report


def test_a_guest_reads_what_was_handed_in_and_not_what_is_only_shared(report):
    page = report_html(report.period)
    assert HANDED_IN in page
    assert SHARED not in page


def test_a_guest_reads_what_was_sent_last(report):
    sent(report)
    ActivityEntry.objects.filter(contribution__period=report.period).update(progress="Written since")
    page = report_html(report.period)
    assert HANDED_IN in page
    assert SHARED not in page
    assert "Written since" not in page


def test_a_damaged_report_is_a_sentence_for_a_guest_and_a_line_in_the_log(report, caplog):
    caplog.set_level(logging.ERROR, "reports.review.guest_page")
    damage(Snapshot.objects.get(report=sent(report)))
    assert "tell who invited you" in report_html(report.period)
    assert [record.name for record in caplog.records] == ["reports.review.guest_page"]


def damage(snapshot):
    """Cut the stored text of a snapshot, past all that keeps it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Snapshot._meta.db_table} SET content = %s WHERE id = %s",
            [snapshot.content[:200], snapshot.pk],
        )


HOME = "/projects/KGZ-PVE-1/2021-H1/report"


@pytest.mark.parametrize("page", ["review/", "preview/", "download/html/", "review/?show=all"])
def test_a_damaged_report_says_so_on_its_pages(signed_in, report, page):
    damage(Snapshot.objects.get(report=sent(report)))
    response = signed_in("secretariat").get(f"{HOME}/{page}")
    assert response.status_code == 409
    assert "is damaged; restore it from a backup." in unescape(response.content.decode())


def test_a_damaged_report_of_before_is_left_out_of_the_comparison_with_a_line_in_the_log(
    signed_in, report, caplog
):
    caplog.set_level(logging.ERROR, "reports.review.views")
    damage(Snapshot.objects.get(report=sent(report)))
    put_report(report.period, state="returned")
    response = signed_in("coordinator").get(f"{HOME}/review/?show=changes")
    assert response.status_code == 200
    assert response.context["before_words"] == ""
    assert HANDED_IN in response.content.decode()
    assert [record.name for record in caplog.records] == ["reports.review.views"]
