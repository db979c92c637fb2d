"""Recording a sign-off: its mail or scan, its day, the sending that it is for, and what the log tells of it."""

import errno
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office
from audit.models import LogEntry
from contributions.models import Attachment, Contribution
from contributions.tests.files.attached import PDF
from core.decisions import WrongState
from core.files.stored_files import Stored
from pbfreport.tests.pages import Browser, Page
from reports.models import Report, SignOff
from reports.review import act_views
from reports.review.services import clear_report, send_back
from reports.review.sign_offs import latest_candidate
from reports.tests.way import report_of, reviewer_of, sent, signed_off

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def report() -> Report:
    return sent(report_of("KGZ-PVE-1", "2021-H1"))


@pytest.fixture
def client(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("coordinator")


def web_address() -> str:
    office = Office.objects.get(organisation__short_name="UNDP")
    return reverse("reports:sign_off", args=["KGZ-PVE-1", "2021-H1", office.uid])


def typed(**more: object) -> dict[str, object]:
    return {"name": "A. Example", "title": "Head of Office", "signed_on": "18.06.2021", **more}


def scan(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("mail.pdf", content)


def test_recording_again_without_a_file_keeps_the_mail_or_scan(report: Report, client: Client):
    assert client.post(web_address(), typed(file=scan())).status_code == 302
    (kept,) = Attachment.objects.all()
    assert client.post(web_address(), typed(name="B. Example")).status_code == 302
    (signed,) = SignOff.objects.all()
    assert (signed.name, signed.attachment) == ("B. Example", kept)
    assert client.post(web_address(), typed(name="B. Example", file=scan(PDF + b"2"))).status_code == 302
    signed.refresh_from_db()
    assert signed.attachment is not None and signed.attachment != kept


def test_the_log_tells_what_was_before_and_what_is_now(report: Report, client: Client):
    client.post(web_address(), typed(file=scan()))
    client.post(web_address(), typed(name="B. Example", signed_on="19.06.2021", file=scan(PDF + b"2")))
    client.post(web_address(), typed(name="B. Example", signed_on="19.06.2021"))
    lines = LogEntry.objects.filter(action="sign_off").order_by("pk")
    first, second = Attachment.objects.order_by("pk")
    assert [line.changes for line in lines] == [
        {
            "name": [None, "A. Example"],
            "title": [None, "Head of Office"],
            "signed_on": [None, "2021-06-18"],
            "attachment": [None, first.uid],
        },
        {
            "name": ["A. Example", "B. Example"],
            "signed_on": ["2021-06-18", "2021-06-19"],
            "attachment": [first.uid, second.uid],
        },
    ]


@pytest.mark.parametrize(("days", "status"), [(0, 302), (1, 422)])
def test_a_day_that_is_still_to_come_is_refused(report: Report, client: Client, days: int, status: int):
    timezone.activate("Asia/Bishkek")  # where the project is
    signed_on: date = timezone.localdate() + timedelta(days=days)
    page = Page(client.post(web_address(), typed(signed_on=f"{signed_on:%d.%m.%Y}", file=scan())))
    assert page.status == status
    assert SignOff.objects.exists() == (status == 302)
    if status == 422:
        assert "This day is still to come: write the day of the sign-off." in page.words
        assert page.field("name") == "A. Example" and not Attachment.objects.exists()


@pytest.mark.parametrize(("first", "status"), [("31.12.2020", 422), ("01.01.2021", 302)])
def test_a_day_before_the_period_of_the_report_is_refused(
    report: Report, client: Client, first: str, status: int
):
    page = Page(client.post(web_address(), typed(signed_on=first, file=scan())))
    assert page.status == status
    if status == 422:
        assert (
            "The period of the report began on 1 January 2021: write the day of the sign-off." in page.words
        )
        # No page keeps a file: with another mistake beside it, it is asked for again.
        assert [address for address, _words in page.summary] == ["#id_signed_on", "#id_file"]


def test_the_mail_or_scan_is_asked_for_once_for_each_sending(report: Report, client: Client):
    page = Page(client.post(web_address(), typed()))
    assert page.status == 422 and page.field("name") == "A. Example"
    assert page.summary == [("#id_file", "Attach the mail or the scan that shows the sign-off.")]
    assert not SignOff.objects.exists()
    assert client.post(web_address(), typed(file=scan())).status_code == 302
    assert client.post(web_address(), typed(name="B. Example")).status_code == 302
    send_back(report, by=reviewer_of(report), note="Again.")
    sent(report)
    assert client.post(web_address(), typed()).status_code == 422
    assert client.post(web_address(), typed(file=scan(b""))).status_code == 422


def test_a_mail_or_scan_that_another_replaced_is_taken_away_unless_an_earlier_sending_needs_it(
    report: Report, client: Client
):
    client.post(web_address(), typed(file=scan()))
    client.post(web_address(), typed(file=scan(PDF + b"2")))
    first, second = Attachment.objects.order_by("pk")
    assert first.ended_at is not None and second.ended_at is None
    assert LogEntry.objects.filter(object_uid=first.uid, action="end").count() == 1
    send_back(report, by=reviewer_of(report), note="Again.")
    sent(report)
    client.post(web_address(), typed(file=scan(PDF + b"2")))  # the same mail shows this sign-off too
    client.post(web_address(), typed(file=scan(PDF + b"3")))
    second.refresh_from_db()
    assert second.ended_at is None
    assert {signed.attachment for signed in SignOff.objects.all()} == set(Attachment.objects.current())


def test_an_organisation_that_left_before_the_period_signs_nothing_off(report: Report, client: Client):
    report.period.project.participations.filter(office__organisation__short_name="UNDP").update(
        ends_on=date(2020, 12, 31)
    )
    assert client.get(web_address()).status_code == 404
    assert client.post(web_address(), typed(file=scan())).status_code == 404
    assert not SignOff.objects.exists()


def test_a_sign_off_of_an_earlier_sending_is_refused_with_what_was_typed(report: Report, client: Client):
    window = Browser(client)
    window.open(web_address())
    send_back(report, by=reviewer_of(report), note="Again.")
    sent(report)
    page = Page(client.post(web_address(), typed(file=scan(), sending=window.page.field("sending"))))
    assert page.status == 422 and not SignOff.objects.exists() and not Attachment.objects.exists()
    assert "The report was sent again since you opened the page: read what is new first." in page.words
    assert page.field("name") == "A. Example"
    # Who has read it presses again: the page names the new sending now.
    assert client.post(web_address(), typed(file=scan(), sending=page.field("sending"))).status_code == 302
    assert SignOff.objects.get().snapshot == latest_candidate(report)


def test_a_full_disk_costs_the_file_and_nothing_that_was_typed(
    report: Report, client: Client, monkeypatch: pytest.MonkeyPatch
):
    def full(*_args: object, **_more: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(default_storage, "save", full)
        page = Page(client.post(web_address(), typed(file=scan())))
    assert page.status == 422
    assert [address for address, _words in page.summary] == ["#id_file"]
    assert "its disk may be full" in page.summary[0][1]
    assert page.field("name") == "A. Example" and page.field("title") == "Head of Office"
    assert not SignOff.objects.exists() and not Attachment.objects.exists()
    assert client.post(web_address(), typed(file=scan())).status_code == 302


def test_the_page_names_who_cleared_an_input_in_its_organisation(report: Report, signed_in):
    inputs = Contribution.objects.filter(period=report.period)
    inputs.filter(office__organisation__short_name="OHCHR").update(cleared_by_name="C. <i>Head</i>")
    page = reverse("reports:sign_offs", args=["KGZ-PVE-1", "2021-H1"])
    for name in ("coordinator", "secretariat", "unicef"):
        text = signed_in(name).get(page).content.decode()
        cleared = "Cleared in the organisation by C. &lt;i&gt;Head&lt;/i&gt;, at the submission"
        assert text.count("Cleared in the organisation by") == text.count(cleared) == 1, name


@pytest.mark.parametrize("first", ["clear", "sign off"])
def test_whoever_makes_it_final_gets_one_letter_when_all_have_signed_off_what_was_cleared(
    report: Report, django_capture_on_commit_callbacks, first: str
):
    reviewer = reviewer_of(report)
    acts = [lambda: clear_report(report, by=reviewer), lambda: signed_off(report)]
    for act in acts if first == "clear" else reversed(acts):
        assert not letters()
        with django_capture_on_commit_callbacks(execute=True):
            act()
    assert letters() == [[reviewer.email]]
    with django_capture_on_commit_callbacks(execute=True):
        signed_off(report, name="B. Example")  # a correction tells nothing new
    assert len(letters()) == 1


def letters() -> list[list[str]]:
    return [letter.to for letter in mail.outbox if "it can be made final" in letter.subject]


def test_a_file_that_is_refused_records_nothing(report: Report, client: Client):
    assert client.post(web_address(), typed(file=scan(b"MZ"))).status_code == 422
    assert not SignOff.objects.exists() and not Attachment.objects.exists()


def test_where_the_sign_off_is_refused_its_file_is_not_kept_either(
    report: Report, client: Client, monkeypatch: pytest.MonkeyPatch
):
    names: list[str] = []
    write = Stored.write

    def remember(stored: Stored, name: str, content: bytes) -> str:
        names.append(write(stored, name, content))
        return names[-1]

    def refuse(*_args: object, **_more: object) -> SignOff:
        raise WrongState("Somebody was faster.")

    monkeypatch.setattr(Stored, "write", remember)
    monkeypatch.setattr(act_views, "record_sign_off", refuse)
    assert client.post(web_address(), typed(file=scan())).status_code == 409
    assert names and not default_storage.exists(names[0])
    assert not Attachment.objects.exists()
    assert not LogEntry.objects.filter(object_type="contributions.attachment").exists()


def test_a_file_that_was_kept_before_stays_where_a_second_recording_is_refused(
    report: Report, client: Client, monkeypatch: pytest.MonkeyPatch
):
    client.post(web_address(), typed(file=scan()))

    def refuse(*_args: object, **_more: object) -> SignOff:
        raise WrongState("Somebody was faster.")

    monkeypatch.setattr(act_views, "record_sign_off", refuse)
    assert client.post(web_address(), typed(file=scan())).status_code == 409
    assert default_storage.exists(Attachment.objects.get().file.name)


def test_recording_again_begins_with_what_was_recorded(report: Report, client: Client):
    assert client.post(web_address(), typed(file=scan())).status_code == 302
    page = Browser(client).open(web_address())
    assert [page.field(name) for name in ("name", "title", "signed_on")] == [
        "A. Example",
        "Head of Office",
        "18.06.2021",
    ]
