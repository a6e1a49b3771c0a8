"""Sentences inside turns."""

from __future__ import annotations

import pytest

from bouwsteen.analysis.sentences import sentence_starts


@pytest.mark.parametrize(
    ("turn", "language", "expected"),
    [
        ("Dat klopt. Of toch niet?  Nou ja.", "nl", ["Dat klopt. ", "Of toch niet?  ", "Nou ja."]),
        ("Dat is bijv. een audit. Klaar.", "nl", ["Dat is bijv. een audit. ", "Klaar."]),
        ("We asked Mr. Smith. He agreed.", "en", ["We asked Mr. Smith. ", "He agreed."]),
        (" Ja! Echt?", None, [" Ja! ", "Echt?"]),
        ("zonder punt", "sw", ["zonder punt"]),
        ("   ", "nl", ["   "]),
    ],
)
def test_sentences_run_up_to_the_next(turn: str, language: str | None, expected) -> None:
    (starts,) = sentence_starts((turn,), language=language)
    ends = (*starts[1:], len(turn))
    assert [turn[start:end] for start, end in zip(starts, ends, strict=True)] == expected
