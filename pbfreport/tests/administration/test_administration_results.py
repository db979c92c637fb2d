"""Results are looked at in the administration, never written; unfinished text stays with its office."""

import pytest
from django.contrib import admin
from django.urls import reverse

from audit.models import LogEntry
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from reports.models import JointAnswer, JointIndicatorText, Report

pytestmark = pytest.mark.django_db
RESULTS = (
    Contribution,
    ActivityEntry,
    IndicatorEntry,
    Answer,
    Report,
    JointAnswer,
    JointIndicatorText,
    LogEntry,
)


def web_address(model, view: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


@pytest.mark.parametrize("model", RESULTS)
def test_results_can_be_seen_and_not_written(signed_in, rf, person, model):
    client = signed_in("admin")
    site_page = admin.site.get_model_admin(model)
    request = rf.get("/")
    request.user = person("admin")
    record = site_page.get_queryset(request)[0]
    assert client.get(web_address(model, "change", record.pk)).status_code == 200
    before = model._base_manager.count()
    assert client.post(web_address(model, "change", record.pk), {}).status_code == 403
    assert client.post(web_address(model, "add"), {}).status_code == 403
    assert client.post(web_address(model, "delete", record.pk), {"post": "yes"}).status_code == 403
    client.post(
        web_address(model, "changelist"),
        {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"},
    )
    assert model._base_manager.count() == before


def test_the_unfinished_text_of_an_office_is_not_shown(signed_in):
    unfinished = ActivityEntry.objects.filter(contribution__state="open", contribution__is_shared=False)
    entry = unfinished.exclude(progress="")[0]
    client = signed_in("admin")
    assert client.get(web_address(ActivityEntry, "change", entry.pk)).status_code == 302
    listed = client.get(web_address(ActivityEntry, "changelist")).context["cl"].queryset
    assert listed.exists()
    assert not listed.filter(pk__in=unfinished).exists()


def test_the_expenditure_of_an_unfinished_input_is_not_shown(signed_in):
    hidden = Contribution.objects.filter(state="open", is_shared=False)[0]
    Contribution.objects.filter(pk=hidden.pk).update(spent="987654.32")
    page = signed_in("admin").get(web_address(Contribution, "change", hidden.pk)).content.decode()
    assert "987" not in page
    Contribution.objects.filter(pk=hidden.pk).update(is_shared=True)
    page = signed_in("admin").get(web_address(Contribution, "change", hidden.pk)).content.decode()
    assert "987" in page


def test_the_change_log_names_the_fields_of_a_written_text_and_not_its_words(signed_in):
    line = LogEntry.objects.filter(action="write", object_type="contributions.activityentry")[0]
    words = next(pair[1] for name, pair in line.changes.items() if name == "progress")
    page = signed_in("admin").get(web_address(LogEntry, "change", line.pk)).content.decode()
    assert "Progress achieved" in page
    assert words[:40] not in page


def test_the_change_log_is_searched_by_person_and_record(signed_in):
    client = signed_in("admin")
    page = client.get(web_address(LogEntry, "changelist"), {"q": "KGZ-PVE-1", "kind": "projects.project"})
    assert page.context["cl"].result_count == 1
