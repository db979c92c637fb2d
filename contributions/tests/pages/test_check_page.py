"""Check your answers: all points at once with the way to each field and back, and what is stored of them."""

import pytest

from audit.models import LogEntry
from checks.data import text_hash
from contributions.models import ActivityEntry, Contribution, IndicatorEntry, PointAnswer, StoredPoint
from contributions.points.services import current_points
from contributions.tests.entries import indicators_of, name, reopened, rows_of, web_address
from pbfreport.tests.pages import Browser, Page, words_of
from projects import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def unodc(input_of):
    """Open again: figures to explain, hints, and one row of each kind of point."""
    contribution = reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))
    assert {str(asked.point.severity) for asked in current_points(contribution).all} == {"figure", "hint"}
    return contribution


@pytest.fixture
def stopped(unodc):
    """One indicator has neither a value nor a reason: a point that stops."""
    entry = indicators_of(unodc)[0]
    empty = {"progress": "", "value": None, "numerator": None, "denominator": None}
    IndicatorEntry.objects.filter(pk=entry.pk).update(not_measured_because="", expected_on=None, **empty)
    assert current_points(unodc).stops
    return unodc


def shown(page):
    """Return (address, words) of each point on the page; the same words at several places stand there once."""
    found = []
    for item in page.root.xpath("//*[contains(@class, 'point-list')]/li"):
        words = words_of(item.xpath(".//*[@class='point-words']")[0])
        found += [(link.get("href"), words) for link in item.xpath(".//a[contains(@class, 'point-where')]")]
    return found


def press(browser, name, key):
    """Press the button of this name that is for the point with this key."""
    (button,) = browser.page.root.xpath(
        "//button[@name=$name and contains(@value, $key)]", name=name, key=key
    )
    (form,) = [one for one in browser.page.root.forms if one.get("id") == "submit-form"]
    return browser.send(form, button)


def test_all_points_stand_on_one_page_each_with_the_way_to_its_field_and_back(signed_in, stopped):
    points = current_points(stopped)
    browser = Browser(signed_in("unodc"))
    page = browser.open(web_address(stopped, "submit"))
    assert sorted(words for _way, words in shown(page)) == sorted(
        " ".join(asked.point.sentence.split()) for asked in points.all
    )
    assert len(points.all) > 8
    for way, _words in shown(page):
        assert "?back=check#" in way
        address, anchor = way.split("#")
        field = Browser(browser.client).open(address)
        assert anchor in field.ids, way
        assert field.root.xpath("//input[@name='back' and @value='check']"), way
        assert "Back to the check" in field.words


def test_a_correction_comes_back_to_the_check_without_its_point(signed_in, stopped):
    entry = indicators_of(stopped)[0]
    browser = Browser(signed_in("unodc"))
    page = browser.open(web_address(stopped, "submit"))
    way = shown(page)[0][0]
    assert f"row-{entry.uid}" in way
    browser.open(way)
    browser.type(name(entry, "not_measured_because"), "The survey was called off.")
    page = browser.click("Save the page")
    assert browser.url == web_address(stopped, "submit")
    assert "points-stop-head" not in page.ids


def test_a_stop_without_a_reason_comes_back_with_everything_that_was_typed(signed_in, stopped):
    figure = current_points(stopped).figures[0].point
    browser = Browser(signed_in("unodc"))
    browser.open(web_address(stopped, "submit"))
    browser.type("cleared_by_name", "Head of office")
    browser.type(f"sentence-{figure.key}", "The target was set low.")
    key = browser.page.field("key")
    page = browser.click("Submit UNODC's input")
    assert page.status == 422
    assert "Correct the points that stop, or write one sentence why they stay." in page.words
    assert page.field("cleared_by_name") == "Head of office"
    assert page.field(f"sentence-{figure.key}") == "The target was set low."
    assert page.field("key") == key
    assert Contribution.objects.get(pk=stopped.pk).state == "returned"
    assert not StoredPoint.objects.filter(contribution=stopped, answer__contains="called off").exists()


