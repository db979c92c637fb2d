"""A project of the size of PVE-1 is set up in the administration in one sitting."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Office
from activities.models import Activity, ActivityResponsibility
from activities.selectors import row_numbers
from audit.models import LogEntry
from contributions.models import ActivityEntry, Contribution
from indicators.models import Indicator
from pbfreport.tests.administration.admin_forms import errors_of, rows, shown
from projects.models import FormEdition, Outcome, Output, Portfolio, Project, ReportingPeriod

pytestmark = pytest.mark.django_db

OFFICES = ("UNDP", "OHCHR", "UN Women", "UNICEF")
# 16 activities with 30 work rows over three outputs.
ROWS_PER_ACTIVITY = (3, 1, 2, 2, 1, 3, 2, 1, 2, 2, 1, 2, 3, 1, 2, 2)
OUTPUT_OF_ACTIVITY = (0,) * 6 + (1,) * 5 + (2,) * 5


def saved(response: Any) -> None:
    assert response.status_code == 302, errors_of(response)


def office(name: str) -> int:
    return Office.objects.get(organisation__short_name=name, country="Kyrgyzstan").pk


@pytest.fixture
def admin_client(signed_in):
    return signed_in("admin")


@pytest.fixture
def new_project(admin_client) -> Project:
    values = {
        "code": "KGZ-NEW",
        "title": "A new project",
        "portfolios": Portfolio.objects.get().pk,
        "status": "ongoing",
        "starts_on": "2021-01-01",
        "original_ends_on": "2023-12-31",
        "ends_on": "2023-12-31",
        **rows(
            "participations",
            [
                {
                    "office": office(name),
                    "approved": 100_000,
                    **({"is_convening": "on"} if name == "UNDP" else {}),
                }
                for name in OFFICES
            ],
        ),
        **rows("outcomes", [{"code": "1", "title": "Communities are resilient"}]),
        **rows(
            "periods",
            [
                {
                    "code": "2021-H1",
                    "kind": "semi_annual",
                    "year": 2021,
                    "starts_on": "2021-01-01",
                    "ends_on": "2021-06-30",
                    "edition": FormEdition.objects.get().pk,
                    "inputs_due_on": "2021-06-01",
                }
            ],
        ),
    }
    saved(admin_client.post(reverse("admin:projects_project_add"), values))
    return Project.objects.get(code="KGZ-NEW")


@pytest.fixture
def outputs(admin_client, new_project) -> list[Output]:
    outcome = Outcome.objects.get(project=new_project)
    web_address = reverse("admin:projects_outcome_change", args=[outcome.pk])
    values = {
        **shown(admin_client, web_address),
        **rows("outputs", [{"code": f"1.{number}", "title": f"Output {number}"} for number in (1, 2, 3)]),
    }
    saved(admin_client.post(web_address, values))
    return list(Output.objects.filter(outcome=outcome))


def add_activity(client, output: Output, code: str, offices: list[str]) -> Any:
    """Send the page of a new activity as its link opens it, with one work row per line of offices."""
    web_address = f"{reverse('admin:activities_activity_add')}?output={output.pk}"
    work = [
        {"title": f"Row {code}.{number}", "offices": names} for number, names in enumerate(offices, start=1)
    ]
    values = {**shown(client, web_address), "code": code, "title": f"Activity {code}", **rows("rows", work)}
    return client.post(web_address, {**values, "_addanother": "1"})


def test_a_project_of_the_size_of_pve_1_is_set_up_in_one_sitting(admin_client, new_project, outputs):
    for number, (row_count, address) in enumerate(
        zip(ROWS_PER_ACTIVITY, OUTPUT_OF_ACTIVITY, strict=True), start=1
    ):
        lines = ["undp, Un Women; OHCHR"] + ["UNICEF"] * (row_count - 1)
        response = add_activity(admin_client, outputs[address], f"1.{number}", lines)
        saved(response)
        assert response["Location"].endswith(f"?output={outputs[address].pk}")

    assert [part.office.short_name for part in new_project.participations.all()] == list(OFFICES)
    assert [part.position for part in new_project.participations.all()] == [1, 2, 3, 4]
    assert [output.position for output in outputs] == [1, 2, 3]
    assert Activity.objects.of_project(new_project.pk).groups().count() == 16
    assert len(row_numbers(new_project.pk)) == 30
    first = Activity.objects.of_project(new_project.pk).rows().in_form_order()[0]
    assert [item.office.short_name for item in first.responsibilities.all()] == ["UNDP", "UN Women", "OHCHR"]
    groups = Activity.objects.of_project(new_project.pk).groups().order_by("pk")
    assert [group.position for group in groups] == list(range(1, 17))

    page = admin_client.get(reverse("admin:projects_project_change", args=[new_project.pk])).content.decode()
    assert page.count("/admin/activities/activity/add/?output=") == 3
    assert "3 work rows" in page


def test_every_part_of_the_set_up_leaves_its_line_with_the_person(admin_client, person, new_project, outputs):
    saved(add_activity(admin_client, outputs[0], "1.1", ["UNDP, OHCHR", "UNICEF"]))
    lines = LogEntry.objects.filter(actor_id=person("admin").pk, action="create").values_list(
        "object_type", flat=True
    )
    made = list(lines)
    assert made.count("projects.participation") >= 4
    assert made.count("projects.output") >= 3
    row = LogEntry.objects.get(object_label="Row 1.1.1")
    assert row.actor_id == person("admin").pk
    assert row.changes["title"] == [None, "Row 1.1.1"]
    assert row.changes["offices"] == [[], ["UNDP", "OHCHR"]]
    project = LogEntry.objects.get(object_type="projects.project", object_uid=new_project.uid)
    assert project.changes["portfolios"] == [None, [Portfolio.objects.get().pk]]


def test_an_office_that_does_not_take_part_is_refused_with_the_names_of_those_that_do(
    admin_client, new_project, outputs
):
    response = add_activity(admin_client, outputs[0], "1.1", ["UNDP, UNODC"])
    assert response.status_code == 200
    assert "“UNODC” does not take part in KGZ-NEW. Choose from: UNDP, OHCHR, UN Women, UNICEF." in errors_of(
        response
    )
    assert 'value="UNDP, UNODC"' in response.content.decode()
    assert not Activity.objects.of_project(new_project.pk).exists()


def test_an_empty_field_says_what_to_do(admin_client, new_project):
    web_address = reverse("admin:projects_project_change", args=[new_project.pk])
    values = shown(admin_client, web_address) | {"title": "", "participations-0-position": ""}
    sentences = errors_of(admin_client.post(web_address, values))
    assert "“Title” is empty: fill it in." in sentences
    assert "“Order” is empty: fill it in." in sentences
    assert "required" not in sentences


def test_an_office_named_twice_is_refused(admin_client, new_project, outputs):
    response = add_activity(admin_client, outputs[0], "1.1", ["UNDP, undp"])
    assert "undp stands there twice" in errors_of(response)


def test_the_order_of_offices_can_be_changed_in_the_table_of_rows(admin_client, new_project, outputs):
    saved(add_activity(admin_client, outputs[0], "1.1", ["UNDP, OHCHR"]))
    group = Activity.objects.of_project(new_project.pk).groups().get()
    web_address = reverse("admin:activities_activity_change", args=[group.pk])
    values = shown(admin_client, web_address)
    assert values["rows-0-offices"] == "UNDP, OHCHR"
    saved(admin_client.post(web_address, values | {"rows-0-offices": "OHCHR, UNDP, UNICEF"}))
    row = group.rows.get()
    assert [item.office.short_name for item in row.responsibilities.all()] == ["OHCHR", "UNDP", "UNICEF"]
    line = LogEntry.objects.filter(object_uid=row.uid)[0]
    assert line.action == "change"
    assert line.changes == {"offices": [["UNDP", "OHCHR"], ["OHCHR", "UNDP", "UNICEF"]]}


def test_an_indicator_is_added_to_an_output_with_milestones_and_offices(admin_client, new_project, outputs):
    web_address = f"{reverse('admin:indicators_indicator_add')}?output={outputs[1].pk}"
    values = {
        **shown(admin_client, web_address),
        "code": "1.2.1",
        "title": "Number of laws",
        "offices": "UNICEF, UNDP",
        "target_value": "5",
        **rows("milestones", [{"kind": "planned", "text": "2 laws", "value": "2", "due_on": "2021-06-30"}]),
    }
    saved(admin_client.post(web_address, values))
    indicator = Indicator.objects.get(code="1.2.1", project=new_project)
    assert [item.office.short_name for item in indicator.responsibilities.all()] == ["UNICEF", "UNDP"]
    assert indicator.milestones.get().position == 1


def test_an_indicator_of_an_outcome_and_an_output_at_once_is_refused(admin_client, new_project, outputs):
    web_address = reverse("admin:indicators_indicator_add")
    values = {**shown(admin_client, web_address), "code": "1", "title": "x", **rows("milestones", [])}
    both = {"outcome": outputs[0].outcome_id, "output": outputs[0].pk}
    for address in ({}, both):
        response = admin_client.post(web_address, values | address)
        assert "Choose either the outcome or the output" in errors_of(response)


def test_the_convening_agency_moves_from_one_row_to_another_in_one_go(admin_client, new_project):
    web_address = reverse("admin:projects_project_change", args=[new_project.pk])
    values = shown(admin_client, web_address)
    response = admin_client.post(web_address, values | {"participations-1-is_convening": "on"})
    assert "tick it in one row" in errors_of(response)
    del values["participations-0-is_convening"]
    saved(admin_client.post(web_address, values | {"participations-1-is_convening": "on"}))
    assert new_project.participations.get(is_convening=True).office.short_name == "OHCHR"


def test_saving_a_page_on_which_nothing_changed_writes_no_line(admin_client, new_project, outputs):
    saved(add_activity(admin_client, outputs[0], "1.1", ["UNDP, OHCHR"]))
    group = Activity.objects.of_project(new_project.pk).groups().get()
    pages = [
        reverse("admin:projects_project_change", args=[new_project.pk]),
        reverse("admin:projects_outcome_change", args=[outputs[0].outcome_id]),
        reverse("admin:activities_activity_change", args=[group.pk]),
        reverse("admin:projects_formedition_change", args=[FormEdition.objects.get().pk]),
        *(
            reverse("admin:projects_section_change", args=[section.pk])
            for section in FormEdition.objects.get().sections.all()
        ),
        reverse("admin:indicators_indicator_change", args=[Indicator.objects.all()[0].pk]),
    ]
    before = LogEntry.objects.count()
    for page in pages:
        saved(admin_client.post(page, shown(admin_client, page)))
    assert LogEntry.objects.count() == before


def test_a_change_is_logged_with_what_stood_there_before(admin_client, new_project):
    web_address = reverse("admin:projects_project_change", args=[new_project.pk])
    saved(admin_client.post(web_address, shown(admin_client, web_address) | {"title": "A better name"}))
    line = LogEntry.objects.get(object_uid=new_project.uid, action="change")
    assert line.changes == {"title": ["A new project", "A better name"]}
    history = admin_client.get(
        reverse("admin:projects_project_history", args=[new_project.pk])
    ).content.decode()
    assert "A new project → A better name" in history


def test_the_round_is_opened_from_the_period_and_again_when_the_framework_has_grown(
    admin_client, new_project, outputs
):
    saved(add_activity(admin_client, outputs[0], "1.1", ["UNDP, OHCHR"]))
    period = ReportingPeriod.objects.get(project=new_project)
    web_address = reverse("admin:projects_reportingperiod_change", args=[period.pk])
    response = admin_client.post(
        web_address, {**shown(admin_client, web_address), "_open_round": "1"}, follow=True
    )
    assert "the round is open for UNDP, OHCHR, UN Women, UNICEF" in response.content.decode()
    assert Contribution.objects.filter(period=period).count() == 4
    assert ActivityEntry.objects.filter(contribution__period=period).count() == 2

    saved(add_activity(admin_client, outputs[1], "2.1", ["UNICEF"]))
    listed = reverse("admin:projects_reportingperiod_changelist")
    admin_client.post(listed, {"action": "open_rounds", "_selected_action": [period.pk]})
    assert ActivityEntry.objects.filter(contribution__period=period).count() == 3


def test_an_office_that_was_asked_about_a_row_stays_on_it(admin_client, pve_1):
    taken = ActivityResponsibility.objects.filter(activity__project=pve_1, position=2)[0]
    web_address = reverse("admin:activities_activity_change", args=[taken.activity.parent_id])
    values = shown(admin_client, web_address)
    number = next(
        name.split("-")[1]
        for name, value in values.items()
        if name.endswith("-id") and value == str(taken.activity_id)
    )
    first_only = values[f"rows-{number}-offices"].split(",")[0]
    response = admin_client.post(web_address, values | {f"rows-{number}-offices": first_only})
    assert f"{taken.office.short_name} has an entry here" in errors_of(response)
    assert "so it stays" in errors_of(response)


def test_reports_are_cleared_in_one_of_the_projects_own_portfolios(admin_client, new_project):
    own = Portfolio.objects.get()
    second = Portfolio.objects.create(code="TJK", name="Tajikistan", country="Tajikistan")
    web_address = reverse("admin:projects_project_change", args=[new_project.pk])
    values = shown(admin_client, web_address)
    offered = admin_client.get(web_address).context["adminform"].form.fields["cleared_in"].queryset
    assert list(offered) == [own]
    sentence = "Choose one of the portfolios in which this project lies, or leave this empty."
    assert sentence in errors_of(admin_client.post(web_address, values | {"cleared_in": second.pk}))
    both = values | {"portfolios": [own.pk, second.pk], "cleared_in": second.pk}
    saved(admin_client.post(web_address, both))
    assert Project.objects.get(pk=new_project.pk).cleared_in == second
    left = both | {"portfolios": [own.pk]}
    assert sentence in errors_of(admin_client.post(web_address, left))
    saved(admin_client.post(web_address, left | {"cleared_in": ""}))
    assert Project.objects.get(pk=new_project.pk).cleared_in is None


def test_a_new_project_names_the_portfolio_that_clears_at_once(admin_client, new_project):
    own = Portfolio.objects.get()
    values = shown(admin_client, reverse("admin:projects_project_change", args=[new_project.pk]))
    for table in ("participations", "outcomes", "periods"):
        values |= rows(table, [])
    values |= {"code": "KGZ-NEXT", "cleared_in": own.pk}
    saved(admin_client.post(reverse("admin:projects_project_add"), values))
    assert Project.objects.get(code="KGZ-NEXT").cleared_in == own
