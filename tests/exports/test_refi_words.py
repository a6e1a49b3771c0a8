"""Words of the account of a project, in two languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bouwsteen.exports
from bouwsteen.exports.labels import Labels, texts
from bouwsteen.exports.refi.report import Loss, Remark, Report
from bouwsteen.exports.refi_words import account_data, reason_words, remark_words

FOLDER = Path(bouwsteen.exports.__file__).parent


def constants() -> Iterator[str]:
    """Every string in the modules that read and write projects."""
    for path in (*(FOLDER / "refi").glob("*.py"), FOLDER / "refi_commands.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def given(name: str, keyword: str) -> Iterator[str]:
    """Keys that calls of a name give in so many words."""
    for path in (*(FOLDER / "refi").glob("*.py"), FOLDER / "refi_commands.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                values = (one.value for one in node.keywords if one.arg == keyword)
                for value in values:
                    yield from (
                        str(part.value)
                        for part in ast.walk(value)
                        if isinstance(part, ast.Constant) and part.value
                    )


def keys_of(table: str) -> set[str]:
    """Keys of the labels in a table, without the form for a number."""
    start = f"refi.{table}."
    return {key.removeprefix(start).split(".")[0] for key in texts("nl") if key.startswith(start)}


def test_every_reason_and_remark_has_words() -> None:
    assert len(set(given("Loss", "why"))) > 10
    assert set(given("Loss", "why")) - keys_of("why") == set()
    assert len(set(given("Remark", "key"))) > 10
    assert set(given("Remark", "key")) - keys_of("remark") == set()


@pytest.mark.parametrize("table", ["why", "remark"])
def test_no_words_are_left_over(table: str) -> None:
    assert keys_of(table) - set(constants()) == set()


def test_words_are_of_the_language_with_numbers_as_it_writes_them() -> None:
    loss = Loss(kind="selection", n=2, why="past_end", values={"length": 12345})
    assert [reason_words(loss, Labels(lang)) for lang in ("nl", "en")] == [
        "eindigt voorbij de tekst, die 12.345 lang is",
        "it ends behind the text, which has 12,345",
    ]


def test_remark_takes_the_form_of_its_number_and_tells_another() -> None:
    dutch = Labels("nl")
    assert [
        remark_words(Remark(key="unlinked_more", values={"n": n}), dutch) for n in (1, 1200)
    ] == [
        "En nog één respondent zonder sprekerlabel.",
        "En nog 1.200 respondenten zonder sprekerlabel.",
    ]
    doubt = Remark(key="doubtful_rival", values={"reading": Remark(key="utf16")})
    assert remark_words(doubt, dutch) == (
        "TWIJFELACHTIG: de posities kunnen evengoed UTF-16-eenheden, CR LF geteld als 2 zijn; "
        "kijk de citaten na."
    )


def test_data_has_keys_and_words() -> None:
    report = Report(
        losses=(Loss(kind="case", what="R1", why="name_twice", values={"key": "R1-2"}),),
        notes=(Remark(key="origin_unnamed"),),
    )
    assert account_data(report, Labels("en")) == {
        "losses": [
            {
                "kind": "case",
                "what": "R1",
                "n": 1,
                "why": "name_twice",
                "in_words": "name used twice; now R1-2",
            }
        ],
        "notes": [
            {
                "key": "origin_unnamed",
                "in_words": "Written by a program that does not give its name.",
            }
        ],
    }
