"""The coordinator's joint texts: a single text stands there already, one click takes over, changes are told."""

import pytest
from django.urls import reverse

from audit.models import LogEntry
from contributions.models import Answer
from contributions.services import share_contribution
from contributions.tests.entries import reopened
from pbfreport.tests.pages import Browser, form_values
from projects.models import Membership, Outcome
from reports.models import JointAnswer, Report
from reports.tests.report_pages import anchor, joint, rewritten, web_address

pytestmark = pytest.mark.django_db

PART1, PERIOD = "part1.status", ("KGZ-PVE-1", "2021-H1")


@pytest.fixture
def unicef(input_of):
    return input_of("UNICEF", *PERIOD)


@pytest.fixture
def only_unicef(input_of):
    """UNICEF alone has answered the first question, and has submitted."""
    Answer.objects.filter(contribution__period__code="2021-H1", question__key=PART1).delete()
    JointAnswer.objects.filter(report__period__code="2021-H1", question__key=PART1).delete()
    return rewritten(input_of("UNICEF", *PERIOD), PART1, "Two schools opened their doors.")


@pytest.fixture
def two_texts(only_unicef, input_of):
    """UN Women has answered too."""
    return only_unicef, rewritten(input_of("UN Women", *PERIOD), PART1, "Four radio plays were aired.")


@pytest.fixture
def window(signed_in):
    return Browser(signed_in("coordinator"))


def stored(key=PART1, outcome=None):
    return JointAnswer.objects.filter(
        report__period__code="2021-H1", question__key=key, outcome=outcome
    ).first()


def take(window, answer):
    """Press the button that takes this answer over."""
    button = window.page.root.xpath("//button[@name='take'][@value=$pk]", pk=str(answer.pk))[0]
    form = next(form for form in window.page.root.forms if button in list(form.iter("button")))
    return window.send(form, button)


def test_a_text_from_one_agency_only_stands_in_the_field_already(window, only_unicef):
    page = window.open(web_address(*PERIOD, "part1"))
    assert page.field(joint(PART1, "text")) == only_unicef.text
    assert "Stands as the agency wrote it" in page.words_in(anchor(PART1))


def test_what_stands_there_is_not_written_unless_it_is_changed(window, only_unicef):
    lines = LogEntry.objects.count()
    window.open(web_address(*PERIOD, "part1"))
    page = window.click("Save the page")
    assert "Nothing was changed." in page.words
    assert stored() is None
    assert LogEntry.objects.count() == lines
    window.type(joint(PART1, "text"), "Two schools opened their doors to parents.")
    window.click("Save the page")
    assert stored().text == "Two schools opened their doors to parents."
    assert LogEntry.objects.count() == lines + 1


def test_the_agency_may_still_change_what_was_not_taken_over(window, only_unicef, unicef):
    rewritten(unicef, PART1, "Three schools opened their doors.")
    page = window.open(web_address(*PERIOD, "part1"))
    assert page.field(joint(PART1, "text")) == "Three schools opened their doors."


def test_several_texts_stand_beside_an_empty_field_and_wait_for_one(window, two_texts):
    page = window.open(web_address(*PERIOD, "part1"))
    assert page.field(joint(PART1, "text")) == ""
    words = page.words_in(anchor(PART1))
    assert "Make one text of 2" in words
    assert all(answer.text in words for answer in two_texts)


def test_one_click_takes_a_text_over_and_a_second_one_adds_to_it(window, two_texts):
    window.open(web_address(*PERIOD, "part1"))
    page = take(window, two_texts[0])
    assert "Taken over." in page.words
    assert stored().text == "Two schools opened their doors."
    page = take(window, two_texts[1])
    assert stored().text == "Two schools opened their doors.\n\nFour radio plays were aired."
    assert "Taken over" in page.words_in(anchor(PART1))
    assert two_texts[0].text == Answer.objects.get(pk=two_texts[0].pk).text


def test_taking_over_saves_what_was_typed_elsewhere_on_the_page(window, two_texts):
    window.open(web_address(*PERIOD, "part1"))
    window.type(joint("part1.human_impact", "text"), "A judge said that youth crime had halved.")
    window.type(joint(PART1, "text"), "An opening sentence.")
    page = take(window, two_texts[0])
    assert page.status == 200
    assert stored("part1.human_impact").text == "A judge said that youth crime had halved."
    assert stored().text == "An opening sentence.\n\nTwo schools opened their doors."


def test_the_coordinator_is_told_what_an_agency_changed_since_it_was_taken(window, two_texts, unicef):
    window.open(web_address(*PERIOD, "part1"))
    for answer in two_texts:
        take(window, answer)
    answer = rewritten(unicef, PART1, "Two schools and a library opened their doors.")
    page = window.open(web_address(*PERIOD, "part1"))
    words = page.words_in(anchor(PART1))
    assert "UNICEF changed this since you took it" in words
    assert "UN Women changed this" not in words
    changed = page.part(anchor(PART1)).xpath(".//ins")
    assert [" ".join(part.text_content().split()) for part in changed] == ["[added: and a library ]"]
    assert stored().text == "Two schools opened their doors.\n\nFour radio plays were aired."
    page = take(window, answer)
    assert stored().text == "Two schools and a library opened their doors.\n\nFour radio plays were aired."
    assert "changed this since you took it" not in page.words


