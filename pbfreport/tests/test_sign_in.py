"""Signing in: closed sign-up, one door for everyone, reset by mail, throttled, and what each answer's head says."""

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache, caches
from django.test import Client

from accounts.models import User
from pbfreport.tests.pages import Browser, Page, found_in
from pbfreport.tests.test_permissions_table import patterns

pytestmark = pytest.mark.django_db

PASSWORD = "peace-2021"
LOGIN, RESET = "/account/login/", "/account/password/reset/"


@pytest.fixture(autouse=True)
def nobody_has_tried():
    cache.clear()
    yield
    cache.clear()


def sign_in(client, email="unicef@example.org", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password}, **more)


def is_in(client):
    return "_auth_user_id" in client.session


def test_address_and_password_lead_to_the_work(client):
    window = Browser(client)
    page = window.open("/")
    assert urlsplit(window.url).path == LOGIN
    window.type("login", "unicef@example.org")
    window.type("password", PASSWORD)
    page = window.click("Sign in")
    assert "Waiting for you" in page.words and is_in(client)


def test_signing_in_goes_on_to_the_page_that_was_wanted(client):
    window = Browser(client)
    window.open("/projects/KGZ-PVE-1/")
    window.type("login", "unicef@example.org")
    window.type("password", PASSWORD)
    window.click("Sign in")
    assert urlsplit(window.url).path == "/projects/KGZ-PVE-1/"


def test_signing_in_never_leads_to_another_site(client):
    answer = client.post(
        LOGIN, {"login": "unicef@example.org", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/"


def test_the_address_may_be_typed_in_capitals(client):
    sign_in(client, "UNICEF@Example.org")
    assert is_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("unicef@example.org", "wrong"),
        ("nobody@example.org", PASSWORD),
        ("' OR 1=1 --", "x"),
        ("unicef@example.org", PASSWORD + "\x00"),
        ("", ""),
    ],
)
def test_a_wrong_pair_is_refused_with_the_same_sentence_and_without_the_password(client, email, password):
    answer = sign_in(client, email, password)
    assert not is_in(client)
    page = Page(answer)
    assert page.title.startswith("Error: ")
    assert page.field("password") == ""
    assert "required" not in page.words.lower() and "invalid" not in page.words.lower()


def test_whether_an_account_exists_cannot_be_read_from_the_answer():
    known, unknown = (
        Page(sign_in(Client(), email, "wrong")) for email in ("unicef@example.org", "nobody@example.org")
    )
    assert [words for _link, words in known.summary] == [words for _link, words in unknown.summary]


def test_a_person_who_may_not_sign_in_any_more_stays_out(client, person):
    User.objects.filter(pk=person("unicef").pk).update(is_active=False)
    sign_in(client)
    assert client.get("/").status_code == 302


def test_nobody_signs_up_alone(client):
    before = User.objects.count()
    page = Page(client.get("/account/signup/"))
    assert "Accounts are made by invitation" in page.words
    data = {
        "email": "new@example.org",
        "password1": "a quiet green river",
        "password2": "a quiet green river",
    }
    assert "Accounts are made by invitation" in Page(client.post("/account/signup/", data)).words
    assert User.objects.count() == before


def wrong_tries(number, email="unicef@example.org"):
    return [Page(sign_in(Client(), email, "wrong")) for _try in range(number)]


def test_too_many_wrong_passwords_close_the_account_for_a_while():
    pages = wrong_tries(6)
    assert "Too many attempts failed." in pages[-1].words
    locked = Client()
    assert "Too many attempts failed." in Page(sign_in(locked)).words  # also with the right password
    assert not is_in(locked)
    other = Client()
    sign_in(other, "ohchr@example.org")
    assert is_in(other)


