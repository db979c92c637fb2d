"""Every page of a project and of its periods says where one is, leads back up, and names the person's role."""

import pytest

from pbfreport.tests.pages import Page, words_of

pytestmark = pytest.mark.django_db
PROJECT = "/projects/KGZ-PVE-1/"
PERIOD = f"{PROJECT}2021-H1/"


def crumbs(page):
    """Return the way back up as (words, address)."""
    items = page.root.xpath("//nav[@class='breadcrumbs']//li/*")
    return [(words_of(item), item.get("href")) for item in items]


@pytest.mark.parametrize(
    ("way", "names"),
    [
        (f"{PERIOD}report/", ["KGZ-PVE-1", "Joint report 2021-H1"]),
        (f"{PERIOD}report/preview/", ["KGZ-PVE-1", "Joint report 2021-H1", "Preview"]),
        (f"{PERIOD}talk/", ["KGZ-PVE-1", "Joint report 2021-H1", "Comments"]),
        (f"{PERIOD}wording/", ["KGZ-PVE-1", "Joint report 2021-H1", "Suggested wordings"]),
        (PROJECT, ["KGZ-PVE-1"]),
        (f"{PROJECT}people/", ["KGZ-PVE-1", "People"]),
        (f"{PROJECT}attachments/", ["KGZ-PVE-1", "Attachments"]),
        (f"{PROJECT}attachments/add/", ["KGZ-PVE-1", "Attachments", "Add an attachment"]),
    ],
)
def test_a_page_names_its_place_and_the_role(signed_in, way, names):
    page = Page(signed_in("coordinator").get(way))
    assert [words for words, _url in crumbs(page)] == names
    assert all(url for _words, url in crumbs(page)[:-1])
    assert crumbs(page)[-1][1] is None
    assert [words_of(item) for item in page.root.xpath("//*[@class='site-role']")] == ["Coordinator"]
    bar = [words_of(item) for item in page.root.xpath("//*[@class='site-place']")]
    assert bar == (["KGZ-PVE-1 2021-H1"] if "2021-H1" in way else [])


def test_the_page_of_an_input_names_its_period(signed_in, input_of):
    own = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    page = Page(signed_in("unicef").get(f"/inputs/{own.uid}/"))
    assert [words for words, _url in crumbs(page)] == ["KGZ-PVE-1", "UNICEF's input"]
    assert [words_of(item) for item in page.root.xpath("//*[@class='site-place']")] == ["KGZ-PVE-1 2021-H1"]
