"""A suggestion as a row of the study file, and back."""

from __future__ import annotations

__all__ = ["Standing", "standing_of", "suggestion_row"]

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bouwsteen.coding.suggest.model import Decision, Evidence, Suggestion, Verdict
from bouwsteen.transcripts.model import Span


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A suggestion with what became of it.

    Parameters
    ----------
    suggestion : Suggestion
        As it was made.
    coder : str
        Whose it is.
    shown : datetime or None
        When it was first put before the coder.
    decision : Decision or None
        What the coder decided.
    meaning : str
        Digest of what the block meant when it was suggested.
    block_verdict : Verdict or None
        What the decision says of the block: who gives another code of the same block accepts it.
    retired : bool
        Whether a later run or a correction took its place.
    placed : bool
        False once a correction took its words away: its offsets are those of an older text.
    """

    suggestion: Suggestion
    coder: str
    shown: datetime | None
    decision: Decision | None
    meaning: str
    block_verdict: Verdict | None = None
    retired: bool = False
    placed: bool = True


def suggestion_row(one: Suggestion, transcript: int, coder: int, meaning: str) -> dict[str, Any]:
    """Columns of a suggestion, under the numbers of transcript and coder."""
    return {
        "transcript_id": transcript,
        "coder_id": coder,
        "turn": one.turn,
        "start": one.span.start,
        "end": one.span.end,
        "passage_start": one.passage.start,
        "passage_end": one.passage.end,
        "code": one.code,
        "block": one.block,
        "confidence": one.confidence,
        "rank": one.rank,
        "evidence": [piece.to_json() for piece in one.evidence],
        "model": {
            "origin": one.origin,
            "digest": one.model,
            "codebook_version": one.codebook_version,
            "meaning": meaning,
        },
    }


def standing_of(row: Row[Any], block_of: Mapping[str, str]) -> Standing:
    """Rebuild a suggestion from its row joined with the keys and the decision.

    Parameters
    ----------
    row : Row
        With the columns of the suggestion, the keys and the decision.
    block_of : mapping of str to str
        Code to block, in the codebook as it is now.
    """
    decision = on_block = None
    if row.verdict is not None:
        decision = Decision(
            suggestion=row.id,
            coder=row.coder,
            verdict=Verdict(row.verdict),
            code=row.chosen,
            at=datetime.fromisoformat(row.at),
        )
        on_block = decision.verdict
        if on_block is Verdict.CHANGED and block_of.get(row.chosen) == row.block:
            on_block = Verdict.ACCEPTED
    return Standing(
        suggestion=Suggestion(
            id=row.id,
            transcript=row.transcript,
            turn=row.turn,
            span=Span(row.start, row.end),
            passage=Span(row.passage_start, row.passage_end),
            code=row.code,
            block=row.block,
            confidence=row.confidence,
            rank=row.rank,
            evidence=tuple(Evidence.from_json(piece) for piece in row.evidence),
            origin=row.model["origin"],
            model=row.model["digest"],
            codebook_version=row.model["codebook_version"],
        ),
        coder=row.coder,
        shown=datetime.fromisoformat(row.shown) if row.shown else None,
        decision=decision,
        meaning=row.model["meaning"],
        block_verdict=on_block,
        retired=row.retired is not None,
        placed=row.placed,
    )