def test_attempts_are_counted_in_the_shared_cache_of_all_processes(settings):
    """With the cache that the portal runs with: the table in the database."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}
    }
    assert type(caches["default"]).__name__ == "DatabaseCache"
    pages = wrong_tries(6)
    assert "Too many attempts failed." in pages[-1].words
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM portal_cache")
        assert cursor.fetchone()[0] >= 1


def test_a_forgotten_password_is_chosen_anew_by_a_link_in_a_mail():
    window = Browser(Client())
    window.open(RESET)
    window.type("email", "unicef@example.org")
    window.click("Send me the link")
    message = mail.outbox[-1]
    assert message.to == ["unicef@example.org"]
    path = urlsplit(found_in(message.body, r"http\S+/password/reset/key/\S+")).path
    page = window.open(path)
    window.type("password1", "a quiet green river")
    window.type("password2", "a quiet green river")
    form = next(form for form in page.root.forms if form.xpath(".//*[@name='password1']"))
    window.send(form)
    fresh, old = Client(), Client()
    sign_in(fresh, password="a quiet green river")
    sign_in(old)
    assert is_in(fresh) and not is_in(old)
    again = Browser(Client()).open(path)
    assert not again.root.xpath("//*[@name='password1']")


def test_a_reset_for_a_stranger_writes_no_mail_and_says_nothing_else():
    pages = []
    for email in ("nobody@example.org", "unicef@example.org"):
        window = Browser(Client())
        window.open(RESET)
        window.type("email", email)
        pages.append(window.click("Send me the link").words)
    assert [message.to for message in mail.outbox] == [["unicef@example.org"]]
    assert pages[0].replace("nobody", "unicef") == pages[1]


def test_resets_are_throttled():
    for _try in range(7):
        answer = Client().post(RESET, {"email": "unicef@example.org"})
    assert answer.status_code == 429
    assert "Too many tries" in Page(answer).words
    assert len(mail.outbox) <= 5


def test_administrators_come_in_by_the_same_door(client):
    window = Browser(client)
    window.open("/admin/")
    assert urlsplit(window.url).path == LOGIN
    window.type("login", "admin@example.org")
    window.type("password", PASSWORD)
    window.click("Sign in")
    assert urlsplit(window.url).path == "/admin/"


def test_signing_out_ends_the_session_and_needs_a_post(signed_in):
    client = signed_in("unicef")
    client.get("/account/logout/")
    assert is_in(client)
    client.post("/account/logout/")
    assert not is_in(client)


OPEN_TO_EVERYONE = {
    "account_login",
    "guest",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "invitation",
    "set_language",
    "admin:login",
}


def test_every_page_is_closed_unless_it_says_otherwise():
    from django.urls import get_resolver

    def callbacks(found):
        for item in found:
            if hasattr(item, "url_patterns"):
                yield from callbacks(item.url_patterns)
            else:
                yield item.callback

    views = zip(patterns(), callbacks(get_resolver().url_patterns), strict=True)
    opened = {name for (_where, name), view in views if not getattr(view, "login_required", True)}
    assert opened == OPEN_TO_EVERYONE


def test_signed_in_pages_are_kept_by_no_cache_and_every_page_has_a_strict_policy(signed_in, input_of, client):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    signed = signed_in("unicef")
    for url in ("/", f"/inputs/{unicef.uid}/all/", "/projects/KGZ-PVE-1/2021-H1/report/", "/nowhere/"):
        answer = signed.get(url)
        assert answer["Cache-Control"] == "no-store", url
        policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == policy["form-action"] == policy["base-uri"] == "'self'"
        assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
        assert (
            "unsafe" not in answer["Content-Security-Policy"]
            and "http" not in answer["Content-Security-Policy"]
        )
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in client.get(LOGIN)["Cache-Control"]


@pytest.mark.parametrize("who", ["unicef", "coordinator", "writer", "secretariat"])
def test_no_page_holds_a_script_a_style_or_an_address_of_another_host(signed_in, input_of, who):
    unicef, women = (input_of(office, "KGZ-PVE-1", "2021-H1") for office in ("UNICEF", "UN Women"))
    urls = [
        "/",
        "/projects/KGZ-PVE-1/",
        "/projects/KGZ-PVE-1/people/",
        f"/inputs/{unicef.uid}/",
        f"/inputs/{unicef.uid}/all/",
        f"/inputs/{unicef.uid}/submit/",
        f"/inputs/{women.uid}/all/",
        "/projects/KGZ-PVE-1/2021-H1/report/",
        "/projects/KGZ-PVE-1/2021-H1/report/preview/",
        "/projects/KGZ-PVE-1/2021-H1/report/part1/",
        "/projects/KGZ-PVE-1/2021-H1/report/cover/",
        "/account/password/change/",
    ]
    client = signed_in(who)
    for url in urls:
        page = Page(client.get(url))
        assert not page.root.xpath("//style | //script[not(@src)]"), url
        assert not page.root.xpath("//*[@style]"), url
        assert not [a for a in page.root.xpath("//@*") if getattr(a, "attrname", "").startswith("on")], url
        for web_address in page.root.xpath("//script/@src | //link/@href | //img/@src | //form/@action"):
            assert (
                web_address.startswith("/") and not web_address.startswith("//") or "data:" in web_address
            ), (
                url,
                web_address,
            )
