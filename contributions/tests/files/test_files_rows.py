"""Files and links of a row or an indicator are added and read where the row is."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions.models import Attachment, Contribution
from contributions.services import submit_contribution
from contributions.tests.entries import indicators_of, rows_of, web_address
from contributions.tests.files.attached import added, typed
from contributions.tests.many import give_indicators
from core.saving import base_of
from pbfreport.tests.pages import Page, words_of
from projects import addresses
from reports.joint_texts.services import ensure_report
from reports.tests.review_states import send

pytestmark = pytest.mark.django_db
ADD = "/projects/KGZ-PVE-1/attachments/add/"
REVIEW = "/projects/KGZ-PVE-1/2021-H1/report/review/"


@pytest.fixture
def unicef(input_of):
    """Return UNICEF's input: open, with rows and two indicators."""
    found = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    give_indicators(found, 2)
    return found


def row_of(contribution):
    return min(rows_of(contribution).items())[1]


def ways(page, anchor):
    """Return the links below a row that lead to the page of a new attachment."""
    return page.root.xpath(f"//*[@id=$anchor]//a[starts-with(@href, '{ADD}')]/@href", anchor=anchor)


def attached_to(page, anchor):
    """Return what is attached to a row, in words."""
    return [words_of(line) for line in page.part(anchor).xpath(".//li[starts-with(@id, 'attachment-')]")]


@pytest.mark.parametrize("section", ["activities", "indicators", "all"])
def test_from_each_row_and_indicator_one_adds_a_file_and_comes_back_to_it(signed_in, unicef, section):
    client = signed_in("unicef")
    page = Page(client.get(web_address(unicef, section)))
    blocks = page.root.xpath("//*[@data-row and starts-with(@id, 'row-')]")
    assert blocks
    for block in blocks:
        (way,) = ways(page, block.get("id"))
        asked = parse_qs(urlsplit(way).query)
        assert asked["next"] == [f"{web_address(unicef, section)}#{block.get('id')}"]
    form = Page(client.get(way))
    assert form.root.xpath("//a[text()='Cancel']/@href") == asked["next"]
    answer = client.post(way, typed(title="The survey"))
    assert answer.url == asked["next"][0]
    assert Attachment.objects.get().address == asked["place"][0]
    (line,) = attached_to(Page(client.get(answer.url.partition("#")[0])), block.get("id"))
    assert line.startswith("The survey, Survey")


@pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example/", "/\\evil.example", "x"])
def test_nobody_is_led_to_another_site_and_without_a_way_back_the_list_follows(signed_in, unicef, bad):
    address = addresses.activity(row_of(unicef).activity.uid)
    query = f"{ADD}?input={unicef.uid}&place={address}&next={bad}"
    client = signed_in("unicef")
    assert "evil" not in client.get(query).content.decode()
    assert client.post(query, typed()).url == "/projects/KGZ-PVE-1/attachments/"


def test_what_was_refused_keeps_the_way_back(signed_in, unicef):
    client, row = signed_in("unicef"), row_of(unicef)
    (way,) = ways(Page(client.get(web_address(unicef, "activities"))), f"row-{row.uid}")
    refused = client.post(way, typed(title=""))
    assert refused.status_code == 422
    assert Page(refused).root.xpath("//form[@enctype]/@action") in ([], [""])  # to the same address once more
    assert client.post(way, typed()).url.endswith(f"#row-{row.uid}")


def test_only_at_its_own_row_a_file_is_shown(signed_in, unicef, person):
    rows = list(rows_of(unicef).values())
    indicator = indicators_of(unicef)[0]
    for record, address in (
        (rows[0], addresses.activity(rows[0].activity.uid)),
        (indicator, addresses.indicator(indicator.indicator.uid)),
    ):
        added(
            unicef.period,
            person("unicef"),
            contribution=unicef,
            address=address,
            title=f"Of {record.uid}",
            url="https://example.org/" + record.uid,
        )
    page = Page(signed_in("unicef").get(web_address(unicef, "all")))
    assert attached_to(page, f"row-{rows[0].uid}")[0].startswith(f"Of {rows[0].uid}, Other")
    assert attached_to(page, f"row-{indicator.uid}")[0].startswith(f"Of {indicator.uid}")
    assert attached_to(page, f"row-{rows[1].uid}") == []


def test_where_the_row_is_only_read_the_files_are_listed_and_none_is_added(
    signed_in, unicef, person, input_of
):
    row = row_of(unicef)
    address = addresses.activity(row.activity.uid)
    added(unicef.period, person("unicef"), contribution=unicef, address=address, title="Minutes")
    submit_contribution(unicef, by=person("unicef"), reason="It stays.")
    for who in ("unicef", "coordinator", "undp"):
        page = Page(signed_in(who).get(web_address(unicef, "activities")))
        assert attached_to(page, f"row-{row.uid}")[0].startswith("Minutes"), who
        assert not ways(page, f"row-{row.uid}")


@pytest.mark.parametrize("section", ["activities", "all"])
def test_files_cost_one_query_and_none_where_there_is_none(signed_in, unicef, person, section):
    client = signed_in("unicef")

    def asked():
        client.get(web_address(unicef, section))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(web_address(unicef, section)).status_code == 200
        return [query["sql"] for query in queries if 'FROM "contributions_attachment"' in query["sql"]], len(
            queries
        )

    def of_their_own(found):
        return [sql for sql in found if sql.startswith('SELECT "contributions_attachment"')]

    none, few = asked()
    assert of_their_own(none) == []
    for number, row in rows_of(unicef).items():
        added(
            unicef.period,
            person("unicef"),
            contribution=unicef,
            address=addresses.activity(row.activity.uid),
            url=f"https://example.org/{number}",
        )
    found, many = asked()
    assert len(of_their_own(found)) == 1
    assert many == few + 1


def test_a_row_that_is_refused_by_the_script_keeps_its_files(signed_in, unicef, person):
    row = row_of(unicef)
    address = addresses.activity(row.activity.uid)
    added(unicef.period, person("unicef"), contribution=unicef, address=address, title="Minutes")
    answer = signed_in("unicef").post(
        web_address(unicef, "activities", f"row-{row.uid}"),
        {f"a-{row.uid}-base": base_of(row, row.FIELDS).dump(), f"a-{row.uid}-status": "nothing"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Minutes" in page and ADD in page


def test_the_review_page_shows_a_reviewer_what_was_sent_with_a_row_and_not_what_came_since(
    signed_in, unicef, person
):
    row = row_of(unicef)
    address = addresses.activity(row.activity.uid)
    added(unicef.period, person("unicef"), contribution=unicef, address=address, title="Minutes")
    report = ensure_report(unicef.period)
    submit_contribution(unicef, by=person("unicef"), reason="It stays.")
    send(report, person)
    Contribution.objects.filter(pk=unicef.pk).update(state="returned", is_locked=False, is_partial=True)
    added(
        unicef.period,
        person("unicef"),
        contribution=Contribution.objects.get(pk=unicef.pk),
        address=address,
        title="Came later",
    )
    page = Page(signed_in("secretariat").get(REVIEW))
    anchor = address.replace("/", "-")
    assert [line.partition(",")[0] for line in attached_to(page, anchor)] == ["Minutes"]
    assert "Came later" not in page.words
