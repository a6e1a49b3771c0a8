"""Errors are told in either language: English stands in the code, Dutch under the error's key."""

from __future__ import annotations

import ast
import dataclasses
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import bouwsteen.exports
from bouwsteen.coding.suggest.model import Verdict
from bouwsteen.errors import BouwsteenError, CodebookError, CodingError, nearest
from bouwsteen.exports.labels import texts, told

ROOT = Path(bouwsteen.exports.__file__).parents[1]
OUTSIDE = {"tests", "docs", "benchmarks", "build"}
# These are made by a page, out of the words of its language.
OF_A_PAGE = {"Refusal", "StillBlind"}
LABELS = re.compile(r"(call\.)?labels\(|Labels\(")
# In study/keys.py and transcripts/faults.py the class of the error is an argument.
PASSED_ON = {"error"}


@dataclasses.dataclass(frozen=True)
class Made:
    """A place in the code that makes an error."""

    where: str
    node: ast.Call

    @property
    def key(self) -> ast.expr | None:
        return next((one.value for one in self.node.keywords if one.arg == "key"), None)

    @property
    def values(self) -> set[str]:
        return {one.arg for one in self.node.keywords if one.arg not in (None, "key", "hint")}  # type: ignore[misc]

    @property
    def hint(self) -> ast.expr | None:
        named = next((one.value for one in self.node.keywords if one.arg == "hint"), None)
        return self.node.args[1] if len(self.node.args) > 1 else named

    def keys(self) -> list[str]:
        """The keys that it may carry, of those that there is Dutch for or should be."""
        return list(expand(self.key))


@cache
def trees() -> dict[str, ast.Module]:
    folders = [one for one in ROOT.iterdir() if one.name not in OUTSIDE and one.name[0] != "."]
    paths = [*ROOT.glob("*.py"), *(path for folder in folders for path in folder.rglob("*.py"))]
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
    }


@cache
def branch() -> frozenset[str]:
    """Names of BouwsteenError and of everything that is one."""
    classes = [one for tree in trees().values() for one in ast.walk(tree)]
    found, before = {"BouwsteenError"}, 0
    while len(found) > before:
        before = len(found)
        found |= {
            one.name
            for one in classes
            if isinstance(one, ast.ClassDef) and found & {ast.unparse(base) for base in one.bases}
        }
    return frozenset(found)


@cache
def makers() -> dict[str, set[str]]:
    """Functions that make an error under a key that they are given, and what they add to it."""
    found = {}
    for tree in trees().values():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                for made in calls(function, branch()):
                    if isinstance(made.key, ast.Name):
                        found[function.name] = made.values
    return found


def calls(inside: ast.AST, names: frozenset[str], where: str = "") -> Iterator[Made]:
    for node in ast.walk(inside):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield Made(f"{where}:{node.lineno}", node)


@cache
def made() -> list[Made]:
    names = branch() | PASSED_ON | frozenset(makers())
    return [one for where, tree in trees().items() for one in calls(tree, names, where)]


@cache
def keyed() -> list[Made]:
    """Those with a key of their own; what passes on the key of another error has none."""
    return [one for one in made() if not isinstance(one.key, None | ast.Name | ast.Attribute)]


@cache
def exact() -> frozenset[str]:
    """Keys that stand in the code as they are; another key that is composed is none of them."""
    nodes = (node for one in keyed() if one.key is not None for node in ast.walk(one.key))
    return frozenset(str(one.value) for one in nodes if isinstance(one, ast.Constant))


@cache
def dutch() -> dict[str, str]:
    file = ROOT / "exports" / "labels" / "errors_nl.toml"
    tree = tomllib.loads(file.read_text(encoding="utf-8"))
    pairs = [pair for folder in tree.values() for pair in folder.items()]
    assert len(pairs) == len(dict(pairs)), "a key stands under two folders"
    return dict(pairs)


