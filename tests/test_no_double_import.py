"""A module imported under two names has two copies of its classes, and isinstance fails."""

from __future__ import annotations

import sys
from pathlib import Path

import bouwsteen

ROOT = Path(bouwsteen.__path__[0]).resolve()
NO_PACKAGE = {"benchmarks", "docs", "tests"}


def name_in_package(file: Path) -> str | None:
    """The one name a file of the package should have; None for any other file."""
    if not file.is_relative_to(ROOT) or file == ROOT / "__init__.py":
        return None
    parts = file.relative_to(ROOT).with_suffix("").parts
    if parts[0] in NO_PACKAGE or parts[0].startswith("."):
        return None
    return ".".join(["bouwsteen", *parts]).removesuffix(".__init__")


def test_modules_have_one_name() -> None:
    double = []
    for name, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None)
        expected = name_in_package(Path(file).resolve()) if file else None
        if expected is not None and name != expected and name != "__main__":
            double.append(f"{expected} is also imported as {name}")
    assert double == []


def test_name_in_package_knows_modules_from_tests() -> None:
    assert name_in_package(ROOT / "codebook" / "model.py") == "bouwsteen.codebook.model"
    assert name_in_package(ROOT / "codebook" / "__init__.py") == "bouwsteen.codebook"
    assert name_in_package(ROOT / "tests" / "test_layers.py") is None
    assert name_in_package(ROOT / ".venv" / "lib" / "x.py") is None
    assert name_in_package(ROOT / "__init__.py") is None
