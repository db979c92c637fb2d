"""Every address of the administration is for administrators alone, and looking at it changes nothing."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pbfreport.tests.test_permissions_table import WRITES, patterns

pytestmark = pytest.mark.django_db

OPEN_DOORS = ("admin:login", "admin:logout")  # they lead to the portal's own sign-in page
RESULTS = ("contributions", "audit")  # apps whose records are only read here


def web_addresses():
    """Yield (name, address) of every pattern below admin/, with a record that exists where one is asked for."""
    for where, name in patterns():
        if not where.startswith("admin/"):
            continue
        key = "1"
        if match := re.match(r"admin/(\w+)/(\w+)/<path:object_id>/", where):
            record = apps.get_model(match[1], match[2])._base_manager.order_by("pk").first()
            key = str(record.pk) if record else "1"
        yield name, "/" + re.sub(r"<[^>]+>", key, re.sub(r"\(\?P.*$|\^.*$", "nowhere", where))


def test_nobody_but_an_administrator_gets_through_any_door(signed_in):
    browsers = {name: signed_in(name) for name in ("undp", "coordinator", "writer", "secretariat", "reader")}
    through = []
    for name, web_address in web_addresses():
        if name in OPEN_DOORS:
            continue
        for who, client in browsers.items():
            for answer in (client.get(web_address), client.post(web_address, {"post": "yes"})):
                door = answer.get("Location", "")
                if not (answer.status_code in (403, 404, 405) or door.startswith(reverse("admin:login"))):
                    through.append(f"{name} {web_address}: {who} got {answer.status_code} {door}")
    assert not through, "\n".join(through)


def test_a_stranger_is_sent_to_sign_in_from_every_page_of_the_administration():
    client = Client()
    for name, web_address in web_addresses():
        if name not in OPEN_DOORS:
            answer = client.get(web_address)
            assert answer.status_code == 302, web_address
            assert answer["Location"].startswith((reverse("admin:login"), reverse("account_login"))), (
                web_address
            )
            assert client.post(web_address).status_code == 401, web_address


def test_looking_at_the_administration_changes_nothing(signed_in):
    client = signed_in("admin")
    for name, web_address in web_addresses():
        mark = transaction.savepoint()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(web_address)
        transaction.savepoint_rollback(mark)
        assert answer.status_code in (200, 301, 302, 403, 404, 405), (name, web_address, answer.status_code)
        assert not [query["sql"] for query in queries if WRITES.match(query["sql"])], (name, web_address)


@pytest.mark.parametrize("app", RESULTS)
def test_results_cannot_be_written_in_the_administration_by_any_post(signed_in, app):
    client = signed_in("admin")
    for model in admin.site._registry:
        record = model._base_manager.order_by("pk").first()
        if model._meta.app_label != app or model.__name__ in ("Contribution", "WriterRow") or record is None:
            continue
        name = f"admin:{app}_{model._meta.model_name}"
        for web_address in (
            reverse(f"{name}_add"),
            reverse(f"{name}_change", args=[record.pk]),
            reverse(f"{name}_delete", args=[record.pk]),
        ):
            assert client.post(web_address, {"post": "yes"}).status_code == 403, web_address
