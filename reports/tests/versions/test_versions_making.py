"""Making a version while something else happens: a sign-off is corrected, or the same button is pressed twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.decisions import WrongState
from pbfreport.tests.pages import Browser, Page
from reports.models import Report, ReportVersion
from reports.tests.report_pages import web_address
from reports.tests.way import cleared, report_of, reviewer_of, signed_off, small_documents
from reports.versions import services
from reports.versions.services import BeingMade, make_final

pytestmark = pytest.mark.django_db

PLACE = ("KGZ-PVE-2", "2021-FINAL")


@pytest.fixture
def report(monkeypatch) -> Report:
    monkeypatch.setattr(services, "documents_of", small_documents)
    return cleared(report_of())


def while_documents_are_made(monkeypatch, act):
    def documents_of(*args):
        act()
        return small_documents(*args)

    monkeypatch.setattr(services, "documents_of", documents_of)


@pytest.mark.parametrize("other", [{"name": "B. Example"}, {"title": "Deputy"}])
def test_a_sign_off_that_is_corrected_while_the_documents_are_made_makes_no_version(
    report, monkeypatch, other
):
    signed_off(report)
    while_documents_are_made(monkeypatch, lambda: signed_off(report, **other))
    with pytest.raises(WrongState, match="its sign-offs changed while its documents were made"):
        make_final(report, by=reviewer_of(report))
    assert not ReportVersion.objects.filter(report=report).exists()
    version = make_final(report, by=reviewer_of(report))
    assert version is not None and version.unsigned == []
    assert next(iter(other.values())) in version.snapshot.content


def test_a_second_click_while_the_version_is_made_is_told_so_and_leads_to_the_report(
    report, signed_in, monkeypatch
):
    answers = []

    def click_again():
        monkeypatch.setattr(services, "documents_of", small_documents)
        answers.append(signed_in("secretariat").post(url, typed, follow=True))

    window, url = Browser(signed_in("secretariat")), web_address(*PLACE, "final")
    page = window.open(url)
    typed = {name: page.field(name) for name in ("key", "sending")} | {"unsigned_reason": "The mails follow."}
    while_documents_are_made(monkeypatch, click_again)
    first = window.client.post(url, typed, follow=True)
    assert [answer.redirect_chain for answer in (first, *answers)] == [[(web_address(*PLACE), 302)]] * 2
    assert "The report is being made final. Its version stands here in a minute." in Page(answers[0]).words
    assert "The report is final." in Page(first).words
    assert ReportVersion.objects.filter(report=report).count() == 1
    report.refresh_from_db()
    assert (report.making_until, report.making_key) == (None, "")


def test_another_key_or_another_person_is_not_the_same_click(report, person):
    reviewer, other = reviewer_of(report), person("coordinator2")
    services._claim(report, f"{reviewer.pk} one")
    for key, error in (("one", BeingMade), ("two", WrongState), ("", WrongState)):
        with pytest.raises(error) as raised:
            make_final(report, by=reviewer, unsigned_reason="The mails follow.", key=key)
        assert type(raised.value) is error
    with pytest.raises(WrongState) as raised:
        services._claim(report, f"{other.pk} one")
    assert type(raised.value) is WrongState


def test_a_making_that_broke_off_does_not_hold_up_the_same_form_for_ever(report):
    reviewer = reviewer_of(report)
    services._claim(report, f"{reviewer.pk} one")
    Report.objects.filter(pk=report.pk).update(making_until=timezone.now() - timedelta(seconds=1))
    assert make_final(report, by=reviewer, unsigned_reason="The mails follow.", key="one") is not None


def test_the_same_form_that_comes_just_after_the_version_was_made_does_nothing(report, monkeypatch):
    reviewer = reviewer_of(report)
    given: dict[str, Any] = {"by": reviewer, "unsigned_reason": "The mails follow.", "key": "one"}
    unsigned_offices = services.unsigned_offices

    def later(asked):
        """Let the first click finish after the second has asked whether it was done."""
        monkeypatch.setattr(services, "unsigned_offices", unsigned_offices)
        assert make_final(Report.objects.get(pk=report.pk), **given) is not None
        return unsigned_offices(asked)

    monkeypatch.setattr(services, "unsigned_offices", later)
    second = Report.objects.get(pk=report.pk)
    assert make_final(second, **given) is None
    assert ReportVersion.objects.filter(report=report).count() == 1
