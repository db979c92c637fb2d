"""Opening a round: one entry per row and office, again without doubling, completed rows carried over."""

from collections.abc import Callable
from datetime import date

import pytest

from accounts.models import Office, User
from activities.models import Activity, ActivityResponsibility
from activities.selectors import row_numbers
from audit.models import LogEntry
from contributions.models import ActivityEntry, Contribution, IndicatorEntry
from contributions.services import open_round, submit_contribution
from documents.data import ActivityRow
from indicators.models import Indicator, IndicatorResponsibility
from projects.models import Project, ReportingPeriod
from reports.assembling.contents import assemble_draft
from reports.loaded import load_report

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Period = Callable[[str, str], ReportingPeriod]


@pytest.fixture
def next_round(pve_1: Project, period: Period) -> ReportingPeriod:
    """The half year after the demo's last one, not opened yet."""
    return ReportingPeriod.objects.create(
        project=pve_1,
        edition=period("KGZ-PVE-1", "2021-H1").edition,
        code="2021-H2",
        kind="semi_annual",
        year=2021,
        starts_on=date(2021, 7, 1),
        ends_on=date(2021, 12, 31),
    )


@pytest.fixture
def by(person: Callable[[str], User]) -> User:
    return person("coordinator")


def entries(period: ReportingPeriod) -> dict[tuple[str, int], ActivityEntry]:
    """Return the entries of a period by organisation and number of the row."""
    numbers = row_numbers(period.project_id)
    found = ActivityEntry.objects.filter(contribution__period=period).select_related(
        "contribution__office__organisation", "carried_from__contribution__period"
    )
    return {(entry.contribution.office.short_name, numbers[entry.activity_id]): entry for entry in found}


def row(project: Project, number: int) -> Activity:
    pk = next(pk for pk, one in row_numbers(project.pk).items() if one == number)
    return Activity.objects.get(pk=pk)


def test_every_office_gets_one_entry_per_row_it_is_responsible_for(next_round: ReportingPeriod, by: User):
    inputs = open_round(next_round, by=by)
    assert [one.office.short_name for one in inputs] == ["UNDP", "OHCHR", "UN Women", "UNICEF"]
    assert {one.state for one in inputs} == {"open"}
    found = entries(next_round)
    assert len(found) == 34
    responsible = ActivityResponsibility.objects.filter(activity__project=next_round.project)
    assert {(entry.contribution.office_id, entry.activity_id) for entry in found.values()} == set(
        responsible.values_list("office_id", "activity_id")
    )


def test_the_rows_of_four_offices_on_three_joint_rows_and_a_shared_one_make_34(period: Period):
    found = entries(period("KGZ-PVE-1", "2021-H1"))
    assert sorted(number for name, number in found if name == "UNICEF") == [23, 26]
    assert {number for name, number in found if name == "UNDP"} & {
        number for name, number in found if name != "UNDP"
    } == {1, 2, 3, 4}


def test_every_input_that_is_opened_leaves_a_line(next_round: ReportingPeriod, by: User):
    lines = LogEntry.objects.count()
    inputs = open_round(next_round, by=by)
    opened = LogEntry.objects.filter(action="open").order_by("-pk")[:4]
    assert LogEntry.objects.count() == lines + 4
    assert {line.object_uid for line in opened} == {one.uid for one in inputs}
    assert {line.actor_id for line in opened} == {by.pk}


def test_opening_again_adds_nothing_and_alters_nothing(period: Period, by: User):
    half_year = period("KGZ-PVE-1", "2021-H1")
    before = list(ActivityEntry.objects.order_by("pk").values())
    lines = LogEntry.objects.count()
    open_round(half_year, by=by)
    assert list(ActivityEntry.objects.order_by("pk").values()) == before
    assert LogEntry.objects.count() == lines


