"""What the codebook alone finds in the bundled, invented study."""

from __future__ import annotations

import pytest

from bouwsteen.codebook.files import load_codebook
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.codings_csv import read_codings
from bouwsteen.coding.model import Quotation
from bouwsteen.coding.suggest.model import Limits, Passage
from bouwsteen.coding.suggest.passages import passages_of
from bouwsteen.coding.suggest.suggester import make_suggester
from bouwsteen.examples.bundled import CODINGS, RESPONDENTS, TRANSCRIPTS, data_path
from bouwsteen.transcripts.load import load
from bouwsteen.transcripts.model import Transcript

PROMISED = 0.75


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook("mkb-leercultuur")


@pytest.fixture(scope="module")
def transcripts() -> list[Transcript]:
    return [load(data_path(name)).transcript for name in TRANSCRIPTS]


@pytest.fixture(scope="module")
def passages(transcripts: list[Transcript]) -> list[Passage]:
    lines = data_path(RESPONDENTS).read_text(encoding="utf-8-sig").splitlines()
    asking = {
        tuple(line.replace(";", ",").split(",")[:2]) for line in lines if "interviewer" in line
    }
    found = []
    for one in transcripts:
        skip = {turn.index for turn in one.turns if (one.key, turn.speaker) in asking}
        found += passages_of(one, language="nl", skip=skip)
    return found


def agreed(transcripts: list[Transcript], book: Codebook) -> list[tuple[Quotation, frozenset[str]]]:
    """Quotations that both coders marked for at least half, with the blocks both gave."""
    anna, bram = (read_codings(data_path(name), transcripts, book).quotations for name in CODINGS)
    found = []
    for one in anna:
        for other in bram:
            size = max(len(one.span), len(other.span))
            if one.transcript == other.transcript and 2 * one.span.overlap(other.span) >= size:
                common = {book.block_of(code).key for code in one.codes} & {
                    book.block_of(code).key for code in other.codes
                }
                if common:
                    found.append((one, frozenset(common)))
    return found


def test_right_block_is_among_the_first_two(
    book: Codebook, transcripts: list[Transcript], passages: list[Passage]
) -> None:
    limits = Limits(per_passage=2, minimum=0.0)
    suggestions = make_suggester(book, passages, language="nl", limits=limits).suggest(passages)
    hits = []
    pairs = agreed(transcripts, book)
    for quotation, blocks in pairs:
        here = sorted(
            (
                one
                for one in suggestions
                if one.transcript == quotation.transcript and one.passage.overlap(quotation.span)
            ),
            key=lambda one: -one.confidence,
        )
        first = list(dict.fromkeys(one.block for one in here))[:2]
        hits.append(bool(blocks & set(first)))
    assert len(pairs) > 100
    assert sum(hits) / len(hits) >= PROMISED
