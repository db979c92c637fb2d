"""What was kept of a returned row goes into the report, also after its model has other fields than when it was kept."""

from dataclasses import make_dataclass
from typing import Any

import pytest
from django.db import connection, models

from contributions import services
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry, OpenedRow
from contributions.services.accepted_values import read_back
from contributions.tests.entries import indicators_of, rows_of
from documents import data
from projects import addresses
from projects.models import Membership
from reports.assembling import loading_parts
from reports.assembling.contents import assemble_draft
from reports.assembling.loading import load_sources
from reports.assembling.sources import EntrySource
from reports.loaded import load_report
from reports.tests.review_states import write_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def ohchr(input_of):
    """Submitted, with ten rows."""
    return input_of("OHCHR", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def row(ohchr, person):
    """A row that was returned and is being written anew."""
    entry = rows_of(ohchr)[1]
    give_back(ohchr, addresses.activity(entry.activity.uid))
    write_row(entry, person("ohchr"), "Half of a new sentence")
    return ActivityEntry.objects.get(pk=entry.pk)


@pytest.fixture
def venue(db):
    """Work rows have one more field, in the database, in the model and in what the report is made from."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE contributions_activityentry ADD COLUMN venue varchar(80) NOT NULL DEFAULT ''"
        )
    field: Any = models.CharField("venue", max_length=80, blank=True)
    field.contribute_to_class(ActivityEntry, "venue")
    wider = make_dataclass("EntrySource", [("venue", str, "nowhere")], bases=(EntrySource,), frozen=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ActivityEntry, "FIELDS", (*ActivityEntry.FIELDS, "venue"))
        patch.setattr(loading_parts, "EntrySource", wider)
        yield
    model: Any = ActivityEntry
    model._meta.local_fields.remove(field)
    model._meta._expire_cache()
    del model.venue


def give_back(ohchr, *opened: str) -> None:
    coordinator = Membership.objects.get(project=ohchr.period.project, role=Membership.Role.COORDINATOR).user
    services.return_contribution(
        Contribution.objects.get(pk=ohchr.pk), by=coordinator, note="Once more.", addresses=opened
    )


def reporting(ohchr):
    return load_report(pk=ohchr.period_id)


def told(report: data.Report, entry: ActivityEntry) -> str:
    annex = report.section("annex1")
    assert annex is not None
    address = addresses.activity(entry.activity.uid)
    return next(
        "\n".join(part.text for part in row.cells["progress"])
        for group in annex.activity_groups
        for row in group.rows
        if row.address == address
    )


def test_a_row_returned_before_a_field_was_added_is_told_as_it_was_accepted(ohchr, row, request):
    kept = OpenedRow.objects.get(contribution=ohchr).accepted_values
    assert "venue" not in kept
    before = told(assemble_draft(reporting(ohchr)), row)
    assert kept["progress"] in before
    request.getfixturevalue("venue")
    assert told(assemble_draft(reporting(ohchr)), row) == before
    groups = load_sources(reporting(ohchr), {"activities"}).groups
    entries: Any = {source.uid: source.entries for group in groups for source in group.rows}
    assert entries[row.activity.uid][ohchr.office_id].venue == ""


def test_a_field_that_is_added_is_kept_and_read_without_another_line_of_code(ohchr, row, person, request):
    request.getfixturevalue("venue")
    other = ActivityEntry.objects.get(pk=rows_of(ohchr)[2].pk)
    ActivityEntry.objects.filter(pk=other.pk).update(venue="Osh")
    services.submit_contribution(Contribution.objects.get(pk=ohchr.pk), by=person("ohchr"), reason="Known.")
    give_back(ohchr, addresses.activity(other.activity.uid))
    ActivityEntry.objects.filter(pk=other.pk).update(venue="Batken")
    groups = load_sources(reporting(ohchr), {"activities"}).groups
    entries: Any = {source.uid: source.entries for group in groups for source in group.rows}
    assert entries[other.activity.uid][ohchr.office_id].venue == "Osh"


def test_a_row_that_kept_a_field_which_is_gone_now_is_told_without_it(ohchr, row):
    before = told(assemble_draft(reporting(ohchr)), row)
    opened = OpenedRow.objects.get(contribution=ohchr)
    opened.accepted_values |= {"location": "Osh"}
    del opened.accepted_values["written_with"]
    opened.save()
    assert told(assemble_draft(reporting(ohchr)), row) == before


@pytest.mark.parametrize("kept", [{}, {"gone": 1}, {"progress": None, "text": None}])
def test_where_nothing_was_kept_of_a_field_it_is_empty_as_its_model_says(input_of, kept):
    unodc = input_of("UNODC", "KGZ-PVE-2", "2021-FINAL")
    indicator = indicators_of(unodc)[0]
    answer = Answer.objects.filter(contribution=unodc).exclude(text="").select_related("question")[0]
    at = [
        addresses.indicator(indicator.indicator.uid),
        addresses.question(answer.question.key),
        addresses.MONEY,
    ]
    give_back(unodc, *at)
    OpenedRow.objects.filter(contribution=unodc).update(accepted_values=kept)
    sources = load_sources(reporting(unodc))
    source = next(item for item in sources.indicators if item.pk == indicator.indicator_id)
    assert source.entries[unodc.office_id].progress == ""
    assert source.entries[unodc.office_id].value is None
    assert next(item for item in sources.answers if item.pk == answer.pk).choices == []
    assert sources.readable[unodc.office_id].money_is_provisional is True  # its default
    assemble_draft(reporting(unodc))


def test_every_field_of_a_row_an_indicator_and_an_answer_has_an_empty_value_to_read_back():
    for model in (ActivityEntry, IndicatorEntry, Answer):
        for name, value in read_back(model, {}, model.FIELDS).items():
            field: Any = model._meta.get_field(name)
            assert value in ("", [], False) or (value is None and field.null), name
