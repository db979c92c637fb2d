"""The page of texts: one form per question, with its limit, the own share of it, and last time's text."""

import pytest
from django.db.models import Max

from contributions.models import Answer
from contributions.services import save_answer
from contributions.tests.entries import reopened, web_address
from core.saving import base_of
from pbfreport.tests.pages import Browser
from projects.models import Outcome, Question

pytestmark = pytest.mark.django_db


def field(key, name, outcome=None):
    question = Question.objects.get(key=key)
    return f"q-{question.pk}-{outcome.uid if outcome else 'all'}-{name}"


@pytest.fixture
def unicef(input_of):
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def window(signed_in, unicef):
    window = Browser(signed_in("unicef"))
    window.open(web_address(unicef, "texts"))
    return window


def test_an_answer_is_created_when_it_is_written_and_not_before(window, unicef):
    assert window.click("Save the page").status == 200
    assert not Answer.objects.filter(contribution=unicef).exists()
    window.type(field("part1.status", "text"), "Two schools opened their doors.")
    window.click("Save the page")
    answer = Answer.objects.get(contribution=unicef)
    assert (answer.text, answer.question.key) == ("Two schools opened their doors.", "part1.status")


def test_a_section_that_repeats_asks_per_outcome(window, unicef, pve_1):
    outcome = Outcome.objects.get(project=pve_1)
    window.type(field("part2.summary", "text", outcome), "What changed.")
    window.click("Save the page")
    assert Answer.objects.get(contribution=unicef).outcome == outcome


def test_the_limit_and_the_own_share_stand_at_the_text(window):
    words = window.page.words_in(f"id_{field('part1.status', 'text')}_count")
    assert "Limit 1,500 characters" in words and "your share about 375" in words


def test_a_text_over_its_limit_is_saved_whole_with_a_warning(window, unicef):
    long = "ө" * 1_600
    window.type(field("part1.status", "text"), long)
    page = window.click("Save the page")
    assert page.status == 200
    assert Answer.objects.get(contribution=unicef).text == long
    assert "100 characters over the limit of 1,500. It is saved and printed whole" in page.words


def test_line_ends_count_as_one_character(window):
    window.type(field("part1.status", "text"), "a\r\n" * 749 + "ab")
    assert "over the limit of" not in window.click("Save the page").words


def test_yes_or_no_with_text_and_boxes_to_tick_are_saved(window, unicef):
    window.type(field("part3.surveys", "choice"), "yes")
    window.type(field("part3.surveys", "text"), "A survey of 400 pupils.")
    boxes = field("covid.categories", "choices")
    options = [key for key, _label in Question.objects.get(key="covid.categories").options]
    window.type(boxes, [options[2], options[0]])
    page = window.click("Save the page")
    assert page.status == 200
    survey = Answer.objects.get(contribution=unicef, question__key="part3.surveys")
    assert (survey.choice, survey.text) == ("yes", "A survey of 400 pupils.")
    ticked = Answer.objects.get(contribution=unicef, question__key="covid.categories")
    assert ticked.choices == [options[0], options[2]]
    assert page.field(boxes) == [options[0], options[2]]


@pytest.mark.parametrize(
    ("typed", "amount", "text"), [("12 000", 12000, ""), ("n/a", None, "n/a"), ("1,234.5", 1234.5, "")]
)
def test_an_amount_or_words_takes_either(window, unicef, typed, amount, text):
    window.type(field("covid.monetary", "text"), typed)
    assert window.click("Save the page").status == 200
    answer = Answer.objects.get(contribution=unicef)
    assert (answer.amount, answer.text) == (amount, text)


@pytest.mark.parametrize("typed", ["9" * 13, "1" * 60])
def test_an_amount_or_words_refuses_an_amount_that_is_too_large(window, unicef, typed):
    window.type(field("covid.monetary", "text"), typed)
    page = window.click("Save the page")
    assert page.status == 422
    page.check_summary()
    assert "too large to be stored" in page.summary[0][1]
    assert page.field(field("covid.monetary", "text")) == typed


def test_funders_are_listed_line_by_line_and_an_empty_line_is_dropped(window, unicef):
    for name, typed in {
        "funder_0": "Canada",
        "amount_0": "70 000",
        "funder_1": "Japan",
        "note_1": "in kind",
    }.items():
        window.type(field("part3.catalytic", name), typed)
    window.click("Save the page")
    lines = list(Answer.objects.get(contribution=unicef).lines.values_list("funder", "amount", "note"))
    assert lines == [("Canada", 70_000, ""), ("Japan", None, "in kind")]
    window.type(field("part3.catalytic", "funder_0"), "")
    window.type(field("part3.catalytic", "amount_0"), "")
    window.click("Save the page")
    assert list(Answer.objects.get(contribution=unicef).lines.values_list("funder", flat=True)) == ["Japan"]


def test_an_amount_without_its_funder_asks_for_the_name(window, unicef):
    window.type(field("part3.catalytic", "amount_0"), "70 000")
    window.type(field("part1.status", "text"), "Saved all the same.")
    page = window.click("Save the page")
    assert page.status == 422
    page.check_summary()
    assert "Name the funder of this line, or empty the line." in page.summary[0][1]
    assert page.field(field("part3.catalytic", "amount_0")) == "70 000"
    assert Answer.objects.get(contribution=unicef).text == "Saved all the same."


def test_last_time_stands_beside_the_question(signed_in, input_of):
    unodc = reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))
    before = Answer.objects.filter(
        contribution__period__code="2020-ANNUAL", contribution__office=unodc.office
    )
    answer = before.filter(outcome=None).exclude(text="").earliest("pk")
    page = Browser(signed_in("unodc")).open(web_address(unodc, "texts"))
    words = page.words_in(f"q-{answer.question_id}-all")
    assert "Last time" in words and " ".join(answer.text.split())[:40] in words


def test_a_choice_that_is_not_offered_is_refused_and_its_line_leads_to_the_question(
    window, signed_in, unicef
):
    name = field("part3.surveys", "choice")
    window.type(name, "perhaps")
    page = window.click("Save the page")
    assert page.status == 422
    page.check_summary()
    assert page.summary[0][0] == f"#id_{name}"


def test_an_answer_of_another_input_cannot_be_reached_by_its_number(
    signed_in, window, unicef, input_of, person
):
    """The prefix names a question, so a forged one can only mean the own answer."""
    women = input_of("UN Women", "KGZ-PVE-1", "2021-H1")
    theirs = Answer.objects.filter(contribution=women).earliest("pk")
    before = Answer.objects.aggregate(top=Max("version"))["top"]
    data = {
        f"q-{theirs.pk + 10_000}-all-base": base_of(theirs, Answer.FIELDS).dump(),
        "q-1-nobody-base": "{}",
    }
    assert signed_in("unicef").post(web_address(unicef, "texts"), data).status_code == 302
    assert Answer.objects.aggregate(top=Max("version"))["top"] == before


def test_an_answer_written_by_somebody_else_in_the_meantime_is_not_created_twice(window, unicef, person):
    """Both opened the page before there was an answer; the same question then holds one answer and two texts."""
    question = Question.objects.get(key="part1.status")
    base = base_of(Answer(version=0), ("text",))
    save_answer(unicef, question, None, by=person("reader"), base=base, values={"text": "Theirs."})
    window.type(field("part1.status", "text"), "Mine.")
    page = window.click("Save the page")
    assert page.status == 409
    assert "Theirs." in page.words and "Mine." in page.words
    assert Answer.objects.get(contribution=unicef).text == "Theirs."