def test_opening_again_after_the_framework_has_grown_adds_only_what_is_new(period: Period, by: User):
    half_year, unicef = period("KGZ-PVE-1", "2021-H1"), Office.objects.get(organisation__short_name="UNICEF")
    before = set(ActivityEntry.objects.values_list("pk", "version", "progress"))
    new = Activity.objects.create(
        project=half_year.project, parent=row(half_year.project, 26).parent, position=9, title="A new row"
    )
    ActivityResponsibility.objects.create(activity=new, office=unicef)
    ActivityResponsibility.objects.create(activity=row(half_year.project, 9), office=unicef, position=2)
    indicator = Indicator.objects.create(
        project=half_year.project, outcome=half_year.project.outcomes.all()[0], code="1", title="New"
    )
    IndicatorResponsibility.objects.create(indicator=indicator, office=unicef)
    open_round(half_year, by=by)
    after = set(ActivityEntry.objects.values_list("pk", "version", "progress"))
    assert before < after
    added = ActivityEntry.objects.filter(pk__in=[pk for pk, _v, _p in after - before])
    assert {(entry.activity_id, entry.contribution.office_id) for entry in added} == {
        (new.pk, unicef.pk),
        (row(half_year.project, 9).pk, unicef.pk),
    }
    assert IndicatorEntry.objects.filter(indicator=indicator).count() == 1


def test_rows_that_are_added_later_leave_a_line_on_the_input(period: Period, by: User):
    half_year = period("KGZ-PVE-1", "2021-H1")
    joined = row(half_year.project, 9)
    ActivityResponsibility.objects.create(
        activity=joined, office=Office.objects.get(organisation__short_name="UNICEF"), position=2
    )
    lines = LogEntry.objects.count()
    open_round(half_year, by=by)
    assert LogEntry.objects.count() == lines + 1
    line = LogEntry.objects.latest("pk")
    assert (line.action, line.actor_id) == ("add_rows", by.pk)
    assert line.changes == {"rows": [None, [joined.uid]]}


def test_an_office_that_joins_later_gets_its_input_while_the_others_stay(period: Period, by: User):
    half_year, unodc = period("KGZ-PVE-1", "2021-H1"), Office.objects.get(organisation__short_name="UNODC")
    half_year.project.participations.create(office=unodc, position=5)
    before = set(Contribution.objects.values_list("pk", "version", "state"))
    open_round(half_year, by=by)
    added = set(Contribution.objects.values_list("pk", "version", "state")) - before
    assert len(added) == 1
    assert Contribution.objects.filter(period=half_year, office=unodc).exists()


def test_a_completed_row_stays_completed_and_points_to_where_it_was_written(
    next_round: ReportingPeriod, by: User
):
    open_round(next_round, by=by)
    carried = entries(next_round)["UNICEF", 26]
    assert carried.status == "completed"
    assert carried.progress == ""
    assert carried.is_written
    assert carried.carried_from is not None
    assert carried.carried_from.contribution.period.code == "2021-H1"
    assert carried.carried_from.activity_id == carried.activity_id
    open_row = entries(next_round)["UNICEF", 23]
    assert (open_row.status, open_row.carried_from) == ("", None)


def test_a_completed_row_with_a_next_step_left_is_not_carried_over(
    next_round: ReportingPeriod, period: Period, by: User
):
    last = entries(period("KGZ-PVE-1", "2021-H1"))["UNICEF", 26]
    ActivityEntry.objects.filter(pk=last.pk).update(next_steps="One more thing")
    open_round(next_round, by=by)
    assert entries(next_round)["UNICEF", 26].carried_from is None


def test_a_row_completed_two_periods_ago_still_points_to_its_text(next_round: ReportingPeriod, by: User):
    open_round(next_round, by=by)
    after = ReportingPeriod.objects.create(
        project=next_round.project,
        edition=next_round.edition,
        code="2022-H1",
        kind="semi_annual",
        year=2022,
        starts_on=date(2022, 1, 1),
        ends_on=date(2022, 6, 30),
    )
    open_round(after, by=by)
    carried = entries(after)["UNICEF", 26].carried_from
    assert carried is not None
    assert carried.contribution.period.code == "2021-H1"
    assert carried.progress


def printed_row(period: ReportingPeriod, number: int) -> ActivityRow:
    report = assemble_draft(load_report(pk=period.pk))
    annex = report.section("annex1")
    assert annex is not None
    return next(one for group in annex.activity_groups for one in group.rows if one.number == number)


