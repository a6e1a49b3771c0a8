from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bouwsteen.codebook.files import load_codebook, read_codebook, write_codebook
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.errors import CodebookError, ExportError


def test_write_and_load_codebook_toml_is_exact(mini: Codebook, tmp_path: Path) -> None:
    path = tmp_path / "boek.TOML"
    write_codebook(mini, path)
    assert load_codebook(str(path)) == mini
    assert load_codebook(path) == mini
    assert b"\r" not in path.read_bytes()


def test_write_and_read_codebook_csv_keeps_key_and_titles(mini: Codebook, tmp_path: Path) -> None:
    path = tmp_path / "Mijn Boek.csv"
    write_codebook(mini, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfkey,parent")
    assert read_codebook(path) == dataclasses.replace(mini, version=1)


def test_read_codebook_from_csv_without_a_key_is_named_after_the_file(tmp_path: Path) -> None:
    path = tmp_path / "Mijn Boek.csv"
    path.write_text("key,label_nl\na,A\n", encoding="utf-8")
    assert read_codebook(path) == Codebook(
        key="mijn-boek", codes=(Code(key="a", labels={"nl": "A"}),)
    )


def test_write_codebook_docx_is_the_same_twice_and_differs_by_language(
    mini: Codebook, tmp_path: Path
) -> None:
    for name, lang in (("a", "nl"), ("b", "nl"), ("c", "en")):
        write_codebook(mini, tmp_path / f"{name}.docx", lang=lang)
    a, b, c = ((tmp_path / f"{name}.docx").read_bytes() for name in "abc")
    assert a == b
    assert a != c


def test_load_codebook_name_wins_over_a_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mkb-leercultuur").write_text("no codebook")
    assert load_codebook("mkb-leercultuur").key == "mkb-leercultuur"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        (
            "mkb-leercultur",
            "There is no built-in codebook 'mkb-leercultur'.",
            "Did you mean mkb-leercultuur or quickscan-leercultuur?",
        ),
        (
            "xyz",
            "There is no built-in codebook 'xyz'.",
            "Built in are: mkb-leercultuur, aandachtsgebieden, quickscan-leercultuur,"
            " llo-gedragsmodel.",
        ),
        (
            "none.toml",
            "none.toml: cannot be read: No such file or directory.",
            "Check the path.",
        ),
        (
            "boek.docx",
            "boek.docx: a codebook is not read from .docx.",
            "Use a .toml, .csv or .qdc file.",
        ),
        (
            "bare",
            "bare: a codebook is not read from a file without a suffix.",
            "Use a .toml, .csv or .qdc file.",
        ),
        (
            "latin.csv",
            "latin.csv: is not written in UTF-8.",
            "Save it again as UTF-8 (in Excel: CSV UTF-8).",
        ),
    ],
)
def test_load_codebook_mistake_is_named(
    name: str, message: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bare").write_text("x")
    Path("latin.csv").write_bytes("key,label_nl\na,Variëteit".encode("cp1252"))
    with pytest.raises(CodebookError) as caught:
        load_codebook(name)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("name", "lang", "message", "hint"),
    [
        (
            "a.pdf",
            "nl",
            "a.pdf: a codebook is not written as .pdf.",
            "Use .toml, .csv, .qdc or .docx.",
        ),
        (
            "a",
            "nl",
            "a: a codebook is not written as a file without a suffix.",
            "Use .toml, .csv, .qdc or .docx.",
        ),
        ("a.docx", "fr", "No language 'fr'.", "Use nl or en."),
        (
            "no/a.csv",
            "nl",
            "no/a.csv: cannot be written: No such file or directory.",
            "Check the folder.",
        ),
        (
            "no/a.docx",
            "nl",
            "no/a.docx: cannot be written: No such file or directory.",
            "Close the file in Word and check the folder.",
        ),
    ],
)
def test_write_codebook_mistake_is_named(
    mini: Codebook,
    name: str,
    lang: str,
    message: str,
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExportError) as caught:
        write_codebook(mini, name, lang=lang)
    assert (caught.value.message, caught.value.hint) == (message, hint)
    assert list(tmp_path.iterdir()) == []
