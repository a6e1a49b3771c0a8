"""A text that another program corrects while a command looks at it: no coding ends up askew."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import Result

from bouwsteen.coding import apply, codings_csv
from bouwsteen.errors import StudyBusy
from bouwsteen.exports import article_report_commands, commands
from bouwsteen.study import engine
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span

Ok = Callable[..., str]
Run = Callable[..., Result]

QUOTE = "vertel het maar"


def correct(path: Path) -> None:
    """Put words before everything else that is said."""
    added = "Nou ja, "
    with Study.open(path) as study:
        old = study.transcripts.get("een")
        first = old.turns[0]
        turns = tuple(
            dataclasses.replace(
                one,
                span=Span(
                    one.span.start + (0 if one is first else len(added)), one.span.end + len(added)
                ),
            )
            for one in old.turns
        )
        text = old.text[: first.span.start] + added + old.text[first.span.start :]
        study.correct(dataclasses.replace(old, text=text, turns=turns), reason="tikfout")


def after(function: Callable[..., Any], act: Callable[[], None]) -> Callable[..., Any]:
    """The function, and something that happens right after it."""

    def both(*words: Any, **named: Any) -> Any:
        found = function(*words, **named)
        act()
        return found

    return both


@pytest.fixture
def kept_out(study: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[bool]]:
    """Have a correction tried right after a function of a module; True for each that must wait."""

    def watch(module: ModuleType, name: str) -> list[bool]:
        waited: list[bool] = []

        def try_to_correct() -> None:
            with pytest.raises(StudyBusy):
                correct(study)
            waited.append(True)

        monkeypatch.setattr(engine, "_BUSY_SECONDS", 0)
        monkeypatch.setattr(module, name, after(getattr(module, name), try_to_correct))
        return waited

    return watch


@pytest.mark.parametrize("words", [("add", "een", "4"), ("move", "1")])
def test_place_found_in_another_text_is_refused(
    ok: Ok, run: Run, study: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    ok("code", "add", "een", "2", "--quote", "Die komt elke maand langs")
    found = after(apply.quote_span, lambda: correct(study))
    monkeypatch.setattr(apply, "quote_span", found)
    result = run("code", *words, "--quote", QUOTE)
    assert (result.exit_code, result.stderr.splitlines()) == (
        1,
        [
            "Error: De tekst van een is verbeterd sinds er hier naar gekeken werd.",
            "Kijk er opnieuw naar; er is niets gewijzigd.",
        ],
    )
    with Study.open(study) as held:
        (one,) = held.quotations.select(coder="anna")
        assert one.span.of(held.transcripts.text("een")) == "Die komt elke maand langs"


def test_transcripts_are_read_once_in_a_reading_and_anew_in_a_change(study: Path) -> None:
    with Study.open(study) as held:
        with held.reading():
            (first,), (second,) = held.transcripts.all(), held.transcripts.all()
            assert first is second
        with held.change("transcript import"):
            fresh = dataclasses.replace(first, key="twee", title="Twee")
            assert len(held.transcripts.all()) == 1
            held.transcripts.add([fresh])
            assert [one.key for one in held.transcripts.all()] == ["een", "twee"]
        assert len(held.transcripts.all()) == 2


@pytest.mark.parametrize(("kind", "whose"), [("report", ("--coder", "anna")), ("agreement", ())])
def test_report_is_of_one_state_of_the_study(
    ok: Ok, study: Path, kept_out: Callable[..., list[bool]], kind: str, whose: tuple[str, ...]
) -> None:
    """What others write has to wait from the first figure to the last."""
    for coder in ("anna", "bram"):
        if coder == "bram":
            ok("coder", "add", coder)
        ok("code", "add", "een", "4", "--quote", QUOTE, "--coder", coder)
        ok("code", "done", "een", "--coder", coder)
    waited = kept_out(article_report_commands if kind == "report" else commands, "compare_study")
    ok("export", kind, "uit.html", *whose)
    assert waited == [True]


def test_correction_waits_while_codings_are_read(
    ok: Ok, study: Path, kept_out: Callable[..., list[bool]]
) -> None:
    ok("code", "add", "een", "4", "--quote", QUOTE)
    ok("export", "codings", "uit.csv")
    ok("undo")
    waited = kept_out(codings_csv, "read_codings")
    ok("code", "import", "uit.csv")
    with Study.open(study) as held:
        (one,) = held.quotations.select(coder="anna")
        assert one.span.of(held.transcripts.text("een")) == QUOTE
    assert waited == [True]
