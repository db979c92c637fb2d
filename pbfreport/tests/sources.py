"""The files of the repository for tests that read them: product modules, test modules, templates, documents."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))


def modules() -> Iterator[tuple[str, Path]]:
    """Yield every module of the apps with its dotted name, but for migrations."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "migrations" not in parts:
                yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def is_test(name: str) -> bool:
    """Answer whether a module, by its dotted name, is there for tests only."""
    return "tests" in name.split(".") or name.split(".")[-1] == "conftest"


def product_modules() -> Iterator[tuple[str, Path]]:
    """Yield every module that is not there for tests only."""
    return ((name, path) for name, path in modules() if not is_test(name))
