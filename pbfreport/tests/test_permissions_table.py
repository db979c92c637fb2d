"""Every address of the portal x GET and POST x everyone of the cast: the table says what each of them gets."""

import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from pbfreport.tests.permission_table import PEOPLE, TABLES
from pbfreport.tests.permission_table.objects import period_of, person, web_address
from pbfreport.tests.permission_table.posted import payload
from pbfreport.tests.permission_table.states import WAY, bring, state_in
from reports.tests.way import small_documents
from reports.versions import services

pytestmark = pytest.mark.django_db

REFUSALS = (401, 403, 404, 405, 409, 422)
WRITES = re.compile(
    r'^\s*(INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(?!django_session)', re.IGNORECASE
)


def lines(wanted=None):
    """Return (method, name, object, {person: status}) of every line of the table, or of one name."""
    for table in TABLES:
        head, *body = [line.split() for line in table.strip().splitlines() if line.strip()]
        assert head == list(PEOPLE), "the columns of the table are the cast"
        for method, name, thing, *statuses in body:
            assert len(statuses) == len(head), f"{method} {name} {thing} has {len(statuses)} columns"
            if wanted in (None, name):
                yield method, name, thing, dict(zip(head, map(int, statuses), strict=True))


def patterns(found: Any = None, namespace="", prefix=""):
    """Yield (address pattern, name) of the whole URLconf, includes too."""
    for item in get_resolver().url_patterns if found is None else found:
        here = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            inner = f"{namespace}{item.namespace}:" if item.namespace else namespace
            yield from patterns(item.url_patterns, inner, here)
        else:
            yield here, f"{namespace}{item.name}"


@pytest.fixture(scope="module")
def portal():
    """Return the portal as one process serves it: its middleware is loaded once for all browsers."""
    return ClientHandler(enforce_csrf_checks=False)


@pytest.fixture
def browsers(portal, db):
    """Return a browser per person of the cast, signed in."""
    browsers = {}
    for column, name in PEOPLE.items():
        browsers[column] = Client()
        browsers[column].handler = portal
        if name:
            backend = "allauth.account.auth_backends.AuthenticationBackend"
            browsers[column].force_login(person(name), backend=backend)
    return browsers


@contextmanager
def undone() -> Iterator[None]:
    """Leave the database as it was before."""
    mark = transaction.savepoint()
    yield
    transaction.savepoint_rollback(mark)


def ask(client, method, url, data):
    """Return the answer and the statements that wrote something; the database is as before afterwards."""
    with undone(), CaptureQueriesContext(connection) as queries:
        response = client.get(url) if method == "GET" else client.post(url, data)
    written = [query["sql"][:200] for query in queries if WRITES.match(query["sql"])]
    return response, written


def says_why(response) -> bool:
    """Answer whether the page of a refusal shows a whole sentence."""
    reason = str(response.context["exception" if response.status_code == 403 else "reason"])
    shown = unescape(response.content.decode())
    return len(reason) >= 20 and reason.endswith(".") and reason in shown


def wrong_with(told, response, written, *, expected, method):
    """Yield what is wrong with one answer."""
    status = response.status_code
    if status != expected:
        yield f"{told}: got {status}, the table says {expected}"
    if written and (method == "GET" or status in REFUSALS):
        yield f"{told}: {status}, and yet wrote {written}"
    if status in (403, 409) and not says_why(response):
        yield f"{told}: the page does not say why"


@pytest.fixture(autouse=True)
def _quick_and_quiet(monkeypatch):
    """Make versions of small documents, and log no refusal: what is refused here is meant to be."""
    monkeypatch.setattr(services, "documents_of", small_documents)
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


@pytest.mark.parametrize("name", list(dict.fromkeys(name for _method, name, _thing, _expected in lines())))
def test_everyone_gets_what_the_table_says(name, browsers):
    wrong = []
    for method, _name, thing, expected in sorted(lines(name), key=lambda line: WAY.index(state_in(line[2]))):
        if period := period_of(thing):
            bring(period, state_in(thing))
        with undone():
            url = web_address(name, thing)
            for column, client in browsers.items():
                data = payload(name, thing, url) if method == "POST" else {}
                response, written = ask(client, method, url, data)
                told = f"{method} {name} {thing} by {column}"
                wrong += wrong_with(told, response, written, expected=expected[column], method=method)
    assert not wrong, "\n".join(wrong)


def test_every_address_of_the_portal_stands_in_the_table():
    told = defaultdict(set)
    for method, name, _thing, _expected in lines():
        told[name].add(method)
    missing = [
        f"{method} {name} ({where})"
        for where, name in patterns()
        if not where.startswith("admin/")  # the administration has its own walk
        for method in ("GET", "POST")
        if method not in told[name]
    ]
    assert not missing, "not in pbfreport/tests/permission_table: " + ", ".join(missing)
