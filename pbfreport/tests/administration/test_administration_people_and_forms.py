"""People are added without a password; Word files are tried out when they are uploaded."""

from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from audit.models import LogEntry
from pbfreport.tests.administration.admin_forms import errors_of, shown
from projects.models import FormEdition
from reports.models import DocumentTemplate

pytestmark = pytest.mark.django_db
FORM = Path(settings.BASE_DIR) / "documents" / "word" / "templates" / "pbf-2021-en.docx"


def test_a_person_is_added_with_address_and_name_and_without_a_password(signed_in, person):
    page = signed_in("admin").get(reverse("admin:accounts_user_add")).content.decode()
    assert 'type="password"' not in page
    values = {"email": "New.Person@Example.org", "name": "New person"}
    assert signed_in("admin").post(reverse("admin:accounts_user_add"), values).status_code == 302
    added = User.objects.get(email="new.person@example.org")
    assert not added.has_usable_password()
    assert added.is_active
    line = LogEntry.objects.get(object_uid=added.uid)
    assert line.actor_id == person("admin").pk
    assert "password" not in line.changes


def test_an_address_is_there_once_whatever_its_case(signed_in):
    response = signed_in("admin").post(
        reverse("admin:accounts_user_add"), {"email": "UNDP@example.org", "name": "x"}
    )
    assert "undp@example.org is there already" in errors_of(response)


def test_a_changed_address_closes_the_door_for_the_old_one(signed_in, person):
    member = person("reader")
    EmailAddress.objects.create(user=member, email="reader@example.org", verified=True, primary=True)
    web_address = reverse("admin:accounts_user_change", args=[member.pk])
    client = signed_in("admin")
    assert (
        client.post(web_address, shown(client, web_address) | {"email": "other@example.org"}).status_code
        == 302
    )
    assert not EmailAddress.objects.filter(user=member).exists()


def test_an_administrator_cannot_shut_themselves_out(signed_in, person):
    web_address = reverse("admin:accounts_user_change", args=[person("admin").pk])
    client = signed_in("admin")
    values = shown(client, web_address)
    del values["is_staff"]
    assert "You cannot take this from yourself" in errors_of(client.post(web_address, values))
    assert person("admin").is_staff


def test_setting_a_password_leaves_a_line_without_it(signed_in, person):
    member = person("reader")
    web_address = reverse("admin:auth_user_password_change", args=[member.pk])
    values = {"usable_password": "true", "password1": "a-long-new-word", "password2": "a-long-new-word"}
    assert signed_in("admin").post(web_address, values | {"set-password": "1"}).status_code == 302
    assert person("reader").check_password("a-long-new-word")
    line = LogEntry.objects.filter(object_uid=member.uid)[0]
    assert (line.action, line.changes) == ("set_password", {})


def test_a_new_role_sends_the_invitation_to_its_person(
    signed_in, person, mailoutbox, django_capture_on_commit_callbacks
):
    client = signed_in("admin")
    client.post(reverse("admin:accounts_user_add"), {"email": "new@example.org", "name": "New person"})
    added = User.objects.get(email="new@example.org")
    held = person("reader").memberships.get()
    values = {
        "user": added.pk,
        "role": "focal_point",
        "project": held.project_id,
        "office": held.office_id,
        "starts_on": "2021-01-01",
    }
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("admin:projects_membership_add"), values)
    assert response.status_code == 302, errors_of(response)
    (mail,) = mailoutbox
    assert mail.to == ["new@example.org"]
    assert f"/invitation/{added.uid}/" in mail.body
    again = {"action": "invite_again", "_selected_action": [added.memberships.get().pk]}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:projects_membership_changelist"), again)
    assert len(mailoutbox) == 2


def test_a_reviewer_with_a_project_instead_of_a_portfolio_is_refused(signed_in, person):
    held = person("reader").memberships.get()
    values = {"user": held.user_id, "role": "reviewer", "project": held.project_id, "starts_on": "2021-01-01"}
    response = signed_in("admin").post(reverse("admin:projects_membership_add"), values)
    assert "reviewers and approvers need a portfolio instead" in errors_of(response)


def upload(client, content: bytes):
    file = SimpleUploadedFile("form.docx", content)
    values = {"edition": FormEdition.objects.get().pk, "file": file, "note": "New logo"}
    return client.post(reverse("admin:reports_documenttemplate_add"), values)


def test_a_word_file_that_prints_is_taken_and_can_be_downloaded(signed_in, person):
    client = signed_in("admin")
    response = upload(client, FORM.read_bytes())
    assert response.status_code == 302, errors_of(response)
    stored = DocumentTemplate.objects.get()
    assert stored.uploaded_by == person("admin")
    assert LogEntry.objects.filter(object_uid=stored.uid, action="create").count() == 1
    web_address = reverse("admin:reports_documenttemplate_download", args=[stored.pk])
    assert b"".join(client.get(web_address).streaming_content) == FORM.read_bytes()
    assert signed_in("undp").get(web_address).status_code == 302


@pytest.mark.parametrize("content", [b"", b"no Word file at all", b"PK\x03\x04broken"])
def test_a_file_that_is_no_word_file_is_refused_with_a_sentence_at_the_field(signed_in, content):
    response = upload(signed_in("admin"), content)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["file"]
    assert not DocumentTemplate.objects.exists()


def test_an_unknown_placeholder_is_named_at_the_field(signed_in, tmp_path):
    import docx

    document = docx.Document(str(FORM))
    document.add_paragraph("{{ cover.wether }}")
    document.save(tmp_path / "form.docx")
    response = upload(signed_in("admin"), (tmp_path / "form.docx").read_bytes())
    assert any("wether" in sentence for sentence in response.context["adminform"].form.errors["file"])
