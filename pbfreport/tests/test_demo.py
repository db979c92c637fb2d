"""The demo portfolio carries the documents' facts and can be loaded again."""

from collections.abc import Callable

import pytest

from activities.models import Activity
from audit.models import LogEntry
from contributions.models import ActivityEntry, Contribution, Suggestion
from contributions.services import save_activity_entry
from core.saving import base_of
from discussion.models import Comment
from indicators.models import Indicator
from pbfreport.demo import load_demo, load_history
from projects.models import Project
from reports.models import Report, ReportVersion

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_pve_1_has_sixteen_activities_thirty_rows_and_thirty_four_entries(pve_1: Project):
    assert Activity.objects.of_project(pve_1.pk).groups().count() == 16
    assert Activity.objects.of_project(pve_1.pk).rows().count() == 30
    assert ActivityEntry.objects.filter(contribution__period__code="2021-H1").count() == 34


def test_the_numbering_of_pve_1_keeps_its_gap_at_2_3(pve_1: Project):
    codes = set(Activity.objects.of_project(pve_1.pk).groups().values_list("code", flat=True))
    assert "2.2" in codes
    assert "2.4" in codes
    assert "2.3" not in codes


def test_pve_2_has_ten_indicators_and_the_number_1_1_2_twice(pve_2: Project):
    codes = list(Indicator.objects.filter(project=pve_2).values_list("code", flat=True))
    assert len(codes) == 10
    assert codes.count("1.1.2") == 2


def test_some_inputs_are_submitted_some_half_written_and_one_is_empty():
    states = set(Contribution.objects.values_list("state", flat=True))
    assert states == {"open", "submitted"}
    empty = Contribution.objects.get(office__organisation__short_name="UNICEF", period__code="2021-FINAL")
    assert not any(entry.progress for entry in empty.activity_entries.all())
    assert not empty.answers.exists()


def test_loading_again_doubles_nothing_and_overwrites_nothing(
    person: Callable, input_of: Callable[[str, str, str], Contribution]
):
    entry = input_of("UNICEF", "KGZ-PVE-1", "2021-H1").activity_entries.order_by("pk").first()
    assert entry is not None
    base = base_of(entry, ActivityEntry.FIELDS)
    save_activity_entry(entry, by=person("unicef"), base=base, values={"progress": "Typed since"})
    before = (Contribution.objects.count(), ActivityEntry.objects.count(), LogEntry.objects.count())
    load_demo("another password")
    assert (Contribution.objects.count(), ActivityEntry.objects.count(), LogEntry.objects.count()) == before
    entry.refresh_from_db()
    assert entry.progress == "Typed since"
    assert person("unicef").check_password("peace-2021")


def test_the_history_brings_the_reports_into_every_state_and_is_loaded_once(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_history()
    load_history()
    states = dict(
        Report.objects.values_list("period__code", "state").filter(period__project__code="KGZ-PVE-2")
    )
    assert states == {"2020-ANNUAL": "final", "2021-FINAL": "in_review"}
    assert (
        Report.objects.get(period__project__code="KGZ-PVE-1", period__code="2020-ANNUAL").state == "cleared"
    )
    version = ReportVersion.objects.get()
    assert sorted(version.files.values_list("format", flat=True)) == ["docx", "pdf", "xlsx"]
    assert version.submissions.count() == 1
    assert Comment.objects.filter(is_from_review=True).count() == 2 and Suggestion.objects.count() == 1
