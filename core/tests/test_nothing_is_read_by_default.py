"""What a page was loaded with is typed: no product code reads it with a default that hides a forgotten query."""

import ast
from pathlib import Path

from django.conf import settings

APPS = (
    "agenda",
    "contributions",
    "discussion",
    "projects",
    "reports",
    "activities",
    "indicators",
    "checks",
    "documents",
)
# Attributes of things of other kinds, not of what was loaded: (file, the attribute as it is written).
ALLOWED = {
    ("activities/admin.py", "'_offices'"),  # what the form keeps of a change, once there was one
    ("contributions/forms/base.py", "'choices'"),  # only some fields of a form have choices
    ("contributions/pages/around_rows.py", "name"),  # only some records have a text of this name
    ("contributions/wordings/services.py", "'uid'"),  # of a work row or of an indicator
    ("projects/admin/editions.py", "'cleaned_data'"),  # only of a form that was checked
    ("reports/versions/services.py", "field"),  # of a sign-off, where there was one before
}


def read_by_default(source: str) -> list[str]:
    """Return the attributes that are read by a getattr with a default."""
    return [
        ast.unparse(node.args[1])
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "getattr"
        and len(node.args) == 3
    ]


def test_only_named_places_read_an_attribute_with_a_default():
    root = Path(settings.BASE_DIR)
    found = {
        (path.relative_to(root).as_posix(), name)
        for app in APPS
        for path in (root / app).rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts
        for name in read_by_default(path.read_text())
    }
    assert found == ALLOWED


def test_the_search_finds_a_default_however_the_attribute_is_named():
    assert read_by_default('x = getattr(a(b, c), "d", None) or getattr(a, "e")') == ["'d'"]