def test_a_text_that_is_not_readable_cannot_be_taken_over(window, only_unicef, unicef, input_of, person):
    share_contribution(reopened(unicef), by=person("unicef"), shared=False)
    page = window.open(web_address(*PERIOD, "part1"))
    assert only_unicef.text not in page.source
    assert "UNICEF" in page.words_in(anchor(PART1))  # not there yet
    form = page.root.forms[-1]
    answer = window.client.post(window.url, {**form_values(form), "take": str(only_unicef.pk)})
    assert answer.status_code == 302
    assert stored() is None


@pytest.mark.parametrize("forged", ["²", "9" * 30, "-1", "x", "0"])
def test_a_forged_button_takes_nothing_over_and_breaks_nothing(signed_in, only_unicef, forged):
    answer = signed_in("coordinator").post(web_address(*PERIOD, "part1"), {"take": forged})
    assert answer.status_code == 302
    assert stored() is None


def test_an_answer_of_another_section_or_project_cannot_be_taken_over_here(signed_in, only_unicef):
    foreign = (
        Answer.objects.filter(contribution__period__project__code="KGZ-PVE-2").exclude(text="").earliest("pk")
    )
    signed_in("coordinator").post(web_address(*PERIOD, "part1"), {"take": str(foreign.pk)})
    signed_in("coordinator").post(web_address(*PERIOD, "part3"), {"take": str(only_unicef.pk)})
    assert stored() is None
    assert not JointAnswer.objects.filter(
        report__period__project__code="KGZ-PVE-1", text=foreign.text
    ).exists()


def test_the_rating_is_given_per_outcome(window, pve_1):
    outcome = Outcome.objects.get(project=pve_1)
    JointAnswer.objects.filter(question__key="part2.rating", report__period__code="2021-H1").delete()
    page = window.open(web_address(*PERIOD, "part2"))
    assert f"Outcome {outcome.code}" in page.words
    window.type(joint("part2.rating", "choice", outcome), "on_track")
    assert window.click("Save the page").status == 200
    assert stored("part2.rating", outcome).choice == "on_track"


def test_two_coordinators_at_once_get_both_texts(signed_in, person, input_of, only_unicef):
    undp = input_of("UNDP", *PERIOD)
    Membership.objects.create(
        user=person("undp"), role="coordinator", project=undp.period.project, office=undp.office
    )
    first, second = Browser(signed_in("coordinator")), Browser(signed_in("undp"))
    for window in (first, second):
        window.open(web_address(*PERIOD, "part1"))
    first.type(joint(PART1, "text"), "The first coordinator's text.")
    first.click("Save the page")
    second.type(joint(PART1, "text"), "The second coordinator's text.")
    page = second.click("Save the page")
    assert page.status == 409
    page.check_summary()
    words = page.words_in(f"keep-{joint(PART1, 'text')}")
    assert "The first coordinator's text." in words and "The second coordinator's text." in words
    assert stored().text == "The first coordinator's text."
    assert second.click("Save the page").status == 200
    assert stored().text == "The second coordinator's text."


def test_a_wrong_amount_stays_on_the_page_and_the_other_texts_are_saved(window, only_unicef):
    window.open(web_address(*PERIOD, "part3"))
    window.type(joint("part3.monitoring_budget", "amount"), "a tenth")
    window.type(joint("part3.other", "text"), "Saved all the same.")
    page = window.click("Save the page")
    assert page.status == 422
    page.check_summary()
    assert page.field(joint("part3.monitoring_budget", "amount")) == "a tenth"
    assert stored("part3.other").text == "Saved all the same."


def test_looking_at_a_section_of_a_new_period_creates_nothing(signed_in, period):
    new = period(*PERIOD)
    Report.objects.filter(period=new).delete()
    client = signed_in("coordinator")
    for section in ("cover", "part1", "part2", "part3", "covid", "indicators", "annex1"):
        assert client.get(web_address(*PERIOD, section)).status_code == 200
    for name in ("report", "preview"):
        assert client.get(reverse(f"reports:{name}", args=PERIOD)).status_code == 200
    assert not Report.objects.filter(period=new).exists()
    window = Browser(client)
    window.open(web_address(*PERIOD, "cover"))
    window.type("cover-prepared_by", "The project teams")
    assert window.click("Save the cover").status == 200
    assert Report.objects.get(period=new).prepared_by == "The project teams"


def test_a_page_left_open_does_not_write_what_its_agency_has_changed_since(window, only_unicef):
    window.open(web_address(*PERIOD, "part1"))
    type(only_unicef).objects.filter(pk=only_unicef.pk).update(text="Corrected by UNICEF.")
    window.click("Save the page")
    assert stored() is None
    assert "Corrected by UNICEF." in window.open(web_address(*PERIOD, "part1")).field(joint(PART1, "text"))


def test_an_edit_of_words_that_have_moved_is_marked_as_changed_since(window, only_unicef):
    window.open(web_address(*PERIOD, "part1"))
    type(only_unicef).objects.filter(pk=only_unicef.pk).update(text="Corrected by UNICEF.")
    window.type(joint(PART1, "text"), "Edited from the old words.")
    window.click("Save the page")
    assert stored().text == "Edited from the old words."
    page = window.open(web_address(*PERIOD, "part1"))
    assert "UNICEF changed this since you took it" in page.words_in(anchor(PART1))
    assert "Changed since you took it" in window.open("/").words
