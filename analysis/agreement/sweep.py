"""One sweep over the boundaries of two coders' spans: where each of them gave which codes.

The text is cut at every start and end of a turn or a span. Between two cuts nothing changes, so a
whole interview is a few hundred stretches with a length instead of a hundred thousand characters.
With n spans and K codes that costs O(n log n + n K).
"""

from __future__ import annotations

__all__ = [
    "Bools",
    "Marked",
    "Passages",
    "common_transcripts",
    "mark_all",
    "sweep",
]

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.level import Level, places_at
from bouwsteen.analysis.line import Scope
from bouwsteen.analysis.speech import Ints, Speech, as_ints
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Done, Quotation
from bouwsteen.errors import AnalysisError

Bools = npt.NDArray[np.bool_]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One coder's codings, as positions in `Speech`.

    Parameters
    ----------
    quotations : tuple of Quotation
        The coder's quotations, in the order given.
    place : ndarray of shape (n_codings,)
        Index into `quotations` of each coding.
    start, end : ndarray of shape (n_codings,)
        Positions.
    code : ndarray of shape (n_codings,)
        Index into the codes that are compared.
    """

    quotations: tuple[Quotation, ...]
    place: Ints
    start: Ints
    end: Ints
    code: Ints


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """Stretches of codeable text in which two coders' codes stay the same.

    Parameters
    ----------
    start, end : ndarray of shape (n,)
        Positions; in order, without overlap, each within one turn.
    turn : ndarray of shape (n,)
        Index into the turns of `Speech`.
    codes : ndarray of bool, shape (2, n, n_codes)
        True where coder A (0) or coder B (1) gave a code.
    edge : ndarray of bool, shape (2, n, n_codes)
        True where a coder gave a code with a span that meets, somewhere in the codeable text, a
        span that the other coder gave the same code.
    """

    start: Ints
    end: Ints
    turn: Ints
    codes: Bools
    edge: Bools

    @property
    def length(self) -> Ints:
        """Characters of each."""
        return self.end - self.start


def common_transcripts(
    speech: Speech, coders: Sequence[str], done: Collection[Done]
) -> tuple[dict[tuple[str, str], tuple[int, ...]], tuple[Done, ...]]:
    """Numbers of the transcripts that both coders of each pair have done.

    Parameters
    ----------
    speech : Speech
        The turns.
    coders : sequence of str
        Keys; every two of them are a pair, in this order.
    done : collection of Done
        What coders declared done.

    Returns
    -------
    common : dict of pair to tuple of int
    missing : tuple of Done
        Coder and transcript pairs that are not done.

    Raises
    ------
    AnalysisError
        With fewer than two coders, or when no two of them have done the same transcript.
    """
    if len(coders) < 2:
        raise AnalysisError(
            f"Disagreement is between coders; {len(coders)} is not enough.",
            "Name two coders or more.",
            key="disagree_two_coders",
            n=len(coders),
        )
    finished = set(done)
    by_coder = {
        coder: {
            number
            for number, key in enumerate(speech.keys)
            if Done(coder=coder, transcript=key) in finished
        }
        for coder in coders
    }
    common = {
        pair: tuple(sorted(by_coder[pair[0]] & by_coder[pair[1]]))
        for pair in combinations(coders, 2)
    }
    if not any(common.values()):
        raise AnalysisError(
            f"There is no transcript that two of {', '.join(coders)} have done.",
            "A coder says so with: bouwsteen code done TRANSCRIPT",
            key="disagree_none_shared",
            coders=", ".join(coders),
        )
    missing = tuple(
        Done(coder=coder, transcript=key)
        for number, key in enumerate(speech.keys)
        for coder in coders
        if number not in by_coder[coder]
    )
    return common, missing


def mark_all(
    speech: Speech,
    quotations: Mapping[str, Sequence[Quotation]],
    codebook: Codebook,
    level: Level,
) -> tuple[dict[str, Marked], tuple[str, ...]]:
    """Lay coders' quotations out as positions.

    Parameters
    ----------
    speech : Speech
        The turns.
    quotations : mapping of coder key to sequence of Quotation
        Each coder's layer.
    codebook : Codebook
        The codes; at level ``block`` free codes have no place.
    level : {"block", "code"}
        What is compared.

    Returns
    -------
    marked : dict of coder key to Marked
    left_out : tuple of str
        Free codes that somebody used and that the level leaves out.

    Raises
    ------
    AnalysisError
        When a quotation's transcript is not in the cast or its span lies outside the text.
    CodebookError
        When a code is not in the codebook.
    """
    marked: dict[str, Marked] = {}
    left_out: set[str] = set()
    for coder, own in quotations.items():
        columns = CodingColumns.of(own)
        place = places_at(columns.codes, codebook, level)
        left_out.update(
            codebook.block_of(key).key
            for key, number in zip(columns.codes, place.tolist(), strict=True)
            if number < 0
        )
        code = place[as_ints(columns.code)]
        known = code >= 0
        counts = np.array([len(one.codings) for one in own], dtype=np.int64)
        start, end = speech.positions(
            speech.transcript_numbers(columns), as_ints(columns.start), as_ints(columns.end)
        )
        marked[coder] = Marked(
            quotations=tuple(own),
            place=np.repeat(np.arange(len(own)), counts)[known],
            start=start[known],
            end=end[known],
            code=code[known],
        )
    return marked, tuple(sorted(left_out))


def sweep(
    speech: Speech,
    a: Marked,
    b: Marked,
    *,
    n_codes: int,
    transcripts: Collection[int],
    scope: Scope,
) -> Passages:
    """Cut the codeable text of some transcripts where anything changes for two coders.

    Parameters
    ----------
    speech : Speech
        The turns.
    a, b : Marked
        The two coders' codings, of the same codes.
    n_codes : int
        How many codes are compared.
    transcripts : collection of int
        Numbers of the transcripts that both coders have done.
    scope : {"respondents", "all"}
        Whose turns count.
    """
    chosen = np.isin(speech.turn_transcript, np.array(sorted(transcripts), dtype=np.int64))
    chosen &= speech.turn_length > 0
    if scope == "respondents":
        chosen &= speech.turn_slot >= 0
    turns = np.flatnonzero(chosen)
    opens = speech.turn_start[turns]
    closes = opens + speech.turn_length[turns]
    cuts = np.unique(np.concatenate((opens, closes, a.start, a.end, b.start, b.end)))
    inside = np.searchsorted(opens, cuts[:-1], side="right") - 1
    codeable = inside >= 0
    codeable[codeable] = cuts[:-1][codeable] < closes[inside[codeable]]
    given = np.stack([_laid(cuts, one, n_codes) for one in (a, b)])
    given &= codeable[:, None]
    edge = np.stack(
        [
            _laid(cuts, mine, n_codes, _meets(cuts, mine, theirs))
            for mine, theirs in ((a, given[1]), (b, given[0]))
        ]
    )
    return Passages(
        start=cuts[:-1][codeable],
        end=cuts[1:][codeable],
        turn=turns[inside[codeable]],
        codes=given[:, codeable],
        edge=edge[:, codeable],
    )


def _laid(cuts: Ints, marked: Marked, n_codes: int, chosen: Bools | None = None) -> Bools:
    """Which codes cover each stretch between two cuts; of the chosen codings only."""
    which = slice(None) if chosen is None else chosen
    change = np.zeros((len(cuts), n_codes), dtype=np.int64)
    code = marked.code[which]
    np.add.at(change, (np.searchsorted(cuts, marked.start[which]), code), 1)
    np.add.at(change, (np.searchsorted(cuts, marked.end[which]), code), -1)
    found: Bools = np.cumsum(change, axis=0)[:-1] > 0
    return found


def _meets(cuts: Ints, marked: Marked, theirs: Bools) -> Bools:
    """Which codings cover a stretch that the other coder gave the same code."""
    before = np.zeros((len(cuts), theirs.shape[1]), dtype=np.int64)
    np.cumsum(theirs, axis=0, out=before[1:])
    first, last = np.searchsorted(cuts, marked.start), np.searchsorted(cuts, marked.end)
    found: Bools = before[last, marked.code] > before[first, marked.code]
    return found
