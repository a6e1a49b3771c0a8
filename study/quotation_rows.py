"""A quotation as rows of the study file: one of its own, and one for each coding."""

from __future__ import annotations

__all__ = ["coding_row", "grouped", "quotation_row", "row_identity"]

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from bouwsteen.coding.model import Assistance, Coding, Layer, Origin, Quotation
from bouwsteen.study.identity import Identity
from bouwsteen.study.session import now
from bouwsteen.transcripts.model import Span


def quotation_row(quotation: Quotation, identity: Identity) -> dict[str, Any]:
    """The row of a quotation, without its number."""
    transcript_id, coder_id, layer, start, end = identity
    created = quotation.created
    return {
        "transcript_id": transcript_id,
        "coder_id": coder_id,
        "layer": layer,
        "start": start,
        "end": end,
        "memo": quotation.memo,
        "created": created.isoformat(timespec="seconds") if created else now(),
    }


def row_identity(row: dict[str, Any]) -> Identity:
    """What makes the quotation of a row one quotation."""
    return (row["transcript_id"], row["coder_id"], row["layer"], row["start"], row["end"])


def coding_row(coding: Coding, quotation_id: int, code_id: int) -> dict[str, Any]:
    """The row of a code on a quotation, without its number."""
    return {
        "quotation_id": quotation_id,
        "code_id": code_id,
        "origin": str(coding.origin),
        "codebook_version": coding.codebook_version,
        "assistance": str(coding.assistance),
    }


def grouped(rows: Sequence[Sequence[Any]]) -> list[Quotation]:
    """Fold rows of one coding each, ordered by quotation, into quotations."""
    found: list[Quotation] = []
    for _, same in groupby(rows, key=itemgetter(0)):
        held = list(same)
        number, start, end, layer, memo, created, transcript, coder, *_ = held[0]
        found.append(
            Quotation(
                id=number,
                transcript=transcript,
                span=Span(start, end),
                coder=coder,
                codings=tuple(_coding(*row[8:]) for row in held),
                layer=Layer(layer),
                memo=memo,
                created=datetime.fromisoformat(created),
            )
        )
    return found


@lru_cache
def _coding(code: str, origin: str, version: int, assistance: str) -> Coding:
    """A coding from its columns; a whole layer has few that differ."""
    kind, sight = Origin(origin), Assistance(assistance)
    return Coding(code=code, origin=kind, codebook_version=version, assistance=sight)
