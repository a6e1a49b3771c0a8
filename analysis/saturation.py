"""Saturation: how many codes are new in each next interview, and whether that has ended.

The curve depends on the order of the interviews, so the order is part of the result, and the
curve is set against those of random orders. The mean over all orders needs no simulation: a code
found in ``n_c`` of ``N`` interviews is among the first ``k`` with probability
``1 - C(N - n_c, k) / C(N, k)`` (hypergeometric; the rarefaction curve of Hurlbert, 1971).

When saturation was reached is told as Guest, Namey and Chen propose (2020, "A simple method to
assess and report thematic saturation in qualitative research", PLoS ONE 15(5), e0232076): the
number of codes that are new in a *run* of interviews, by the number of different codes in the
*base*, the first interviews. Runs slide by one interview; the base stays. The first run whose
share is at or under the *threshold* ends it: reached at the interview before that run, so with a
run of two a study is saturated "at 6 + 2" when interviews 7 and 8 bring no more than 5% of base.
The paper tries bases of 4 to 6, runs of 2 and 3, and thresholds of 5% and 0%; the shares of all
runs are in the result, so that a stricter threshold can be read off.
"""

from __future__ import annotations

__all__ = ["BASE", "THRESHOLD", "RunResult", "Saturation", "expected_curve", "saturation"]

import dataclasses
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.level import Level
from bouwsteen.analysis.marks import Marks
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.errors import AnalysisError
from bouwsteen.transcripts.cast import Cast

if TYPE_CHECKING:
    import pandas as pd

BASE = 4
"""Interviews in the base."""

THRESHOLD = 0.05
"""Share of the base's codes at which a run counts as bringing nothing new."""

_RUNS = (2, 3)
_TAIL = 0.025
_BATCH = 1_000_000

Order = Literal["import", "date", "list"]
Bools = npt.NDArray[np.bool_]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """Whether and when saturation was reached, with one length of run.

    Parameters
    ----------
    length : int
        Interviews in a run.
    base_codes : int
        Different codes in the base.
    shares : tuple of float
        New codes of each run by `base_codes`; the first run follows on the base.
    reached : int or None
        Interviews before the first run that is at or under the threshold.
    reason : str or None
        Why there is none: ``too_few`` interviews for one run, ``empty_base``, ``not_reached``.
    """

    length: int
    base_codes: int
    shares: tuple[float, ...] = ()
    reached: int | None = None
    reason: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Saturation:
    """The curve of new codes.

    Parameters
    ----------
    order : {"import", "date", "list"}
        How the interviews were ordered.
    rule : str
        ``once-per-block`` or ``once-per-code``: what counts as a code.
    layer : str
        Whose codings were read.
    transcripts : tuple of str
        Interviews in that order.
    new : tuple of tuple of Code
        Codes that each interview is the first to have.
    listed : int
        Codes or blocks in the codebook, found or not.
    expected : tuple of float
        Mean of the cumulative curve over all orders, exact.
    median, low, high : tuple of int
        Median and 2.5th and 97.5th percentiles of the cumulative curve over the random orders;
        each a number of codes that one of them had (inverse of the distribution function).
    permutations, seed : int
        Random orders drawn, and from which seed.
    runs : tuple of RunResult
        For runs of two and of three interviews.
    left_out : tuple of str
        Interviews without a counted quotation that nobody called finished.
    unattributed, free : tuple of int
        Numbers of quotations that are counted nowhere.
    """

    order: Order
    rule: str
    layer: str
    transcripts: tuple[str, ...]
    new: tuple[tuple[Code, ...], ...]
    listed: int
    expected: tuple[float, ...]
    median: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    permutations: int
    seed: int
    runs: tuple[RunResult, ...]
    left_out: tuple[str, ...] = ()
    unattributed: tuple[int, ...] = ()
    free: tuple[int, ...] = ()

    @property
    def cumulative(self) -> tuple[int, ...]:
        """Different codes up to and with each interview."""
        return tuple(np.cumsum([len(codes) for codes in self.new]).tolist())

    def to_records(self) -> list[dict[str, Any]]:
        """One record an interview."""
        return [
            {
                "n": place + 1,
                "transcript": key,
                "new": len(self.new[place]),
                "cumulative": total,
                "expected": self.expected[place],
                "median": self.median[place],
                "low": self.low[place],
                "high": self.high[place],
                "codes": [code.key for code in self.new[place]],
            }
            for place, (key, total) in enumerate(
                zip(self.transcripts, self.cumulative, strict=True)
            )
        ]

    def to_frame(self) -> pd.DataFrame:
        """One row an interview, by its number in the order."""
        import pandas as pd

        return pd.DataFrame(self.to_records()).set_index("n")

    def to_json(self) -> dict[str, Any]:
        """The curve as plain dictionaries with stable English keys."""
        return {
            "order": self.order,
            "rule": self.rule,
            "layer": self.layer,
            "listed": self.listed,
            "permutations": self.permutations,
            "seed": self.seed,
            "rows": self.to_records(),
            "base": BASE,
            "threshold": THRESHOLD,
            "runs": [dataclasses.asdict(run) for run in self.runs],
            "left_out": list(self.left_out),
            "unattributed": list(self.unattributed),
            "free": list(self.free),
        }


