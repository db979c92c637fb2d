"""A small input is one page: from the mail's link to submitted in at most eight clicks, without a script."""

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client

from contributions.models import Contribution
from contributions.tests.entries import name, rows_of, web_address
from pbfreport.tests.pages import Browser, found_in

pytestmark = pytest.mark.django_db


def test_from_the_invitation_to_submitted_with_two_rows_in_at_most_eight_clicks(
    signed_in, input_of, django_capture_on_commit_callbacks
):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    invitation = {"email": "new@example.org", "name": "", "office": unicef.office.uid, "role": "focal_point"}
    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in("coordinator").post("/projects/KGZ-PVE-1/people/", invitation).status_code == 302
    link = found_in(mail.outbox[-1].body, r"http\S+/invitation/\S+")
    person = Browser(Client())
    person.clicks += 1  # the link in the mail
    person.open(urlsplit(link).path)
    person.type("name", "New Person")
    person.type("password", "a quiet green river")
    home = person.click("Start")
    work = next(a for a in home.root.iter("a") if a.get("href") == web_address(unicef, "all"))
    person.click(" ".join(work.text_content().split()))
    for row in rows_of(unicef).values():
        person.type(name(row, "progress"), f"Written in row {row.uid}.")
        person.type(name(row, "status"), "ongoing")
    person.click("Save, check and submit")
    done = person.click("Submit UNICEF's input")
    assert "Submitted." in done.words
    unicef = Contribution.objects.get(pk=unicef.pk)
    assert unicef.state == "submitted"
    assert unicef.submitted_by and unicef.submitted_by.email == "new@example.org"
    assert {row.progress for row in rows_of(unicef).values()} == {
        f"Written in row {row.uid}." for row in rows_of(unicef).values()
    }
    assert person.clicks <= 8, person.clicks


def test_an_input_of_few_rows_offers_its_one_page_first_and_a_large_one_its_list(signed_in, input_of):
    unicef, undp = (input_of(office, "KGZ-PVE-1", "2021-FINAL") for office in ("UNICEF", "UNDP"))
    small, large = Browser(signed_in("unicef")).open("/"), Browser(signed_in("undp")).open("/")
    assert web_address(unicef, "all") in [a.get("href") for a in small.root.iter("a")]
    assert web_address(undp) in [a.get("href") for a in large.root.iter("a")]
    assert web_address(undp, "all") not in [a.get("href") for a in large.root.iter("a")]


def test_the_one_page_holds_rows_texts_and_expenditure(signed_in, input_of):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    page = Browser(signed_in("unicef")).open(web_address(unicef, "all"))
    for part in ("activities", "texts", "budget"):
        assert f"part-{part}" in page.ids
    assert "part-indicators" not in page.ids  # PVE-1 has none for UNICEF
    assert len(page.ids) == len(set(page.ids))
