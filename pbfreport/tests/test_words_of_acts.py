"""Every act that is ever logged has words in the change log, and no word is without an act."""

import ast
from collections.abc import Iterator
from importlib import import_module

import pytest

from audit.models import LogEntry
from audit.words import act_in_words, in_words, register, registered_acts
from core.workflow import Workflow
from pbfreport.tests.sources import product_modules

# Hands on what its callers name: the acts of the workflow tables, which are read below.
HANDS_ON = {"core.workflow"}


def strings(node: ast.expr, tree: ast.Module) -> set[str]:
    """Return the strings that an expression can be, following names to what the module gives them."""
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return strings(node.body, tree) | strings(node.orelse, tree)
    assert isinstance(node, ast.Name), f"an act that cannot be read: {ast.unparse(node)}"
    values = [
        found.value
        for found in ast.walk(tree)
        if isinstance(found, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == node.id for target in found.targets)
    ]
    assert values, f"an act that cannot be read: {node.id}"
    return set().union(*(strings(value, tree) for value in values))


def logged_acts() -> Iterator[tuple[str, str]]:
    """Yield every act that product code logs, with its module."""
    for name, path in product_modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if name not in HANDS_ON:
            for call in ast.walk(tree):
                if (
                    isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Name)
                    and call.func.id == "record"
                ):
                    for keyword in call.keywords:
                        if keyword.arg == "action":
                            yield from ((name, act) for act in strings(keyword.value, tree))
        if name.split(".")[-1] == "workflow":
            for value in vars(import_module(name)).values():
                if isinstance(value, Workflow):
                    yield from ((name, act) for act in value.transitions)


def test_every_act_that_is_logged_has_words():
    without = {f"{act} ({name})" for name, act in logged_acts() if act not in registered_acts()}
    assert not without


def test_no_word_is_without_an_act():
    logged = {act for _name, act in logged_acts()}
    assert len(logged) > 40
    assert registered_acts() - logged == set()


@pytest.mark.django_db
def test_what_the_demo_logged_has_words():
    assert set(LogEntry.objects.values_list("action", flat=True)) <= registered_acts()


def test_an_act_is_given_words_once():
    with pytest.raises(ValueError, match="submit"):
        register({"submit": "Handed in"})
    assert act_in_words("submit") == "Submitted"


def test_what_somebody_wrote_is_not_shown_in_the_log_but_what_changed_otherwise_is():
    changes = {"progress": ["old words", "new words"]}
    lines = in_words(
        [
            LogEntry(action=act, object_type="contributions.activityentry", changes=changes)
            for act in ("write", "change")
        ]
    )
    assert [(line.act, line.changes[0].has_values, line.changes[0].after) for line in lines] == [
        ("Written", False, ""),
        ("Changed", True, "new words"),
    ]
