"""Changing what an attachment says of itself, two people at once, and taking it away."""

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import LogEntry
from contributions.files.services import change_attachment, take_away
from contributions.models import Attachment
from contributions.tests.files.attached import PDF, added, typed
from core.decisions import WrongState
from pbfreport.tests.pages import Browser, Page

pytestmark = pytest.mark.django_db

LIST = "/projects/KGZ-PVE-1/attachments/"


def post(client, web_address, /, **data):
    return Page(client.post(web_address, data, follow=True))


def test_a_change_is_written_field_by_field_with_its_line(signed_in, person, period):
    kept = added(period("KGZ-PVE-1", "2021-H1"), person("undp"), kind="survey")
    window = Browser(signed_in("undp"))
    page = window.open(f"{LIST}{kept.uid}/change/")
    assert page.field("title") == "A paper" and "survey.pdf" in page.words
    window.type("title", "A better name")
    window.type("dated", "1.2.2020")
    window.type("is_listed", "on")
    page = window.click("Save")
    assert "“A better name” was changed." in page.words
    line = LogEntry.objects.get(object_type="contributions.attachment", action="change")
    assert line.changes == {
        "title": ["A paper", "A better name"],
        "dated": [None, "2020-02-01"],
        "is_internal": [True, False],
    }
    window.open(f"{LIST}{kept.uid}/change/")
    assert "Nothing was changed in “A better name”." in window.click("Save").words
    assert LogEntry.objects.filter(object_type="contributions.attachment").count() == 2


def test_a_change_with_a_mistake_comes_back_as_typed(signed_in, person, pve_1):
    kept = added(pve_1, person("undp"))
    page = post(signed_in("undp"), f"{LIST}{kept.uid}/change/", kind="photo", title="", dated="soon")
    assert page.status == 422
    assert [web_address for web_address, _words in page.summary] == ["#id_kind", "#id_title", "#id_dated"]
    assert "choose another kind" in page.summary[0][1] and page.field("dated") == "soon"


def test_two_people_who_change_the_same_field_do_not_overwrite_each_other(signed_in, person, period):
    kept = added(period("KGZ-PVE-1", "2021-H1"), person("undp"), kind="survey", caption="Old")
    first, second = Browser(signed_in("undp")), Browser(signed_in("coordinator"))
    for window in (first, second):
        window.open(f"{LIST}{kept.uid}/change/")
    first.type("title", "Name of the first")
    first.type("credit", "Credit of the first")
    first.type("is_listed", "on")
    first.click("Save")
    second.type("title", "Name of the second")
    second.type("caption", "Caption of the second")
    page = second.click("Save")
    kept.refresh_from_db()
    assert kept.title == "Name of the first" and kept.caption == "Old"
    assert page.status == 422
    assert "it is now: Name of the first" in page.summary[0][1] and len(page.summary) == 1
    assert page.field("title") == "Name of the second" and page.field("credit") == "Credit of the first"
    assert "“Name of the second” was changed." in second.click("Save").words
    kept.refresh_from_db()
    assert (kept.title, kept.caption) == ("Name of the second", "Caption of the second")
    assert kept.credit == "Credit of the first" and not kept.is_internal


def test_two_people_who_change_different_fields_both_keep_theirs(signed_in, person, pve_1):
    kept = added(pve_1, person("undp"))
    first, second = Browser(signed_in("undp")), Browser(signed_in("coordinator"))
    for window in (first, second):
        window.open(f"{LIST}{kept.uid}/change/")
    first.type("title", "Name of the first")
    first.click("Save")
    second.type("credit", "Credit of the second")
    second.click("Save")
    kept.refresh_from_db()
    assert (kept.title, kept.credit) == ("Name of the first", "Credit of the second")


def test_taking_away_asks_first_and_keeps_file_and_record(signed_in, person, pve_1):
    kept = added(pve_1, person("undp"))
    window = Browser(signed_in("undp"))
    window.open(LIST)
    page = window.click("Take away: A paper")
    assert "Take away “A paper”?" in page.words and Attachment.objects.current().exists()
    page = window.click("Take it away")
    assert "“A paper” was taken away." in page.words
    kept.refresh_from_db()
    assert kept.ended_at and kept.ended_by == person("undp")
    assert kept.file.read() == PDF
    assert LogEntry.objects.filter(object_uid=kept.uid, action="end").count() == 1
    for rest in ("", "change/", "take-away/"):
        assert signed_in("undp").get(f"{LIST}{kept.uid}/{rest}").status_code == 404


def test_what_shows_a_sign_off_is_neither_changed_nor_taken_away_nor_added_by_hand(signed_in, person, period):
    kept = added(period("KGZ-PVE-1", "2021-H1"), person("coordinator"), kind="sign_off")
    for name in ("coordinator", "undp"):
        client = signed_in(name)
        assert client.get(f"{LIST}{kept.uid}/").status_code == 200
        assert "Take away: A paper" not in Page(client.get(LIST)).words
        for rest in ("change/", "take-away/"):
            for answer in (client.get(f"{LIST}{kept.uid}/{rest}"), client.post(f"{LIST}{kept.uid}/{rest}")):
                page = Page(answer)
                assert page.status == 403
                assert (
                    "This mail or scan shows a sign-off: it is neither changed nor taken away." in page.words
                )
    with pytest.raises(PermissionDenied):
        take_away(kept, by=person("coordinator"))
    assert Attachment.objects.current().filter(pk=kept.pk).exists()
    page = post(signed_in("undp"), f"{LIST}add/", **typed(kind="sign_off"))
    assert page.status == 422 and "Choose what this is." in page.words


def test_what_somebody_else_took_away_meanwhile_cannot_be_changed(person, pve_1):
    kept = added(pve_1, person("undp"))
    take_away(kept, by=person("coordinator"))
    with pytest.raises(WrongState, match="taken away in the meantime"):
        take_away(kept, by=person("undp"))
    with pytest.raises(WrongState, match="taken away in the meantime"):
        change_attachment(kept, by=person("undp"), values={"title": "x"}, shown={})
    assert LogEntry.objects.filter(object_uid=kept.uid).count() == 2
