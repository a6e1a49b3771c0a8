"""NIST .stm files."""

from __future__ import annotations

import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load_bytes


def test_segments_give_turns(spoken) -> None:
    data = (
        b";; gemaakt met iets\n"
        b"opname 1 spk1 0.5 15.163 <o,F0,M> ja zeker\r\n"
        b"opname 1 spk1 16.2 25.197999999999997 <o,F0,M> en dan\n"
        b"opname 1 inter_segment_gap 25.2 26 <o,,>\n"
        b"opname 1 spk2 26 27.5 goed\n\n"
        b"opname 1 spk1 28 29 <o> ignore_time_segment_in_scoring\n"
    )
    loaded = load_bytes(data, "a.stm")
    assert spoken(loaded) == [("spk1", "ja zeker en dan"), ("spk2", "goed")]
    assert [turn.start_time for turn in loaded.transcript.turns] == [0.5, 26.0]
    assert loaded.transcript.meta["reader"] == "stm"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"f 1 s 0 1 ja\nnee\n", "line 2 is no segment: 'nee'."),
        (b"f 1 s 0 1 ja\ng 1 s 0 1 nee\n", "it holds 2 recordings: f, g."),
        (b";; niets\n", "there is no speech in it."),
    ],
)
def test_other_lines_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        load_bytes(data, "a.stm")
    assert caught.value.message == f"a.stm: {message}"
