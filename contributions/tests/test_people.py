"""The people of a project: who sees them, who invites whom, a writer's rows, ending a role."""

import pytest
from django.core import mail

from accounts.models import User
from audit.models import LogEntry
from contributions.tests.entries import rows_of
from pbfreport.tests.pages import Browser
from projects.models import Membership

pytestmark = pytest.mark.django_db

PEOPLE = "/projects/KGZ-PVE-1/people/"


@pytest.fixture
def offices(input_of):
    return {
        name: input_of(name, "KGZ-PVE-1", "2021-H1").office
        for name in ("UNDP", "OHCHR", "UN Women", "UNICEF")
    }


def invited(role):
    return Membership.objects.filter(user__email="new@example.org", role=role, project__code="KGZ-PVE-1")


def test_a_focal_point_invites_a_writer_with_rows(
    signed_in, offices, input_of, django_capture_on_commit_callbacks
):
    rows = rows_of(input_of("UN Women", "KGZ-PVE-1", "2021-H1"))
    window = Browser(signed_in("unwomen"))
    page = window.open(PEOPLE)
    assert page.field("email") == ""
    window.type("email", "New@Example.org")
    window.type("role", "writer")
    window.type("rows", [rows[8].activity.uid, rows[16].activity.uid])
    with django_capture_on_commit_callbacks(execute=True):
        page = window.click("Send the invitation")
    assert "new@example.org was invited by mail." in page.words
    membership = invited("writer").get()
    assert membership.office == offices["UN Women"]
    given = set(membership.writer_rows.values_list("activity_id", flat=True))
    assert given == {rows[8].activity_id, rows[16].activity_id}
    assert mail.outbox[-1].to == ["new@example.org"]
    assert LogEntry.objects.filter(action="give_rows", object_uid=membership.uid).count() == 1


def test_a_writer_without_a_row_is_not_invited(signed_in, offices):
    window = Browser(signed_in("unwomen"))
    window.open(PEOPLE)
    window.type("email", "new@example.org")
    window.type("role", "writer")
    page = window.click("Send the invitation")
    assert page.status == 422
    page.check_summary()
    assert ("#id_rows", "Tick at least one row for this writer.") in page.summary
    assert page.field("email") == "new@example.org"
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("typed", ["", "nobody", "a@b", "a b@example.org"])
def test_an_address_that_is_none_says_what_to_write(signed_in, typed):
    window = Browser(signed_in("coordinator"))
    window.open(PEOPLE)
    window.type("email", typed)
    page = window.click("Send the invitation")
    assert page.status == 422
    page.check_summary()
    assert ("#id_email", "Write an e-mail address, for example name@example.org.") in page.summary


def test_a_coordinator_invites_focal_points_and_readers_of_every_organisation(signed_in, offices):
    page = Browser(signed_in("coordinator")).open(PEOPLE)
    assert [o.text for o in page.root.xpath("//select[@name='office']/option")] == list(offices)
    assert page.root.xpath("//select[@name='role']/option/@value") == ["focal_point", "reader"]


def test_a_focal_point_invites_for_the_own_organisation_only(signed_in, offices):
    page = Browser(signed_in("unicef")).open(PEOPLE)
    assert [o.text for o in page.root.xpath("//select[@name='office']/option")] == ["UNICEF"]
    assert page.root.xpath("//select[@name='role']/option/@value") == ["writer", "reader"]


@pytest.mark.parametrize(
    ("who", "office", "role"),
    [
        ("unicef", "UN Women", "reader"),
        ("unicef", "UNICEF", "focal_point"),
        ("unicef", "UNICEF", "coordinator"),
        ("coordinator", "UNICEF", "writer"),
        ("coordinator", "UNICEF", "coordinator"),
        ("coordinator", "UNICEF", "reviewer"),
    ],
)
def test_a_forged_invitation_gives_no_role(signed_in, offices, input_of, who, office, role):
    row = next(iter(rows_of(input_of("UNICEF", "KGZ-PVE-1", "2021-H1")).values()))
    data = {
        "email": "new@example.org",
        "office": offices[office].uid,
        "role": role,
        "rows": [row.activity.uid],
    }
    assert signed_in(who).post(PEOPLE, data).status_code == 422
    assert not Membership.objects.filter(user__email="new@example.org").exists()


