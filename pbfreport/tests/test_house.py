"""The house in order: no long module, no crowded folder, no product code that leans on a test."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template

from pbfreport.tests.sources import APPS, ROOT, is_test, modules, product_modules

LONGEST = 400  # lines of a module
CROWDED = 22  # "about twenty" modules of a folder at one level, without its __init__


def imports_of(path: Path) -> set[str]:
    """Return the dotted names that a module imports, wherever it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_no_module_is_longer_than_four_hundred_lines():
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules()}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_folder_has_more_than_about_twenty_modules_at_one_level():
    folders = Counter(
        path.parent.relative_to(ROOT).as_posix() for _name, path in modules() if path.name != "__init__.py"
    )
    assert {folder: number for folder, number in folders.items() if number > CROWDED} == {}


def test_no_product_code_imports_a_test_module():
    leaning = {
        (name, imported)
        for name, path in product_modules()
        for imported in imports_of(path)
        if is_test(imported) and imported.split(".")[0] in APPS
    }
    assert leaning == set()


def test_no_module_is_without_a_word_on_what_belongs_in_it():
    silent = [
        name
        for name, path in product_modules()
        if path.name != "__init__.py" and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_template_that_a_template_names_is_there():
    gone = set()
    for template in [*(ROOT / "templates").rglob("*.html"), *ROOT.glob("*/templates/**/*.html")]:
        for name in re.findall(r'{%\s*(?:include|extends)\s+"([^"]+)"', template.read_text(encoding="utf-8")):
            try:
                get_template(name)
            except TemplateDoesNotExist:
                gone.add((template.relative_to(ROOT).as_posix(), name))
    assert gone == set()


@pytest.mark.parametrize(
    ("source", "imported"),
    [
        ("from contributions.tests.entries import row", "contributions.tests.entries"),
        ("def run():\n    from core.tests import sizes", "core.tests.sizes"),
        ("import conftest", "conftest"),
    ],
)
def test_an_import_of_a_test_module_is_seen_wherever_it_stands(tmp_path: Path, source: str, imported: str):
    (tmp_path / "leaning.py").write_text(source)
    assert imported in imports_of(tmp_path / "leaning.py")
    assert is_test(imported)
