from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.transcripts.normalise import map_offsets, normalise

# What has moved offsets in practice: emoji, marks, letters that compose, line ends, spaces.
ODD = (
    "🙂👩\u200d👧e\u0301\u0308\u0323\u0327ïé각\u1100\u1161\u11a8\u0bc6\u0bbe"
    "\r\n\x0b\x0c\x85\u2028\ufeff\u00a0\u202f\u00ad\x00\t\ud800"
)
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=40)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("\ufeffI\u00a0:\u202fja\u2007", "I : ja "),
        ("geïnfor\u00admeerd\x00\x1b", "geïnformeerd"),
        ("cafe\u0301 ½ ﬁ…", "café ½ ﬁ…"),
        ("e\u00ad\u0301", "é"),
        ("R:\tja", "R:\tja"),
        ("half \ud83d paar", "half \ufffd paar"),
    ],
)
def test_normalise_gives(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@given(TEXTS)
def test_normalise_is_idempotent_and_writable(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once
    assert once.encode("utf-8").decode("utf-8") == once
    assert not any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in once)


@given(st.lists(TEXTS, max_size=6))
def test_map_offsets_finds_the_same_letters(pieces: list[str]) -> None:
    raw, places = "", [0]
    for piece in pieces:
        raw += f"x{piece}"
        places.append(len(raw))
    at = map_offsets(raw, places)
    text = normalise(raw)
    for start, end in pairwise(places):
        assert text[at[start] : at[end]] == normalise(raw[start:end])


@given(TEXTS)
def test_map_offsets_keeps_order_and_ends(raw: str) -> None:
    at = map_offsets(raw, range(len(raw) + 1))
    places = [at[offset] for offset in range(len(raw) + 1)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(normalise(raw)))


def test_map_offsets_moves_behind_a_composed_letter() -> None:
    assert map_offsets("cafe\u0301s", [3, 4, 5, 6]) == {3: 3, 4: 4, 5: 4, 6: 5}
