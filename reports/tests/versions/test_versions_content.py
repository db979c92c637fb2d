"""What a version holds: the cleared candidate with the cover fields of the workflow, in text and in three files."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pypdf
import pytest
from django.core import mail
from django.utils import timezone
from docx import Document

from audit.models import LogEntry
from core import formatting
from documents import data
from documents.frozen import SCHEMA, sha256_of, thaw
from documents.render import render
from indicators.models import Indicator
from projects.models import Project, Question
from reports.models import JointAnswer, Report, ReportVersion
from reports.tests.way import (
    cleared,
    corrected,
    final,
    made_final,
    report_of,
    reviewer_of,
    sent,
    signed_off,
    small_documents,
)
from reports.versions import services
from reports.versions.services import latest_candidate

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(services, "documents_of", small_documents)


def frozen(version: ReportVersion) -> data.Report:
    return thaw(version.snapshot.content)


def written(report: Report, text: str) -> None:
    """Give the report a joint text that is easily found again."""
    question = Question.objects.get(key="part1.status", section__edition=report.period.edition)
    JointAnswer.objects.update_or_create(report=report, question=question, defaults={"text": text})


@pytest.mark.usefixtures("small")
def test_a_version_is_the_cleared_candidate_with_the_cover_fields_of_the_workflow():
    report = cleared(report_of(), note="Read with thanks.")
    version = made_final(report)
    candidate = latest_candidate(report)
    assert candidate is not None
    was = thaw(candidate.content)
    expected = replace(
        was,
        is_draft=False,
        draft_label="",
        as_of=timezone.localdate(),
        cover=replace(was.cover, secretariat_reviewed="Yes", secretariat_comments="Read with thanks."),
    )
    assert frozen(version) == expected
    assert was.cover.secretariat_reviewed == ""
    assert version.snapshot.schema == SCHEMA
    assert version.snapshot.sha256 == sha256_of(version.snapshot.content)
    assert (version.made_by, version.number, version.state) == (reviewer_of(report), 1, "final")


@pytest.mark.usefixtures("small")
def test_the_cover_says_no_where_an_approver_cleared_because_there_is_no_secretariat():
    report = cleared(report_of())
    Report.objects.filter(pk=report.pk).update(cleared_as=Report.ClearedAs.APPROVER)
    report.refresh_from_db()
    assert frozen(made_final(report)).cover.secretariat_reviewed == "No"


@pytest.mark.usefixtures("small")
def test_who_signed_off_stands_as_approved_by_where_the_coordinator_left_it_empty():
    report = report_of()
    Report.objects.filter(pk=report.pk).update(approved_by="")
    report.refresh_from_db()
    cleared(report)
    signed_off(report, name="A. Example", title="Representative")
    approved_by = frozen(made_final(report)).cover.approved_by
    assert approved_by == "A. Example, Representative (UNODC); A. Example, Representative (UNDP)" or (
        approved_by == "A. Example, Representative (UNDP); A. Example, Representative (UNODC)"
    )


@pytest.mark.usefixtures("small")
def test_what_the_coordinator_wrote_as_approved_by_stays_whoever_signed_off():
    report = report_of()
    Report.objects.filter(pk=report.pk).update(approved_by="The two heads of agency")
    report.refresh_from_db()
    cleared(report)
    signed_off(report)
    assert frozen(made_final(report)).cover.approved_by == "The two heads of agency"


@pytest.mark.usefixtures("small")
def test_a_framework_that_changed_between_clear_and_final_changes_nothing_in_the_version():
    report = cleared(report_of())
    candidate = latest_candidate(report)
    assert candidate is not None
    titles = titles_of(thaw(candidate.content))
    assert len(titles) > 2
    Indicator.objects.filter(project=report.period.project).update(title="Changed afterwards")
    Project.objects.filter(pk=report.period.project_id).update(title="Changed afterwards")
    written(report, "Written afterwards")
    version = made_final(report_of())
    assert titles_of(frozen(version)) == titles
    assert "afterwards" not in version.snapshot.content


def titles_of(report: data.Report) -> list[str]:
    groups = [group for section in report.sections for group in section.indicator_groups]
    return [report.project_title, *(item.title for group in groups for item in group.indicators)]


@pytest.mark.usefixtures("small")
def test_making_final_leaves_one_line_in_the_log_and_one_letter_a_person(django_capture_on_commit_callbacks):
    report = cleared(report_of())
    mail.outbox.clear()
    lines = LogEntry.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        version = made_final(report)
    acts = LogEntry.objects.order_by("pk")[lines:].values_list("action", "object_uid")
    assert sorted(acts) == sorted([("make_final", report.uid), ("create", version.uid)])
    # The coordinator and the two focal points.
    assert sorted(letter.to[0].split("@")[0] for letter in mail.outbox) == ["coordinator2", "undp", "unodc"]
    assert {letter.subject for letter in mail.outbox} == {"KGZ-PVE-2 2021-FINAL: version 1 is final"}


@pytest.mark.usefixtures("small")
def test_a_correction_is_a_second_version_that_says_why_and_leaves_the_first_as_it_was():
    report = report_of()
    first = final(report)
    content = first.snapshot.content
    stored = {file.format: (file.file.read(), file.sha256, file.file.name) for file in first.files.all()}
    written(corrected(report, "The number of participants was wrong."), "A corrected text")
    second = final(report)
    first = ReportVersion.objects.get(pk=first.pk)
    assert (first.state, second.state, second.number) == ("replaced", "final", 2)
    assert first.replaced_at is not None
    assert second.reason == "The number of participants was wrong."
    assert frozen(second).notes[-1] == (
        "Version 2, replaces version 1: The number of participants was wrong."
    )
    assert "A corrected text" in second.snapshot.content
    assert first.snapshot.content == content
    assert {f.format: (f.file.read(), f.sha256, f.file.name) for f in first.files.all()} == stored
    assert not {f.file.name for f in first.files.all()} & {f.file.name for f in second.files.all()}
    assert [frozen(first).notes, ReportVersion.objects.filter(report=report, state="final").count()] == [
        (),
        1,
    ]


def test_the_stored_files_say_what_is_frozen():
    report = report_of()
    written(report, "An overall text that is looked for in every file.")
    version = final(report)
    report_data = frozen(version)
    files = {file.format: file for file in version.files.all()}
    assert set(files) == {"docx", "pdf", "xlsx"}
    stored = {name: file.file.read() for name, file in files.items()}
    assert [files[name].size for name in files] == [len(stored[name]) for name in files]
    texts = {"docx": _word(stored["docx"]), "pdf": _pdf(stored["pdf"]), "xlsx": _excel(stored["xlsx"])}
    for name, text in texts.items():
        assert "An overall text that is looked for in every file." in text, name
        for title in titles_of(report_data):
            assert " ".join(title.split()) in text, (name, title)
        assert "Draft," not in text, name
    for name in ("docx", "pdf"):
        assert formatting.money(report_data.cover.total_budget) in texts[name], name
    # Nothing but the frozen text was needed for them.
    assert _word(render(thaw(version.snapshot.content), "docx").content) == texts["docx"]
    assert _excel(render(thaw(version.snapshot.content), "xlsx").content) == texts["xlsx"]


def _word(content: bytes) -> str:
    document = Document(BytesIO(content))
    words = [item.text or "" for item in document.element.body.iter() if item.tag.endswith(("}t", "}p"))]
    return " ".join(" ".join(words).split())


def _pdf(content: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _excel(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    return " ".join(" ".join(str(value) for value in cells if value is not None).split())


@pytest.mark.usefixtures("small")
def test_a_report_that_is_only_in_review_is_not_made_final():
    report = sent(report_of())
    with pytest.raises(services.WrongState, match="Only a cleared report is made final"):
        made_final(report)
    assert not ReportVersion.objects.filter(report=report).exists()
