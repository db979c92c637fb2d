"""When a request cannot be taken, everything that was typed comes back: stale token, ended session, too large."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contributions.models import ActivityEntry
from contributions.tests.entries import name, rows_of, web_address
from core.typed_text import kept_texts
from pbfreport.tests.pages import Page
from projects.models import Membership

pytestmark = pytest.mark.django_db

TYPED = "Узун текст, typed for an hour."
NEXT = "What comes next, typed too."


@pytest.fixture
def unicef(input_of):
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def data(unicef):
    row = rows_of(unicef)[23]
    return {
        "csrfmiddlewaretoken": "a-token-of-yesterday",
        name(row, "base"): '{"v": 1}',
        name(row, "status"): "ongoing",
        name(row, "progress"): TYPED,
        name(row, "next_steps"): NEXT,
        "money-money_source": "",
        "row": f"row-{row.uid}",
    }


def kept(answer):
    return [(area.text or "").strip() for area in Page(answer).root.iter("textarea")]


def unchanged(unicef):
    return not ActivityEntry.objects.filter(contribution=unicef, progress=TYPED).exists()


def test_a_stale_token_gives_403_with_everything_that_was_typed(signed_in, unicef, data):
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in("unicef").cookies
    answer = client.post(web_address(unicef, "all"), data)
    assert answer.status_code == 403
    assert TYPED in kept(answer) and NEXT in kept(answer)
    page = Page(answer)
    assert "This page was open for too long" in page.words
    assert "a-token-of-yesterday" not in page.source and '{"v": 1}' not in page.source
    assert unchanged(unicef)


def test_a_form_sent_after_the_session_has_ended_gives_401_with_the_text(unicef, data):
    answer = Client().post(web_address(unicef, "all"), data)
    assert answer.status_code == 401
    assert TYPED in kept(answer) and NEXT in kept(answer)
    page = Page(answer)
    assert "Your session ended before this was saved. Nothing is lost" in page.words
    assert f"/account/login/?next={web_address(unicef, 'all')}" in page.root.xpath("//a/@href")
    assert unchanged(unicef)


def test_a_request_that_is_too_large_gives_413_with_the_text(signed_in, unicef, data, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    body = "&".join(f"{key}={value}" for key, value in data.items())
    answer = signed_in("unicef").post(
        web_address(unicef, "all"), body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert TYPED in kept(answer) and NEXT in kept(answer)
    assert unchanged(unicef)


def test_a_request_with_too_many_fields_gives_413_with_the_text(signed_in, unicef, data, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    body = "&".join(f"{key}={value}" for key, value in data.items())
    answer = signed_in("unicef").post(
        web_address(unicef, "all"), body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert TYPED in kept(answer) and NEXT in kept(answer)
    assert unchanged(unicef)


def test_a_body_that_is_no_form_still_gets_the_page(signed_in, unicef, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = signed_in("unicef").post(
        web_address(unicef, "all"), b"\xff\xfe" * 100, content_type="application/json"
    )
    assert answer.status_code in (302, 413)
    broken = signed_in("unicef").post(
        web_address(unicef, "all"),
        b"a=%ff%fe&b=" + b"\xff" * 50,
        content_type="application/x-www-form-urlencoded",
    )
    assert broken.status_code == 413


@pytest.mark.parametrize(
    "url", ["/account/login/", "/account/password/reset/key/abc-def/", "/account/password/change/"]
)
def test_a_password_is_never_shown_again(url, settings, signed_in):
    cache.clear()
    secret = "a quiet green river"
    fields = {
        "login": "unicef@example.org",
        "password": secret,
        "oldpassword": secret,
        "password1": secret,
        "password2": secret,
    }
    stale = Client(enforce_csrf_checks=True)
    stale.cookies = signed_in("unicef").cookies
    answers = [Client().post(url, fields), signed_in("unicef").post(url, fields), stale.post(url, fields)]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20
    answers.append(
        Client().post(
            url,
            "&".join(f"{k}={v}" for k, v in fields.items()),
            content_type="application/x-www-form-urlencoded",
        )
    )
    assert answers[2].status_code == 403 and answers[3].status_code == 413
    for answer in answers:
        assert secret not in answer.content.decode()


def test_an_accepted_invitation_that_went_stale_does_not_show_the_password():
    stale = Client(enforce_csrf_checks=True)
    answer = stale.post("/invitation/abc/def-ghi/", {"name": "New Person", "password": "a quiet green river"})
    assert answer.status_code == 403
    assert "a quiet green river" not in answer.content.decode()
    assert "New Person" in kept(answer)


def test_what_was_typed_is_shown_as_text_and_never_as_markup(unicef):
    hostile = "</textarea><script>alert(1)</script>{{ 7|add:7 }}"
    answer = Client().post(web_address(unicef, "all"), {"a-x-progress": hostile})
    assert kept(answer) == [hostile]
    assert not Page(answer).root.xpath("//script[not(@src)]")


def test_fields_of_the_page_itself_are_not_shown_and_every_field_of_a_person_is():
    posted = [
        ("csrfmiddlewaretoken", ["t"]),
        ("next", ["/"]),
        ("a-u-base", ["{}"]),
        ("row", ["row-u"]),
        ("keep-a-u-progress", ["mine"]),
        ("password", ["p"]),
        ("new_password1", ["p"]),
        ("a-u-next_steps", ["kept"]),
        ("a-u-progress", ["kept", "  "]),
        ("i-u-source", ["kept"]),
        ("seen", ["3"]),
        ("addresses", ["activity/u"]),
        ("sentence-0a1b2c", ["kept"]),
    ]
    assert kept_texts(posted) == [
        ("Next steps", "kept"),
        ("Progress", "kept"),
        ("Source", "kept"),
        ("Sentence", "kept"),
    ]


def end_roles(user, *, reads=None):
    """End what a person holds; with a contribution they are only a reader on its project from now on."""
    Membership.objects.filter(user=user).update(starts_on="2019-01-01", ends_on="2020-01-01")
    if reads is not None:
        Membership.objects.create(user=user, role="reader", project=reads.period.project, office=reads.office)


def test_a_role_that_ended_while_one_typed_gives_403_with_everything_that_was_typed(
    signed_in, unicef, data, person
):
    client = signed_in("unicef")
    end_roles(person("unicef"), reads=unicef)
    answer = client.post(web_address(unicef, "all"), data)
    assert answer.status_code == 403
    page = Page(answer)
    assert kept(answer) == ["ongoing", TYPED, NEXT]
    assert "Only focal points and writers of UNICEF write here." in page.words
    assert "a-token-of-yesterday" not in page.source and '{"v": 1}' not in page.source
    assert unchanged(unicef)


def test_a_project_that_one_no_longer_sees_gives_404_with_everything_that_was_typed(
    signed_in, unicef, data, person
):
    client = signed_in("unicef")
    end_roles(person("unicef"))
    answer = client.post(web_address(unicef, "all"), data)
    assert answer.status_code == 404
    assert kept(answer) == ["ongoing", TYPED, NEXT]
    assert "There is no such page for you" in Page(answer).words
    assert "KGZ-PVE-1" not in answer.content.decode()


def test_a_page_that_is_read_and_not_there_keeps_nothing(signed_in, unicef, person):
    assert not kept(signed_in("unicef").get("/inputs/nowhere/"))
    assert not kept(Client().post("/nowhere/", {"text": TYPED}))


def test_a_file_and_a_password_are_never_shown_again_with_404(signed_in):
    upload = SimpleUploadedFile("secret.txt", b"what the file says")
    typed = {"title": TYPED, "password": "a quiet green river", "file": upload}
    answer = signed_in("unicef").post("/nowhere/", typed)
    assert answer.status_code == 404
    assert kept(answer) == [TYPED]
    assert b"what the file says" not in answer.content and b"secret.txt" not in answer.content


def test_a_body_that_cannot_be_read_is_still_404(signed_in, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert signed_in("unicef").post("/nowhere/", {"text": TYPED}).status_code == 404
    answer = signed_in("unicef").post("/nowhere/", b"broken", content_type="multipart/form-data; boundary=")
    assert answer.status_code == 404
