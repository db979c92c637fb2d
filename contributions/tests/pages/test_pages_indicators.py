"""The page of indicators: what is wrong is not saved but stays, what is unusual is saved with a warning."""

from datetime import date

import pytest

from contributions.models import IndicatorEntry
from contributions.services import share_contribution
from contributions.tests.entries import indicators_of, name, reopened, web_address
from indicators.models import Indicator
from pbfreport.tests.pages import Browser, Page, found_in

pytestmark = pytest.mark.django_db

WRONG_NUMBERS = {
    "about two hundred": "Write digits only, for example 1377 or 12.5.",
    "1e400": "Write digits only",
    "1" * 40: "This number is too large to be stored",
}


@pytest.fixture
def unodc(input_of):
    return reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))


@pytest.fixture
def staff(unodc):
    """The indicator on prison staff: counts persons, by sex and age."""
    return next(
        entry for entry in indicators_of(unodc) if entry.indicator.title.startswith("Number of prison staff")
    )


@pytest.fixture
def window(signed_in, unodc):
    browser = Browser(signed_in("unodc"))
    browser.open(web_address(unodc, "indicators"))
    return browser


@pytest.mark.parametrize(("typed", "sentence"), WRONG_NUMBERS.items())
def test_what_is_no_number_is_not_saved_and_stays_on_the_page(window, staff, typed, sentence):
    window.type(name(staff, "value"), typed)
    window.type(name(staff, "progress"), "A changed text.")
    page = window.click("Save the page")
    assert page.status == 422
    page.check_summary()
    assert [web_address for web_address, words in page.summary if sentence in words] == [
        f"#id_{name(staff, 'value')}"
    ]
    assert sentence in page.words_in(f"id_{name(staff, 'value')}_error")
    assert page.field(name(staff, "value")) == typed
    assert page.field(name(staff, "progress")) == "A changed text."
    before = staff.progress
    staff.refresh_from_db()
    assert staff.progress == before


def test_one_wrong_row_does_not_hold_up_the_others(window, unodc, staff):
    other = next(entry for entry in indicators_of(unodc) if entry != staff)
    window.type(name(staff, "value"), "many")
    window.type(name(other, "source"), "Prison service, May 2021")
    page = window.click("Save the page")
    assert page.status == 422
    other.refresh_from_db()
    assert other.source == "Prison service, May 2021"
    window.type(name(staff, "value"), "222")
    assert window.click("Save the page").status == 200
    staff.refresh_from_db()
    assert staff.value == 222


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"value": "100", "women": "60", "men": "50"}, "women", "Women and men together are 110, more than"),
        (
            {"value": "100", "women": "60", "men": "40", "under_30": "101"},
            "under_30",
            "People under 30 are 101",
        ),
        ({"women": "12.5"}, "women", "Write a whole number of people"),
        ({"men": "99999999999"}, "men", "Write a whole number of people"),
        ({"measured_on": "31.06.2021"}, "measured_on", "Write the date as day, month and year"),
        ({"measured_on": "last spring"}, "measured_on", "Write the date as day, month and year"),
        ({"expected_on": "2021-13-01"}, "expected_on", "Write the date as day, month and year"),
        ({"source": "x" * 301}, "source", "Shorten this to 300 characters; it has 301."),
    ],
)
def test_a_row_with_an_error_keeps_every_value_and_says_what_to_do(window, staff, values, field, sentence):
    for key, value in values.items():
        window.type(name(staff, key), value)
    page = window.click("Save the page")
    assert page.status == 422
    page.check_summary()
    assert f"#id_{name(staff, field)}" in [
        web_address for web_address, words in page.summary if sentence in words
    ]
    assert sentence in page.words_in(f"id_{name(staff, field)}_error")
    for key, value in values.items():
        assert page.field(name(staff, key)) == value
    assert IndicatorEntry.objects.get(pk=staff.pk).version == staff.version


def test_no_error_sentence_uses_the_words_of_machines(window, staff):
    for key, value in {"value": "x", "women": "y", "measured_on": "z", "source": "s" * 400}.items():
        window.type(name(staff, key), value)
    words = " ".join(sentence for _address, sentence in window.click("Save the page").summary).lower()
    assert not any(bad in words for bad in ("required", "invalid", "please", "valid value"))


def test_a_date_outside_the_project_and_a_long_text_are_saved_with_a_warning(window, staff):
    long = "Жыйынтык " * 50
    window.type(name(staff, "measured_on"), "01.01.2031")
    window.type(name(staff, "progress"), long)
    page = window.click("Save the page")
    assert page.status == 200
    staff.refresh_from_db()
    assert (staff.measured_on, staff.progress) == (date(2031, 1, 1), long.strip())
    words = page.words_in(f"row-{staff.uid}")
    assert "1 January 2031 lies outside the project (11 January 2018 to 11 July 2021)" in words
    assert "149 characters over the limit of 300" in words


def test_a_mistyped_year_is_shown_as_it_was_stored(window, staff):
    """The year 21 must not come back as "21", which the next save would read as 2021."""
    window.type(name(staff, "measured_on"), "30.06.0021")
    page = window.click("Save the page")
    assert page.field(name(staff, "measured_on")) == "30.06.0021"
    assert "outside the project" in page.words_in(f"row-{staff.uid}")
    window.type(name(staff, "source"), "Another change")
    window.click("Save the page")
    staff.refresh_from_db()
    assert staff.measured_on == date(21, 6, 30)


