"""The page that compares two states of a project's reports, word by word and side by side."""

from dataclasses import replace

import pytest
from django.db import connection

from documents.comparison import Change
from documents.comparison import compare as changes_of
from pbfreport.bench.samples import sample_report
from projects.actor import actor_on
from projects.models import Project, Question, ReportingPeriod
from reports.assembling.contents import contents_of
from reports.loaded import reports_of
from reports.models import JointAnswer
from reports.review.services import send_back
from reports.tests.report_pages import web_address
from reports.tests.way import corrected, final, report_of, reviewer_of, sent, small_documents
from reports.versions import compare_page, services
from reports.versions.compare_page import choose, lay_out, sides, states_to_choose

PLACE = ("KGZ-PVE-2", "2021-FINAL")
PAGE = web_address(*PLACE, "compare")


@pytest.fixture
def report(monkeypatch, db):
    monkeypatch.setattr(services, "documents_of", small_documents)
    return report_of()


def written(report, text):
    question = Question.objects.get(key="part1.status", section__edition=report.period.edition)
    JointAnswer.objects.update_or_create(report=report, question=question, defaults={"text": text})


@pytest.fixture
def two_versions(report):
    written(report, "Three committees met in Osh <b>twice</b>.")
    final(report)
    written(corrected(report), "Four committees met in Osh.")
    final(report)
    return report


def test_two_versions_stand_side_by_side_with_the_changed_words_marked(signed_in, two_versions):
    answer = signed_in("undp").get(PAGE, {"old": "v1", "new": "v2"})
    assert answer.status_code == 200
    part = next(part for part in answer.context["comparison"].shown if part.heading.startswith("PART 1"))
    (line,) = part.lines
    assert line.before == [
        ("delete", "Three"),
        ("equal", " committees met in "),
        ("delete", "Osh <b>twice</b>."),
    ]
    assert line.after == [("insert", "Four"), ("equal", " committees met in "), ("insert", "Osh.")]
    text = answer.content.decode()
    assert "Osh &lt;b&gt;twice&lt;/b&gt;." in text
    assert "<del>" in text
    assert "<ins>" in text


def test_without_a_choice_the_two_newest_are_compared(signed_in, two_versions):
    for name in ("undp", "secretariat"):
        page = signed_in(name).get(PAGE).context["comparison"]
        # The second version is the newest; before it the report was sent a second time.
        assert (page.old.value, page.new.value) == ("c2", "v2"), name
    corrected(two_versions)
    page = signed_in("undp").get(PAGE).context["comparison"]
    assert (page.old.value, page.new.value) == ("v2", "draft")
    page = signed_in("secretariat").get(PAGE).context["comparison"]
    assert (page.old.value, page.new.value) == ("c2", "v2")


def test_a_report_is_compared_with_that_of_another_period(signed_in, two_versions):
    answer = signed_in("coordinator2").get(PAGE, {"old": "2020-ANNUAL:draft", "new": "v2"})
    page = answer.context["comparison"]
    assert not page.sentence
    assert page.total == sum(part.count for part in page.parts) > 3
    assert "2020-ANNUAL: The draft as it is now" in answer.content.decode()


def test_nothing_changed_is_said(signed_in, report):
    sent(report)
    returned = report_of()
    send_back(returned, by=reviewer_of(returned), note="Look at it once more.")
    sent(report_of())
    page = signed_in("undp").get(PAGE, {"old": "c1", "new": "c2"})
    assert "Nothing changed between “Sent 1" in page.content.decode()
    page = signed_in("undp").get(PAGE, {"old": "c1", "new": "c1"})
    assert "Both lists name the same" in page.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"old": "v9", "new": "v1"},
        {"old": "v1", "new": "2099-H1:v1"},
        {"old": "<script>", "new": "\x00"},
        {"old": ":", "new": "::v1"},
        {"old": "x" * 5000, "new": "c1"},
        {"old": "draft"},
        {"new": "v"},
    ],
)
def test_what_is_not_there_or_not_for_this_person_is_one_sentence(signed_in, report, asked):
    final(report)
    answer = signed_in("secretariat").get(PAGE, asked)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "What the address names is not there, or not for you" in text
    assert "<script>" not in text
    assert "Sent 1, " in text  # the lists are there to choose from


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "2"])
def test_a_page_number_that_is_not_there_shows_a_page_that_is(signed_in, two_versions, page):
    answer = signed_in("undp").get(PAGE, {"old": "v1", "new": "v2", "page": page})
    assert (answer.status_code, answer.context["comparison"].page) == (200, 1)


