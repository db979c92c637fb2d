"""Lists in the administration: the number of queries does not grow with the number of records."""

from datetime import date

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Office, Organisation, User
from activities.models import Activity, ActivityResponsibility
from audit.models import LogEntry
from contributions.models import ActivityEntry, Answer, AnswerLine, Contribution, IndicatorEntry, WriterRow
from indicators.models import Indicator, IndicatorResponsibility
from projects.models import (
    FocusArea,
    FormEdition,
    Membership,
    Outcome,
    Output,
    Participation,
    Portfolio,
    Project,
    Question,
    ReportingPeriod,
    Section,
)
from reports.models import DocumentTemplate, JointAnswer, JointIndicatorText, Report

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def grow(number: int) -> None:
    """Add one record of every kind, each under its own project."""
    user = User.objects.create(email=f"person{number}@example.org", name=f"Person {number}")
    organisation = Organisation.objects.create(short_name=f"ORG{number}", name=f"Organisation {number}")
    office = Office.objects.create(organisation=organisation, country=f"Country {number}")
    portfolio = Portfolio.objects.create(code=f"P{number}", name=f"Portfolio {number}", country="x")
    focus = FocusArea.objects.create(code=f"9.{number}", name="Focus")
    project = Project.objects.create(
        code=f"GROWN-{number}",
        title="Grown",
        starts_on=date(2021, 1, 1),
        original_ends_on=date(2022, 1, 1),
        ends_on=date(2022, 1, 1),
        focus_area=focus,
    )
    project.portfolios.add(portfolio)
    Participation.objects.create(project=project, office=office)
    membership = Membership.objects.create(user=user, role="writer", project=project, office=office)
    edition = FormEdition.objects.create(key=f"edition-{number}", name=f"Edition {number}", title="x")
    section = Section.objects.create(edition=edition, key="s", kind="questions", heading="Section")
    question = Question.objects.create(
        section=section, key="q", short="Question", label="Question?", type="text"
    )
    DocumentTemplate.objects.create(edition=edition, file="forms/none.docx", uploaded_by=user)
    outcome = Outcome.objects.create(project=project, code="1", title="Outcome")
    output = Output.objects.create(outcome=outcome, code="1.1", title="Output")
    group = Activity.objects.create(project=project, output=output, code="1.1", title="Group")
    row = Activity.objects.create(project=project, parent=group, title="Row")
    ActivityResponsibility.objects.create(activity=row, office=office)
    indicator = Indicator.objects.create(project=project, output=output, code="1.1.1", title="Indicator")
    IndicatorResponsibility.objects.create(indicator=indicator, office=office)
    period = ReportingPeriod.objects.create(
        project=project,
        code="2021-H1",
        kind="semi_annual",
        year=2021,
        starts_on=date(2021, 1, 1),
        ends_on=date(2021, 6, 30),
        edition=edition,
    )
    contribution = Contribution.objects.create(period=period, office=office, is_shared=True, updated_by=user)
    ActivityEntry.objects.create(contribution=contribution, activity=row)
    IndicatorEntry.objects.create(contribution=contribution, indicator=indicator)
    answer = Answer.objects.create(contribution=contribution, question=question, outcome=outcome)
    AnswerLine.objects.create(answer=answer, funder="Funder")
    WriterRow.objects.create(membership=membership, activity=row)
    report = Report.objects.create(period=period, updated_by=user)
    JointAnswer.objects.create(report=report, question=question, outcome=outcome, updated_by=user)
    JointIndicatorText.objects.create(report=report, indicator=indicator, updated_by=user)
    LogEntry.objects.create(
        actor="x", action="create", object_type="projects.project", object_uid=project.uid
    )


def queries_of_each_list(client) -> dict[str, int]:
    counts = {}
    for model in MODELS:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        counts[model._meta.label] = len(queries)
    return counts


def test_no_list_asks_more_queries_for_30_records_than_for_3(signed_in):
    client = signed_in("admin")
    for number in range(3):
        grow(number)
    few = queries_of_each_list(client)
    for number in range(3, 30):
        grow(number)
    many = queries_of_each_list(client)
    assert many == few
    assert all(model._default_manager.count() >= 30 for model in MODELS)
    assert max(many.values()) <= 16, many


def test_the_page_of_a_project_asks_no_more_for_more_activities(signed_in, pve_1):
    client = signed_in("admin")
    web_address = reverse("admin:projects_project_change", args=[pve_1.pk])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(web_address).status_code == 200
        return len(captured)

    few = queries()
    output = Output.objects.filter(outcome__project=pve_1)[0]
    for number in range(30):
        group = Activity.objects.create(
            project=pve_1, output=output, code=f"9.{number}", title="Grown", position=90
        )
        Activity.objects.create(project=pve_1, parent=group, title="Row")
    assert queries() <= few


@pytest.mark.parametrize(
    ("model", "field", "term", "expected"),
    [
        ("activity", "output", "PVE-1", "KGZ-PVE-1 · "),
        ("activity", "parent", "1.1", "KGZ-PVE-1 · "),
        ("indicator", "outcome", "PVE-2", "KGZ-PVE-2 · "),
    ],
)
def test_suggestions_tell_which_project_a_number_belongs_to(signed_in, model, field, term, expected):
    app = {"activity": "activities", "indicator": "indicators"}[model]
    query = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    results = signed_in("admin").get(reverse("admin:autocomplete"), query).json()["results"]
    assert any(result["text"].startswith(expected) for result in results)


def test_suggestions_for_the_activity_of_a_row_are_no_rows(signed_in, pve_1):
    query = {"app_label": "activities", "model_name": "activity", "field_name": "parent", "term": "PVE-1"}
    results = signed_in("admin").get(reverse("admin:autocomplete"), query).json()["results"]
    rows = set(Activity.objects.rows().values_list("pk", flat=True))
    assert results
    assert not {int(result["id"]) for result in results} & rows


def test_activities_are_listed_in_the_order_of_the_form(signed_in, pve_1):
    client = signed_in("admin")
    page = client.get(reverse("admin:activities_activity_changelist"), {"project__id__exact": pve_1.pk})
    listed = [activity.pk for activity in page.context["cl"].result_list if activity.parent_id]
    assert listed == [row.pk for row in Activity.objects.of_project(pve_1.pk).rows().in_form_order()]
    assert page.context["cl"].result_count == 46
