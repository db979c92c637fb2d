"""Recording a sign-off: the mail or scan stays, the log tells before and after, a day to come is refused."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office
from audit.models import LogEntry
from contributions.models import Attachment
from contributions.tests.attached import PDF
from core.decisions import WrongState
from core.storing import Stored
from pbfreport.tests.pages import Page
from reports import act_views
from reports.models import Report, SignOff
from reports.tests.way import report_of, sent

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def report() -> Report:
    return sent(report_of("KGZ-PVE-1", "2021-H1"))


@pytest.fixture
def client(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("coordinator")


def address() -> str:
    office = Office.objects.get(organisation__short_name="UNDP")
    return reverse("reports:sign_off", args=["KGZ-PVE-1", "2021-H1", office.uid])


def typed(**more: object) -> dict[str, object]:
    return {"name": "A. Example", "title": "Head of Office", "signed_on": "18.06.2021", **more}


def scan(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("mail.pdf", content)


def test_recording_again_without_a_file_keeps_the_mail_or_scan(report: Report, client: Client):
    assert client.post(address(), typed(file=scan())).status_code == 302
    (kept,) = Attachment.objects.all()
    assert client.post(address(), typed(name="B. Example")).status_code == 302
    (signed,) = SignOff.objects.all()
    assert (signed.name, signed.attachment) == ("B. Example", kept)
    assert client.post(address(), typed(name="B. Example", file=scan(PDF + b"2"))).status_code == 302
    signed.refresh_from_db()
    assert signed.attachment is not None and signed.attachment != kept


def test_the_log_tells_what_was_before_and_what_is_now(report: Report, client: Client):
    client.post(address(), typed())
    client.post(address(), typed(name="B. Example", signed_on="19.06.2021", file=scan()))
    client.post(address(), typed(name="B. Example", signed_on="19.06.2021"))
    lines = LogEntry.objects.filter(action="sign_off").order_by("pk")
    kept = Attachment.objects.get()
    assert [line.changes for line in lines] == [
        {"name": [None, "A. Example"], "title": [None, "Head of Office"], "signed_on": [None, "2021-06-18"]},
        {
            "name": ["A. Example", "B. Example"],
            "signed_on": ["2021-06-18", "2021-06-19"],
            "attachment": [None, kept.uid],
        },
    ]


@pytest.mark.parametrize(("days", "status"), [(0, 302), (1, 422)])
def test_a_day_that_is_still_to_come_is_refused(report: Report, client: Client, days: int, status: int):
    timezone.activate("Asia/Bishkek")  # where the project is
    signed_on: date = timezone.localdate() + timedelta(days=days)
    page = Page(client.post(address(), typed(signed_on=f"{signed_on:%d.%m.%Y}", file=scan())))
    assert page.status == status
    assert SignOff.objects.exists() == (status == 302)
    if status == 422:
        assert "This day is still to come: write the day of the sign-off." in page.words
        assert page.field("name") == "A. Example" and not Attachment.objects.exists()


def test_a_file_that_is_refused_records_nothing(report: Report, client: Client):
    assert client.post(address(), typed(file=scan(b"MZ"))).status_code == 422
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
    assert client.post(address(), typed(file=scan())).status_code == 409
    assert names and not default_storage.exists(names[0])
    assert not Attachment.objects.exists()
    assert not LogEntry.objects.filter(object_type="contributions.attachment").exists()


def test_a_file_that_was_kept_before_stays_where_a_second_recording_is_refused(
    report: Report, client: Client, monkeypatch: pytest.MonkeyPatch
):
    client.post(address(), typed(file=scan()))

    def refuse(*_args: object, **_more: object) -> SignOff:
        raise WrongState("Somebody was faster.")

    monkeypatch.setattr(act_views, "record_sign_off", refuse)
    assert client.post(address(), typed(file=scan())).status_code == 409
    assert default_storage.exists(Attachment.objects.get().file.name)
