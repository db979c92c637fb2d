"""The server process of the browser tests: `prepare` fills the databases, `serve` answers until its input closes."""

import json
import os
import socket
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connection

# A test that looks at a page before it stands then fails every time, and not once in a hundred on a busy machine.
# Only what a page asks for, by a click, a key or a script: an address that a test opens is waited for anyway.
LATE = 0.1  # seconds before the answer


class QuietHandler(WSGIRequestHandler):
    """Answers without a line per request."""

    def log_message(self, format: str, *args: object) -> None:
        return


def prepare(known_file: Path) -> None:
    """Fill a database with the demo portfolio and one with a small project besides; write down what is known."""
    from conftest import PASSWORD
    from contributions.models import Contribution
    from pbfreport.demo import load_demo
    from pbfreport.demo.cast import CAST
    from pbfreport.tests.browser.portal import DEMO, WITH_SMALL_PROJECT
    from pbfreport.tests.browser.small import create_small_project

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    load_demo(PASSWORD)
    sessions = {person.email.split("@")[0]: _session(person.email) for person in CAST}
    _keep(known_file.with_name(DEMO))
    create_small_project()
    _keep(known_file.with_name(WITH_SMALL_PROJECT))
    inputs = Contribution.objects.select_related("office__organisation", "period__project")
    known = {
        "sessions": sessions,
        "inputs": {
            f"{item.office.short_name} {item.period.project.code} {item.period.code}": item.uid
            for item in inputs
        },
    }
    known_file.write_text(json.dumps(known))


def _keep(target: Path) -> None:
    """Copy the database as it stands."""
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)


def _session(email: str) -> str:
    """Return the key of a session in which this person is signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import User

    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    assert session.session_key
    return session.session_key


def serve() -> None:
    """Answer on a free port, which is printed, until the tests end and standard input closes."""
    import threading

    from django.core.wsgi import get_wsgi_application

    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler, connections_override=None)
    app = get_wsgi_application()

    def late(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        opened = environ.get("HTTP_SEC_FETCH_SITE", "none") == "none"
        time.sleep(0 if opened or environ["PATH_INFO"].startswith("/static/") else LATE)
        return app(environ, start)

    server.set_app(late)
    server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]))
    else:
        serve()
