"""The stamp in a Word file: what it restores, and that a damaged one counts for nothing."""

from __future__ import annotations

import pytest

from bouwsteen.transcripts.model import Span, Transcript, Turn
from bouwsteen.transcripts.read.docx_stamp import Stamp, read_stamp, restored, stamp_bytes

TEXT = "I: Hoe?\nR: Samen 🙂, elke week."
SPOKEN = Transcript(
    key="een",
    title="een",
    text=TEXT,
    turns=(
        Turn(index=1, speaker="I", span=Span(3, 7), start_time=0.5, end_time=1.25),
        Turn(index=2, speaker="R", span=Span(11, len(TEXT)), flags=frozenset({"unclear"})),
    ),
    language="nl",
)
EXACT = frozenset({Span(8, 16)})


def damaged(old: str, new: str) -> bytes:
    data = stamp_bytes(SPOKEN, EXACT)
    assert data.count(old.encode()) == 1
    return data.replace(old.encode(), new.encode())


def test_stamp_comes_back_whole() -> None:
    assert read_stamp(stamp_bytes(SPOKEN, EXACT)) == Stamp(
        sha256=SPOKEN.sha256, turns=SPOKEN.turns, exact=EXACT, language="nl"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('start="3"', 'start="drie"'),
        ('start="3"', ""),
        ('start="3"', 'start="9"'),
        ('start="3"', 'start="-3"'),
        ('start="11"', 'start="5"'),
        ('from="0.5"', 'from="half"'),
        ("</t:transcript>", ""),
        ("</t:transcript>", "</t:turn>"),
        ('start="8"', 'start="17"'),
    ],
    ids=[
        *("no-number", "no-start", "ends-before-it-starts", "negative", "turns-overlap"),
        *("no-seconds", "cut-off", "not-xml", "exact-ends-before-it-starts"),
    ],
)
def test_damaged_stamp_counts_for_nothing(old: str, new: str) -> None:
    assert read_stamp(damaged(old, new)) is None


@pytest.mark.parametrize("data", [b"", b"<a/>", b"\x00\xff", b"urn:bouwsteen:transcript"])
def test_other_part_is_no_stamp(data: bytes) -> None:
    assert read_stamp(data) is None


def test_stamp_with_entities_counts_for_nothing() -> None:
    declared = '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    data = stamp_bytes(SPOKEN).replace(b"?>", f"?>{declared}".encode(), 1)
    assert read_stamp(data) is None


@pytest.mark.parametrize("text", [TEXT, f"{TEXT}\n"])
def test_restored_leaves_out_an_end_that_the_text_has_not(text: str) -> None:
    assert restored(text, read_stamp(stamp_bytes(SPOKEN))) == TEXT


def test_restored_refuses_a_changed_text_a_damaged_digest_and_turns_beyond_the_end() -> None:
    far = Stamp(
        sha256=SPOKEN.sha256,
        turns=(Turn(index=1, speaker=None, span=Span(0, len(TEXT) + 1)),),
        exact=frozenset(),
        language=None,
    )
    assert restored(TEXT, far) is None
    assert restored(TEXT.replace("Samen", "samen"), read_stamp(stamp_bytes(SPOKEN))) is None
    assert restored(TEXT, read_stamp(damaged(SPOKEN.sha256, "0" * 64))) is None
    assert restored(TEXT, None) is None
