"""Time agreement beside the programs that researchers use for it.

Run with ``python benchmarks/agreement.py``. ``pip install nltk simpledorff`` adds two more programs
to compare with; an absent one is passed over and named. Times are CPU seconds of the fastest of a
few runs, so ratios mean more than times.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import sys
import time
from collections.abc import Callable

import numpy as np

from bouwsteen.analysis.agreement.alpha_u import unitizing_disagreements
from bouwsteen.analysis.agreement.gamma import Annotation, disorder
from bouwsteen.analysis.agreement.intervals import bootstrap
from bouwsteen.analysis.agreement.nominal import (
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_units,
    positive_agreement,
)
from bouwsteen.analysis.agreement.sets import code_sets
from bouwsteen.analysis.agreement.tally import tally_labels, tally_marks
from bouwsteen.analysis.agreement.unitizing import (
    UnitizingTally,
    bar_u_alpha,
    cu_alpha,
    ku_alpha,
    tally_unitizing,
    u_alpha,
)
from bouwsteen.analysis.segments import segments
from bouwsteen.analysis.stretches import Spans, joined

UNITS = (1_000, 10_000, 100_000)
VALUES = 7
SPANS = 10_000
CODES = 6
TRANSCRIPTS, TURNS, REPLICATES = 36, 300, 10_000
FASTER, UNITIZING_SECONDS, BOOTSTRAP_SECONDS = 20, 0.020, 0.3


def seconds(work: Callable[[], object], *, runs: int = 3) -> float:
    """CPU seconds of the fastest run."""
    times = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def labels_of(n: int) -> np.ndarray:
    """Two coders, seven values, four of five alike."""
    chance = np.random.default_rng(1)
    one = chance.integers(VALUES, size=n)
    return np.stack(
        [one, np.where(chance.random(n) < 0.8, one, chance.integers(VALUES, size=n))], 1
    )


def peers(labels: np.ndarray) -> dict[str, Callable[[], float]]:
    """Alpha, or kappa where a program has no alpha, by every program that is installed."""
    import krippendorff
    from sklearn.metrics import cohen_kappa_score

    found: dict[str, Callable[[], float]] = {
        "krippendorff": lambda: krippendorff.alpha(labels.T, level_of_measurement="nominal"),
        "scikit-learn (kappa)": lambda: cohen_kappa_score(*labels.T),
    }
    if importlib.util.find_spec("nltk"):
        from nltk.metrics.agreement import AnnotationTask

        rows = [(c, u, v) for u, row in enumerate(labels.tolist()) for c, v in enumerate(row)]
        found["nltk"] = lambda: AnnotationTask(data=rows).alpha()
    if importlib.util.find_spec("simpledorff"):
        import pandas as pd
        import simpledorff

        frame = pd.DataFrame(
            [(c, u, v) for u, row in enumerate(labels.tolist()) for c, v in enumerate(row)],
            columns=["annotator", "unit", "value"],
        )
        found["simpledorff"] = lambda: simpledorff.calculate_krippendorffs_alpha_for_df(
            frame, experiment_col="unit", annotator_col="annotator", class_col="value"
        )
    for name in {"nltk", "simpledorff"} - set(found):
        print(f"  ({name} is not installed and is passed over)")
    return found


def nominal() -> bool:
    """Nominal alpha of two coders."""
    print("Nominal alpha, two coders, seven values; milliseconds (times as slow as ours)")
    enough = True
    for n in UNITS:
        labels = labels_of(n)

        def ours(labels: np.ndarray = labels) -> float:
            return float(krippendorff_alpha(tally_labels(labels, n_values=VALUES).over(0)))

        own = min(seconds(lambda: [ours() for _ in range(20)]) / 20 for _ in range(2))
        others = peers(labels)
        for name, other in others.items():
            if "kappa" not in name:
                assert abs(other() - ours()) < 1e-9, name
        times = {name: seconds(other) for name, other in others.items()}
        listed = "  ".join(f"{name} {t * 1e3:.1f} ({t / own:.0f}x)" for name, t in times.items())
        print(f"  {n:>7,} units: bouwsteen {own * 1e3:.3f}  {listed}")
        enough = n < UNITS[-1] or min(times.values()) >= FASTER * own
    print(f"  at {UNITS[-1]:,} at least {FASTER}x the fastest: {'yes' if enough else 'NO'}")
    return enough


def spans_of(n: int) -> tuple[Spans, int]:
    """Spans of two coders: boundaries moved a little, one in ten another code."""
    chance = np.random.default_rng(2)
    start = np.arange(n) * 200 + chance.integers(0, 60, n)
    end, code = start + chance.integers(30, 100, n), chance.integers(CODES, size=n)
    rows = []
    for coder in range(2):
        moved = chance.integers(-15, 16, n) * coder
        other = np.where(chance.random(n) < 0.1 * coder, chance.integers(CODES, size=n), code)
        begin = np.maximum(start + moved, 0)
        rows.append(np.stack([np.full(n, coder), other, np.zeros(n, int), begin, end + moved], 1))
    table = np.concatenate(rows)
    columns = table[np.lexsort(table.T[[3, 1, 0]])].T
    names = ("coder", "code", "transcript", "start", "end")
    return Spans(**dict(zip(names, columns, strict=True))), int(table[:, 4].max()) + 100


def u_family(spans: Spans, base: np.ndarray, n_codes: int) -> list[float]:
    """u, |u and cu over sets of codes, from spans; (k)u is computed too."""
    pieces = segments(joined(spans, touching=True), base, n_coders=2, n_codes=n_codes)
    labels, members = code_sets(pieces.marks)
    found = tally_unitizing(
        labels, pieces.length, pieces.transcript, n_values=len(members), n_transcripts=1
    )
    one = UnitizingTally(n_values=found.n_values, sums=found.sums[:, 0])
    ku_alpha(one)
    return [float(figure(one)) for figure in (u_alpha, bar_u_alpha, cu_alpha)]


def per_code(spans: Spans, base: np.ndarray) -> None:
    """u of the binary partition of each code."""
    for code in range(CODES):
        own = spans.where(spans.code == code)
        u_family(dataclasses.replace(own, code=np.zeros_like(own.code)), base, 1)


def side(spans: Spans, coder: int) -> Annotation:
    """One coder's units, as gamma takes them."""
    own = spans.where(spans.coder == coder)
    return Annotation(start=own.start.astype(float), end=own.end.astype(float), code=own.code)


