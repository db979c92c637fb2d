"""A place of a report and a field of it are called the same wherever they are named."""

import pytest

from activities.models import Activity
from checks.data import Row
from contributions.models import Attachment
from contributions.points.check_input import texts_of_row
from discussion.address_words import address_words, field_words, where_in, words_at
from pbfreport.tests.pages import Page
from projects import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def h1(period):
    return period("KGZ-PVE-1", "2021-H1")


@pytest.fixture
def final(period):
    """Return a report of a project with indicators."""
    return period("KGZ-PVE-2", "2021-FINAL")


def test_some_places_are_called_as_all_of_them_are(h1, final):
    seen = set()
    for one in (h1, final):
        words = address_words(one)
        kinds = {address.partition("/")[0] for address in words}
        assert words_at(one, list(words)) == words
        for kind in kinds:
            wanted = [address for address in words if address.partition("/")[0] == kind]
            assert words_at(one, wanted) == {address: words[address] for address in wanted}, kind
        seen |= kinds
    assert seen == set(addresses.KINDS)


def test_one_kind_of_place_takes_one_query_however_many(h1, final, django_assert_num_queries):
    for one, kind in ((h1, "activity"), (final, "indicator")):
        wanted = [address for address in address_words(one) if address.startswith(kind)]
        assert len(wanted) > 1
        with django_assert_num_queries(1):
            words_at(one, wanted)
    with django_assert_num_queries(0):
        assert words_at(h1, [addresses.COVER, "cover/x"]) == {addresses.COVER: "Cover"}


def test_a_row_has_one_number_beside_a_comment_a_file_and_a_point(h1, signed_in, person):
    row = Activity.objects.of_project(h1.project_id).rows().in_form_order()[2]
    address = addresses.activity(row.uid)
    Attachment.objects.create(
        project=h1.project,
        period=h1,
        address=address,
        kind="other",
        title="Minutes",
        url="https://example.org/",
        uploaded_by=person("coordinator"),
    )
    name = f"Row 3: {row.title[:40]}"
    assert address_words(h1)[address].startswith(name)
    client = signed_in("coordinator")
    for way in ("2021-H1/talk/", "attachments/"):
        assert name in Page(client.get(f"/projects/KGZ-PVE-1/{way}")).words, way
    texts = (("next_steps", "Go on."),)
    told = Row(address, "Row 3", "UNDP", row.title, "1.1", "ongoing", "Done.", "Go on.", texts)
    assert [text.where for text in texts_of_row(told)] == [
        "Row 3, progress achieved",
        "Row 3, required next steps",
    ]


def test_a_field_is_called_as_its_form_calls_it():
    assert field_words("activity/x", "next_steps") == "Required next steps"
    assert field_words("indicator/x", "progress") == "Current progress, in words"
    assert where_in("indicator/x", "Indicator 1.1", "variance_reason") == (
        "Indicator 1.1, reason for variance or delay"
    )
    assert (field_words("question/x", "text"), where_in("question/x", "Status", "text")) == ("", "Status")
