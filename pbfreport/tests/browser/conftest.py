"""Chromium from Debian, one portal per test process, and pages whose console and requests are watched."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect

from pbfreport.tests.browser.portal import WITH_SMALL_PROJECT, Portal, prepare_once

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A test provokes answers of these kinds; the browser and htmx write a line on the console for each.
EXPECTED = re.compile(
    r"Failed to load resource.*status of 4(01|03|04|09|22)|Response Status Error Code 4(09|22)"
)

expect.set_options(timeout=15_000)  # milliseconds; a busy machine makes a page late, not wrong

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium",
        "args": CHROMIUM_ARGUMENTS,
    }


@pytest.fixture(scope="session")
def running_portal(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Portal]:
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "browser-tests"
    prepare_once(shared)
    portal = Portal(tmp_path_factory.mktemp("portal"), shared)
    yield portal
    portal.stop()


@pytest.fixture(scope="session")
def base_url(running_portal: Portal) -> str:
    return running_portal.url


@pytest.fixture
def portal(running_portal: Portal) -> Portal:
    """Return the portal with the demo portfolio as it was loaded."""
    running_portal.reset()
    return running_portal


@pytest.fixture
def small_project(portal: Portal) -> Portal:
    """Return the portal with a small project besides, two agencies and one open round."""
    portal.reset(WITH_SMALL_PROJECT)
    return portal


class Watch:
    """What a page must never do: write errors on the console, break the content policy, ask another host."""

    def __init__(self, home: str) -> None:
        self.home, self.problems = home, list[str]()

    def on(self, context: BrowserContext) -> None:
        context.on("console", self.console)
        context.on("weberror", lambda error: self.problems.append(f"script: {error.error}"))
        context.on("request", self.request)

    def console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning") or EXPECTED.search(message.text):
            return
        self.problems.append(f"console: {message.text}")

    def request(self, request: Request) -> None:
        web_address = urlsplit(request.url)
        if web_address.scheme in ("http", "https", "ws", "wss") and web_address.netloc != self.home:
            self.problems.append(f"another host: {request.url}")


@pytest.fixture
def open_page(portal: Portal, new_context: Callable[..., BrowserContext]) -> Iterator[OpenPage]:
    """Return a way to open a browser in which a member of the cast has signed in, or nobody has."""
    watch = Watch(urlsplit(portal.url).netloc)

    def open_as(name: str = "", **options: Any) -> Page:
        # Bootstrap scrolls smoothly where motion is welcome; tests do not wait for it.
        context = new_context(**{"reduced_motion": "reduce", **options})
        context.set_default_timeout(30_000)
        watch.on(context)
        if name:
            context.add_cookies(
                [{"name": "sessionid", "value": portal.sessions[name], "url": portal.url, "httpOnly": True}]
            )
        return context.new_page()

    yield open_as
    assert watch.problems == []
    assert "Traceback" not in portal.errors()