def test_a_damaged_snapshot_is_one_sentence_and_a_line_in_the_log(signed_in, two_versions, caplog):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_snapshot SET content = '{' WHERE kind = 'final' AND number = 1")
    answer = signed_in("undp").get(PAGE, {"old": "v1", "new": "v2"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "The stored text of this version is damaged; restore it from a backup." in text
    assert "Version 1, " in text
    assert [record.name for record in caplog.records if record.name == "reports.versions.compare_page"]


def test_with_one_state_there_is_nothing_to_compare_yet(signed_in, report):
    sent(report)
    text = signed_in("secretariat").get(PAGE).content.decode()
    assert "There is only one state of this project" in text


def test_the_secretariat_compares_nothing_that_is_still_being_written(signed_in, two_versions):
    corrected(two_versions)
    groups = signed_in("secretariat").get(PAGE).context["comparison"].groups
    assert [state.value for group in groups for state in group.states] == ["v2", "c2", "v1", "c1"]
    for asked in ("draft", "2020-ANNUAL:draft"):
        text = signed_in("secretariat").get(PAGE, {"old": asked, "new": "v2"}).content.decode()
        assert "not for you" in text, asked


def test_what_may_be_chosen_is_what_may_be_read(two_versions, person):
    corrected(two_versions)
    project = Project.objects.get(code=PLACE[0])
    here, *others = reports_of(project.pk)
    assert others
    for name in ("undp", "coordinator2", "secretariat"):
        actor = actor_on(person(name), project)
        groups = states_to_choose(here.period, actor)
        found = [[state.content for state in group.states] for group in groups]
        readable = [contents_of(loaded.report, actor) for loaded in (here, *others)]
        assert found == [contents for contents in readable if contents], name


def test_who_does_not_read_the_report_does_not_compare_it(signed_in, client, report):
    assert signed_in("secretariat").get(PAGE).status_code == 409
    sent(report)
    assert [signed_in(name).get(PAGE).status_code for name in ("undp", "secretariat", "admin", "ohchr")] == [
        200,
        200,
        403,
        404,
    ]
    assert client.get(PAGE).status_code == 302


def test_the_lists_need_two_queries_whatever_the_number_of_periods(
    two_versions, person, django_assert_num_queries
):
    actor = actor_on(person("undp"), two_versions.period.project)
    period = ReportingPeriod.objects.select_related("project").get(pk=two_versions.period_id)
    with django_assert_num_queries(2):
        groups = states_to_choose(period, actor)
    assert len(groups) > 1
    assert groups[0].label.startswith("2021-FINAL, ")


def test_a_page_of_two_versions_needs_few_queries(signed_in, two_versions, django_assert_max_num_queries):
    client = signed_in("undp")
    with django_assert_max_num_queries(8):
        client.get(PAGE, {"old": "v1", "new": "v2"})


def test_each_side_shows_its_own_words_and_loses_none():
    words = [("equal", "We "), ("delete", "met"), ("insert", "agreed"), ("equal", ".")]
    before, after = sides(words)
    assert "".join(text for _op, text in before) == "We met."
    assert "".join(text for _op, text in after) == "We agreed."


def test_many_changes_are_shown_in_pages_and_every_one_once(monkeypatch):
    monkeypatch.setattr(compare_page, "PER_PAGE", 7)
    changes = many_changes()
    seen, number = [], 0
    parts: dict[str, list[int]] = {}
    while number < (page := lay_out(choose([], "", ""), changes, str(number + 1))).pages:
        number = page.page
        assert sum(len(part.lines) for part in page.shown) <= 7
        for part in page.shown:
            seen += [(part.anchor, line.where, line.before, line.after) for line in part.lines]
            parts.setdefault(part.anchor, []).append(number)
        if number == page.pages:
            break
    assert len(seen) == len(changes) == page.total > 20
    assert {part.anchor: part.page for part in page.parts} == {key: pages[0] for key, pages in parts.items()}
    for part in page.parts:
        assert part.count == len([one for one in seen if one[0] == part.anchor])


def many_changes() -> list[Change]:
    old = sample_report()
    sections = tuple(
        replace(
            section,
            activity_groups=tuple(
                replace(group, rows=tuple(replace(row, title=row.title + " again") for row in group.rows))
                for group in section.activity_groups
            ),
            questions=tuple(
                replace(question, printed="Another text", lines=()) for question in section.questions
            ),
        )
        for section in old.sections
    )
    return changes_of(old, replace(old, sections=sections))
