"""Every page of the joint report needs few queries, with 30 rows and with 300."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions.tests.many import give_indicators, give_rows
from reports.tests.report_pages import web_address

pytestmark = pytest.mark.django_db

PLACE = ("KGZ-PVE-2", "2021-FINAL")


@pytest.fixture(params=[30, 300])
def client(request, signed_in, input_of):
    unodc = input_of("UNODC", *PLACE)
    give_rows(unodc, request.param)
    give_indicators(unodc, request.param)
    client = signed_in("coordinator2")
    client.get("/")
    return client


def ask(client, page):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(web_address(*PLACE, page))
    assert answer.status_code == 200
    return "\n".join(query["sql"][:160] for query in queries), len(queries)


def test_a_section_needs_at_most_twelve_queries_and_a_document_fifteen(client):
    for section in ("cover", "part1", "part2", "part3", "covid", "indicators", "annex1"):
        told, number = ask(client, section)
        assert number <= 12, f"{section}: {told}"
    for document in ("", "preview", "download/xlsx", "download/docx"):
        told, number = ask(client, document)
        assert number <= 15, f"{document}: {told}"
