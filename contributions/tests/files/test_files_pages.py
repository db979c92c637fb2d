"""Adding attachments on pages without a script, and their list; what is typed comes back."""

import errno
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from audit.models import LogEntry
from contributions.files.selectors import AttachmentTarget, attachments_at
from contributions.files.services import add_attachment
from contributions.models import Attachment
from contributions.tests.entries import rows_of
from contributions.tests.files.attached import JPEG, PDF, added, office, typed, upload
from indicators.models import Indicator
from pbfreport.tests.pages import Browser, Page
from projects.actor import actor_on
from projects.models import Outcome, Question

pytestmark = pytest.mark.django_db

LIST = "/projects/KGZ-PVE-1/attachments/"
ADD = f"{LIST}add/"
OF_REPORT = f"{ADD}?period=2021-H1"


def files_on_disk():
    root = Path(settings.MEDIA_ROOT) / "attachments"
    return {path for path in root.rglob("*") if path.is_file()} if root.exists() else set()


def post(client, web_address, /, **data):
    return Page(client.post(web_address, data, follow=True))


def test_a_file_is_added_to_the_project_and_kept_under_a_generated_name(signed_in, pve_1, person):
    window = Browser(signed_in("unicef"))
    window.open(LIST)
    page = window.click("Add to the project")
    assert page.field("kind") == ""
    window.type("kind", "evaluation")
    window.type("title", "Mid-term evaluation")
    window.type("dated", "30.06.2020")
    window.type("file", upload("../Évaluation 2020.pdf"))
    page = window.click("Add it")
    assert "“Mid-term evaluation” was added." in page.words
    assert "30 June 2020 · Évaluation 2020.pdf · 4" in page.words
    kept = Attachment.objects.get()
    assert (kept.project, kept.period, kept.contribution, kept.address) == (pve_1, None, None, "")
    assert kept.file_name == "Évaluation 2020.pdf" and kept.content_type == "application/pdf"
    assert kept.size == len(PDF) and len(kept.sha256) == 64
    assert kept.is_internal and kept.uploaded_by == person("unicef")
    assert "valuation" not in kept.file.name and kept.file.name.startswith("attachments/")
    assert kept.file.read() == PDF
    line = LogEntry.objects.get(object_type="contributions.attachment")
    assert line.action == "create" and line.changes["title"] == [None, "Mid-term evaluation"]


def test_a_link_is_added_to_a_report(signed_in):
    page = post(
        signed_in("coordinator"), OF_REPORT, **typed(file="", url="https://example.org/a?b=1", is_listed="on")
    )
    assert "“Baseline survey” was added." in page.words
    kept = Attachment.objects.get()
    assert kept.period is not None and kept.period.code == "2021-H1"
    assert kept.url == "https://example.org/a?b=1" and not kept.file
    assert not kept.is_internal
    assert page.root.xpath("//a[@href='https://example.org/a?b=1']")[0].get("rel") == "noopener noreferrer"
    assert "Report 2021-H1, January – June 2021" in page.words


def test_a_file_is_added_to_a_row_of_the_own_input(signed_in, input_of):
    own = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    number, entry = next(iter(rows_of(own).items()))
    row = entry.activity
    web_address = f"{ADD}?input={own.uid}&place=activity/{row.uid}"
    client = signed_in("unicef")
    assert row.title[:60] in Page(client.get(web_address)).words
    page = post(client, web_address, **typed())
    kept = Attachment.objects.get()
    assert (kept.contribution, kept.period, kept.address) == (own, own.period, f"activity/{row.uid}")
    assert f"UNICEF · Row {number}: {row.title[:60]}" in page.words


@pytest.mark.parametrize(
    "query",
    [
        "period=2021-H9",
        "input=nothere",
        "place=report",
        "period=2021-H1&place=nowhere",
        "period=2021-H1&place=activity/nothere",
        "period=2021-H1&place=question/nothere",
        "period=2021-H1&place=indicator/nothere",
        "period=2021-H1&place=section/nothere",
        "period=2021-H1&place=question/part1.status/nothere",
    ],
)
def test_a_address_that_is_not_there_is_not_found(signed_in, query):
    client = signed_in("coordinator")
    assert client.get(f"{ADD}?{query}").status_code == 404
    assert client.post(f"{ADD}?{query}", typed()).status_code == 404
    assert not Attachment.objects.exists()


def test_addresses_of_every_kind_are_named_on_the_page(signed_in, pve_2):
    indicator = Indicator.objects.filter(project=pve_2)[0]
    outcome = Outcome.objects.filter(project=pve_2)[0]
    asked = Question.objects.filter(section__edition__periods__project=pve_2, condition="always")
    question = asked.filter(section__kind="questions")[0]
    repeated = asked.filter(section__kind="per_outcome")[0]
    client = signed_in("coordinator2")
    web_address = "/projects/KGZ-PVE-2/attachments/add/?period=2021-FINAL"
    for address, words in (
        (f"indicator/{indicator.uid}", indicator.title[:50]),
        (f"question/{question.key}", question.short),
        (f"question/{repeated.key}/{outcome.uid}", f"Outcome {outcome.code}: {repeated.short}"),
        ("money", "Budget and expenditure"),
        ("report", "The report as a whole"),
        ("cover", "Cover"),
    ):
        assert words in Page(client.get(f"{web_address}&place={address}")).words


