"""An input that was handed in shows, beside its acceptance, with which points and what was written to them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions.models import StoredPoint
from contributions.points.services import answer_points, current_points
from contributions.services import submit_contribution
from contributions.tests.entries import reopened, web_address
from pbfreport.tests.pages import Browser
from projects.models import Membership

pytestmark = pytest.mark.django_db

HEAD = "Points to check when it was submitted"


@pytest.fixture
def unodc(input_of):
    """Returned as a whole, with figures to explain and hints."""
    return reopened(input_of("UNODC", "KGZ-PVE-2", "2021-FINAL"))


@pytest.fixture
def handed_in(unodc, person):
    points = current_points(unodc)
    answer_points(
        unodc.period, unodc, points, points.figures[:1], by=person("unodc"), text="The target was set low."
    )
    submit_contribution(unodc, by=person("unodc"), reason="The survey was called off.")
    return unodc


def stored(contribution, address="activity/none", severity="stop", **values):
    words = {"sentence": "It says nothing.", "answer": "Known later.", "where": "Row 7"}
    return StoredPoint.objects.create(
        period=contribution.period,
        contribution=contribution,
        address=address,
        severity=severity,
        rule="a_rule",
        text_hash="x",
        **{**words, **values},
    )


@pytest.fixture
def coordinator(handed_in):
    role = Membership.Role.COORDINATOR
    member = Membership.objects.filter(project=handed_in.period.project, role=role)[0]
    return member.user.email.partition("@")[0]


def test_who_accepts_reads_why_points_stay_and_the_sentences_to_figures(signed_in, handed_in, coordinator):
    stored(handed_in)
    figure = StoredPoint.objects.get(contribution=handed_in, answer="The target was set low.")
    page = Browser(signed_in(coordinator)).open(web_address(handed_in))
    assert "Accept this input" in page.words and HEAD in page.words
    assert "It says nothing." in page.words and "Written to it: Known later." in page.words
    assert " ".join(figure.sentence.split()) in page.words
    assert "Written to it: The target was set low." in page.words


def test_a_figure_without_a_sentence_is_named_as_one(signed_in, handed_in, coordinator):
    StoredPoint.objects.filter(contribution=handed_in).delete()
    stored(handed_in, severity="figure", answer="")
    page = Browser(signed_in(coordinator)).open(web_address(handed_in))
    assert "1 figure to explain" in page.words and "Nothing was written to it." in page.words


def test_hints_are_counted_without_those_that_were_dismissed(signed_in, handed_in, coordinator):
    StoredPoint.objects.filter(contribution=handed_in).delete()
    for is_dismissed in (True, False):
        stored(handed_in, severity="hint", is_dismissed=is_dismissed, sentence="A short word.")
    page = Browser(signed_in(coordinator)).open(web_address(handed_in))
    assert "1 hint was left as it is." in page.words and "A short word." not in page.words


def test_an_input_that_is_with_its_organisation_shows_no_points_of_before(signed_in, handed_in):
    assert HEAD in Browser(signed_in("unodc")).open(web_address(handed_in)).words
    reopened(handed_in)
    assert HEAD not in Browser(signed_in("unodc")).open(web_address(handed_in)).words


def test_a_writer_reads_the_points_of_the_own_rows_alone(signed_in, handed_in, person):
    Membership.objects.filter(user=person("unodc"), role=Membership.Role.FOCAL_POINT).update(
        role=Membership.Role.WRITER
    )
    StoredPoint.objects.filter(contribution=handed_in).delete()
    stored(handed_in, "money", sentence="The expenditure is missing.")
    page = Browser(signed_in("unodc")).open(web_address(handed_in))
    assert page.status == 200 and "The expenditure is missing." not in page.words


def test_the_points_cost_one_query_whatever_their_number(signed_in, handed_in, coordinator):
    client = signed_in(coordinator)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(web_address(handed_in)).status_code == 200
        return [query["sql"] for query in asked]

    queries()
    for _number in range(30):
        stored(handed_in)
    assert sum("storedpoint" in sql for sql in queries()) == 1
