"""Asking for help is quick: it imports none of the libraries that do the work."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "alembic",
    "docx",
    "jinja2",
    "krippendorff",
    "lxml",
    "matplotlib",
    "numpy",
    "pandas",
    "pypdfium2",
    "python_calamine",
    "scipy",
    "sklearn",
    "spacy",
    "sqlalchemy",
    "starlette",
    "striprtf",
    "uvicorn",
    "xlsxwriter",
}
SCRIPT = """
import sys
from bouwsteen.cli import main
try:
    main(args=sys.argv[1:], prog_name="bouwsteen")
finally:
    print("MODULES", *sys.modules)
"""


@pytest.mark.parametrize("words", [(), ("table",)], ids=["bouwsteen", "table"])
def test_help_imports_no_heavy_library(words: tuple[str, ...]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words, "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    text, _, modules = run.stdout.rpartition("MODULES")
    assert text.startswith(" ".join(["Usage: bouwsteen", *words]))
    assert sorted(HEAVY & set(modules.split())) == []
