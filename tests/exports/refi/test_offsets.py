from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouwsteen.exports.refi.model import RefiSelection
from bouwsteen.exports.refi.offsets import READINGS, Reading, Ruler, choose, says, usual_reading
from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.normalise import normalise

TEXT = "\ufeffEen 🙂 lach.\r\nTwee 👩‍🔬 woorden.\r\nDrie cafe\u0301s nu.\r\n"
WORDS = ("lach", "woorden", "cafe\u0301s", "nu")
LETTERS = st.text(st.sampled_from("ab \n\r\u0301e🙂👩\u200d\ufeff\u2028\u00a0\t字ก"), max_size=40)


def written(word: str, reading: Reading) -> tuple[int, int]:
    """Offsets of a word as a program of that reading writes them."""
    text = TEXT.removeprefix("\ufeff")
    text = text.replace("\r\n", "\n") if reading.folded else text
    start = text.index(word)
    before, inside = text[:start], word
    if reading.utf16:
        return len(before.encode("utf-16-le")) // 2, len((before + inside).encode("utf-16-le")) // 2
    return start, start + len(word)


@pytest.mark.parametrize("reading", READINGS, ids=str)
def test_spans_hold_the_words_in_every_reading(reading: Reading) -> None:
    frozen = normalise(TEXT)
    spans = Ruler(TEXT, reading).spans([written(word, reading) for word in WORDS])
    assert [span.of(frozen) for span in spans if span] == [normalise(word) for word in WORDS]


@pytest.mark.parametrize("reading", READINGS, ids=str)
def test_origin_unknown_reading_is_found_from_stored_quotes(reading: Reading) -> None:
    selections = []
    for word in WORDS:
        start, end = written(word, reading)
        selections.append(RefiSelection(guid=word, name=word, start=start, end=end))
    verdict = choose(None, [(TEXT, selections)])
    assert (verdict.reading, verdict.rival, verdict.evidence.matched) == (reading, None, 4)


def test_readings_that_cannot_be_told_apart_make_the_file_doubtful() -> None:
    text = "🙂 aa aa aa aa"
    selection = RefiSelection(guid="a", start=2, end=2 + 2)
    verdict = choose(None, [(text, [selection, RefiSelection(guid="b", start=5, end=7)])])
    assert verdict.doubtful == (verdict.rival is not None)
    flat = choose(None, [("aa aa", [RefiSelection(guid="a", start=0, end=2)])])
    assert (flat.reading, flat.rival, flat.doubtful) == (Reading(), None, False)


def test_tie_without_evidence_is_doubtful() -> None:
    text = "🙂" + "a" * 20
    verdict = choose("Somebody's program", [(text, [RefiSelection(guid="a", start=5, end=9)])])
    assert verdict.doubtful
    assert verdict.rival == Reading(utf16=True)


def test_quotes_that_say_something_else_are_doubtful() -> None:
    wrong = [RefiSelection(guid=str(n), name="Heel anders", start=0, end=3) for n in range(3)]
    assert choose("NVivo 12", [("Een twee", wrong)]).doubtful


def test_stored_quotes_overrule_a_program_that_is_not_as_measured() -> None:
    reading = Reading()
    selections = [
        RefiSelection(guid=word, name=word, start=written(word, reading)[0],
                      end=written(word, reading)[1])
        for word in WORDS
    ]  # fmt: skip
    verdict = choose("NVivo 99", [(TEXT, selections)])
    assert (verdict.reading, verdict.usual) == (reading, False)


def test_quotes_of_qualcoder_are_not_believed() -> None:
    """It cuts them by another count than its offsets."""
    text = "🙂🙂🙂 dit is het woord hier"
    found = []
    for word in ("woord", "dit", "hier"):
        start = len(text[: text.index(word)].encode("utf-16-le")) // 2
        end = start + len(word)
        found.append(RefiSelection(guid=word, name=text[start:end], start=start, end=end))
    verdict = choose("QualCoder 3.8.2", [(text, found)])
    assert (verdict.reading, verdict.usual) == (Reading(utf16=True, folded=True), True)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("NVivo for Windows 12.6", Reading(utf16=True)),
        ("QualCoder 4.0", Reading(utf16=True, folded=True)),
        ("ATLAS.ti Win 9", Reading(folded=True)),
        ("bouwsteen 0.1.0", Reading()),
        ("MAXQDA 24", None),
        (None, None),
    ],
)
def test_usual_reading_by_origin(origin: str | None, expected: Reading | None) -> None:
    assert usual_reading(origin) == expected


def test_offset_inside_a_pair_moves_outward() -> None:
    ruler = Ruler("a🙂b", Reading(utf16=True))
    assert ruler.spans([(2, 4), (0, 2)]) == [Span(1, 3), Span(0, 2)]
    assert [ruler.splits(offset) for offset in range(5)] == [False, False, True, False, False]


def test_stretches_outside_the_text_have_no_span() -> None:
    ruler = Ruler("abc", Reading())
    pairs = [(0, 4), (-1, 2), (2, 2), (3, 1), (None, 2), (0, 3)]
    assert ruler.spans(pairs) == [None, None, None, None, None, Span(0, 3)]


def test_stretch_of_what_vanishes_has_no_span() -> None:
    assert Ruler("ab\u00adc", Reading()).spans([(2, 3), (1, 4)]) == [None, Span(1, 3)]


@given(LETTERS, st.sampled_from(READINGS), st.data())
def test_span_holds_what_the_stretch_says(raw: str, reading: Reading, data: st.DataObject) -> None:
    ruler = Ruler(raw, reading)
    start = data.draw(st.integers(0, ruler.length))
    end = data.draw(st.integers(start, ruler.length))
    (span,) = ruler.spans([(start, end)])
    cut = normalise(ruler.cut(start, end))
    if span is not None:
        frozen = normalise(raw)
        assert span.end <= len(frozen)
        # A composed letter may belong to the stretch although only its mark was in it.
        assert set(cut.split()) <= set(span.of(frozen).split()) or "\u0301" in raw or "\r" in raw


@given(LETTERS, st.sampled_from(READINGS))
def test_offset_undoes_place(raw: str, reading: Reading) -> None:
    ruler = Ruler(raw, reading)
    places = range(len(ruler.text) + 1)
    assert [ruler.place(ruler.offset(place)) for place in places] == list(places)


def test_cut_quotations_match_longer_text() -> None:
    assert says("Dat was mooi, zei hij", "Dat was...")
    assert says("a" * 50, "a" * 45)
    assert not says("abc", "ab")