def test_the_computed_progress_stands_with_its_formula_in_words(window, staff):
    for key in ("women", "men", "under_30"):
        window.type(name(staff, key), "")
    window.type(name(staff, "value"), "150")
    page = window.click("Save the page")
    formula = page.words_in(f"row-{staff.uid}-formula")
    assert formula == "(150 − 0) ÷ (200 − 0) = 75 % of the planned change"


def test_no_number_gives_no_percentage(window, staff):
    for key in ("value", "women", "men", "under_30"):
        window.type(name(staff, key), "")
    page = window.click("Save the page")
    assert f"row-{staff.uid}-formula" not in page.ids
    staff.refresh_from_db()
    assert staff.value is None


def test_an_off_track_figure_asks_for_the_reason_without_holding_up_the_save(window, staff):
    for key in ("women", "men", "under_30", "variance_reason"):
        window.type(name(staff, key), "")
    window.type(name(staff, "value"), "20")
    page = window.click("Save the page")
    assert page.status == 200
    assert "give the reason for the variance before you submit" in page.words_in(f"row-{staff.uid}")
    window.type(name(staff, "variance_reason"), "The prisons were closed to visitors.")
    page = window.click("Save the page")
    assert "give the reason for the variance" not in page.words_in(f"row-{staff.uid}")


def test_a_ratio_asks_for_part_and_whole_and_refuses_a_part_above_the_whole(window, unodc):
    ratio = next(entry for entry in indicators_of(unodc) if entry.indicator.combine == "ratio")
    for key, value in {
        "numerator": "30",
        "denominator": "20",
        "women": "",
        "men": "",
        "under_30": "",
    }.items():
        window.type(name(ratio, key), value)
    page = window.click("Save the page")
    assert page.status == 422
    page.check_summary()
    assert "The part of 30 is larger than the whole of 20" in page.summary[0][1]


def test_baseline_target_and_last_time_stand_beside_the_fields(window, unodc, staff, input_of):
    before = next(
        entry
        for entry in indicators_of(input_of("UNODC", "KGZ-PVE-2", "2020-ANNUAL"))
        if entry.progress and entry.is_written
    )
    now = next(entry for entry in indicators_of(unodc) if entry.indicator_id == before.indicator_id)
    words = window.page.words_in(f"row-{now.uid}")
    assert "Baseline" in words and "Target" in words and "Last time" in words
    assert " ".join(before.progress.split())[:30] in words


def test_the_others_figures_of_a_shared_indicator_show_only_when_shared(signed_in, unodc, input_of, person):
    undp = reopened(input_of("UNDP", "KGZ-PVE-2", "2021-FINAL"))
    share_contribution(undp, by=person("undp"), shared=False)
    theirs = next(entry for entry in indicators_of(undp) if entry.indicator.code == "1.2")
    mine = next(entry for entry in indicators_of(unodc) if entry.indicator_id == theirs.indicator_id)
    part = " ".join(theirs.progress.split())[:30]
    browser = Browser(signed_in("unodc"))
    words = browser.open(web_address(unodc, "indicators")).words_in(f"row-{mine.uid}")
    assert "UNDP Has not shared its part yet." in words
    share_contribution(undp, by=person("undp"), shared=True)
    assert part in browser.open(web_address(unodc, "indicators")).words_in(f"row-{mine.uid}")


def _asked(page):
    return int(found_in(page.words, r"of (\d+) written"))


def test_an_indicator_that_is_not_due_says_so_and_asks_nothing(signed_in, input_of):
    unodc = reopened(input_of("UNODC", "KGZ-PVE-2", "2020-ANNUAL"))
    browser = Browser(signed_in("unodc"))
    asked = _asked(browser.open(web_address(unodc, "indicators")))
    entry = next(entry for entry in indicators_of(unodc) if entry.indicator.when_measured == "every_round")
    Indicator.objects.filter(pk=entry.indicator_id).update(when_measured="baseline_end")
    IndicatorEntry.objects.filter(pk=entry.pk).update(
        progress="", value=None, not_measured_because="", expected_on=None
    )
    page = browser.open(web_address(unodc, "indicators"))
    part = page.part(f"row-{entry.uid}")
    assert part.tag == "details" and part.get("open") is None
    words = page.words_in(f"row-{entry.uid}")
    assert "Not due" in words and "Not written yet" not in words
    assert _asked(page) == asked - 1


def test_a_figure_expected_later_is_a_full_answer(window, unodc, staff):
    for key in ("progress", "value", "women", "men", "under_30"):
        window.type(name(staff, key), "")
    window.type(name(staff, "expected_on"), "30.09.2021")
    window.type(name(staff, "expected_source"), "Prison service")
    page = window.click("Save the page")
    assert "Not written yet" not in page.words_in(f"row-{staff.uid}")


def test_an_indicator_row_with_an_error_comes_back_by_itself(signed_in, unodc, staff):
    client, url = signed_in("unodc"), web_address(unodc, "indicators", f"row-{staff.uid}")
    browser = Browser(client)
    page = browser.open(web_address(unodc, "indicators"))
    data = {name(staff, "base"): page.field(name(staff, "base")), name(staff, "value"): "many"}
    answer = client.post(url, data, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (
        422,
        f"#row-{staff.uid}",
        "outerHTML",
    )
    row = Page(answer)
    assert row.root.xpath("//input[@name=$n]/@value", n=name(staff, "value")) == ["many"]
    assert "Write digits only" in row.words and "Not saved" in row.words
    data[name(staff, "value")] = "222"
    again = client.post(row.root.xpath("//button/@hx-post")[0], data, headers={"HX-Request": "true"})
    assert (again.status_code, again["HX-Retarget"]) == (200, f"#row-{staff.uid}")
    assert "Write digits only" not in again.content.decode()