def saturation(
    columns: CodingColumns,
    cast: Cast,
    codebook: Codebook,
    *,
    keys: Sequence[str] | None = None,
    order: Order = "import",
    rows: Level = "code",
    permutations: int = 1000,
    seed: int = 0,
    finished: Collection[str] = (),
    layer: str = "",
) -> Saturation:
    """Follow the codes through the interviews.

    Parameters
    ----------
    columns : CodingColumns
        Codings of one layer.
    cast : Cast
        Who speaks where; quotations without a respondent's words are counted nowhere.
    codebook : Codebook
        The codes.
    keys : sequence of str, optional
        All transcripts in the order wanted; without it as the cast has them.
    order : {"import", "date", "list"}
        What that order is, to be told with the curve.
    rows : {"block", "code"}
        Count blocks, or every code.
    permutations, seed : int
        Random orders to draw, at least 1, and from which seed.
    finished : collection of str
        Transcripts whose coding is done. An interview without a counted quotation is on the
        curve only when it is among them: otherwise it may just not be coded yet, and would feign
        saturation.
    layer : str
        Whose codings these are.

    Raises
    ------
    AnalysisError
        When no interview has a counted quotation, or no order is to be drawn.
    CodebookError
        When a coding's code is not in the codebook.
    """
    if permutations < 1:
        raise AnalysisError(
            "A band needs at least one random order.",
            "Use --permutations 1000.",
            key="saturation_no_orders",
        )
    marks = Marks.of(columns, cast, codebook, rows=rows)
    held = _held(marks)
    number = {key: place for place, key in enumerate(marks.speech.keys)}
    wanted = list(marks.speech.keys if keys is None else keys)
    on_curve = [key for key in wanted if key in finished or held[number[key]].any()]
    held = held[[number[key] for key in on_curve]]
    first = np.where(held.any(axis=0), held.argmax(axis=0), -1)
    median, low, high = _band(held, permutations, seed)
    new = tuple(
        tuple(code for code, at in zip(marks.rows, first.tolist(), strict=True) if at == place)
        for place in range(len(on_curve))
    )
    return Saturation(
        order=order,
        rule=f"once-per-{rows}",
        layer=layer,
        transcripts=tuple(on_curve),
        new=new,
        listed=len(marks.rows),
        expected=expected_curve(held.sum(axis=0).tolist(), len(on_curve)),
        median=median,
        low=low,
        high=high,
        permutations=permutations,
        seed=seed,
        runs=tuple(_run([len(codes) for codes in new], length) for length in _RUNS),
        left_out=tuple(key for key in wanted if key not in set(on_curve)),
        unattributed=marks.unattributed,
        free=marks.free,
    )


def expected_curve(interviews_with: Sequence[int], n: int) -> tuple[float, ...]:
    """Mean number of different codes in the first 1, 2, … interviews over all orders.

    Parameters
    ----------
    interviews_with : sequence of int
        In how many of the interviews each code is found.
    n : int
        Interviews.

    Examples
    --------
    >>> [round(mean, 3) for mean in expected_curve([3, 1], 3)]
    [1.333, 1.667, 2.0]
    """
    found = np.asarray(interviews_with, dtype=np.float64)
    missed = np.ones(len(found))
    curve = []
    for drawn in range(n):
        # Not found after one more: the next is one of those without the code.
        missed = missed * np.clip(n - found - drawn, 0, None) / (n - drawn)
        curve.append(float((1 - missed).sum()))
    return tuple(curve)


def _held(marks: Marks) -> Bools:
    """Which interview has which code, of shape (n_interviews, n_codes)."""
    held = np.zeros((len(marks.speech.keys), len(marks.rows)), dtype=bool)
    held[marks.transcript[marks.quotation], marks.row] = True
    if not held.any():
        raise AnalysisError(
            "No interview has a quotation to count.",
            "Code first, or read another --coder.",
            key="saturation_nothing",
        )
    return held


def _band(
    held: Bools, permutations: int, seed: int
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Median and tails of the cumulative curve over random orders.

    Parameters
    ----------
    held : ndarray of shape (n_interviews, n_codes)
        Which interview has which code.
    """
    n = len(held)
    generator = np.random.default_rng(seed)
    having = [np.flatnonzero(column) for column in held.T if column.any()]
    curves = np.zeros((permutations, n), dtype=np.int32)
    size = max(1, _BATCH // n)
    for begin in range(0, permutations, size):
        part = curves[begin : begin + size]
        ranks = generator.permuted(np.tile(np.arange(n), (len(part), 1)), axis=1)
        for interviews in having:
            part[np.arange(len(part)), ranks[:, interviews].min(axis=1)] += 1
        np.cumsum(part, axis=1, out=part)
    levels = (0.5, _TAIL, 1 - _TAIL)
    found = np.quantile(curves, levels, axis=0, method="inverted_cdf").astype(np.int64)
    median, low, high = (tuple(line.tolist()) for line in found)
    return median, low, high


def _run(new: Sequence[int], length: int) -> RunResult:
    base = sum(new[:BASE])
    if len(new) < BASE + length:
        return RunResult(length=length, base_codes=base, reason="too_few")
    if not base:
        return RunResult(length=length, base_codes=0, reason="empty_base")
    starts = range(BASE, len(new) - length + 1)
    found = [sum(new[start : start + length]) for start in starts]
    reached = next(
        (start for start, n in zip(starts, found, strict=True) if n / base <= THRESHOLD), None
    )
    return RunResult(
        length=length,
        base_codes=base,
        shares=tuple(n / base for n in found),
        reached=reached,
        reason="not_reached" if reached is None else None,
    )
