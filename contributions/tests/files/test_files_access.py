"""Who reads, adds, changes and takes away attachments; every download is asked for anew."""

import pytest
from django.urls import reverse

from contributions.models import Attachment, Contribution
from contributions.tests.files.attached import PDF, added, typed
from pbfreport.tests.pages import Page
from projects.models import Membership

pytestmark = pytest.mark.django_db

LIST = "/projects/KGZ-PVE-1/attachments/"
ON_PROJECT = ("undp", "ohchr", "unwomen", "unicef", "coordinator", "writer", "reader")
OUTSIDE = ("unodc", "coordinator2")


@pytest.fixture
def on_project(pve_1, person):
    return added(pve_1, person("unwomen"), title="Of the project")


@pytest.fixture
def on_report(period, person):
    return added(period("KGZ-PVE-1", "2021-H1"), person("unwomen"), title="Of the report")


@pytest.fixture
def unsent(input_of, person):
    """A file in the input that UN Women is still writing and has not shared."""
    own = input_of("UN Women", "KGZ-PVE-1", "2021-FINAL")
    return added(own.period, person("unwomen"), contribution=own, title="Of the input")


def download(client, attachment):
    return client.get(reverse("files:download", args=[attachment.project.code, attachment.uid]))


def status(client, attachment):
    return download(client, attachment).status_code


def titles(client):
    page = Page(client.get(LIST))
    return {element.text_content() for element in page.root.xpath("//th[@scope='row']/a")}


@pytest.mark.parametrize("who", [*ON_PROJECT, "secretariat", "admin"])
def test_what_belongs_to_project_and_report_is_read_by_everyone_of_it(signed_in, who, on_project, on_report):
    client = signed_in(who)
    assert status(client, on_project) == status(client, on_report) == 200
    assert titles(client) == {"Of the project", "Of the report"}


@pytest.mark.parametrize("who", OUTSIDE)
def test_who_does_not_see_the_project_finds_nothing(signed_in, who, on_project, on_report, unsent):
    client = signed_in(who)
    assert {status(client, item) for item in (on_project, on_report, unsent)} == {404}
    assert client.get(LIST).status_code == client.get(f"{LIST}add/").status_code == 404


def test_an_approver_of_the_portfolio_reads_what_belongs_to_project_and_report(
    signed_in, person, pve_1, on_project
):
    Membership.objects.create(user=person("unodc"), role="approver", portfolio=pve_1.portfolios.first())
    client = signed_in("unodc")
    assert status(client, on_project) == 200
    assert client.get(f"{LIST}add/").status_code == 403


def test_an_unsent_input_keeps_its_attachments_to_its_office(signed_in, unsent):
    for who in ("unwomen", "writer"):
        assert status(signed_in(who), unsent) == 200 and titles(signed_in(who)) == {"Of the input"}
    for who in ("undp", "ohchr", "unicef", "coordinator", "reader", "secretariat", "admin"):
        assert status(signed_in(who), unsent) == 403, who
        assert titles(signed_in(who)) == set(), who


@pytest.mark.parametrize("change", [{"is_shared": True}, {"state": "submitted"}])
def test_once_shared_or_submitted_the_others_on_the_project_read_them(signed_in, person, unsent, change):
    if "state" in change:
        change = {**change, "submitted_at": unsent.uploaded_at, "submitted_by": person("unwomen")}
    Contribution.objects.filter(pk=unsent.contribution_id).update(**change)
    for who in ("undp", "unicef", "coordinator", "reader", "admin"):
        assert status(signed_in(who), unsent) == 200 and titles(signed_in(who)) == {"Of the input"}


def test_a_file_at_a_text_or_at_the_money_is_not_for_writers(signed_in, person, input_of):
    own = input_of("UN Women", "KGZ-PVE-1", "2021-FINAL")
    kept = added(own.period, person("unwomen"), contribution=own, address="money")
    assert status(signed_in("unwomen"), kept) == 200
    assert status(signed_in("writer"), kept) == 403
    web_address = f"{LIST}add/?input={own.uid}&place=money"
    assert signed_in("writer").post(web_address, typed()).status_code == 403
    assert signed_in("writer").post(f"{LIST}add/?input={own.uid}", typed()).status_code == 302


def test_an_attachment_is_found_only_under_its_own_project(signed_in, on_project):
    for rest in ("", "change/", "take-away/"):
        web_address = f"/projects/KGZ-PVE-2/attachments/{on_project.uid}/{rest}"
        assert signed_in("undp").get(web_address).status_code == 404


