"""Every stretch of text on which two coders differ, ranked by its share in 1 - alpha."""

from __future__ import annotations

__all__ = ["disagreements"]

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from bouwsteen.analysis.agreement.disagreement import (
    Disagreement,
    Disagreements,
    Kind,
    Pair,
    Side,
)
from bouwsteen.analysis.agreement.sweep import (
    Marked,
    Passages,
    common_transcripts,
    mark_all,
    sweep,
)
from bouwsteen.analysis.level import Level, codes_at
from bouwsteen.analysis.line import Scope
from bouwsteen.analysis.order import natural
from bouwsteen.analysis.speech import Ints, Speech
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Done, Quotation
from bouwsteen.transcripts.cast import Cast

_KINDS = (Kind.ONLY_A, Kind.ONLY_B, Kind.OTHER_CODE, Kind.BOUNDARY)


def disagreements(
    quotations: Mapping[str, Sequence[Quotation]],
    cast: Cast,
    codebook: Codebook,
    *,
    done: Collection[Done],
    level: Level = "block",
    scope: Scope = "respondents",
) -> Disagreements:
    """List every stretch on which coders differ.

    Parameters
    ----------
    quotations : mapping of coder key to sequence of Quotation
        Each coder's own, independent layer; two coders or more.
    cast : Cast
        Who speaks where.
    codebook : Codebook
        The codes.
    done : collection of Done
        What coders declared done; a pair is compared on the transcripts that both have done.
    level : {"block", "code"}
        Blocks with their sub-codes rolled up, or every code for itself, free codes included.
    scope : {"respondents", "all"}
        Leave the turns of interviewers and unlinked speakers out, or not.

    Returns
    -------
    Disagreements
        Neighbouring stretches with the same codes and the same kind are one; a stretch that
        crosses turns is one in each turn.

    Raises
    ------
    AnalysisError
        With fewer than two coders, without a transcript that two of them have done, or when a
        quotation lies outside its text.
    CodebookError
        When a code is not in the codebook.

    Examples
    --------
    >>> from bouwsteen.codebook.model import Code
    >>> from bouwsteen.coding.model import Coding
    >>> from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn
    >>> turn = Turn(index=1, speaker="R", span=Span(3, 23))
    >>> cast = Cast(
    ...     transcripts=(Transcript(key="t", title="", text="R: " + "x" * 20, turns=(turn,)),),
    ...     respondents=(Respondent(key="r1"),),
    ...     links=(SpeakerLink(transcript="t", speaker="R", respondent="r1"),),
    ... )
    >>> layers = {
    ...     coder: [Quotation(
    ...         transcript="t", span=Span(3, end), coder=coder, codings=(Coding(code="werk"),)
    ...     )]
    ...     for coder, end in (("anna", 13), ("bas", 11))
    ... }
    >>> found = disagreements(
    ...     layers, cast, Codebook(key="k", codes=(Code(key="werk", labels={"nl": "Werk"}),)),
    ...     done=[Done(coder=coder, transcript="t") for coder in layers],
    ... )
    >>> [(one.start, one.end, str(one.kind), round(one.share, 3)) for one in found.found]
    [(11, 13, 'boundary', 0.197)]
    >>> round(found.pairs[0].alpha, 3)
    0.803
    """
    speech = Speech.of(cast)
    common, missing = common_transcripts(speech, tuple(quotations), done)
    marked, left_out = mark_all(speech, quotations, codebook, level)
    codes = tuple(code.key for code in codes_at(codebook, level))
    pairs: list[Pair] = []
    found: list[Disagreement] = []
    for coders in combinations(quotations, 2):
        a, b = marked[coders[0]], marked[coders[1]]
        passages = sweep(speech, a, b, n_codes=len(codes), transcripts=common[coders], scope=scope)
        pair = _pair(passages, coders, tuple(speech.keys[number] for number in common[coders]))
        pairs.append(pair)
        if pair.observed:
            found += _worded(passages, (a, b), pair, codes, speech, cast)
    return Disagreements(
        level=level,
        scope=scope,
        pairs=tuple(pairs),
        found=tuple(
            sorted(
                found,
                key=lambda one: (-one.share, natural(one.transcript), one.transcript, one.start),
            )
        ),
        missing=missing,
        left_out=left_out,
    )


