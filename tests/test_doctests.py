"""Run the examples in the docstrings (``--doctest-modules`` would import each module twice)."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import bouwsteen

# Alembic runs env.py itself, inside a migration; __main__ starts the command line.
ALONE = {"bouwsteen.__main__", "bouwsteen.study.migrations.env"}
MODULES = {found.name for found in pkgutil.walk_packages(bouwsteen.__path__, "bouwsteen.")}


@pytest.mark.parametrize("name", sorted(MODULES - ALONE))
def test_docstring_examples_hold(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0
