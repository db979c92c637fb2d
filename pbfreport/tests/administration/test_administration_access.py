"""Who gets into the administration, and by which door."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_the_portals_sign_in_page_and_back(client):
    response = client.get("/admin/projects/project/", follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "next=/admin/projects/project/" in response.redirect_chain[-1][0]


def test_the_administration_has_no_sign_in_page_of_its_own(client):
    response = client.get(reverse("admin:login"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    posted = client.post(reverse("admin:login"), {"username": "admin@example.org", "password": "peace-2021"})
    assert posted.status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["undp", "coordinator", "secretariat", "writer", "reader"])
def test_who_is_no_administrator_gets_403_with_the_reason(signed_in, name):
    response = signed_in(name).get(reverse("admin:projects_project_changelist"), follow=True)
    assert response.status_code == 403
    assert "administrators of the portal" in response.content.decode()


def test_an_administrator_who_lost_the_right_to_sign_in_is_out_at_once(signed_in, person):
    client = signed_in("admin")
    person("admin").__class__.objects.filter(pk=person("admin").pk).update(is_active=False)
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_first_page_leads_through_setting_up_a_project(signed_in):
    page = signed_in("admin").get(reverse("admin:index")).content.decode()
    assert "PBF report portal – administration" in page
    assert "Setting up a project" in page
    assert page.index("Projects") < page.index("People and organisations") < page.index("Change log")


def test_groups_and_the_address_book_of_the_sign_in_library_are_not_offered():
    names = {model._meta.label for model in admin.site._registry}
    assert not names & {"auth.Group", "account.EmailAddress", "account.EmailConfirmation"}


def test_every_page_of_the_administration_opens_with_the_demo_portfolio(signed_in):
    client = signed_in("admin")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"{name}_changelist") + "?q=a", reverse(f"{name}_add")]
        if record := model._base_manager.first():
            pages += [reverse(f"{name}_{view}", args=[record.pk]) for view in ("change", "history", "delete")]
        assert {client.get(page).status_code for page in pages} <= {200, 302, 403}, name
        assert client.get(pages[0]).status_code == 200, name


def test_signing_out_of_the_administration_ends_at_the_sign_in_page(signed_in):
    client: Client = signed_in("admin")
    response = client.post(reverse("admin:logout"))
    assert response["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session
