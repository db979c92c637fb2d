"""What the documents and comments name is there: modules, names in the code, files, commands."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from pbfreport.tests.sources import APPS, ROOT, modules

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], key=lambda path: path.relative_to(ROOT).as_posix()
)
# The changelog tells of earlier days too.
TODAY = [page for page in PAGES if page.name != "CHANGELOG.md"]
TEMPLATES = sorted([*(ROOT / "templates").rglob("*.html"), *ROOT.glob("*/templates/**/*.html")])
APP = "|".join((*APPS, "templates", "static", "fixtures", "scripts", "docs"))
PATH = re.compile(rf"(?<![\w/.-])((?:{APP})/[\w./-]*[\w/])")
DOTTED = re.compile(rf"`((?:{'|'.join(APPS)})(?:\.\w+)+)`")
COMMAND = re.compile(r"manage\.py (\w+)")


def name_exists(dotted: str) -> bool:
    """Answer whether a dotted name is a module, something in one, or a model with its app."""
    parts = dotted.split(".")
    if len(parts) == 2 and parts[1].lower() in apps.all_models[parts[0]]:
        return True
    for length in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if isinstance(found, type) and issubclass(found, models.Model) and _is_field(found, part):
                return True
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def _is_field(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())


def paths_named(text: str) -> Iterator[str]:
    """Yield the paths of the repository that a text names; NAME stands for a file that is still to be written."""
    return (match[1] for match in PATH.finditer(text) if "NAME" not in match[1])


def is_there(path: str) -> bool:
    """Answer whether a path of the repository exists; a template is named below its folder too."""
    return any((base / path).exists() for base in (ROOT, ROOT / "templates", ROOT / "static"))


def place_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", TODAY, ids=place_of)
def test_a_page_names_only_what_is_there(document: Path):
    text = document.read_text(encoding="utf-8")
    gone = [path for path in paths_named(text) if not is_there(path)]
    if (
        document.name != "form-labels.md"
    ):  # it lists placeholders of a Word template, such as `indicators.groups`
        gone += [name for name in DOTTED.findall(text) if not name_exists(name)]
    assert gone == []


def test_comments_of_templates_name_only_what_is_there():
    gone = []
    for template in TEMPLATES:
        for comment in re.findall(
            r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", template.read_text("utf-8"), re.S
        ):
            gone += [(place_of(template), path) for path in paths_named(comment) if not is_there(path)]
            names = re.findall(rf"(?<![\w./])((?:{'|'.join(APPS)})\.[a-z_]\w*(?:\.\w+)*)", comment)
            gone += [(place_of(template), name) for name in names if not name_exists(name)]
    assert gone == []


def test_docstrings_name_only_modules_that_are_there():
    gone = []
    for name, path in modules():
        head = path.read_text(encoding="utf-8").split('"""')
        if len(head) > 1:
            gone += [(name, found) for found in paths_named(head[1]) if not is_there(found)]
            gone += [(name, found) for found in DOTTED.findall(head[1]) if not name_exists(found)]
    assert gone == []


def test_commands_that_are_named_exist():
    own = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
    known = own | {"migrate", "collectstatic", "createsuperuser", "makemigrations", "test", "check"}
    named = {
        (place_of(page), command)
        for page in TODAY
        for command in COMMAND.findall(page.read_text(encoding="utf-8"))
    }
    assert {(page, command) for page, command in named if command not in known} == set()


def glossary() -> Iterator[tuple[str, str, list[str]]]:
    """Yield each term with its sentence and its names in the code."""
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] != "term" and not cells[0].startswith("---"):
            yield cells[0], cells[1], re.findall(r"`([^`]+)`", cells[2])


@pytest.mark.parametrize(("term", "sentence", "names"), list(glossary()), ids=lambda value: str(value)[:20])
def test_a_term_has_one_sentence_and_a_name_that_exists(term: str, sentence: str, names: list[str]):
    assert sentence.endswith(".") and ". " not in sentence
    assert names
    assert [name for name in names if not name_exists(name)] == []


def test_a_term_stands_in_the_glossary_once():
    terms = [term for term, _sentence, _names in glossary()]
    assert len(terms) == len(set(terms)) > 30
