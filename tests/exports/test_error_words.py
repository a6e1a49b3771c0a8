"""Errors with a name are told in either language; their English is what the code says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bouwsteen.exports
from bouwsteen.coding.suggest.model import Verdict
from bouwsteen.errors import BouwsteenError, CodingError
from bouwsteen.exports.labels import texts, told

ROOT = Path(bouwsteen.exports.__file__).parents[1]
FOLDERS = ("coding", "study")


def plain(node: ast.expr) -> str:
    """A sentence in the code with its places left open."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    assert isinstance(node, ast.Constant)
    return str(node.value)


def named() -> Iterator[tuple[str, list[str]]]:
    """Name, message and hint of every error that has a name."""
    paths = [*ROOT.glob("*.py"), *(path for one in FOLDERS for path in (ROOT / one).rglob("*.py"))]
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                key = next((one.value for one in node.keywords if one.arg == "key"), None)
                error = isinstance(node.func, ast.Name) and node.func.id.endswith("Error")
                if error and isinstance(key, ast.Constant):
                    yield key.value, [plain(one) for one in node.args]


@pytest.mark.source
def test_english_of_the_labels_is_that_of_the_code() -> None:
    english = texts("en")
    found = list(named())
    assert len(found) > 18
    for key, said in found:
        words = [english[f"error.{key}"], english[f"error.{key}_hint"]]
        assert [re.sub(r"\{[^}]*\}", "{}", one) for one in words] == said


def test_every_verdict_that_stands_has_words() -> None:
    for verdict in set(Verdict) - {Verdict.SKIPPED}:
        assert f"error.suggest_was_{verdict}" in texts("nl")


def test_named_error_is_told_in_the_language_asked_for() -> None:
    error = CodingError(
        "Codebook leeg has no codes, so there is nothing to suggest.",
        "Add codes first: bouwsteen codebook add",
        key="suggest_no_codes",
        codebook="leeg",
    )
    assert told(error, "en") == (error.message, error.hint)
    assert told(error, "nl") == (
        "Codeboek leeg heeft geen codes, dus er is niets voor te stellen.",
        "Voeg eerst codes toe: bouwsteen codebook add",
    )


def test_error_without_a_name_is_told_as_it_is() -> None:
    assert told(BouwsteenError("Nee.", "Wel."), "nl") == ("Nee.", "Wel.")