def test_an_input_of_another_project_or_period_is_not_found(signed_in, input_of):
    foreign = input_of("UNODC", "KGZ-PVE-2", "2020-ANNUAL")
    own = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    client = signed_in("unicef")
    assert client.get(f"{ADD}?input={foreign.uid}").status_code == 404
    assert client.get(f"{ADD}?input={own.uid}&period=2021-FINAL").status_code == 404


@pytest.mark.parametrize(
    ("change", "anchor", "words"),
    [
        ({"kind": ""}, "id_kind", "Choose what this is."),
        ({"kind": "moon"}, "id_kind", "Choose what this is."),
        ({"title": " "}, "id_title", "Write a title by which others find it"),
        ({"title": "x" * 201}, "id_title", "Shorten this to 200 characters; it has 201."),
        ({"dated": "June"}, "id_dated", "Write the date as day, month and year"),
        ({"file": ""}, "id_file", "Choose a file, or write a link."),
        ({"url": "https://example.org/"}, "id_url", "Keep one of the two: the file or the link."),
        ({"file": "", "url": "javascript:alert(1)"}, "id_url", "beginning with https://"),
        ({"file": "", "url": "ftp://example.org/a"}, "id_url", "beginning with https://"),
        ({"file": "", "url": "example.org"}, "id_url", "beginning with https://"),
        ({"file": "", "url": "https://example.org/" + "a" * 500}, "id_url", "Shorten this to 500 characters"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_all_that_was_typed_comes_back(
    signed_in, change, anchor, words
):
    data = typed(caption="Two people", credit="UNDP", dated="1.2.2020", has_consent="on") | change
    answer = signed_in("undp").post(OF_REPORT, data)
    page = Page(answer)
    assert answer.status_code == 422
    page.check_summary()
    assert any(web_address == f"#{anchor}" and words in sentence for web_address, sentence in page.summary), (
        page.summary
    )
    for name in ("title", "dated", "caption", "credit", "url"):
        assert page.field(name) == data.get(name, ""), name
    assert page.field("has_consent") == "on"
    assert not Attachment.objects.exists()


def test_a_file_that_was_chosen_beside_a_mistake_is_asked_for_again(signed_in):
    page = post(signed_in("undp"), ADD, **typed(title=""))
    assert ("#id_file", "Choose the file again: a file cannot be kept while something else on the page has to be "
            "corrected.") in page.summary  # fmt: skip
    page = post(signed_in("undp"), ADD, **typed(title="", file="", url="https://example.org/"))
    assert [web_address for web_address, _words in page.summary] == ["#id_title"]


def test_a_refused_file_is_told_at_its_field_and_nothing_is_left(signed_in, settings):
    before = files_on_disk()
    macros = upload("plan.docx", office("docx", word__vbaProject="x"))
    page = post(signed_in("undp"), ADD, **typed(file=macros))
    assert page.status == 422 and page.summary[0][0] == "#id_file" and "macros" in page.summary[0][1]
    settings.ATTACHMENT_LARGEST = 1000
    page = post(signed_in("undp"), ADD, **typed(file=upload("plan.pdf", PDF + bytes(1000))))
    assert "at most 1000" in page.summary[0][1]
    assert not Attachment.objects.exists() and files_on_disk() == before


def test_a_large_file_is_refused_before_it_is_read(signed_in, settings, monkeypatch):
    settings.ATTACHMENT_LARGEST = 1000

    def check(*_args, **_options):
        raise AssertionError("it was read")

    monkeypatch.setattr("contributions.files.forms.check_file", check)
    assert post(signed_in("undp"), ADD, **typed(file=upload("a.pdf", PDF + bytes(2000)))).status == 422


class FullDisk(FileSystemStorage):
    """A storage that fails in the middle of a file."""

    def _save(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF half")
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_one_sentence_and_leaves_no_record_and_no_half_file(signed_in, monkeypatch):
    before, log = files_on_disk(), LogEntry.objects.count()
    monkeypatch.setattr("core.files.stored_files.default_storage", FullDisk())
    page = post(signed_in("undp"), ADD, **typed(title="A survey"))
    assert page.status == 422
    page.check_summary()
    assert page.summary[0][0] == "#id_file" and "its disk may be full" in page.summary[0][1]
    assert page.field("title") == "A survey"
    assert not Attachment.objects.exists() and LogEntry.objects.count() == log
    assert files_on_disk() == before


def test_a_record_that_cannot_be_written_leaves_no_file(person, pve_1, monkeypatch):
    before = files_on_disk()

    def fail(*_args, **_options):
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr("contributions.files.services.created", fail)
    with pytest.raises(RuntimeError):
        added(pve_1, person("undp"))
    assert files_on_disk() == before and not Attachment.objects.exists()


def test_the_same_form_sent_twice_is_kept_once(signed_in):
    before = files_on_disk()
    for _time in range(2):
        assert signed_in("undp").post(ADD, typed()).status_code == 302
    assert Attachment.objects.count() == 1 and len(files_on_disk() - before) == 1
    assert LogEntry.objects.filter(object_type="contributions.attachment").count() == 1
    signed_in("ohchr").post(ADD, typed())
    signed_in("undp").post(OF_REPORT, typed())
    signed_in("undp").post(ADD, typed(file=upload(content=PDF + b" ")))
    assert Attachment.objects.count() == 4


def test_a_photo_without_consent_stays_internal_and_says_so(signed_in):
    photo = {"kind": "photo", "is_listed": "on", "caption": "A class", "credit": "UNDP"}
    page = post(signed_in("undp"), OF_REPORT, **typed(file=upload("a.jpg", JPEG), **photo))
    assert "This photo stays internal: nobody has confirmed yet" in page.words
    kept = Attachment.objects.get()
    assert kept.is_internal and not kept.has_consent
    assert "A class. UNDP" in page.words
    page = post(signed_in("undp"), f"{LIST}{kept.uid}/change/", title="A class", has_consent="on", **photo)
    kept.refresh_from_db()
    assert not kept.is_internal and kept.has_consent and "stays internal" not in page.words
    post(signed_in("undp"), f"{LIST}{kept.uid}/change/", title="A class", **photo)
    kept.refresh_from_db()
    assert kept.is_internal


def test_the_list_shows_one_kind_when_asked(signed_in, person, pve_1):
    added(pve_1, person("undp"), title="A survey", kind="survey")
    added(pve_1, person("undp"), title="A source", kind="source")
    client = signed_in("undp")
    page = Page(client.get(f"{LIST}?kind=survey"))
    assert "A survey" in page.words and "A source" not in page.words
    assert page.field("kind") == "survey"
    assert "nothing of this kind" in Page(client.get(f"{LIST}?kind=photo")).words
    assert "A source" in Page(client.get(f"{LIST}?kind=moon")).words


def test_the_list_takes_as_many_queries_for_three_hundred_as_for_three(signed_in, person, input_of, pve_1):
    own = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    rows = [entry.activity for entry in rows_of(own).values()]
    client = signed_in("coordinator")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = Page(client.get(LIST))
        return len(captured), len(page.root.xpath("//tbody/tr"))

    def more(count, start):
        Attachment.objects.bulk_create(
            Attachment(
                project=pve_1,
                period=own.period if n % 3 else None,
                contribution=own if n % 3 == 1 else None,
                address=f"activity/{rows[n % len(rows)].uid}" if n % 3 else "",
                kind="other",
                title=f"Paper {n}",
                url=f"https://example.org/{n}",
                uploaded_by=person("unicef"),
            )
            for n in range(start, start + count)
        )

    more(3, 0)
    few = queries()
    more(297, 3)
    many = queries()
    assert (few[1], many[1]) == (3, 300)
    assert few[0] == many[0] <= 12


def test_other_pages_list_what_stands_at_a_address_in_one_query(person, input_of, django_assert_num_queries):
    own = input_of("UN Women", "KGZ-PVE-1", "2021-FINAL")
    by = person("unwomen")
    added(own.period, by, title="At the cover", address="cover")
    added(own.period, by, title="A link", url="https://example.org/", is_internal=False)
    added(own.period, by, title="Of the input", contribution=own)
    mine, others = actor_on(by, own.period.project), actor_on(person("undp"), own.period.project)

    def titles(actor, **where):
        with django_assert_num_queries(1):
            return [line.attachment.title for line in attachments_at(own.period, actor, **where)]

    assert titles(mine) == ["At the cover", "A link", "Of the input"]
    assert titles(others) == ["At the cover", "A link"]
    assert titles(mine, address="cover") == ["At the cover"]
    assert titles(mine, contribution=own) == ["Of the input"]
    assert titles(others, contribution=own) == []
    lines = attachments_at(own.period, others)
    html = render_to_string("contributions/files/_attachments.html", {"lines": lines})
    root = lxml.html.fromstring(html)
    assert [link.text for link in root.iter("a")] == ["At the cover", "A link"]
    assert [link.get("href") for link in root.iter("a")] == [
        f"{LIST}{lines[0].attachment.uid}/",
        "https://example.org/",
    ]
    assert html.count("internal") == 1


def test_no_service_trusts_the_page_before_it(person, pve_1):
    values: dict[str, Any] = {"caption": "", "credit": "", "kind": "other", "title": "x", "dated": None}
    values |= {"has_consent": False, "is_internal": False}
    with pytest.raises(PermissionDenied):
        add_attachment(
            AttachmentTarget(pve_1), by=person("reader"), values=values, url="https://example.org/"
        )
    assert not Attachment.objects.exists()
