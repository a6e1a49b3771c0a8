from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bouwsteen.cli import main
from bouwsteen.coding.model import Layer
from bouwsteen.study.carried_store import CarriedPart, KeptGuid
from bouwsteen.study.study import Study

TARGETS = ("standard", "atlasti", "nvivo", "maxqda", "qualcoder")
TEXT = "I: Hoe?\nR: Van 🙂 fouten 👩‍👩‍👧 leer je é.\nI: Zo.\nR: Ja.\n"
CODE = "1"
NOTE = '<Note guid="N1" name="Anna"><PlainTextContent>Anna zei het</PlainTextContent></Note>'


def codings(path: Path) -> list[tuple[object, ...]]:
    """Every coding with its words, coder, memo and code's name."""
    with Study.open(path) as study:
        texts = {one.key: one.text for one in study.transcripts.all()}
        book = study.codebook.get()
        return sorted(
            (texts[one.transcript], one.span, one.coder, book[code].label("nl"), one.memo)
            for one in study.quotations.select(layer=Layer.INDEPENDENT)
            for code in one.codes
        )


@pytest.fixture
def emoji(ok: Callable[..., str], tmp_path: Path) -> Path:
    """A study of a text that came with BOM and CR LF, two coders on one span after an emoji."""
    (tmp_path / "een.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    ok("init", "s")
    ok("transcript", "import", "een.txt")
    for coder in ("anna", "bob"):
        ok("coder", "add", coder)
        ok("code", "add", "een", CODE, "--quote", "leer je é", "--coder", coder)
    return tmp_path / "s.bouwsteen"


@pytest.fixture(scope="module")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study of the demo; copy it before use."""
    folder = tmp_path_factory.mktemp("demo") / "d"
    CliRunner().invoke(main, ["demo", "--dir", str(folder)], catch_exceptions=False)
    return folder / "demo.bouwsteen"


@pytest.mark.parametrize("target", TARGETS)
def test_demo_comes_back_with_the_same_codings(
    ok: Callable[..., str], demo_made: Path, tmp_path: Path, target: str
) -> None:
    demo = Path(shutil.copy(demo_made, tmp_path))
    said = ok("export", "refi", "d.qdpx", "--target", target, "--study", str(demo),
              "--format", "json")  # fmt: skip
    assert {"turn", "event"} <= {one["kind"] for one in json.loads(said)["losses"]}
    ok("study", "import", "d.qdpx", "--study", "back.bouwsteen")
    before = codings(demo)
    assert before
    assert codings(tmp_path / "back.bouwsteen") == before


@pytest.mark.parametrize("target", TARGETS)
def test_emoji_survive_and_coders_stay_apart(
    ok: Callable[..., str], emoji: Path, tmp_path: Path, target: str
) -> None:
    ok("export", "refi", "e.qdpx", "--target", target)
    ok("study", "import", "e.qdpx", "--study", "back.bouwsteen")
    found: list[Any] = codings(tmp_path / "back.bouwsteen")
    assert [(one[1].of(one[0]), one[2]) for one in found] == [
        ("leer je é", "anna"),
        ("leer je é", "bob"),
    ]
    assert found == codings(emoji)


def carry(path: Path) -> None:
    with Study.open(path) as study, study.change("study import"):
        at = TEXT.index("Zo.")
        stretch = f'<PlainTextSelection endPosition="{at + 3}" guid="P1" startPosition="{at}"/>'
        study.carried.add(
            [KeptGuid(kind="selection", own=f"een\n{at}\n{at + 3}\nanna\nA", guid="P9")],
            [
                CarriedPart(kind="note", guid="N1", name="Anna", xml=NOTE),
                CarriedPart(kind="selection", guid="P1", name="een", xml=stretch),
            ],
        )


def test_names_keep_what_was_carried_behind_and_say_so(
    ok: Callable[..., str], emoji: Path, tmp_path: Path
) -> None:
    carry(emoji)
    (tmp_path / "n.csv").write_text("name,pseudonym\nAnna,Els\n", encoding="utf-8")
    said = json.loads(ok("export", "refi", "e.qdpx", "--names", "n.csv", "--format", "json"))
    assert said["carried"] == {}
    assert [one["n"] for one in said["losses"] if one["kind"] == "carried part"] == [2]


def test_anonymised_study_carries_nothing_and_says_so(
    ok: Callable[..., str], emoji: Path, tmp_path: Path
) -> None:
    carry(emoji)
    (tmp_path / "n.csv").write_text("name,pseudonym\nAnna,Els\n", encoding="utf-8")
    said = ok("study", "anonymise", "--names", "n.csv", "--output", "a.bouwsteen", "--lang", "en")
    assert "Left behind, as they may hold names: 2 parts" in said
    with Study.open(tmp_path / "a.bouwsteen") as study:
        assert (study.carried.parts(), study.carried.guids()) == ([], [])


def stretches(path: Path) -> list[tuple[str, str]]:
    with Study.open(path) as study:
        parts = [(one.kind, one.xml) for one in study.carried.parts() if one.kind == "selection"]
        return parts + [("guid", one.own) for one in study.carried.guids()]


def test_correction_moves_what_was_carried_and_undo_moves_it_back(
    ok: Callable[..., str], emoji: Path, tmp_path: Path
) -> None:
    carry(emoji)
    before = stretches(emoji)
    at = TEXT.index("Zo.") + 4
    (tmp_path / "beter.txt").write_text(TEXT.replace("Van", "Van die"), encoding="utf-8")
    ok("transcript", "correct", "een", "beter.txt", "--reason", "verhoord")
    assert stretches(emoji) == [
        (
            "selection",
            f'<PlainTextSelection guid="P1" startPosition="{at}" endPosition="{at + 3}"/>',
        ),
        ("guid", f"een\n{at}\n{at + 3}\nanna\nA"),
    ]
    ok("undo")
    assert stretches(emoji) == before


def test_parts_have_words_of_the_language(ok: Callable[..., str], emoji: Path) -> None:
    carry(emoji)
    said = " ".join(ok("export", "refi", "e.qdpx", "--lang", "nl").split())
    assert "meegedragen notities 1" in said
    assert "meegedragen passages 1" in said
    assert "weggelaten of veranderd spreekbeurten" in said
    assert "gebeurtenissen in het logboek 7 het logboek blijft in de studie" in said
    assert said.endswith(
        "Voor REFI-QDA 1.5: posities tellen codepunten, regels eindigen op LF. "
        "2 coderingen staan na een teken als een emoji (een)."
    )
    english = " ".join(ok("export", "refi", "e.qdpx", "--lang", "en").split())
    assert "carried along notes 1" in english
    assert "events in the log 7 the log stays in the study" in english


@pytest.mark.parametrize(
    ("lang", "words", "note"),
    [
        ("nl", "het logboek blijft in de studie", "Hoe MAXQDA zulke tekens telt, is niet zeker."),
        (
            "en",
            "the log stays in the study",
            "How MAXQDA counts such signs is not known for sure.",
        ),
    ],
)
def test_program_gets_the_key_of_a_reason_with_its_words(
    ok: Callable[..., str], emoji: Path, lang: str, words: str, note: str
) -> None:
    options = ("export", "refi", "e.qdpx", "--target", "maxqda", "--lang", lang, "--format")
    found = json.loads(ok(*options, "json"))
    (event,) = (one for one in found["losses"] if one["kind"] == "event")
    assert event == {"kind": "event", "what": "", "n": 6, "why": "log_stays", "in_words": words}
    assert found["notes"][-1] == {"key": "emoji_unsure", "in_words": note}
    head, *lines = csv.reader(ok(*options, "csv").splitlines())
    assert head == ["fate", "part", "what", "count", "why", "in_words"]
    assert ["lost", "event", "", "6", "log_stays", words] in lines
    assert ["written", "code", "", str(found["written"]["code"]), "", ""] in lines