def _pair(passages: Passages, coders: tuple[str, str], transcripts: tuple[str, ...]) -> Pair:
    length = passages.length
    given = np.tensordot(length, passages.codes.sum(axis=0, dtype=np.int64), axes=1)
    differ = int((length[:, None] * (passages.codes[0] ^ passages.codes[1])).sum())
    characters = int(length.sum())
    values = 2 * characters
    # In exact integers until the division, so that "no variation" is exactly zero.
    crossed = sum(int(n1) * (values - int(n1)) for n1 in given)
    reason = None
    if characters < 2 and not crossed:
        reason = "too_few_units"
    elif not crossed:
        reason = "no_variation" if given.any() else "no_codings"
    return Pair(
        coders=coders,
        transcripts=transcripts,
        characters=characters,
        observed=differ / characters if characters else 0.0,
        expected=2 * crossed / (values * (values - 1)) if characters else 0.0,
        reason=reason,
    )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Stretches:
    """Merged stretches of one pair.

    ``at`` is the first passage of each, ``kind`` an index into the kinds, ``start`` and ``end``
    are positions; all of shape (n_stretches,).
    """

    at: Ints
    kind: Ints
    start: Ints
    end: Ints


def _merged(passages: Passages) -> _Stretches:
    """Join neighbouring passages with the same codes of both coders and the same kind."""
    kinds = _kinds(passages)
    which = np.flatnonzero((passages.codes[0] ^ passages.codes[1]).any(axis=1))
    alike = np.concatenate((*passages.codes, kinds[:, None], passages.turn[:, None]), axis=1)[which]
    start, end = passages.start[which], passages.end[which]
    joined = (start[1:] == end[:-1]) & (alike[1:] == alike[:-1]).all(axis=1)
    first = np.concatenate(([0], np.flatnonzero(~joined) + 1))
    last = np.append(first[1:], len(which)) - 1
    return _Stretches(at=which[first], kind=kinds[which[first]], start=start[first], end=end[last])


def _kinds(passages: Passages) -> Ints:
    """The kind of each passage, as an index; without meaning where the coders do not differ."""
    a, b = passages.codes
    differ = a ^ b
    met = np.where(a, passages.edge[0], passages.edge[1])
    boundary = (met | ~differ).all(axis=1)
    conditions = [boundary, ~b.any(axis=1), ~a.any(axis=1)]
    choices = [_KINDS.index(kind) for kind in (Kind.BOUNDARY, Kind.ONLY_A, Kind.ONLY_B)]
    found: Ints = np.select(conditions, choices, default=_KINDS.index(Kind.OTHER_CODE))
    return found


def _worded(
    passages: Passages,
    marked: tuple[Marked, Marked],
    pair: Pair,
    codes: tuple[str, ...],
    speech: Speech,
    cast: Cast,
) -> Iterator[Disagreement]:
    """The stretches of one pair with their words, speaker, codes and memos."""
    merged = _merged(passages)
    reaching = [_reaching(one, merged) for one in marked]
    # Entry 0 of the turns of `Speech` is none of the cast's.
    turns = [turn for transcript in cast.transcripts for turn in transcript.turns]
    for number, at in enumerate(merged.at.tolist()):
        turn_number = int(passages.turn[at])
        source_number = int(speech.turn_transcript[turn_number])
        source, turn = cast.transcripts[source_number], turns[turn_number - 1]
        start, end = (
            int(position[number] - speech.base[source_number])
            for position in (merged.start, merged.end)
        )
        person = cast.respondent_of(source.key, turn)
        given = passages.codes[:, at]
        weight = (end - start) * int((given[0] ^ given[1]).sum()) / pair.characters
        a, b = (
            Side(
                coder=coder,
                codes=tuple(codes[place] for place in np.flatnonzero(own).tolist()),
                quotations=tuple(one.id for one in found[number]),
                memos=tuple(one.memo for one in found[number] if one.memo),
            )
            for coder, own, found in zip(pair.coders, given, reaching, strict=True)
        )
        yield Disagreement(
            transcript=source.key,
            start=start,
            end=end,
            text=source.text[start:end],
            turn=turn.index,
            respondent=None if person is None else person.key,
            role=None if person is None else person.role,
            sides=(a, b),
            kind=_KINDS[int(merged.kind[number])],
            share=weight / pair.expected,
            part=weight / pair.observed,
        )


def _reaching(marked: Marked, merged: _Stretches) -> list[list[Quotation]]:
    """The quotations that reach into each stretch, in the order of the text."""
    # One coding of each quotation will do.
    place, coding = np.unique(marked.place, return_index=True)
    order = np.lexsort((marked.end[coding], marked.start[coding]))
    place, coding = place[order], coding[order]
    first = np.searchsorted(merged.end, marked.start[coding], side="right")
    after = np.searchsorted(merged.start, marked.end[coding], side="left")
    found: list[list[Quotation]] = [[] for _ in merged.at]
    for own, low, high in zip(place.tolist(), first.tolist(), after.tolist(), strict=True):
        for stretch in range(low, high):
            found[stretch].append(marked.quotations[own])
    return found
