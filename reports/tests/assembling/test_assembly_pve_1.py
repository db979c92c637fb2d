"""The report of PVE-1, January-June 2021: every row under its activity, with what the agencies wrote."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.models import User
from contributions.models import ActivityEntry, Contribution
from contributions.services import (
    return_contribution,
    save_activity_entry,
    share_contribution,
    submit_contribution,
)
from core.saving import base_of
from documents import data
from reports.assembling.contents import assemble_draft
from reports.loaded import load_report

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RAW: dict[str, Any] = json.loads(
    (Path(settings.BASE_DIR) / "fixtures/demo/kgz-pve-1.json").read_text("utf-8")
)
HALF_YEAR = next(period for period in RAW["periods"] if period["code"] == "2021-H1")
ROWS = [(group, row) for group in RAW["activities"] for row in group["rows"]]
Person = Callable[[str], User]
InputOf = Callable[[str, str, str], Contribution]


def draft(project: str = "KGZ-PVE-1", code: str = "2021-H1") -> data.Report:
    return assemble_draft(load_report(project__code=project, code=code))


def annex(report: data.Report) -> data.Section:
    section = report.section("annex1")
    assert section is not None
    return section


def row(number: int, report: data.Report | None = None) -> data.ActivityRow:
    groups = annex(report or draft()).activity_groups
    return next(one for group in groups for one in group.rows if one.number == number)


def entry(contribution: Contribution, number: int) -> ActivityEntry:
    title = ROWS[number - 1][1]["title"]
    return contribution.activity_entries.select_related("contribution__office").get(activity__title=title)


def write(contribution: Contribution, number: int, by: User, **values: Any) -> None:
    one = entry(contribution, number)
    save_activity_entry(one, by=by, base=base_of(one, one.FIELDS), values=values)


def written(office: str, number: int) -> dict[str, Any]:
    return HALF_YEAR["inputs"][office]["activities"].get(str(number)) or {}


def test_thirty_rows_stand_under_their_sixteen_activities_in_order():
    groups = annex(draft()).activity_groups
    assert [(group.heading, group.title) for group in groups] == [
        (f"Activity {raw['code']}.", raw["title"]) for raw in RAW["activities"]
    ]
    assert [[one.title for one in group.rows] for group in groups] == [
        [raw["title"] for raw in group["rows"]] for group in RAW["activities"]
    ]
    assert [one.number for group in groups for one in group.rows] == list(range(1, 31))
    assert (len(groups), len(ROWS)) == (16, 30)


def test_the_numbering_keeps_its_gap_at_2_3():
    headings = [group.heading for group in annex(draft()).activity_groups]
    position = headings.index("Activity 2.2.")
    assert headings[position + 1] == "Activity 2.4."


@pytest.mark.parametrize("number", range(1, 31))
def test_each_row_prints_what_its_agencies_wrote(number: int):
    printed, raw = row(number), ROWS[number - 1][1]
    texts = [(office, written(office, number)) for office in raw["offices"]]
    texts = [(office, entry) for office, entry in texts if entry.get("progress")]
    assert printed.offices == ", ".join(raw["offices"])
    assert [part.text for part in printed.cells["progress"]] == [
        entry["progress"] for _office, entry in texts
    ]
    steps = [entry["next_steps"] for _office, entry in texts if entry.get("next_steps")]
    done = all(written(office, number).get("status") == "completed" for office in raw["offices"])
    assert [part.text for part in printed.cells["next_steps"]] == (steps or (["Completed"] if done else []))
    assert printed.missing_from == ()


def test_eighteen_rows_are_completed_and_the_reprogrammed_one_is_told():
    rows = [one for group in annex(draft()).activity_groups for one in group.rows]
    completed = [
        one.number for one in rows if [part.text for part in one.cells["next_steps"]] == ["Completed"]
    ]
    assert len(completed) == 18
    assert completed == [one.number for one in rows if one.status == "completed"]
    assert row(28).status_label == "Reprogrammed"
    assert [part.text for part in row(28).cells["next_steps"]] != ["Completed"]


@pytest.mark.parametrize("number", [1, 2, 4])
def test_joint_rows_print_each_part_under_the_name_of_its_agency(number: int):
    assert [part.name for part in row(number).cells["progress"]] == ["UNDP", "OHCHR"]


@pytest.mark.parametrize("number", [1, 2])
def test_joint_rows_print_next_steps_under_the_names_as_well(number: int):
    assert [part.name for part in row(number).cells["next_steps"]] == ["UNDP", "OHCHR"]


def test_a_row_that_was_written_together_prints_without_a_name_and_counts_for_both():
    printed = row(3)
    assert printed.offices == "UN Women, UNDP"
    assert [part.name for part in printed.cells["progress"]] == [""]
    assert printed.missing_from == ()
    assert [(part.name, part.text) for part in printed.cells["next_steps"]] == [("", "Completed")]


@pytest.mark.parametrize("number", [5, 9, 14, 23])
def test_a_row_of_one_agency_prints_without_a_name(number: int):
    assert {part.name for part in (*row(number).cells["progress"], *row(number).cells["next_steps"])} == {""}


def test_completed_is_not_printed_while_one_agency_goes_on(input_of: InputOf, person: Person):
    contribution = input_of("OHCHR", "KGZ-PVE-1", "2021-H1")
    return_contribution(contribution, by=person("coordinator"), note="x")
    write(contribution, 4, person("ohchr"), status="ongoing")
    share_contribution(contribution, by=person("ohchr"), shared=True)
    printed = row(4)
    assert printed.cells["next_steps"] == ()
    assert printed.status == "ongoing"


def test_completed_is_not_printed_while_a_next_step_is_left(input_of: InputOf, person: Person):
    write(input_of("UNICEF", "KGZ-PVE-1", "2021-H1"), 26, person("unicef"), next_steps="Print the manual")
    printed = row(26)
    assert [part.text for part in printed.cells["next_steps"]] == ["Print the manual"]
    assert printed.status == "completed"


def test_completed_is_not_printed_while_one_agency_has_not_said_so(input_of: InputOf, person: Person):
    contribution = input_of("OHCHR", "KGZ-PVE-1", "2021-H1")
    return_contribution(contribution, by=person("coordinator"), note="x")
    share_contribution(contribution, by=person("ohchr"), shared=False)
    printed = row(4)
    assert printed.cells["next_steps"] == ()
    assert printed.status != "completed"
    assert printed.missing_from == ("OHCHR",)
    assert [part.name for part in printed.cells["progress"]] == ["UNDP"]


def test_an_unfinished_status_of_an_agency_that_has_not_shared_does_not_get_out(
    input_of: InputOf, person: Person
):
    """UN Women wrote row 3 for both; what UNDP is still typing changes nothing in the report."""
    contribution = input_of("UNDP", "KGZ-PVE-1", "2021-H1")
    return_contribution(contribution, by=person("coordinator"), note="x")
    share_contribution(contribution, by=person("undp"), shared=False)
    write(contribution, 3, person("undp"), status="delayed", next_steps="Secret so far")
    printed = row(3)
    assert printed.status == "completed"
    assert [part.text for part in printed.cells["next_steps"]] == ["Completed"]


def test_text_that_is_neither_submitted_nor_shared_never_gets_into_the_report():
    report = draft(code="2021-FINAL")
    final = next(period for period in RAW["periods"] if period["code"] == "2021-FINAL")
    texts = [
        text
        for raw in final["inputs"].values()
        for kept in (*raw["activities"].values(), *raw["answers"].values())
        for text in (kept.get("progress"), kept.get("next_steps"), kept.get("text"))
        if text
    ]
    assert len(texts) > 10
    printed = repr(report)
    assert not [text for text in texts if repr(text)[1:-1] in printed]
    assert report.notes == (
        "Not submitted yet: UNDP, OHCHR, UN Women, UNICEF.",
        "Not in this draft, because not submitted or shared: UNDP, OHCHR, UN Women, UNICEF.",
    )


@pytest.mark.parametrize("how", ["submitted", "shared"])
def test_text_gets_into_the_report_once_it_is_submitted_or_shared(
    how: str, input_of: InputOf, person: Person
):
    contribution = input_of("UNDP", "KGZ-PVE-1", "2021-FINAL")
    if how == "submitted":
        submit_contribution(contribution, by=person("undp"), reason="Nothing more is known.")
    else:
        share_contribution(contribution, by=person("undp"), shared=True)
    report = draft(code="2021-FINAL")
    assert row(30, report).cells["progress"][0].text == "Kyrgyz Consul is in use."
    assert "UNDP" not in report.notes[1]
    assert ("UNDP" in report.notes[0]) is (how == "shared")


def test_the_notes_name_who_has_not_submitted():
    assert draft().notes == ("Not submitted yet: UN Women, UNICEF.",)


def test_the_table_head_names_the_period_and_the_draft_its_day():
    report = draft()
    assert annex(report).columns[3].label == "Progress achieved during January – June 2021"
    assert report.period_label == "January – June 2021"
    assert report.is_draft
    assert report.draft_label.startswith("Draft, ")


def test_an_office_that_lost_its_row_after_writing_for_another_does_not_break_the_report(input_of: InputOf):
    one = entry(input_of("UN Women", "KGZ-PVE-1", "2021-H1"), 3)
    one.activity.responsibilities.filter(office__organisation__short_name="UN Women").delete()
    ActivityEntry.objects.filter(activity=one.activity).update(status="")
    printed = row(3)
    assert (printed.offices, printed.cells["progress"], printed.missing_from) == ("UNDP", (), ("UNDP",))