def test_a_writer_gets_no_row_of_another_organisation(signed_in, offices, input_of):
    foreign = rows_of(input_of("UNICEF", "KGZ-PVE-1", "2021-H1"))[23].activity
    data = {
        "email": "new@example.org",
        "office": offices["UN Women"].uid,
        "role": "writer",
        "rows": [foreign.uid],
    }
    assert signed_in("unwomen").post(PEOPLE, data).status_code == 422
    assert not invited("writer").exists()


def test_inviting_a_person_twice_gives_one_role(signed_in, offices):
    data = {"email": "new@example.org", "office": offices["UNICEF"].uid, "role": "reader", "name": "New"}
    for _time in range(2):
        assert signed_in("unicef").post(PEOPLE, data).status_code == 302
    assert invited("reader").count() == 1
    assert User.objects.filter(email__iexact="new@example.org").count() == 1


def test_the_list_names_the_writers_rows(signed_in):
    page = Browser(signed_in("unwomen")).open(PEOPLE)
    line = next(row for row in page.root.iter("tr") if "writer@example.org" in row.text_content())
    assert "To support the target local authorities" in line.text_content()


def test_ending_a_role_takes_the_work_away_and_keeps_what_was_written(signed_in, input_of, person):
    women = input_of("UN Women", "KGZ-PVE-1", "2021-H1")
    window = Browser(signed_in("unwomen"))
    window.open(PEOPLE)
    page = window.click(_end_button(window, "writer@example.org"))
    assert "UN Women writer no longer works here." in page.words
    assert "writer@example.org" not in page.source
    writer = signed_in("writer")
    assert writer.get(f"/inputs/{women.uid}/all/").status_code == 404
    assert LogEntry.objects.filter(action="end").count() == 1


def _end_button(window, email):
    line = next(row for row in window.page.root.iter("tr") if email in row.text_content())
    return " ".join(line.find(".//button").text_content().split())


def test_a_role_that_ended_earlier_is_not_ended_again(signed_in, person):
    membership = person("writer").memberships.get()
    Membership.objects.filter(pk=membership.pk).update(starts_on="2020-01-01", ends_on="2020-12-31")
    answer = signed_in("unwomen").post(f"{PEOPLE}{membership.uid}/end/")
    assert answer.status_code == 404
    membership.refresh_from_db()
    assert membership.ends_on.isoformat() == "2020-12-31"


def test_a_role_on_another_project_cannot_be_ended_from_here(signed_in, person):
    foreign = person("unodc").memberships.get()
    assert signed_in("coordinator").post(f"{PEOPLE}{foreign.uid}/end/").status_code == 404


def test_who_may_see_the_people_and_not_invite_gets_no_form_and_403(signed_in, offices):
    client = signed_in("secretariat")
    page = Browser(client).open(PEOPLE)
    assert "Send the invitation" not in page.words
    data = {"email": "new@example.org", "office": offices["UNICEF"].uid, "role": "reader"}
    answer = client.post(PEOPLE, data)
    assert answer.status_code == 403
    assert "A coordinator invites focal points and readers" in answer.content.decode()


def test_who_is_coordinator_and_focal_point_does_not_mix_the_two_rights(signed_in, person, offices, input_of):
    """As focal point of UNDP the person invites writers, as coordinator for UNICEF; a writer of UNICEF is neither."""
    user, undp = person("coordinator"), input_of("UNDP", "KGZ-PVE-1", "2021-H1")
    Membership.objects.create(user=user, role="focal_point", project=undp.period.project, office=undp.office)
    row = rows_of(undp)[5].activity
    data = {"email": "new@example.org", "role": "writer", "rows": [row.uid]}
    client = signed_in("coordinator")
    refused = client.post(PEOPLE, {**data, "office": offices["UNICEF"].uid})
    assert refused.status_code == 422
    assert "a focal point invites writers and readers of the own office" in refused.content.decode()
    assert not invited("writer").exists()
    assert client.post(PEOPLE, {**data, "office": offices["UNDP"].uid}).status_code == 302
    assert invited("writer").get().office == offices["UNDP"]
