"""Rights come from the table of capabilities: each is asked somewhere, and no permission module names a role."""

import ast
from pathlib import Path

import pytest

from pbfreport.tests.sources import product_modules
from projects.capabilities import INVITING, Capability
from projects.models import Membership

TABLE = "projects.capabilities"
# Where it is decided who may do what: permissions, and the tables of the workflows.
DECIDING = sorted(
    (name, path)
    for name, path in product_modules()
    if name.rpartition(".")[2] in ("permissions", "workflow") or name == "reports.review.quality"
)
# What a person holds is read by the actor alone; a decision asks what they may.
HELD = {"Role", "is_staff", "offices", "portfolios", "roles", "OFFICE_ROLES", "PORTFOLIO_ROLES"}


def named_in(source: str) -> set[str]:
    """Return what a module names: variables, attributes, imports, and texts that are the name of a role."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.alias):
            names.add(node.name)
        elif isinstance(node, ast.Constant) and node.value in Membership.Role.values:
            names.add("Role")
    return names


def asked_in(source: str) -> set[str]:
    """Return the names of the capabilities that a module asks."""
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Capability"
    }


def test_the_walk_finds_the_modules_that_decide():
    assert len(DECIDING) >= 10
    assert {"projects.permissions", "discussion.permissions", "reports.workflow"} <= {
        name for name, _path in DECIDING
    }


@pytest.mark.parametrize(("name", "path"), DECIDING, ids=[name for name, _path in DECIDING])
def test_what_decides_asks_the_table_and_names_no_role(name: str, path: Path):
    assert not named_in(path.read_text()) & HELD


@pytest.mark.parametrize(
    "fault",
    ["actor.offices", "Membership.Role", "role = 'focal_point'", "user.is_staff", "from m import Role"],
)
def test_a_module_that_names_a_role_would_be_found(fault: str):
    assert named_in(fault) & HELD


def test_every_capability_is_asked_somewhere():
    asked = {capability.name for capability in INVITING.values()}
    for name, path in product_modules():
        if name != TABLE:
            asked |= asked_in(path.read_text())
    assert asked == {capability.name for capability in Capability}
