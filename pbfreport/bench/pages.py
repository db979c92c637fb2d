"""How long the queue and the first page take with ten and with a thousand projects, as a ratio within one run."""

import sys
from statistics import median
from time import perf_counter

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from accounts.models import User
from pbfreport.bench.many import many_projects
from projects.models import Membership, Portfolio

FEW, MANY = 10, 1000
ROUNDS = 9
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def pages_of(number: int) -> list[tuple[str, Client, str]]:
    """Create so many projects; returns the pages to measure: name, signed-in browser, address."""
    portfolio = Portfolio.objects.create(code=f"MANY-{number}", name=f"{number} projects", country="Many")
    coordinator = User.objects.create(email=f"coordinator-{number}@example.org")
    reviewer = User.objects.create(email=f"reviewer-{number}@example.org")
    Membership.objects.create(user=reviewer, role=Membership.Role.REVIEWER, portfolio=portfolio)
    many_projects(number, portfolio=portfolio, coordinator=coordinator, prefix=f"MANY-{number}")
    return [
        ("Queue", _browser(reviewer), reverse("queue")),
        ("Home of a reviewer", _browser(reviewer), reverse("home")),
        ("Home of a coordinator", _browser(coordinator), reverse("home")),
    ]


def _browser(person: User) -> Client:
    browser = Client()
    browser.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser


def _seconds(browser: Client, web_address: str) -> float:
    began = perf_counter()
    browser.get(web_address)
    return perf_counter() - began


def _queries(browser: Client, web_address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(web_address)
    if answer.status_code != 200:
        raise RuntimeError(f"{web_address} answered {answer.status_code}")
    return len(queries)


def run_pages() -> None:
    """Print, per page, the medians with few and with many projects, their ratio, and the number of queries."""
    with override_settings(
        ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False, STORAGES={**settings.STORAGES, **PLAIN}
    ):
        few, many = pages_of(FEW), pages_of(MANY)
        sys.stdout.write(
            f"{'Queue and home, warm medians in seconds':<46}{FEW:>8}{MANY:>8}   ratio  queries\n"
        )
        for (name, small, web_address), (_name, large, _address) in zip(few, many, strict=True):
            number = [_queries(browser, web_address) for browser in (small, small, large, large)][-1]
            # In turns, so that whatever else the machine does slows down both.
            pairs = [(_seconds(small, web_address), _seconds(large, web_address)) for _round in range(ROUNDS)]
            short, long = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
            line = f"{name + ' (goal 2.0 and 12 at most)':<46}{short:>8.3f}{long:>8.3f}{long / short:>8.2f}{number:>9}"
            sys.stdout.write(line + "\n")
        sys.stdout.flush()
