"""Rules and documents know no table and no request, also not through what they import of the apps below.

The contract of import-linter sees the portal's own modules; what a module takes of Django it sees as one, so this does.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PURE = ("checks", "documents")
OWN = (
    *PURE,
    "core",
    "projects",
    "accounts",
    "audit",
    "indicators",
    "activities",
    "discussion",
    "contributions",
)
# Of Django: words, escaping, templates and what is raised. Nothing of its tables, requests, pages and forms.
ALLOWED = ("django.utils", "django.template", "django.core.exceptions")

Read = Callable[[str], str | None]


def stored(module: str) -> str | None:
    """Return the text of a module of the portal; None where there is no such module."""
    path = ROOT.joinpath(*module.split("."))
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if file.exists():
            return file.read_text(encoding="utf-8")
    return None


def imported_by(module: str, text: str) -> Iterator[str]:
    """Return all that a module imports, names of a `from` import as modules where they may be some."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, module
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def impure_imports(module: str, read: Read = stored) -> list[str]:
    """Return the ways from a module to something of Django that is not allowed, through whatever it imports."""
    ways: list[str] = []
    seen = {module}
    waiting: list[tuple[str, ...]] = [(module,)]
    while waiting:
        way = waiting.pop()
        text = read(way[-1])
        for name in imported_by(way[-1], text) if text is not None else ():
            first = name.partition(".")[0]
            if first == "django" and not any(name == at or name.startswith(f"{at}.") for at in ALLOWED):
                parents = [at for at in ALLOWED if at.startswith(f"{name}.")]
                ways += [] if parents or name == "django" else [" > ".join((*way, name))]
            elif first in OWN and name not in seen and read(name) is not None:
                seen.add(name)
                waiting.append((*way, name))
    return ways


def modules_of(package: str) -> list[str]:
    """Return the modules of a pure app; its apps.py and its command are Django's own places."""
    files = sorted((ROOT / package).rglob("*.py"))
    names = [file.relative_to(ROOT).with_suffix("") for file in files]
    outside = {"tests", "management", "migrations", "apps"}
    return [
        ".".join(name.parts).removesuffix(".__init__") for name in names if outside.isdisjoint(name.parts)
    ]


@pytest.mark.parametrize("package", PURE)
def test_a_pure_room_imports_no_table_and_no_request(package):
    assert len(modules_of(package)) > 10
    found = [way for module in modules_of(package) for way in impure_imports(module)]
    assert found == []


@pytest.mark.parametrize(
    ("planted", "way"),
    [
        ("from django.db import models", "checks.rules > django.db"),
        ("from django.http import HttpRequest", "checks.rules > django.http"),
        ("def late():\n    from django import forms", "checks.rules > django.forms"),
        ("from core.models import WithUid", "checks.rules > core.models > django.db"),
        ("from projects import models", "checks.rules > projects.models"),
        ("import django.core.handlers.wsgi", "checks.rules > django.core.handlers.wsgi"),
    ],
)
def test_a_planted_import_is_found(planted, way):
    ways = impure_imports("checks.rules", lambda name: planted if name == "checks.rules" else stored(name))
    assert any(found.startswith(way) for found in ways), ways
