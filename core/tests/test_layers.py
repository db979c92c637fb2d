"""A walk over every relation: a model points only at models of its own app or of apps below it."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

# From the ground up; activities and indicators stand side by side.
LEVELS = {
    "core": 0,
    "audit": 1,
    "accounts": 2,
    "projects": 3,
    "activities": 4,
    "indicators": 4,
    "documents": 4,
    "discussion": 5,
    "contributions": 6,
    "reports": 7,
    "agenda": 8,
    "pbfreport": 9,
}


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
    assert own >= set(LEVELS) - {"pbfreport"}


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
