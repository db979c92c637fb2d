"""What has results is kept, and the page says why and what to do instead."""

import pytest
from django.urls import reverse

from accounts.models import Office, Organisation, User
from activities.models import Activity
from audit.models import LogEntry
from indicators.models import Indicator
from pbfreport.tests.administration.admin_forms import errors_of, shown
from projects.models import (
    FocusArea,
    FormEdition,
    Membership,
    Outcome,
    Output,
    Portfolio,
    Project,
    Question,
    ReportingPeriod,
)

pytestmark = pytest.mark.django_db


def deletion(record) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_delete", args=[record.pk])


KEPT = {
    "a project with periods": (lambda: Project.objects.get(code="KGZ-PVE-1"), "“Closed” instead"),
    "a portfolio with projects": (
        lambda: Portfolio.objects.get(),
        "projects lie in it: KGZ-PVE-1, KGZ-PVE-2",
    ),
    "an outcome": (lambda: Outcome.objects.all()[0], "under “until” instead"),
    "an output": (lambda: Output.objects.filter(activities__isnull=False)[0], "under “until” instead"),
    "an activity": (lambda: Activity.objects.groups()[0], "under “until” instead"),
    "a work row with entries": (lambda: Activity.objects.rows()[0], "activity entries"),
    "an indicator with entries": (lambda: Indicator.objects.all()[0], "indicator entries"),
    "a period with inputs": (lambda: ReportingPeriod.objects.all()[0], "agency inputs"),
    "an edition with periods": (lambda: FormEdition.objects.get(), "“offered for new periods” instead"),
    "an office with memberships": (lambda: Office.objects.all()[0], "memberships"),
    "an organisation with offices": (
        lambda: Organisation.objects.get(short_name="UNDP"),
        "end its part in projects by date",
    ),
    "a person with memberships": (
        lambda: User.objects.get(email="undp@example.org"),
        "Untick “may sign in” instead",
    ),
}


@pytest.mark.parametrize("case", KEPT)
def test_what_has_results_is_kept_and_the_page_says_why(signed_in, case):
    find, sentence = KEPT[case]
    record, client = find(), signed_in("admin")
    for response in (client.get(deletion(record)), client.post(deletion(record), {"post": "yes"})):
        page = response.content.decode()
        assert response.status_code == 200
        assert "is kept, because" in page
        assert sentence in page
        assert "protected" not in page
        assert 'name="post"' not in page
    assert type(record)._base_manager.filter(pk=record.pk).exists()


def test_several_records_at_once_are_kept_too(signed_in):
    client = signed_in("admin")
    chosen = list(Indicator.objects.values_list("pk", flat=True)[:3])
    query = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    page = client.post(reverse("admin:indicators_indicator_changelist"), query).content.decode()
    assert page.count("is kept, because") == 3
    assert Indicator.objects.filter(pk__in=chosen).count() == 3


def test_a_row_with_entries_is_kept_in_the_table_of_its_activity(signed_in):
    client = signed_in("admin")
    row = Activity.objects.rows().filter(entries__isnull=False)[0]
    web_address = reverse("admin:activities_activity_change", args=[row.parent_id])
    values = shown(client, web_address)
    number = next(
        name.split("-")[1] for name, value in values.items() if name.endswith("-id") and value == str(row.pk)
    )
    response = client.post(web_address, values | {f"rows-{number}-DELETE": "on"})
    assert response.status_code == 200
    assert "Write the day it ended under “until” instead." in errors_of(response)
    assert Activity.objects.filter(pk=row.pk).exists()


def test_an_office_with_inputs_stays_in_the_project(signed_in, pve_1):
    client = signed_in("admin")
    web_address = reverse("admin:projects_project_change", args=[pve_1.pk])
    response = client.post(web_address, shown(client, web_address) | {"participations-1-DELETE": "on"})
    assert "OHCHR stays in the project, because this depends on it" in errors_of(response)
    assert pve_1.participations.count() == 4


def test_memberships_are_never_deleted_and_end_by_date(signed_in, person):
    client = signed_in("admin")
    membership = Membership.objects.get(user=person("reader"))
    assert client.post(deletion(membership), {"post": "yes"}).status_code == 403
    listed = reverse("admin:projects_membership_changelist")
    assert "delete_selected" not in client.get(listed).content.decode()
    client.post(listed, {"action": "end_today", "_selected_action": [membership.pk]})
    membership.refresh_from_db()
    assert membership.ends_on is not None
    line = LogEntry.objects.filter(object_uid=membership.uid)[0]
    assert line.changes == {"ends_on": [None, membership.ends_on.isoformat()]}


def test_a_membership_is_not_turned_into_another_role(signed_in, person):
    client = signed_in("admin")
    membership = Membership.objects.get(user=person("reader"))
    web_address = reverse("admin:projects_membership_change", args=[membership.pk])
    client.post(web_address, shown(client, web_address) | {"role": "focal_point"})
    membership.refresh_from_db()
    assert membership.role == "reader"


def test_what_nothing_depends_on_is_deleted_with_a_line_of_what_it_was(signed_in, pve_1):
    client = signed_in("admin")
    focus = FocusArea.objects.create(code="9.9", name="Written by mistake")
    group = Activity.objects.create(
        project=pve_1,
        output=Output.objects.filter(outcome__project=pve_1)[0],
        code="9",
        title="By mistake",
    )
    row = Activity.objects.create(project=pve_1, parent=group, title="Its row")
    for record in (focus, group):
        assert client.post(deletion(record), {"post": "yes"}).status_code == 302
        assert not type(record)._base_manager.filter(pk=record.pk).exists()
    gone = LogEntry.objects.filter(action="delete")
    assert gone.get(object_type="projects.focusarea").changes["name"] == ["Written by mistake", None]
    assert {line.object_uid for line in gone.filter(object_type="activities.activity")} == {
        group.uid,
        row.uid,
    }


def test_a_question_that_was_answered_keeps_its_address_key_and_type(signed_in):
    client = signed_in("admin")
    question = Question.objects.filter(type="choice")[0]
    web_address = reverse("admin:projects_section_change", args=[question.section_id])
    values = shown(client, web_address)
    number = next(
        name.split("-")[1]
        for name, value in values.items()
        if name.endswith("-id") and value == str(question.pk)
    )
    refused = client.post(web_address, values | {f"questions-{number}-DELETE": "on"})
    assert "Start a new edition instead" in errors_of(refused)
    refused = client.post(web_address, values | {f"questions-{number}-options": "good = good"})
    assert "keep these lines and change their words only" in errors_of(refused)
    changed = {
        f"questions-{number}-{name}": value
        for name, value in (("key", "x"), ("type", "text"), ("short", "Rated"))
    }
    assert client.post(web_address, values | changed).status_code == 302
    before = (question.key, question.type)
    question.refresh_from_db()
    assert (question.key, question.type) == before
    assert question.short == "Rated"


def test_an_edition_without_answers_can_be_changed_freely(signed_in):
    client = signed_in("admin")
    edition = FormEdition.objects.create(key="new", name="New", title="New")
    section = edition.sections.create(key="part", kind="questions", heading="Part")
    question = section.questions.create(key="a", short="A", label="A?", type="text")
    web_address = reverse("admin:projects_section_change", args=[section.pk])
    values = shown(client, web_address) | {"questions-0-key": "b"}
    assert client.post(web_address, values).status_code == 302
    question.refresh_from_db()
    assert question.key == "b"
    assert client.post(deletion(edition), {"post": "yes"}).status_code == 302
    assert not FormEdition.objects.filter(key="new").exists()
