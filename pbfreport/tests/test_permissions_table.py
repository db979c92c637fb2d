"""Every address of the portal x GET and POST x everyone of the cast: the table says what each of them gets."""

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLResolver, get_resolver

from pbfreport.tests.permission_table import PEOPLE, TABLES
from pbfreport.tests.permission_table.objects import period_in, period_named, person, web_address
from pbfreport.tests.permission_table.posted import payload
from pbfreport.tests.permission_table.states import bring, state_in
from reports.tests.way import small_documents
from reports.versions import services

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


Address = (
    tuple[str, str, str] | None
)  # project, period and state of a report; None is the demo as it was loaded


def anchor_of(thing: str) -> Address:
    """Return the place that an object is looked at in."""
    period, state = period_in(thing), state_in(thing)
    return None if period is None or state == "draft" else (*period, state)


# Of every place the names that are asked there, so that a report is brought there once for all of them.
NAMES: dict[Address, dict[str, None]] = defaultdict(dict)
for _method, _name, _thing, _expected in lines():
    NAMES[anchor_of(_thing)].setdefault(_name)


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """Replace the fixture of this name: one transaction for the whole table, each answer in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(db):
    """Return a browser per person of the cast, signed in; all visit one portal, whose middleware is loaded once."""
    portal = ClientHandler(enforce_csrf_checks=False)
    browsers = {}
    for column, name in PEOPLE.items():
        browsers[column] = Client()
        browsers[column].handler = portal
        if name:
            backend = "allauth.account.auth_backends.AuthenticationBackend"
            browsers[column].force_login(person(name), backend=backend)
    return browsers


@pytest.fixture(scope="module")
def quick_and_quiet():
    """Make versions of small documents, and log no refusal: what is refused here is meant to be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services, "documents_of", small_documents)
        patch.setattr(logging.getLogger("django.request"), "disabled", True)
        yield


@contextmanager
def undone() -> Iterator[None]:
    """Leave the database as it was before, with no savepoint left open: each would make all that follows slower."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Stage:
    """Where the reports stand: as in the demo, or one of them brought to the place that lines look at."""

    def __init__(self) -> None:
        self.address: Address = None
        self.brought = ExitStack()

    def bring(self, address: Address) -> None:
        """Bring about another place from the demo as it was; tests of one place follow each other."""
        if address == self.address:
            return
        self.brought.close()
        self.address = address
        if address:
            self.brought.enter_context(undone())
            *period, state = address
            bring(period_named(*period), state)


@pytest.fixture(scope="module")
def stage(db, quick_and_quiet):
    stage = Stage()
    yield stage
    stage.brought.close()


class Writing:
    """Keep the statements that write something, as they are sent.

    Django's own list of queries asks SQLite once more for the text of each.
    """

    def __init__(self) -> None:
        self.written: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if WRITES.match(sql):
            self.written.append(sql[:200])
        return execute(sql, *rest)


def ask(client, method, url, data):
    """Return the answer and the statements that wrote something; database and browser are as before afterwards."""
    writing, cookies = Writing(), dict(client.cookies)
    with undone(), connection.execute_wrapper(writing):
        response = client.get(url) if method == "GET" else client.post(url, data)
    client.cookies.clear()
    client.cookies.update(cookies)
    return response, writing.written


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


@pytest.mark.parametrize(
    ("address", "name"),
    [
        pytest.param(address, name, id="-".join((name, *(address or ("draft",)))))
        for address, names in NAMES.items()
        for name in names
    ],
)
def test_everyone_gets_what_the_table_says(address, name, stage, browsers):
    stage.bring(address)
    wrong = []
    for method, _name, thing, expected in lines(name):
        if anchor_of(thing) != address:
            continue
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
