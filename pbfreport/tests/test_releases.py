"""The database of every release can be brought to today, and every page of it is read then."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections
from django.db.utils import ConnectionHandler
from django.test import Client
from django.urls import resolve

from accounts.models import User
from core.tests.sizes import WHOLE
from pbfreport.releases import keep_database, keep_media, kept_releases, load_database, load_media, media_of
from pbfreport.settings.base import database_from

# Whose pages are read in a sample. A kind of page is read once then, whoever reads it, but for those from which
# the ways part: these everyone reads.
READERS = ("unicef", "coordinator", "coordinator2", "secretariat", "admin")
CROSSROADS = {"home", "project", "contributions:input", "reports:report"}
# Which record an address is about; two addresses that differ in nothing else are one kind of page.
RECORDS = {"uid", "code", "period", "number", "pk", "object_id", "content_type_id", "anchor"}
FORMATS = ("pdf", "docx", "xlsx")
# What is read at least; a walk that no longer comes to one of these has lost its way.
READ_AT_LEAST = {
    ("home",),
    ("queue",),
    ("project",),
    ("people",),
    ("deputies:list",),
    ("files:list",),
    ("contributions:input",),
    ("contributions:edit", "all"),
    ("contributions:submit",),
    ("discussion:list",),
    ("wordings:list",),
    ("reports:report",),
    ("reports:section", "cover"),
    ("reports:preview",),
    ("reports:review",),
    ("reports:compare",),
    ("reports:version",),
    ("admin:index",),
    ("admin:projects_project_change",),
    ("admin:audit_logentry_changelist",),
    *(("reports:version-file", name) for name in FORMATS),
    *(("reports:download", name) for name in FORMATS),
}


@pytest.fixture(params=kept_releases(), ids=lambda path: path.name.removesuffix(".sql.xz"))
def release(
    request: pytest.FixtureRequest, tmp_path: Path, settings: Any, django_db_blocker: Any
) -> Iterator[Path]:
    """Put the database and the stored files of a release where the portal looks for its own."""
    database = tmp_path / "release.sqlite3"
    load_database(request.param, database)
    settings.MEDIA_ROOT = tmp_path / "media"
    load_media(media_of(request.param), settings.MEDIA_ROOT)
    own = connections["default"]
    connections["default"] = ConnectionHandler({"default": database_from(f"sqlite:///{database}")})["default"]
    ContentType.objects.clear_cache()
    with django_db_blocker.unblock():
        try:
            call_command("migrate", verbosity=0)
            yield request.param
        finally:
            connections["default"].close()
            connections["default"] = own
            ContentType.objects.clear_cache()


def links_of(response: Any, base: str) -> Iterator[str]:
    """Yield the addresses within the portal to which a page leads."""
    if not response.get("Content-Type", "").startswith("text/html") or response.streaming:
        return
    for link in lxml.html.fromstring(response.content.decode() or "<html></html>").iter("a"):
        address = urldefrag(urljoin(base, link.get("href") or "")).url
        if not urlsplit(address).netloc and not address.startswith(("mailto:", "/static/")):
            yield address


def kind_of(address: str) -> tuple[str, ...]:
    """Return the view of an address with what makes its page another one, but not the record it is about."""
    match = resolve(urlsplit(address).path)
    return (match.view_name, *(str(value) for key, value in match.kwargs.items() if key not in RECORDS))


def read_pages(name: str, seen: set[tuple[str, ...]]) -> Iterator[tuple[str, int]]:
    """Walk from home along the links of a person's pages; yield each address with the status of its answer."""
    client = Client()
    user = User.objects.get(email=f"{name}@example.org")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    waiting, own = deque(["/", "/admin/"] if user.is_staff else ["/"]), set()
    while waiting:
        address = waiting.popleft()
        kind, path = kind_of(address), urlsplit(address).path
        is_enough = kind in seen and kind[0] not in CROSSROADS and not WHOLE
        if path in own or is_enough or "logout" in kind[0]:
            continue
        seen.add(kind)
        own.add(path)
        response: Any = client.get(address, follow=True)
        yield address, response.status_code
        last = response.redirect_chain[-1][0] if response.redirect_chain else address
        waiting.extend(links_of(response, last))


def test_the_tables_of_a_release_come_to_where_the_models_are(release: Path):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    for model in apps.get_models():
        list(model._base_manager.all()[:1])
    connections["default"].check_constraints()


def test_every_page_of_a_release_can_be_read(release: Path):
    everyone = [user.email.partition("@")[0] for user in User.objects.order_by("pk")]
    seen: set[tuple[str, ...]] = set()
    pages = [(name, *page) for name in (everyone if WHOLE else READERS) for page in read_pages(name, seen)]
    assert [page for page in pages if page[2] != 200] == []
    assert READ_AT_LEAST - seen == set()


def test_what_is_kept_twice_is_kept_alike(tmp_path: Path, release: Path):
    connection = connections["default"]
    connection.ensure_connection()
    (tmp_path / "media" / "a").mkdir()
    for name in ("one", "two"):
        keep_database(connection.connection, tmp_path / name)
        keep_media(tmp_path / "media", tmp_path / f"{name}.media")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one.media").read_bytes() == (tmp_path / "two.media").read_bytes()
