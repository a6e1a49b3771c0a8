"""Simulate how often the 95 % interval of alpha holds the true value, with clustered interviews.

Run with ``python benchmarks/coverage.py``. Interviews differ in how often a code occurs and in how
hard it is to code, so turns of one interview are alike; the true value is that of endlessly many
interviews. The method is the one that the package picks for the number of interviews.
"""

from __future__ import annotations

import sys

import numpy as np

from bouwsteen.analysis.agreement.intervals import interval, resampling
from bouwsteen.analysis.agreement.nominal import krippendorff_alpha
from bouwsteen.analysis.agreement.tally import Tally, tally_tables

STUDIES, BATCH = 1000, 100
TURNS = 300
REPLICATES = 1000
ENDLESS = 400_000
LOWEST, HIGHEST = 0.90, 0.97


def chances(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Chance of neither, bram alone, anna alone, both, for interviews; shape (4, ...)."""
    occurs, wrong = rng.beta(2, 12, shape), rng.beta(1.5, 45, shape)
    both = occurs * (1 - wrong) ** 2 + (1 - occurs) * wrong**2
    alone = wrong * (1 - wrong)
    return np.stack([1 - both - 2 * alone, alone, alone, both])


def studies(rng: np.random.Generator, n_transcripts: int, n_studies: int) -> Tally:
    """Tallies with free axes (transcripts, studies)."""
    shares = np.moveaxis(chances(rng, (n_transcripts, n_studies)), 0, -1)
    counts = rng.multinomial(TURNS, shares).astype(np.float64)
    return tally_tables(np.moveaxis(counts, -1, 0).reshape(2, 2, n_transcripts, n_studies))


def true_alpha(rng: np.random.Generator) -> float:
    """Alpha of very many interviews, without the chance of turns."""
    table = chances(rng, (ENDLESS,)).mean(axis=1).reshape(2, 2) * 1e9
    return float(krippendorff_alpha(tally_tables(table)))


def covered(rng: np.random.Generator, n_transcripts: int, truth: float) -> tuple[float, float, str]:
    """Share of studies whose interval holds the truth, mean width, and the method."""
    hits, widths, method = 0, [], ""
    for batch in range(STUDIES // BATCH):
        tally = studies(rng, n_transcripts, BATCH)
        draws = resampling(n_transcripts, replicates=REPLICATES, seed=batch)
        points = krippendorff_alpha(tally.over(0))
        replicates = krippendorff_alpha(tally.of(draws.sums(tally.sums)))
        for study in range(BATCH):
            found = interval(float(points[study]), replicates[:, study], method=draws.method)
            if found.low is not None and found.high is not None:
                hits += found.low <= truth <= found.high
                widths.append(found.high - found.low)
        method = draws.method or "none"
    return hits / STUDIES, float(np.mean(widths)), method


def main() -> int:
    """Print coverage; 1 when it leaves the range that is promised."""
    rng = np.random.default_rng(2026)
    truth = true_alpha(rng)
    print(f"Coverage of nominal 95 % intervals, {STUDIES} studies each, true alpha {truth:.3f}")
    kept = True
    for n_transcripts in (36, 12, 6):
        share, width, method = covered(rng, n_transcripts, truth)
        inside = LOWEST <= share <= HIGHEST
        kept &= inside
        print(
            f"  {n_transcripts:>3} interviews of {TURNS} turns, {method:<9} {share:.3f} "
            f"(mean width {width:.3f}){'' if inside else '  OUT OF RANGE'}"
        )
    print(f"  all between {LOWEST:.2f} and {HIGHEST:.2f}: {'yes' if kept else 'NO'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