def test_a_stop_with_its_reason_passes_and_is_stored_with_it(signed_in, stopped, person):
    browser = Browser(signed_in("unodc"))
    browser.open(web_address(stopped, "submit"))
    browser.type("cleared_by_name", "Head of office")
    browser.type("reason", "The survey was called off.")
    browser.click("Submit UNODC's input")
    stopped.refresh_from_db()
    assert (stopped.state, stopped.cleared_by_name) == ("submitted", "Head of office")
    stop = StoredPoint.objects.get(contribution=stopped, severity="stop")
    assert stop.answer == "The survey was called off."
    answer = PointAnswer.objects.get(contribution=stopped, text="The survey was called off.")
    assert (answer.by, answer.rule) == (person("unodc"), stop.rule)


def test_every_point_is_stored_at_submission_with_rule_address_and_hash_of_its_text(signed_in, unodc):
    points = current_points(unodc)
    signed_in("unodc").post(web_address(unodc, "submit"))
    stored = StoredPoint.objects.filter(contribution=unodc, sending=0)
    assert [
        (one.rule, one.severity, one.address, one.field, one.text_hash, one.sentence) for one in stored
    ] == [
        (
            asked.point.rule,
            str(asked.point.severity),
            asked.point.address,
            asked.point.field,
            asked.point.text_hash,
            asked.point.sentence,
        )
        for asked in points.all
    ]
    over = stored.get(rule="over_limit")
    answer = unodc.answers.get(
        question__key=over.address.split("/")[1], outcome__uid=over.address.split("/")[2]
    )
    assert over.text_hash == text_hash(answer.text)


def test_the_points_of_a_second_submission_replace_those_of_the_first(signed_in, unodc):
    signed_in("unodc").post(web_address(unodc, "submit"))
    first = StoredPoint.objects.filter(contribution=unodc).count()
    reopened(unodc)
    signed_in("unodc").post(web_address(unodc, "submit"))
    assert StoredPoint.objects.filter(contribution=unodc).count() == first > 0


def test_the_sentence_to_a_figure_is_stored_and_shown_and_goes_along(signed_in, unodc):
    figure = current_points(unodc).figures[0].point
    browser = Browser(signed_in("unodc"))
    browser.open(web_address(unodc, "submit"))
    browser.type(f"sentence-{figure.key}", "The target was set low.")
    page = browser.click("Save the sentences")
    assert page.status == 200
    assert Contribution.objects.get(pk=unodc.pk).state == "returned"
    assert PointAnswer.objects.get(contribution=unodc, key=figure.key).text == "The target was set low."
    page = browser.open(web_address(unodc, "submit"))
    assert page.field(f"sentence-{figure.key}") == "The target was set low."
    browser.click("Submit UNODC's input")
    stored = StoredPoint.objects.get(contribution=unodc, rule=figure.rule, address=figure.address)
    assert stored.answer == "The target was set low."
    line = LogEntry.objects.get(action="answer_point", object_uid=unodc.uid)
    assert line.reason == "The target was set low."


def test_a_sentence_to_a_figure_is_gone_when_the_figure_changes(signed_in, unodc):
    figure = current_points(unodc).figures[0].point
    signed_in("unodc").post(
        web_address(unodc, "submit"),
        {"save_points": "1", f"sentence-{figure.key}": "The target was set low."},
    )
    entry = next(
        one for one in indicators_of(unodc) if addresses.indicator(one.indicator.uid) == figure.address
    )
    IndicatorEntry.objects.filter(pk=entry.pk).update(value=(entry.value or 0) + 7)
    again = [one for one in current_points(unodc).all if one.point.address == figure.address]
    assert again
    assert not [one for one in again if one.answer]


@pytest.fixture
def hint(unodc):
    """A hint about the whole of a text: it is over its limit."""
    return next(one.point for one in current_points(unodc).hints if one.point.rule == "over_limit")


def dismiss(browser, contribution, hint):
    browser.open(web_address(contribution, "submit"))
    return press(browser, "dismiss", hint.key)


