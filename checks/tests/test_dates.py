"""Dates in a text that lie outside the reporting period, and all that looks like one and is none."""

from datetime import date
from typing import Any

import pytest

from checks.data import CheckInput, Finding, Text
from checks.dates import date_outside_period


def points(*texts: str, starts: date = date(2021, 1, 1), **changes: Any) -> list[Finding]:
    """Return what is found in telling texts of a report on January to June 2021."""
    given = tuple(
        Text("activity/abc", "progress", "Row 3, progress achieved", text, office="UNDP", **changes)
        for text in texts
    )
    return list(
        date_outside_period(
            CheckInput(
                period_starts=starts,
                period_ends=date(2021, 6, 30),
                project_starts=date(2018, 1, 12),
                project_ends=date(2021, 9, 14),
                today=date(2021, 7, 5),
                texts=given,
            )
        )
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Submitted to Parliament on September 22, 2020 (Govt. Resolution # 497).", "September 22, 2020"),
        ("Monitored on 22 March 2020.", "22 March 2020"),
        ("Signed on 22nd of March, 2020.", "22nd of March, 2020"),
        ("The contract dates from 15.03.2020.", "15.03.2020"),
        ("Signed 2020-03-15 in Osh.", "2020-03-15"),
        ("Signed on 3/15/2020.", "3/15/2020"),
        ("Training in March 2020.", "March 2020"),
        ("In 2019, with the support of the project, prisons were monitored.", "2019"),
        ("Judges met by the end of 2019.", "2019"),
        ("A programme ran between December 2018 and August 2019.", "December 2018 and August 2019"),
        ("A programme ran from May 2019 to June 2020.", "May 2019 to June 2020"),
        ("A workshop of 25-27 March 2020 and more.", "25-27 March 2020"),
        ("A camp from 28 February to 3 March 2020.", "28 February to 3 March 2020"),
        ("In March 2020 laws were reviewed.", "March 2020"),
        ("In 2019 laws were reviewed.", "2019"),
        ("Talks in June-August 2020.", "June-August 2020"),
        ("Elections took place in Oct/Nov’20.", "Oct/Nov’20"),
        ("During 2018-2019 lawyers were trained.", "2018-2019"),
        ("The facility was opened in August 2021.", "August 2021"),
        ("During Q3 2020 judges met.", "Q3 2020"),
        ("The course opened 03.2020 in Osh.", "03.2020"),
        ("The training events of October 2020 went well.", "October 2020"),
        ("More than 50 lawyers met on violence against women in March 2020.", "March 2020"),
    ],
)
def test_a_date_outside_the_period_is_found_and_shown_as_written(text: str, shown: str) -> None:
    (found,) = points(text)
    assert found.sentence.startswith(f"“{shown}” lies outside the reporting period (January – June 2021).")
    assert (found.address, found.field, found.office, found.about) == (
        "activity/abc",
        "progress",
        "UNDP",
        text,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Held on 22 March 2021, in May 2021 and in 2021.",
        "Two reports were written (January and March 2021).",
        "From August 2019 to May 2021, the centres held trainings.",
        "From December 2020 to January 2021 laws were reviewed.",
        "From November to January 2021 judges met.",
        "OHCHR has worked since 22 March 2020 to monitor rights.",
        "The service has been open from January 2019 onwards.",
        "The process stopped after October 2020 parliamentary elections.",
        "In 2019-2021 judges were trained.",
        "The system is tested and due to be adopted by August 2021.",
    ],
)
def test_a_date_or_span_that_touches_the_period_is_left_alone(text: str) -> None:
    assert points(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Amendments to the Law of 2016 and to the 2017 Constitution.",
        "The plan on UNSCR 1325 for 2021-2023 and its review (2018-2020).",
        "Officials were trained in 2019-2020 strategy planning and the 2020 budget.",
        "Resolution 1325 (2000) and Resolution 2250.",
        "The 2017-2020 strategy and Programme 2018-2020 were reviewed.",
        "Chapter 7 of the Governmental Decree No. 666 of December 31, 2018 was explained.",
        "The Law on Probation dated 24 February 2017 was explained.",
        "Cases of all courts for the period 2014-2018 were read.",
        "The “Youth in March 2020” campaign was reviewed.",
        "It reached 2020 women and 1999 men, 2019 USD each.",
        "See https://example.org/2020-03-15/may-2020 for photos.",
        "The Memorandum of 12 November 2020 was renewed.",
        "Held in Q1 2021 and 03.2021; order No. 03.2020 and version 12.2020.",
        "On 45.13.2020 and 31 June 2020 nothing can happen.",
    ],
)
def test_names_numbers_and_addresses_are_no_dates(text: str) -> None:
    assert points(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The number of prisoners went down from 10,891 in January 2019 to 8,635.",
        "23 experts work there (vs. 4 in 2018), more than in 2019.",
        "After the events of June 2010 the law was changed in 2012.",
        "The elections of 4 October 2020 delayed the work.",
        "Work went on after the events of October 2020 and the unrest of early November 2020.",
        "The project started on 12 January 2018 and ends on 14 September 2021.",
        "The code was adopted in 2017.",
    ],
)
def test_comparisons_history_and_the_dates_of_the_project_are_left_alone(text: str) -> None:
    assert points(text) == []


def test_a_text_has_one_point_that_names_the_first_three_dates_once_each() -> None:
    (found,) = points("In May 2019, in May 2019, in June 2019, in July 2019 and in August 2020 judges met.")
    assert found.sentence.startswith("“May 2019”, “June 2019”, “July 2019” … lie outside")


def test_texts_that_ask_for_plans_or_were_printed_before_are_not_read() -> None:
    assert points("Signed on 22 March 2020.", tells=False) == []
    assert points("Signed on 22 March 2020.", is_new=False) == []


def test_a_report_on_the_whole_project_may_name_all_its_years() -> None:
    whole = date(2018, 1, 12)
    assert points("In 2018 and in March 2020 judges met.", starts=whole) == []
    assert len(points("The facility was opened in August 2021.", starts=whole)) == 1
