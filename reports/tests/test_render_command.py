"""render_report writes a document, or says in one sentence what there is instead."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from projects.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SIGNATURES = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04"}


@pytest.mark.parametrize("document_format", SIGNATURES)
@pytest.mark.parametrize(("project", "period"), [("KGZ-PVE-1", "2021-H1"), ("KGZ-PVE-2", "2021-FINAL")])
def test_each_project_comes_out_in_each_format(
    project: str, period: str, document_format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    output = tmp_path / f"report.{document_format}"
    call_command("render_report", project, period, "--format", document_format, "--output", str(output))
    content = output.read_bytes()
    assert content.lstrip().lower().startswith(SIGNATURES[document_format].lower())
    assert f"{len(content):,} bytes" in capsys.readouterr().out


def test_html_is_one_file_that_needs_no_other(tmp_path: Path):
    output = tmp_path / "report.html"
    call_command("render_report", "KGZ-PVE-1", "2021-H1", "--format", "html", "--output", str(output))
    html = output.read_text("utf-8")
    assert "<link " not in html
    assert "<script" not in html
    assert ' src="' not in html.replace(' src="data:', "")


def test_an_unknown_project_is_one_sentence_that_names_those_that_exist(tmp_path: Path):
    with pytest.raises(CommandError) as refusal:
        call_command("render_report", "KGZ-PVE-9", "2021-H1", "--output", str(tmp_path / "x"))
    assert str(refusal.value) == "There is no project KGZ-PVE-9; there are: KGZ-PVE-1, KGZ-PVE-2."
    assert refusal.value.returncode == 1
    assert not (tmp_path / "x").exists()


def test_an_unknown_period_is_one_sentence_that_names_those_of_the_project(tmp_path: Path):
    with pytest.raises(CommandError) as refusal:
        call_command("render_report", "KGZ-PVE-2", "2021-H1", "--output", str(tmp_path / "x"))
    assert str(refusal.value) == "KGZ-PVE-2 has no period 2021-H1; it has: 2020-ANNUAL, 2021-FINAL."


def test_an_empty_portal_says_that_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Project, "objects", Project.objects.none())
    with pytest.raises(CommandError, match="there are: none"):
        call_command("render_report", "A", "B", "--output", str(tmp_path / "x"))


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path):
    target = tmp_path / "no folder" / "report.html"
    with pytest.raises(CommandError, match="Name a file in a folder that exists"):
        call_command("render_report", "KGZ-PVE-1", "2021-H1", "--format", "html", "--output", str(target))


def test_an_unknown_format_names_the_four_there_are(tmp_path: Path):
    with pytest.raises(CommandError, match="docx.*html.*pdf.*xlsx"):
        call_command(
            "render_report", "KGZ-PVE-1", "2021-H1", "--format", "odt", "--output", str(tmp_path / "x")
        )
