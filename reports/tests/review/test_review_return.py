"""A return of the Secretariat opens exactly what was commented on, for its organisations and the coordinator."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from audit.models import LogEntry
from contributions import services
from contributions.models import ActivityEntry, Contribution
from contributions.tests.entries import rows_of
from core.decisions import WrongState
from core.saving import base_of
from discussion.address_words import address_words
from projects import addresses
from projects.models import ReportingPeriod
from reports.assembling.contents import assemble_draft
from reports.joint_texts.services import ensure_report, save_cover
from reports.loaded import load_report
from reports.models import Report
from reports.review.opening import stopped_addresses
from reports.tests.review_states import (
    comment_on,
    fresh,
    give_back,
    locked,
    question,
    send,
    states,
    write_row,
    write_text,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

People = Callable[[str], User]
CLOSED = "This row was not returned: it stays as it was\\."
STATUS = addresses.question("part1.status")


@pytest.fixture
def inputs(input_of: Callable[[str, str, str], Contribution]) -> Callable[[str], Contribution]:
    return lambda office: input_of(office, "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def report(period: Callable[[str, str], ReportingPeriod], person: People) -> Report:
    """In review: UNDP and OHCHR accepted; UN Women and UNICEF never handed in, and nobody waits for them."""
    report = ensure_report(period("KGZ-PVE-1", "2021-H1"))
    send(report, person)
    Report.objects.filter(pk=report.pk).update(missing_reason="")
    return fresh(report)


def own_and_other(contribution: Contribution) -> tuple[ActivityEntry, ActivityEntry]:
    """Return a row that only this office tells, and another of its rows."""
    rows = list(rows_of(contribution).values())
    alone = [
        row
        for row in rows
        if ActivityEntry.objects.filter(
            activity=row.activity, contribution__period=contribution.period
        ).count()
        == 1
    ]
    other = next(row for row in rows if row.pk != alone[0].pk)
    return alone[0], other


def opened(contribution: Contribution) -> list[str]:
    return sorted(contribution.opened.values_list("address", flat=True))


def test_only_the_commented_row_is_open_again_for_its_organisation(report: Report, person: People, inputs):
    row, other = own_and_other(inputs("UNDP"))
    address = addresses.activity(row.activity.uid)
    comment_on(report, address, person("secretariat"), inputs("UNDP").office)
    give_back(report, person, note="Row by row, see the comments.")
    undp = inputs("UNDP")
    assert (report.state, report.is_partial) == ("returned", True)
    assert states(report) == {
        "UNDP": "returned",
        "OHCHR": "accepted",
        "UN Women": "open",
        "UNICEF": "open",
    }
    assert locked(report) == {False}
    assert (undp.is_partial, opened(undp), undp.due_on) == (True, [address], date(2021, 8, 2))
    assert undp.returned_note == "Row by row, see the comments."
    assert (undp.submitted_at, undp.submitted_by) == (None, None)
    write_row(row, person("undp"))
    with pytest.raises(WrongState, match=CLOSED):
        write_row(other, person("undp"))
    line = LogEntry.objects.get(action="reopen_rows", object_uid=undp.uid)
    assert line.changes == {"state": ["accepted", "returned"], "rows": [None, [address]]}


def test_everything_that_was_not_commented_on_stays_accepted_and_closed(
    report: Report, person: People, inputs
):
    row, _other = own_and_other(inputs("UNDP"))
    comment_on(report, addresses.activity(row.activity.uid), person("secretariat"), inputs("UNDP").office)
    give_back(report, person)
    ohchr = inputs("OHCHR")
    with pytest.raises(WrongState, match="accepted and is locked"):
        write_row(next(iter(rows_of(ohchr).values())), person("ohchr"))
    undp = inputs("UNDP")
    with pytest.raises(WrongState, match=CLOSED):
        services.save_expenditure(
            undp, by=person("undp"), base=base_of(undp, ("money_source",)), values={"money_source": "x"}
        )
    with pytest.raises(WrongState, match="This text was not returned"):
        write_text(fresh(report), "part1.status", person("coordinator"))
    with pytest.raises(WrongState, match="This text was not returned"):
        save_cover(
            report,
            by=person("coordinator"),
            base=base_of(report, ("prepared_by",)),
            values={"prepared_by": "x"},
        )
    assert inputs("UNDP").money_source != "x"


def test_an_input_that_was_never_handed_in_is_open_again_as_a_whole(report: Report, person: People, inputs):
    give_back(report, person, note="Complete it.")
    women = inputs("UN Women")
    assert (women.state, women.is_partial) == ("open", False)
    for row in rows_of(women).values():
        write_row(row, person("unwomen"))


def test_a_comment_on_no_organisations_part_opens_the_row_for_all_who_tell_it(
    report: Report, person: People, inputs
):
    both = next(
        row
        for row in rows_of(inputs("UNDP")).values()
        if ActivityEntry.objects.filter(activity=row.activity, contribution=inputs("OHCHR")).exists()
    )
    address = addresses.activity(both.activity.uid)
    comment_on(report, address, person("secretariat"))
    give_back(report, person)
    assert opened(inputs("UNDP")) == opened(inputs("OHCHR")) == [address]
    assert states(report)["OHCHR"] == "returned"
    write_row(
        ActivityEntry.objects.get(activity=both.activity, contribution=inputs("OHCHR")), person("ohchr")
    )


def test_a_comment_on_one_organisations_part_leaves_the_others_of_the_row_closed(
    report: Report, person: People, inputs
):
    both = next(
        row
        for row in rows_of(inputs("UNDP")).values()
        if ActivityEntry.objects.filter(activity=row.activity, contribution=inputs("OHCHR")).exists()
    )
    comment_on(report, addresses.activity(both.activity.uid), person("secretariat"), inputs("OHCHR").office)
    give_back(report, person)
    assert states(report)["UNDP"] == "accepted"
    assert states(report)["OHCHR"] == "returned"


def test_a_comment_on_a_joint_text_opens_it_for_the_coordinator_alone(report: Report, person: People, inputs):
    comment_on(report, STATUS, person("secretariat"))
    give_back(report, person)
    # What was passed with a reason can be mended too.
    assert set(report.opened.values_list("address", flat=True)) == {STATUS, *stopped_addresses(report)}
    write_text(fresh(report), "part1.status", person("coordinator"))
    with pytest.raises(WrongState, match="This text was not returned"):
        write_text(fresh(report), "part1.human_impact", person("coordinator"))
    assert states(report)["UNDP"] == states(report)["OHCHR"] == "accepted"


def test_where_the_joint_text_is_not_written_its_comment_opens_the_parts(
    report: Report, person: People, inputs
):
    report.section_texts.update(text="")
    comment_on(report, STATUS, person("secretariat"))
    give_back(report, person)
    told = [
        office
        for office in ("UNDP", "OHCHR")
        if inputs(office).answers.filter(question=question("part1.status")).exists()
    ]
    assert told
    assert [office for office in ("UNDP", "OHCHR") if opened(inputs(office)) == [STATUS]] == told


def test_a_comment_on_the_money_of_an_organisation_opens_its_expenditure(
    report: Report, person: People, inputs
):
    comment_on(report, addresses.MONEY, person("secretariat"), inputs("UNDP").office)
    give_back(report, person)
    undp = inputs("UNDP")
    assert opened(undp) == [addresses.MONEY]
    services.save_expenditure(
        undp, by=person("undp"), base=base_of(undp, ("money_source",)), values={"money_source": "x"}
    )
    assert states(report)["OHCHR"] == "accepted"


# What a comment can be that opens nothing.
OPENS_NOTHING: dict[str, dict[str, Any]] = {
    "kept to the Secretariat": {"visibility": "secretariat"},
    "of an organisation": {"is_from_review": False},
    "of an earlier review": {"sending": 0},
    "resolved": {"resolved_at": timezone.now()},
}


@pytest.mark.parametrize("kind", OPENS_NOTHING)
def test_a_comment_that_is_not_the_secretariats_open_one_to_all_opens_nothing(
    kind: str, report: Report, person: People, inputs
):
    values = dict(OPENS_NOTHING[kind])
    if kind == "resolved":
        values["resolved_by"] = person("secretariat")
    row, _other = own_and_other(inputs("UNDP"))
    address = addresses.activity(row.activity.uid)
    comment_on(report, address, person("secretariat"), inputs("UNDP").office, **values)
    with pytest.raises(WrongState, match="Comment on what has to change, or write a note"):
        give_back(report, person, note=" ")
    assert fresh(report).state == "in_review"
    give_back(report, person, note="A note says the rest.")
    assert states(report)["UNDP"] == "accepted"
    assert not report.opened.exists()


def test_a_return_without_a_comment_or_a_note_is_refused_and_changes_nothing(report: Report, person: People):
    lines = LogEntry.objects.count()
    with pytest.raises(WrongState, match="Comment on what has to change, or write a note"):
        give_back(report, person, note="  ")
    assert fresh(report).state == "in_review"
    assert locked(report) == {True}
    assert LogEntry.objects.count() == lines


def test_a_return_with_a_note_alone_opens_the_joint_texts_and_the_coordinator_returns_inputs(
    report: Report, person: People, inputs
):
    give_back(report, person, note="Tell more about the results.")
    assert (report.is_partial, report.returned_note) == (False, "Tell more about the results.")
    assert report.returned_due_on == date(2021, 8, 2)
    write_text(fresh(report), "part1.status", person("coordinator"))
    services.return_contribution(inputs("UNDP"), by=person("coordinator"), note="The whole of it.")
    write_row(next(iter(rows_of(inputs("UNDP")).values())), person("undp"))


def test_opened_rows_and_missing_inputs_get_a_letter_with_the_new_date_and_the_coordinator_too(
    report: Report, person: People, inputs, django_capture_on_commit_callbacks
):
    row, _other = own_and_other(inputs("UNDP"))
    comment_on(report, addresses.activity(row.activity.uid), person("secretariat"), inputs("UNDP").office)
    with django_capture_on_commit_callbacks(execute=True):
        give_back(report, person, note="Row by row.", key="k")
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert len(mail.outbox) == 4
    awaited = {"unwomen@example.org", "unicef@example.org"}
    assert set(letters) == {"undp@example.org", "coordinator@example.org", *awaited}
    assert all("came back from review without the input" in letters[web_address] for web_address in awaited)
    assert address_words(report.period)[addresses.activity(row.activity.uid)] in letters["undp@example.org"]
    assert "Row by row." in letters["undp@example.org"]
    assert "1 row is open again" in letters["undp@example.org"]
    assert "2 August 2021" in letters["undp@example.org"]
    with django_capture_on_commit_callbacks(execute=True):
        assert give_back(fresh(report), person, note="Row by row.", key="k") is False
    assert len(mail.outbox) == 4


def test_what_was_returned_is_submitted_again_and_accepted_at_the_next_sending(
    report: Report, person: People, inputs
):
    row, other = own_and_other(inputs("UNDP"))
    comment_on(report, addresses.activity(row.activity.uid), person("secretariat"), inputs("UNDP").office)
    give_back(report, person)
    services.submit_contribution(inputs("UNDP"), by=person("undp"), reason="It is known.")
    with pytest.raises(WrongState):
        write_row(row, person("undp"))
    send(fresh(report), person)
    assert states(report)["UNDP"] == "accepted"
    assert locked(report) == {True}
    comment_on(
        fresh(report), addresses.activity(other.activity.uid), person("secretariat"), inputs("UNDP").office
    )
    give_back(fresh(report), person)
    assert opened(inputs("UNDP")) == [addresses.activity(other.activity.uid)]


def test_a_row_that_was_returned_and_never_handed_in_stays_open_beside_the_next_one(
    report: Report, person: People, inputs
):
    """The coordinator sent the report again without waiting for UNDP; the Secretariat comments on another row."""
    row, other = own_and_other(inputs("UNDP"))
    comment_on(report, addresses.activity(row.activity.uid), person("secretariat"), inputs("UNDP").office)
    give_back(report, person)
    send(fresh(report), person)
    comment_on(
        fresh(report), addresses.activity(other.activity.uid), person("secretariat"), inputs("UNDP").office
    )
    give_back(fresh(report), person, note="The other row as well.", due_on=date(2021, 9, 1))
    undp = inputs("UNDP")
    assert opened(undp) == sorted(addresses.activity(one.activity.uid) for one in (row, other))
    assert (undp.state, undp.is_partial, undp.due_on) == ("returned", True, date(2021, 9, 1))
    assert undp.returned_note == "The other row as well."
    write_row(row, person("undp"))
    write_row(other, person("undp"))


def test_a_cleared_report_can_be_returned_and_is_not_cleared_any_more(report: Report, person: People):
    from reports.review.services import clear_report

    clear_report(report, by=person("secretariat"))
    give_back(fresh(report), person, note="One more thing.")
    back = fresh(report)
    assert (back.state, back.cleared_at, back.cleared_by, back.cleared_as) == ("returned", None, None, "")


def test_a_comment_on_a_section_opens_the_joint_texts_of_that_section_alone(report: Report, person: People):
    comment_on(report, addresses.section("part1"), person("secretariat"))
    give_back(report, person)
    write_text(fresh(report), "part1.status", person("coordinator"))
    with pytest.raises(WrongState):
        write_text(fresh(report), "part3.other", person("coordinator"))


def test_a_comment_on_the_report_as_a_whole_opens_every_joint_text(report: Report, person: People, inputs):
    comment_on(report, addresses.REPORT, person("secretariat"))
    give_back(report, person)
    write_text(fresh(report), "part1.status", person("coordinator"))
    write_text(fresh(report), "part3.other", person("coordinator"))
    assert opened(inputs("UNDP")) == []


def test_a_row_that_is_open_again_is_told_as_it_was_accepted_until_it_is_handed_in(
    report: Report, person: People, inputs
):
    row, other = own_and_other(inputs("UNDP"))
    accepted, address = row.text, addresses.activity(row.activity.uid)
    comment_on(report, address, person("secretariat"), inputs("UNDP").office)
    give_back(report, person)
    write_row(row, person("undp"), "Half of a new sentence")

    def told() -> dict[str, str]:
        frozen = assemble_draft(load_report(pk=report.period_id))
        annex = frozen.section("annex1")
        assert annex is not None
        return {
            item.address: "\n".join(part.text for part in item.cells["progress"])
            for group in annex.activity_groups
            for item in group.rows
        }

    assert told()[address] == accepted
    assert other.text in told()[addresses.activity(other.activity.uid)]
    services.submit_contribution(inputs("UNDP"), by=person("undp"), reason="It is known.")
    assert told()[address] == "Half of a new sentence"


def test_where_an_organisation_is_still_to_come_every_joint_text_is_open_for_what_it_brings(
    report: Report, person: People, inputs
):
    Report.objects.filter(pk=report.pk).update(missing_reason="They report later.")
    row, _other = own_and_other(inputs("UNDP"))
    comment_on(report, addresses.activity(row.activity.uid), person("secretariat"), inputs("UNDP").office)
    give_back(report, person)
    write_text(fresh(report), "part3.other", person("coordinator"))
    assert opened(inputs("UNDP")) == [addresses.activity(row.activity.uid)]