def test_a_completed_row_prints_by_itself_in_the_next_report(
    next_round: ReportingPeriod, by: User, person: Callable[[str], User], period: Period
):
    inputs = {one.office.short_name: one for one in open_round(next_round, by=by)}
    submit_contribution(inputs["UNICEF"], by=person("unicef"), reason="Nothing more is known.")
    printed, before = printed_row(next_round, 26), printed_row(period("KGZ-PVE-1", "2021-H1"), 26)
    assert printed.cells["progress"] == before.cells["progress"] != ()
    assert [part.text for part in printed.cells["next_steps"]] == ["Completed"]
    assert printed.status == "completed"


def test_a_completed_row_that_was_written_together_still_counts_for_both(
    next_round: ReportingPeriod, by: User, person: Callable[[str], User], period: Period
):
    inputs = {one.office.short_name: one for one in open_round(next_round, by=by)}
    submit_contribution(inputs["UN Women"], by=person("unwomen"), reason="Nothing more is known.")
    submit_contribution(inputs["UNDP"], by=person("undp"), reason="Nothing more is known.")
    printed, before = printed_row(next_round, 3), printed_row(period("KGZ-PVE-1", "2021-H1"), 3)
    assert printed.cells["progress"] == before.cells["progress"]
    assert printed.missing_from == ()
    assert [part.text for part in printed.cells["next_steps"]] == ["Completed"]


def test_rows_indicators_and_offices_that_have_ended_are_left_out(next_round: ReportingPeriod, by: User):
    project, last_day = next_round.project, date(2021, 6, 30)
    Activity.objects.filter(pk=row(project, 23).pk).update(ends_on=last_day)
    Activity.objects.filter(pk=row(project, 26).pk).update(ends_on=date(2021, 7, 1))
    unicef = Office.objects.get(organisation__short_name="UNICEF")
    for code, ends_on in (("gone", last_day), ("here", next_round.starts_on)):
        indicator = Indicator.objects.create(
            project=project, outcome=project.outcomes.all()[0], code=code, title=code, ends_on=ends_on
        )
        IndicatorResponsibility.objects.create(indicator=indicator, office=unicef)
    project.participations.filter(office__organisation__short_name="OHCHR").update(ends_on=last_day)
    inputs = open_round(next_round, by=by)
    assert [one.office.short_name for one in inputs] == ["UNDP", "UN Women", "UNICEF"]
    found = entries(next_round)
    assert [number for name, number in found if name == "UNICEF"] == [26]
    measured = IndicatorEntry.objects.filter(contribution__period=next_round)
    assert [entry.indicator.code for entry in measured] == ["here"]


def test_an_office_that_starts_after_the_period_is_left_out(next_round: ReportingPeriod, by: User):
    project = next_round.project
    project.participations.filter(office__organisation__short_name="OHCHR").update(starts_on=date(2022, 1, 1))
    assert "OHCHR" not in [one.office.short_name for one in open_round(next_round, by=by)]


def test_one_office_may_get_more_days_without_moving_the_others(next_round: ReportingPeriod, by: User):
    first = open_round(next_round, by=by)[0]
    Contribution.objects.filter(pk=first.pk).update(due_on=date(2022, 1, 31))
    again = open_round(next_round, by=by)
    assert [one.due_on for one in again] == [date(2022, 1, 31), None, None, None]


def test_opening_takes_the_same_number_of_queries_with_thirty_and_with_three_hundred_rows(
    next_round: ReportingPeriod, by: User, django_assert_max_num_queries: Callable
):
    parent, office = row(next_round.project, 1).parent, Office.objects.get(organisation__short_name="UNDP")
    rows = Activity.objects.bulk_create(
        Activity(project=next_round.project, parent=parent, position=50 + n, title=f"Row {n}")
        for n in range(270)
    )
    ActivityResponsibility.objects.bulk_create(
        ActivityResponsibility(activity=one, office=office) for one in rows
    )
    with django_assert_max_num_queries(45):
        open_round(next_round, by=by)
    assert len(entries(next_round)) == 304
