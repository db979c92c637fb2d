"""Pages of suggested wordings."""

from datetime import timedelta
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from contributions.models import ActivityEntry, Suggestion
from contributions.tests.wordings.test_wordings_services import BETTER, made, row_of, target_of
from contributions.wordings.selectors import wordings_of
from core.models import PerformedAct
from core.saving import digest
from discussion.selectors import discussion_of, with_stage
from discussion.tests.talking import HOME, person, say, sent
from projects.actor import actor_on
from projects.stage import ReportStage

pytestmark = pytest.mark.django_db
WORDING = f"{HOME}/wording"


@pytest.fixture
def ohchr(input_of):
    return input_of("OHCHR", "KGZ-PVE-1", "2021-H1")


def post(client, contribution, wording, **more):
    entry = row_of(contribution)
    at = target_of(entry).at
    data = {
        "at": at,
        f"{at}-wording": wording,
        f"{at}-note": "Shorter",
        f"{at}-base": digest(entry.progress),
        **more,
    }
    return client.post(f"{WORDING}/add/", data)


def test_a_wording_is_suggested_seen_and_accepted(signed_in, ohchr):
    coordinator, owner = signed_in("coordinator"), signed_in("ohchr")
    at = target_of(row_of(ohchr)).at
    assert "Suggest another wording" in coordinator.get(f"{WORDING}/add/", {"spot": at}).content.decode()
    response = post(coordinator, ohchr, BETTER, next=f"{HOME}/report/")
    suggestion = Suggestion.objects.get()
    assert response.url == f"{HOME}/report/#wording-{suggestion.uid}"
    page = owner.get(f"{WORDING}/").content.decode()
    assert "<ins>" in page
    assert "Shorter" in page
    assert f"{suggestion.uid}/accept/" in page
    assert f"{suggestion.uid}/accept/" not in coordinator.get(f"{WORDING}/").content.decode()
    assert owner.post(f"{WORDING}/{suggestion.uid}/accept/").status_code == 302
    assert row_of(ohchr).progress == BETTER
    assert suggestion.uid not in owner.get(f"{WORDING}/").content.decode()
    assert "Accepted: OHCHR focal point" in owner.get(f"{WORDING}/?show=all").content.decode()


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        ("", "Write how the text should read."),
        ("x" * 20_001, "Shorten this to 20,000 characters"),
    ],
)
def test_a_wording_that_is_refused_comes_back_with_what_to_do(signed_in, ohchr, wording, sentence):
    response = post(signed_in("coordinator"), ohchr, wording)
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert sentence in page
    assert wording in page


def test_the_text_as_it_reads_is_no_suggestion(signed_in, ohchr):
    response = post(signed_in("coordinator"), ohchr, row_of(ohchr).progress)
    assert response.status_code == 422
    assert "change what should read differently" in response.content.decode()


def test_a_text_that_changed_meanwhile_is_shown_with_what_was_typed_and_can_be_sent_again(signed_in, ohchr):
    client, entry = signed_in("coordinator"), row_of(ohchr)
    at = target_of(entry).at
    ActivityEntry.objects.filter(pk=entry.pk).update(progress="Written since")
    old = {f"{at}-base": digest(entry.progress)}
    response = post(client, ohchr, BETTER, **old)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Written since" in page
    assert BETTER in page
    assert digest("Written since") in page
    assert not Suggestion.objects.exists()
    assert post(client, ohchr, BETTER).status_code == 302


def test_an_accepted_wording_whose_text_moved_on_is_shown_beside_it(signed_in, ohchr):
    suggestion = made(ohchr)
    ActivityEntry.objects.filter(pk=row_of(ohchr).pk).update(progress="Written since")
    response = signed_in("ohchr").post(f"{WORDING}/{suggestion.uid}/accept/")
    page = response.content.decode()
    assert response.status_code == 409
    assert "compare and write it yourself" in page
    assert "Written since" in page
    assert BETTER in page


def test_a_text_that_is_not_there_is_not_found(signed_in, ohchr):
    client = signed_in("coordinator")
    for at in ("cover~text~", f"cover~text~{ohchr.office.uid}", "nowhere~text~", ""):
        assert client.get(f"{WORDING}/add/", {"spot": at}).status_code in (403, 404)


def test_who_does_not_read_the_text_finds_no_suggestion(signed_in, ohchr):
    suggestion = made(ohchr)
    ohchr.is_shared, ohchr.state = False, "returned"
    ohchr.submitted_at, ohchr.submitted_by = None, None
    ohchr.save()
    for act in ("accept", "decline", "withdraw", "apply"):
        assert signed_in("undp").post(f"{WORDING}/{suggestion.uid}/{act}/").status_code == 404
    assert signed_in("admin").post(f"{WORDING}/{suggestion.uid}/accept/").status_code == 403