def test_a_dismissed_hint_stays_dismissed_while_the_text_stays(signed_in, unodc, hint):
    browser = Browser(signed_in("unodc"))
    page = dismiss(browser, unodc, hint)
    assert f"point-{hint.key}" not in page.ids
    assert "1 dismissed hint" in page.words
    assert f"point-{hint.key}" not in browser.open(web_address(unodc, "submit")).ids
    assert Contribution.objects.get(pk=unodc.pk).state == "returned"
    browser.click("Submit UNODC's input")
    assert StoredPoint.objects.get(contribution=unodc, rule=hint.rule, text_hash=hint.text_hash).is_dismissed


def test_a_dismissed_hint_comes_back_when_its_text_changes(signed_in, unodc, hint):
    browser = Browser(signed_in("unodc"))
    dismiss(browser, unodc, hint)
    for answer in unodc.answers.filter(question__key=hint.address.split("/")[1]):
        answer.text += " One more word."
        answer.save()
    points = current_points(Contribution.objects.get(pk=unodc.pk))
    (again,) = [
        one.point for one in points.hints if (one.point.rule, one.point.address) == (hint.rule, hint.address)
    ]
    assert again.text_hash != hint.text_hash
    page = browser.open(web_address(unodc, "submit"))
    assert f"point-{again.key}" in page.ids
    assert "1 dismissed hint" not in page.words


def test_a_dismissed_hint_is_brought_back_with_one_click(signed_in, unodc, hint):
    browser = Browser(signed_in("unodc"))
    dismiss(browser, unodc, hint)
    page = press(browser, "bring_back", hint.key)
    assert f"point-{hint.key}" in page.ids
    assert "1 dismissed hint" not in page.words


def test_dismissing_keeps_what_was_typed_on_the_page(signed_in, stopped, hint):
    browser = Browser(signed_in("unodc"))
    browser.open(web_address(stopped, "submit"))
    browser.type("reason", "Half a sentence")
    browser.type("cleared_by_name", "Head of office")
    page = press(browser, "dismiss", hint.key)
    assert page.status == 200
    assert page.field("reason") == "Half a sentence"
    assert page.field("cleared_by_name") == "Head of office"


@pytest.mark.parametrize("button", ["dismiss", "bring_back"])
def test_a_forged_button_dismisses_neither_a_stop_nor_a_figure_nor_nothing(signed_in, stopped, button):
    points = current_points(stopped)
    for key in (points.stops[0].point.key, points.figures[0].point.key, "0" * 16, "", "²"):
        answer = signed_in("unodc").post(web_address(stopped, "submit"), {button: key, "save_points": "1"})
        assert answer.status_code == 200
    assert not PointAnswer.objects.filter(contribution=stopped).exists()


def test_a_figure_is_no_reason_to_stay(signed_in, unodc):
    """Figures ask; they do not stop."""
    assert signed_in("unodc").post(web_address(unodc, "submit")).status_code == 302


def test_the_same_form_sent_twice_submits_once(signed_in, unodc):
    client = signed_in("unodc")
    for _time in range(2):
        client.post(web_address(unodc, "submit"), {"key": "k"})
    assert LogEntry.objects.filter(object_uid=unodc.uid, action="submit").latest("pk").changes == {
        "state": ["returned", "submitted"]
    }
    assert StoredPoint.objects.filter(contribution=unodc).values(
        "rule", "address", "field", "text_hash"
    ).count() == (len(current_points(unodc).all))


def test_a_hostile_reason_is_shown_harmlessly(signed_in, stopped):
    reason = "<script>alert(1)</script> & more"
    signed_in("unodc").post(web_address(stopped, "submit"), {"reason": reason})
    reopened(stopped)
    answer = signed_in("unodc").get(web_address(stopped, "submit"))
    assert "<script>alert(1)" not in answer.content.decode()
    assert f"Stays, because: {reason}" in Page(answer).words


def test_a_row_without_progress_stops_and_leads_to_its_row(signed_in, input_of):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    row = rows_of(unicef)[23]
    ActivityEntry.objects.filter(pk=row.pk).update(progress="")
    page = Browser(signed_in("unicef")).open(web_address(unicef, "submit"))
    assert f"{web_address(unicef, 'activities')}?back=check#row-{row.uid}" in [
        way for way, _words in shown(page)
    ]
    assert "1 point that stops" in page.words
