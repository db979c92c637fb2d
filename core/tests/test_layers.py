"""A walk over every relation: a model points only at models of its own app or of apps below it."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

# From the ground up; activities and indicators stand side by side.
LEVELS = {
    "core": 0,
    "audit": 1,
    "accounts": 2,
    "projects": 3,
    "checks": 4,
    "documents": 5,
    "activities": 6,
    "indicators": 6,
    "discussion": 7,
    "contributions": 8,
    "reports": 9,
    "agenda": 10,
    "pbfreport": 11,
}
WITHOUT_MODELS = {"checks", "pbfreport"}  # no app of Django


def test_the_contract_of_imports_has_the_same_levels():
    settings_of_tools = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())
    contract = settings_of_tools["tool"]["importlinter"]["contracts"][0]
    layers = [layer.split(" | ") for layer in reversed(contract["layers"])]
    assert {name: level for level, names in enumerate(layers) for name in names} == LEVELS


def relations() -> Iterator[tuple[type[models.Model], str, type[models.Model]]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in LEVELS:
            for field in (*model._meta.fields, *model._meta.many_to_many):
                if field.is_relation:
                    assert isinstance(field.related_model, type)
                    yield model, field.name, field.related_model


def test_every_app_of_the_project_has_its_level():
    own = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}
    assert own == set(LEVELS) & own
    assert own >= set(LEVELS) - WITHOUT_MODELS


def test_no_relation_points_upwards_or_sideways():
    wrong = [
        f"{model._meta.label}.{name} -> {target._meta.label}"
        for model, name, target in relations()
        if model._meta.app_label != target._meta.app_label
        and LEVELS.get(target._meta.app_label, 99) >= LEVELS[model._meta.app_label]
    ]
    assert wrong == []


def test_the_walk_sees_the_relations_that_strings_hide_from_imports():
    seen = {(model._meta.label, name) for model, name, _target in relations()}
    assert ("indicators.Milestone", "period") in seen
    assert ("projects.Question", "named") in seen
    assert ("contributions.ActivityEntry", "updated_by") in seen


def test_the_change_log_points_at_nothing():
    assert [name for model, name, _target in relations() if model._meta.app_label in ("audit", "core")] == []


def reads_of_a_report(text: str) -> list[int]:
    """Return the lines in which a module reaches for the report of a period: `x.report`, by name, or in a query."""
    lines = []
    for node in ast.walk(ast.parse(text)):
        is_attribute = isinstance(node, ast.Attribute) and node.attr == "report"
        is_query = isinstance(node, ast.keyword) and (node.arg or "").split("__")[-2:-1] == ["report"]
        is_name = isinstance(node, ast.Constant) and isinstance(node.value, str) and "__report" in node.value
        is_getattr = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("getattr", "hasattr")
            and isinstance(node.args[1], ast.Constant)
            and node.args[1].value == "report"
        )
        if is_attribute or is_query or is_name or is_getattr:
            lines.append(getattr(node, "lineno", 0))
    return lines


def test_no_app_below_the_reports_reads_the_report_of_a_period():
    below = [name for name, level in LEVELS.items() if level < LEVELS["reports"] and name != "documents"]
    read = {
        str(path): lines
        for name in below
        for path in sorted((Path(settings.BASE_DIR) / name).rglob("*.py"))
        if "tests" not in path.parts and "migrations" not in path.parts
        if (lines := reads_of_a_report(path.read_text()))
    }
    assert read == {}


def test_the_search_for_the_report_of_a_period_finds_every_way_to_write_it():
    for text in (
        "period.report.state",
        'getattr(period, "report", None)',
        'hasattr(period, "report")',
        'periods.select_related("period__report")',
        "periods.filter(report__state=1)",
    ):
        assert reads_of_a_report(text) == [1], text
    assert reads_of_a_report('addresses.REPORT; reverse("reports:report")') == []