def expand(key: ast.expr | None) -> Iterator[str]:
    if isinstance(key, ast.IfExp):
        yield from (*expand(key.body), *expand(key.orelse))
    elif isinstance(key, ast.JoinedStr):
        parts = (
            re.escape(str(one.value)) if isinstance(one, ast.Constant) else ".+"
            for one in key.values
        )
        form = re.compile("".join(parts))
        fits = {one for one in dutch() if form.fullmatch(one) and not one.endswith("_hint")}
        yield from sorted(fits - exact()) or [form.pattern]
    else:
        assert isinstance(key, ast.Constant), ast.unparse(key) if key else key
        yield str(key.value)


def places(text: str) -> set[str]:
    """Names of the values that a text wants; of several in one value, the name of that."""
    names = (name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    return {re.split(r"[.\[]", name)[0] for name in names}


@pytest.mark.source
def test_every_error_has_a_key_or_speaks_the_language_of_a_page() -> None:
    assert len(made()) > 300
    without = [
        f"{one.where} {ast.unparse(one.node)}"
        for one in made()
        if one.key is None
        and one.node.func.id not in OF_A_PAGE  # type: ignore[attr-defined]
        and not (one.where.startswith("web/") and LABELS.match(ast.unparse(one.node.args[0])))
    ]
    assert without == []


@pytest.mark.source
def test_every_key_has_dutch_with_the_places_that_the_error_fills() -> None:
    wrong = []
    for one in keyed():
        keys = one.keys()
        said = [dutch().get(key) for key in keys]
        hints = [dutch().get(f"{key}_hint", "") for key in keys]
        asked = {name for text in (*said, *hints) for name in places(text or "")}
        values = one.values | makers().get(one.node.func.id, set())  # type: ignore[attr-defined]
        if None in said or asked != values:
            wrong.append((one.where, keys, sorted(asked ^ values)))
    assert wrong == []


@pytest.mark.source
def test_dutch_has_a_hint_where_the_english_has_one() -> None:
    wrong = []
    for one in keyed():
        packed = any(isinstance(argument, ast.Starred) for argument in one.node.args)
        if packed or one.node.func.id in makers():  # type: ignore[attr-defined]
            continue
        held = [f"{key}_hint" in dutch() for key in one.keys()]
        if one.hint is None and any(held):
            wrong.append((one.where, "none in English"))
        if isinstance(one.hint, ast.Constant | ast.JoinedStr) and not all(held):
            wrong.append((one.where, "none in Dutch"))
    assert wrong == []


@pytest.mark.source
def test_no_dutch_is_left_over() -> None:
    used = {key for one in keyed() for key in one.keys()}
    left = {key for key in dutch() if key not in used and key.removesuffix("_hint") not in used}
    assert left == {"guess"}


@pytest.mark.source
def test_hints_of_a_page_belong_to_an_error_and_name_no_command() -> None:
    for lang in ("nl", "en"):
        hints = {
            key.removeprefix("web.hint."): text
            for key, text in texts(lang).items()
            if key.startswith("web.hint.")
        }
        assert {f"{key}_hint" for key in hints} <= set(dutch())
        assert [text for text in hints.values() if "bouwsteen " in text or "--" in text] == []


def test_every_verdict_that_stands_has_words() -> None:
    for verdict in set(Verdict) - {Verdict.SKIPPED}:
        assert f"suggest_was_{verdict}" in dutch()


def test_error_is_told_in_the_language_asked_for() -> None:
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


def test_guess_at_what_was_meant_is_told_in_dutch() -> None:
    hint = nearest("leiderschp", ["leiderschap"])
    error = CodebookError(
        "There is no code 'leiderschp'.", hint, key="study_no_code", name="leiderschp"
    )
    assert told(error, "nl") == ("Er is geen code 'leiderschp'.", "Bedoelde je leiderschap?")


def test_error_in_an_error_is_told_too() -> None:
    inner = CodingError("Nothing is coded yet.", "Code first.", key="study_nothing_coded")
    error = CodingError("x: nothing", key="study_not_sound", path="x", first=inner, n=1)
    assert told(error, "nl")[0] == "x: Er is nog niets gecodeerd. (aantal gevonden: 1)."


def test_error_without_a_key_is_told_as_it_is() -> None:
    assert told(BouwsteenError("Nee.", "Wel."), "nl") == ("Nee.", "Wel.")
