"""Every address of the portal x GET and POST x everyone of the cast: the table says what each of them gets."""

import re
from collections import defaultdict
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from accounts.invitations import tokens
from accounts.models import Office, User
from contributions.forms import ExpenditureForm
from contributions.models import ActivityEntry, Contribution
from core.saving import base_of
from pbfreport.tests.permission_table import PEOPLE, TABLE
from projects.models import Membership

pytestmark = pytest.mark.django_db

INPUTS = {
    "unicef-shared": ("UNICEF", "KGZ-PVE-1", "2021-H1"),  # open, shared with the others
    "ohchr-unshared": ("OHCHR", "KGZ-PVE-1", "2021-FINAL"),  # open, nobody else reads it
    "ohchr-submitted": ("OHCHR", "KGZ-PVE-1", "2021-H1"),
    "women-unshared": ("UN Women", "KGZ-PVE-1", "2021-FINAL"),  # the writer's office
    "unodc-submitted": ("UNODC", "KGZ-PVE-2", "2020-ANNUAL"),
}
PROJECTS = {"pve-1": "KGZ-PVE-1", "pve-2": "KGZ-PVE-2"}
REFUSALS = (401, 403, 404, 405, 409)
WRITES = re.compile(
    r'^\s*(INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(?!django_session)', re.IGNORECASE
)


def lines(wanted=None):
    """Return (method, name, object, {person: status}) of every line of the table, or of one name."""
    head, *body = [line.split() for line in TABLE.strip().splitlines() if line.strip()]
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


def entry_of(contribution):
    return ActivityEntry.objects.filter(contribution=contribution).order_by("pk").first()


def address(name, thing):
    """Return the address of a line: the view's name with the object in words."""
    if thing == "-":
        return reverse(name)
    if name == "invitation":
        user, _created = User.objects.get_or_create(email="invited@example.org")
        user.set_unusable_password()
        user.save()
        return reverse(name, args=[user.uid, tokens.make_token(user) if thing == "good-link" else "no-token"])
    if name.startswith("account_"):
        return reverse(name, args=thing.split("/"))
    thing, *rest = thing.split("/")
    if thing in INPUTS:
        contribution = input_named(thing)
        if name == "contributions:row" and len(rest) == 1:
            entry = entry_of(contribution)
            rest.append(f"row-{entry.uid}" if entry else "money")
        return reverse(name, args=[contribution.uid, *rest])
    code = PROJECTS[thing]
    if name == "end-person":
        membership = Membership.objects.get(project__code=code, user__email=f"{rest[0]}@example.org")
        return reverse(name, args=[code, membership.uid])
    return reverse(name, args=[code, *rest])


def input_named(thing):
    office, project, period = INPUTS[thing]
    return Contribution.objects.get(
        office__organisation__short_name=office, period__project__code=project, period__code=period
    )


def payload(name, thing):
    """Return what is posted: always a real change, so that nobody is let through for lack of one."""
    kind = thing.split("/")[0]
    if name in ("contributions:edit", "contributions:row"):
        entry = entry_of(input_named(kind))
        if entry is None:
            return {}
        base = base_of(entry, ActivityEntry.FIELDS).dump()
        money = base_of(entry.contribution, ExpenditureForm.names).dump()
        return {f"a-{entry.uid}-base": base, f"a-{entry.uid}-progress": "Another text.", "money-base": money}
    if name == "contributions:share":
        return {"shared": "no" if kind == "unicef-shared" else "yes"}
    if name == "contributions:reopen":
        return {"reason": "A figure has to change."}
    if name == "people":
        project = PROJECTS[kind]
        name_there = "UNICEF" if project == "KGZ-PVE-1" else "UNODC"
        office = Office.objects.get(organisation__short_name=name_there)
        return {"email": "new@example.org", "name": "New", "office": office.uid, "role": "reader"}
    if name == "invitation":
        return {"name": "Somebody", "password": "a quiet green river"}
    if name == "set_language":
        return {"language": "en"}
    return {}


def clients():
    """Return a browser per person of the cast, signed in."""
    browsers = {}
    for column, name in PEOPLE.items():
        browsers[column] = Client()
        if name:
            user = User.objects.get(email=f"{name}@example.org")
            browsers[column].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browsers


def ask(client, method, url, data):
    """Return the answer and the statements that wrote something; the database is as before afterwards."""
    mark = transaction.savepoint()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url) if method == "GET" else client.post(url, data)
    transaction.savepoint_rollback(mark)
    written = [query["sql"][:200] for query in queries if WRITES.match(query["sql"])]
    return response, written


@pytest.mark.parametrize("name", list(dict.fromkeys(name for _method, name, _thing, _expected in lines())))
def test_everyone_gets_what_the_table_says(name):
    browsers = clients()
    wrong = []
    for method, _name, thing, expected in lines(name):
        url, data = address(name, thing), payload(name, thing)
        for column, client in browsers.items():
            response, written = ask(client, method, url, data)
            status = response.status_code
            told = f"{method} {url} by {column}"
            if status != expected[column]:
                wrong.append(f"{told}: got {status}, the table says {expected[column]}")
            if written and (method == "GET" or status in REFUSALS):
                wrong.append(f"{told}: {status}, and yet wrote {written}")
            if status in (403, 409):
                reason = str(response.context["exception" if status == 403 else "reason"])
                if (
                    len(reason) < 20
                    or not reason.endswith(".")
                    or reason not in unescape(response.content.decode())
                ):
                    wrong.append(f"{told}: the page does not say why")
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
    assert not missing, "not in pbfreport/tests/permission_table.py: " + ", ".join(missing)
