"""Hostile joint texts: shown harmlessly in fields, comparisons and differences, and printed as text."""

import pytest

from contributions.tests.pages.test_pages_hostile import HOSTILE, documents, harmless, stored_form
from pbfreport.tests.pages import Browser
from projects.models import Membership
from reports.models import JointAnswer
from reports.tests.report_pages import joint, rewritten, web_address

pytestmark = pytest.mark.django_db

PLACE, KEY = ("KGZ-PVE-1", "2021-H1"), "part3.other"
TEXT = "\n".join(HOSTILE.values())


def test_a_hostile_joint_text_is_stored_and_every_document_comes_out(signed_in):
    window = Browser(signed_in("coordinator"))
    window.open(web_address(*PLACE, "part3"))
    window.type(joint(KEY, "text"), TEXT)
    harmless(window.click("Save the page"))
    assert JointAnswer.objects.get(question__key=KEY, text=stored_form(TEXT))
    page = window.open(web_address(*PLACE, "preview"))
    harmless(page)
    assert "<script>alert('pbf')</script>" in page.words
    files = documents(window.client, *PLACE)
    assert "{{ settings.SECRET_KEY }}" in files["docx"] and "<script>alert" not in files["html"]
    pdf = window.client.get(web_address(*PLACE, "download/pdf"))
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")


def test_two_hostile_texts_stand_side_by_side_harmlessly(signed_in, person, input_of):
    undp = input_of("UNDP", *PLACE)
    Membership.objects.create(
        user=person("undp"), role="coordinator", project=undp.period.project, office=undp.office
    )
    first, second = Browser(signed_in("coordinator")), Browser(signed_in("undp"))
    for window in (first, second):
        window.open(web_address(*PLACE, "part3"))
        window.type(joint(KEY, "text"), TEXT + window.url * (window is first))
    first.click("Save the page")
    page = second.click("Save the page")
    assert page.status == 409
    harmless(page)


def test_what_changed_in_a_hostile_text_is_shown_harmlessly(signed_in, input_of):
    unicef = input_of("UNICEF", *PLACE)
    answer = rewritten(unicef, KEY, TEXT)
    client = signed_in("coordinator")
    client.post(web_address(*PLACE, "part3"), {"take": str(answer.pk)})
    rewritten(unicef, KEY, TEXT.replace("alert", "<b>confirm</b>") + "\n" + "\u202eexe.txt")
    page = Browser(client).open(web_address(*PLACE, "part3"))
    assert "UNICEF changed this since you took it" in page.words
    assert page.root.xpath("//ins")
    harmless(page)


def test_a_null_character_in_a_joint_text_is_left_out_with_a_notice(signed_in):
    window = Browser(signed_in("coordinator"))
    window.open(web_address(*PLACE, "part3"))
    window.type(joint(KEY, "text"), "with\x00out")
    page = window.click("Save the page")
    assert "null characters" in page.words
    assert JointAnswer.objects.filter(question__key=KEY, text="without").exists()
