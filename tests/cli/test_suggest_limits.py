"""What suggestions cannot do is said with its cause and a remedy, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Ok = Callable[..., str]
Run = Callable[..., Result]

WORDS = "Er ging iets fout en niemand werd boos, dat is nummer {n}."


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def talks(ok: Ok, tmp_path: Path) -> None:
    lines = [f"R: {WORDS.format(n=number)}\nI: En toen, vertel?\n" for number in range(8)]
    (tmp_path / "g.txt").write_text("".join(lines), encoding="utf-8")
    ok("init", "s")
    ok("transcript", "import", "g.txt")
    ok("coder", "add", "anna")


def told(ok: Ok, lang: str) -> str:
    return flat(ok("suggest", "run", "--coder", "anna", "--lang", lang))


@pytest.mark.parametrize(
    ("lang", "cause", "remedy"),
    [
        ("nl", "Er is nog niets gecodeerd om van te leren", "Codeer enkele passages"),
        ("en", "Nothing is coded yet to learn from", "Code some passages"),
    ],
)
def test_nothing_coded_is_told(ok: Ok, talks: None, lang: str, cause: str, remedy: str) -> None:
    said = told(ok, lang)
    assert cause in said and remedy in said


@pytest.mark.parametrize(
    ("lang", "cause", "remedy"),
    [
        ("nl", "passages dragen dezelfde codes", "Codeer ook passages met andere codes"),
        ("en", "passages dealt with carry the same codes", "Code passages with other codes"),
    ],
)
def test_one_label_on_everything_is_told(
    ok: Ok, talks: None, lang: str, cause: str, remedy: str
) -> None:
    for turn in (1, 3, 5, 7, 9, 11):
        ok("code", "add", "g", "ruimte-en-veiligheid", "--turn", str(turn), "--coder", "anna")
    said = told(ok, lang)
    assert cause in said and remedy in said


@pytest.mark.parametrize(
    ("lang", "cause", "remedy"),
    [
        ("nl", "Geen code staat al bij vijf passages", "Codeer vijf passages of meer"),
        ("en", "No code is yet on five passages", "Code five passages or more"),
    ],
)
def test_too_few_of_each_label_is_told(
    ok: Ok, talks: None, lang: str, cause: str, remedy: str
) -> None:
    for turn, code in ((1, "ruimte-en-veiligheid"), (3, "leiderschap")):
        ok("code", "add", "g", code, "--turn", str(turn), "--coder", "anna")
    said = told(ok, lang)
    assert cause in said and remedy in said


@pytest.mark.parametrize(
    ("lang", "cause", "remedy"),
    [
        ("nl", "hebben alleen een naam, geen definitie of signaalwoorden", "Geef ze een definitie"),
        ("en", "have a name only, no definition or cues", "Give them a definition or cues"),
    ],
)
def test_code_without_cues_is_told(ok: Ok, talks: None, lang: str, cause: str, remedy: str) -> None:
    ok("code", "add", "g", "kaal", "--new", "--turn", "1", "--coder", "anna")
    said = told(ok, lang)
    assert cause in said and remedy in said and "kaal" in said


@pytest.mark.parametrize(
    ("lang", "cause", "remedy"),
    [
        ("nl", "de is in een andere taal (de)", "Codeer het met de hand"),
        ("en", "de is in another language (de)", "Code it by hand"),
    ],
)
def test_other_language_beside_a_known_one_is_told(
    ok: Ok, talks: None, tmp_path: Path, lang: str, cause: str, remedy: str
) -> None:
    german = "R: Ich habe das nicht mit der Frau für die Schule, aber wir sind auch ein Haus.\n"
    (tmp_path / "de.txt").write_text(german * 3, encoding="utf-8")
    ok("transcript", "import", "de.txt")
    said = told(ok, lang)
    assert cause in said and remedy in said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "Codeboek leeg heeft geen codes, dus er is niets voor te stellen. Voeg eerst codes"),
        ("en", "Codebook leeg has no codes, so there is nothing to suggest. Add codes first"),
    ],
)
def test_empty_codebook_is_told(run: Run, ok: Ok, tmp_path: Path, lang: str, said: str) -> None:
    (tmp_path / "leeg.toml").write_text('key = "leeg"\n', encoding="utf-8")
    (tmp_path / "g.txt").write_text("R: Er ging iets fout, vertelde ik.\n" * 3, encoding="utf-8")
    ok("init", "s", "--codebook", "leeg.toml")
    ok("transcript", "import", "g.txt")
    ok("coder", "add", "anna")
    result = run("suggest", "run", "--lang", lang)
    assert result.exit_code == 1
    assert flat(result.stderr).startswith(f"Error: {said}")
    assert "bouwsteen codebook add" in result.stderr
