"""Stretches: every coder's spans on the codeable line, the raw material of all agreement.

Spans are cut to codeable text. On the level of blocks a sub-code counts as its block, and a
quotation with two sub-codes of one block is one span of that block.
"""

from __future__ import annotations

__all__ = ["Spans", "Stretches", "joined", "stretches_of"]

import dataclasses
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.comparable import Comparable, comparable
from bouwsteen.analysis.level import Level, codes_at, places_at
from bouwsteen.analysis.line import Line, Scope
from bouwsteen.analysis.speech import Ints, Speech, as_ints
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.coding.model import Done
from bouwsteen.errors import AnalysisError
from bouwsteen.transcripts.cast import Cast


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Spans on the line, sorted by coder, code and start.

    Parameters
    ----------
    coder, code, transcript, start, end : ndarray of int, shape (n_spans,)
        Whose, of what, where; half-open on the codeable line.
    """

    coder: Ints
    code: Ints
    transcript: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.start)

    def where(self, chosen: npt.NDArray[np.bool_] | Ints) -> Spans:
        """The spans at a mask or at places."""
        columns = dataclasses.fields(self)
        return Spans(**{one.name: getattr(self, one.name)[chosen] for one in columns})

    @property
    def table(self) -> Ints:
        """The five columns side by side, shape (n_spans, 5)."""
        return np.stack([self.coder, self.code, self.transcript, self.start, self.end], axis=1)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Stretches:
    """What the coders marked.

    Parameters
    ----------
    level : {"block", "code"}
        Blocks with their sub-codes rolled up, or every code for itself.
    scope : {"respondents", "all"}
        Whose turns are codeable.
    codebook_version : int
        Of the codebook that the codings were read with.
    coders, codes : tuple of str
        Keys.
    line : Line
        The codeable text.
    done : ndarray of bool, shape (n_transcripts, n_coders)
        Who finished which of the compared transcripts.
    missing : tuple of Done
        Coder and transcript pairs that are not done, over the whole study.
    spans : Spans
        One a quotation and code; overlapping ones not yet joined.
    outside : int
        Codings in finished, compared transcripts that hold no codeable character.
    free : int
        Codings with free codes, which have no block; 0 on the level of codes.
    """

    level: Level
    scope: Scope
    codebook_version: int
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    line: Line
    done: npt.NDArray[np.bool_]
    missing: tuple[Done, ...]
    spans: Spans
    outside: int
    free: int

    @property
    def codings(self) -> Ints:
        """Quotations with each code by each coder, shape (n_coders, n_codes)."""
        shape = (len(self.coders), len(self.codes))
        lane = self.spans.coder * shape[1] + self.spans.code
        return np.bincount(lane, minlength=shape[0] * shape[1]).reshape(shape)


def stretches_of(
    cast: Cast,
    coded: Mapping[str, CodingColumns],
    done: Collection[Done],
    codebook: Codebook,
    *,
    coders: Sequence[str] | None = None,
    level: Level = "block",
    scope: Scope = "respondents",
) -> Stretches:
    """Bring several coders' codings onto one line.

    Parameters
    ----------
    cast : Cast
        Who speaks where.
    coded : mapping of coder key to CodingColumns
        Each coder's own, independent codings.
    done : collection of Done
        What coders declared done; codings of anything else are not read.
    codebook : Codebook
        The codes.
    coders : sequence of str, optional
        Whom to compare; else all of `coded`.
    level : {"block", "code"}
        Blocks with their sub-codes rolled up, or every code for itself, free codes included.
    scope : {"respondents", "all"}
        Codeable text: respondents' turns, or every turn.

    Raises
    ------
    AnalysisError
        When there is nothing to compare (see `comparable`), a quotation lies outside its text, or
        no codeable word stands in the compared transcripts.
    CodebookError
        When a coding has a code that is not in the codebook.
    """
    speech = Speech.of(cast)
    who = comparable(coded, done, speech.keys, coders=coders)
    line = Line.of(speech, who.compared, scope=scope)
    if not line.length:
        raise AnalysisError(
            "No respondent speaks in the transcripts that two coders finished.",
            "Link the speakers to respondents, or compare all turns.",
            key="stretches_silent",
        )
    codes = tuple(one.key for one in codes_at(codebook, level))
    if not codes:
        raise AnalysisError("There is no code to compare the coders on.", key="stretches_no_code")
    found, outside, free = _read(speech, line, who, coded, codebook, level=level)
    renumber = np.cumsum(who.compared) - 1
    return Stretches(
        level=level,
        scope=scope,
        codebook_version=codebook.version,
        coders=who.coders,
        codes=codes,
        line=line,
        done=who.done[who.compared],
        missing=who.missing,
        spans=_sorted(found, renumber),
        outside=outside,
        free=free,
    )


def _read(
    speech: Speech,
    line: Line,
    who: Comparable,
    coded: Mapping[str, CodingColumns],
    codebook: Codebook,
    *,
    level: Level,
) -> tuple[list[Spans], int, int]:
    """Spans of every coder, and the numbers of codings outside the text and with free codes."""
    found: list[Spans] = []
    outside = free = 0
    for place, key in enumerate(who.coders):
        columns = coded[key]
        code = places_at(columns.codes, codebook, level)[as_ints(columns.code)]
        own = _spans(speech, line, columns, place, code)
        # Only what the coder finished is read, and only where another finished it too.
        read = who.done[own.transcript, place] & who.compared[own.transcript]
        held, known = own.end > own.start, own.code >= 0
        outside += int((read & known & ~held).sum())
        free += int((read & ~known).sum())
        found.append(own.where(read & held & known))
    return found, outside, free


def joined(spans: Spans, *, touching: bool) -> Spans:
    """Join a coder's overlapping spans of one code.

    Parameters
    ----------
    spans : Spans
        Sorted.
    touching : bool
        Join spans that merely touch as well. The number of spans that this makes fewer, with
        False, is the number of merges to report.

    Examples
    --------
    >>> zeros = np.zeros(3, dtype=np.int64)
    >>> spans = Spans(coder=zeros, code=zeros, transcript=zeros,
    ...               start=np.array([0, 3, 8]), end=np.array([5, 8, 9]))
    >>> joined(spans, touching=False).end.tolist(), joined(spans, touching=True).end.tolist()
    ([8, 9], [9])
    """
    if not len(spans):
        return spans
    width = int(spans.end.max()) + 1
    group = spans.coder * (int(spans.code.max()) + 1) + spans.code
    group = group * (int(spans.transcript.max()) + 1) + spans.transcript
    reach = np.maximum.accumulate(spans.end + group * width)[:-1]
    begin = (spans.start + group * width)[1:]
    apart = (begin > reach) if touching else (begin >= reach)
    first = np.flatnonzero(np.concatenate(([True], apart | (group[1:] != group[:-1]))))
    merged = spans.where(first)
    return dataclasses.replace(merged, end=np.maximum.reduceat(spans.end, first))


def _spans(speech: Speech, line: Line, columns: CodingColumns, coder: int, code: Ints) -> Spans:
    transcript = speech.transcript_numbers(columns)
    start, end = speech.positions(transcript, as_ints(columns.start), as_ints(columns.end))
    return Spans(
        coder=np.full(len(start), coder, dtype=np.int64),
        code=code,
        transcript=transcript,
        start=line.place(speech, start),
        end=line.place(speech, end),
    )


def _sorted(found: Sequence[Spans], renumber: Ints) -> Spans:
    """All coders' spans in order, each once, transcripts numbered among the compared ones."""
    rows = np.concatenate([one.table for one in found])
    coder, code, transcript, start, end = np.ascontiguousarray(rows.T)
    order = np.lexsort((end, start, code, coder))
    columns = np.stack([coder, code, renumber[transcript], start, end])[:, order]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (columns[:, 1:] != columns[:, :-1]).any(axis=0)
    coder, code, transcript, start, end = columns[:, new]
    return Spans(coder=coder, code=code, transcript=transcript, start=start, end=end)
