"""What is seen of a transcript before it is kept."""

from __future__ import annotations

from bouwsteen.transcripts.load import load_bytes
from bouwsteen.transcripts.preview import FIRST, Preview, clock, preview, spoken


def test_preview_shows_title_first_turns_and_speakers() -> None:
    loaded = load_bytes(
        b"Gesprek 1\n\n[00:00:05] I: Hoe gaat het?\n[00:01:10] R: Goed,   hoor.\n", "a.txt"
    )
    assert preview(loaded) == Preview(
        title="a (text)",
        turns=((1, "0:00:05", "I", "Hoe gaat het?"), (2, "0:01:10", "R", "Goed, hoor.")),
        speakers=(("I", 1, 3), ("R", 1, 2)),
        dropped=loaded.dropped,
        warnings=loaded.warnings,
    )


def test_preview_shortens_speech_and_stops_after_the_first_turns() -> None:
    text = "".join(f"I: vraag {n}?\nR: {'woord ' * 40}\n" for n in range(FIRST))
    seen = preview(load_bytes(text.encode(), "lang.txt"))
    assert [turn[0] for turn in seen.turns] == list(range(1, FIRST + 1))
    assert seen.turns[1][3] == ("woord " * 40)[:59] + "…"
    assert seen.speakers == (("I", FIRST, 2 * FIRST), ("R", FIRST, 40 * FIRST))


def test_spoken_counts_turns_without_a_label() -> None:
    loaded = load_bytes(b"Eerste alinea.\n\nTweede alinea hier.\n", "vrij.txt", reader="prose")
    assert [speaker for speaker, _, _ in spoken(loaded.transcript)] == [None]


def test_clock_leaves_an_unknown_time_empty() -> None:
    assert (clock(None), clock(0), clock(36_000)) == ("", "0:00:00", "10:00:00")