def unitizing() -> bool:
    """The family of 2016 over all codes, the same per code, alpha_U, and gamma's alignment."""
    spans, length = spans_of(SPANS)
    base, done = np.array([0, length]), np.ones((1, 2), dtype=bool)
    one, two = side(spans, 0), side(spans, 1)
    works: dict[str, Callable[[], object]] = {
        "u, |u, cu and (k)u over sets of codes": lambda: u_family(spans, base, CODES),
        "u of each code": lambda: per_code(spans, base),
        "alpha_U of each code": lambda: unitizing_disagreements(spans, base, done, n_codes=CODES),
        "gamma, one best alignment": lambda: disorder(one, two),
    }
    times = [seconds(work, runs=9) for work in works.values()]
    print(f"Unitizing, {SPANS:,} spans a coder, {CODES} codes; milliseconds")
    for name, taken in zip(works, times, strict=True):
        print(f"  {name:<40}{taken * 1e3:8.1f}")
    fast = times[0] < UNITIZING_SECONDS
    print(f"  the family under {UNITIZING_SECONDS * 1e3:.0f} ms: {'yes' if fast else 'NO'}")
    return fast


def replicates() -> bool:
    """Bootstrap of five coefficients, from marks to percentiles."""
    chance = np.random.default_rng(3)
    n = TRANSCRIPTS * TURNS
    one = chance.random((n, CODES)) < 0.1
    marks = np.stack([one, one ^ (chance.random((n, CODES)) < 0.04)], axis=1)
    transcript = np.repeat(np.arange(TRANSCRIPTS), TURNS)
    present, weight = np.ones((n, 2), dtype=bool), np.ones(n, dtype=np.int64)
    figures = (
        krippendorff_alpha,
        cohen_kappa,
        lambda tally: gwet_ac1(tally, categories=2),
        positive_agreement,
        percent_units,
    )

    def ours() -> None:
        tally = tally_marks(
            marks,
            present=present,
            weight=weight,
            transcript=transcript,
            n_transcripts=TRANSCRIPTS,
        )
        draws = bootstrap(TRANSCRIPTS, replicates=REPLICATES, seed=1)
        replicated = tally.of(draws.sums(tally.sums))
        for figure in figures:
            np.quantile(figure(replicated), (0.025, 0.975), axis=0)

    import krippendorff

    own = seconds(ours)
    labels = marks[:, :, 0].T.astype(int)
    naive = seconds(lambda: krippendorff.alpha(labels, level_of_measurement="nominal"))
    naive *= CODES * REPLICATES
    print(
        f"Bootstrap, {TRANSCRIPTS} transcripts of {TURNS} turns, {CODES} codes, 5 coefficients, "
        f"{REPLICATES:,} replicates; seconds"
    )
    print(f"  bouwsteen, from marks to percentiles    {own:8.3f}")
    print(f"  krippendorff in a loop, alpha alone     {naive:8.0f} ({naive / own:,.0f}x, reckoned)")
    fast = own < BOOTSTRAP_SECONDS
    print(f"  under {BOOTSTRAP_SECONDS} s: {'yes' if fast else 'NO'}")
    return fast


def main() -> int:
    """Print the figures; 1 when one of the three promises is not kept."""
    return 0 if all([nominal(), unitizing(), replicates()]) else 1


if __name__ == "__main__":
    sys.exit(main())
