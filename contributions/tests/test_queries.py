"""Pages of an input need few queries, and no more with 300 rows than with 30."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions.models import IndicatorEntry
from contributions.tests.entries import reopened, web_address
from contributions.tests.many import give_indicators, give_rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("section", ["activities", "indicators", "texts", "budget", "all"])
@pytest.mark.parametrize("rows", [30, 300])
def test_an_editor_page_needs_at_most_twelve_queries(signed_in, input_of, section, rows):
    unodc = reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))
    if section in ("activities", "all"):
        give_rows(unodc, rows)
    if section in ("indicators", "all"):
        give_indicators(unodc, rows)
    client = signed_in("unodc")
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(web_address(unodc, section))
    assert answer.status_code == 200
    shown = answer.context["editor"].records
    if section in ("activities", "all"):
        assert len(shown.activity_entries) == rows
    if section in ("indicators", "all"):
        assert len(shown.indicator_entries) == rows
    assert len(queries) <= 12, "\n".join(query["sql"][:160] for query in queries)


# The check page asks two more: the codes of the activities that a text may name, and what was answered to its points.
@pytest.mark.parametrize(("page", "most"), [("", 12), ("submit", 14)])
@pytest.mark.parametrize("rows", [30, 300])
def test_the_task_list_and_the_check_page_need_no_more_queries_with_many_rows(
    signed_in, input_of, page, most, rows
):
    unodc = reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))
    give_rows(unodc, rows)
    give_indicators(unodc, rows)
    client = signed_in("unodc")
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(web_address(unodc, *([page] if page else []))).status_code == 200
    assert len(queries) <= most, "\n".join(query["sql"][:160] for query in queries)


def test_saving_one_row_by_itself_needs_few_queries_on_a_page_of_300(signed_in, input_of):
    unodc = reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))
    give_indicators(unodc, 300)
    entry = IndicatorEntry.objects.filter(contribution=unodc).latest("pk")
    client = signed_in("unodc")
    base = '{"v": 1}'
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(
            web_address(unodc, "indicators", f"row-{entry.uid}"),
            {f"i-{entry.uid}-base": base, f"i-{entry.uid}-progress": "One of many."},
            headers={"HX-Request": "true"},
        )
    assert answer.status_code == 200
    assert len(queries) <= 24, "\n".join(query["sql"][:160] for query in queries)
