"""The page of a version, its files, and making it public."""

import logging
from pathlib import Path

import pytest
from django.utils import timezone

from audit.models import LogEntry
from core.formatting import moment
from reports.models import ReportVersion
from reports.stage import put_report
from reports.tests.report_pages import web_address
from reports.tests.way import (
    cleared,
    corrected,
    final,
    report_of,
    reviewer_of,
    sent,
    signed_off,
    small_documents,
)
from reports.versions import services
from reports.versions.services import make_final

pytestmark = pytest.mark.django_db

PLACE = ("KGZ-PVE-2", "2021-FINAL")


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(services, "documents_of", small_documents)


@pytest.fixture
def version() -> ReportVersion:
    return final(report_of())


def page(number=1, rest=""):
    return web_address(*PLACE, f"versions/{number}") + rest


def content(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_page_says_who_made_it_and_names_text_and_files_by_their_fingerprints(signed_in, version):
    text = signed_in("undp").get(page()).content.decode()
    assert "Version 1, January – November 2021" in text or "Version 1, " in text
    assert str(reviewer_of(version.report)) in text
    assert version.snapshot.sha256 in text
    for file in version.files.all():
        assert file.sha256 in text
        assert f'href="{page(1, f"{file.format}/")}"' in text
    assert "Nobody has recorded that this version went to the Fund." in text
    assert "It is not public." in text
    assert "Reason for the correction" not in text


def test_the_page_goes_on_naming_who_cleared_it_and_who_had_not_signed_off(signed_in, version):
    report = version.report
    reviewer = reviewer_of(report)
    corrected(report)
    signed_off(cleared(report))
    second = make_final(report, by=reviewer)
    assert second is not None
    first, second_text = (signed_in("unodc").get(page(number)).content.decode() for number in (1, 2))
    for text, number in ((first, version), (second_text, second)):
        with timezone.override("Asia/Bishkek"):  # where the project is
            assert f"{moment(number.cleared_at)}, {reviewer} (PBF Secretariat)" in text
    assert "Without the sign-off of UNODC, UNDP: The mails follow." in first
    assert "UNDP: A. Example, Representative" in second_text and "Without the sign-off" not in second_text


def test_a_replaced_version_names_the_one_that_replaced_it_and_stays_readable(signed_in, version):
    final(corrected(version.report, "A figure <b>was</b> wrong."))
    client = signed_in("coordinator2")
    first, second = client.get(page(1)).content.decode(), client.get(page(2)).content.decode()
    assert "This version was replaced on" in first
    assert f'href="{page(2)}"' in first
    assert f'href="{web_address(*PLACE, "compare")}?old=v1&amp;new=v2"' in first
    assert "A figure &lt;b&gt;was&lt;/b&gt; wrong." in second
    assert "This version was replaced on" not in second
    for file in version.files.all():
        assert content(client.get(page(1, f"{file.format}/"))) == file.file.read()


def test_a_file_comes_as_it_was_stored_to_be_saved_and_kept_by_nobody(signed_in, version):
    client = signed_in("unodc")
    for file in version.files.all():
        answer = client.get(page(1, f"{file.format}/"), headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert content(answer) == file.file.read()
        assert answer["Content-Disposition"] == f'attachment; filename="{file.file_name}"'
        assert answer["Content-Type"] == file.content_type
        assert answer["Content-Length"] == str(file.size)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        assert "Content-Encoding" not in answer


@pytest.mark.parametrize("rest", ["html/", "exe/", "docx%20/"])
def test_a_format_that_no_version_has_is_not_found(signed_in, version, rest):
    assert signed_in("unodc").get(page(1, rest)).status_code == 404


@pytest.mark.parametrize("number", [0, 2, 99999999999999999999, "9" * 5000])
def test_a_number_that_no_version_has_is_not_found(signed_in, version, number):
    client = signed_in("secretariat")
    assert [client.get(page(number, rest)).status_code for rest in ("", "pdf/", "submission/")] == [404] * 3
    assert client.post(page(number, "public/")).status_code == 404


@pytest.mark.parametrize("act", [Path.unlink, lambda path: path.write_bytes(b"cut")])
def test_a_file_that_is_gone_or_cut_is_told_in_one_sentence_and_logged(signed_in, version, caplog, act):
    stored = version.files.get(format="pdf")
    act(Path(stored.file.path))
    caplog.set_level(logging.ERROR, "reports.versions.views")
    answer = signed_in("undp").get(page(1, "pdf/"))
    assert answer.status_code == 409
    assert "The file of this version is not on the server as it was stored." in answer.content.decode()
    assert [record.name for record in caplog.records] == ["reports.versions.views"]
    assert stored.file.name in caplog.text
    assert signed_in("undp").get(page(1, "xlsx/")).status_code == 200


def test_a_version_is_for_those_who_read_the_report_and_nobody_else(signed_in, version, client):
    web_addresses = [page(), page(1, "pdf/")]
    for name in ("undp", "unodc", "coordinator2", "secretariat"):
        assert [signed_in(name).get(url).status_code for url in web_addresses] == [200, 200], name
    for name in ("unicef", "ohchr", "coordinator", "writer", "reader"):
        assert [signed_in(name).get(url).status_code for url in web_addresses] == [404, 404], name
    assert [signed_in("admin").get(url).status_code for url in web_addresses] == [403, 403]
    assert [client.get(url).status_code for url in web_addresses] == [302, 302]


def test_the_secretariat_reads_versions_also_while_a_correction_is_written(signed_in, version):
    corrected(version.report)
    assert signed_in("secretariat").get(page(1, "pdf/")).status_code == 200
    put_report(version.report.period, sendings=0)
    assert signed_in("secretariat").get(page(1, "pdf/")).status_code == 409


def test_before_the_first_version_there_is_no_page_of_one(signed_in):
    sent(report_of())
    assert signed_in("secretariat").get(page()).status_code == 404


def test_only_the_secretariat_makes_a_version_public_and_the_page_says_what_it_means(signed_in, version):
    assert "Make version 1 public" not in signed_in("coordinator2").get(page()).content.decode()
    assert signed_in("coordinator2").post(page(1, "public/")).status_code == 403
    version.refresh_from_db()
    assert not version.is_public
    secretariat = signed_in("secretariat")
    assert "Everyone will be able to read this version" in secretariat.get(page()).content.decode()
    for _time in range(2):
        answer = secretariat.post(page(1, "public/"))
        assert (answer.status_code, answer["Location"]) == (302, page())
    version.refresh_from_db()
    assert version.is_public
    assert LogEntry.objects.filter(action="make_public").count() == 1
    text = secretariat.get(page()).content.decode()
    assert "It is public." in text
    assert "Make version 1 public" not in text


def test_a_version_that_was_replaced_is_not_made_public(signed_in, version):
    final(corrected(version.report))
    answer = signed_in("secretariat").post(page(1, "public/"))
    assert answer.status_code == 409
    assert "This version was replaced: make the current one public." in answer.content.decode()
    assert not ReportVersion.objects.get(pk=version.pk).is_public


def test_the_page_needs_few_queries_and_a_file_five(signed_in, version, django_assert_max_num_queries):
    client = signed_in("coordinator2")
    with django_assert_max_num_queries(8):
        client.get(page())
    with django_assert_max_num_queries(5):
        content(client.get(page(1, "pdf/")))