def test_nobody_reads_without_signing_in(client, on_project):
    answer = download(client, on_project)
    assert answer.status_code == 302 and "/account/" in answer["Location"]


def test_a_download_is_saved_not_shown_and_not_kept_by_anyone(signed_in, pve_1, person):
    kept = added(pve_1, person("undp"), name='Отчёт "1".pdf')
    answer = download(signed_in("undp"), kept)
    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_right_that_ended_ends_the_downloads(signed_in, person, on_project):
    client = signed_in("ohchr")
    assert status(client, on_project) == 200
    Membership.objects.filter(user=person("ohchr")).update(starts_on="2020-01-01", ends_on="2020-12-31")
    assert status(client, on_project) == 404


def test_a_link_has_no_download_and_a_lost_file_is_told(signed_in, pve_1, person):
    assert status(signed_in("undp"), added(pve_1, person("undp"), url="https://example.org/")) == 404
    kept = added(pve_1, person("undp"))
    kept.file.storage.delete(kept.file.name)
    answer = download(signed_in("undp"), kept)
    assert answer.status_code == 409 and "not on the server any more" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "expected"),
    [(who, 302) for who in (*ON_PROJECT[:-1], "secretariat")] + [("reader", 403), ("admin", 403)],
)
def test_who_writes_or_reviews_adds_to_project_and_report(signed_in, who, expected):
    client = signed_in(who)
    assert client.post(f"{LIST}add/", typed()).status_code == expected
    assert client.post(f"{LIST}add/?period=2021-H1", typed()).status_code == expected
    assert ("Add to the project" in Page(client.get(LIST)).words) == (expected == 302)
    assert Attachment.objects.count() == (2 if expected == 302 else 0)


def test_only_the_own_office_adds_to_its_input_and_only_while_it_is_open(signed_in, input_of, period):
    opened = input_of("UN Women", "KGZ-PVE-1", "2021-FINAL")
    for who in ("unwomen", "writer"):
        assert signed_in(who).post(f"{LIST}add/?input={opened.uid}", typed()).status_code == 302
    for who in ("undp", "unicef", "coordinator", "reader", "secretariat", "admin"):
        assert signed_in(who).post(f"{LIST}add/?input={opened.uid}", typed()).status_code == 403
    submitted = input_of("OHCHR", "KGZ-PVE-1", "2021-H1")
    answer = signed_in("ohchr").post(f"{LIST}add/?input={submitted.uid}", typed())
    assert answer.status_code == 409 and "locked" in answer.content.decode()


def test_a_coordinator_adds_to_the_input_of_the_own_office(signed_in, person, input_of):
    coordinates = Membership.objects.get(user=person("coordinator"), project__code="KGZ-PVE-1")
    own = Contribution.objects.get(
        office=coordinates.office, period__code="2021-FINAL", period__project__code="KGZ-PVE-1"
    )
    assert signed_in("coordinator").post(f"{LIST}add/?input={own.uid}", typed()).status_code == 302
    Contribution.objects.filter(pk=own.pk).update(is_locked=True)
    assert signed_in("coordinator").post(f"{LIST}add/?input={own.uid}", typed(title="x")).status_code == 409


@pytest.mark.parametrize("act", ["change", "take-away"])
def test_who_added_it_the_coordinator_and_administrators_change_it_or_take_it_away(signed_in, on_report, act):
    web_address = f"{LIST}{on_report.uid}/{act}/"
    for who in ("unwomen", "coordinator", "admin"):
        assert signed_in(who).get(web_address).status_code == 200
        assert f"Change: {on_report.title}" in Page(signed_in(who).get(LIST)).words
    for who in ("undp", "ohchr", "unicef", "writer", "reader", "secretariat"):
        assert (
            signed_in(who).get(web_address).status_code == signed_in(who).post(web_address).status_code == 403
        )
        assert "Take away" not in Page(signed_in(who).get(LIST)).words
    assert Attachment.objects.current().count() == 1


@pytest.mark.parametrize("act", ["change", "take-away"])
def test_what_one_may_not_read_one_may_not_change(signed_in, unsent, act):
    for who in ("coordinator", "admin"):
        assert signed_in(who).post(f"{LIST}{unsent.uid}/{act}/").status_code == 403
