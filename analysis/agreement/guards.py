"""Guards: what a careful reader would ask before believing the figures, with the figure at hand."""

from __future__ import annotations

__all__ = ["guards_of", "identical_spans"]

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

from bouwsteen.analysis.agreement.intervals import FEWEST, FEWEST_BOOTSTRAP
from bouwsteen.analysis.agreement.results import CodeAgreement, Guard
from bouwsteen.analysis.agreement.values import Value
from bouwsteen.analysis.stretches import Stretches
from bouwsteen.coding.model import Done

_RARE = 10
"""Codings by all coders together below which a code cannot be judged."""

_HIGH_PERCENT, _LOW_ALPHA, _SKEWED = 0.8, 0.667, 0.2
_SHARED = 0.3
"""Positive agreement below which coders share too little for prevalence to be to blame."""

_BIAS = 2.0
"""One coder gives the code to this many times the share of units that another gives it to."""

_DOMINANT = 0.5
_FEWEST_TO_DOMINATE = 3
_IDENTICAL, _FEWEST_SPANS = 0.6, 10
_PERFECT = 50


def guards_of(
    stretches: Stretches,
    codes: Sequence[CodeAgreement],
    headline: Value,
    *,
    shares: Mapping[str, Sequence[float]],
    saw: Collection[Done] = (),
    after_consensus: bool = False,
) -> tuple[Guard, ...]:
    """Collect the warnings.

    Parameters
    ----------
    stretches : Stretches
        What was compared.
    codes : sequence of CodeAgreement
        The figures per code.
    headline : Value
        Alpha over all codes.
    shares : mapping of code to sequence of float
        Share of units that each coder gave the code to.
    saw : collection of Done
        Coder and transcript pairs where the log says that the coder saw another's codes before
        finishing.
    after_consensus : bool
        The layers were changed after the consensus meeting had begun.

    Returns
    -------
    tuple of Guard
        Of the whole comparison first, then code by code.
    """
    found = list(_of_the_whole(stretches, headline, saw, after_consensus))
    for one in codes:
        found += _of_code(one, shares[one.code], stretches.coders)
    return tuple(found)


def _of_the_whole(
    stretches: Stretches, headline: Value, saw: Iterable[Done], after_consensus: bool
) -> Iterator[Guard]:
    if after_consensus:
        yield Guard(key="after_consensus")
    for pair in saw:
        if pair.coder in stretches.coders and pair.transcript in stretches.line.transcripts:
            yield Guard(
                key="saw_other_codes",
                figures={"coder": pair.coder, "transcript": pair.transcript},
            )
    n = len(stretches.line.transcripts)
    if n < FEWEST:
        yield Guard(key="no_interval", figures={"transcripts": n, "limit": FEWEST})
    elif n < FEWEST_BOOTSTRAP:
        yield Guard(key="few_transcripts", figures={"transcripts": n, "limit": FEWEST_BOOTSTRAP})
    identical, spans = identical_spans(stretches)
    if spans >= _FEWEST_SPANS and identical > _IDENTICAL * spans:
        yield Guard(
            key="identical_spans",
            figures={"identical": identical, "spans": spans, "share": identical / spans},
        )
    codings = int(stretches.codings.sum())
    if headline.value == 1 and codings > _PERFECT:
        yield Guard(key="perfect", figures={"codings": codings, "limit": _PERFECT})


def _of_code(one: CodeAgreement, shares: Sequence[float], coders: Sequence[str]) -> Iterator[Guard]:
    codings = sum(one.codings.values())
    if 0 < codings < _RARE:
        yield Guard(key="too_rare", code=one.code, figures={"codings": codings, "limit": _RARE})
    most, least = int(np.argmax(shares)), int(np.argmin(shares))
    biased = shares[most] >= _BIAS * shares[least]
    if codings >= _RARE and not biased:
        yield from _prevalence(one)
    if codings >= _RARE and biased:
        yield Guard(
            key="coder_bias",
            code=one.code,
            figures={
                "coder": coders[most],
                "marked": one.marked[coders[most]],
                "other": coders[least],
                "other_marked": one.marked[coders[least]],
            },
        )
    heavy = max(one.influence, key=lambda each: each.share or 0.0)
    if len(one.influence) >= _FEWEST_TO_DOMINATE and (heavy.share or 0.0) > _DOMINANT:
        yield Guard(
            key="dominated",
            code=one.code,
            figures={"transcript": heavy.transcript, "share": heavy.share or 0.0},
        )


def _prevalence(one: CodeAgreement) -> Iterator[Guard]:
    """A low alpha that an uneven spread explains.

    It does so only where coders share codings: with hardly any in common the low alpha is earned,
    however high the percentage.
    """
    prevalence = one.prevalence
    percent, positive, alpha, ac1 = (
        one.measures[name].value for name in ("percent", "positive", "alpha", "ac1")
    )
    if prevalence is None or percent is None or positive is None or alpha is None or ac1 is None:
        return
    skewed = not _SKEWED <= prevalence <= 1 - _SKEWED
    if skewed and percent >= _HIGH_PERCENT and positive >= _SHARED and alpha < _LOW_ALPHA:
        yield Guard(
            key="prevalence",
            code=one.code,
            figures={"percent": percent, "alpha": alpha, "prevalence": prevalence, "ac1": ac1},
        )


def identical_spans(stretches: Stretches) -> tuple[int, int]:
    """How many freely drawn spans another coder drew alike, to the character.

    A span that is exactly one whole turn was probably chosen, not drawn, and is left out. A coder's
    span counts once, however many codes it has.

    Returns
    -------
    identical, spans : int
        Spans that another coder has too, and spans of all coders.
    """
    spans, line = stretches.spans, stretches.line
    turn = np.searchsorted(line.opens, spans.start, side="right") - 1
    free = (line.opens[turn] != spans.start) | (line.closes[turn] != spans.end)
    places = np.stack([spans.start, spans.end, spans.coder], axis=1)[free]
    own = np.unique(places, axis=0)
    _, coders = np.unique(own[:, :2], axis=0, return_counts=True)
    return int(coders[coders >= 2].sum()), int(coders.sum())
