"""``__all__`` is what a module offers: complete, in order, and true."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import bouwsteen

MODULES = [found.name for found in pkgutil.walk_packages(bouwsteen.__path__, "bouwsteen.")]
# Alembic is the only caller of the scripts in here, and calls them by fixed names.
SCRIPTS = ("bouwsteen.study.migrations.", "bouwsteen.__main__")


def public(module: ModuleType) -> list[str]:
    """Names of the functions and classes that a module defines for others."""
    return sorted(
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == module.__name__
    )


def in_order(names: list[str]) -> list[str]:
    """Constants, then classes, then functions, each by alphabet, as ruff sorts them (RUF022)."""
    return sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith(SCRIPTS)])
def test_all_is_sorted_complete_and_true(name: str) -> None:
    module = importlib.import_module(name)
    listed = list(getattr(module, "__all__", []))
    assert listed == in_order(list(set(listed)))
    assert [member for member in listed if not hasattr(module, member)] == []
    assert [member for member in public(module) if member not in listed] == []