def test_after_a_return_the_secretariat_does_not_read_what_was_written_since(signed_in, ohchr):
    client, entry = signed_in("secretariat"), row_of(ohchr)
    at = {"at": target_of(entry).at}
    sent(ohchr.period)
    assert entry.progress[:30] in unescape(client.get(f"{WORDING}/add/", at).content.decode())
    response = client.post(
        f"{WORDING}/add/", {**at, f"{at['at']}-wording": BETTER, f"{at['at']}-base": digest(entry.progress)}
    )
    assert "It waits until the report comes back" in client.get(response.url).content.decode()
    sent(ohchr.period, "returned")
    ActivityEntry.objects.filter(pk=entry.pk).update(progress="Written since")
    made(ohchr, "unicef")
    response = client.get(f"{WORDING}/add/", at)
    assert response.status_code == 409
    assert "while the report is in review" in response.content.decode()
    pages = [response.content.decode(), client.get(f"{WORDING}/?show=all").content.decode()]
    assert "<ins>" in pages[1]
    assert not any("Written since" in page for page in pages)


def test_who_applies_a_wording_is_not_shown_the_text_that_is_hidden_since(signed_in, ohchr):
    suggestion = made(ohchr)
    Suggestion.objects.update(made_at=timezone.now() - timedelta(days=30))
    ActivityEntry.objects.filter(pk=row_of(ohchr).pk).update(progress="Written since")
    client = signed_in("coordinator")
    assert "Written since" in client.post(f"{WORDING}/{suggestion.uid}/apply/").content.decode()
    ohchr.is_shared, ohchr.state = False, "returned"
    ohchr.submitted_at, ohchr.submitted_by = None, None
    ohchr.save()
    response = client.post(f"{WORDING}/{suggestion.uid}/apply/")
    assert response.status_code == 409
    assert "Written since" not in response.content.decode()


@pytest.mark.parametrize("page", ["wording/", "wording/add/", "talk/", "talk/add/", "talk/guests/"])
def test_the_way_back_leads_over_the_joint_report(signed_in, ohchr, page):
    response = signed_in("coordinator").get(f"{HOME}/{page}", {"at": target_of(row_of(ohchr)).at})
    assert f'<a href="{HOME}/report/">Joint report 2021-H1</a>' in response.content.decode()


def test_who_does_not_read_the_report_is_not_led_to_it(signed_in, ohchr):
    page = signed_in("admin").get(f"{HOME}/talk/").content.decode()
    assert f'href="{HOME}/report/"' not in page
    assert 'aria-current="page">Comments<' in page


def test_a_nul_in_an_address_or_a_key_is_no_fault_of_the_portal(signed_in, ohchr):
    client = signed_in("coordinator")
    at = target_of(row_of(ohchr)).at
    assert client.get(f"{WORDING}/add/", {"at": f"cover~~{chr(0)}x"}).status_code == 404
    assert client.get(f"{HOME}/talk/add/", {"at": f"cover~~{chr(0)}x"}).status_code == 404
    assert post(client, ohchr, BETTER, key="\x00" + "k" * 60).status_code == 302
    assert (
        client.post(f"{HOME}/talk/add/", {"at": at, f"{at}-text": "Why?", "key": "\x00k y"}).status_code
        == 302
    )
    keys = PerformedAct.objects.values_list("key", flat=True)
    assert {key.partition(".")[0] for key in keys} == {"k" * 24, "ky"}
    for name in ("period", "input", "place"):
        assert client.get("/projects/KGZ-PVE-1/attachments/add/", {name: "2021-H1\x00"}).status_code == 404


def test_the_fragments_stand_in_another_form_without_one_of_their_own(ohchr):
    """Controls belong to a form of the page by its id: forms do not nest."""
    period = ohchr.period
    who = with_stage(actor_on(person("coordinator"), period.project), ReportStage())
    entry = row_of(ohchr)
    made(ohchr, "unicef")
    say(period, "unicef", "A question", target_of(entry).address)
    discussion, wordings = discussion_of(period, who, "/back/"), wordings_of(period, who, "/back/")
    target = target_of(entry)
    here = discussion.at(target.address, "progress", ohchr.office.uid, "Row 1")
    text = wordings.at(target.address, "progress", ohchr.office, ohchr, entry.progress, "Row 1")
    html = render_to_string("discussion/_threads.html", {"discussion": discussion, "here": here})
    html += render_to_string(
        "contributions/wordings/_suggestions.html", {"suggestions": text.suggestions, "wordings": wordings}
    )
    html += render_to_string(
        "contributions/wordings/_suggest_form.html", {"here": text, "wordings": wordings}
    )
    assert "A question" in html
    assert "<ins>" in html
    assert entry.progress[:30] in unescape(html)
    assert "<form" not in html
    controls = [
        part for part in html.split("<") if part.startswith(("button", "textarea", "select", "input"))
    ]
    assert len(controls) >= 5
    assert all('form="talk-form"' in part or 'form="wording-form"' in part for part in controls)
