"""Alignment is right for any two texts and quick for two long ones."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.transcripts.align import Block, matching_blocks

WORDS = st.lists(
    st.sampled_from(["ja", "nee", "fouten", "leren", ".", "\nR:", "🙂", "één", "team"]), max_size=40
).map(" ".join)


@given(WORDS, WORDS)
def test_blocks_are_equal_text_in_rising_order(old: str, new: str) -> None:
    end_old = end_new = 0
    for a, b, size in matching_blocks(old, new):
        assert size > 0 and a >= end_old and b >= end_new
        assert (a, b) != (end_old, end_new) or a == 0, "touching blocks are one block"
        assert old[a : a + size] == new[b : b + size]
        end_old, end_new = a + size, b + size


@given(WORDS)
def test_text_aligned_with_itself_is_one_block(text: str) -> None:
    assert matching_blocks(text, text) == ((Block(0, 0, len(text)),) if text else ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Van fotuen leer je.", "Van fouten leer je.", ["Van fo", "t", "en leer je."]),
        ("Jan zei dat.", "P1 zei dat.", [" zei dat."]),
        ("een twee drie", "een drie", ["een ", "drie"]),
        ("geen woord gelijk", "alles anders nu 🙂", [" ", " "]),
        ("", "nieuw", []),
    ],
)
def test_blocks_of_small_corrections(old: str, new: str, expected: list[str]) -> None:
    found = matching_blocks(old, new)
    assert [old[block.a : block.a + block.size] for block in found] == expected


def interview(seed: int, turns: int) -> list[str]:
    chance = random.Random(seed)
    words = [f"woord{number}" for number in range(2000)] + ["de", "het", "en", "ja", "een"] * 300
    return [
        f"{'IR'[number % 2]}: {' '.join(chance.choices(words, k=25))}." for number in range(turns)
    ]


def test_long_interview_with_every_label_renamed_is_aligned_whole() -> None:
    old = interview(1, 300)
    new = [line.replace("I:", "Vrager:").replace("R:", "Antwoord:") for line in old]
    before = "\n".join(old)
    blocks = matching_blocks(before, "\n".join(new))
    assert len(before) > 40_000
    assert sum(block.size for block in blocks) >= len(before) - 300


def test_long_text_with_nothing_in_common_has_no_blocks_to_speak_of() -> None:
    blocks = matching_blocks("ja " * 20_000, "nee " * 20_000)
    assert sum(block.size for block in blocks) <= 2
