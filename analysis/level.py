"""Whether whole blocks or single codes are counted and compared, and where a code then stands."""

from __future__ import annotations

__all__ = ["Level", "codes_at", "places_at"]

from collections.abc import Sequence
from typing import Literal

import numpy as np

from bouwsteen.analysis.speech import Ints
from bouwsteen.codebook.model import Code, Codebook

Level = Literal["block", "code"]
"""Blocks with their sub-codes rolled up, or every code for itself, free codes included."""


def codes_at(codebook: Codebook, level: Level) -> tuple[Code, ...]:
    """The blocks, or every code down the tree."""
    return codebook.blocks if level == "block" else tuple(code for _, code in codebook.walk())


def places_at(keys: Sequence[str], codebook: Codebook, level: Level) -> Ints:
    """Place of each code among `codes_at`, rolled up to its block where blocks are meant.

    Parameters
    ----------
    keys : sequence of str
        Keys of codes.
    codebook : Codebook
        The codes.
    level : {"block", "code"}
        What has a place.

    Returns
    -------
    ndarray of shape (n_keys,)
        -1 for a free code where blocks are meant: it has none.

    Raises
    ------
    CodebookError
        When a code is not in the codebook.
    """
    places = {code.key: place for place, code in enumerate(codes_at(codebook, level))}
    codes = [codebook.block_of(key) if level == "block" else codebook[key] for key in keys]
    return np.array([places.get(code.key, -1) for code in codes], dtype=np.int64)
