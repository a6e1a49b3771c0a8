"""Every change of the codebook works while suggestions wait, and undo brings them back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Ok = Callable[..., str]

WHY = ("--reason", "r")


@pytest.fixture
def open_ones(ok: Ok, study: Path) -> Callable[[], list[tuple[str, str]]]:
    """A study with suggestions seen; gives code and block of those that stand."""
    ok("coder", "add", "bram")

    def read() -> list[tuple[str, str]]:
        found = json.loads(ok("suggest", "list", "--coder", "anna", "--format", "json"))
        return sorted((one["code"], one["block"]) for one in found)

    ok("suggest", "run", "--coder", "anna", "--minimum", "0.01", "--per-passage", "6")
    return read


@pytest.mark.parametrize(
    "words",
    [
        ("remove", "{code}"),
        ("merge", "{code}", "{other}"),
        ("move", "{code}", "--parent", "{other}"),
        ("split", "{code}", "Een nieuw", "Twee nieuw"),
        ("edit", "{code}", "--key", "andere-sleutel"),
        ("use", "llo-gedragsmodel"),
        ("import", "llo-gedragsmodel"),
    ],
    ids=lambda words: words[0],
)
def test_codebook_changes_while_suggestions_wait(
    ok: Ok, open_ones: Callable[[], list[tuple[str, str]]], words: tuple[str, ...]
) -> None:
    before = open_ones()
    code, block = next(one for one in before if one[0] != one[1])
    other = next(one for _, one in before if one != block)
    ok("codebook", words[0], *(word.format(code=code, other=other) for word in words[1:]), *WHY)
    after = open_ones()
    gone = (code, block) not in after
    assert gone == (words[0] != "split")
    if words[0] == "edit":
        assert ("andere-sleutel", block) in after
    ok("undo")
    assert open_ones() == before
